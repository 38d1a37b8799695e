package relevance

import (
	"fmt"
	"strings"
)

// A group is some of the questions: a row of a table.
type group struct {
	name string
	has  func(Outcome) bool
}

// groups are all questions, then those of each language, then those of each kind.
func groups() []group {
	all := []group{{"all", func(Outcome) bool { return true }}}
	for _, l := range Languages {
		all = append(all, group{l, func(o Outcome) bool { return o.Language == l }})
	}
	for _, k := range Kinds {
		all = append(all, group{string(k), func(o Outcome) bool { return o.Need.Kind == k }})
	}
	return all
}

// of returns the mean of a system's scores in a group of the questions of a half
// that a library can answer; of the kind nothing, of those that it can't.
func (r Report) of(library Library, half Half, s System, g group) Mean {
	return mean(r.Outcomes, func(o Outcome) bool {
		return o.Library == library && o.Need.Half == half && o.System == s && g.has(o) &&
			(o.Answerable || o.Need.Kind == NothingKind && g.name == string(NothingKind))
	})
}

// Tables returns all figures as Markdown.
func (r Report) Tables() string {
	var b strings.Builder
	for _, half := range Halves {
		fmt.Fprintf(&b, "# The %s half\n\n", half)
		for _, library := range Libraries {
			fmt.Fprintf(&b, "## %s: nDCG@10, recall@20, success@5, empty answers\n\n", sentence(string(library)))
			b.WriteString(r.full(library, half, Systems))
			b.WriteByte('\n')
		}
		b.WriteString(r.sameLanguage(half))
		b.WriteString(r.lookups(half))
	}
	return b.String()
}

// Own returns the figures of our own search alone.
func (r Report) Own() string {
	var b strings.Builder
	for _, half := range Halves {
		for _, library := range Libraries {
			fmt.Fprintf(&b, "## The %s half, %s: nDCG@10, recall@20, success@5, empty answers\n\n", half, library)
			b.WriteString(r.full(library, half, []System{Ours}))
			b.WriteByte('\n')
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// full returns a table with a row for each group and all measures of systems.
func (r Report) full(library Library, half Half, systems []System) string {
	header := []string{"", "questions"}
	for _, s := range systems {
		header = append(header, string(s))
	}
	rows := [][]string{header}
	for _, g := range groups() {
		row := []string{g.name, fmt.Sprint(r.of(library, half, systems[0], g).Of)}
		for _, s := range systems {
			m := r.of(library, half, s, g)
			cell := fmt.Sprintf("%.3f %.3f %.3f %.3f", m.NDCG, m.Recall, m.Success, m.Empty)
			switch {
			case m.Of == 0:
				cell = "-"
			case g.name == string(NothingKind):
				cell = fmt.Sprintf("- - - %.3f", m.Empty)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return markdown(rows)
}

// hard is the nDCG@10 of plain Bleve below which a question is a hard one.
const hard = 0.5

// A Hard compares us with plain Bleve on its hard questions.
type Hard struct{ Ours, Plain Mean }

// Ratio is how many times better we are.
func (h Hard) Ratio() float64 { return h.Ours.NDCG / h.Plain.NDCG }

// Hard returns the means of the questions of a half that the whole library
// answers in their own language and plain Bleve answers badly.
func (r Report) Hard(half Half) Hard {
	type question struct {
		need     *Need
		language string
	}
	chosen := make(map[question]bool)
	for _, o := range r.Outcomes {
		if o.Library == Whole && o.System == Plain && o.Answerable && o.SameLanguage && o.Need.Half == half && o.NDCG < hard {
			chosen[question{o.Need, o.Language}] = true
		}
	}
	of := func(s System) Mean {
		return mean(r.Outcomes, func(o Outcome) bool {
			return o.Library == Whole && o.System == s && chosen[question{o.Need, o.Language}]
		})
	}
	return Hard{Ours: of(Ours), Plain: of(Plain)}
}

func (r Report) sameLanguage(half Half) string {
	h := r.Hard(half)
	if h.Plain.Of == 0 {
		return "There is no question with an answer in its own language on which plain Bleve's nDCG@10 is below 0.5.\n\n"
	}
	return fmt.Sprintf("On the %d questions with an answer in their own language on which plain Bleve's nDCG@10 is below %.1f, its mean is %.3f and ours %.3f: %.2f times as much.\n\n",
		h.Plain.Of, hard, h.Plain.NDCG, h.Ours.NDCG, h.Ratio())
}

func (r Report) lookups(half Half) string {
	all, instruments, found := 0, 0, 0
	for _, l := range r.Lookups {
		if l.Need.Half != half {
			continue
		}
		all++
		if l.Instrument {
			instruments++
		}
		if l.Clause {
			found++
		}
	}
	return fmt.Sprintf("Of the %d questions that are citations, the lookup finds the instrument of a relevant clause for %d, and the clause itself for %d.\n\n", all, instruments, found)
}

// markdown returns a table; the first row is its header.
func markdown(rows [][]string) string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	var b strings.Builder
	for n, row := range rows {
		for i, cell := range row {
			fmt.Fprintf(&b, "| %-*s ", widths[i], cell)
		}
		b.WriteString("|\n")
		if n == 0 {
			for _, w := range widths {
				b.WriteString("| " + strings.Repeat("-", max(w, 3)) + " ")
			}
			b.WriteString("|\n")
		}
	}
	return b.String()
}

// sentence returns words with a capital in front.
func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
