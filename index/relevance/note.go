package relevance

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"clausebank/clauses"
)

// The markers between which docs/relevance.md is written by Page.
const (
	pageBegin = "<!-- figures: written by `go test ./index/relevance -update` -->\n"
	pageEnd   = "<!-- end of figures -->\n"
)

// The aims for the reporting half.
const (
	aimNDCG    = 0.85 // across languages
	aimSuccess = 0.95 // across languages
	aimRatio   = 1.25 // times plain Bleve's nDCG@10 where that is hard
)

// Page returns a page with the figures of the reporting half written between its
// markers, and false where it has no markers.
func (r Report) Page(page string) (string, bool) {
	before, rest, ok := strings.Cut(page, pageBegin)
	_, after, closed := strings.Cut(rest, pageEnd)
	if !ok || !closed {
		return "", false
	}
	return before + pageBegin + "\n" + r.figures() + "\n" + pageEnd + after, true
}

// figures returns what the reporting half shows.
func (r Report) figures() string {
	var b strings.Builder
	for _, library := range Libraries {
		fmt.Fprintf(&b, "### %s\n\n%s\n", sentence(string(library)), r.overall(library))
		fmt.Fprintf(&b, "nDCG@10 and, behind it, success@5 by language and kind:\n\n%s\n", r.byGroup(library))
	}
	b.WriteString("### Hard questions and citations\n\n" + r.sameLanguage(Reporting) + r.lookups(Reporting))
	b.WriteString("### Against the aims\n\n" + r.aims())
	b.WriteString("### What we are bad at\n\n" + r.weaknesses())
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// overall returns a table of all systems and all measures.
func (r Report) overall(library Library) string {
	rows := [][]string{{"", "questions", "nDCG@10", "recall@20", "success@5", "empty answers", "empty where there is nothing"}}
	groups := groups()
	for _, s := range Systems {
		m, nothing := r.of(library, Reporting, s, groups[0]), r.of(library, Reporting, s, groups[len(groups)-1])
		rows = append(rows, []string{string(s), fmt.Sprint(m.Of), three(m.NDCG), three(m.Recall), three(m.Success), three(m.Empty), three(nothing.Empty)})
	}
	return markdown(rows)
}

// byGroup returns a table with a row for each language and kind.
func (r Report) byGroup(library Library) string {
	systems := []System{Ours, Plain, PlainConcepts}
	rows := [][]string{{"", "questions"}}
	for _, s := range systems {
		rows[0] = append(rows[0], string(s))
	}
	for _, g := range groups() {
		if g.name == string(NothingKind) {
			continue
		}
		row := []string{g.name, fmt.Sprint(r.of(library, Reporting, Ours, g).Of)}
		for _, s := range systems {
			if m := r.of(library, Reporting, s, g); m.Of > 0 {
				row = append(row, three(m.NDCG)+" "+three(m.Success))
			} else {
				row = append(row, "-")
			}
		}
		rows = append(rows, row)
	}
	return markdown(rows)
}

func three(x float64) string { return fmt.Sprintf("%.3f", x) }

// aims says for each aim whether it is met, and if not by how much.
func (r Report) aims() string {
	across := r.of(Foreign, Reporting, Ours, groups()[0])
	var b strings.Builder
	say := func(what string, got, aim float64) {
		verdict := "met"
		if got < aim {
			verdict = fmt.Sprintf("missed by %.3f", aim-got)
		}
		fmt.Fprintf(&b, "- %s: %.3f; the aim is %.2f: %s.\n", what, got, aim, verdict)
	}
	say("nDCG@10 across languages", across.NDCG, aimNDCG)
	say("success@5 across languages", across.Success, aimSuccess)
	if h := r.Hard(Reporting); h.Plain.NDCG > 0 {
		say("times plain Bleve's nDCG@10 on its hard questions", h.Ratio(), aimRatio)
	}
	return b.String() + "\n"
}

// weakest is how many languages and kinds are named as the weakest.
const weakest = 3

// weaknesses says in sentences where our search does worst.
func (r Report) weaknesses() string {
	var b strings.Builder
	for _, library := range Libraries {
		all := groups()
		languages, kinds := all[1:1+len(Languages)], all[1+len(Languages):len(all)-1]
		fmt.Fprintf(&b, "With %s, the worst kinds are %s; the worst languages are %s.", library, r.worst(library, kinds), r.worst(library, languages))
		m := r.of(library, Reporting, Ours, all[0])
		fmt.Fprintf(&b, " Of %d questions %.0f have nothing relevant among the first five clauses, and %.0f get no answer at all.",
			m.Of, (1-m.Success)*float64(m.Of), m.Empty*float64(m.Of))
		if nothing := r.of(library, Reporting, Ours, all[len(all)-1]); nothing.Of > 0 {
			fmt.Fprintf(&b, " Of %d questions that have no answer, %.0f get some clauses all the same.", nothing.Of, (1-nothing.Empty)*float64(nothing.Of))
		}
		behind := slices.DeleteFunc(slices.Clone(append(languages, kinds...)), func(g group) bool {
			o := r.of(library, Reporting, Ours, g)
			return o.Of == 0 || o.NDCG >= max(r.of(library, Reporting, Plain, g).NDCG, r.of(library, Reporting, PlainConcepts, g).NDCG)
		})
		if len(behind) > 0 {
			fmt.Fprintf(&b, " Bleve, with or without concepts, ranks better than we do in %s.", names(behind))
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

// worst names the groups with the lowest nDCG@10, the worst first.
func (r Report) worst(library Library, all []group) string {
	some := slices.DeleteFunc(slices.Clone(all), func(g group) bool { return r.of(library, Reporting, Ours, g).Of == 0 })
	slices.SortStableFunc(some, func(a, b group) int {
		return cmp.Compare(r.of(library, Reporting, Ours, a).NDCG, r.of(library, Reporting, Ours, b).NDCG)
	})
	some = some[:min(weakest, len(some))]
	for i, g := range some {
		some[i].name = fmt.Sprintf("%s (nDCG@10 %s)", named(g), three(r.of(library, Reporting, Ours, g).NDCG))
	}
	return names(some)
}

// names lists the names of groups.
func names(all []group) string {
	var list []string
	for _, g := range all {
		list = append(list, named(g))
	}
	return strings.Join(list, ", ")
}

// named returns what a group is called in a sentence.
func named(g group) string {
	if slices.Contains(Languages, g.name) {
		return clauses.LanguageName(g.name, "en")
	}
	return g.name
}
