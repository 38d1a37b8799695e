package index

import (
	"context"
	"fmt"
	"iter"

	"github.com/rs/zerolog"

	"clausebank/clauses"
)

// A Log is a store that can be followed.
type Log interface {
	// Changes yields each document that changed after a revision once, at its
	// newest revision, in the order of revisions.
	Changes(ctx context.Context, after clauses.Revision) iter.Seq2[clauses.Change, error]
	Position(ctx context.Context) (clauses.Position, error)
}

// BatchBytes is how much a Follower applies at once, in bytes of encoded
// documents. A larger document is a batch of its own.
const BatchBytes = 32 << 20

// A Follower brings an engine to where its store is. It is how an import
// becomes searchable, how a crash is repaired, and how an index is rebuilt.
type Follower struct {
	source Log
	engine Engine
	log    zerolog.Logger
	turn   chan struct{} // holds one token: who has it catches up
}

// NewFollower returns a Follower of a store for an engine. Nothing else may apply
// changes to the engine.
func NewFollower(source Log, engine Engine, log zerolog.Logger) *Follower {
	f := &Follower{source: source, engine: engine, log: log, turn: make(chan struct{}, 1)}
	f.turn <- struct{}{}
	return f
}

// CatchUp applies all that the store had when it was called and the engine had
// not, and returns the position reached. An engine that followed another store or
// another epoch, or that is ahead of the store, begins again from nothing.
//
// One CatchUp runs at a time; others wait for it, or for the end of ctx. After an
// error the engine stands at a position of the store's, and the next CatchUp goes
// on from there.
func (f *Follower) CatchUp(ctx context.Context) (clauses.Position, error) {
	select {
	case <-f.turn:
		defer func() { f.turn <- struct{}{} }()
	case <-ctx.Done():
		return clauses.Position{}, ctx.Err()
	}
	from, to, err := f.positions(ctx)
	if err != nil {
		return clauses.Position{}, fmt.Errorf("catch up: %w", err)
	}
	if from == to {
		return to, nil
	}
	if again := !follows(to, from); again {
		if from != (clauses.Position{}) {
			f.log.Warn().Interface("index", from).Interface("store", to).Msg("index begins again")
		}
		from = clauses.Position{Store: to.Store, Epoch: to.Epoch}
	}
	to, err = f.apply(ctx, from, to)
	if err != nil {
		return clauses.Position{}, fmt.Errorf("catch up from revision %d: %w", from.Revision, err)
	}
	f.log.Debug().Uint64("from", uint64(from.Revision)).Uint64("to", uint64(to.Revision)).Msg("index caught up")
	return to, nil
}

// apply applies the changes from one position to another in batches. The store
// may have gone on meanwhile; the position reached says how far.
func (f *Follower) apply(ctx context.Context, from, to clauses.Position) (clauses.Position, error) {
	var batch []clauses.Change
	size, at := 0, from
	for change, err := range f.source.Changes(ctx, from.Revision) {
		if err != nil {
			return at, fmt.Errorf("read changes: %w", err)
		}
		encoded, err := change.Document.Encode()
		if err != nil {
			return at, err
		}
		if len(batch) > 0 && size+len(encoded) > BatchBytes {
			if err := f.engine.Apply(ctx, batch, at); err != nil {
				return at, fmt.Errorf("apply up to revision %d: %w", at.Revision, err)
			}
			batch, size = nil, 0
		}
		batch = append(batch, change)
		size += len(encoded)
		at.Revision = change.Revision
	}
	at.Revision = max(at.Revision, to.Revision)
	if err := f.engine.Apply(ctx, batch, at); err != nil {
		return at, fmt.Errorf("apply up to revision %d: %w", at.Revision, err)
	}
	return at, nil
}

// positions returns where the engine is, and where the store is.
func (f *Follower) positions(ctx context.Context) (engine, store clauses.Position, err error) {
	if engine, err = f.engine.Position(ctx); err != nil {
		return engine, store, fmt.Errorf("position of the index: %w", err)
	}
	if store, err = f.source.Position(ctx); err != nil {
		return engine, store, fmt.Errorf("position of the store: %w", err)
	}
	return engine, store, nil
}

// follows reports whether a position can be reached from another by applying
// changes.
func follows(to, from clauses.Position) bool {
	return to.Store == from.Store && to.Epoch == from.Epoch && to.Revision >= from.Revision
}
