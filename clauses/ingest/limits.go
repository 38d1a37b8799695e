package ingest

import "fmt"

// The limits of what is read. A document that is beyond one of them is refused
// and the problem names the limit.
const (
	MaxDocumentBytes  = 128 << 20 // one document: a line, a YAML document, the rows of an instrument
	MaxDocumentValues = 4_000_000 // values in one document: texts, numbers, lists, objects
	MaxDepth          = 32        // objects and lists in each other
	MaxAliasValues    = 10_000    // values that the aliases of one YAML document stand for
	MaxAliasBytes     = 1 << 20   // bytes of text that the aliases of one YAML document stand for
	MaxTexts          = 64        // the highest number N of a CSV column text.N.*
)

// MaxProblems is how many problems a Report or a ProblemsError lists.
const MaxProblems = 1_000

// groupBytes is how much of the sources goes into the store with one Put.
const groupBytes = 4 << 20

// A LimitError says that the sources are larger than the caller allows.
type LimitError struct {
	What  string // "bytes" or "clauses"
	Limit int64
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("more than %d %s in one import", e.Limit, e.What)
}
