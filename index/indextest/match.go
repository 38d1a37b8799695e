package indextest

import (
	"context"
	"slices"
	"strings"

	"clausebank/clauses"
	"clausebank/index"
)

// A search is one question to one state.
type search struct {
	ctx context.Context
	*state
	query   index.Query
	count   int     // N
	average float64 // length of a text

	concepts    *index.Recogniser
	plain       []string
	leftOut     []string
	corrections []index.Correction
	offered     []index.Correction
	recognised  []index.Recognised
	groups      []index.Group
	relaxed     bool
	like        map[string][]telling // by base language
	dfs         map[string]int       // of what was asked for already
	found       []hit                // what the expression matches, whatever the filters on clauses
}

func newSearch(ctx context.Context, from *state, concepts *index.Recogniser, q index.Query) (*search, error) {
	s := &search{ctx: ctx, state: from, query: q, concepts: concepts, dfs: map[string]int{}}
	length := 0
	s.texts(func(t *text) {
		s.count++
		length += t.length()
	})
	s.average = index.Average(length, s.count)
	if err := s.checkPrefixes(); err != nil {
		return nil, err
	}
	switch e := q.Expr.(type) {
	case index.Words:
		s.understand(e)
	case index.Like:
		s.tellingWords(e)
	}
	return s, nil
}

// A span is an occurrence: words from start to before end of a part.
type span struct{ part, start, end int }

// occurrences returns where a leaf stands in a text.
func (s *search) occurrences(t *text, leaf index.Expr) []span {
	switch e := leaf.(type) {
	case index.Term:
		return s.runs(t, 1, func(run []word) bool { return s.same(t, run[0], e.Word) })
	case index.Phrase:
		return s.runs(t, len(e.Words), func(run []word) bool {
			return slices.EqualFunc(run, e.Words, func(w word, exact string) bool { return w.exact == exact })
		})
	case index.Prefix:
		return s.runs(t, 1, func(run []word) bool { return strings.HasPrefix(run[0].exact, e.Start) })
	case index.Concept:
		var named []span
		for part, mentions := range t.mentions {
			for _, m := range mentions {
				if m.Concept == e.ID {
					named = append(named, span{part, m.Start, m.End})
				}
			}
		}
		return named
	case index.Near:
		var near []span
		others := s.occurrences(t, e.B)
		for _, a := range s.occurrences(t, e.A) {
			if slices.ContainsFunc(others, func(b span) bool { return isNear(a, b, e.Distance) }) {
				near = append(near, a)
			}
		}
		return near
	}
	return nil
}

// runs returns all runs of n words side by side that fit.
func (s *search) runs(t *text, n int, fits func([]word) bool) []span {
	var spans []span
	for part, all := range t.words {
		for i := 0; n > 0 && i+n <= len(all); i++ {
			if fits(all[i : i+n]) {
				spans = append(spans, span{part, i, i + n})
			}
		}
	}
	return spans
}

// same reports whether a word of a text is a word of the query.
func (s *search) same(t *text, w word, exact string) bool {
	if s.query.Exact {
		return w.exact == exact
	}
	return w.stem == t.rules.Stem(exact)
}

// isNear reports whether a and b stand in one part, do not overlap, and have at
// most distance-1 words between them.
func isNear(a, b span, distance int) bool {
	if a.part != b.part {
		return false
	}
	if b.start < a.start {
		a, b = b, a
	}
	between := b.start - a.end
	return between >= 0 && between <= distance-1
}

// checkPrefixes counts the different exact forms that the prefixes of the query
// stand for.
func (s *search) checkPrefixes() error {
	starts := prefixes(s.query.Expr)
	forms := map[string]bool{}
	s.texts(func(t *text) {
		for _, all := range t.words {
			for _, w := range all {
				if slices.ContainsFunc(starts, func(start string) bool { return strings.HasPrefix(w.exact, start) }) {
					forms[w.exact] = true
				}
			}
		}
	})
	if len(forms) > index.MaxExpanded {
		return &index.LimitError{Limit: "expanded", Max: index.MaxExpanded, Got: len(forms), Remedy: "give more letters of the word"}
	}
	return nil
}

func prefixes(e index.Expr) (starts []string) {
	switch e := e.(type) {
	case index.Prefix:
		return []string{e.Start}
	case index.Near:
		return append(prefixes(e.A), prefixes(e.B)...)
	case index.And:
		for _, x := range e.All {
			starts = append(starts, prefixes(x)...)
		}
	case index.Or:
		for _, x := range e.Any {
			starts = append(starts, prefixes(x)...)
		}
	case index.Not:
		return prefixes(e.X)
	}
	return starts
}

// matches reports whether a text of a clause matches a part of a tree.
func (s *search) matches(c *clause, t *text, e index.Expr) bool {
	switch e := e.(type) {
	case index.And:
		return !slices.ContainsFunc(e.All, func(x index.Expr) bool { return !s.matches(c, t, x) })
	case index.Or:
		return slices.ContainsFunc(e.Any, func(x index.Expr) bool { return s.matches(c, t, x) })
	case index.Not:
		return !slices.ContainsFunc(c.texts, func(any *text) bool { return s.matches(c, any, e.X) })
	case index.In:
		return s.has(c, t, e.Field, e.Value)
	}
	return len(s.occurrences(t, e)) > 0
}

// has reports whether a clause, or this text of it, has a value.
func (s *search) has(c *clause, t *text, f index.Field, value string) bool {
	return slices.ContainsFunc(s.values(c, t, f), func(v string) bool {
		return index.Comparable(f, v) == index.Comparable(f, value)
	})
}

// values returns what a clause, or this text of it, has of a field.
func (s *search) values(c *clause, t *text, f index.Field) []string {
	switch f {
	case index.Language, index.TextKind:
		return t.values[f]
	case index.Status:
		return []string{string(c.validity.On(s.query.Status.Day))}
	}
	return c.values[f]
}

// inRange reports whether the earliest day of a date lies in a range.
func inRange(d clauses.Date, r index.DayRange) bool {
	if r.From == nil && r.To == nil {
		return true
	}
	if d.IsZero() {
		return false
	}
	day := d.Earliest()
	return (r.From == nil || *r.From <= day) && (r.To == nil || day <= *r.To)
}
