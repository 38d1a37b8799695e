package clauses

import "time"

// A Revision numbers the changes of one store: 1, 2, 3 and so on.
type Revision uint64

// A Position says how far something has followed a store.
type Position struct {
	Store    string   `json:"store"` // a UUID made with the store
	Epoch    uint64   `json:"epoch"` // a restore begins a new one
	Revision Revision `json:"revision"`
}

// A Change is a whole document as it now stands.
type Change struct {
	Revision Revision
	Time     time.Time // when the document was last changed, UTC
	Document Document
	Updated  []time.Time // for each of Document.Clauses: when it or its instrument last changed
	Removed  []ClauseID  // clauses that the document once had and has no more
}

// A Version is a clause as it stood from one revision to the next. Versions are
// our own corrections; editions of the instrument are tied by Relations.
type Version struct {
	Revision   Revision
	Time       time.Time
	Clause     *Clause     // nil when Withdrawal is set
	Withdrawal *Withdrawal // the clause was taken out of the library
	Correction string      // the reason given with the change, "" where none was
}

// A Link is a Relation with both its ends.
type Link struct {
	From string // an InstrumentID or a ClauseID
	Type RelationType
	To   string
}

// A Receipt says what became durable.
type Receipt struct {
	Revision Revision // the store's newest revision
	Changed  int      // documents that were new or different; the others got no revision
}
