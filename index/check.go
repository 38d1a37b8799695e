package index

import (
	"fmt"
	"slices"
)

// Check returns what keeps a query from being asked: a *LimitError, or an error
// that says what does not exist. Engines call it first.
func (q Query) Check() error {
	if q.Limit < 0 || q.Limit > MaxLimit {
		return &LimitError{Limit: "limit", Max: MaxLimit, Got: q.Limit, Remedy: "ask for fewer hits, and walk by the links to the next page"}
	}
	for f, values := range q.Filter.Values {
		if !slices.Contains(Fields, f) || f == Status {
			return fmt.Errorf("filter: there is no field %q (Query.Status filters by status)", f)
		}
		if len(values) > MaxFilterValues {
			return &LimitError{Limit: "values", Max: MaxFilterValues, Got: len(values), Remedy: "name fewer values of " + string(f)}
		}
	}
	for _, f := range q.Facets {
		if !slices.Contains(Fields, f) || f == Instrument {
			return fmt.Errorf("facet: there is no field %q that can be counted", f)
		}
	}
	if !slices.Contains(Sorts, q.Order()) {
		return fmt.Errorf("sort: there is no order %q", q.Sort)
	}
	if q.Unit != Clauses && q.Unit != Instruments {
		return fmt.Errorf("unit: there is no unit %d", q.Unit)
	}
	switch q.Expr.(type) {
	case nil, Words, Like:
		return nil
	}
	var n counts
	if err := n.add(q.Expr); err != nil {
		return err
	}
	if n.operands > MaxTerms {
		return tooManyTerms(n.operands)
	}
	if n.placed > MaxPhrases {
		return &LimitError{Limit: "phrases", Max: MaxPhrases, Got: n.placed, Remedy: "ask for fewer phrases and nears, or for their words with AND"}
	}
	return nil
}

func tooManyTerms(n int) error {
	return &LimitError{Limit: "terms", Max: MaxTerms, Got: n,
		Remedy: "ask for fewer words, or leave the operators away to search in plain language"}
}

// counts says how large a tree is.
type counts struct {
	operands int
	placed   int // phrases and nears, which need the places of words
}

// add counts a tree, and says what may not stand in it.
func (n *counts) add(e Expr) error {
	parts := []Expr(nil)
	switch e := e.(type) {
	case Phrase:
		n.operands++
		n.placed++
		return nil
	case Term, Prefix, In, Concept:
		n.operands++
		return nil
	case Near:
		if !canBeNear(e.A) || !canBeNear(e.B) {
			return fmt.Errorf("expression: near/%d joins %T and %T", e.Distance, e.A, e.B)
		}
		n.placed++
		parts = []Expr{e.A, e.B}
	case And:
		parts = e.All
	case Or:
		parts = e.Any
	case Not:
		parts = []Expr{e.X}
	default:
		return fmt.Errorf("expression: %T cannot be part of another", e)
	}
	for _, part := range parts {
		if err := n.add(part); err != nil {
			return err
		}
	}
	return nil
}
