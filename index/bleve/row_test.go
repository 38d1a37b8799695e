package bleve

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"clausebank/clauses"
	"clausebank/index/indextest"
)

func aRow() *row {
	doc := clauses.Document{
		Instrument: clauses.Instrument{
			ID: "abc", Kind: clauses.Legislation, Level: clauses.NationalLevel, Signed: clauses.Date{Year: 2020, Month: 2},
			Territory: []clauses.Territory{{Country: "ES", Subdivision: "ES-CT"}}, Parties: []clauses.Party{{Name: "CCOO"}, {Name: "ccoo"}},
			Validity: clauses.Validity{From: clauses.Date{Year: 2021}, End: clauses.EndOpen, Checked: clauses.Date{Year: 2026, Month: 1, Day: 2}},
		},
		Clauses: []clauses.Clause{
			{ID: "abc.1", Topics: []clauses.TopicID{"leave", "bonus"}, Texts: []clauses.Text{{Language: "es", Kind: clauses.Summary}, {Language: "pt-BR", Kind: clauses.Verbatim}}},
			{ID: "abc.2", Validity: clauses.Validity{To: clauses.Date{Year: 2024}, End: clauses.EndFixed}},
			{ID: "abc.3"},
		},
	}
	return newRow(indextest.Taxonomy(), clauses.Change{Time: time.Unix(5, 6), Document: doc, Updated: []time.Time{time.Unix(7, 8)}})
}

func TestRow(t *testing.T) {
	t.Parallel()
	want := aRow()
	got, err := decodeRow(want.encode())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmp.AllowUnexported(row{}, rowClause{}, rowText{})); diff != "" {
		t.Errorf("-written +read:\n%s", diff)
	}
	if len(want.validities) != 2 {
		t.Errorf("%d validities for three clauses, two of which share one", len(want.validities))
	}
	for n := range want.encode() {
		if _, err := decodeRow(want.encode()[:n]); !errors.Is(err, ErrCorrupt) {
			t.Errorf("the first %d bytes of a row: %v, want ErrCorrupt", n, err)
		}
	}
}

func FuzzDecodeRow(f *testing.F) {
	f.Add(aRow().encode())
	f.Add((&row{instrument: "abc", signed: noDay}).encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := decodeRow(b)
		if err != nil {
			if !errors.Is(err, ErrCorrupt) {
				t.Errorf("decodeRow: %v, want ErrCorrupt", err)
			}
			return
		}
		again, err := decodeRow(r.encode())
		if err != nil {
			t.Fatalf("decodeRow of what was encoded: %v", err)
		}
		if diff := cmp.Diff(r, again, cmp.AllowUnexported(row{}, rowClause{}, rowText{})); diff != "" {
			t.Error(diff)
		}
	})
}
