package clauses

import (
	"fmt"
	"strings"
)

// withdrawals checks what was taken out of the library: a withdrawn instrument
// has no clauses, every other has at least one, and nothing is both there and
// withdrawn.
func (c *checker) withdrawals(d Document) {
	instrument := string(d.Instrument.ID)
	present := make(map[string]bool, len(d.Clauses))
	for _, clause := range d.Clauses {
		present[string(clause.ID)] = true
	}
	successors := make(map[string]string, len(d.Withdrawn))
	for n, w := range d.Withdrawn {
		if c.full() {
			return
		}
		path := index("withdrawn", n)
		ofClause := strings.Contains(w.ID, ".")
		switch _, twice := successors[w.ID]; {
		case w.ID == "":
		case w.ID != instrument && (!ofClause || string(ClauseID(w.ID).Instrument()) != instrument):
			c.report(path+".id", fmt.Sprintf("%q does not belong to the instrument %q", w.ID, instrument),
				"withdraw it in its own document")
		case twice:
			c.report(path+".id", fmt.Sprintf("%q is withdrawn twice", w.ID), "leave one of the two out")
		case present[w.ID]:
			c.report(path+".id", fmt.Sprintf("%q is withdrawn and among the clauses", w.ID), "leave one of the two out")
		}
		successors[w.ID] = w.Successor
		c.tags(path, &w)
		c.withdrawal(path, w, ofClause)
	}
	c.successorCycles(d.Withdrawn, successors)

	_, withdrawn := successors[instrument]
	switch {
	case withdrawn && instrument != "" && len(d.Clauses) > 0:
		c.report("clauses", "are there, but the instrument is withdrawn", "withdraw each clause too, or keep the instrument")
	case !withdrawn && len(d.Clauses) == 0:
		c.report("clauses", "is empty", "give at least one clause, or withdraw the instrument")
	}
}

func (c *checker) withdrawal(path string, w Withdrawal, ofClause bool) {
	if w.Date.IsZero() {
		c.report(path+".date", "is missing", "give the day of the withdrawal, as 2021-03-30")
	}
	c.fullDate(path+".date", w.Date)
	switch {
	case w.Successor == "", w.ID == "":
	case w.Successor == w.ID:
		c.report(path+".successor", "points to itself", "name what replaces it, or leave it out")
	case strings.Contains(w.Successor, ".") != ofClause:
		c.report(path+".successor", fmt.Sprintf("%q is not of the same sort as %q", w.Successor, w.ID),
			"an instrument succeeds an instrument, a clause a clause")
	}
}

// successorCycles reports successors that lead back to where they began, so
// that following them always ends.
func (c *checker) successorCycles(list []Withdrawal, successors map[string]string) {
	done := make(map[string]bool, len(list))
	for n, w := range list {
		onPath := map[string]bool{}
		id := w.ID
		for !done[id] && !onPath[id] && successors[id] != "" && successors[id] != id {
			onPath[id] = true
			id = successors[id]
		}
		if onPath[id] {
			c.report(index("withdrawn", n)+".successor", fmt.Sprintf("leads back to %q", id), "name one that is not withdrawn in turn")
		}
		for id := range onPath {
			done[id] = true
		}
	}
}
