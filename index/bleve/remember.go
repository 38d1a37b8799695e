package bleve

import "clausebank/index"

// Reading the places of a common word is the dearest thing that a search does:
// tens of milliseconds for a word that stands in each of 100,000 clauses. An
// expression may ask for the same words in 32 phrases, so the places of those
// that it names more than once are read once and remembered.

// maxRemembered is how many occurrences a search remembers, in 8 bytes each.
const maxRemembered = 8 << 20

type fieldTerm struct{ field, term string }

type partTerm struct {
	part *part
	fieldTerm
}

// noteRepeated notes the terms that several phrases and sides of near ask for.
func (r *run) noteRepeated(e index.Expr) {
	asked := make(map[fieldTerm]bool)
	r.repeated = make(map[fieldTerm]bool)
	r.remembered = make(map[partTerm][]occurrence)
	r.rest = maxRemembered
	r.noteTerms(e, func(t fieldTerm) {
		r.repeated[t] = r.repeated[t] || asked[t]
		asked[t] = true
	})
}

// noteTerms calls note with each term whose places an expression asks for.
func (r *run) noteTerms(e index.Expr, note func(fieldTerm)) {
	switch e := e.(type) {
	case index.And:
		for _, x := range e.All {
			r.noteTerms(x, note)
		}
	case index.Or:
		for _, x := range e.Any {
			r.noteTerms(x, note)
		}
	case index.Not:
		r.noteTerms(e.X, note)
	case index.Phrase:
		for _, w := range e.Words {
			note(fieldTerm{exactField, w})
		}
	case index.Near:
		for _, x := range []index.Expr{e.A, e.B} {
			if t, ok := x.(index.Term); ok {
				leaf := r.term(t.Word)
				for _, term := range leaf.terms {
					note(fieldTerm{leaf.field, term})
				}
			}
			r.noteTerms(x, note)
		}
	}
}

// occurrences appends where a term stands in the texts of a set, all of which are
// alive.
func (r *run) occurrences(p *part, field, term string, in bitmap, to []occurrence) ([]occurrence, error) {
	key := partTerm{p, fieldTerm{field, term}}
	if !r.repeated[key.fieldTerm] {
		return r.readOccurrences(p, field, term, in, to)
	}
	all, ok := r.remembered[key]
	if !ok {
		if r.rest < 0 {
			return r.readOccurrences(p, field, term, in, to)
		}
		var err error
		if all, err = r.readOccurrences(p, field, term, p.alive, r.list()); err != nil {
			return nil, err
		}
		r.remembered[key] = all
		r.rest -= len(all)
	}
	for _, o := range all {
		if in.has(o.text()) {
			to = append(to, o)
		}
	}
	return to, r.did(len(all) / 16)
}
