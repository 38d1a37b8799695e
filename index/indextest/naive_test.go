package indextest

import (
	"errors"
	"testing"
	"time"

	"clausebank/index"
)

func TestNaive(t *testing.T) {
	t.Parallel()
	Run(t, func(*testing.T) index.Engine { return NewNaive(Taxonomy()) })
}

// TestSnapshotAge passes time by hand.
func TestSnapshotAge(t *testing.T) {
	t.Parallel()
	now := begun
	naive := NewNaive(Taxonomy())
	naive.Now = func() time.Time { return now }
	at := first
	apply := func(library string) {
		if err := naive.Apply(t.Context(), changes(library), next(&at)); err != nil {
			t.Fatal(err)
		}
	}
	q := index.Query{Expr: parsed("leave"), Limit: 1}
	apply("aaa.a en | leave\naaa.b en | leave")
	cursor := ask(t, naive, q).Next
	continued := func(name string, want error) {
		t.Helper()
		second := q
		second.After = reread(t, cursor)
		if _, err := naive.Search(t.Context(), second); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
	now = now.Add(index.SnapshotAge)
	continued("the present state never expires", nil)
	ask(t, naive, q) // another first page
	apply("aab.a en | leave")
	now = now.Add(index.SnapshotAge - 1)
	continued("just before the end", nil)
	now = now.Add(1)
	continued("at the end", index.ErrCursorExpired)
}
