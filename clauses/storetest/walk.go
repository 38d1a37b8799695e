package storetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"clausebank/clauses"
)

func testHistory(t *testing.T, s Store) {
	d := sample("ie-a-2020", "1", "2")
	put(t, s, d)
	put(t, s, reworded(d, 1, "changed"))
	put(t, s, sample("ie-b-2020", "1"))
	put(t, s, reworded(d, 0, "changed too")) // and 2 is as it was
	put(t, s, without(d, "2"))

	history, err := s.History(t.Context(), "ie-a-2020.2")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, v := range history {
		if i > 0 && v.Time.Before(history[i-1].Time) || v.Time.IsZero() {
			t.Errorf("times run backwards: %v", history)
		}
		text := "gone"
		if v.Withdrawal == nil {
			text = v.Clause.Texts[0].Text
		} else if v.Clause != nil {
			t.Errorf("revision %d has a clause and a withdrawal", v.Revision)
		}
		got = append(got, fmt.Sprintf("%d %s", v.Revision, text))
	}
	if want := []string{"1 2", "2 changed", "4 2", "5 gone"}; !slices.Equal(got, want) {
		t.Errorf("History = %q, want %q", got, want)
	}
}

func testUpdated(t *testing.T, s Store) {
	d := sample("ie-a-2020", "1", "2")
	times := make(map[clauses.Revision]clauses.Change)
	step := func(d clauses.Document) clauses.Change {
		r := put(t, s, d)
		changes := collect(t, s.Changes(t.Context(), r.Revision-1))
		times[r.Revision] = changes[0]
		return changes[0]
	}
	step(d)
	second := step(reworded(d, 1, "changed"))
	if !second.Updated[0].Equal(times[1].Time) || !second.Updated[1].Equal(second.Time) {
		t.Errorf("one clause changed: updated %v, times %v and %v", second.Updated, times[1].Time, second.Time)
	}
	d = reworded(d, 1, "changed")
	d.Instrument.Signed = clauses.Date{Year: 2020}
	third := step(d)
	for _, at := range third.Updated {
		if !at.Equal(third.Time) {
			t.Errorf("the instrument changed: updated %v at %v", third.Updated, third.Time)
		}
	}
}

// testChangesMeanwhile changes documents while a walk goes on: each comes as it
// stands when the walk gets there, and what changes after that comes again.
func testChangesMeanwhile(t *testing.T, s Store) {
	a, b := sample("ie-a-2020", "1"), sample("ie-b-2020", "1")
	put(t, s, a, b)
	var last clauses.Revision
	texts := make(map[clauses.InstrumentID]string)
	n := 0
	for c, err := range s.Changes(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if c.Revision <= last {
			t.Errorf("revision %d comes after %d", c.Revision, last)
		}
		last = c.Revision
		texts[c.Document.Instrument.ID] = c.Document.Clauses[0].Texts[0].Text
		if n++; n <= 2 {
			put(t, s, reworded(a, 0, fmt.Sprint(n)))
		}
	}
	for c, err := range s.Changes(t.Context(), last) { // what came after the last step
		if err != nil {
			t.Fatal(err)
		}
		texts[c.Document.Instrument.ID] = c.Document.Clauses[0].Texts[0].Text
	}
	if texts["ie-a-2020"] != "2" || texts["ie-b-2020"] != "1" {
		t.Errorf("a follower ends with %v", texts)
	}
}

func testChangesStop(t *testing.T, s Store) {
	for i := range 20 {
		put(t, s, sample(clauses.InstrumentID(fmt.Sprintf("ie-%02d", i)), "1"))
	}
	var seen []clauses.Revision
	for after := clauses.Revision(0); ; after = seen[len(seen)-1] {
		n := 0
		for c, err := range s.Changes(t.Context(), after) {
			if err != nil {
				t.Fatal(err)
			}
			seen = append(seen, c.Revision)
			if n++; n == 3 {
				break
			}
		}
		if n == 0 {
			break
		}
	}
	if len(seen) != 20 || !slices.IsSorted(seen) {
		t.Errorf("a walk taken up again and again saw %v", seen)
	}
}

// testDocumentsSnapshot changes, withdraws, adds and purges while it walks.
func testDocumentsSnapshot(t *testing.T, s Store) {
	var want []clauses.Document
	for i := range 12 {
		want = append(want, sample(clauses.InstrumentID(fmt.Sprintf("ie-%02d", i)), "1"))
	}
	put(t, s, want...)
	var got []clauses.Document
	for d, err := range s.Documents(t.Context(), 12) {
		if err != nil {
			t.Fatal(err)
		}
		switch len(got) {
		case 0:
			put(t, s, reworded(want[11], 0, "later"), sample("ie-05-new", "1"))
		case 1:
			if _, err := s.Withdraw(t.Context(), "ie-10", "x", "", 11); err != nil {
				t.Fatal(err)
			}
		}
		got = append(got, d)
	}
	if d := diff(want, got); d != "" {
		t.Errorf("Documents(12) while documents change: -want +got\n%s", d)
	}
	if _, err := s.Purge(t.Context(), "ie-03", "x"); err != nil {
		t.Fatal(err)
	}
	if got := collect(t, s.Documents(t.Context(), 12)); len(got) != 11 {
		t.Errorf("Documents(12) after a purge has %d, want 11", len(got))
	}
	if got := collect(t, s.Documents(t.Context(), 1_000_000)); len(got) != 12 {
		t.Errorf("Documents of a revision to come has %d, want 12", len(got))
	}
	if got := collect(t, s.Documents(t.Context(), 0)); len(got) != 0 {
		t.Errorf("Documents(0) has %d, want none", len(got))
	}
}

func testLinks(t *testing.T, s Store) {
	rel := func(kind clauses.RelationType, to string) clauses.Relation {
		return clauses.Relation{Type: kind, To: to}
	}
	a := sample("ie-a-2020", "1", "2")
	a.Instrument.Relations = []clauses.Relation{rel(clauses.Supersedes, "ie-a-2016"), rel(clauses.Amends, "ie-a-2016"), rel("x", "no ID\x00")}
	a.Clauses[1].Relations = []clauses.Relation{rel(clauses.RestsOn, "ie-law.1")}
	b := sample("ie-b-2020", "1")
	b.Clauses[0].Relations = []clauses.Relation{rel(clauses.RestsOn, "ie-law.1")}
	put(t, s, b, a)
	check := func(name, to string, want ...clauses.Link) {
		t.Helper()
		got, err := s.Links(t.Context(), to)
		if err != nil || diff(want, got) != "" {
			t.Errorf("%s: Links(%s) = %+v, %v, want %+v", name, to, got, err, want)
		}
	}
	check("two types", "ie-a-2016",
		clauses.Link{From: "ie-a-2020", Type: clauses.Supersedes, To: "ie-a-2016"},
		clauses.Link{From: "ie-a-2020", Type: clauses.Amends, To: "ie-a-2016"})
	fromA := clauses.Link{From: "ie-a-2020.2", Type: clauses.RestsOn, To: "ie-law.1"}
	fromB := clauses.Link{From: "ie-b-2020.1", Type: clauses.RestsOn, To: "ie-law.1"}
	check("two clauses", "ie-law.1", fromA, fromB)
	check("the instrument of a clause", "ie-law")
	put(t, s, without(a, "2"))
	check("one withdrawn", "ie-law.1", fromB)
	b.Clauses[0].Relations = []clauses.Relation{rel(clauses.Implements, "ie-law.1")}
	put(t, s, b)
	fromB.Type = clauses.Implements
	check("the other changed", "ie-law.1", fromB)
}

func testByIdentifier(t *testing.T, s Store) {
	a, b := sample("ie-a-2020", "1"), sample("ie-b-2020", "1")
	a.Instrument.Identifiers = []clauses.Identifier{{Scheme: "BOE", Value: "BOE-A-2021-5003"}, {Scheme: "X", Value: "boe a 2021 5003"}}
	b.Instrument.Identifiers = []clauses.Identifier{{Scheme: "Y", Value: "boe/a/2021.5003"}, {Scheme: "Z", Value: "Ärzte 7"}}
	put(t, s, b, a)
	tests := map[string][]clauses.InstrumentID{
		"BOE-A-2021-5003": {"ie-a-2020", "ie-b-2020"},
		" boeA20215003 ":  {"ie-a-2020", "ie-b-2020"},
		"BOE-A-2021-500":  nil,
		"ärzte7":          {"ie-b-2020"},
		"":                nil,
		"--":              nil,
	}
	for value, want := range tests {
		if got, err := s.ByIdentifier(t.Context(), value); err != nil || !slices.Equal(got, want) {
			t.Errorf("ByIdentifier(%q) = %v, %v, want %v", value, got, err, want)
		}
	}
	a.Instrument.Identifiers = nil
	put(t, s, a)
	if got, err := s.ByIdentifier(t.Context(), "BOE-A-2021-5003"); err != nil || !slices.Equal(got, []clauses.InstrumentID{"ie-b-2020"}) {
		t.Errorf("after one lost its identifiers: %v, %v", got, err)
	}
}

func testNotes(t *testing.T, s Store) {
	if note, err := s.Note(t.Context(), "x"); note != "" || err != nil {
		t.Errorf("Note = %q, %v, want none", note, err)
	}
	if err := s.SetNotes(t.Context(), map[string]string{"x": "1", "y": "2"}); err != nil {
		t.Fatal(err)
	}
	if err := s.SetNotes(t.Context(), map[string]string{"x": "", "z": "3"}); err != nil {
		t.Fatal(err)
	}
	if err := s.SetNotes(t.Context(), map[string]string{"y": "4", "": "no key"}); err == nil {
		t.Error("a note without a key is kept")
	}
	for key, want := range map[string]string{"x": "", "y": "2", "z": "3"} {
		if note, err := s.Note(t.Context(), key); note != want || err != nil {
			t.Errorf("Note(%s) = %q, %v, want %q", key, note, err, want)
		}
	}
	if p, err := s.Position(t.Context()); p.Revision != 0 || errors.Is(err, clauses.ErrUnavailable) {
		t.Errorf("notes made a revision: %+v, %v", p, err)
	}
}
