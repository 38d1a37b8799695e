package bleve_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"clausebank/clauses"
	"clausebank/index"
	"clausebank/index/bleve"
	"clausebank/index/indextest"
)

func close(t testing.TB, e *bleve.Engine) {
	t.Helper()
	if err := e.Close(); err != nil {
		t.Error(err)
	}
}

// everything asks for all clauses with counts.
var everything = index.Query{Limit: index.MaxLimit, Facets: []index.Field{index.Country, index.Party, index.Language}}

func search(t testing.TB, e index.Engine, q index.Query) index.Result {
	t.Helper()
	r, err := e.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("Search(%v): %v", q, err)
	}
	return r
}

func TestReopen(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	e, w := open(t, dir), newWriter()
	w.fill(t, e, 40)
	q := index.Query{Expr: w.words(0, 1), Limit: 30, Facets: everything.Facets}
	want := search(t, e, q)
	close(t, e)
	close(t, e)
	if _, err := e.Search(t.Context(), q); err == nil {
		t.Error("a closed engine answers")
	}
	e = open(t, dir)
	defer close(t, e)
	if p, err := e.Position(t.Context()); err != nil || p != want.Position {
		t.Errorf("Position() = %v, %v, want %v", p, err, want.Position)
	}
	got := search(t, e, q)
	want.Next, got.Next = nil, nil // their snapshots are named differently
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the opened index answers differently (-before +after):\n%s", diff)
	}
	if want.Total == 0 {
		t.Error("nothing was found")
	}
}

func TestOpenTwice(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	e := open(t, dir)
	if _, err := bleve.Open(dir, indextest.Taxonomy(), zerolog.Nop()); !errors.Is(err, bleve.ErrInUse) {
		t.Errorf("second Open: %v, want ErrInUse", err)
	}
	close(t, e)
	close(t, open(t, dir))
}

func TestOpenWhereNothingCanBe(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := bleve.Open(filepath.Join(file, "index"), indextest.Taxonomy(), zerolog.Nop())
	if err == nil || errors.Is(err, bleve.ErrCorrupt) || errors.Is(err, bleve.ErrInUse) {
		t.Errorf("Open below a file: %v, want an error of the file system", err)
	}
}

// TestDamage changes a byte at many places of every segment, cuts segments short
// and does away with bolt's file.
func TestDamage(t *testing.T) {
	t.Parallel()
	whole := t.TempDir()
	e := open(t, whole)
	newWriter().fill(t, e, 20)
	close(t, e)
	segments, err := filepath.Glob(filepath.Join(whole, "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatalf("segments: %v, %v", segments, err)
	}
	open := func(damage func(dir string)) (*bleve.Engine, error) {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
			t.Fatal(err)
		}
		damage(dir)
		return bleve.Open(dir, indextest.Taxonomy(), zerolog.Nop())
	}
	rewrite := func(dir, name string, change func([]byte) []byte) {
		path := filepath.Join(dir, name)
		b, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(path, change(b), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Base(segments[0])
	for i := range 40 {
		e, err := open(func(dir string) {
			rewrite(dir, name, func(b []byte) []byte { b[i*(len(b)-1)/39] ^= 0x55; return b })
		})
		// What scorch itself notices it leaves out: the index is then empty, and
		// says so by its position.
		if err == nil {
			p, err := e.Position(t.Context())
			if err != nil || p != (clauses.Position{}) || search(t, e, everything).Total != 0 {
				t.Errorf("place %d of 39: an index with a changed byte opens at %v, %v", i, p, err)
			}
			close(t, e)
		} else if !errors.Is(err, bleve.ErrCorrupt) {
			t.Errorf("place %d of 39: %v, want ErrCorrupt", i, err)
		}
	}
	for _, length := range []int{0, 1, 100, 1000} {
		e, err := open(func(dir string) {
			rewrite(dir, name, func(b []byte) []byte { return b[:length] })
		})
		if err == nil {
			if p, _ := e.Position(t.Context()); p != (clauses.Position{}) {
				t.Errorf("an index with a segment of %d bytes opens at %v", length, p)
			}
			close(t, e)
		}
	}
	_, err = open(func(dir string) {
		rewrite(dir, "root.bolt", func(b []byte) []byte { clear(b); return b })
	})
	if !errors.Is(err, bleve.ErrCorrupt) {
		t.Errorf("zeros for root.bolt: %v, want ErrCorrupt", err)
	}
}

func TestDirName(t *testing.T) {
	t.Parallel()
	plain := bleve.DirName(indextest.Taxonomy())
	if again := bleve.DirName(indextest.Taxonomy()); again != plain {
		t.Errorf("DirName is %s and then %s", plain, again)
	}
	moved := indextest.Taxonomy()
	moved.Topics = clauses.NewVocabulary(clauses.Entry{Code: "leave", Parent: "pay"})
	if name := bleve.DirName(moved); name == plain {
		t.Errorf("other topics have the same directory %s", name)
	}
	named := indextest.Taxonomy()
	concepts := slices.Clone(named.Thesaurus.Concepts())
	concepts[0].Labels = slices.Clone(concepts[0].Labels)
	concepts[0].Labels[0].Weight = 0
	named.Thesaurus = clauses.NewThesaurus(concepts...)
	if name := bleve.DirName(named); name == plain {
		t.Errorf("other labels of concepts have the same directory %s", name)
	}
	relabelled := indextest.Taxonomy()
	var entries []clauses.Entry
	for _, e := range relabelled.Topics.Entries() {
		e.Labels = clauses.Labels{"en": "changed"}
		entries = append(entries, e)
	}
	relabelled.Topics = clauses.NewVocabulary(entries...)
	if name := bleve.DirName(relabelled); name != plain {
		t.Errorf("other labels have another directory: %s, want %s", name, plain)
	}
}
