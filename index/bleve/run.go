package bleve

import (
	"context"
	"fmt"

	"clausebank/index"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A run is one search while it runs, by one goroutine. Its memory comes from the
// engine's pool and goes back there.
type run struct {
	ctx   context.Context
	query index.Query
	*generation
	lexicons   *lexicons
	recogniser *index.Recogniser
	languages  []string // by number in lexicons.languages
	bases      []string // the same, without what narrows them
	*scratch

	statuses [][]uint8 // by part: see view.statusesOn; nil until they are needed

	repeated     map[fieldTerm]bool // words whose places are asked for again, see remember.go
	remembered   map[partTerm][]occurrence
	rest         int // how many more occurrences may be remembered
	dictionaries map[dictionaryKey]segment.TermDictionary
	expanded     map[string]bool // the forms that all prefixes stand for
	work         int             // since the context was last looked at
}

type dictionaryKey struct {
	part  *part
	field string
}

// workPerCheck is how many postings, texts or terms are handled between two looks
// at the context: some 100 µs.
const workPerCheck = 4096

// did counts work and returns the context's error when it has ended.
func (r *run) did(work int) error {
	if r.work += work; r.work < workPerCheck {
		return nil
	}
	r.work = 0
	return r.ctx.Err()
}

// newRun begins a search of a generation.
func newRun(ctx context.Context, q index.Query, g *generation, e *Engine, s *scratch) *run {
	r := &run{ctx: ctx, query: q, generation: g, lexicons: e.lexicons, recogniser: e.recogniser, languages: e.lexicons.languages.known(), scratch: s,
		statuses: make([][]uint8, len(g.parts)), dictionaries: make(map[dictionaryKey]segment.TermDictionary),
		expanded: make(map[string]bool)}
	for _, tag := range r.languages {
		r.bases = append(r.bases, baseLanguage(tag))
	}
	return r
}

// status returns the status of a clause on the day that the query asks about, as
// a place in clauses.Statuses.
func (r *run) status(p *part, clause uint32) uint8 {
	if r.statuses[p.number] == nil {
		r.statuses[p.number] = p.statusesOn(r.query.Status.Day)
	}
	return r.statuses[p.number][p.validityOf[clause]]
}

// dictionary returns the terms of a field in a part. They are not safe for use by
// several goroutines, so each run has its own.
func (r *run) dictionary(p *part, field string) (segment.TermDictionary, error) {
	key := dictionaryKey{p, field}
	if d, ok := r.dictionaries[key]; ok {
		return d, nil
	}
	d, err := p.segment.Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("terms of %s in segment %d: %w", field, p.id, err)
	}
	r.dictionaries[key] = d
	return d, nil
}

// postings returns the postings of a term in a part, deleted texts included.
func (r *run) postings(p *part, field, term string) (segment.PostingsList, error) {
	d, err := r.dictionary(p, field)
	if err != nil {
		return nil, err
	}
	list, err := d.PostingsList([]byte(term), nil, r.terms)
	if err != nil {
		return nil, fmt.Errorf("postings of a term in segment %d: %w", p.id, err)
	}
	r.terms = list
	return list, nil
}

// mark adds the texts that hold a term to a set, deleted ones included.
func (r *run) mark(p *part, field, term string, to bitmap) error {
	list, err := r.postings(p, field, term)
	if err != nil {
		return err
	}
	r.plain = list.Iterator(false, false, false, r.plain)
	docs, ok := r.plain.(segment.OptimizablePostingsIterator)
	if !ok {
		return fmt.Errorf("segment %d: postings of an unknown sort", p.id)
	}
	actual := docs.ActualBitmap()
	if actual == nil {
		return nil // the segment has no such term
	}
	var buffer [256]uint32
	for it := actual.ManyIterator(); ; {
		n := it.NextMany(buffer[:])
		if n == 0 {
			return nil
		}
		for _, doc := range buffer[:n] {
			to.set(doc)
		}
		if err := r.did(n / 16); err != nil {
			return err
		}
	}
}

// frequencies calls visit for each text of a set that holds a term, with the
// weighted tf.
func (r *run) frequencies(p *part, field, term string, in bitmap, visit func(text uint32, tf int)) error {
	list, err := r.postings(p, field, term)
	if err != nil {
		return err
	}
	r.counted = list.Iterator(true, false, false, r.counted)
	for {
		posting, err := r.counted.Next()
		if posting == nil || err != nil {
			return err
		}
		if doc := uint32(posting.Number()); in.has(doc) {
			visit(doc, int(posting.Frequency()))
		}
		if err := r.did(1); err != nil {
			return err
		}
	}
}
