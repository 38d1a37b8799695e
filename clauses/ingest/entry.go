package ingest

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"clausebank/clauses"
)

// An entry is what a source holds for one document: its tree, or what is wrong
// with it.
type entry struct {
	tree   value
	at     spot // where it begins; of JSON the line
	size   int  // in bytes, roughly
	faults []fault
	raw    []byte   // of JSON: what the offsets count in; good until the next entry
	header []string // of CSV: the names of the columns
}

// entries returns the documents of a source in their order. An error ends them:
// it is one of reading, never of what was read.
func entries(f Format, r io.Reader) (iter.Seq2[entry, error], error) {
	switch f {
	case JSONL:
		return jsonLines(r), nil
	case YAML:
		return yamlDocuments(r), nil
	case CSV:
		return csvDocuments(r), nil
	}
	return nil, fmt.Errorf("%q is not a format of documents", f)
}

// decode turns the entry into a document. When t is not nil the document is
// validated too. The document can be used only when there are no faults.
func (e *entry) decode(t *clauses.Taxonomy) (clauses.Document, []fault) {
	d, faults := document(&e.tree)
	if len(e.faults) > 0 || t == nil { // of a document that was not read whole the rules say nothing
		return d, append(e.faults, faults...)
	}
	faults = append(faults, e.copies(d)...)
	var invalid *clauses.InvalidError
	if errors.As(d.Validate(t), &invalid) {
		faults = append(faults, e.invalid(invalid, faults)...)
	}
	return d, faults
}

// invalid returns problems of the document as faults, but for those of the paths
// that already have one, and of what lies under these.
func (e *entry) invalid(err *clauses.InvalidError, have []fault) []fault {
	known := make(map[string]bool, len(have))
	for _, f := range have {
		known[f.path] = true
	}
	var faults []fault
	for _, p := range err.Problems {
		if !underAny(known, p.Path) {
			faults = append(faults, fault{at: e.spotOf(p.Path), path: p.Path, reason: p.Reason, remedy: p.Remedy})
		}
	}
	return faults
}

// underAny reports whether a path is one of those known, or leads through one.
func underAny(known map[string]bool, path string) bool {
	for {
		if known[path] {
			return true
		}
		end := strings.LastIndexAny(path, ".[")
		if end < 0 {
			return false
		}
		path = path[:end]
	}
}

// spotOf returns where the value at a path stands, or what should hold it.
func (e *entry) spotOf(path string) spot { return e.tree.lookup(path).at }

// copies finds the clauses of a document that have one ID: each is a fault that
// names another.
func (e *entry) copies(d clauses.Document) []fault {
	count := make(map[clauses.ClauseID]int, len(d.Clauses))
	for _, c := range d.Clauses {
		count[c.ID]++
	}
	if len(count) == len(d.Clauses) {
		return nil
	}
	var copies []int // the numbers of the clauses
	var spots []spot
	for i, c := range d.Clauses {
		if c.ID != "" && count[c.ID] > 1 {
			copies = append(copies, i)
			spots = append(spots, e.spotOf(clauseIDPath(i)))
		}
	}
	first := map[clauses.ClauseID]int{} // index into copies
	second := map[clauses.ClauseID]int{}
	for n, i := range copies {
		id := d.Clauses[i].ID
		if _, known := first[id]; !known {
			first[id] = n
		} else if _, known := second[id]; !known {
			second[id] = n
		}
	}
	places := e.places(spots)
	faults := make([]fault, len(copies))
	for n, i := range copies {
		id := d.Clauses[i].ID
		other := first[id]
		if other == n {
			other = second[id]
		}
		faults[n] = fault{
			at: spots[n], path: clauseIDPath(i),
			reason: fmt.Sprintf("the clause stands twice in the document, also in %s", placeInWords(places[other], e.header != nil)),
			remedy: "keep one of them, or give one another ID",
		}
	}
	return faults
}

func clauseIDPath(i int) string { return "clauses[" + strconv.Itoa(i) + "].id" }

// placeInWords says a place, of CSV in rows.
func placeInWords(place spot, inRows bool) string {
	if inRows {
		return fmt.Sprintf("row %d", place.line)
	}
	return fmt.Sprintf("line %d, column %d", place.line, place.column)
}

// places turns spots, which must be in order, into lines and columns.
func (e *entry) places(spots []spot) []spot {
	places := make([]spot, len(spots))
	line, offset, lineStart := e.at.line, 0, 0
	columns := 0 // characters between lineStart and offset
	for i, s := range spots {
		if e.raw == nil {
			if places[i] = s; s.line == 0 {
				places[i].line = e.at.line
			}
			continue
		}
		to := min(s.column, len(e.raw))
		between := e.raw[offset:to]
		if breaks := bytes.Count(between, []byte{'\n'}); breaks > 0 {
			line += breaks
			lineStart = offset + bytes.LastIndexByte(between, '\n') + 1
			columns = utf8.RuneCount(e.raw[lineStart:to])
		} else {
			columns += utf8.RuneCount(between)
		}
		offset = to
		places[i] = spot{line: line, column: columns + 1}
	}
	return places
}

// problems turns faults into problems of a file: those that come first in it, at
// most as many as there is room for.
func (e *entry) problems(file string, d clauses.Document, faults []fault, room int) []Problem {
	slices.SortStableFunc(faults, func(a, b fault) int {
		return cmp.Or(cmp.Compare(a.at.line, b.at.line), cmp.Compare(a.at.column, b.at.column))
	})
	faults = faults[:min(room, len(faults))]
	spots := make([]spot, len(faults))
	for i, f := range faults {
		spots[i] = f.at
	}
	problems := make([]Problem, len(faults))
	for i, place := range e.places(spots) {
		f := faults[i]
		problems[i] = Problem{File: file, Line: place.line, Column: place.column, ID: idAt(d, f.path), Path: f.path, Reason: f.reason, Remedy: f.remedy}
		if e.header != nil && place.column > 0 && place.column <= len(e.header) {
			problems[i].Path = e.header[place.column-1]
		}
	}
	return problems
}

// idAt returns the ID of the clause that a path leads into, else that of the
// instrument.
func idAt(d clauses.Document, path string) string {
	if rest, ok := strings.CutPrefix(path, "clauses["); ok {
		number, _, _ := strings.Cut(rest, "]")
		if i, err := strconv.Atoi(number); err == nil && i >= 0 && i < len(d.Clauses) && d.Clauses[i].ID != "" {
			return string(d.Clauses[i].ID)
		}
	}
	return string(d.Instrument.ID)
}

// Decode reads one document from data; a JSON document may go over several
// lines here. When t is not nil the document is validated too. Name is how
// problems call the data. An error is a *ProblemsError.
func Decode(name string, f Format, data []byte, t *clauses.Taxonomy) (clauses.Document, error) {
	e, err := only(f, data)
	if err != nil {
		return clauses.Document{}, &ProblemsError{Problems: []Problem{{File: name, Reason: err.Error()}}, Unreadable: true}
	}
	unreadable := len(e.faults) > 0 && e.tree.kind == null
	d, faults := e.decode(t)
	if len(faults) > 0 {
		return clauses.Document{}, &ProblemsError{Problems: e.problems(name, d, faults, MaxProblems), Unreadable: unreadable}
	}
	return d, nil
}

// only returns the one entry that data holds.
func only(f Format, data []byte) (entry, error) {
	if f == JSONL {
		e := entry{at: spot{line: 1}, raw: bytes.TrimPrefix(data, []byte(byteOrderMark))}
		var broken *fault
		if e.tree, broken = parseJSON(e.raw); broken != nil {
			e.faults = []fault{*broken}
		}
		return e, nil
	}
	all, err := entries(f, bytes.NewReader(data))
	if err != nil {
		return entry{}, err
	}
	var one *entry
	for e, err := range all {
		if err != nil {
			return entry{}, err
		}
		if one != nil {
			return entry{}, errors.New("holds more than one document")
		}
		one = &e
	}
	if one == nil {
		return entry{}, errors.New("holds no document")
	}
	return *one, nil
}
