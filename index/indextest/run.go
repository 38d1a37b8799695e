package indextest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"clausebank/clauses"
	"clausebank/index"
)

// Run holds an engine against the rule. open returns a new engine that holds
// nothing and was made with Taxonomy(); Run closes it.
func Run(t *testing.T, open func(t *testing.T) index.Engine) {
	t.Run("Rules", func(t *testing.T) { testRules(t, open) })
	t.Run("Concepts", func(t *testing.T) { testConcepts(t, open) })
	t.Run("Corrections", func(t *testing.T) { testCorrections(t, open) })
	t.Run("Scores", func(t *testing.T) { testScores(t, open) })
	t.Run("Facets", func(t *testing.T) { testFacets(t, open) })
	t.Run("Limits", func(t *testing.T) { testLimits(t, open) })
	t.Run("Context", func(t *testing.T) { testContext(t, open) })
	t.Run("Positions", func(t *testing.T) { testPositions(t, open) })
	t.Run("VisibleTogether", func(t *testing.T) { testVisibleTogether(t, open) })
	t.Run("Cursors", func(t *testing.T) { testCursors(t, open) })
	t.Run("WalkByKey", func(t *testing.T) { testWalkByKey(t, open) })
	t.Run("WalkKeepsReading", func(t *testing.T) { testWalkKeepsReading(t, open) })
	t.Run("WalkByRelevance", func(t *testing.T) { testWalkByRelevance(t, open) })
	t.Run("LikeNaive", func(t *testing.T) { testLikeNaive(t, open) })
}

// sameResult compares all of two results but what a cursor says: engines name
// their snapshots as they like.
var sameResult = cmp.Options{
	cmpopts.EquateEmpty(),
	cmp.Comparer(func(a, b *index.Cursor) bool { return (a == nil) == (b == nil) }),
}

// testLikeNaive gives an engine and the naïve one the same changes and the same
// questions, walks through their pages side by side, and changes the library in
// the middle of walks.
func testLikeNaive(t *testing.T, open func(t *testing.T) index.Engine) {
	rapid.Check(t, func(rt *rapid.T) {
		pair := &pair{t: rt, engine: open(t), naive: NewNaive(Taxonomy())}
		defer pair.engine.Close()
		l := newLibrary()
		for range rapid.IntRange(1, 3).Draw(rt, "rounds") {
			switch rapid.IntRange(0, 9).Draw(rt, "round") {
			case 0: // the store was restored
				l.at.Epoch++
				pair.apply(l.all(), l.at)
			case 1: // the index is ahead of its store
				l.at.Revision--
				pair.apply(l.all(), l.at)
				l.at.Revision++
			default:
				changes := l.draw(rt, 6)
				pair.apply(changes, l.at)
				if rapid.Bool().Draw(rt, "twice") {
					pair.apply(changes, l.at)
				}
			}
			for range rapid.IntRange(3, 8).Draw(rt, "questions") {
				pair.walk(query(rt, l), l)
			}
		}
	})
}

// A pair is an engine and the naïve one that are told and asked the same.
type pair struct {
	t      *rapid.T
	engine index.Engine
	naive  *Naive
}

func (p *pair) apply(changes []clauses.Change, at clauses.Position) {
	p.t.Helper()
	for _, e := range []index.Engine{p.engine, p.naive} {
		if err := e.Apply(p.t.Context(), changes, at); err != nil {
			p.t.Fatalf("Apply at %v: %v", at, err)
		}
		if got, err := e.Position(p.t.Context()); err != nil || got != at {
			p.t.Fatalf("Position() = %v, %v after Apply at %v", got, err, at)
		}
	}
}

// walk asks for up to six pages, each by the engine's own cursor.
func (p *pair) walk(q index.Query, l *library) {
	p.t.Helper()
	ours, theirs := q, q
	for page := range 6 {
		want, err := p.naive.Search(p.t.Context(), ours)
		if err != nil {
			p.t.Fatalf("naïve engine, page %d of %+v: %v", page, q, err)
		}
		got, err := p.engine.Search(p.t.Context(), theirs)
		if err != nil {
			p.t.Fatalf("page %d of %+v: %v", page, q, err)
		}
		if diff := cmp.Diff(want, got, sameResult); diff != "" {
			p.t.Fatalf("page %d of %+v\nwhose words are %v (-naïve +engine):\n%s", page, q, q.Expr, diff)
		}
		if want.Next == nil {
			return
		}
		ours.After, theirs.After = want.Next, reread(p.t, got.Next)
		if rapid.IntRange(0, 5).Draw(p.t, "change between pages") == 0 {
			p.apply(l.draw(p.t, 3), l.at)
		}
	}
}

// reread returns a cursor as a reader gives it back.
func reread(t interface{ Fatalf(string, ...any) }, c *index.Cursor) *index.Cursor {
	read, err := index.DecodeCursor(c.Encode())
	if err != nil {
		t.Fatalf("DecodeCursor of %+v: %v", *c, err)
	}
	return &read
}
