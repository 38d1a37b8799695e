package ingest

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"

	"clausebank/clauses"
)

// WriteJSONL writes a document as one line of JSON Lines. The Correction is left
// out: it belongs to one import.
func WriteJSONL(w io.Writer, d clauses.Document) error {
	d.Correction = nil
	line, err := d.Encode()
	if err != nil {
		return fmt.Errorf("export %s: %w", d.Instrument.ID, err)
	}
	if _, err := w.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("export %s: %w", d.Instrument.ID, err)
	}
	return nil
}

// byteOrderMark is what some programs write before UTF-8.
const byteOrderMark = "\uFEFF"

// lineRemedies are the remedies for JSON that does not keep to its line.
var lineRemedies = map[string]string{
	endsEarly: "a document stands on one line, whole",
	goesOn:    "write one document a line",
}

// jsonLines reads a document a line and passes over empty lines.
func jsonLines(r io.Reader) iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) {
		lines := lineReader{r: bufio.NewReaderSize(r, 64<<10)}
		for {
			line, whole, err := lines.read(MaxDocumentBytes)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(entry{}, err)
				return
			}
			if lines.number == 1 {
				line = bytes.TrimPrefix(line, []byte(byteOrderMark))
			}
			e := entry{at: spot{line: lines.number}, size: len(line)}
			switch {
			case !whole:
				e.faults = []fault{{reason: fmt.Sprintf("the line is longer than %d bytes", MaxDocumentBytes)}}
			case len(bytes.TrimSpace(line)) == 0:
				continue
			default:
				e.raw = line
				var f *fault
				if e.tree, f = parseJSON(line); f != nil {
					f.remedy = cmp.Or(f.remedy, lineRemedies[f.reason])
					e.faults = []fault{*f}
				}
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

// A lineReader reads lines of bounded length.
type lineReader struct {
	r      *bufio.Reader
	number int // of the line read last
	line   []byte
}

// read returns the next line without its end. The bytes are good until the next
// call. Of a line beyond the limit whole is false and the rest is passed over.
// At the end the error is io.EOF.
func (l *lineReader) read(limit int) (line []byte, whole bool, err error) {
	l.line, whole = l.line[:0], true
	l.number++
	for {
		part, err := l.r.ReadSlice('\n')
		if whole = whole && len(l.line)+len(part) <= limit; whole {
			l.line = append(l.line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && (len(l.line) > 0 || !whole):
		case err != nil:
			return nil, false, err
		}
		return bytes.TrimRight(l.line, "\r\n"), whole, nil
	}
}
