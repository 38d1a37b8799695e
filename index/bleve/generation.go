package bleve

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"clausebank/clauses"
	"clausebank/index"
	"clausebank/index/words"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A generation is a state of the library that searches read. It never changes.
// It is closed when the last who retained it releases it.
type generation struct {
	position clauses.Position
	snapshot *scorch.IndexSnapshot
	parts    []*part
	texts    int     // N: texts of the library
	average  float64 // their mean length
	state    string  // a name that all generations of the same content share

	rules       []*words.Rules // those by which some text is read, in the order of words.All
	rulesNumber []int          // in rules, by number in lexicons.languages; 0 where no text has the language

	spellings func() []uint32 // see partySpellings
	refs      atomic.Int64
}

// A part is one segment as it stands in a generation.
type part struct {
	number  int // in generation.parts
	id      uint64
	segment segment.Segment
	deleted *roaring.Bitmap // documents; nil: none
	*view
	*census
}

// A census is what is alive in a segment. Only deletions change it, and nothing
// that was deleted comes back, so the number of deletions tells it from others.
type census struct {
	deletions uint64
	alive     bitmap // the texts that are not deleted
	texts     int
	words     int      // sum of their lengths
	languages []uint64 // how many texts have a language, by number in lexicons.languages
}

func takeCensus(v *view, deleted *roaring.Bitmap) *census {
	c := &census{alive: newBitmap(v.docs)}
	if deleted != nil {
		c.deletions = deleted.GetCardinality()
	}
	gone := newBitmap(v.docs)
	if deleted != nil {
		for it := deleted.Iterator(); it.HasNext(); {
			gone.set(it.Next())
		}
	}
	for doc := range uint32(v.docs) {
		if v.clauseOf[doc] == none || gone.has(doc) {
			continue
		}
		c.alive.set(doc)
		c.texts++
		c.words += int(v.length[doc])
		language := int(v.language[doc])
		for len(c.languages) <= language {
			c.languages = append(c.languages, 0)
		}
		c.languages[language]++
	}
	return c
}

// newGeneration reads a snapshot, which it owns from then on, errors included.
// What did not change since an earlier generation (nil: none) is taken from it.
func newGeneration(snapshot *scorch.IndexSnapshot, position clauses.Position, state string, earlier *generation, l *lexicons) (g *generation, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, snapshot.Close())
		}
	}()
	defer recoverDamage(&err)

	known := make(map[uint64]*part)
	if earlier != nil {
		for _, p := range earlier.parts {
			known[p.id] = p
		}
	}
	g = &generation{position: position, state: state, snapshot: snapshot}
	g.spellings = sync.OnceValue(func() []uint32 { return g.partySpellings(l) })
	g.refs.Store(1)
	total := 0
	languages := make([]bool, len(l.languages.known()))
	for _, s := range snapshot.Segments() {
		p := &part{number: len(g.parts), id: s.Id(), segment: s.Segment(), deleted: s.Deleted()}
		if p.deleted != nil && p.deleted.IsEmpty() {
			p.deleted = nil
		}
		before := known[p.id]
		if before != nil {
			p.view = before.view
		} else if p.view, err = readView(p.segment, l); err != nil {
			return nil, fmt.Errorf("read segment %d: %w", p.id, err)
		}
		if before != nil && before.deletions == deletions(p.deleted) {
			p.census = before.census
		} else {
			p.census = takeCensus(p.view, p.deleted)
		}
		g.parts = append(g.parts, p)
		g.texts += p.census.texts
		total += p.census.words
		for language, texts := range p.languages {
			for len(languages) <= language {
				languages = append(languages, false)
			}
			languages[language] = languages[language] || texts > 0
		}
	}
	g.average = index.Average(total, g.texts)
	g.findRules(languages, l)
	return g, nil
}

func deletions(deleted *roaring.Bitmap) uint64 {
	if deleted == nil {
		return 0
	}
	return deleted.GetCardinality()
}

// findRules sets the rules by which the texts of some languages are read.
func (g *generation) findRules(languages []bool, l *lexicons) {
	g.rulesNumber = make([]int, len(languages))
	tags := l.languages.known()
	for _, rules := range words.All() {
		used := false
		for language, has := range languages {
			if has && words.For(tags[language]) == rules {
				g.rulesNumber[language] = len(g.rules)
				used = true
			}
		}
		if used {
			g.rules = append(g.rules, rules)
		}
	}
}

// partySpellings returns how to show each party of the library: by the least
// number of its spellings in the lexicon, the smallest one that stands in the
// library, or none where none does.
func (g *generation) partySpellings(l *lexicons) []uint32 {
	parties := l.fields[index.Party]
	known, alike := parties.known(), parties.alike()
	shown := slices.Repeat([]uint32{none}, len(known))
	column := slices.Index(rowFields, index.Party)
	for _, p := range g.parts {
		for clause := range uint32(len(p.begin)) {
			if p.begin[clause] == p.end[clause] || !p.alive.has(p.begin[clause]) {
				continue
			}
			for _, n := range p.values[column].of(clause) {
				if best := &shown[alike[n]]; *best == none || *best != n && known[n] < known[*best] {
					*best = n
				}
			}
		}
	}
	return shown
}

// recoverDamage turns a panic of Bleve's readers, which trust what is on disk,
// into ErrCorrupt.
func recoverDamage(err *error) {
	if fault := recover(); fault != nil {
		*err = fmt.Errorf("%w: %v", ErrCorrupt, fault)
	}
}

func (g *generation) retain() { g.refs.Add(1) }

func (g *generation) release() {
	if g.refs.Add(-1) == 0 {
		_ = g.snapshot.Close() // unmaps files; there is nothing to be done where that fails
	}
}
