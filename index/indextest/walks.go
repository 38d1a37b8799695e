package indextest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"clausebank/clauses"
	"clausebank/index"
)

// next returns a position one revision on.
func next(p *clauses.Position) clauses.Position {
	p.Revision++
	return *p
}

func testCursors(t *testing.T, open func(t *testing.T) index.Engine) {
	e := with(t, open, changes("aaa.a en | leave\naaa.b en | leave leave\naaa.c en | leave"))
	at := first
	relevant := index.Query{Expr: parsed("leave"), Limit: 2}
	firstPage := ask(t, e, relevant)
	if firstPage.Next == nil {
		t.Fatal("the first page of two has no next page")
	}
	goOn := func(q index.Query, c *index.Cursor) (index.Result, error) {
		q.After = reread(t, c)
		return e.Search(t.Context(), q)
	}
	second, err := goOn(relevant, firstPage.Next)
	if err != nil || len(second.Hits) != 1 || second.Next != nil {
		t.Errorf("the second page has %q, %v, want the last hit and no next page", found(second), err)
	}
	other := relevant
	other.Expr = parsed("leave OR notice")
	if _, err := goOn(other, firstPage.Next); !errors.Is(err, index.ErrCursorMismatch) {
		t.Errorf("the cursor of another query: %v, want %v", err, index.ErrCursorMismatch)
	}
	unknown := *firstPage.Next
	unknown.Snapshot = "never heard of"
	if _, err := goOn(relevant, &unknown); !errors.Is(err, index.ErrCursorExpired) {
		t.Errorf("the cursor of an unknown snapshot: %v, want %v", err, index.ErrCursorExpired)
	}
	if r := ask(t, e, index.Query{Expr: parsed("leave")}); r.Next != nil || len(r.Hits) > 0 || r.Total != 3 {
		t.Errorf("a page of no hits has %q, next %v, total %d", found(r), r.Next, r.Total)
	}
	// The oldest of more snapshots than are kept goes, the others stay.
	var cursors []*index.Cursor
	for range index.MaxSnapshots + 1 {
		if err := e.Apply(t.Context(), changes(fmt.Sprintf("doc%d.a en | leave", at.Revision)), next(&at)); err != nil {
			t.Fatal(err)
		}
		cursors = append(cursors, ask(t, e, relevant).Next)
	}
	for i, c := range cursors {
		r, err := goOn(relevant, c)
		if i == 0 && !errors.Is(err, index.ErrCursorExpired) {
			t.Errorf("the cursor of the oldest snapshot: %v, want %v", err, index.ErrCursorExpired)
		}
		if i > 0 && (err != nil || r.Total != 4+i) {
			t.Errorf("the cursor of snapshot %d: total %d, %v, want %d", i, r.Total, err, 4+i)
		}
	}
	at.Epoch++
	if err := e.Apply(t.Context(), nil, at); err != nil {
		t.Fatal(err)
	}
	if _, err := goOn(relevant, cursors[len(cursors)-1]); !errors.Is(err, index.ErrCursorExpired) {
		t.Errorf("a cursor from before the beginning: %v, want %v", err, index.ErrCursorExpired)
	}
}

// testWalkByKey walks while documents are applied before, at and behind the
// cursor. What was there unchanged throughout comes once, in every order.
func testWalkByKey(t *testing.T, open func(t *testing.T) index.Engine) {
	var lines strings.Builder
	for i := range 40 {
		fmt.Fprintf(&lines, "doc%02d.a en | leave\ndoc%02d.b en | leave notice\n", i, i)
	}
	for _, query := range []string{"", "leave", "leave NOT notice", "leave unheard"} {
		for _, order := range index.Sorts {
			q := index.Query{Expr: parsed(query), Sort: order, Limit: 3, Unit: index.Unit(len(query) % 2)}
			if q.NeedsSnapshot() {
				continue
			}
			library := changes(lines.String())
			for i := range library {
				library[i].Document.Instrument.Signed = clauses.Date{Year: 2000 + i*7%5}
				library[i].Document.Instrument.Validity.To = clauses.Date{Year: 2030 + i*3%4}
			}
			e, at := with(t, open, library), first
			seen := map[clauses.ClauseID]int{}
			for pages := 0; ; pages++ {
				r := ask(t, e, q)
				for _, h := range r.Hits {
					seen[h.ID]++
				}
				if r.Next == nil || pages > 200 {
					break
				}
				q.After = reread(t, r.Next)
				// Odd documents change: other dates, other words, gone, come back.
				changed := library[(pages*2+1)%40]
				changed.Document.Instrument.Signed.Year = 1990 + pages
				if pages%3 == 0 {
					changed.Document.Clauses = nil
				}
				added := changes(fmt.Sprintf("new%03d.a en | leave unheard", pages))
				if err := e.Apply(t.Context(), append(added, changed), next(&at)); err != nil {
					t.Fatal(err)
				}
			}
			for i := 0; i < 40; i += 2 {
				for _, c := range library[i].Document.Clauses {
					wanted := 1
					if query == "leave NOT notice" && c.ID[6] == 'b' || q.Unit == index.Instruments && c.ID[6] == 'b' {
						wanted = 0
					}
					if seen[c.ID] != wanted {
						t.Errorf("%q by %s: %s came %d times, want %d", query, order, c.ID, seen[c.ID], wanted)
					}
				}
			}
		}
	}
}

// testWalkKeepsReading walks by a key while the library changes so much that the
// query would be read in another way.
func testWalkKeepsReading(t *testing.T, open func(t *testing.T) index.Engine) {
	// Of 49 words "common" stands in most texts and is left out, until "alpha"
	// stands in more. Without alpha no text would hold three of the words.
	var lines strings.Builder
	for i := range 10 {
		fmt.Fprintf(&lines, "doc%02d.a en | alpha beta gamma\n", i)
	}
	for i := range 12 {
		fmt.Fprintf(&lines, "filler.a%d en | common\n", i)
	}
	fillers := numbered(index.MaxPlainWords - 3)
	fmt.Fprintf(&lines, "filler.b en | %s\n", strings.Join(fillers[:2], " "))
	for _, f := range fillers {
		fmt.Fprintf(&lines, "filler.%s en | %s\n", f, f)
	}
	e, at := with(t, open, changes(lines.String())), first
	q := index.Query{Expr: index.Words{Words: append([]string{"alpha", "beta", "gamma", "common"}, fillers...)}, Sort: index.ByID, Limit: 4}
	hits := 0
	for page := 0; ; page++ {
		r := ask(t, e, q)
		hits += len(r.Hits)
		if got := strings.Join(r.Read.LeftOut, " "); got != "common" {
			t.Errorf("page %d leaves out %q, want common", page, got)
		}
		if r.Next == nil || page > 9 {
			break
		}
		q.After = reread(t, r.Next)
		if err := e.Apply(t.Context(), changes("more.a en | alpha\nmore.b en | alpha\nmore.c en | alpha\nmore.d en | alpha"), next(&at)); err != nil {
			t.Fatal(err)
		}
	}
	if hits != 10 {
		t.Errorf("the walk has %d hits, want 10", hits)
	}

	// What was not relaxed on the first page is not on the second, when nothing
	// holds enough any more.
	e, at = with(t, open, changes("aaa.a en | one two\naab.a en | one two\naac.a en | one")), first
	q = index.Query{Expr: parsed("one two"), Sort: index.ByID, Limit: 1}
	q.After = reread(t, ask(t, e, q).Next)
	if err := e.Apply(t.Context(), changes("aaa title Gone\naab title Gone"), next(&at)); err != nil {
		t.Fatal(err)
	}
	if got := found(ask(t, e, q)); got != "" {
		t.Errorf("the second page finds %q, want nothing", got)
	}
}

// testWalkByRelevance walks while documents are applied. The pages are those of
// the snapshot of the first.
func testWalkByRelevance(t *testing.T, open func(t *testing.T) index.Engine) {
	var lines strings.Builder
	for i := range 25 {
		fmt.Fprintf(&lines, "doc%02d.a en | leave %s\n", i, strings.Repeat("notice ", i%5))
	}
	for _, unit := range []index.Unit{index.Clauses, index.Instruments} {
		e, at := with(t, open, changes(lines.String())), first
		q := index.Query{Expr: parsed("leave notice"), Unit: unit, Facets: []index.Field{index.Kind}, Limit: index.MaxLimit}
		whole := ask(t, e, q)
		var walked []string
		q.Limit = 4
		for {
			r := ask(t, e, q)
			walked = append(walked, strings.Fields(scored(r))...)
			if r.Total != whole.Total || r.Position != whole.Position || r.Facets[index.Kind][0] != whole.Facets[index.Kind][0] {
				t.Errorf("a page has total %d at %v, want %d at %v", r.Total, r.Position, whole.Total, whole.Position)
			}
			if r.Next == nil {
				break
			}
			q.After = reread(t, r.Next)
			moved := changes(fmt.Sprintf("doc%02d.a en | pay\nnew%02d.a en leave | notice", len(walked), len(walked)))
			if err := e.Apply(t.Context(), moved, next(&at)); err != nil {
				t.Fatal(err)
			}
		}
		if got, want := strings.Join(walked, " "), scored(whole); got != want {
			t.Errorf("the walk has\n%s, want\n%s", got, want)
		}
	}
}
