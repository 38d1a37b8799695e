package bleve

import (
	"cmp"
	"slices"

	"clausebank/clauses"
	"clausebank/index"
)

// A group is words of a plain query that name the same concepts, each word as a
// bit of its number.
type group struct {
	words    uint64
	own      uint64 // those that no earlier group has
	first    int    // the first of the words
	concepts []clauses.ConceptID
}

// arrange returns the groups that have words among those used, in the order of
// the first of these, and the words of all.
func arrange(groups []index.Group, used []string) (arranged []group, grouped uint64) {
	for _, g := range groups {
		made := group{first: -1, concepts: g.Concepts}
		for w, word := range used {
			if !slices.Contains(g.Words, word) {
				continue
			}
			if made.first < 0 {
				made.first = w
			}
			made.words |= 1 << w
		}
		if made.first >= 0 {
			made.own = made.words &^ grouped
			grouped |= made.words
			arranged = append(arranged, made)
		}
	}
	slices.SortStableFunc(arranged, func(a, b group) int { return cmp.Compare(a.first, b.first) })
	return arranged, grouped
}

// addGroup notes a group in the texts that hold its words or name its concepts,
// and adds to their scores what the words are worth or what the concepts are,
// whichever is more.
func (r *run) addGroup(l *plain, g group) error {
	worth := make([][]float64, len(r.parts))
	for i, p := range r.parts {
		worth[i] = r.scores.borrow(p.docs)
		for w := range l.words {
			if g.own&(1<<w) != 0 {
				if err := r.addWord(l, i, w, worth[i]); err != nil {
					return err
				}
			}
		}
	}
	for _, id := range g.concepts {
		if err := r.addConcept(l, g, string(id), worth); err != nil {
			return err
		}
	}
	for i := range r.parts {
		scores := l.found[i].score
		for text, more := range worth[i] {
			scores[text] += more
		}
		r.scores.unborrow()
	}
	return nil
}

// addConcept notes a concept of a group in the texts that name it, and raises
// what the group is worth there.
func (r *run) addConcept(l *plain, g group, id string, worth [][]float64) error {
	df := 0
	for _, p := range r.parts {
		set := r.bitmap(p)
		if err := r.mark(p, conceptField, id, set); err != nil {
			return err
		}
		set.and(p.alive)
		df += set.count()
		r.bitmaps.unborrow()
	}
	idf := index.IDF(df, r.texts)
	for i, p := range r.parts {
		err := r.frequencies(p, conceptField, id, p.alive, func(text uint32, frequency int) {
			l.has[i][text] |= g.words & l.by[r.rulesOf(p, text)].content
			tf, weight := readMention(frequency)
			worth[i][text] = max(worth[i][text], float64(weight*index.BM25(idf, tf, int(p.length[text]), r.average)))
		})
		if err != nil {
			return err
		}
	}
	return nil
}
