package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rs/zerolog"

	"clausebank/clauses"
	"clausebank/clauses/bolt"
	"clausebank/clauses/corpus"
)

// builtinFixture is a record with the built-in library in it.
func builtinFixture(t *testing.T) (*bolt.Store, string) {
	t.Helper()
	data := t.TempDir()
	store, err := bolt.Open(filepath.Join(data, recordFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := loadBuiltin(t.Context(), store, zerolog.Nop()); err != nil {
		t.Fatal(err)
	}
	return store, data
}

func TestBuiltinIsLoadedOnce(t *testing.T) {
	t.Parallel()
	store, _ := builtinFixture(t)
	defer store.Close()
	before, err := store.Position(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := loadBuiltin(t.Context(), store, zerolog.Nop()); err != nil {
		t.Fatal(err)
	}
	if after, _ := store.Position(t.Context()); after != before {
		t.Errorf("loading again moved the record from %v to %v", before, after)
	}
}

// TestBuiltinUpgrade pretends that two documents were loaded from an older
// version of the library, one of which was changed here since.
func TestBuiltinUpgrade(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	store, data := builtinFixture(t)
	documents, err := corpus.Documents()
	if err != nil {
		t.Fatal(err)
	}
	older, ours := documents[0], documents[1]
	older.Clauses = append([]clauses.Clause{}, older.Clauses...)
	older.Clauses[0].Note = "as an older version of the library had it"
	ours.Clauses = append([]clauses.Clause{}, ours.Clauses...)
	ours.Clauses[0].Note = "changed here"
	if _, err := store.Put(ctx, older, ours); err != nil {
		t.Fatal(err)
	}
	err = store.SetNotes(ctx, map[string]string{
		libraryNote: "an older version", documentNote + string(older.Instrument.ID): older.Hash(),
	})
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	for range 2 { // the second start must not log again
		if err := loadBuiltin(ctx, store, zerolog.New(&log)); err != nil {
			t.Fatal(err)
		}
	}
	if d, _, err := store.Document(ctx, older.Instrument.ID); err != nil || d.Hash() != documents[0].Hash() {
		t.Errorf("the older document was not replaced (%v)", err)
	}
	if d, _, err := store.Document(ctx, ours.Instrument.ID); err != nil || d.Hash() != ours.Hash() {
		t.Errorf("the document that was changed here was replaced (%v)", err)
	}
	if n := strings.Count(log.String(), string(ours.Instrument.ID)); n != 1 {
		t.Errorf("the document left alone was logged %d times, want once:\n%s", n, log.String())
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	out := must(t, "library", "diff", "--data", data)
	if !strings.Contains(out, string(ours.Instrument.ID)+": changed here") || !strings.Contains(out, `clauses[0].note: built in`) ||
		strings.Contains(out, string(older.Instrument.ID)) {
		t.Errorf("library diff printed:\n%s", out)
	}
}

func TestBuiltinWithdrawnHereStaysWithdrawn(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	store, data := builtinFixture(t)
	documents, err := corpus.Documents()
	if err != nil {
		t.Fatal(err)
	}
	id := documents[0].Instrument.ID
	_, at, err := store.Document(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Withdraw(ctx, id, "not ours to show", "", at); err != nil {
		t.Fatal(err)
	}
	if err := store.SetNotes(ctx, map[string]string{libraryNote: "an older version"}); err != nil {
		t.Fatal(err)
	}
	if err := loadBuiltin(ctx, store, zerolog.Nop()); err != nil {
		t.Fatal(err)
	}
	if _, _, err := store.Document(ctx, id); err == nil {
		t.Error("the withdrawn document came back")
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if out := must(t, "library", "diff", "--data", data); !strings.Contains(out, string(id)+": withdrawn here on ") || !strings.Contains(out, ": not ours to show\n") {
		t.Errorf("library diff printed:\n%s", out)
	}
}
