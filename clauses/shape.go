package clauses

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// A shape is what a type of the document looks like in JSON.
type shape struct {
	kind   reflect.Kind // Struct, Slice, String, Bool, Int, Float64
	isDate bool         // a String that holds a Date
	fields []field      // of a Struct
	elem   *shape       // of a Slice
}

type field struct {
	name  string
	shape *shape
}

var documentShape = shapeOf(reflect.TypeFor[Document]())

func shapeOf(t reflect.Type) *shape {
	switch {
	case t == reflect.TypeFor[Date]():
		return &shape{kind: reflect.String, isDate: true}
	case t.Kind() == reflect.Pointer:
		return shapeOf(t.Elem())
	case t.Kind() == reflect.Slice:
		return &shape{kind: reflect.Slice, elem: shapeOf(t.Elem())}
	case t.Kind() != reflect.Struct:
		return &shape{kind: t.Kind()}
	}
	s := &shape{kind: reflect.Struct}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		s.fields = append(s.fields, field{name, shapeOf(t.Field(i).Type)})
	}
	return s
}

func (s *shape) field(name string) (int, *shape) {
	for i, f := range s.fields {
		if f.name == name {
			return i, f.shape
		}
	}
	return -1, nil
}

func (s *shape) String() string {
	switch {
	case s.isDate:
		return `a date such as "2021-03-30"`
	case s.kind == reflect.Struct:
		return "an object"
	case s.kind == reflect.Slice:
		return "a list"
	case s.kind == reflect.String:
		return "a string"
	case s.kind == reflect.Bool:
		return "true or false"
	case s.kind == reflect.Int:
		return "a whole number"
	}
	return "a number"
}

// A shapeScanner compares JSON with a shape. The JSON must be sound: the
// scanner looks only at what tells the shape.
type shapeScanner struct {
	data     []byte
	at       int
	problems []Problem
}

func (s *shapeScanner) report(path, reason, remedy string) {
	if len(s.problems) < MaxProblems {
		if path == "" {
			path = "document"
		}
		s.problems = append(s.problems, Problem{Path: path, Reason: reason, Remedy: remedy})
	}
}

// value reads the value that comes next, which should be of the shape.
func (s *shapeScanner) value(want *shape, path string) {
	s.blanks()
	switch first := s.data[s.at]; {
	case first == '{' && want.kind == reflect.Struct:
		s.object(want, path)
	case first == '[' && want.kind == reflect.Slice:
		s.list(want, path)
	default:
		raw := s.skip()
		if string(raw) != "null" && !want.accepts(raw) {
			s.report(path, fmt.Sprintf("is %s", excerpt(raw)), "write "+want.String())
		}
	}
}

// accepts reports whether a string, number, true or false is of the shape.
func (s *shape) accepts(raw []byte) bool {
	switch s.kind {
	case reflect.String:
		if raw[0] != '"' || !s.isDate {
			return raw[0] == '"'
		}
		return json.Unmarshal(raw, new(Date)) == nil
	case reflect.Bool:
		return raw[0] == 't' || raw[0] == 'f'
	case reflect.Int:
		_, err := strconv.Atoi(string(raw))
		return err == nil
	case reflect.Float64:
		_, err := strconv.ParseFloat(string(raw), 64)
		return err == nil && raw[0] != '"'
	}
	return false
}

func (s *shapeScanner) object(want *shape, path string) {
	s.at++ // {
	var seen uint64
	for s.blanks(); s.data[s.at] != '}'; s.blanks() {
		key := s.key()
		at := key
		if path != "" {
			at = path + "." + key
		}
		n, inner := want.field(key)
		switch {
		case inner == nil:
			s.report(at, "is not a field of the format", want.nearest(key))
			s.blanks()
			s.skip()
		case seen&(1<<n) != 0:
			s.report(at, "stands twice", "leave one of the two out")
			s.blanks()
			s.skip()
		default:
			seen |= 1 << n
			s.value(inner, at)
		}
		s.comma()
	}
	s.at++ // }
}

// nearest returns the remedy for a field that the shape does not have.
func (s *shape) nearest(key string) string {
	names := make([]string, len(s.fields))
	for i, f := range s.fields {
		if strings.EqualFold(f.name, key) {
			return "write " + f.name
		}
		names[i] = f.name
	}
	return "the fields here are " + strings.Join(names, ", ")
}

func (s *shapeScanner) list(want *shape, path string) {
	s.at++ // [
	n := 0
	for s.blanks(); s.data[s.at] != ']'; s.blanks() {
		at := index(path, n)
		if s.data[s.at] == 'n' {
			s.report(at, "is null", "leave the entry out")
		}
		s.value(want.elem, at)
		s.comma()
		n++
	}
	s.at++ // ]
}

// key reads the name of a field and the colon after it.
func (s *shapeScanner) key() string {
	raw := s.skip()
	s.blanks()
	s.at++ // :
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1])
	}
	var name string
	if err := json.Unmarshal(raw, &name); err != nil {
		return string(raw)
	}
	return name
}

func (s *shapeScanner) comma() {
	s.blanks()
	if s.data[s.at] == ',' {
		s.at++
	}
}

func (s *shapeScanner) blanks() {
	for s.at < len(s.data) && strings.IndexByte(" \t\r\n", s.data[s.at]) >= 0 {
		s.at++
	}
}

// skip passes over the next value, which begins here, and returns it.
func (s *shapeScanner) skip() []byte {
	start, depth := s.at, 0
	for s.at < len(s.data) {
		switch s.data[s.at] {
		case '"':
			s.skipString()
		case '{', '[':
			depth++
			s.at++
		case '}', ']', ',', ':', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return s.data[start:s.at]
			}
			if c := s.data[s.at]; c == '}' || c == ']' {
				depth--
			}
			s.at++
		default:
			s.at++
			continue
		}
		if depth == 0 {
			return s.data[start:s.at]
		}
	}
	return s.data[start:s.at]
}

func (s *shapeScanner) skipString() {
	for s.at++; s.data[s.at] != '"'; s.at++ {
		if s.data[s.at] == '\\' {
			s.at++
		}
	}
	s.at++
}

// maxExcerpt is how many bytes of a wrong value a problem shows.
const maxExcerpt = 60

func excerpt(raw []byte) string {
	if len(raw) <= maxExcerpt {
		return string(raw)
	}
	return strings.ToValidUTF8(string(raw[:maxExcerpt]), "") + "…"
}
