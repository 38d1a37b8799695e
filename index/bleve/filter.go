package bleve

import (
	"math"
	"slices"

	"clausebank/clauses"
	"clausebank/index"
)

// A filter holds for clauses (for Language and TextKind: texts) that have one of
// some values of a field.
type filter struct {
	field   index.Field
	column  int             // in rowFields
	allowed []bool          // by number in the field's lexicon, or in clauses.Statuses
	ids     map[string]bool // of instruments
}

func (r *run) newFilter(field index.Field, values []string) *filter {
	f := &filter{field: field, column: slices.Index(rowFields, field)}
	wanted := make(map[string]bool, len(values))
	for _, v := range values {
		wanted[index.Comparable(field, v)] = true
	}
	switch field {
	case index.Instrument:
		f.ids = wanted
	case index.Status:
		f.allowed = make([]bool, len(clauses.Statuses))
		for i, s := range clauses.Statuses {
			f.allowed[i] = wanted[string(s)]
		}
	case index.Language:
		f.allowed = make([]bool, len(r.languages))
		for i, tag := range r.languages {
			f.allowed[i] = slices.ContainsFunc(index.LanguageValues(tag), func(v string) bool { return wanted[v] })
		}
	case index.TextKind:
		f.allow(r.lexicons.kinds, wanted)
	default:
		if f.column >= 0 {
			f.allow(r.lexicons.fields[field], wanted)
		}
	}
	return f
}

func (f *filter) allow(l *lexicon, wanted map[string]bool) {
	known := l.known()
	f.allowed = make([]bool, len(known))
	for v := range wanted {
		for _, n := range l.comparable(v) {
			if int(n) < len(known) {
				f.allowed[n] = true
			}
		}
	}
}

// holds reports whether the filter holds for a clause of a part; for Language and
// TextKind, for that text of it. A field that nobody knows holds for none.
func (f *filter) holds(r *run, p *part, clause, text uint32) bool {
	switch f.field {
	case index.Instrument:
		return f.ids[p.instruments.of(p.instrumentOf[clause])]
	case index.Status:
		return f.allowed[r.status(p, clause)]
	case index.Language:
		return f.allowed[p.language[text]]
	case index.TextKind:
		return f.allowed[p.kind[text]]
	}
	if f.column < 0 {
		return false
	}
	for _, n := range p.values[f.column].of(clause) {
		if f.allowed[n] {
			return true
		}
	}
	return false
}

// ofTexts reports whether the field is one of texts, not of clauses.
func ofTexts(f index.Field) bool { return f == index.Language || f == index.TextKind }

// Conditions say which of a query's filters a clause fails. Each filter has a
// bit of its own, because the facet of a field ignores that field's filter; the
// ranges of days and times, which no facet ignores, share one.
type conditions struct {
	clauses, texts []condition
	signed         index.DayRange
	expires        index.DayRange
	updated        int64
}

type condition struct {
	bit    uint32
	filter *filter
}

// rangesBit is failed by clauses outside the ranges of days and times.
const rangesBit = 1 << 31

func (r *run) newConditions() *conditions {
	q := r.query
	c := &conditions{signed: q.Filter.Signed, expires: q.Filter.Expires, updated: nanoseconds(q.Filter.UpdatedSince)}
	if q.Filter.UpdatedSince.IsZero() {
		c.updated = math.MinInt64
	}
	bit := uint32(1)
	add := func(f index.Field, values []string) {
		next := condition{bit, r.newFilter(f, values)}
		if ofTexts(f) {
			c.texts = append(c.texts, next)
		} else {
			c.clauses = append(c.clauses, next)
		}
		bit <<= 1
	}
	for _, f := range index.Fields {
		if values := q.Filter.Values[f]; len(values) > 0 {
			add(f, values)
		}
	}
	if len(q.Status.Values) > 0 {
		statuses := make([]string, len(q.Status.Values))
		for i, s := range q.Status.Values {
			statuses[i] = string(s)
		}
		add(index.Status, statuses)
	}
	return c
}

// bitOf returns the bit of the filter on a field, 0 where there is none.
func (c *conditions) bitOf(f index.Field) uint32 {
	for _, all := range [][]condition{c.clauses, c.texts} {
		for _, one := range all {
			if one.filter.field == f {
				return one.bit
			}
		}
	}
	return 0
}

// failedBy returns the bits of the conditions on clauses that a clause fails.
func (c *conditions) failedBy(r *run, p *part, clause uint32) uint32 {
	failed := uint32(0)
	if !inRange(p.signed[clause], c.signed) || !inRange(p.expires[clause], c.expires) ||
		p.updated[clause] < c.updated {
		failed |= rangesBit
	}
	for _, one := range c.clauses {
		if !one.filter.holds(r, p, clause, none) {
			failed |= one.bit
		}
	}
	return failed
}

// failedByText returns the bits of the conditions on texts that a text fails.
func (c *conditions) failedByText(r *run, p *part, clause, text uint32) uint32 {
	failed := uint32(0)
	for _, one := range c.texts {
		if !one.filter.holds(r, p, clause, text) {
			failed |= one.bit
		}
	}
	return failed
}

// inRange reports whether a day is in a range. A day that is not known is in
// none that has a bound.
func inRange(day int32, r index.DayRange) bool {
	if r.From == nil && r.To == nil {
		return true
	}
	return day != noDay && (r.From == nil || day >= int32(*r.From)) && (r.To == nil || day <= int32(*r.To))
}
