package indextest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"clausebank/clauses"
	"clausebank/index"
)

func testLimits(t *testing.T, open func(t *testing.T) index.Engine) {
	var body strings.Builder
	for i := range index.MaxExpanded + 1 {
		fmt.Fprintf(&body, "abc%d ", i)
	}
	library := changes("aaa.a en | " + body.String() + "\naaa.b en | abd1")
	for i := range index.MaxFacetValues + 5 {
		library[0].Document.Instrument.Parties = append(library[0].Document.Instrument.Parties, clauses.Party{Name: fmt.Sprintf("p%03d", i)})
	}
	e := with(t, open, library)
	prefix := func(s string) index.Expr { return index.Prefix{Start: s} }
	for _, test := range []struct {
		name  string
		query index.Query
		limit string // "" where the query is fine
	}{
		{"hits", index.Query{Limit: index.MaxLimit}, ""},
		{"too many hits", index.Query{Limit: index.MaxLimit + 1}, "limit"},
		{"fewer than no hits", index.Query{Limit: -1}, "limit"},
		{"values", index.Query{Filter: index.Filter{Values: map[index.Field][]string{index.Country: make([]string, index.MaxFilterValues)}}}, ""},
		{"too many values", index.Query{Filter: index.Filter{Values: map[index.Field][]string{index.Country: make([]string, index.MaxFilterValues+1)}}}, "values"},
		{"a prefix of all words but one", index.Query{Expr: prefix("abc1")}, ""},
		{"a prefix of too many words", index.Query{Expr: prefix("abc")}, "expanded"},
		{"two prefixes of the same words", index.Query{Expr: index.Or{Any: []index.Expr{prefix("abc1"), prefix("abc1")}}}, ""},
		{"a prefix of too many words under NOT", index.Query{Expr: index.Not{X: prefix("abc")}}, "expanded"},
		{"prefixes of too many words together", index.Query{Expr: index.And{All: []index.Expr{prefix("abc1"), prefix("abc2"), prefix("abc3"),
			prefix("abc4"), prefix("abc5"), prefix("abc6"), prefix("abc7"), prefix("abc8"), prefix("abc9"), prefix("abc0"), prefix("abd")}}}, "expanded"},
		{"too many terms", index.Query{Expr: index.Or{Any: slicesOf(index.MaxTerms+1, index.Expr(index.Term{Word: "x"}))}}, "terms"},
	} {
		_, err := e.Search(t.Context(), test.query)
		var limit *index.LimitError
		switch {
		case test.limit == "" && err != nil:
			t.Errorf("%s: %v", test.name, err)
		case test.limit != "" && (!errors.As(err, &limit) || limit.Limit != test.limit):
			t.Errorf("%s: %v, want the limit %q", test.name, err, test.limit)
		}
	}
	for name, q := range map[string]index.Query{
		"field":  {Filter: index.Filter{Values: map[index.Field][]string{"colour": {"red"}}}},
		"status": {Filter: index.Filter{Values: map[index.Field][]string{index.Status: {"in_force"}}}},
		"facet":  {Facets: []index.Field{index.Instrument}},
		"sort":   {Sort: "beauty"},
		"words":  {Expr: index.Not{X: index.Words{Words: []string{"x"}}}},
	} {
		if _, err := e.Search(t.Context(), q); err == nil {
			t.Errorf("a query with a %s that does not exist is answered", name)
		}
	}
	parties := ask(t, e, index.Query{Facets: []index.Field{index.Party}, Filter: index.Filter{Values: map[index.Field][]string{
		index.Party: {"P204", "p001", "none"}}}}).Facets[index.Party]
	if n := len(parties); n != index.MaxFacetValues+2 {
		t.Fatalf("the facet has %d values, want %d and the 2 selected that are not among them", n, index.MaxFacetValues)
	}
	if last := parties[len(parties)-2:]; last[0].Value != "p204" || last[0].Count != 2 || last[1].Value != "none" || !last[1].Selected {
		t.Errorf("the last values are %+v, want p204 and none", last)
	}
}

func slicesOf[V any](n int, v V) []V {
	all := make([]V, n)
	for i := range all {
		all[i] = v
	}
	return all
}

func testContext(t *testing.T, open func(t *testing.T) index.Engine) {
	e := with(t, open, changes("aaa.a en | leave"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := e.Search(ctx, index.Query{Expr: parsed("leave"), Limit: 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("Search with a context that ended: %v, want %v", err, context.Canceled)
	}
	at := first
	at.Revision++
	if err := e.Apply(ctx, changes("aab.a en | leave"), at); !errors.Is(err, context.Canceled) {
		t.Errorf("Apply with a context that ended: %v, want %v", err, context.Canceled)
	}
	if r := ask(t, e, index.Query{Limit: 9}); r.Position != first || found(r) != "aaa.a" {
		t.Errorf("afterwards there is %q at %v, want what was there", found(r), r.Position)
	}
}

// testPositions goes through the ways in which an index follows a store.
func testPositions(t *testing.T, open func(t *testing.T) index.Engine) {
	e := with(t, open, changes("aaa.a en | leave\naab.a en | leave\naab.b en | leave"))
	at := func(store string, epoch uint64, revision clauses.Revision) clauses.Position {
		return clauses.Position{Store: store, Epoch: epoch, Revision: revision}
	}
	for _, step := range []struct {
		name, changes string
		at            clauses.Position
		want          string
	}{
		{"a document replaces itself", "aab.b en | notice\naab.c en | leave", at("store", 1, 1001), "aaa.a aab.b aab.c"},
		{"again", "aab.b en | notice\naab.c en | leave", at("store", 1, 1001), "aaa.a aab.b aab.c"},
		{"nothing but the position", "", at("store", 1, 1005), "aaa.a aab.b aab.c"},
		{"without clauses it is gone", "aab title Withdrawn", at("store", 1, 1006), "aaa.a"},
		{"the same position adds", "aac.a en | x", at("store", 1, 1006), "aaa.a aac.a"},
		{"an older position begins again", "aad.a en | x", at("store", 1, 1005), "aad.a"},
		{"another epoch begins again", "aae.a en | x", at("store", 2, 2000), "aae.a"},
		{"an older epoch too", "aaf.a en | x", at("store", 1, 3000), "aaf.a"},
		{"another store begins again", "aag.a en | x", at("other", 1, 3001), "aag.a"},
		{"with nothing", "", at("store", 1, 1), ""},
		{"and goes on", "aah.a en | x", at("store", 1, 2), "aah.a"},
	} {
		if err := e.Apply(t.Context(), changes(step.changes), step.at); err != nil {
			t.Fatalf("%s: Apply: %v", step.name, err)
		}
		position, err := e.Position(t.Context())
		if err != nil || position != step.at {
			t.Errorf("%s: Position() = %v, %v, want %v", step.name, position, err, step.at)
		}
		r := ask(t, e, index.Query{Limit: 9})
		if got := found(r); got != step.want || r.Position != step.at {
			t.Errorf("%s: there is %q at %v, want %q", step.name, got, r.Position, step.want)
		}
	}
}

// testVisibleTogether searches while documents are applied. Revision n brings the
// n-th document, so the total must be the revision.
func testVisibleTogether(t *testing.T, open func(t *testing.T) index.Engine) {
	const revisions = 30
	e := with(t, open, nil)
	zero := clauses.Position{Store: "counting", Epoch: 1}
	if err := e.Apply(t.Context(), nil, zero); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	var searches sync.WaitGroup
	for range 2 {
		searches.Go(func() {
			for {
				r, err := e.Search(t.Context(), index.Query{Expr: index.Term{Word: "leave"}, Limit: 1})
				if err != nil || r.Total != int(r.Position.Revision) {
					t.Errorf("Search: %d documents at %v, %v", r.Total, r.Position, err)
					return
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for n := 1; n <= revisions; n++ {
		at := zero
		at.Revision = clauses.Revision(n)
		if err := e.Apply(t.Context(), changes(fmt.Sprintf("doc%d.a en | leave", n)), at); err != nil {
			t.Errorf("Apply: %v", err)
			break
		}
	}
	close(done)
	searches.Wait()
}
