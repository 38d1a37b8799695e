package bleve

import (
	"encoding/binary"
	"fmt"
	"math"
	"time"

	"clausebank/clauses"
	"clausebank/index"
)

// A row is what the columns need to know of an instrument and its clauses. It is
// stored with the instrument's document.
//
// Encoded, it is a table of strings and then numbers, all of them varints;
// strings are named by their place in the table:
//
//	table      count, then length and bytes of each string
//	instrument id, signed
//	validities count, then from, to, end, checked, state, state_from of each
//	clauses    count, then of each: id, updated, validity,
//	           topics (count, then each), the values of each field of rowFields
//	           (count, then each), texts (count, then language, kind, length)
type row struct {
	instrument string
	signed     int32 // the earliest day, or noDay
	validities []clauses.Validity
	clauses    []rowClause
}

type rowClause struct {
	id       string
	updated  int64 // nanoseconds since 1970
	validity int   // in row.validities
	topics   []string
	values   [][]string // by the order of rowFields
	texts    []rowText
}

type rowText struct {
	language, kind string
	length         int // words of heading and body
}

// rowFields are the fields whose values a clause has, rather than its texts, its
// instrument's ID or the day.
var rowFields = []index.Field{
	index.Country, index.Subdivision, index.SectorCode, index.PublicService, index.Topic,
	index.Kind, index.Level, index.Evidence, index.Party,
}

// noDay stands for a day that is not known. It is after all days, as unknown
// days come last in every order.
const noDay = math.MaxInt32

// earliest returns the first day that a date can mean, or noDay.
func earliest(d clauses.Date) int32 {
	if d.IsZero() {
		return noDay
	}
	return int32(d.Earliest())
}

// nanoseconds returns t as nanoseconds since 1970; times that do not fit are as
// early or as late as can be.
func nanoseconds(t time.Time) int64 {
	switch {
	case t.Before(time.Unix(0, math.MinInt64)):
		return math.MinInt64
	case t.After(time.Unix(0, math.MaxInt64)):
		return math.MaxInt64
	}
	return t.UnixNano()
}

// A rowWriter builds the two parts of an encoded row.
type rowWriter struct {
	strings []string
	place   map[string]int
	body    []byte
}

func (w *rowWriter) number(n int64) { w.body = binary.AppendVarint(w.body, n) }

func (w *rowWriter) text(s string) {
	at, ok := w.place[s]
	if !ok {
		at = len(w.strings)
		w.strings, w.place[s] = append(w.strings, s), at
	}
	w.number(int64(at))
}

func (w *rowWriter) list(all []string) {
	w.number(int64(len(all)))
	for _, s := range all {
		w.text(s)
	}
}

func (r *row) encode() []byte {
	w := &rowWriter{place: make(map[string]int)}
	w.text(r.instrument)
	w.number(int64(r.signed))
	w.number(int64(len(r.validities)))
	for _, v := range r.validities {
		for _, s := range []string{v.From.String(), v.To.String(), string(v.End),
			v.Checked.String(), string(v.State), v.StateFrom.String()} {
			w.text(s)
		}
	}
	w.number(int64(len(r.clauses)))
	for _, c := range r.clauses {
		w.text(c.id)
		w.number(c.updated)
		w.number(int64(c.validity))
		w.list(c.topics)
		for _, values := range c.values {
			w.list(values)
		}
		w.number(int64(len(c.texts)))
		for _, t := range c.texts {
			w.text(t.language)
			w.text(t.kind)
			w.number(int64(t.length))
		}
	}
	table := binary.AppendVarint(nil, int64(len(w.strings)))
	for _, s := range w.strings {
		table = binary.AppendVarint(table, int64(len(s)))
		table = append(table, s...)
	}
	return append(table, w.body...)
}

// A rowReader takes an encoded row apart. After the first fault all that it
// returns is zero, and err says what was wrong.
type rowReader struct {
	rest    []byte
	strings []string
	err     error
}

func (r *rowReader) fail(what string) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: row: %s", ErrCorrupt, what)
		r.rest = nil
	}
}

func (r *rowReader) number() int64 {
	n, size := binary.Varint(r.rest)
	if size <= 0 {
		r.fail("it ends too early")
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

// count reads how many things follow. Each of them takes at least one byte.
func (r *rowReader) count() int {
	n := r.number()
	if n < 0 || n > int64(len(r.rest)) {
		r.fail("a count is out of range")
		return 0
	}
	return int(n)
}

func (r *rowReader) text() string {
	at := r.number()
	if at < 0 || at >= int64(len(r.strings)) {
		r.fail("a string is out of range")
		return ""
	}
	return r.strings[at]
}

func (r *rowReader) list() []string {
	n := r.count()
	if n == 0 {
		return nil
	}
	all := make([]string, n)
	for i := range all {
		all[i] = r.text()
	}
	return all
}

func (r *rowReader) date() clauses.Date {
	s := r.text()
	if s == "" {
		return clauses.Date{}
	}
	d, err := clauses.ParseDate(s)
	if err != nil {
		r.fail(err.Error())
	}
	return d
}

func (r *rowReader) table() {
	r.strings = make([]string, r.count())
	for i := range r.strings {
		n := r.count()
		r.strings[i] = string(r.rest[:n])
		r.rest = r.rest[n:]
	}
}

// decodeRow reads what encode wrote; anything else is ErrCorrupt.
func decodeRow(b []byte) (*row, error) {
	r := &rowReader{rest: b}
	r.table()
	decoded := &row{instrument: r.text(), signed: int32(r.number())}
	decoded.validities = make([]clauses.Validity, r.count())
	for i := range decoded.validities {
		decoded.validities[i] = clauses.Validity{From: r.date(), To: r.date(), End: clauses.End(r.text()),
			Checked: r.date(), State: clauses.State(r.text()), StateFrom: r.date()}
	}
	decoded.clauses = make([]rowClause, r.count())
	for i := range decoded.clauses {
		c := &decoded.clauses[i]
		*c = rowClause{id: r.text(), updated: r.number(), validity: int(r.number()), topics: r.list()}
		if r.err == nil && (c.validity < 0 || c.validity >= len(decoded.validities)) {
			r.fail("a validity is out of range")
		}
		c.values = make([][]string, len(rowFields))
		for f := range c.values {
			c.values[f] = r.list()
		}
		c.texts = make([]rowText, r.count())
		for t := range c.texts {
			c.texts[t] = rowText{language: r.text(), kind: r.text(), length: int(r.number())}
		}
		if r.err != nil {
			return nil, r.err
		}
	}
	if r.err == nil && len(r.rest) > 0 {
		r.fail("it goes on after its end")
	}
	return decoded, r.err
}

// newRow makes the row of a changed document. The lengths of the texts are
// filled in when the texts are read.
func newRow(t *clauses.Taxonomy, change clauses.Change) *row {
	doc := change.Document
	r := &row{instrument: string(doc.Instrument.ID), signed: earliest(doc.Instrument.Signed)}
	validities := make(map[clauses.Validity]int)
	for i, c := range doc.Clauses {
		updated := change.Time
		if i < len(change.Updated) {
			updated = change.Updated[i]
		}
		rc := rowClause{id: string(c.ID), updated: nanoseconds(updated), values: make([][]string, len(rowFields))}
		validity := doc.Instrument.EffectiveValidity(c)
		at, known := validities[validity]
		if !known {
			at = len(r.validities)
			r.validities, validities[validity] = append(r.validities, validity), at
		}
		rc.validity = at
		for _, topic := range c.Topics {
			rc.topics = append(rc.topics, string(topic))
		}
		values := index.Values(t, doc.Instrument, c)
		for f, field := range rowFields {
			rc.values[f] = values[field]
		}
		for _, text := range c.Texts {
			rc.texts = append(rc.texts, rowText{language: text.Language, kind: string(text.Kind)})
		}
		r.clauses = append(r.clauses, rc)
	}
	return r
}
