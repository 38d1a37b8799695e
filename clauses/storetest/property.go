package storetest

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"clausebank/clauses"
)

// maxCalls is how many calls a random series has.
const maxCalls = 25

// testLikeTheModel makes the same random calls of the store and of the Model,
// and compares all that can be read of both after each.
func testLikeTheModel(t *testing.T, open func(t *testing.T) Store) {
	rapid.Check(t, func(rt *rapid.T) {
		store := open(t)
		if c, ok := store.(io.Closer); ok {
			defer c.Close() // one of hundreds; the test that opened it closes it again
		}
		p := pair{rt: rt, t: t, store: store, model: NewModel(), times: make(map[clauses.Revision]times)}
		calls := map[string]func(){
			"put": p.put, "put again": p.put, "put if": p.putIf, "withdraw": p.withdraw, "purge": p.purge, "notes": p.setNotes,
		}
		names := []string{"put", "put again", "put if", "withdraw", "purge", "notes"}
		for range rapid.IntRange(1, maxCalls).Draw(rt, "calls") {
			calls[rapid.SampledFrom(names).Draw(rt, "call")]()
			p.compare()
		}
	})
}

// A pair is a store and the model that it must be like.
type pair struct {
	rt    *rapid.T
	t     *testing.T
	store Store
	model *Model
	times map[clauses.Revision]times
}

// times holds when a revision was made, by the clocks of the store and the
// model.
type times struct{ store, model time.Time }

// same fails when two results differ; want is the model's.
func (p pair) same(what string, want, got any) {
	p.rt.Helper()
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmp.Comparer(sameDate)); d != "" {
		p.rt.Fatalf("%s: -model +store\n%s", what, d)
	}
}

// sameDate lets midnight come between the model and the store.
func sameDate(a, b clauses.Date) bool {
	today := clauses.DayOf(time.Now().UTC())
	recent := func(d clauses.Date) bool { return d.Full() && (d.Earliest() == today || d.Earliest() == today-1) }
	return a == b || recent(a) && recent(b)
}

// sameError fails when one call fails otherwise than the other, and reports
// whether both succeeded.
func (p pair) sameError(what string, want, got error) bool {
	p.rt.Helper()
	for _, kind := range []error{clauses.ErrNotFound, clauses.ErrGone, clauses.ErrConflict} {
		if errors.Is(want, kind) != errors.Is(got, kind) {
			p.rt.Fatalf("%s: the model says %v, the store %v", what, want, got)
		}
	}
	p.same(what+": withdrawal", gone(want), gone(got))
	wantPaths, gotPaths := problemPaths(want), problemPaths(got)
	slices.Sort(wantPaths)
	slices.Sort(gotPaths)
	if !slices.Equal(wantPaths, gotPaths) || (want == nil) != (got == nil) {
		p.rt.Fatalf("%s: the model says %v, the store %v", what, want, got)
	}
	return want == nil
}

var (
	drawID        = rapid.SampledFrom([]clauses.InstrumentID{"ie-a", "ie-b", "ie-c"})
	drawSlug      = rapid.SampledFrom([]string{"1", "2", "3"})
	drawText      = rapid.SampledFrom([]string{"eight hours", "nine hours"})
	drawTo        = rapid.SampledFrom([]string{"ie-a", "ie-b", "ie-a.1", "ie-b.2", "elsewhere"})
	drawReason    = rapid.SampledFrom([]string{"a reason", "a reason", "another", ""})
	drawSuccessor = rapid.SampledFrom([]clauses.InstrumentID{"", "ie-b", "ie-new"})
)

// document draws a document: a change of one that stands, or any.
func (p pair) document() clauses.Document {
	id := drawID.Draw(p.rt, "instrument")
	at := p.model.newest(id)
	var d clauses.Document
	if at == 0 || p.model.state(at).tombstone || rapid.IntRange(0, 9).Draw(p.rt, "from nothing") == 0 {
		d = sample(id, rapid.SliceOfNDistinct(drawSlug, 0, 3, rapid.ID).Draw(p.rt, "slugs")...)
	} else {
		stands := p.model.state(at).doc
		d = stands
		d.Clauses, d.Withdrawn = slices.Clone(stands.Clauses), slices.Clone(stands.Withdrawn)
	}
	changes := []func(d *clauses.Document){p.reword, p.add, p.drop, p.retire, p.relate, p.identify, p.move, p.rename, p.correct}
	for range rapid.IntRange(0, 3).Draw(p.rt, "changes") {
		changes[rapid.IntRange(0, len(changes)-1).Draw(p.rt, "change")](&d)
	}
	return d
}

func (p pair) reword(d *clauses.Document) {
	if len(d.Clauses) > 0 {
		*d = reworded(*d, rapid.IntRange(0, len(d.Clauses)-1).Draw(p.rt, "clause"), drawText.Draw(p.rt, "text"))
	}
}

func (p pair) add(d *clauses.Document) {
	d.Clauses = append(d.Clauses, sampleClause(d.Instrument.ID, drawSlug.Draw(p.rt, "slug"), drawText.Draw(p.rt, "text")))
}

func (p pair) drop(d *clauses.Document) {
	if len(d.Clauses) > 0 {
		d.Clauses = d.Clauses[1:]
	}
}

func (p pair) retire(d *clauses.Document) { *d = without(*d, drawSlug.Draw(p.rt, "slug")) }

func (p pair) relate(d *clauses.Document) {
	relations := []clauses.Relation{{Type: clauses.RestsOn, To: drawTo.Draw(p.rt, "to")}, {Type: clauses.Amends, To: drawTo.Draw(p.rt, "to")}}
	if len(d.Clauses) > 0 && rapid.Bool().Draw(p.rt, "of a clause") {
		d.Clauses[0].Relations = relations
	} else {
		d.Instrument.Relations = relations
	}
}

func (p pair) identify(d *clauses.Document) {
	value := rapid.SampledFrom([]string{"A-1", "a 1", "B.2"}).Draw(p.rt, "identifier")
	d.Instrument.Identifiers = []clauses.Identifier{{Scheme: "X", Value: value}}
}

func (p pair) move(d *clauses.Document) {
	country := rapid.SampledFrom([]string{"IE", "GB"}).Draw(p.rt, "country")
	d.Instrument.Territory = []clauses.Territory{{Country: country}}
}

func (p pair) rename(d *clauses.Document) {
	d.Instrument.Kind = rapid.SampledFrom([]clauses.Kind{clauses.CollectiveAgreement, clauses.Legislation}).Draw(p.rt, "kind")
}

func (p pair) correct(d *clauses.Document) {
	d.Correction = &clauses.Correction{Reason: drawReason.Draw(p.rt, "correction")}
}

func (p pair) put() {
	var docs []clauses.Document
	for range rapid.IntRange(1, 3).Draw(p.rt, "documents") {
		docs = append(docs, p.document())
	}
	p.sameError("Check", p.model.Check(p.t.Context(), docs...), p.store.Check(p.t.Context(), docs...))
	want, wantErr := p.model.Put(p.t.Context(), docs...)
	got, gotErr := p.store.Put(p.t.Context(), docs...)
	p.sameError("Put", wantErr, gotErr)
	p.same("Put", want, got)
}

// revision draws the one of a document, or another.
func (p pair) revision(id clauses.InstrumentID) clauses.Revision {
	at := p.model.newest(id)
	if rapid.IntRange(0, 4).Draw(p.rt, "another revision") == 0 {
		at = clauses.Revision(rapid.IntRange(0, len(p.model.states)+1).Draw(p.rt, "revision"))
	}
	return at
}

func (p pair) putIf() {
	d := p.document()
	at := p.revision(d.Instrument.ID)
	want, wantErr := p.model.PutIf(p.t.Context(), d, at)
	got, gotErr := p.store.PutIf(p.t.Context(), d, at)
	p.sameError("PutIf", wantErr, gotErr)
	p.same("PutIf", want, got)
}

func (p pair) withdraw() {
	id, reason, successor := drawID.Draw(p.rt, "instrument"), drawReason.Draw(p.rt, "reason"), drawSuccessor.Draw(p.rt, "successor")
	at := p.revision(id)
	want, wantErr := p.model.Withdraw(p.t.Context(), id, reason, successor, at)
	got, gotErr := p.store.Withdraw(p.t.Context(), id, reason, successor, at)
	p.sameError("Withdraw", wantErr, gotErr)
	p.same("Withdraw", want, got)
}

func (p pair) purge() {
	id, reason := drawID.Draw(p.rt, "instrument"), drawReason.Draw(p.rt, "reason")
	want, wantErr := p.model.Purge(p.t.Context(), id, reason)
	got, gotErr := p.store.Purge(p.t.Context(), id, reason)
	p.sameError("Purge", wantErr, gotErr)
	p.same("Purge", want, got)
}

func (p pair) setNotes() {
	notes := map[string]string{
		"library/" + string(drawID.Draw(p.rt, "instrument")): drawText.Draw(p.rt, "note"),
		"other": drawReason.Draw(p.rt, "note"),
	}
	p.sameError("SetNotes", p.model.SetNotes(p.t.Context(), notes), p.store.SetNotes(p.t.Context(), notes))
}

// compare reads all of both.
func (p pair) compare() {
	ctx := p.t.Context()
	want, _ := p.model.Position(ctx)
	got, err := p.store.Position(ctx)
	if err != nil || got.Revision != want.Revision {
		p.rt.Fatalf("Position = %+v, %v, want revision %d", got, err, want.Revision)
	}
	p.compareChanges()
	for at := range want.Revision + 2 {
		p.same(fmt.Sprintf("Documents(%d)", at), collect(p.rt, p.model.Documents(ctx, at)), collect(p.rt, p.store.Documents(ctx, at)))
	}
	for _, id := range []clauses.InstrumentID{"ie-a", "ie-b", "ie-c"} {
		wantDoc, wantAt, wantErr := p.model.Document(ctx, id)
		gotDoc, gotAt, gotErr := p.store.Document(ctx, id)
		p.sameError("Document", wantErr, gotErr)
		p.same("Document", wantDoc, gotDoc)
		p.same("Document's revision", wantAt, gotAt)
		note, _ := p.model.Note(ctx, "library/"+string(id))
		gotNote, _ := p.store.Note(ctx, "library/"+string(id))
		p.same("Note", note, gotNote)
		for _, slug := range []string{"1", "2", "3"} {
			p.compareClause(clauses.ClauseID(string(id) + "." + slug))
		}
	}
	for _, to := range []string{"ie-a", "ie-b", "ie-a.1", "ie-b.2", "elsewhere"} {
		want, _ := p.model.Links(ctx, to)
		got, err := p.store.Links(ctx, to)
		p.sameError("Links", nil, err)
		p.same("Links to "+to, want, got)
	}
	for _, value := range []string{"a1", "b2"} {
		want, _ := p.model.ByIdentifier(ctx, value)
		got, err := p.store.ByIdentifier(ctx, value)
		p.sameError("ByIdentifier", nil, err)
		p.same("ByIdentifier "+value, want, got)
	}
	p.compareReports()
}

func (p pair) compareReports() {
	want, _ := p.model.Verify(p.t.Context())
	got, err := p.store.Verify(p.t.Context())
	p.sameError("Verify", nil, err)
	got.Links, got.Identifiers = 0, 0 // the model does not count them
	p.same("Verify", want, got)
}

func (p pair) compareClause(id clauses.ClauseID) {
	wantClause, wantInstrument, wantErr := p.model.Clause(p.t.Context(), id)
	gotClause, gotInstrument, gotErr := p.store.Clause(p.t.Context(), id)
	p.sameError("Clause", wantErr, gotErr)
	p.same("Clause", wantClause, gotClause)
	p.same("Clause's instrument", wantInstrument, gotInstrument)

	want, wantErr := p.model.History(p.t.Context(), id)
	got, gotErr := p.store.History(p.t.Context(), id)
	p.sameError("History", wantErr, gotErr)
	for i := range want {
		want[i].Time = p.times[want[i].Revision].store
	}
	p.same("History", want, got)
}

// compareChanges also learns when the revisions were made.
func (p pair) compareChanges() {
	want := collect(p.rt, p.model.Changes(p.t.Context(), 0))
	got := collect(p.rt, p.store.Changes(p.t.Context(), 0))
	if len(want) != len(got) {
		p.rt.Fatalf("Changes: %d, want %d", len(got), len(want))
	}
	for i := range want {
		if _, ok := p.times[want[i].Revision]; !ok {
			p.times[want[i].Revision] = times{store: got[i].Time, model: want[i].Time}
		}
	}
	for i := range want {
		want[i].Time = p.times[want[i].Revision].store
		for j, t := range want[i].Updated {
			want[i].Updated[j] = p.storeTime(t)
		}
	}
	p.same("Changes", want, got)
}

// storeTime returns the store's time of the revision that the model made at a
// time.
func (p pair) storeTime(model time.Time) time.Time {
	for _, t := range p.times {
		if t.model.Equal(model) {
			return t.store
		}
	}
	p.rt.Fatalf("no revision was made at %v", model)
	return time.Time{}
}
