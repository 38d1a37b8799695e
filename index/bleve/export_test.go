package bleve

import "time"

// SetClock makes the engine's snapshots grow old by another clock.
func (e *Engine) SetClock(now func() time.Time) { e.now = now }

// SetBatchWords makes the engine write smaller batches.
func (e *Engine) SetBatchWords(n int) { e.batchWords = n }

// Kept returns how many snapshots the engine keeps, and how often the newest
// generation is retained, by the engine itself, by snapshots and by searches.
func (e *Engine) Kept() (snapshots, references int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.kept), int(e.current.refs.Load())
}

// Merges returns how many merged segments have come into use.
func (e *Engine) Merges() uint64 {
	return e.scorch.StatsMap()["TotIntroducedSegmentsMerge"].(uint64)
}
