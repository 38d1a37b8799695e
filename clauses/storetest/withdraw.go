package storetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"clausebank/clauses"
)

// gone returns the withdrawal that an error tells, nil for any other error.
func gone(err error) *clauses.Withdrawal {
	var g *clauses.GoneError
	if !errors.As(err, &g) || !errors.Is(err, clauses.ErrGone) {
		return nil
	}
	return &g.Withdrawal
}

func testWithdrawClause(t *testing.T, s Store) {
	d := sample("ie-a-2020", "1", "2")
	put(t, s, d)
	put(t, s, without(d, "2"))
	_, _, err := s.Clause(t.Context(), "ie-a-2020.2")
	if w := gone(err); w == nil || w.Reason != "a double" || w.Successor != "ie-a-2020.next" {
		t.Errorf("Clause of a withdrawn one: %v", err)
	}
	if _, _, err := s.Clause(t.Context(), "ie-a-2020.1"); err != nil {
		t.Errorf("Clause of the other: %v", err)
	}
	changes := collect(t, s.Changes(t.Context(), 1))
	if len(changes) != 1 || !slices.Equal(changes[0].Removed, []clauses.ClauseID{"ie-a-2020.2"}) || len(changes[0].Document.Clauses) != 1 {
		t.Errorf("Changes = %+v, want one clause removed", changes)
	}
}

func testWithdraw(t *testing.T, s Store) {
	d := without(sample("ie-a-2020", "1", "2", "3"), "2")
	put(t, s, d)
	at, err := s.Withdraw(t.Context(), "ie-a-2020", "a double", "ie-b-2020", 1)
	if err != nil || at != 2 {
		t.Fatalf("Withdraw = %d, %v, want 2", at, err)
	}
	_, revision, err := s.Document(t.Context(), "ie-a-2020")
	w := gone(err)
	if w == nil || w.Reason != "a double" || w.Successor != "ie-b-2020" || revision != 2 {
		t.Fatalf("Document: %v at %d", err, revision)
	}
	if today := clauses.DayOf(time.Now().UTC()); w.Date.Earliest() != today && w.Date.Earliest() != today-1 {
		t.Errorf("withdrawn on %s", w.Date)
	}
	for _, id := range []clauses.ClauseID{"ie-a-2020.1", "ie-a-2020.2", "ie-a-2020.3"} {
		if _, _, err := s.Clause(t.Context(), id); gone(err) == nil || gone(err).ID != string(id) {
			t.Errorf("Clause(%s): %v, want withdrawn", id, err)
		}
		if history, err := s.History(t.Context(), id); err != nil || history[len(history)-1].Withdrawal == nil {
			t.Errorf("History(%s) = %+v, %v", id, history, err)
		}
	}
	changes := collect(t, s.Changes(t.Context(), 1))
	if len(changes) != 1 || len(changes[0].Document.Clauses) != 0 || len(changes[0].Removed) != 3 || changes[0].Document.Instrument.ID != "ie-a-2020" {
		t.Errorf("Changes = %+v", changes)
	}

	tombstones := collect(t, s.Documents(t.Context(), 2))
	if len(tombstones) != 1 || len(tombstones[0].Clauses) != 0 || len(tombstones[0].Withdrawn) != 4 || diff(d.Instrument, tombstones[0].Instrument) != "" {
		t.Fatalf("Documents(2) = %+v, want a tombstone", tombstones)
	}
	if r := put(t, s, tombstones[0]); r.Changed != 0 {
		t.Errorf("the tombstone put again: %+v, want no change", r)
	}
	if _, err := s.Put(t.Context(), d); problemPaths(err) == nil {
		t.Errorf("Put of a withdrawn document: %v, want it refused", err)
	}
	if before := collect(t, s.Documents(t.Context(), 1)); len(before) != 1 || diff(d, before[0]) != "" {
		t.Errorf("Documents(1) = %+v, want the document as it was", before)
	}
}

func testWithdrawRefused(t *testing.T, s Store) {
	put(t, s, sample("ie-a-2020", "1"), sample("ie-b-2020", "1"))
	if _, err := s.Withdraw(t.Context(), "ie-a-2020", "x", "", 2); !errors.Is(err, clauses.ErrConflict) {
		t.Errorf("at another revision: %v, want a conflict", err)
	}
	if _, err := s.Withdraw(t.Context(), "ie-a-2020", "x", "", 0); !errors.Is(err, clauses.ErrConflict) {
		t.Errorf("at no revision: %v, want a conflict", err)
	}
	if _, err := s.Withdraw(t.Context(), "ie-c-2020", "x", "", 1); !errors.Is(err, clauses.ErrNotFound) {
		t.Errorf("of one that is not there: %v, want not found", err)
	}
	if _, err := s.Withdraw(t.Context(), "ie-a-2020", " ", "", 1); !slices.Equal(problemPaths(err), []string{"reason"}) {
		t.Errorf("without a reason: %v", err)
	}
	for _, successor := range []clauses.InstrumentID{"ie-a-2020", "NO"} {
		if _, err := s.Withdraw(t.Context(), "ie-a-2020", "x", successor, 1); !slices.Equal(problemPaths(err), []string{"successor"}) {
			t.Errorf("with the successor %s: %v", successor, err)
		}
	}
	if _, err := s.Withdraw(t.Context(), "ie-a-2020", "x", "", 1); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Withdraw(t.Context(), "ie-a-2020", "y", "", 3); gone(err) == nil || gone(err).Reason != "x" {
		t.Errorf("a second time: %v, want withdrawn", err)
	}
}

func testPurge(t *testing.T, s Store) {
	d := sample("ie-a-2020", "1", "2")
	d.Instrument.Identifiers = []clauses.Identifier{{Scheme: "X", Value: "X-1"}}
	d.Instrument.Relations = []clauses.Relation{{Type: clauses.Amends, To: "ie-b-2020"}}
	d.Clauses[0].Relations = []clauses.Relation{{Type: clauses.RestsOn, To: "ie-b-2020.1"}}
	put(t, s, d, sample("ie-b-2020", "1"))
	put(t, s, without(reworded(d, 0, "changed"), "2"))
	notes := map[string]string{"library/ie-a-2020": "hash", "library/ie-b-2020": "hash"}
	if err := s.SetNotes(t.Context(), notes); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Purge(t.Context(), "ie-c-2020", "x"); !errors.Is(err, clauses.ErrNotFound) {
		t.Errorf("Purge of one that is not there: %v", err)
	}
	if _, err := s.Purge(t.Context(), "ie-a-2020", ""); !slices.Equal(problemPaths(err), []string{"reason"}) {
		t.Errorf("Purge without a reason: %v", err)
	}
	at, err := s.Purge(t.Context(), "ie-a-2020", "a court order")
	if err != nil || at != 4 {
		t.Fatalf("Purge = %d, %v, want 4", at, err)
	}
	if _, err := s.Purge(t.Context(), "ie-a-2020", "again"); gone(err) == nil || gone(err).Reason != "a court order" {
		t.Errorf("Purge again: %v", err)
	}

	_, _, err = s.Document(t.Context(), "ie-a-2020")
	if w := gone(err); w == nil || w.Reason != "a court order" || w.Date.IsZero() {
		t.Errorf("Document: %v", err)
	}
	for _, id := range []clauses.ClauseID{"ie-a-2020.1", "ie-a-2020.2"} {
		if _, _, err := s.Clause(t.Context(), id); gone(err) == nil || gone(err).Reason != "a court order" {
			t.Errorf("Clause(%s): %v", id, err)
		}
		if history, err := s.History(t.Context(), id); gone(err) == nil || history != nil {
			t.Errorf("History(%s) = %v, %v", id, history, err)
		}
	}
	if ids, err := s.ByIdentifier(t.Context(), "X-1"); err != nil || len(ids) != 0 {
		t.Errorf("ByIdentifier = %v, %v", ids, err)
	}
	for _, to := range []string{"ie-b-2020", "ie-b-2020.1"} {
		if links, err := s.Links(t.Context(), to); err != nil || len(links) != 0 {
			t.Errorf("Links(%s) = %v, %v", to, links, err)
		}
	}
	if note, err := s.Note(t.Context(), "library/ie-a-2020"); err != nil || note != "" {
		t.Errorf("Note = %q, %v", note, err)
	}
	if note, err := s.Note(t.Context(), "library/ie-b-2020"); err != nil || note != "hash" {
		t.Errorf("Note of the other = %q, %v", note, err)
	}
	for at := range clauses.Revision(5) {
		for _, d := range collect(t, s.Documents(t.Context(), at)) {
			if d.Instrument.ID != "ie-b-2020" {
				t.Errorf("Documents(%d) has %s", at, d.Instrument.ID)
			}
		}
	}
	changes := collect(t, s.Changes(t.Context(), 0))
	last := changes[len(changes)-1]
	if len(changes) != 2 || len(last.Removed) != 2 || len(last.Document.Clauses) != 0 || diff(last.Document.Instrument, clauses.Instrument{ID: "ie-a-2020"}) != "" {
		t.Errorf("Changes = %+v", changes)
	}
}
