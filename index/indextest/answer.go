package indextest

import (
	"cmp"
	"slices"

	"clausebank/index"
)

// A hit is a text that the expression matches.
type hit struct {
	clause *clause
	text   *text
	tier   int
	score  int64
}

// A filter says whether a text of a clause is let through.
type filter func(c *clause, t *text) bool

// without returns the query's filter but for what it says about one field.
func (s *search) without(left index.Field) filter {
	f := s.query.Filter
	return func(c *clause, t *text) bool {
		for field, values := range f.Values {
			if field != left && len(values) > 0 && !slices.ContainsFunc(values, func(v string) bool { return s.has(c, t, field, v) }) {
				return false
			}
		}
		if left != index.Status && len(s.query.Status.Values) > 0 &&
			!slices.Contains(s.query.Status.Values, c.validity.On(s.query.Status.Day)) {
			return false
		}
		return inRange(c.signed, f.Signed) && inRange(c.validity.To, f.Expires) && !c.updated.Before(f.UpdatedSince)
	}
}

// match finds every text that the expression matches.
func (s *search) match() ([]hit, error) {
	var found []hit
	for _, document := range s.documents {
		if err := s.ctx.Err(); err != nil {
			return nil, err
		}
		for _, c := range document {
			for _, t := range c.texts {
				if h, ok := s.matchText(c, t); ok {
					found = append(found, h)
				}
			}
		}
	}
	return found, nil
}

func (s *search) matchText(c *clause, t *text) (hit, bool) {
	switch e := s.query.Expr.(type) {
	case nil:
		return hit{c, t, 0, 0}, true
	case index.Words:
		tier, score, ok := s.matchPlain(t)
		return hit{c, t, tier, index.FixedScore(score)}, ok
	case index.Like:
		score, ok := s.matchLike(c, t, e)
		return hit{c, t, 1, index.FixedScore(score)}, ok
	}
	score := 0.0
	s.addLeaves(&score, c, t, s.query.Expr)
	return hit{c, t, 1, index.FixedScore(score)}, s.matches(c, t, s.query.Expr)
}

// units returns the hits that a filter lets through: of each clause its best
// text, and of each instrument its first clause, all in their order.
func (s *search) units(passes filter) []hit {
	var all []hit
	for _, h := range s.found {
		if passes(h.clause, h.text) {
			all = append(all, h)
		}
	}
	slices.SortFunc(all, func(a, b hit) int {
		return cmp.Or(s.compare(a, b), cmp.Compare(a.clause.id, b.clause.id),
			cmp.Compare(a.tier, b.tier), cmp.Compare(b.score, a.score))
	})
	seen := map[string]bool{}
	var units []hit
	for _, h := range all {
		if !seen[s.id(h)] {
			seen[s.id(h)] = true
			units = append(units, h)
		}
	}
	slices.SortFunc(units, func(a, b hit) int { return cmp.Or(s.compare(a, b), cmp.Compare(s.id(a), s.id(b))) })
	return units
}

// compare orders two hits by all but IDs.
func (s *search) compare(a, b hit) int {
	order := s.query.Order()
	if order == index.ByRelevance {
		return cmp.Or(cmp.Compare(a.tier, b.tier), cmp.Compare(b.score, a.score))
	}
	return cmp.Compare(a.clause.keys[order], b.clause.keys[order])
}

// id returns the ID of the unit that a hit stands for.
func (s *search) id(h hit) string {
	if s.query.Unit == index.Instruments {
		return string(h.clause.instrument)
	}
	return string(h.clause.id)
}

// answer is the whole of a search once its words are chosen.
func (s *search) answer() (index.Result, error) {
	var err error
	after := s.query.After
	s.relaxed = after != nil && !s.query.NeedsSnapshot() && after.Relaxed
	if s.found, err = s.match(); err != nil {
		return index.Result{}, err
	}
	units := s.units(s.without(""))
	firstPage := after == nil || s.query.NeedsSnapshot()
	if _, plain := s.query.Expr.(index.Words); plain && len(units) == 0 && firstPage {
		s.relaxed = true
		if s.found, err = s.match(); err != nil {
			return index.Result{}, err
		}
		units = s.units(s.without(""))
		s.relaxed = len(units) > 0
	}
	result := index.Result{
		Total: len(units), Position: s.position, Facets: map[index.Field][]index.Bucket{},
		Read: index.Reading{Tree: s.tree(), Relaxed: s.relaxed, LeftOut: s.leftOut,
			Corrections: s.corrections, DidYouMean: s.offered, Concepts: s.recognised, Groups: s.groups},
	}
	for _, f := range s.query.Facets {
		result.Facets[f] = s.facet(f)
	}
	if after != nil {
		units = slices.DeleteFunc(units, func(h hit) bool { return !s.follows(h, *after) })
	}
	for _, h := range units[:min(len(units), s.query.Limit)] {
		result.Hits = append(result.Hits, index.Hit{ID: h.clause.id, Instrument: h.clause.instrument, Tier: h.tier, Score: h.score})
	}
	if s.query.Limit > 0 && len(units) > s.query.Limit {
		result.Next = s.cursor(units[s.query.Limit-1])
	}
	return result, nil
}

// tree prints the expression as it was searched.
func (s *search) tree() string {
	switch s.query.Expr.(type) {
	case nil:
		return ""
	case index.Words:
		return index.Words{Words: s.plain}.String()
	}
	return s.query.Expr.String()
}

// cursor returns where the page behind a hit begins. Its snapshot is not set.
func (s *search) cursor(last hit) *index.Cursor {
	c := &index.Cursor{Query: s.query.Fingerprint(), Day: s.query.Status.Day, Language: s.query.Language, Relaxed: s.relaxed, Corrections: s.corrections,
		Tier: last.tier, Score: last.score, Key: last.clause.keys[s.query.Order()], ID: s.id(last)}
	if len(s.leftOut) > 0 {
		c.Words = s.plain
	}
	return c
}

// follows reports whether a hit comes behind a cursor.
func (s *search) follows(h hit, after index.Cursor) bool {
	if s.query.Order() == index.ByRelevance {
		return cmp.Or(cmp.Compare(h.tier, after.Tier), cmp.Compare(after.Score, h.score), cmp.Compare(s.id(h), after.ID)) > 0
	}
	return cmp.Or(cmp.Compare(h.clause.keys[s.query.Order()], after.Key), cmp.Compare(s.id(h), after.ID)) > 0
}

// selected returns what the query filters on.
func (s *search) selected(f index.Field) []string {
	values := slices.Clone(s.query.Filter.Values[f])
	if f == index.Status {
		for _, v := range s.query.Status.Values {
			values = append(values, string(v))
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// facet counts the values of a field, each as if the filter were it alone.
func (s *search) facet(f index.Field) []index.Bucket {
	shown := map[string]string{} // by what is compared: the smallest spelling
	for _, document := range s.documents {
		for _, c := range document {
			for _, t := range c.texts {
				for _, v := range s.values(c, t, f) {
					if smallest, known := shown[index.Comparable(f, v)]; !known || v < smallest {
						shown[index.Comparable(f, v)] = v
					}
				}
			}
		}
	}
	for _, v := range s.selected(f) {
		if _, known := shown[index.Comparable(f, v)]; !known {
			shown[index.Comparable(f, v)] = v
		}
	}
	return s.buckets(f, shown)
}

// buckets counts each of the values, and puts them in order.
func (s *search) buckets(f index.Field, shown map[string]string) []index.Bucket {
	others := s.without(f)
	var all []index.Bucket
	for _, v := range shown {
		b := index.Bucket{Value: v, Count: len(s.units(func(c *clause, t *text) bool { return others(c, t) && s.has(c, t, f, v) }))}
		b.Selected = slices.ContainsFunc(s.selected(f), func(x string) bool { return index.Comparable(f, x) == index.Comparable(f, v) })
		all = append(all, b)
	}
	slices.SortFunc(all, func(a, b index.Bucket) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	var first, behind []index.Bucket
	for _, b := range all {
		switch {
		case b.Count > 0 && len(first) < index.MaxFacetValues:
			first = append(first, b)
		case b.Selected:
			behind = append(behind, b)
		}
	}
	return append(first, behind...)
}
