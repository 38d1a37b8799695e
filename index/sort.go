package index

import "clausebank/clauses"

// Sort is an order of hits: by key, smallest first, and where keys are equal by
// ID. Relevance puts tier and score before the ID.
type Sort string

// The orders.
const (
	ByRelevance Sort = "relevance" // tier, score, ID; without words by ID. "" is the same
	ByNewest    Sort = "newest"    // earliest day of signature, latest first, unknown last
	ByOldest    Sort = "oldest"    // the same, earliest first, unknown last
	ByExpiry    Sort = "expires"   // earliest day of validity's To, earliest first, unknown last
	ByID        Sort = "id"
)

// Sorts lists all orders.
var Sorts = []Sort{ByRelevance, ByNewest, ByOldest, ByExpiry, ByID}

// Order returns the query's Sort, ByRelevance where it has none.
func (q Query) Order() Sort {
	if q.Sort == "" {
		return ByRelevance
	}
	return q.Sort
}

// Key returns what an order goes by for a clause of an instrument: days, counted
// backwards for the newest first. It is NoKey where the day is not known, and for
// orders that go by no day.
func (s Sort) Key(i clauses.Instrument, c clauses.Clause) int64 {
	date, sign := i.Signed, int64(1)
	switch s {
	case ByNewest:
		sign = -1
	case ByOldest:
	case ByExpiry:
		date = i.EffectiveValidity(c).To
	default:
		return NoKey
	}
	if date.IsZero() {
		return NoKey
	}
	return sign * int64(date.Earliest())
}

// NeedsSnapshot reports whether a walk through the query's pages needs the
// snapshot of its first page: by relevance, with an expression.
func (q Query) NeedsSnapshot() bool { return q.Expr != nil && q.Order() == ByRelevance }
