package clausebank_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "clausebank"

// A place says what a package may import besides the standard library.
type place struct {
	inside  []string // packages of this module, "" is its root
	outside []string // modules or packages, and all below them
	why     string   // why it may not import more
}

// places has every package of the module. Imports point down, from the program
// to the clauses.
var places = map[string]place{
	"": {
		why: "it embeds the contract and does nothing",
	},
	"clauses": {
		outside: []string{"github.com/go-playground/validator/v10", "golang.org/x/text"},
		why:     "everything stands on it, so it must know nothing of storage, search and HTTP",
	},
	"clauses/bolt": {
		inside:  []string{"clauses"},
		outside: []string{"go.etcd.io/bbolt", "github.com/google/uuid"},
		why:     "the record must not depend on what is derived from it, nor on how it is asked for; it returns errors and logs nothing",
	},
	"clauses/ingest": {
		inside:  []string{"clauses"},
		outside: []string{"go.yaml.in/yaml/v3"},
		why:     "formats are read into any Writer, so they must know no store",
	},
	"clauses/cite": {
		inside: []string{"clauses"},
		why:    "a citation depends on nothing but the clause, so that it is always the same",
	},
	"clauses/corpus": {
		inside:  []string{"clauses", "clauses/ingest"},
		outside: []string{"go.yaml.in/yaml/v3"},
		why:     "the built-in library is documents like all others: nothing may treat it in another way",
	},
	"clauses/storetest": {
		inside:  []string{"clauses"},
		outside: []string{"github.com/google/go-cmp", "pgregory.net/rapid"},
		why:     "the law for stores must not know one of them",
	},
	"index/words": {
		outside: []string{
			"github.com/blevesearch/bleve/v2/analysis", // published stemmers, and lists of stop words
			"github.com/blevesearch/snowballstem",
			"golang.org/x/text",
		},
		why: "what a word is must be the same for every engine, so it may know stemmers but no index",
	},
	"index": {
		inside:  []string{"clauses", "index/words"},
		outside: []string{"github.com/rs/zerolog", "golang.org/x/text"},
		why:     "questions and answers must know neither an engine nor HTTP",
	},
	"index/indextest": {
		inside:  []string{"clauses", "index", "index/words"},
		outside: []string{"github.com/google/go-cmp", "pgregory.net/rapid"},
		why:     "the law for engines must not know one of them",
	},
	"index/bleve": {
		inside: []string{"clauses", "index", "index/words"},
		outside: []string{
			"github.com/blevesearch", "github.com/RoaringBitmap/roaring/v2", "github.com/rs/zerolog",
			"go.etcd.io/bbolt/errors", // to tell that the directory is in use by another process
		},
		why: "an engine follows any log, so it must know no store",
	},
	"index/relevance": {
		inside:  []string{"clauses", "clauses/cite", "index", "index/bleve", "index/words"},
		outside: []string{"github.com/blevesearch/bleve/v2", "github.com/rs/zerolog", "go.yaml.in/yaml/v3"},
		why:     "it compares the engine with Bleve as it comes, by a judged set alone: it must know neither the store nor HTTP, and nothing that serves readers may know it",
	},
	"api": {
		inside: []string{"", "clauses", "clauses/cite", "clauses/ingest", "index", "index/words"},
		outside: []string{
			"github.com/labstack/echo/v4", "github.com/rs/zerolog", "go.yaml.in/yaml/v3", "golang.org/x/text",
		},
		why: "it takes the store and the engine as interfaces, so that both can be exchanged",
	},
	"cmd/clausebank": {
		inside: []string{
			"clauses", "clauses/bolt", "clauses/corpus", "clauses/ingest", "index", "index/bleve", "api",
		},
		outside: []string{"github.com/alecthomas/kong", "github.com/rs/zerolog"},
		why:     "it wires the others and has no rules of its own",
	},
	"cmd/relevance": {
		inside: []string{"clauses/corpus", "index/relevance"},
		why:    "it prints what is measured and has no rules of its own",
	},
}

// forTests are the modules that every test may use too.
var forTests = []string{"github.com/google/go-cmp", "pgregory.net/rapid", "go.uber.org/goleak", "github.com/getkin/kin-openapi"}

// TestImports holds every file of the module to its package's place, and each
// place to what is imported. Tests may also import the other packages, but no
// program, and the modules of forTests.
func TestImports(t *testing.T) {
	t.Parallel()
	needed := map[string][]string{} // by package: what its files import that are no tests
	inTests := []string{}
	err := filepath.WalkDir(".", func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := e.Name()
		if e.IsDir() && file != "." && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules") {
			return fs.SkipDir
		}
		if e.IsDir() || path.Ext(name) != ".go" {
			return nil
		}
		pkg := filepath.ToSlash(filepath.Dir(file))
		if pkg == "." {
			pkg = ""
		}
		where, ok := places[pkg]
		if !ok {
			t.Errorf("%s: package %q has no place in the table: give it one, and say why it may import what it does", file, pkg)
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			inTest := strings.HasSuffix(name, "_test.go")
			if !where.allows(imported, inTest) {
				t.Errorf("%s imports %s: %s", file, imported, where.why)
			}
			if inTest {
				inTests = append(inTests, imported)
			} else {
				needed[pkg] = append(needed[pkg], imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg, where := range places {
		for _, inside := range where.inside {
			if !slices.Contains(needed[pkg], strings.TrimSuffix(module+"/"+inside, "/")) {
				t.Errorf("%q may import %q and does not: take it out of the table", pkg, inside)
			}
		}
		for _, outside := range where.outside {
			if !anyBelow(needed[pkg], outside) {
				t.Errorf("%q may import %s and does not: take it out of the table", pkg, outside)
			}
		}
	}
	for _, outside := range forTests {
		if !anyBelow(inTests, outside) {
			t.Errorf("tests may import %s and do not: take it out of forTests", outside)
		}
	}
}

func anyBelow(imported []string, root string) bool {
	return slices.ContainsFunc(imported, func(i string) bool { return below(i, []string{root}) })
}

func (p place) allows(imported string, inTest bool) bool {
	if inside, ok := insideModule(imported); ok {
		return slices.Contains(p.inside, inside) || inTest && !strings.HasPrefix(inside, "cmd/")
	}
	first, _, _ := strings.Cut(imported, "/")
	if !strings.Contains(first, ".") {
		return true // the standard library
	}
	return below(imported, p.outside) || inTest && below(imported, forTests)
}

func insideModule(imported string) (string, bool) {
	if imported == module {
		return "", true
	}
	return strings.CutPrefix(imported, module+"/")
}

func below(imported string, roots []string) bool {
	return slices.ContainsFunc(roots, func(root string) bool {
		return imported == root || strings.HasPrefix(imported, root+"/")
	})
}

func TestPlaceAllows(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		pkg, imported string
		inTest, want  bool
	}{
		{"clauses", "strings", false, true},
		{"clauses", "golang.org/x/text/language", false, true},
		{"clauses", "go.etcd.io/bbolt", false, false},
		{"clauses", "github.com/google/go-cmp/cmp", false, false},
		{"clauses", "github.com/google/go-cmp/cmp", true, true},
		{"clauses", "clausebank/index", false, false},
		{"index", "github.com/blevesearch/bleve/v2", false, false},
		{"index", "github.com/labstack/echo/v4", true, false},
		{"index/words", "github.com/blevesearch/bleve/v2/analysis/lang/de", false, true},
		{"index/words", "github.com/blevesearch/bleve/v2", false, false},
		{"index/bleve", "github.com/blevesearch/bleve/v2", false, true},
		{"index/bleve", "go.etcd.io/bbolt", false, false},
		{"api", "clausebank", false, true},
		{"api", "clausebank/clauses/bolt", false, false},
		{"api", "clausebank/clauses/bolt", true, true},
		{"api", "clausebank/cmd/clausebank", true, false},
	} {
		if got := places[tt.pkg].allows(tt.imported, tt.inTest); got != tt.want {
			t.Errorf("%q may import %s (test: %v) = %v, want %v", tt.pkg, tt.imported, tt.inTest, got, tt.want)
		}
	}
}

// TestImportsPointDown makes sure that the table itself has no cycle.
func TestImportsPointDown(t *testing.T) {
	t.Parallel()
	var visit func(pkg string, above []string)
	visit = func(pkg string, above []string) {
		if slices.Contains(above, pkg) {
			t.Fatalf("a cycle: %s", strings.Join(append(above, pkg), " → "))
		}
		for _, next := range places[pkg].inside {
			if _, ok := places[next]; !ok {
				t.Errorf("%q may import %q, which has no place", pkg, next)
			}
			visit(next, append(slices.Clone(above), pkg))
		}
	}
	for pkg := range places {
		visit(pkg, nil)
	}
}
