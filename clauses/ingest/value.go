package ingest

import (
	"hash/maphash"
	"strconv"
	"strings"
)

// A kind says what sort of value stands in a source.
type kind uint8

const (
	null    kind = iota // left out
	text                // a string
	number              // as it was written
	boolean             // "true" or "false"
	cell                // of a CSV row: becomes what its field wants
	list
	object
)

// String returns the kind as it is called in a message.
func (k kind) String() string {
	return [...]string{"null", "a text", "a number", "true or false", "a cell", "a list", "an object"}[k]
}

// A spot is a place in a source. The formats fill it as they can: JSON with the
// offset in the document's bytes, YAML with line and column, CSV with the row
// and the number of the cell.
type spot struct{ line, column int }

// A value is a node of the tree that every format is read into.
type value struct {
	kind   kind
	at     spot
	text   string  // of text, number, boolean and cell
	items  []value // of list
	fields []field // of object, in the order of the source
}

type field struct {
	name  string
	at    spot
	value value
}

// find returns the first value of the field, nil when there is none.
func (v *value) find(name string) *value {
	for i := range v.fields {
		if v.fields[i].name == name {
			return &v.fields[i].value
		}
	}
	return nil
}

// set puts leaf at the path below the object v and makes the objects between.
func (v *value) set(path []string, leaf value) {
	v.kind = object
	below := v.find(path[0])
	if below == nil {
		v.fields = append(v.fields, field{name: path[0], at: leaf.at, value: value{at: v.at}})
		below = &v.fields[len(v.fields)-1].value
	}
	if len(path) == 1 {
		*below = leaf
		return
	}
	below.set(path[1:], leaf)
}

// lookup returns the value at a path such as clauses[3].texts[0].language, or
// the last one on the way to it.
func (v *value) lookup(path string) *value {
	last := v
	for _, step := range strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' }) {
		var next *value
		if index, isIndex := strings.CutSuffix(step, "]"); isIndex {
			if i, err := strconv.Atoi(index); err == nil && i >= 0 && i < len(last.items) {
				next = &last.items[i]
			}
		} else {
			next = last.find(step)
		}
		if next == nil {
			break
		}
		last = next
	}
	return last
}

// hash adds the content of the tree to h, without the places.
func (v *value) hash(h *maphash.Hash) {
	h.WriteByte(byte(v.kind))
	maphash.WriteComparable(h, v.text)
	maphash.WriteComparable(h, len(v.items))
	for i := range v.items {
		v.items[i].hash(h)
	}
	maphash.WriteComparable(h, len(v.fields))
	for i := range v.fields {
		maphash.WriteComparable(h, v.fields[i].name)
		v.fields[i].value.hash(h)
	}
}

// A budget counts what a tree may still hold.
type budget struct{ values int }

// take counts one value at a depth and returns what is wrong with it, "" when
// it is within the limits.
func (b *budget) take(depth int) string {
	if b.values++; b.values > MaxDocumentValues {
		return "the document holds more than " + strconv.Itoa(MaxDocumentValues) + " values"
	}
	if depth > MaxDepth {
		return "objects and lists stand in each other more than " + strconv.Itoa(MaxDepth) + " deep"
	}
	return ""
}

// place says that the whole tree stands in one spot.
func (v *value) place(at spot) {
	v.at = at
	for i := range v.items {
		v.items[i].place(at)
	}
	for i := range v.fields {
		v.fields[i].at = at
		v.fields[i].value.place(at)
	}
}
