package index_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"clausebank/clauses"
	"clausebank/index"
	"clausebank/index/indextest"
)

// A memory is a store in memory: documents at their newest revisions.
type memory struct {
	at      clauses.Position
	changes []clauses.Change
	fails   error // what Changes ends with after its first change
}

func (m *memory) Position(context.Context) (clauses.Position, error) { return m.at, nil }

func (m *memory) Changes(_ context.Context, after clauses.Revision) iter.Seq2[clauses.Change, error] {
	return func(yield func(clauses.Change, error) bool) {
		for _, c := range m.changes {
			if c.Revision > after && (!yield(c, nil) || m.fails != nil && !yield(clauses.Change{}, m.fails)) {
				return
			}
		}
	}
}

// put writes documents with one clause that says text. Without a text they are
// withdrawn.
func (m *memory) put(text string, ids ...clauses.InstrumentID) {
	for _, id := range ids {
		m.at.Revision++
		m.changes = slices.DeleteFunc(m.changes, func(c clauses.Change) bool { return c.Document.Instrument.ID == id })
		change := clauses.Change{Revision: m.at.Revision, Document: clauses.Document{Instrument: clauses.Instrument{ID: id}}}
		if text != "" {
			change.Document.Clauses = []clauses.Clause{{ID: clauses.ClauseID(id + ".a"),
				Texts: []clauses.Text{{Language: "en", Kind: clauses.Summary, Text: text}}}}
		}
		m.changes = append(m.changes, change)
	}
}

// A recorder passes on to an engine what it is told to apply, or fails.
type recorder struct {
	index.Engine
	batches [][]string // the IDs of each batch, and the position
	fails   error
}

func (r *recorder) Apply(ctx context.Context, changes []clauses.Change, at clauses.Position) error {
	if r.fails != nil {
		return r.fails
	}
	var batch []string
	for _, c := range changes {
		batch = append(batch, string(c.Document.Instrument.ID))
	}
	r.batches = append(r.batches, append(batch, fmt.Sprintf("%d/%d", at.Epoch, at.Revision)))
	return r.Engine.Apply(ctx, changes, at)
}

// holds returns the texts that an engine finds, by ID.
func holds(t *testing.T, e index.Engine, words ...string) (found []string) {
	t.Helper()
	for _, w := range words {
		r, err := e.Search(t.Context(), index.Query{Expr: index.Term{Word: w}, Sort: index.ByID, Limit: index.MaxLimit})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range r.Hits {
			found = append(found, w+" "+string(h.Instrument))
		}
	}
	return found
}

func TestFollower(t *testing.T) {
	t.Parallel()
	store := &memory{at: clauses.Position{Store: "s", Epoch: 1}}
	engine := &recorder{Engine: indextest.NewNaive(indextest.Taxonomy())}
	follower := index.NewFollower(store, engine, zerolog.Nop())
	broken := errors.New("broken")
	for _, step := range []struct {
		name    string
		change  func()
		err     error
		batches [][]string
		holds   []string
	}{
		{"an empty store", func() {}, nil, [][]string{{"1/0"}}, nil},
		{"nothing new", func() {}, nil, nil, nil},
		{"two documents", func() { store.put("old", "aaa", "bbb") }, nil, [][]string{{"aaa", "bbb", "1/2"}}, []string{"old aaa", "old bbb"}},
		{"one changed twice", func() { store.put("new", "aaa", "aaa") }, nil, [][]string{{"aaa", "1/4"}}, []string{"old bbb", "new aaa"}},
		{"one withdrawn", func() { store.put("", "bbb") }, nil, [][]string{{"bbb", "1/5"}}, []string{"new aaa"}},
		{"one purged without a trace", func() { store.changes = store.changes[:1]; store.at.Revision++ }, nil, [][]string{{"1/6"}}, []string{"new aaa"}},
		{"the engine fails", func() { store.put("new", "ccc"); engine.fails = broken }, broken, nil, []string{"new aaa"}},
		{"and recovers", func() { engine.fails = nil }, nil, [][]string{{"ccc", "1/7"}}, []string{"new aaa", "new ccc"}},
		{"the store fails", func() { store.put("new", "ddd", "eee"); store.fails = broken }, broken, nil, []string{"new aaa", "new ccc"}},
		{"and recovers", func() { store.fails = nil }, nil, [][]string{{"ddd", "eee", "1/9"}}, []string{"new aaa", "new ccc", "new ddd", "new eee"}},
		{"the store was restored", func() {
			*store = memory{at: clauses.Position{Store: "s", Epoch: 2}}
			store.put("old", "fff", "ggg")
		}, nil, [][]string{{"fff", "ggg", "2/2"}}, []string{"old fff", "old ggg"}},
		{"the engine is ahead", func() { store.at.Revision--; store.changes = store.changes[:1] }, nil, [][]string{{"fff", "2/1"}}, []string{"old fff"}},
		{"another store", func() { *store = memory{at: clauses.Position{Store: "t", Epoch: 2, Revision: 3}} }, nil, [][]string{{"2/3"}}, nil},
	} {
		step.change()
		engine.batches = nil
		at, err := follower.CatchUp(t.Context())
		if !errors.Is(err, step.err) || err == nil && at != store.at {
			t.Errorf("%s: CatchUp() = %v, %v, want %v, %v", step.name, at, err, store.at, step.err)
		}
		if diff := cmp.Diff(step.batches, engine.batches); diff != "" {
			t.Errorf("%s: batches (-want +got):\n%s", step.name, diff)
		}
		if diff := cmp.Diff(step.holds, holds(t, engine, "old", "new")); diff != "" {
			t.Errorf("%s: the index holds (-want +got):\n%s", step.name, diff)
		}
	}
}

// A counter is an engine that forgets what it applies, and fails at one batch.
type counter struct {
	recorder
	at      clauses.Position
	failsAt int
}

func (c *counter) Apply(_ context.Context, changes []clauses.Change, at clauses.Position) error {
	if len(c.batches) == c.failsAt {
		return errors.New("broken")
	}
	c.batches = append(c.batches, []string{fmt.Sprint(len(changes))})
	c.at = at
	return nil
}

func (c *counter) Position(context.Context) (clauses.Position, error) { return c.at, nil }

func TestFollowerCutsBatches(t *testing.T) {
	t.Parallel()
	store := &memory{at: clauses.Position{Store: "s", Epoch: 1}}
	half := strings.Repeat("x", index.BatchBytes/2-1000)
	store.put(half, "aaa", "bbb", "ccc")
	store.put(half+half+half, "ddd") // larger than a batch
	store.put("x", "eee")
	engine := &counter{failsAt: 2}
	follower := index.NewFollower(store, engine, zerolog.Nop())
	if _, err := follower.CatchUp(t.Context()); err == nil {
		t.Error("CatchUp with an engine that fails has no error")
	}
	if engine.at.Revision != 3 {
		t.Errorf("after the second batch the engine is at %d, want 3", engine.at.Revision)
	}
	engine.failsAt = -1
	if at, err := follower.CatchUp(t.Context()); err != nil || at != store.at {
		t.Errorf("CatchUp() = %v, %v, want %v", at, err, store.at)
	}
	if diff := cmp.Diff([][]string{{"2"}, {"1"}, {"1"}, {"1"}}, engine.batches); diff != "" {
		t.Errorf("documents a batch (-want +got):\n%s", diff)
	}
}

// A gate is an engine whose Apply waits until it is opened.
type gate struct {
	index.Engine
	entered chan struct{}
	open    chan struct{}
	inside  atomic.Int32
}

func (g *gate) Apply(ctx context.Context, changes []clauses.Change, at clauses.Position) error {
	if g.inside.Add(1) != 1 {
		return errors.New("two at a time")
	}
	defer g.inside.Add(-1)
	g.entered <- struct{}{}
	<-g.open
	return g.Engine.Apply(ctx, changes, at)
}

func TestFollowerOneAtATime(t *testing.T) {
	t.Parallel()
	store := &memory{at: clauses.Position{Store: "s", Epoch: 1}}
	store.put("new", "aaa")
	engine := &gate{Engine: indextest.NewNaive(indextest.Taxonomy()), entered: make(chan struct{}, 1), open: make(chan struct{})}
	follower := index.NewFollower(store, engine, zerolog.Nop())
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if at, err := follower.CatchUp(t.Context()); err != nil || at != store.at {
				t.Errorf("CatchUp() = %v, %v, want %v", at, err, store.at)
			}
		})
	}
	<-engine.entered
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := follower.CatchUp(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting with a context that ended: %v, want %v", err, context.Canceled)
	}
	close(engine.open)
	all.Wait()
}
