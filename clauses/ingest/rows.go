package ingest

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// A rowDocument gathers the rows of one document.
type rowDocument struct {
	columns []Column
	id      string // of the instrument, as the first row has it
	first   row    // whose cells the other rows repeat or leave empty
	root    value  // the fields of the document, without the clauses
	clauses []value
	size    int
	budget  budget
	full    bool // a limit was passed, nothing more is gathered
	faults  []fault
}

func newRowDocument(columns []Column, number int) *rowDocument {
	return &rowDocument{columns: columns, first: row{number: number}, root: value{kind: object, at: spot{line: number}}}
}

// instrument returns what a row has in the column of the instrument's ID.
func (d *rowDocument) instrument(r row) string {
	i := slices.IndexFunc(d.columns, func(c Column) bool { return c.Name == instrumentIDPath })
	return unguard(r.cells[i])
}

// takes reports whether the row is another one of the document. A row without
// an ID is, and is a fault.
func (d *rowDocument) takes(r row) bool {
	id := d.instrument(r)
	return id == "" || id == d.id
}

func (d *rowDocument) fault(f fault) {
	if len(d.faults) < MaxProblems {
		d.faults = append(d.faults, f)
	}
}

// add gathers a row.
func (d *rowDocument) add(r row) {
	isFirst := d.first.cells == nil
	if isFirst {
		d.id, d.first = d.instrument(r), r
	}
	if d.instrument(r) == "" {
		d.fault(fault{at: spot{line: r.number}, path: instrumentIDPath, reason: "is empty", remedy: "write the instrument's ID in every row"})
	}
	clause := value{kind: object, at: spot{line: r.number}}
	var texts [MaxTexts]value
	var more []value
	for i, c := range d.columns {
		s := unguard(r.cells[i])
		d.size += len(s)
		at := spot{line: r.number, column: i + 1}
		switch {
		case c.ofDocument && !isFirst:
			if s != "" && s != unguard(d.first.cells[i]) {
				d.fault(fault{at: at, reason: fmt.Sprintf("is not what row %d has", d.first.number),
					remedy: "repeat the cell in all rows of the document, or leave it empty after the first"})
			}
		case s == "" || d.full:
		case c.Name == "":
			d.fault(fault{at: at, reason: "the cell stands below no column name", remedy: "name the column"})
		case !utf8.ValidString(s):
			d.fault(fault{at: at, reason: notUTF8, remedy: saveUTF8})
		case c.ofDocument:
			d.root.set(c.path, d.cell(c, s, at))
		case c.text > 0:
			texts[c.text-1].at = spot{line: r.number}
			texts[c.text-1].set(c.path, d.cell(c, s, at))
		case c.Name == moreTexts.Name:
			more = d.furtherTexts(s, at)
		default:
			clause.set(c.path, d.cell(c, s, at))
		}
	}
	all := slices.DeleteFunc(texts[:], func(t value) bool { return t.kind == null })
	if all = append(all, more...); len(all) > 0 {
		clause.set([]string{"texts"}, value{kind: list, at: all[0].at, items: slices.Clone(all)})
	}
	if len(clause.fields) > 0 && !d.full {
		d.clauses = append(d.clauses, clause)
	}
}

// cell returns the value of a cell: as it is, or the list that it holds.
func (d *rowDocument) cell(c Column, s string, at spot) value {
	d.take(at)
	if len(c.Items) == 0 {
		return value{kind: cell, text: s, at: at}
	}
	v := value{kind: list, at: at}
	for _, fields := range parseList(s) {
		if d.take(at); d.full {
			break
		}
		if len(fields) > len(c.Items) {
			d.fault(fault{at: at, reason: fmt.Sprintf("%q has %d fields, there are at most %d", fields[0], len(fields), len(c.Items)),
				remedy: `write \| for a bar and \; for a semicolon that belong to a field`})
			continue
		}
		if c.Items[0] == itself {
			v.items = append(v.items, value{kind: cell, text: fields[0], at: at})
			continue
		}
		item := value{kind: object, at: at}
		for i, f := range fields {
			if f != "" {
				item.set(c.Items[i:i+1], value{kind: cell, text: f, at: at})
			}
		}
		v.items = append(v.items, item)
	}
	return v
}

// furtherTexts reads the cell of the column text.more.
func (d *rowDocument) furtherTexts(s string, at spot) []value {
	v, f := parseJSON([]byte(s))
	if f == nil && v.kind != list {
		f = &fault{reason: fmt.Sprintf("is %s: %s is wanted", v.kind, list), remedy: "write the JSON of the field texts"}
	}
	if f != nil {
		f.at = at
		d.fault(*f)
		return nil
	}
	v.place(at)
	return v.items
}

// take counts a value against the limits of a document.
func (d *rowDocument) take(at spot) {
	if reason := d.budget.take(1); reason != "" && !d.full {
		d.full = true
		d.fault(fault{at: at, reason: reason})
	}
}

// entry returns the document that the rows make.
func (d *rowDocument) entry(names []string) entry {
	if len(d.clauses) > 0 {
		d.root.set([]string{"clauses"}, value{kind: list, at: d.clauses[0].at, items: d.clauses})
	}
	return entry{tree: d.root, at: spot{line: d.first.number}, size: d.size, faults: d.faults, header: names}
}
