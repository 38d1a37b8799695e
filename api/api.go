// Package api serves the library as JSON over HTTP. It is the only package that
// knows HTTP, and openapi.yaml is its contract: every route, parameter and field
// is there, and the tests hold each answer to it.
//
// The package promises that
//   - every error is a problem+json of a documented type, without anything of
//     the inside of the program,
//   - a request ends within its deadline, and a stream within a deadline for
//     each write,
//   - reading needs no key, and writing a token that is compared in constant
//     time,
//   - the log has one event a request, with neither the words of a query (but
//     at debug level) nor an address of a client.
//
// It reads the record through a Store and asks an index through a Searcher. Of
// one request it keeps nothing for the next, but that the index has caught up
// once; any number of requests may run at the same time.
package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/rs/zerolog"

	"clausebank/clauses"
	"clausebank/clauses/cite"
	"clausebank/clauses/ingest"
	"clausebank/index"
)

// A Reader reads the record as it now stands.
type Reader interface {
	Clause(ctx context.Context, id clauses.ClauseID) (clauses.Clause, clauses.Instrument, error)
	History(ctx context.Context, id clauses.ClauseID) ([]clauses.Version, error)
	Links(ctx context.Context, to string) ([]clauses.Link, error)
	Position(ctx context.Context) (clauses.Position, error)
}

// A Dumper gives the whole record away.
type Dumper interface {
	Documents(ctx context.Context, at clauses.Revision) iter.Seq2[clauses.Document, error]
	Backup(ctx context.Context, w io.Writer) error
}

// A Writer changes the record.
type Writer interface {
	ingest.Writer
	PutIf(ctx context.Context, d clauses.Document, at clauses.Revision) (clauses.Revision, error)
	Withdraw(ctx context.Context, id clauses.InstrumentID, reason string, successor clauses.InstrumentID, at clauses.Revision) (clauses.Revision, error)
}

// A Store is the record.
type Store interface {
	Reader
	Dumper
	Writer
	cite.Library
}

// A Searcher finds clauses.
type Searcher interface {
	Search(ctx context.Context, q index.Query) (index.Result, error)
	Position(ctx context.Context) (clauses.Position, error)
}

// A Follower brings the index to where the record is.
type Follower interface {
	CatchUp(ctx context.Context) (clauses.Position, error)
}

// Config is what an API is made of.
type Config struct {
	Store    Store
	Index    Searcher
	Follower Follower
	Taxonomy *clauses.Taxonomy
	Logger   zerolog.Logger // the zero Logger is silent

	Version    string           // of the program
	Token      string           // permits writing; "": nobody has it
	LocalToken string           // of the machine's own user: permits writing and has no limits of size and time; "": nobody has it
	TempDir    string           // where bodies of imports wait; "": the system's
	Deadline   time.Duration    // of a request; 0: DefaultDeadline
	Now        func() time.Time // nil: time.Now
}

// The limits of a request. Each is in the contract, and a problem that comes of
// one names it.
const (
	DefaultDeadline = 2 * time.Second
	importDeadline  = 2 * time.Minute  // from the body having been read to everything being searchable
	writeDeadline   = 30 * time.Second // for each write of a stream
	MinTokenLength  = 43               // bytes of a token: 32 random bytes written in base64, the shortest way

	maxImportBytes   = 32 << 20 // of the body of an import and of a document, "import_bytes"
	maxImportClauses = 20_000   // of an import, "import_clauses"
	maxRequestBytes  = 16 << 10 // of the body of any other request, "request_bytes"
	maxLookupWord    = 1_000    // bytes of q of GET /v1/lookup, "lookup_bytes"
	maxSuggestBytes  = 200      // of q of /v1/suggest, "suggest_bytes"
)

// An API is the handler of all routes.
type API struct {
	store    Store
	index    Searcher
	follower Follower
	taxonomy *clauses.Taxonomy
	log      zerolog.Logger
	version  string
	keys     keys
	tempDir  string
	deadline time.Duration
	now      func() time.Time

	ready     atomic.Bool     // the index has caught up once
	life      context.Context // ends with Close
	end       context.CancelFunc
	following sync.WaitGroup // what brings the index up to date
	contract  contract
	echo      *echo.Echo
}

// New returns the API of a library.
func New(cfg Config) (*API, error) {
	if cfg.Store == nil || cfg.Index == nil || cfg.Follower == nil || cfg.Taxonomy == nil {
		return nil, errors.New("make an api: a store, an index, a follower and a taxonomy are needed")
	}
	for _, token := range []string{cfg.Token, cfg.LocalToken} {
		if token != "" && len(token) < MinTokenLength {
			return nil, fmt.Errorf("make an api: a token has at least %d bytes", MinTokenLength)
		}
	}
	contract, err := readContract()
	if err != nil {
		return nil, fmt.Errorf("make an api: %w", err)
	}
	a := &API{
		store: cfg.Store, index: cfg.Index, follower: cfg.Follower, taxonomy: cfg.Taxonomy,
		log: cfg.Logger, version: cfg.Version, keys: newKeys(cfg.Token, cfg.LocalToken),
		tempDir: cfg.TempDir, deadline: cfg.Deadline, now: cfg.Now, contract: contract,
	}
	if a.tempDir == "" {
		a.tempDir = os.TempDir()
	}
	if a.deadline == 0 {
		a.deadline = DefaultDeadline
	}
	if a.now == nil {
		a.now = time.Now
	}
	a.life, a.end = context.WithCancel(context.Background())
	a.echo = a.router()
	return a, nil
}

// ServeHTTP answers a request.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.echo.ServeHTTP(w, r) }

// Close stops bringing the index up to date, which may go on after an answer, and
// waits for it. The server must have stopped, and the store must still be open.
func (a *API) Close() error {
	a.end()
	a.following.Wait()
	return nil
}

// Server returns a server of the API with all its time-outs set. A handler that
// may take longer than a request usually does moves its own deadline.
func (a *API) Server(addr string) *http.Server {
	return &http.Server{
		Addr:              addr,
		Handler:           a,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		WriteTimeout:      time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
}

// today is the day in UTC.
func (a *API) today() clauses.Day { return clauses.DayOf(a.now().UTC()) }
