// Package storetest is the law for stores of the record: a suite that every
// store passes, and a Model that is obviously right, which random series of
// calls are compared with.
//
// It depends on clauses and on the libraries for tests only. What a store does
// with files, crashes and other processes is for its own tests.
package storetest

import (
	"context"
	"iter"
	"testing"

	"clausebank/clauses"
)

// A Store is what the suite tests; clauses/bolt documents the methods.
type Store interface {
	Put(ctx context.Context, docs ...clauses.Document) (clauses.Receipt, error)
	PutIf(ctx context.Context, d clauses.Document, at clauses.Revision) (clauses.Revision, error)
	Check(ctx context.Context, docs ...clauses.Document) error
	Withdraw(ctx context.Context, id clauses.InstrumentID, reason string, successor clauses.InstrumentID, at clauses.Revision) (clauses.Revision, error)
	Purge(ctx context.Context, id clauses.InstrumentID, reason string) (clauses.Revision, error)

	Clause(ctx context.Context, id clauses.ClauseID) (clauses.Clause, clauses.Instrument, error)
	Document(ctx context.Context, id clauses.InstrumentID) (clauses.Document, clauses.Revision, error)
	History(ctx context.Context, id clauses.ClauseID) ([]clauses.Version, error)
	Links(ctx context.Context, to string) ([]clauses.Link, error)
	ByIdentifier(ctx context.Context, value string) ([]clauses.InstrumentID, error)

	Changes(ctx context.Context, after clauses.Revision) iter.Seq2[clauses.Change, error]
	Documents(ctx context.Context, at clauses.Revision) iter.Seq2[clauses.Document, error]
	Position(ctx context.Context) (clauses.Position, error)
	Verify(ctx context.Context) (clauses.VerifyReport, error)

	Note(ctx context.Context, key string) (string, error)
	SetNotes(ctx context.Context, notes map[string]string) error
}

// Run tests a store. open returns a new, empty one and closes it when the test
// that it is given ends.
func Run(t *testing.T, open func(t *testing.T) Store) {
	tests := map[string]func(t *testing.T, s Store){
		"Empty":             testEmpty,
		"Revisions":         testRevisions,
		"RoundTrip":         testRoundTrip,
		"AllOrNothing":      testAllOrNothing,
		"Rules":             testRules,
		"RulesOfIDs":        testRulesOfIDs,
		"Correction":        testCorrection,
		"PutIf":             testPutIf,
		"PutIfContended":    testPutIfContended,
		"WithdrawClause":    testWithdrawClause,
		"Withdraw":          testWithdraw,
		"WithdrawRefused":   testWithdrawRefused,
		"Purge":             testPurge,
		"History":           testHistory,
		"Updated":           testUpdated,
		"ChangesMeanwhile":  testChangesMeanwhile,
		"ChangesStop":       testChangesStop,
		"DocumentsSnapshot": testDocumentsSnapshot,
		"Links":             testLinks,
		"ByIdentifier":      testByIdentifier,
		"Notes":             testNotes,
		"Cancelled":         testCancelled,
		"ManyClauses":       testManyClauses,
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			test(t, s)
			checkSound(t, s)
		})
	}
	t.Run("LikeTheModel", func(t *testing.T) {
		t.Parallel()
		testLikeTheModel(t, open)
	})
}

// checkSound fails the test when the store finds a fault in itself.
func checkSound(t *testing.T, s Store) {
	t.Helper()
	report, err := s.Verify(context.WithoutCancel(t.Context()))
	if err != nil {
		t.Errorf("Verify: %v", err)
	}
	for _, f := range report.Faults {
		t.Errorf("Verify: %s: %s", f.Place, f.Reason)
	}
}
