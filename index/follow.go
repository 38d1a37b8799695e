package index

import (
	"context"
	"iter"

	"clausebank/clauses"
)

// A Log is a store that can be followed.
type Log interface {
	// Changes yields each document that changed after a revision once, at its
	// newest revision, in the order of revisions.
	Changes(ctx context.Context, after clauses.Revision) iter.Seq2[clauses.Change, error]
	Position(ctx context.Context) (clauses.Position, error)
}
