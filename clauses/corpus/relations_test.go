package corpus

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausebank/clauses"
)

func TestRelationsHaveBothEnds(t *testing.T) {
	t.Parallel()
	for _, problem := range brokenRelations(documents(t)) {
		t.Error(problem)
	}
}

// brokenRelations says what a whole set of documents can be asked and one
// document can't: every relation and every successor points to an instrument or
// a clause of the set, and nothing supersedes itself by way of others.
func brokenRelations(docs []clauses.Document) []string {
	known := make(map[string]bool)
	for _, d := range docs {
		known[string(d.Instrument.ID)] = true
		for _, c := range d.Clauses {
			known[string(c.ID)] = true
		}
	}
	var problems []string
	older := make(map[string][]string)
	visit := func(from string, relations []clauses.Relation) {
		for _, r := range relations {
			if !known[r.To] {
				problems = append(problems, fmt.Sprintf("%s %s %s, which is not there", from, r.Type, r.To))
			}
			if r.Type == clauses.Supersedes {
				older[from] = append(older[from], r.To)
			}
		}
	}
	for _, d := range docs {
		visit(string(d.Instrument.ID), d.Instrument.Relations)
		for _, c := range d.Clauses {
			visit(string(c.ID), c.Relations)
		}
		for _, w := range d.Withdrawn {
			if w.Successor != "" && !known[w.Successor] {
				problems = append(problems, fmt.Sprintf("%s has the successor %s, which is not there", w.ID, w.Successor))
			}
		}
	}
	for from, next := range older {
		if leadsTo(older, next, from) {
			problems = append(problems, from+" supersedes itself")
		}
	}
	slices.Sort(problems)
	return problems
}

// leadsTo reports whether the links lead from some IDs to another.
func leadsTo(links map[string][]string, from []string, to string) bool {
	seen := make(map[string]bool)
	for queue := slices.Clone(from); len(queue) > 0; queue = queue[1:] {
		if queue[0] == to {
			return true
		}
		if !seen[queue[0]] {
			seen[queue[0]] = true
			queue = append(queue, links[queue[0]]...)
		}
	}
	return false
}

func TestBrokenRelations(t *testing.T) {
	t.Parallel()
	older := clauses.Document{
		Instrument: clauses.Instrument{ID: "es-banca-2016"},
		Clauses:    []clauses.Clause{{ID: "es-banca-2016.art-80"}},
	}
	newer := clauses.Document{
		Instrument: clauses.Instrument{ID: "es-banca-2021", Relations: []clauses.Relation{{Type: clauses.Supersedes, To: "es-banca-2016"}}},
		Clauses: []clauses.Clause{{ID: "es-banca-2021.art-80", Relations: []clauses.Relation{
			{Type: clauses.Supersedes, To: "es-banca-2016.art-80"}, {Type: clauses.RestsOn, To: "es-lopdgdd-2018.art-88"},
		}}},
		Withdrawn: []clauses.Withdrawal{{ID: "es-banca-2021.art-79", Successor: "es-banca-2021.art-80"}},
	}
	law := clauses.Document{
		Instrument: clauses.Instrument{ID: "es-lopdgdd-2018"},
		Clauses:    []clauses.Clause{{ID: "es-lopdgdd-2018.art-88"}},
	}
	circle := older
	circle.Clauses = []clauses.Clause{{ID: "es-banca-2016.art-80", Relations: []clauses.Relation{{Type: clauses.Supersedes, To: "es-banca-2021.art-80"}}}}
	stray := law
	stray.Withdrawn = []clauses.Withdrawal{{ID: "es-lopdgdd-2018.art-1", Successor: "es-lopdgdd-2018.art-2"}}
	for _, tt := range []struct {
		name string
		docs []clauses.Document
		want []string
	}{
		{"none", nil, nil},
		{"all there", []clauses.Document{newer, law, older}, nil},
		{"an instrument missing", []clauses.Document{newer, law}, []string{
			"es-banca-2021 supersedes es-banca-2016, which is not there",
			"es-banca-2021.art-80 supersedes es-banca-2016.art-80, which is not there",
		}},
		{"a clause missing", []clauses.Document{newer, older}, []string{"es-banca-2021.art-80 rests_on es-lopdgdd-2018.art-88, which is not there"}},
		{"a successor missing", []clauses.Document{stray}, []string{"es-lopdgdd-2018.art-1 has the successor es-lopdgdd-2018.art-2, which is not there"}},
		{"a circle", []clauses.Document{newer, law, circle}, []string{"es-banca-2016.art-80 supersedes itself", "es-banca-2021.art-80 supersedes itself"}},
	} {
		if diff := cmp.Diff(tt.want, brokenRelations(tt.docs)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
