package ingest

import (
	"fmt"
	"strings"

	"clausebank/clauses"
)

// A Report says what an import or a check did. A dry run and a check store
// nothing; Documents less Rejected have no problem.
type Report struct {
	Documents       int              // that were read, with those that were rejected
	Clauses         int              // of the documents without a problem
	Imported        int              // documents that were stored: new ones and different ones
	Unchanged       int              // documents that the store already had so
	Rejected        int              // documents with a problem; what cannot be read at all counts as one
	Problems        []Problem        // by source, then by place
	ProblemsLeftOut int              // problems that were found beyond MaxProblems
	Revision        clauses.Revision // the store's newest after the import; 0 when nothing was put
}

// A Problem names one fault of a source: where it is, what it is, and how to
// mend it.
type Problem struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`   // from 1; in CSV the row, as a spreadsheet counts; 0: the whole file
	Column int    `json:"column,omitempty"` // from 1, in characters; in CSV the number of the cell in the row; 0: the whole line
	ID     string `json:"id,omitempty"`     // of the clause, or of the instrument
	Path   string `json:"path,omitempty"`   // the field, such as clauses[3].texts[0].language; in CSV the column's name where a cell is at fault
	Reason string `json:"reason"`
	Remedy string `json:"remedy,omitempty"` // "" where the reason says it
}

// String returns the problem in one line: file:line:column: path: reason; remedy.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
		if p.Column > 0 {
			fmt.Fprintf(&b, ":%d", p.Column)
		}
	}
	b.WriteString(": ")
	if p.ID != "" {
		b.WriteString(p.ID + ": ")
	}
	if p.Path != "" {
		b.WriteString(p.Path + ": ")
	}
	b.WriteString(p.Reason)
	if p.Remedy != "" {
		b.WriteString("; " + p.Remedy)
	}
	return b.String()
}

// A ProblemsError is the error of Decode: the problems of one document, by
// place.
type ProblemsError struct {
	Problems   []Problem
	Unreadable bool // the data is not of its format, so there is no document that could have problems
}

func (e *ProblemsError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Progress says how far an import has come. Pass 1 checks, pass 2 stores.
type Progress struct {
	Pass      int
	Documents int   // read in this pass
	Bytes     int64 // read in this pass
	Total     int64 // bytes of all sources; 0 when it is not known
}
