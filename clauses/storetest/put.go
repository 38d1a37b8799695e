package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"clausebank/clauses"
)

func testEmpty(t *testing.T, s Store) {
	p, err := s.Position(t.Context())
	if err != nil || p.Revision != 0 || p.Store == "" || p.Epoch == 0 {
		t.Errorf("Position = %+v, %v, want a store and an epoch at revision 0", p, err)
	}
	if r := put(t, s); r != (clauses.Receipt{}) {
		t.Errorf("Put() = %+v, want no revision", r)
	}
	if all := collect(t, s.Changes(t.Context(), 0)); len(all) != 0 {
		t.Errorf("Changes = %v, want none", all)
	}
	if all := collect(t, s.Documents(t.Context(), 1)); len(all) != 0 {
		t.Errorf("Documents = %v, want none", all)
	}
	if _, _, err := s.Document(t.Context(), "ie-none"); !errors.Is(err, clauses.ErrNotFound) {
		t.Errorf("Document: %v, want not found", err)
	}
	if _, _, err := s.Clause(t.Context(), "ie-none.1"); !errors.Is(err, clauses.ErrNotFound) {
		t.Errorf("Clause: %v, want not found", err)
	}
	if _, err := s.History(t.Context(), "ie-none.1"); !errors.Is(err, clauses.ErrNotFound) {
		t.Errorf("History: %v, want not found", err)
	}
	for _, odd := range []string{"", "\x00", "a.b.c", strings.Repeat("x", 100_000)} {
		if _, _, err := s.Clause(t.Context(), clauses.ClauseID(odd)); !errors.Is(err, clauses.ErrNotFound) {
			t.Errorf("Clause of an odd ID: %v, want not found", err)
		}
		if _, _, err := s.Document(t.Context(), clauses.InstrumentID(odd)); !errors.Is(err, clauses.ErrNotFound) {
			t.Errorf("Document of an odd ID: %v, want not found", err)
		}
		if links, err := s.Links(t.Context(), odd); err != nil || len(links) != 0 {
			t.Errorf("Links of an odd ID = %v, %v", links, err)
		}
	}
}

func testRevisions(t *testing.T, s Store) {
	a, b := sample("ie-a-2020", "1", "2"), sample("ie-b-2020", "1")
	if r := put(t, s, a, b); r != (clauses.Receipt{Revision: 2, Changed: 2}) {
		t.Errorf("two new documents: %+v", r)
	}
	if r := put(t, s, a, b); r != (clauses.Receipt{Revision: 2}) {
		t.Errorf("nothing new: %+v", r)
	}
	b2 := reworded(b, 0, "other")
	if r := put(t, s, a, b2); r != (clauses.Receipt{Revision: 3, Changed: 1}) {
		t.Errorf("one of two changed: %+v", r)
	}
	b2.Correction = &clauses.Correction{Reason: "none needed"}
	if r := put(t, s, b2); r != (clauses.Receipt{Revision: 3}) {
		t.Errorf("the same with a correction: %+v", r)
	}
	for id, want := range map[clauses.InstrumentID]clauses.Revision{"ie-a-2020": 1, "ie-b-2020": 3} {
		if _, at, err := s.Document(t.Context(), id); err != nil || at != want {
			t.Errorf("Document(%s) at %d, %v, want %d", id, at, err, want)
		}
	}
	changes := collect(t, s.Changes(t.Context(), 0))
	if len(changes) != 2 || changes[0].Revision != 1 || changes[1].Revision != 3 {
		t.Errorf("Changes(0) = %+v, want the revisions 1 and 3", changes)
	}
	if later := collect(t, s.Changes(t.Context(), 1)); len(later) != 1 || later[0].Revision != 3 {
		t.Errorf("Changes(1) = %+v, want the revision 3", later)
	}
	if none := collect(t, s.Changes(t.Context(), 3)); len(none) != 0 {
		t.Errorf("Changes(3) = %+v, want none", none)
	}
}

// testRoundTrip stores odd content and gets back the same bytes, from one store
// and through it from the next walk.
func testRoundTrip(t *testing.T, s Store) {
	odd := sample("ie-odd-2020", "1", "2")
	odd.Clauses[0].Texts[0].Text = "<b>&amp;\u2028\u2029 ‘quotes’ \"\\ 🏭 e\u0301\x00"
	odd.Clauses[1].Topics, odd.Clauses[1].Texts = nil, nil
	odd.Clauses[1].Terms = []clauses.Term{{Name: "notice", Value: 0.1, Unit: "day"}}
	odd.Clauses[1].Relations = []clauses.Relation{{Type: "", To: ""}, {Type: "x", To: "a\x00b"}}
	odd.Instrument.Identifiers = []clauses.Identifier{{Scheme: "", Value: ""}, {Value: "–"}, {Value: strings.Repeat("é", 90_000)}}
	bare := clauses.Document{Instrument: clauses.Instrument{ID: "ie-bare"}}
	docs := []clauses.Document{bare, odd}
	put(t, s, docs...)
	for i, got := range collect(t, s.Documents(t.Context(), 2)) {
		want, err := docs[i].Encode()
		if err != nil {
			t.Fatal(err)
		}
		if line, err := got.Encode(); err != nil || string(line) != string(want) {
			t.Errorf("got  %s (%v)\nwant %s", line, err, want)
		}
		if r := put(t, s, got); r.Changed != 0 {
			t.Errorf("put again what was read of %s: %+v, want no change", got.Instrument.ID, r)
		}
	}
}

func testAllOrNothing(t *testing.T, s Store) {
	a, b := sample("ie-a-2020", "1"), sample("ie-b-2020", "1")
	put(t, s, a)
	bad := sample("ie-b-2020")
	bad.Instrument.ID = "Not An ID"
	tests := map[string][]clauses.Document{
		"the last one is bad": {reworded(a, 0, "x"), b, bad},
		"the same twice":      {b, a, b},
		"the same, changed":   {b, reworded(b, 0, "x")},
		"a clause is dropped": {b, sample("ie-a-2020")},
	}
	for name, docs := range tests {
		r, err := s.Put(t.Context(), docs...)
		if problemPaths(err) == nil || r != (clauses.Receipt{}) {
			t.Errorf("%s: %+v, %v, want an invalid document", name, r, err)
		}
		if checked := s.Check(t.Context(), docs...); checked == nil || err == nil || checked.Error() != err.Error() {
			t.Errorf("%s: Check says %v, Put %v", name, checked, err)
		}
	}
	if p, err := s.Position(t.Context()); err != nil || p.Revision != 1 {
		t.Errorf("Position = %+v, %v, want revision 1", p, err)
	}
	if _, _, err := s.Document(t.Context(), "ie-b-2020"); !errors.Is(err, clauses.ErrNotFound) {
		t.Errorf("a document of a refused Put: %v, want not found", err)
	}
	if err := s.Check(t.Context(), b); err != nil {
		t.Errorf("Check of a good one: %v", err)
	}
	if p, _ := s.Position(t.Context()); p.Revision != 1 {
		t.Errorf("Check stored something: %+v", p)
	}
}

func testPutIf(t *testing.T, s Store) {
	a, b := sample("ie-a-2020", "1"), sample("ie-b-2020", "1")
	steps := []struct {
		name string
		d    clauses.Document
		at   clauses.Revision
		want clauses.Revision // 0: a conflict
	}{
		{"of one that is not there", a, 1, 0},
		{"a new one", a, 0, 1},
		{"another new one", b, 0, 2},
		{"new, but it is there", reworded(a, 0, "x"), 0, 0},
		{"at the store's revision, not its own", reworded(a, 0, "x"), 2, 0},
		{"at its own", reworded(a, 0, "x"), 1, 3},
		{"at its last", reworded(a, 0, "y"), 1, 0},
		{"unchanged", reworded(a, 0, "x"), 3, 3},
		{"unchanged, at its last", reworded(a, 0, "x"), 1, 0},
	}
	for _, step := range steps {
		got, err := s.PutIf(t.Context(), step.d, step.at)
		if got != step.want || errors.Is(err, clauses.ErrConflict) != (step.want == 0) {
			t.Errorf("%s: %d, %v, want %d", step.name, got, err, step.want)
		}
	}
}

// testPutIfContended lets many add to the same document; nothing may be lost.
func testPutIfContended(t *testing.T, s Store) {
	const writers, additions = 4, 5
	put(t, s, reworded(sample("ie-a-2020", "1"), 0, "0"))
	add := func(ctx context.Context) error {
		for {
			d, at, err := s.Document(ctx, "ie-a-2020")
			if err != nil {
				return err
			}
			n, err := strconv.Atoi(d.Clauses[0].Texts[0].Text)
			if err != nil {
				return err
			}
			_, err = s.PutIf(ctx, reworded(d, 0, strconv.Itoa(n+1)), at)
			if !errors.Is(err, clauses.ErrConflict) {
				return err
			}
		}
	}
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range additions {
				if err := add(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	d, at, err := s.Document(t.Context(), "ie-a-2020")
	if want := strconv.Itoa(writers * additions); err != nil || d.Clauses[0].Texts[0].Text != want || at != writers*additions+1 {
		t.Errorf("got %q at %d, %v, want %s", d.Clauses[0].Texts[0].Text, at, err, want)
	}
}

// testManyClauses changes one clause of many.
func testManyClauses(t *testing.T, s Store) {
	slugs := make([]string, 3000)
	for i := range slugs {
		slugs[i] = fmt.Sprint(i)
	}
	d := sample("ie-long-2020", slugs...)
	put(t, s, d)
	d2 := reworded(d, 1234, "changed")
	put(t, s, d2)
	c, i, err := s.Clause(t.Context(), "ie-long-2020.1234")
	if err != nil || c.Texts[0].Text != "changed" || i.ID != "ie-long-2020" {
		t.Errorf("Clause = %+v of %s, %v", c, i.ID, err)
	}
	got, _, err := s.Document(t.Context(), "ie-long-2020")
	if err != nil || diff(d2, got) != "" {
		t.Errorf("Document: %v, difference\n%s", err, diff(d2, got))
	}
	before := collect(t, s.Documents(t.Context(), 1))
	if len(before) != 1 || diff(d, before[0]) != "" {
		t.Errorf("Documents(1) does not give the document as it was")
	}
	ids := slices.IndexFunc(d2.Clauses, func(c clauses.Clause) bool { return c.Texts[0].Text == "changed" })
	if ids != 1234 {
		t.Errorf("the order of the clauses changed: %d", ids)
	}
}

func testCancelled(t *testing.T, s Store) {
	put(t, s, sample("ie-a-2020", "1"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	check := func(name string, err error) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want context.Canceled", name, err)
		}
	}
	_, err := s.Put(ctx, sample("ie-b-2020", "1"))
	check("Put", err)
	_, _, err = s.Clause(ctx, "ie-a-2020.1")
	check("Clause", err)
	_, err = s.Position(ctx)
	check("Position", err)
	_, err = s.Verify(ctx)
	check("Verify", err)
	for _, err := range s.Changes(ctx, 0) {
		check("Changes", err)
	}
	for _, err := range s.Documents(ctx, 1) {
		check("Documents", err)
	}
	if _, _, err := s.Document(t.Context(), "ie-b-2020"); !errors.Is(err, clauses.ErrNotFound) {
		t.Errorf("a cancelled Put stored something: %v", err)
	}
}
