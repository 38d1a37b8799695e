package clauses

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// Decode reads one document from JSON. It is strict: a field that the format
// does not have (or that is written in other letters), a field that stands
// twice, a value of another type, a date that is not in the calendar, and
// anything after the document are errors. A null is the same as a field left
// out. Whether the document makes sense is asked by Validate.
//
// What is wrong with the shape is an *InvalidError with every problem; where
// the bytes are not JSON at all the error gives line and column.
func Decode(b []byte) (Document, error) {
	if !utf8.Valid(b) {
		line, column := lineAndColumn(b, firstInvalid(b))
		return Document{}, fmt.Errorf("line %d, column %d: not UTF-8; save the file as UTF-8", line, column)
	}
	if !json.Valid(b) {
		return Document{}, syntaxError(b)
	}
	s := shapeScanner{data: b}
	s.value(documentShape, "")
	if len(s.problems) > 0 {
		return Document{}, &InvalidError{Problems: s.problems}
	}
	var d Document
	if err := json.Unmarshal(b, &d); err != nil {
		return Document{}, fmt.Errorf("decode a document: %w", err)
	}
	return d, nil
}

// syntaxError says where b stops being JSON.
func syntaxError(b []byte) error {
	err := json.Unmarshal(b, new(json.RawMessage))
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return fmt.Errorf("decode a document: %w", err)
	}
	line, column := lineAndColumn(b, max(int(syntax.Offset)-1, 0))
	return fmt.Errorf("line %d, column %d: not JSON: %w", line, column, err)
}

func firstInvalid(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(b)
}

// lineAndColumn returns where the byte at offset stands: line and column from
// 1, the column in characters.
func lineAndColumn(b []byte, offset int) (line, column int) {
	before := b[:min(offset, len(b))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[start:]) + 1
}
