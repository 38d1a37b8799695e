package bleve

import (
	"fmt"
	"math"

	"clausebank/clauses"
	"clausebank/index"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// none stands for no clause or no text.
const none = math.MaxUint32

// A view holds the rows of one segment as columns. It knows nothing of deletions
// and never changes once it is made. Numbers of documents, clauses and
// instruments are local to the segment; clauses and instruments are numbered in
// the order of their documents.
type view struct {
	docs int // documents of the segment: instruments and texts

	// By document. An instrument's own document belongs to no clause.
	clauseOf []uint32
	length   []uint32 // words of heading and body
	language []uint16 // in lexicons.languages
	kind     []uint16 // in lexicons.kinds

	// By clause. The texts of clause c are the documents begin[c] to end[c]-1.
	begin, end   []uint32
	instrumentOf []uint32
	ids          names
	signed       []int32 // the earliest day, or noDay
	expires      []int32 // the same
	updated      []int64 // nanoseconds since 1970
	validityOf   []uint32
	topics       column   // the topics themselves, without those above them
	values       []column // by the order of rowFields

	instruments names // by instrument
	validities  []clauses.Validity
	statuses    statusCache
}

// A column holds the values of each clause: those of clause c are
// numbers[from[c]:from[c+1]].
type column struct {
	from    []uint32
	numbers []uint32
}

func (c *column) of(clause uint32) []uint32 { return c.numbers[c.from[clause]:c.from[clause+1]] }

func (c *column) append(l *lexicon, values []string) {
	if c.from == nil {
		c.from = []uint32{0}
	}
	start := len(c.numbers)
next:
	for _, value := range values {
		n := l.add(value)
		for _, already := range c.numbers[start:] {
			if already == n {
				continue next
			}
		}
		c.numbers = append(c.numbers, n)
	}
	c.from = append(c.from, uint32(len(c.numbers)))
}

// names holds strings one after the other.
type names struct {
	text string
	end  []uint32
}

func (n *names) of(i uint32) string {
	start := uint32(0)
	if i > 0 {
		start = n.end[i-1]
	}
	return n.text[start:n.end[i]]
}

func (n *names) append(text []byte, name string) []byte {
	text = append(text, name...)
	n.end = append(n.end, uint32(len(text)))
	return text
}

// readView makes the view of a segment. A segment that does not hold what the
// package writes is ErrCorrupt.
func readView(seg segment.Segment, l *lexicons) (*view, error) {
	docs := int(seg.Count())
	v := &view{
		docs: docs, clauseOf: make([]uint32, docs), length: make([]uint32, docs),
		language: make([]uint16, docs), kind: make([]uint16, docs), values: make([]column, len(rowFields)),
	}
	var ids, instruments []byte
	for doc := 0; doc < docs; {
		r, err := readRow(seg, doc)
		if err != nil {
			return nil, fmt.Errorf("document %d: %w", doc, err)
		}
		instruments = v.instruments.append(instruments, r.instrument)
		v.clauseOf[doc] = none
		doc++
		validity := uint32(len(v.validities))
		v.validities = append(v.validities, r.validities...)
		for i := range r.clauses {
			c := &r.clauses[i]
			if doc+len(c.texts) > docs {
				return nil, fmt.Errorf("%w: %s has more texts than the segment has documents", ErrCorrupt, c.id)
			}
			ids = v.ids.append(ids, c.id)
			v.addClause(r, c, validity, uint32(doc), l)
			doc += len(c.texts)
		}
	}
	v.ids.text, v.instruments.text = string(ids), string(instruments)
	return v, nil
}

// addClause adds a clause whose texts begin at document doc, and whose
// instrument is the last one of the view.
func (v *view) addClause(r *row, c *rowClause, validity, doc uint32, l *lexicons) {
	number := uint32(len(v.begin))
	v.begin, v.end = append(v.begin, doc), append(v.end, doc+uint32(len(c.texts)))
	v.instrumentOf = append(v.instrumentOf, uint32(len(v.instruments.end)-1))
	v.signed = append(v.signed, r.signed)
	v.expires = append(v.expires, earliest(r.validities[c.validity].To))
	v.updated = append(v.updated, c.updated)
	v.validityOf = append(v.validityOf, validity+uint32(c.validity))
	v.topics.append(l.fields[index.Topic], c.topics)
	for i, f := range rowFields {
		v.values[i].append(l.fields[f], c.values[i])
	}
	for i, t := range c.texts {
		at := doc + uint32(i)
		v.clauseOf[at] = number
		v.length[at] = uint32(t.length)
		v.language[at] = uint16(l.languages.add(t.language))
		v.kind[at] = uint16(l.kinds.add(t.kind))
	}
}

// readRow reads the row that is stored with an instrument's document.
func readRow(seg segment.Segment, doc int) (r *row, err error) {
	found := false
	visitErr := seg.VisitStoredFields(uint64(doc), func(field string, _ byte, value []byte, _ []uint64) bool {
		if field == rowField {
			found = true
			r, err = decodeRow(value)
		}
		return !found
	})
	switch {
	case visitErr != nil:
		return nil, fmt.Errorf("%w: %v", ErrCorrupt, visitErr)
	case !found:
		return nil, fmt.Errorf("%w: an instrument without a row", ErrCorrupt)
	}
	return r, err
}
