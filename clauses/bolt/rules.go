package bolt

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"clausebank/clauses"
)

// checkRules returns a *clauses.InvalidError with every rule of the record that
// a document breaks; Check lists them. old is what it would replace.
func checkRules(d clauses.Document, old standing) error {
	var p problems
	p.checkIDs(d)
	if old.exists() {
		p.checkSuccession(d, old)
	}
	if len(p) > 0 {
		return &clauses.InvalidError{Problems: p}
	}
	return nil
}

type problems []clauses.Problem

func (p *problems) add(path, remedy, format string, args ...any) {
	*p = append(*p, clauses.Problem{Path: path, Reason: fmt.Sprintf(format, args...), Remedy: remedy})
}

// checkIDs looks at the document alone.
func (p *problems) checkIDs(d clauses.Document) {
	id := d.Instrument.ID
	if !id.Valid() {
		p.add("instrument.id", "write 3 to 80 characters of a-z, 0-9 and '-'", "%q is not an ID", id)
		return
	}
	seen := make(map[string]bool, len(d.Clauses)+len(d.Withdrawn))
	claim := func(path, name string) {
		if seen[name] {
			p.add(path, "give each clause its own ID; a withdrawn one is not among the clauses", "%s stands twice", name)
		}
		seen[name] = true
	}
	for i, c := range d.Clauses {
		path := fmt.Sprintf("clauses[%d].id", i)
		p.checkClauseID(path, c.ID, id)
		claim(path, string(c.ID))
	}
	for i, w := range d.Withdrawn {
		path := fmt.Sprintf("withdrawn[%d].id", i)
		if w.ID != string(id) {
			p.checkClauseID(path, clauses.ClauseID(w.ID), id)
		} else if len(d.Clauses) > 0 {
			p.add("clauses", "withdraw each clause too, or leave the instrument's ID out of withdrawn",
				"the instrument is withdrawn and cannot have clauses")
		}
		claim(path, w.ID)
	}
}

func (p *problems) checkClauseID(path string, id clauses.ClauseID, instrument clauses.InstrumentID) {
	if !id.Valid() || id.Instrument() != instrument {
		p.add(path, fmt.Sprintf("write %s, a dot, and 1 to 80 characters of a-z, 0-9 and '-'", instrument),
			"%q is not an ID of a clause of %s", id, instrument)
	}
}

// checkSuccession looks at what a document may not change.
func (p *problems) checkSuccession(d clauses.Document, old standing) {
	if old.head.Purged {
		p.add("instrument.id", "leave the document out; another instrument needs another ID",
			"%s was purged on %s and never returns: %s", d.Instrument.ID, old.head.Gone.Date, old.head.Gone.Reason)
		return
	}
	live := make(map[string]bool, len(d.Clauses))
	for _, c := range d.Clauses {
		live[string(c.ID)] = true
	}
	gone := make(map[string]bool, len(d.Withdrawn))
	for _, w := range d.Withdrawn {
		gone[w.ID] = true
	}
	for _, c := range old.version.Clauses {
		if id := string(c.ID); !live[id] && !gone[id] {
			p.add("withdrawn", fmt.Sprintf(`keep the clause, or add {"id": %q, "date": …, "reason": …} to withdrawn`, id),
				"%s is left out", id)
		}
	}
	for _, w := range old.version.Withdrawn {
		switch {
		case live[w.ID]:
			p.add("clauses", "give the clause a new ID", "%s was withdrawn on %s, and its ID is not used again", w.ID, w.Date)
		case !gone[w.ID]:
			p.add("withdrawn", "keep its entry in withdrawn", "%s was withdrawn on %s, and its entry is left out", w.ID, w.Date)
		}
	}
	p.checkCorrection(d, old.instrument)
}

func (p *problems) checkCorrection(d clauses.Document, old clauses.Instrument) {
	if d.Correction != nil && strings.TrimSpace(d.Correction.Reason) != "" {
		return
	}
	const remedy = `take the change back, or say why with "correction": {"reason": …}`
	if was, is := countries(old), countries(d.Instrument); !slices.Equal(was, is) {
		p.add("instrument.territory", remedy, "the countries were %s and are %s",
			strings.Join(was, ", "), strings.Join(is, ", "))
	}
	if old.Kind != d.Instrument.Kind {
		p.add("instrument.kind", remedy, "the kind was %s and is %s", old.Kind, d.Instrument.Kind)
	}
}

// countries returns the different countries of an instrument in order.
func countries(i clauses.Instrument) []string {
	all := make(map[string]bool)
	for _, t := range i.Territory {
		all[t.Country] = true
	}
	return slices.Sorted(maps.Keys(all))
}
