package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"clausebank/clauses"
)

// check is the first pass: it reads everything and notes every problem.
func (i *importer) check(ctx context.Context) error {
	i.progress.Pass = 1
	defer i.tally()
	held := 0 // clauses of all documents
	for n, s := range i.sources {
		err := i.each(ctx, s, func(e *entry) error {
			d, faults := e.decode(i.options.Taxonomy)
			if held += len(d.Clauses); i.options.MaxClauses > 0 && held > i.options.MaxClauses {
				return &LimitError{What: "clauses", Limit: int64(i.options.MaxClauses)}
			}
			if len(faults) == 0 && i.writer != nil {
				refused, err := i.refusals(ctx, e, d)
				if err != nil {
					return err
				}
				faults = refused
			}
			i.note(n, e, d, faults)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// refusals asks the store what it would not take.
func (i *importer) refusals(ctx context.Context, e *entry, d clauses.Document) ([]fault, error) {
	err := i.writer.Check(ctx, d)
	var invalid *clauses.InvalidError
	if errors.As(err, &invalid) {
		return e.invalid(invalid, nil), nil
	}
	return nil, err
}

// note keeps what is to be known of a document, and its problems.
func (i *importer) note(source int, e *entry, d clauses.Document, faults []fault) {
	index := len(i.checked[source])
	i.checked[source] = append(i.checked[source], checkedDocument{fingerprint: i.fingerprint(e), clauses: len(d.Clauses)})
	if id := d.Instrument.ID; id != "" {
		at := e.spotOf(instrumentIDPath)
		this := holder{source: source, index: index, place: e.places([]spot{at})[0], inRows: e.header != nil}
		if remedy := i.hold(id, this); remedy != "" {
			faults = append(faults, fault{at: at, path: instrumentIDPath, reason: i.also(i.ids[id]), remedy: remedy})
		}
	}
	if len(faults) == 0 {
		return
	}
	i.checked[source][index].bad = true
	listed := e.problems(i.sources[source].Name, d, faults, MaxProblems-i.listed)
	i.list(source, listed...)
	i.report.ProblemsLeftOut += len(faults) - len(listed)
}

// instrumentIDPath is the path of the instrument's ID, and the name of the CSV
// column that every row needs.
const instrumentIDPath = "instrument.id"

// A holder is the first document of an instrument.
type holder struct {
	source, index int // in importer.checked
	place         spot
	inRows        bool // of CSV
	twice         bool // another document has the instrument too
}

// hold notes that a document has the instrument. When an earlier one has it too
// this is a problem of both: hold notes that of the first and returns the remedy
// for this one.
func (i *importer) hold(id clauses.InstrumentID, this holder) (remedy string) {
	first, known := i.ids[id]
	if !known {
		// A clone, because the ID may be a piece of a long row.
		i.ids[clauses.InstrumentID(strings.Clone(string(id)))] = this
		return ""
	}
	remedy = "keep one of them, or give one another ID"
	if this.inRows && first.source == this.source {
		remedy = "put the rows of one instrument directly below each other"
	}
	if first.twice {
		return remedy
	}
	first.twice = true
	i.ids[id] = first
	i.checked[first.source][first.index].bad = true
	if i.listed == MaxProblems {
		i.report.ProblemsLeftOut++
		return remedy
	}
	i.list(first.source, Problem{
		File: i.sources[first.source].Name, Line: first.place.line, Column: first.place.column,
		ID: string(id), Path: instrumentIDPath, Reason: i.also(this), Remedy: remedy,
	})
	return remedy
}

// also says that another document has the same instrument.
func (i *importer) also(other holder) string {
	place := placeInWords(other.place, other.inRows)
	return fmt.Sprintf("the instrument stands twice, also in %s, %s", i.sources[other.source].Name, place)
}

func (i *importer) list(source int, problems ...Problem) {
	i.problems[source] = append(i.problems[source], problems...)
	i.listed += len(problems)
}

// tally fills in what the report says of the first pass.
func (i *importer) tally() {
	for n, documents := range i.checked {
		for _, d := range documents {
			i.report.Documents++
			if d.bad {
				i.report.Rejected++
			} else {
				i.report.Clauses += d.clauses
			}
		}
		slices.SortStableFunc(i.problems[n], func(a, b Problem) int {
			return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
		})
		i.report.Problems = append(i.report.Problems, i.problems[n]...)
	}
}
