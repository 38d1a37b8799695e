package bleve

import "clausebank/index"

// enter returns the generation that a search reads and the function that ends
// the search. The later pages of a walk by relevance go on in the snapshot that
// their cursor names; all other searches read the newest generation.
func (e *Engine) enter(q index.Query) (*generation, func(), error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	g := e.current
	if g == nil {
		return nil, nil, errClosed
	}
	if q.After != nil && q.NeedsSnapshot() {
		if g = e.kept.find(q.After.Snapshot, e.current, e.now()); g == nil {
			return nil, nil, index.ErrCursorExpired
		}
	} else {
		e.renewLater(g)
	}
	g.retain()
	e.running.Add(1)
	return g, func() { g.release(); e.running.Done() }, nil
}

// keep keeps a generation for the next pages of a walk, unless the engine was
// closed or has begun again meanwhile.
func (e *Engine) keep(g *generation) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.current != nil && follows(e.current.position, g.position) {
		e.kept.keep(g, e.current, e.now())
	}
}

// renewLater sees to it that segments which Bleve has merged meanwhile are used,
// without a search having to wait for their views. The caller holds e.mu.
func (e *Engine) renewLater(g *generation) {
	newest, err := e.snapshot()
	if err != nil {
		return
	}
	defer newest.Close()
	if newest == g.snapshot || !e.applying.TryLock() {
		return // an Apply, or another of these, renews it anyway
	}
	e.running.Add(1)
	go func() {
		defer e.running.Done()
		defer e.applying.Unlock()
		if e.torn {
			return
		}
		if err := e.renew(g.position, g.state); err != nil {
			e.log.Warn().Err(err).Msg("merged segments cannot be read")
		}
	}()
}
