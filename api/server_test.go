package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"clausebank/clauses"
	"clausebank/clauses/bolt"
	"clausebank/clauses/corpus"
	"clausebank/clauses/ingest"
	"clausebank/index"
	"clausebank/index/indextest"
)

const (
	testToken  = "0123456789abcdef0123456789abcdef0123456789abcdef"
	localToken = "the-token-of-the-machine's-own-user-in-43-signs"
)

// testDay is the day on which every test takes place.
var testDay = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// A server is an API with a library of its own.
type server struct {
	*API
	store  *bolt.Store
	engine *indextest.Naive
	log    *logBuffer
}

// newServer returns an API of the test library. The configuration can be changed
// before it is made.
func newServer(t *testing.T, change ...func(*Config)) *server {
	t.Helper()
	return newLibrary(t, testLibrary(t), change...)
}

func newLibrary(t *testing.T, docs []clauses.Document, change ...func(*Config)) *server {
	t.Helper()
	store, err := bolt.Open(filepath.Join(t.TempDir(), "store.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Put(t.Context(), docs...); err != nil {
		t.Fatal(err)
	}
	engine := indextest.NewNaive(corpus.Taxonomy())
	s := &server{store: store, engine: engine, log: &logBuffer{}}
	cfg := Config{
		Store: store, Index: engine, Follower: index.NewFollower(store, engine, zerolog.Nop()), Taxonomy: corpus.Taxonomy(),
		Logger: zerolog.New(s.log).Level(zerolog.InfoLevel), Version: "test", Token: testToken, LocalToken: localToken, TempDir: t.TempDir(),
		Now: func() time.Time { return testDay },
	}
	for _, c := range change {
		c(&cfg)
	}
	if s.API, err = New(cfg); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(s.API.Close(), store.Close()); err != nil {
			t.Error(err)
		}
	})
	if _, err := cfg.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// testLibrary returns the documents of testdata/library, in the order of the
// names of their files.
func testLibrary(t *testing.T) []clauses.Document {
	t.Helper()
	paths, err := filepath.Glob("testdata/library/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("there is no test library: %v", err)
	}
	var docs []clauses.Document
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		d, err := ingest.Decode(path, ingest.YAML, content, corpus.Taxonomy())
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	return docs
}

// A call is a request and what is expected of its answer.
type call struct {
	name    string
	method  string // GET if empty
	url     string
	header  map[string]string
	body    string
	status  int      // 200 if 0
	want    []string // pieces of the body that must be there
	wantNot []string // pieces that must not
	headers map[string]string
}

// An answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// do makes a call and holds the answer to the contract.
func (s *server) do(t *testing.T, c call) answer {
	t.Helper()
	if c.method == "" {
		c.method = http.MethodGet
	}
	r := httptest.NewRequestWithContext(t.Context(), c.method, strings.ReplaceAll(c.url, " ", "+"), strings.NewReader(c.body))
	for name, value := range c.header {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	response := w.Result()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	holdToContract(t, r, response.StatusCode, response.Header, body)
	return answer{status: response.StatusCode, header: response.Header, body: body}
}

// run makes calls and checks their answers, each in a test of its own.
func (s *server) run(t *testing.T, calls []call) {
	t.Helper()
	for _, c := range calls {
		t.Run(c.name, func(t *testing.T) {
			a := s.do(t, c)
			status := c.status
			if status == 0 {
				status = http.StatusOK
			}
			if a.status != status {
				t.Errorf("%s %s: status %d, want %d\n%s", c.method, c.url, a.status, status, a.body)
			}
			for _, piece := range c.want {
				if !strings.Contains(string(a.body), piece) {
					t.Errorf("%s %s: the answer lacks %q:\n%s", c.method, c.url, piece, a.body)
				}
			}
			for _, piece := range c.wantNot {
				if strings.Contains(string(a.body), piece) {
					t.Errorf("%s %s: the answer has %q:\n%s", c.method, c.url, piece, a.body)
				}
			}
			for name, value := range c.headers {
				if got := a.header.Get(name); got != value {
					t.Errorf("%s %s: %s is %q, want %q", c.method, c.url, name, got, value)
				}
			}
		})
	}
}

// get makes a GET that must succeed and reads its JSON.
func get[T any](t *testing.T, s *server, url string) T {
	t.Helper()
	a := s.do(t, call{url: url})
	if a.status != http.StatusOK {
		t.Fatalf("GET %s: status %d\n%s", url, a.status, a.body)
	}
	var v T
	if err := json.Unmarshal(a.body, &v); err != nil {
		t.Fatalf("GET %s: %v", url, err)
	}
	return v
}

// ids returns the IDs of the clauses that a search finds, in their order.
func ids(t *testing.T, s *server, query string) []string {
	t.Helper()
	found := []string{}
	for _, h := range get[ClauseSearch](t, s, "/v1/clauses?"+query).Items {
		found = append(found, string(h.ID))
	}
	return found
}

// writing is the header that permits writing, with others.
func writing(more ...string) map[string]string {
	h := map[string]string{"Authorization": "Bearer " + testToken}
	for i := 0; i+1 < len(more); i += 2 {
		h[more[i]] = more[i+1]
	}
	return h
}

// put stores documents and brings the index up to date.
func (s *server) put(t *testing.T, docs ...clauses.Document) {
	t.Helper()
	if _, err := s.store.Put(t.Context(), docs...); err != nil {
		t.Fatal(err)
	}
	if !within(context.Background(), s.catchUp(0)) {
		t.Fatal("the index could not catch up")
	}
}

// read reads the JSON of an answer.
func read[T any](t *testing.T, a answer) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(a.body, &v); err != nil {
		t.Fatalf("%v\n%s", err, a.body)
	}
	return v
}

// A countingSearcher counts the searches.
type countingSearcher struct {
	Searcher
	count *int
}

func (s countingSearcher) Search(ctx context.Context, q index.Query) (index.Result, error) {
	*s.count++
	return s.Searcher.Search(ctx, q)
}

// A slowSearcher waits until the search is to end.
type slowSearcher struct{ Searcher }

func (s slowSearcher) Search(ctx context.Context, q index.Query) (index.Result, error) {
	<-ctx.Done()
	return index.Result{}, ctx.Err()
}
