package bleve

import (
	"cmp"
	"slices"

	"clausebank/clauses"
	"clausebank/index"
)

// A facet counts the units that have each value of a field.
type facet struct {
	field  index.Field
	column int    // in rowFields, -1 for the fields below
	own    uint32 // the bit of the filter on the same field, which the facet ignores
	values []string
	counts []uint32   // by value; of values that compare alike, the first has them all
	units  []uint32   // by value: the last unit that was counted
	above  [][]uint32 // for Language: the values of each language that texts name
	alike  []uint32   // for fields of clauses: see lexicon.alike
}

func (r *run) newFacet(field index.Field, own uint32) *facet {
	f := &facet{field: field, column: slices.Index(rowFields, field), own: own}
	switch {
	case field == index.Status:
		for _, s := range clauses.Statuses {
			f.values = append(f.values, string(s))
		}
	case field == index.TextKind:
		f.values = r.lexicons.kinds.known()
	case field == index.Language:
		for _, tag := range r.languages {
			var numbers []uint32
			for _, v := range index.LanguageValues(tag) {
				at := slices.Index(f.values, v)
				if at < 0 {
					at = len(f.values)
					f.values = append(f.values, v)
				}
				numbers = append(numbers, uint32(at))
			}
			f.above = append(f.above, numbers)
		}
	case f.column >= 0:
		f.values, f.alike = r.lexicons.fields[field].known(), r.lexicons.fields[field].alike()
	}
	f.counts, f.units = r.counts.borrow(len(f.values)), r.counts.borrow(len(f.values))
	return f
}

// count counts a unit (numbered from 1) for each value that a clause of it has;
// for Language and TextKind, that a text of the clause has.
func (f *facet) count(r *run, p *part, clause, text, unit uint32) {
	switch f.field {
	case index.Status:
		f.add(uint32(r.status(p, clause)), unit)
	case index.TextKind:
		f.add(uint32(p.kind[text]), unit)
	case index.Language:
		for _, n := range f.above[p.language[text]] {
			f.add(n, unit)
		}
	default:
		if f.column >= 0 {
			for _, n := range p.values[f.column].of(clause) {
				f.add(f.alike[n], unit)
			}
		}
	}
}

func (f *facet) add(value, unit uint32) {
	if f.units[value] != unit {
		f.units[value] = unit
		f.counts[value]++
	}
}

// buckets returns the values that were counted, index.MaxFacetValues at most, and
// behind them those that the query selects and that are not among them.
func (f *facet) buckets(r *run) []index.Bucket {
	selected := f.selected(r.query)
	var all []index.Bucket
	for n, count := range f.counts {
		if count == 0 {
			continue
		}
		value := f.shown(r, uint32(n))
		form := index.Comparable(f.field, value)
		_, chosen := selected[form]
		delete(selected, form)
		all = append(all, index.Bucket{Value: value, Count: int(count), Selected: chosen})
	}
	for form, asked := range selected {
		all = append(all, index.Bucket{Value: f.spelling(r, form, asked), Selected: true})
	}
	slices.SortFunc(all, func(a, b index.Bucket) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	var first, behind []index.Bucket
	for _, b := range all {
		switch {
		case b.Count > 0 && len(first) < index.MaxFacetValues:
			first = append(first, b)
		case b.Selected:
			behind = append(behind, b)
		}
	}
	return append(first, behind...)
}

// selected returns what the query filters on: the smallest spelling of each value
// by the form in which values are compared.
func (f *facet) selected(q index.Query) map[string]string {
	values := q.Filter.Values[f.field]
	if f.field == index.Status {
		values = make([]string, len(q.Status.Values))
		for i, s := range q.Status.Values {
			values[i] = string(s)
		}
	}
	selected := make(map[string]string, len(values))
	for _, v := range values {
		form := index.Comparable(f.field, v)
		if smallest, ok := selected[form]; !ok || v < smallest {
			selected[form] = v
		}
	}
	return selected
}

// shown returns how a value is spelled that stands first among those that compare
// alike.
func (f *facet) shown(r *run, first uint32) string {
	if f.field != index.Party {
		return f.values[first]
	}
	return f.values[r.spellings()[first]]
}

// spelling returns how a value is shown that the query asks for and that nothing
// was counted for: as the library spells it or, where the library has it not, as
// it was asked for.
func (f *facet) spelling(r *run, form, asked string) string {
	if f.field != index.Party {
		return asked
	}
	spellings := r.spellings()
	for _, n := range r.lexicons.fields[index.Party].comparable(form) {
		if int(n) < len(spellings) && spellings[n] != none {
			return f.values[spellings[n]]
		}
	}
	return asked
}
