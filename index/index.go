// Package index says what can be asked of a clause library and what is
// answered. There is no engine in here: index/bleve is one, and the naïve
// engine of index/indextest is the law that every engine is tested against.
//
// A search is a Query; its words are an Expr, made by Parse. An Engine answers
// it with a Result. The rules (what matches, in which order, with which score)
// are written down in docs/design.md under "Search"; the constants are in
// limits.go and score.go, and nowhere else.
//
// An index is a view of a store: it holds nothing that cannot be rebuilt, and
// knows the position that it has reached. A Follower brings it up to date.
package index

import (
	"context"
	"errors"
	"time"

	"clausebank/clauses"
)

// An Engine finds clauses. All methods may be called at the same time.
type Engine interface {
	// Search answers a query. It stops when ctx ends and returns ctx's error.
	// A query that breaks a limit is a *LimitError; a cursor whose snapshot is
	// gone is ErrCursorExpired, one that belongs to another query
	// ErrCursorMismatch.
	Search(ctx context.Context, q Query) (Result, error)

	// Apply brings in changed documents: each replaces all that the engine
	// held of its instrument. What is applied is visible together with the
	// position `at`, and applying it twice changes nothing. A position of
	// another store or epoch, or one before the engine's own, begins again
	// from nothing: all that the engine held is forgotten in the same step.
	Apply(ctx context.Context, changes []clauses.Change, at clauses.Position) error

	// Position returns how far the engine has followed its store; the zero
	// Position when it has not begun.
	Position(ctx context.Context) (clauses.Position, error)

	Close() error
}

// What a caller of an Engine may act on.
var (
	ErrCursorExpired  = errors.New("the snapshot that the cursor continues is gone")
	ErrCursorMismatch = errors.New("the cursor belongs to another query")
)

// A Query is one question. The zero Query asks for the first page of
// everything by ID and, having no Limit, gets no hits.
type Query struct {
	Expr       Expr   // nil: every clause
	Exact      bool   // words match as they are written, but for case and accents
	NoConcepts bool   // only the words themselves match
	Language   string // of the reader (BCP 47); "" where it is not known
	Filter     Filter
	Status     StatusOn
	Unit       Unit
	Facets     []Field // which to count
	Sort       Sort
	Limit      int // hits wanted, 0 to MaxLimit
	After      *Cursor
}

// Unit says what is found, counted and paged.
type Unit int

// The units.
const (
	Clauses     Unit = iota
	Instruments      // those with a matching clause; each takes the place of its best clause
)

// A Field is a property of clauses that can be filtered, counted, or asked for
// in an expression as field:value.
type Field string

// The fields, by their names in the contract.
const (
	Country       Field = "country"
	Subdivision   Field = "subdivision"
	SectorCode    Field = "sector"
	PublicService Field = "public_service"
	Topic         Field = "topic"
	Language      Field = "language"  // of a text
	TextKind      Field = "text_kind" // of a text
	Kind          Field = "kind"
	Level         Field = "level"
	Evidence      Field = "evidence"
	Instrument    Field = "instrument" // can be filtered, is not counted
	Party         Field = "party"
	Status        Field = "status" // on the day of Query.Status; filtered by Query.Status.Values
)

// Fields lists all fields; those that can be counted are all but Instrument.
var Fields = []Field{
	Country, Subdivision, SectorCode, PublicService, Topic, Language, Kind, Level,
	TextKind, Evidence, Instrument, Party, Status,
}

// A Filter narrows a search. Values of one field are alternatives; different
// fields must all hold. Language and TextKind must hold for one and the same
// text, and that text must be the one that the words match.
type Filter struct {
	Values       map[Field][]string
	Signed       DayRange  // the earliest day that the date of signature can mean
	Expires      DayRange  // the earliest day that the validity's To can mean
	UpdatedSince time.Time // clauses changed at or after it; zero: all
}

// A DayRange holds the days from From to To, both included; nil is open. A
// date that is not known lies in no range that has a bound.
type DayRange struct{ From, To *clauses.Day }

// StatusOn asks for clauses by their status on a day.
type StatusOn struct {
	Day    clauses.Day
	Values []clauses.Status // none: all
}

// A Result is the answer to a Query.
type Result struct {
	Hits     []Hit
	Total    int                // units that match, on all pages
	Facets   map[Field][]Bucket // for each of Query.Facets
	Next     *Cursor            // nil on the last page
	Position clauses.Position   // of the snapshot that answered
	Read     Reading
}

// A Hit is one unit found.
type Hit struct {
	ID         clauses.ClauseID     // the clause; for Instruments the best clause of it
	Instrument clauses.InstrumentID // the instrument of the clause
	Tier       int                  // 1 is best; 0 where the query has no words
	Score      int64                // in ten-thousandths, see ScoreScale
}

// A Bucket counts the units that would match if the filter on the field were
// this value alone.
type Bucket struct {
	Value    string
	Count    int
	Selected bool // the query filters on it
}

// Reading tells what an engine understood.
type Reading struct {
	Tree        string       // the expression as searched, "" without one
	Relaxed     bool         // nothing held enough of the words, so any one word was enough
	LeftOut     []string     // words of the query that were not used, in their order
	Corrections []Correction // by the order of the words
	DidYouMean  []Correction // words that few texts hold, and what is near them and stands in far more; on first pages
	Concepts    []Recognised // what plain words name, in the order of the words
	Groups      []Group      // of words that name concepts which are searched for
}
