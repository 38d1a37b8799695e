package ingest

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"
)

// What a cell of another encoding is told.
const (
	notUTF8  = "is not UTF-8"
	saveUTF8 = `save the file as "CSV UTF-8"`
)

// headBytes is how far the header of a CSV file is looked for.
const headBytes = 64 << 10

// csvDocuments reads documents whose clauses are rows. The rows of a document
// are adjacent. After a fault of the CSV itself nothing more can be read.
func csvDocuments(r io.Reader) iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) {
		buffered := bufio.NewReaderSize(r, headBytes)
		if mark, _ := buffered.Peek(len(byteOrderMark)); string(mark) == byteOrderMark {
			buffered.Discard(len(byteOrderMark)) // what was peeked at is there
		}
		head, _ := buffered.Peek(headBytes) // an error comes again when the rows are read
		rows := newRowReader(buffered, separator(head))
		columns, faults, err := rows.header()
		if err != nil {
			yield(entry{}, err)
			return
		}
		if len(faults) > 0 {
			yield(entry{faults: faults, header: rows.names}, nil)
			return
		}
		var current *rowDocument
		for {
			next, err := rows.next()
			var broken *fault
			switch {
			case errors.Is(err, io.EOF):
				if current != nil {
					yield(current.entry(rows.names), nil)
				}
				return
			case errors.As(err, &broken):
				if current == nil {
					current = newRowDocument(columns, broken.at.line)
				}
				current.fault(*broken)
				yield(current.entry(rows.names), nil)
				return
			case err != nil:
				yield(entry{}, err)
				return
			}
			if current != nil && !current.takes(next) {
				if !yield(current.entry(rows.names), nil) {
					return
				}
				current = nil
			}
			if current == nil {
				current = newRowDocument(columns, next.number)
			}
			current.add(next)
			rows.bounded.read = current.size // the limit is one document's, not one row's
		}
	}
}

// separator guesses what stands between the cells: that with which the header
// holds the most known columns.
func separator(head []byte) rune {
	best, most := ',', 0
	for _, comma := range []rune{',', ';', '\t'} {
		r := csv.NewReader(bytes.NewReader(head))
		r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, true
		names, err := r.Read()
		if err == nil && isComment(names) {
			names, _ = r.Read() // a half-read header counts too
		}
		known := 0
		for _, name := range names {
			if _, ok := columnsByName[strings.TrimSpace(name)]; ok {
				known++
			}
		}
		if known > most {
			best, most = comma, known
		}
	}
	return best
}

// isComment reports whether a first row is the one that CSVWriter puts before
// the header.
func isComment(row []string) bool { return len(row) > 0 && strings.HasPrefix(row[0], commentMark) }

// A row is one row of cells with its number as a spreadsheet counts, where a
// line break inside a cell does not count.
type row struct {
	number int
	cells  []string
}

type rowReader struct {
	csv     *csv.Reader
	bounded *boundedReader
	names   []string // the header
	breaks  int      // line breaks inside of cells so far
	last    int      // number of the row read last
}

func newRowReader(r io.Reader, comma rune) *rowReader {
	bounded := &boundedReader{r: r, limit: MaxDocumentBytes}
	rows := &rowReader{csv: csv.NewReader(bounded), bounded: bounded}
	rows.csv.Comma = comma
	rows.csv.FieldsPerRecord = -1 // next compares, to name the row
	return rows
}

// read returns the next row that is not empty. The error is io.EOF at the end,
// a *fault where the file is not CSV or a row is too long, or that of reading.
func (r *rowReader) read() (row, error) {
	for {
		cells, err := r.csv.Read()
		var syntax *csv.ParseError
		switch {
		case r.bounded.failed != nil:
			return row{}, r.bounded.failed
		case r.bounded.over:
			return row{}, &fault{
				at:     spot{line: r.last + 1},
				reason: fmt.Sprintf("the document is longer than %d bytes", MaxDocumentBytes),
				remedy: "a quotation mark that is not closed makes one cell of the rest of the file",
			}
		case errors.As(err, &syntax):
			return row{}, &fault{
				at:     spot{line: syntax.StartLine - r.breaks},
				reason: "is not CSV: " + syntax.Err.Error(),
				remedy: "put cells with quotation marks in quotation marks, and write those inside twice; the rest of the file was not read",
			}
		case err != nil:
			return row{}, err
		}
		line, _ := r.csv.FieldPos(0)
		read := row{number: line - r.breaks, cells: cells}
		r.last = read.number
		empty := true
		for _, c := range cells {
			r.breaks += strings.Count(c, "\n")
			empty = empty && c == ""
		}
		if !empty {
			return read, nil
		}
	}
}

// next returns the next row below the header.
func (r *rowReader) next() (row, error) {
	next, err := r.read()
	if err != nil {
		return row{}, err
	}
	extra := 0
	for len(next.cells)-extra > len(r.names) && next.cells[len(next.cells)-1-extra] == "" {
		extra++
	}
	next.cells = next.cells[:len(next.cells)-extra]
	if len(next.cells) != len(r.names) {
		return row{}, &fault{
			at:     spot{line: next.number},
			reason: fmt.Sprintf("the row has %d cells, the header has %d", len(next.cells), len(r.names)),
			remedy: "put cells that hold a separator in quotation marks; the rest of the file was not read",
		}
	}
	return next, nil
}

// header reads the header, past the line before it that an export begins with.
// A column without a name is returned as the zero Column.
func (r *rowReader) header() ([]Column, []fault, error) {
	first, err := r.read()
	if err == nil && isComment(first.cells) {
		first, err = r.read()
	}
	var broken *fault
	switch {
	case errors.Is(err, io.EOF):
		return nil, nil, nil
	case errors.As(err, &broken):
		return nil, []fault{*broken}, nil
	case err != nil:
		return nil, nil, err
	}
	for i, name := range first.cells {
		if !utf8.ValidString(name) { // UTF-16, most often
			return nil, []fault{{at: spot{first.number, i + 1}, reason: notUTF8, remedy: saveUTF8}}, nil
		}
	}
	var faults []fault
	columns := make([]Column, len(first.cells))
	seen := map[string]bool{}
	r.names = make([]string, len(first.cells))
	for i, name := range first.cells {
		name = strings.TrimSpace(name)
		r.names[i] = name
		known := false
		if columns[i], known = columnsByName[name]; !known && name != "" {
			faults = append(faults, fault{at: spot{first.number, i + 1}, reason: fmt.Sprintf("%q is not a known column", name),
				remedy: didYouMean(name, columnNames(), "use the columns that an export has")})
		}
		if seen[name] && name != "" {
			faults = append(faults, fault{at: spot{first.number, i + 1}, reason: fmt.Sprintf("the column %q stands twice", name),
				remedy: "keep one of them"})
		}
		seen[name] = true
	}
	if !seen[instrumentIDPath] {
		faults = append(faults, fault{at: spot{line: first.number}, reason: fmt.Sprintf("the header has no column %q", instrumentIDPath),
			remedy: "name the columns in the first row"})
	}
	return columns, faults, nil
}
