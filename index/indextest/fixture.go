package indextest

import (
	"fmt"
	"strings"
	"testing"

	"clausebank/clauses"
	"clausebank/index"
)

// changes reads a library that is written down a text a line:
//
//	aa1.x en  Parental leave | The employer grants leave.
//
// ID of the clause, language, heading, body. Lines with one ID are the texts of
// one clause. A line whose second word is "title" or "party" belongs to an
// instrument.
func changes(library string) []clauses.Change {
	var all []clauses.Change
	for line := range strings.Lines(library) {
		id, rest, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok {
			continue
		}
		instrument := clauses.ClauseID(id).Instrument()
		if n := len(all); n == 0 || all[n-1].Document.Instrument.ID != instrument {
			all = append(all, clauses.Change{Revision: clauses.Revision(n + 1), Time: begun})
			all[n].Document.Instrument = clauses.Instrument{ID: instrument, Kind: clauses.Legislation, Level: clauses.NationalLevel}
		}
		d := &all[len(all)-1].Document
		what, rest, _ := strings.Cut(strings.TrimSpace(rest), " ")
		heading, body, _ := strings.Cut(rest, "|")
		switch what {
		case "title":
			d.Instrument.Titles = append(d.Instrument.Titles, clauses.Title{Language: "en", Text: rest})
			continue
		case "party":
			d.Instrument.Parties = append(d.Instrument.Parties, clauses.Party{Name: rest})
			continue
		}
		if n := len(d.Clauses); n == 0 || d.Clauses[n-1].ID != clauses.ClauseID(id) {
			d.Clauses = append(d.Clauses, clauses.Clause{ID: clauses.ClauseID(id), Topics: []clauses.TopicID{"pay"}})
		}
		c := &d.Clauses[len(d.Clauses)-1]
		c.Texts = append(c.Texts, clauses.Text{Language: what, Kind: clauses.Summary, Heading: heading, Text: body})
	}
	return all
}

// first is the position of a library that was applied in one step.
var first = clauses.Position{Store: "store", Epoch: 1, Revision: 1000}

// with opens an engine that holds a library.
func with(t *testing.T, open func(*testing.T) index.Engine, library []clauses.Change) index.Engine {
	t.Helper()
	e := open(t)
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	if err := e.Apply(t.Context(), library, first); err != nil {
		t.Fatalf("Apply: %v", err)
	}
	return e
}

func ask(t *testing.T, e index.Engine, q index.Query) index.Result {
	t.Helper()
	result, err := e.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("Search(%+v): %v", q, err)
	}
	return result
}

// found prints hits as their clauses' IDs, those of tier 3 with a 3 behind them,
// and "relaxed" where one word was enough.
func found(r index.Result) string {
	var s []string
	for _, h := range r.Hits {
		id := string(h.ID)
		if h.Tier > 1 {
			id += fmt.Sprintf("/%d", h.Tier)
		}
		s = append(s, id)
	}
	if r.Read.Relaxed {
		s = append(s, "relaxed")
	}
	return strings.Join(s, " ")
}
