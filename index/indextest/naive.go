// Package indextest is the law for engines: a naïve engine that does what
// docs/design.md says under "Search", word for word and slowly; a generator of
// small libraries and of queries; and Run, which holds any engine against both.
//
// The naïve engine promises to be obviously right, and nothing else. It keeps
// every state that a cursor may name, looks at every text for every question,
// and is quick enough for some hundred documents.
package indextest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"clausebank/clauses"
	"clausebank/index"
)

// Naive is an engine in memory.
type Naive struct {
	Now func() time.Time // the clock; time.Now unless set before use

	taxonomy  *clauses.Taxonomy
	concepts  *index.Recogniser
	mu        sync.Mutex
	present   *state
	snapshots []snapshot
	named     int // states named so far
	closed    bool
}

// A snapshot is a state that cursors name.
type snapshot struct {
	name  string
	state *state
	used  time.Time // by the last first page
}

var _ index.Engine = (*Naive)(nil)

// NewNaive returns an engine that holds nothing.
func NewNaive(t *clauses.Taxonomy) *Naive {
	return &Naive{Now: time.Now, taxonomy: t, concepts: index.RecogniserOf(t), present: &state{documents: map[clauses.InstrumentID][]*clause{}}}
}

// Apply implements index.Engine.
func (n *Naive) Apply(ctx context.Context, changes []clauses.Change, at clauses.Position) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if err := n.usable(ctx); err != nil {
		return err
	}
	now := n.present.position
	next := &state{position: at, documents: map[clauses.InstrumentID][]*clause{}}
	if at.Store == now.Store && at.Epoch == now.Epoch && at.Revision >= now.Revision {
		for id, document := range n.present.documents {
			next.documents[id] = document
		}
	} else {
		n.snapshots = nil
	}
	for _, change := range changes {
		next.documents[change.Document.Instrument.ID] = read(n.taxonomy, n.concepts, change)
	}
	n.present = next
	return nil
}

// Position implements index.Engine.
func (n *Naive) Position(ctx context.Context) (clauses.Position, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.present.position, n.usable(ctx)
}

// Close implements index.Engine. A closed engine answers with errors.
func (n *Naive) Close() error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.closed = true
	return nil
}

func (n *Naive) usable(ctx context.Context) error {
	if n.closed {
		return errors.New("the engine is closed")
	}
	return ctx.Err()
}

// Search implements index.Engine.
func (n *Naive) Search(ctx context.Context, q index.Query) (index.Result, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if err := n.usable(ctx); err != nil {
		return index.Result{}, err
	}
	if err := q.Check(); err != nil {
		return index.Result{}, err
	}
	from, err := n.stateFor(q)
	if err != nil {
		return index.Result{}, err
	}
	s, err := newSearch(ctx, from, n.concepts, q)
	if err != nil {
		return index.Result{}, err
	}
	result, err := s.answer()
	if err != nil {
		return index.Result{}, err
	}
	if result.Next != nil && q.NeedsSnapshot() {
		if q.After != nil {
			result.Next.Snapshot = q.After.Snapshot
		} else {
			result.Next.Snapshot = n.keepPresent()
		}
	}
	return result, nil
}

// stateFor returns the state that a query is about.
func (n *Naive) stateFor(q index.Query) (*state, error) {
	if q.After == nil {
		return n.present, nil
	}
	if q.After.Query != q.Fingerprint() {
		return nil, index.ErrCursorMismatch
	}
	if !q.NeedsSnapshot() {
		return n.present, nil
	}
	for _, kept := range n.snapshots {
		if kept.name == q.After.Snapshot && (kept.state == n.present || n.Now().Sub(kept.used) < index.SnapshotAge) {
			return kept.state, nil
		}
	}
	return nil, index.ErrCursorExpired
}

// keepPresent keeps the present state for the cursor of a first page, and
// returns its name.
func (n *Naive) keepPresent() string {
	name := ""
	for i, kept := range n.snapshots {
		if kept.state == n.present {
			name = kept.name
			n.snapshots = slices.Delete(n.snapshots, i, i+1)
			break
		}
	}
	if name == "" {
		n.named++
		name = fmt.Sprintf("naive-%d", n.named)
	}
	n.snapshots = append(n.snapshots, snapshot{name, n.present, n.Now()})
	slices.SortStableFunc(n.snapshots, func(a, b snapshot) int { return cmp.Compare(a.used.UnixNano(), b.used.UnixNano()) })
	if len(n.snapshots) > index.MaxSnapshots {
		n.snapshots = n.snapshots[1:]
	}
	return name
}
