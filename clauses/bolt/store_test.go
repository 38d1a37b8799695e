package bolt

import (
	"path/filepath"
	"strconv"
	"testing"

	"clausebank/clauses"
	"clausebank/clauses/storetest"
)

var _ storetest.Store = (*Store)(nil)

func TestStore(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) storetest.Store {
		s := openNew(t)
		s.data.NoSync = true // nothing here pulls the plug, see TestReplay
		return s
	})
}

// openNew returns a new store that is closed when the test ends.
func openNew(t testing.TB) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "record.db"))
}

func openAt(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// document returns a document with clauses numbered from 1, all with the same
// text.
func document(id clauses.InstrumentID, n int, text string) clauses.Document {
	d := clauses.Document{Instrument: clauses.Instrument{ID: id, Kind: clauses.CollectiveAgreement}}
	for i := range n {
		d.Clauses = append(d.Clauses, clauses.Clause{
			ID: clauseID(id, i+1), Texts: []clauses.Text{{Language: "en", Kind: clauses.Summary, Text: text}},
		})
	}
	return d
}

func clauseID(id clauses.InstrumentID, n int) clauses.ClauseID {
	return clauses.ClauseID(string(id) + "." + strconv.Itoa(n))
}

func mustPut(t testing.TB, s *Store, docs ...clauses.Document) clauses.Receipt {
	t.Helper()
	r, err := s.Put(t.Context(), docs...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// checkSound fails the test when the store finds a fault in itself.
func checkSound(t testing.TB, s *Store) clauses.VerifyReport {
	t.Helper()
	report, err := s.Verify(t.Context())
	if err != nil || len(report.Faults) > 0 {
		t.Fatalf("Verify: %v, faults %v", err, report.Faults)
	}
	return report
}
