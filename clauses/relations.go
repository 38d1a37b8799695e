package clauses

import "fmt"

// CheckRelations checks what a whole set of documents can be asked and one
// document can't: each instrument is there once, every relation and every
// successor points to an instrument or a clause of the set, and no instrument
// or clause supersedes itself by way of others. The error is nil or an
// *InvalidError whose paths begin with the instrument's ID and a colon:
// es-banca-2021: clauses[3].relations[0].to.
func CheckRelations(docs []Document) error {
	var c checker
	known := make(map[string]bool)
	for _, d := range docs {
		if known[string(d.Instrument.ID)] {
			c.report(pathIn(d, "instrument.id"), "is the ID of two documents", "give each its own ID")
		}
		known[string(d.Instrument.ID)] = true
		for _, clause := range d.Clauses {
			known[string(clause.ID)] = true
		}
	}
	for _, d := range docs {
		for n, w := range d.Withdrawn {
			if w.Successor != "" && !known[w.Successor] {
				c.dangling(pathIn(d, index("withdrawn", n)+".successor"), w.Successor)
			}
		}
	}
	older := make(map[string][]string)
	eachRelation(docs, func(path, from string, r Relation) {
		if !known[r.To] {
			c.dangling(path, r.To)
		}
		if r.Type == Supersedes {
			older[from] = append(older[from], r.To)
		}
	})
	eachRelation(docs, func(path, from string, r Relation) {
		if r.Type == Supersedes && leadsTo(older, r.To, from) {
			c.report(path, fmt.Sprintf("%q supersedes %q in turn", r.To, from), "take the relation away from one of them")
		}
	})
	if len(c.problems) == 0 {
		return nil
	}
	return &InvalidError{Problems: c.problems}
}

func (c *checker) dangling(path, to string) {
	c.report(path, fmt.Sprintf("%q is not among the documents", to), "add it, correct the ID, or leave the relation out")
}

// eachRelation calls visit with the path of each relation's end, the ID that it
// starts from, and the relation.
func eachRelation(docs []Document, visit func(path, from string, r Relation)) {
	for _, d := range docs {
		for n, r := range d.Instrument.Relations {
			visit(pathIn(d, index("instrument.relations", n)+".to"), string(d.Instrument.ID), r)
		}
		for i, clause := range d.Clauses {
			for n, r := range clause.Relations {
				visit(pathIn(d, index(index("clauses", i)+".relations", n)+".to"), string(clause.ID), r)
			}
		}
	}
}

// leadsTo reports whether the links lead from one ID to another.
func leadsTo(links map[string][]string, from, to string) bool {
	seen := map[string]bool{from: true}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		if queue[0] == to {
			return true
		}
		for _, next := range links[queue[0]] {
			if !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	return false
}

func pathIn(d Document, path string) string { return string(d.Instrument.ID) + ": " + path }
