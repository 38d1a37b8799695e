package bleve

import "clausebank/index"

// rank returns the first n hits of the query's order after its cursor.
func (r *run) rank(s *sifted, n int) ([]hit, error) {
	o := newOrder(r.query)
	var after *hit
	if c := r.query.After; c != nil {
		after = &hit{tier: c.Tier, score: c.Score, bound: c.Score, key: c.Key, id: c.ID}
	}
	exact := func(i int, text uint32) (int, int64, int64) {
		score := s.found[i].fixedScore(text)
		return s.found[i].tier(text), score, score
	}
	if s.plain == nil || n == 0 {
		return r.top(o, s.passed, exact, n, after)
	}
	near, err := r.worthReading(o, s, n, after)
	if err != nil {
		return nil, err
	}
	for i := range near {
		if err := r.addNearness(s.plain, i, near[i]); err != nil {
			return nil, err
		}
	}
	return r.top(o, near, exact, n, after)
}

// worthReading returns, by part, texts that passed, among them all those whose
// nearness can make a difference to the first n hits after another. The scores
// still lack nearness, which can only raise them, and to their bound at most.
func (r *run) worthReading(o order, s *sifted, n int, after *hit) ([]bitmap, error) {
	value := func(i int, text uint32) (int, int64, int64) {
		m := &s.found[i]
		return m.tier(text), m.fixedScore(text), index.FixedScore(r.bound(s.plain, i, text))
	}
	least, err := r.top(o, s.passed, value, n, after)
	if err != nil {
		return nil, err
	}
	if !o.relevance {
		return r.textsOf(s, least), nil
	}
	if len(least) < n {
		return s.passed, nil
	}
	// At least n units will stand before or where the last of these stands now,
	// so a text that cannot reach it is on another page.
	worst := least[n-1]
	near := make([]bitmap, len(r.parts))
	for i, p := range r.parts {
		near[i] = r.bitmap(p)
		for text := range s.passed[i].all {
			if tier, _, bound := value(i, text); tier < worst.tier || tier == worst.tier && bound >= worst.score {
				near[i].set(text)
			}
			if err := r.did(1); err != nil {
				return nil, err
			}
		}
	}
	return near, nil
}

// textsOf returns, by part, the texts of some hits' clauses that passed.
func (r *run) textsOf(s *sifted, hits []hit) []bitmap {
	texts := make([]bitmap, len(r.parts))
	for i, p := range r.parts {
		texts[i] = r.bitmap(p)
		for _, h := range hits {
			if h.part != p {
				continue
			}
			for text := p.begin[h.clause]; text < p.end[h.clause]; text++ {
				if s.passed[i].has(text) {
					texts[i].set(text)
				}
			}
		}
	}
	return texts
}

// fixedScore returns the score of a text as it is compared.
func (m *matched) fixedScore(text uint32) int64 {
	if m.score == nil {
		return 0
	}
	return index.FixedScore(m.score[text])
}
