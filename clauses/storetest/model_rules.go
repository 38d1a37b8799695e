package storetest

import (
	"fmt"
	"slices"
	"strings"

	"clausebank/clauses"
)

// check returns the problems that a document has where it would be stored now.
func (m *Model) check(d clauses.Document) error {
	paths := checkNames(d)
	if at := m.newest(d.Instrument.ID); at != 0 {
		if m.state(at).tombstone {
			paths = append(paths, "instrument.id")
		} else {
			paths = append(paths, checkReplaced(m.state(at).doc, d)...)
		}
	}
	if len(paths) > 0 {
		return invalid(paths...)
	}
	return nil
}

// checkNames looks at the IDs of a document alone.
func checkNames(d clauses.Document) (paths []string) {
	id := d.Instrument.ID
	if !id.Valid() {
		return []string{"instrument.id"}
	}
	var names []string
	check := func(path, name string, isInstrument bool) {
		own := clauses.ClauseID(name).Valid() && strings.HasPrefix(name, string(id)+".")
		if !own && !isInstrument {
			paths = append(paths, path)
		}
		if slices.Contains(names, name) {
			paths = append(paths, path)
		}
		names = append(names, name)
	}
	for i, c := range d.Clauses {
		check(fmt.Sprintf("clauses[%d].id", i), string(c.ID), false)
	}
	for i, w := range d.Withdrawn {
		isInstrument := w.ID == string(id)
		if isInstrument && len(d.Clauses) > 0 {
			paths = append(paths, "clauses")
		}
		check(fmt.Sprintf("withdrawn[%d].id", i), w.ID, isInstrument)
	}
	return paths
}

// checkReplaced looks at what a document takes away from the one before.
func checkReplaced(old, d clauses.Document) (paths []string) {
	has := func(name string) bool {
		return slices.ContainsFunc(d.Clauses, func(c clauses.Clause) bool { return string(c.ID) == name })
	}
	withdraws := func(name string) bool {
		return slices.ContainsFunc(d.Withdrawn, func(w clauses.Withdrawal) bool { return w.ID == name })
	}
	for _, c := range old.Clauses {
		if !has(string(c.ID)) && !withdraws(string(c.ID)) {
			paths = append(paths, "withdrawn")
		}
	}
	for _, w := range old.Withdrawn {
		if has(w.ID) {
			paths = append(paths, "clauses")
		} else if !withdraws(w.ID) {
			paths = append(paths, "withdrawn")
		}
	}
	if d.Correction != nil && strings.TrimSpace(d.Correction.Reason) != "" {
		return paths
	}
	inside := func(a, b clauses.Instrument) bool {
		for _, t := range a.Territory {
			if !slices.ContainsFunc(b.Territory, func(u clauses.Territory) bool { return t.Country == u.Country }) {
				return false
			}
		}
		return true
	}
	if !inside(old.Instrument, d.Instrument) || !inside(d.Instrument, old.Instrument) {
		paths = append(paths, "instrument.territory")
	}
	if old.Instrument.Kind != d.Instrument.Kind {
		paths = append(paths, "instrument.kind")
	}
	return paths
}
