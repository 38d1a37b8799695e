package storetest

import (
	"errors"
	"slices"
	"testing"

	"clausebank/clauses"
)

// testRules puts documents in the place of one with a withdrawn clause.
func testRules(t *testing.T, s Store) {
	first := sample("ie-a-2020", "1", "2", "3")
	stands := without(first, "3")
	put(t, s, first, sample("ie-gone-2020", "1"))
	put(t, s, stands)
	if _, err := s.Purge(t.Context(), "ie-gone-2020", "a court order"); err != nil {
		t.Fatal(err)
	}
	dropped := stands
	dropped.Clauses = stands.Clauses[:1]
	forgotten := stands
	forgotten.Withdrawn = nil
	withdrawnNow := without(dropped, "2")
	withdrawnNow.Withdrawn[0].Reason = "a better reason"

	tests := []struct {
		name string
		d    clauses.Document
		want []string // paths of problems, none: it is stored
	}{
		{"drops a clause", dropped, []string{"withdrawn"}},
		{"drops a withdrawal", forgotten, []string{"withdrawn"}},
		{"brings a withdrawn clause back", first, []string{"clauses"}},
		{"drops two clauses", sample("ie-a-2020"), []string{"withdrawn", "withdrawn", "withdrawn"}},
		{"brings a purged one back", sample("ie-gone-2020", "1"), []string{"instrument.id"}},
		{"brings a purged ID back", sample("ie-gone-2020", "9"), []string{"instrument.id"}},
		{"withdraws another clause and mends a reason", withdrawnNow, nil},
		{"adds a clause", func() clauses.Document {
			d := withdrawnNow
			d.Clauses = append(slices.Clone(d.Clauses), sampleClause("ie-a-2020", "4", "new"))
			return d
		}(), nil},
	}
	for _, test := range tests {
		_, err := s.Put(t.Context(), test.d)
		if got := problemPaths(err); !slices.Equal(got, test.want) || (err == nil) != (test.want == nil) {
			t.Errorf("%s: %v (paths %v), want %v", test.name, err, got, test.want)
		}
		var invalid *clauses.InvalidError
		if errors.As(err, &invalid) {
			for _, p := range invalid.Problems {
				if p.Remedy == "" || p.Reason == "" {
					t.Errorf("%s: %v says not enough", test.name, p)
				}
			}
		}
	}
}

// testRulesOfIDs puts documents that Validate would refuse: a store that is
// given one all the same must not be corrupted by it.
func testRulesOfIDs(t *testing.T, s Store) {
	with := func(change func(d *clauses.Document)) clauses.Document {
		d := sample("ie-a-2020", "1", "2")
		change(&d)
		return d
	}
	gone := func(ids ...string) (list []clauses.Withdrawal) {
		for _, id := range ids {
			list = append(list, clauses.Withdrawal{ID: id, Reason: "x"})
		}
		return list
	}
	tests := map[string]struct {
		d    clauses.Document
		want []string
	}{
		"no ID":                       {with(func(d *clauses.Document) { d.Instrument.ID = "" }), []string{"instrument.id"}},
		"an ID with a NUL":            {with(func(d *clauses.Document) { d.Instrument.ID = "ab\x00cd" }), []string{"instrument.id"}},
		"a clause of another":         {with(func(d *clauses.Document) { d.Clauses[1].ID = "ie-b-2020.2" }), []string{"clauses[1].id"}},
		"a clause without an ID":      {with(func(d *clauses.Document) { d.Clauses[0].ID = "" }), []string{"clauses[0].id"}},
		"a clause twice":              {with(func(d *clauses.Document) { d.Clauses[1].ID = d.Clauses[0].ID }), []string{"clauses[1].id"}},
		"a clause there and gone":     {with(func(d *clauses.Document) { d.Withdrawn = gone("ie-a-2020.1") }), []string{"withdrawn[0].id"}},
		"withdrawn twice":             {with(func(d *clauses.Document) { d.Withdrawn = gone("ie-a-2020.3", "ie-a-2020.3") }), []string{"withdrawn[1].id"}},
		"another one's withdrawal":    {with(func(d *clauses.Document) { d.Withdrawn = gone("ie-b-2020") }), []string{"withdrawn[0].id"}},
		"withdrawn, but with clauses": {with(func(d *clauses.Document) { d.Withdrawn = gone("ie-a-2020") }), []string{"clauses"}},
	}
	for name, test := range tests {
		if _, err := s.Put(t.Context(), test.d); !slices.Equal(problemPaths(err), test.want) {
			t.Errorf("%s: %v, want problems at %v", name, err, test.want)
		}
	}
}

func testCorrection(t *testing.T, s Store) {
	d := sample("ie-a-2020", "1")
	put(t, s, d)
	moved := d
	moved.Instrument.Territory = []clauses.Territory{{Country: "GB"}, {Country: "IE"}}
	renamed := d
	renamed.Instrument.Kind = clauses.Legislation
	because := func(d clauses.Document, reason string) clauses.Document {
		d.Correction = &clauses.Correction{Reason: reason}
		return d
	}
	inside := d
	inside.Instrument.Territory = []clauses.Territory{{Country: "IE", Subdivision: "IE-D"}, {Country: "IE", Subdivision: "IE-C"}}

	tests := []struct {
		name string
		d    clauses.Document
		want []string
	}{
		{"other countries", moved, []string{"instrument.territory"}},
		{"another kind", renamed, []string{"instrument.kind"}},
		{"a blank reason", because(renamed, " "), []string{"instrument.kind"}},
		{"other parts of the same country", inside, nil},
		{"other countries with a reason", because(moved, "it covers both"), nil},
		{"another kind with a reason", because(renamed, "it is a law, and only here"), nil},
	}
	for _, test := range tests {
		if _, err := s.Put(t.Context(), test.d); !slices.Equal(problemPaths(err), test.want) || (err == nil) != (test.want == nil) {
			t.Errorf("%s: %v, want problems at %v", test.name, err, test.want)
		}
	}
	got, _, err := s.Document(t.Context(), "ie-a-2020")
	if err != nil || got.Correction != nil {
		t.Errorf("Document: %v, correction %v, want none", err, got.Correction)
	}
	history, err := s.History(t.Context(), "ie-a-2020.1")
	if err != nil {
		t.Fatal(err)
	}
	var reasons []string
	for _, v := range history {
		reasons = append(reasons, v.Correction)
	}
	if want := []string{"", "it covers both", "it is a law, and only here"}; !slices.Equal(reasons, want) {
		t.Errorf("corrections in the history: %q, want %q", reasons, want)
	}
}
