package bleve

import "clausebank/index"

// A sifted search is what passed all filters, and the counts.
type sifted struct {
	found  []matched
	passed []bitmap // by part: the texts that match and pass
	total  int      // units
	facets []*facet
	plain  *plain // of a query in plain language
	read   index.Reading
}

// sift applies the filters to what an expression found, and counts the facets.
func (r *run) sift(found []matched, c *conditions) (*sifted, error) {
	s := &sifted{found: found}
	for _, field := range r.query.Facets {
		s.facets = append(s.facets, r.newFacet(field, c.bitOf(field)))
	}
	unit := uint32(0) // the one that is being looked at, from 1
	for i := range found {
		m := &found[i]
		passed := r.bitmap(m.part)
		s.passed = append(s.passed, passed)
		clause, instrument, counted := uint32(none), uint32(none), false
		failed := uint32(0)
		for text := range m.texts.all {
			if next := m.clauseOf[text]; next != clause {
				clause = next
				failed = c.failedBy(r, m.part, clause)
				if r.query.Unit == index.Clauses || m.instrumentOf[clause] != instrument {
					instrument = m.instrumentOf[clause]
					unit++
					counted = false
				}
			}
			failedHere := failed | c.failedByText(r, m.part, clause, text)
			if failedHere == 0 {
				passed.set(text)
				if !counted {
					counted = true
					s.total++
				}
			}
			for _, f := range s.facets {
				if failedHere&^f.own == 0 {
					f.count(r, m.part, clause, text, unit)
				}
			}
			if err := r.did(1); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}
