package bleve_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"clausebank/clauses"
	"clausebank/index"
	"clausebank/index/indextest"
)

// TestLongLife changes a library so often that segments are merged, opens it
// anew, and compares it with the naïve engine on the way.
func TestLongLife(t *testing.T) {
	t.Parallel()
	const seed = 7
	dir := t.TempDir()
	e, naive, w := open(t, dir), indextest.NewNaive(indextest.Taxonomy()), newWriter()
	defer func() { close(t, e) }()
	random := rand.New(rand.NewPCG(seed, seed))
	at := clauses.Position{Store: "store", Epoch: 1}
	for round := 0; round < 60 || round < 600 && e.Merges() == 0; round++ {
		var changes []clauses.Change
		for range 1 + random.IntN(2) {
			at.Revision++
			doc := w.document(random.IntN(25), 1+random.IntN(3))
			if random.IntN(5) == 0 {
				doc.Clauses = nil
			}
			changes = append(changes, clauses.Change{Revision: at.Revision, Time: time.Unix(int64(at.Revision), 0), Document: doc})
		}
		for _, engine := range []index.Engine{e, naive} {
			if err := engine.Apply(t.Context(), changes, at); err != nil {
				t.Fatal(err)
			}
		}
		if round == 30 {
			close(t, e)
			e = open(t, dir)
		}
		if round%10 != 9 {
			continue
		}
		for _, expr := range []index.Expr{nil, w.words(0, 20), w.words(5, 30, 200, 4000), index.Phrase{Words: []string{"the", "of"}},
			index.Near{A: index.Term{Word: "the"}, B: index.Term{Word: "la"}, Distance: 3}, index.Not{X: index.Term{Word: w.word(40)}}} {
			q := everything
			q.Expr, q.Limit, q.Unit = expr, 4, index.Unit(round/10%2)
			ours, theirs := q, q
			for page := 1; ; page++ {
				want, got := search(t, naive, theirs), search(t, e, ours)
				if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(index.Cursor{}, "Snapshot")); diff != "" {
					t.Fatalf("seed %d, round %d, %v, page %d (-naïve +engine):\n%s", seed, round, expr, page, diff)
				}
				if want.Next == nil {
					break
				}
				ours.After, theirs.After = got.Next, want.Next
			}
		}
	}
	if e.Merges() == 0 {
		t.Error("no segments were merged")
	}
}

// limited is a context that ends after it was looked at so often.
type limited struct {
	context.Context
	looks atomic.Int64
}

func (l *limited) Err() error {
	if l.looks.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// TestTornApply stops an Apply between its batches: nothing of it is seen, and
// the next one makes it good.
func TestTornApply(t *testing.T) {
	t.Parallel()
	for _, epoch := range []uint64{1, 2} { // the same store, and one that begins again
		t.Run(fmt.Sprint("epoch ", epoch), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			e, w := open(t, dir), newWriter()
			defer func() { close(t, e) }()
			w.fill(t, e, 50)
			before := search(t, e, everything)
			e.SetBatchWords(1)
			at := clauses.Position{Store: "bench", Epoch: epoch, Revision: 100}
			var changes []clauses.Change
			for n := range 4 {
				changes = append(changes, clauses.Change{Revision: clauses.Revision(97 + n), Document: w.document(3+n, 1)})
			}
			ctx := &limited{Context: t.Context()}
			ctx.looks.Store(3)
			if err := e.Apply(ctx, changes, at); !errors.Is(err, context.Canceled) {
				t.Fatalf("Apply: %v, want the context's error", err)
			}
			if diff := cmp.Diff(before, search(t, e, everything)); diff != "" {
				t.Errorf("a part of an Apply is seen (-before +after):\n%s", diff)
			}
			if epoch == 2 { // as after a crash
				close(t, e)
				e = open(t, dir)
			}
			if err := e.Apply(t.Context(), changes, at); err != nil {
				t.Fatal(err)
			}
			want := 4 // beginning again forgets the others
			if epoch == 1 {
				want += 3 * 10
			}
			if r := search(t, e, everything); r.Total != want || r.Position != at {
				t.Errorf("%d clauses at %v, want %d at %v", r.Total, r.Position, want, at)
			}
		})
	}
}

// TestSearchesWhileApplying adds instruments of ten clauses one after the other.
// What a search finds must always be what its position says.
func TestSearchesWhileApplying(t *testing.T) {
	t.Parallel()
	e, w := open(t, t.TempDir()), newWriter()
	defer close(t, e)
	ctx, stop := context.WithCancel(t.Context())
	var searchers sync.WaitGroup
	q := index.Query{Limit: 10, Facets: []index.Field{index.Kind}}
	for i := range 3 {
		q := q
		if i > 0 {
			q.Expr = index.Prefix{Start: "the"}
		}
		searchers.Go(func() {
			for ctx.Err() == nil {
				r, err := e.Search(ctx, q)
				switch {
				case errors.Is(err, context.Canceled):
					return
				case err != nil:
					t.Errorf("Search: %v", err)
					return
				case i == 0 && r.Total != 10*int(r.Position.Revision):
					t.Errorf("%d clauses at revision %d", r.Total, r.Position.Revision)
				case r.Total > 0 && r.Facets[index.Kind][0].Count != r.Total:
					t.Errorf("%d clauses and the count %v", r.Total, r.Facets)
				}
			}
		})
	}
	for n := range 30 {
		at := clauses.Position{Store: "store", Revision: clauses.Revision(n + 1)}
		if err := e.Apply(t.Context(), []clauses.Change{{Revision: at.Revision, Document: w.document(n, 10)}}, at); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	searchers.Wait()
}

// TestSnapshotsGo walks on in old states, and sees that none is held for longer
// than it should be.
func TestSnapshotsGo(t *testing.T) {
	t.Parallel()
	e, w := open(t, ""), newWriter()
	defer close(t, e)
	now := time.Unix(0, 0)
	e.SetClock(func() time.Time { return now })
	q := index.Query{Expr: w.words(0, 1), Limit: 1}
	var first *index.Cursor
	for n := range index.MaxSnapshots + 5 {
		at := clauses.Position{Store: "store", Revision: clauses.Revision(n + 1)}
		if err := e.Apply(t.Context(), []clauses.Change{{Revision: at.Revision, Document: w.document(n, 3)}}, at); err != nil {
			t.Fatal(err)
		}
		next := search(t, e, q).Next
		if next == nil {
			t.Fatal("there is no second page")
		}
		if n == 0 {
			first = next
		}
	}
	if snapshots, references := e.Kept(); snapshots != index.MaxSnapshots || references != 2 {
		t.Errorf("%d snapshots, %d references, want %d and 2", snapshots, references, index.MaxSnapshots)
	}
	q.After = first
	if _, err := e.Search(t.Context(), q); !errors.Is(err, index.ErrCursorExpired) {
		t.Errorf("the oldest of too many snapshots: %v, want ErrCursorExpired", err)
	}
	now = now.Add(index.SnapshotAge)
	q.After = nil
	q.After = search(t, e, q).Next
	if snapshots, _ := e.Kept(); snapshots != 1 {
		t.Errorf("%d snapshots are kept for too long", snapshots-1)
	}
	now = now.Add(2 * index.SnapshotAge)
	search(t, e, q) // the present state does not expire
}
