package bleve

import (
	"context"

	"clausebank/index"
)

// Search answers a query, see index.Engine. These are the steps:
//
//  1. match finds the texts that the expression matches, and scores them;
//  2. sift applies the filters and counts units and facets;
//  3. rank puts what passed in order and takes the page.
func (e *Engine) Search(ctx context.Context, q index.Query) (result index.Result, err error) {
	if err := ctx.Err(); err != nil {
		return index.Result{}, err
	}
	if err := q.Check(); err != nil {
		return index.Result{}, err
	}
	if q.After != nil && (q.After.Query != q.Fingerprint() || len(q.After.Words) > index.MaxPlainWords ||
		len(q.After.Corrections) > index.MaxCorrections) {
		return index.Result{}, index.ErrCursorMismatch
	}
	g, leave, err := e.enter(q)
	if err != nil {
		return index.Result{}, err
	}
	defer leave()
	defer recoverDamage(&err)
	if result, err = e.answer(ctx, q, g); err != nil {
		return index.Result{}, err
	}
	if result.Next != nil && q.NeedsSnapshot() {
		result.Next.Snapshot = g.state
		if q.After == nil {
			e.keep(g)
		}
	}
	return result, nil
}

// answer answers a query from a generation, without naming a snapshot.
func (e *Engine) answer(ctx context.Context, q index.Query, g *generation) (index.Result, error) {
	s, _ := e.pool.Get().(*scratch)
	if s == nil {
		s = new(scratch)
	}
	result, err := newRun(ctx, q, g, e, s).answer()
	s.giveBack() // not after a panic: nobody knows what that left behind
	e.pool.Put(s)
	return result, err
}

func (r *run) answer() (index.Result, error) {
	s, err := r.matchAndSift()
	if err != nil {
		return index.Result{}, err
	}
	n := r.query.Limit
	if n > 0 {
		n++ // one more, to see whether there is a next page
	}
	hits, err := r.rank(s, n)
	if err != nil {
		return index.Result{}, err
	}
	result := index.Result{Total: s.total, Facets: make(map[index.Field][]index.Bucket), Position: r.position, Read: s.read}
	if len(hits) > r.query.Limit {
		hits = hits[:r.query.Limit]
		result.Next = r.cursor(s, &hits[len(hits)-1])
	}
	for i := range hits {
		result.Hits = append(result.Hits, hits[i].hit())
	}
	for _, f := range s.facets {
		result.Facets[f.field] = f.buckets(r)
	}
	return result, nil
}

// cursor returns where the page behind a hit begins. Its snapshot is not set.
func (r *run) cursor(s *sifted, last *hit) *index.Cursor {
	c := &index.Cursor{Query: r.query.Fingerprint(), Day: r.query.Status.Day, Language: r.query.Language, Relaxed: s.read.Relaxed, Corrections: s.read.Corrections,
		Tier: last.tier, Score: last.score, Key: last.key, ID: last.id}
	if len(s.read.LeftOut) > 0 {
		c.Words = s.plain.words
	}
	return c
}

// matchAndSift finds what matches the expression and passes the filters.
func (r *run) matchAndSift() (*sifted, error) {
	conditions := r.newConditions()
	switch e := r.query.Expr.(type) {
	case nil:
		return r.sift(r.everything(), conditions)
	case index.Words:
		return r.siftWords(e, conditions)
	case index.Like:
		found, err := r.like(e)
		if err != nil {
			return nil, err
		}
		return r.siftRead(found, conditions)
	}
	found, err := r.evaluate(r.query.Expr)
	if err != nil {
		return nil, err
	}
	return r.siftRead(found, conditions)
}

// siftRead is sift for an expression that is searched as it was given.
func (r *run) siftRead(found []matched, c *conditions) (*sifted, error) {
	s, err := r.sift(found, c)
	if err == nil {
		s.read.Tree = r.query.Expr.String()
	}
	return s, err
}

// everything is what a query without an expression finds.
func (r *run) everything() []matched {
	found := make([]matched, len(r.parts))
	for i, p := range r.parts {
		found[i] = matched{part: p, texts: p.alive, tier: func(uint32) int { return 0 }}
	}
	return found
}

// siftWords finds what holds enough of the words or, when nothing that passes the
// filters does, what holds any of them. A later page of a walk that needs no
// snapshot goes by the words, and by the number of them, of the first page.
func (r *run) siftWords(e index.Words, c *conditions) (*sifted, error) {
	after := r.query.After
	corrections, offered, err := r.corrections(e)
	if err != nil {
		return nil, err
	}
	e = e.Correct(corrections)
	var concepts []index.Recognised
	var groups []index.Group
	if r.query.Recognises() {
		concepts, groups = r.recogniser.InQuery(e, r.query.Reader())
	}
	used, err := r.chooseWords(e.Words, groups)
	if err != nil {
		return nil, err
	}
	words, err := r.newPlain(used, groups)
	if err != nil {
		return nil, err
	}
	later := after != nil && !r.query.NeedsSnapshot()
	relaxed := later && after.Relaxed
	found, err := r.matchWords(words, relaxed)
	if err != nil {
		return nil, err
	}
	s, err := r.sift(found, c)
	if err != nil {
		return nil, err
	}
	if s.total == 0 && !later {
		if found, err = r.matchWords(words, true); err != nil {
			return nil, err
		}
		if s, err = r.sift(found, c); err != nil {
			return nil, err
		}
		relaxed = s.total > 0
	}
	s.plain = words
	s.read = index.Reading{Tree: index.Words{Words: used}.String(), Relaxed: relaxed, LeftOut: leftOut(e.Words, used),
		Corrections: corrections, DidYouMean: offered, Concepts: concepts, Groups: groups}
	return s, nil
}
