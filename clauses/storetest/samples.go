package storetest

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"clausebank/clauses"
)

// sample returns a document with clauses that have these slugs; the text of
// each is its slug.
func sample(id clauses.InstrumentID, slugs ...string) clauses.Document {
	d := clauses.Document{Instrument: clauses.Instrument{
		ID: id, Kind: clauses.CollectiveAgreement, Level: clauses.SectorLevel,
		Titles:    []clauses.Title{{Language: "en", Text: "Agreement & annex <A>", Kind: clauses.OfficialTitle}},
		Languages: []string{"en"}, Territory: []clauses.Territory{{Country: "IE"}},
		Signed: clauses.Date{Year: 2021, Month: 3},
	}}
	for _, slug := range slugs {
		d.Clauses = append(d.Clauses, sampleClause(id, slug, slug))
	}
	return d
}

func sampleClause(id clauses.InstrumentID, slug, text string) clauses.Clause {
	return clauses.Clause{
		ID: clauses.ClauseID(fmt.Sprintf("%s.%s", id, slug)), Locator: "Article " + slug,
		Topics:   []clauses.TopicID{"right_to_disconnect"},
		Texts:    []clauses.Text{{Language: "en", Kind: clauses.Summary, Heading: "Rest", Text: text, Made: clauses.Made{Method: clauses.Editorial}}},
		Evidence: clauses.Evidence{Level: clauses.OfficialEvidence},
	}
}

// without returns a document that withdraws one of its clauses.
func without(d clauses.Document, slug string) clauses.Document {
	id := clauses.ClauseID(fmt.Sprintf("%s.%s", d.Instrument.ID, slug))
	d.Clauses = slices.DeleteFunc(slices.Clone(d.Clauses), func(c clauses.Clause) bool { return c.ID == id })
	d.Withdrawn = append(slices.Clone(d.Withdrawn), clauses.Withdrawal{
		ID: string(id), Date: clauses.Date{Year: 2026, Month: 11, Day: 1}, Reason: "a double", Successor: string(d.Instrument.ID) + ".next",
	})
	return d
}

// reworded returns a document with another text in one of its clauses.
func reworded(d clauses.Document, n int, text string) clauses.Document {
	d.Clauses = slices.Clone(d.Clauses)
	c := &d.Clauses[n]
	c.Texts = slices.Clone(c.Texts)
	c.Texts[0].Text = text
	return d
}

// put stores documents and fails the test when that fails.
func put(t *testing.T, s Store, docs ...clauses.Document) clauses.Receipt {
	t.Helper()
	r, err := s.Put(t.Context(), docs...)
	if err != nil {
		t.Fatalf("Put: %v", err)
	}
	return r
}

// collect gathers what a walk yields.
func collect[T any](t failer, walk iter.Seq2[T, error]) []T {
	t.Helper()
	var all []T
	for x, err := range walk {
		if err != nil {
			t.Fatalf("walk: %v", err)
		}
		all = append(all, x)
	}
	return all
}

// A failer is a *testing.T or a *rapid.T.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// diff says how two values differ. No list and an empty one are the same.
func diff(want, got any) string { return cmp.Diff(want, got, cmpopts.EquateEmpty()) }

// problemPaths returns the paths of a *clauses.InvalidError, nil for any other
// error.
func problemPaths(err error) []string {
	var invalid *clauses.InvalidError
	if !errors.As(err, &invalid) {
		return nil
	}
	paths := make([]string, len(invalid.Problems))
	for i, p := range invalid.Problems {
		paths[i] = p.Path
	}
	return paths
}
