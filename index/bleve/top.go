package bleve

import (
	"cmp"
	"container/heap"
	"slices"

	"clausebank/clauses"
	"clausebank/index"
)

// A hit is a unit on its way to the page.
type hit struct {
	tier   int
	score  int64
	bound  int64 // what the score cannot be above
	key    int64 // see index.Sort.Key
	part   *part
	clause uint32 // the one that stands for the unit
	id     string // of the unit
}

// An order compares hits.
type order struct {
	sort      index.Sort
	relevance bool // by tier and score
	unit      index.Unit
}

func newOrder(q index.Query) order {
	return order{sort: q.Order(), relevance: q.NeedsSnapshot(), unit: q.Unit}
}

// compare orders by all but IDs.
func (o order) compare(a, b *hit) int {
	if o.relevance {
		return cmp.Or(cmp.Compare(a.tier, b.tier), cmp.Compare(b.score, a.score))
	}
	return cmp.Compare(a.key, b.key)
}

func (o order) compareUnits(a, b *hit) int {
	if c := o.compare(a, b); c != 0 {
		return c
	}
	return cmp.Compare(a.id, b.id)
}

// key returns what the order goes by for a clause, see index.Sort.Key.
func (o order) key(p *part, clause uint32) int64 {
	day, sign := p.signed[clause], int64(1)
	switch o.sort {
	case index.ByNewest:
		sign = -1
	case index.ByOldest:
	case index.ByExpiry:
		day = p.expires[clause]
	default:
		return index.NoKey
	}
	if day == noDay {
		return index.NoKey
	}
	return sign * int64(day)
}

// A worth says what a text of part i is worth: its tier, its score, and what the
// score cannot be above.
type worth func(i int, text uint32) (tier int, score, bound int64)

// top returns the first n units that are after a hit (nil: from the beginning),
// made of a set of texts of each part. Where a score may yet rise to its bound,
// that a unit is after the hit means that it will be in any case.
func (r *run) top(o order, texts []bitmap, value worth, n int, after *hit) ([]hit, error) {
	best := &ranking{order: o, most: n, after: after}
	for i, set := range texts {
		p := r.parts[i]
		unit, clause := hit{}, hit{}
		for text := range set.all {
			number := p.clauseOf[text]
			if clause.part == nil || number != clause.clause {
				best.close(&unit, &clause)
				clause = hit{part: p, clause: number, key: o.key(p, number)}
				clause.tier, clause.score, clause.bound = value(i, text)
			} else {
				clause.improve(value(i, text))
			}
			if err := r.did(1); err != nil {
				return nil, err
			}
		}
		best.close(&unit, &clause)
		best.offer(&unit)
	}
	return best.sorted(), nil
}

// improve takes over a tier, score and bound where they are better: the tier
// comes first.
func (h *hit) improve(tier int, score, bound int64) {
	switch {
	case tier < h.tier:
		h.tier, h.score, h.bound = tier, score, bound
	case tier == h.tier:
		h.score, h.bound = max(h.score, score), max(h.bound, bound)
	}
}

// A ranking holds the best units that were offered: a heap with the worst on top.
type ranking struct {
	order
	most  int
	after *hit
	hits  []hit
}

// close adds a clause of which all texts have been seen to its unit. When it is
// the first of another unit, the unit before is offered.
func (k *ranking) close(unit, clause *hit) {
	if clause.part == nil {
		return
	}
	p := clause.part
	if k.unit == index.Clauses || unit.part == nil || p.instrumentOf[unit.clause] != p.instrumentOf[clause.clause] {
		k.offer(unit)
		*unit = *clause
		return
	}
	first := k.compare(clause, unit)
	if first < 0 || first == 0 && p.ids.of(clause.clause) < p.ids.of(unit.clause) {
		bound, tier := unit.bound, unit.tier
		*unit = *clause
		if tier == clause.tier {
			unit.bound = max(bound, clause.bound)
		}
	} else if clause.tier == unit.tier {
		unit.bound = max(unit.bound, clause.bound)
	}
}

// offer takes a unit in when it is one of the best.
func (k *ranking) offer(unit *hit) {
	if unit.part == nil || k.most == 0 {
		return
	}
	p := unit.part
	if k.unit == index.Clauses {
		unit.id = p.ids.of(unit.clause)
	} else {
		unit.id = p.instruments.of(p.instrumentOf[unit.clause])
	}
	if k.after != nil {
		highest := *unit
		highest.score = unit.bound
		if k.compareUnits(&highest, k.after) <= 0 {
			return
		}
	}
	switch {
	case len(k.hits) < k.most:
		heap.Push(k, *unit)
	case k.compareUnits(unit, &k.hits[0]) < 0:
		k.hits[0] = *unit
		heap.Fix(k, 0)
	}
}

func (k *ranking) sorted() []hit {
	slices.SortFunc(k.hits, func(a, b hit) int { return k.compareUnits(&a, &b) })
	return k.hits
}

func (k *ranking) Len() int           { return len(k.hits) }
func (k *ranking) Less(i, j int) bool { return k.compareUnits(&k.hits[i], &k.hits[j]) > 0 }
func (k *ranking) Swap(i, j int)      { k.hits[i], k.hits[j] = k.hits[j], k.hits[i] }
func (k *ranking) Push(h any)         { k.hits = append(k.hits, h.(hit)) }

// Pop is never called: a ranking is full or grows.
func (k *ranking) Pop() any { return nil }

// hit returns the hit as the engine's callers see it.
func (h *hit) hit() index.Hit {
	return index.Hit{ID: clauses.ClauseID(h.part.ids.of(h.clause)), Tier: h.tier, Score: h.score,
		Instrument: clauses.InstrumentID(h.part.instruments.of(h.part.instrumentOf[h.clause]))}
}
