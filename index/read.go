package index

import (
	"slices"
	"strings"

	"clausebank/clauses"
	"clausebank/index/words"
)

// Recognised is a concept that a plain query names.
type Recognised struct {
	Concept  clauses.ConceptID
	Words    []string // exact forms of the words that named it, in their order
	Searched bool     // false where the words are too common to be searched for in other languages
}

// A Group is words of a query that name the same concepts: a text that names one
// of these need not hold the words.
type Group struct {
	Words    []string // different exact forms, in their order
	Little   []string // those of them that are stop words of a language in which they name the concepts
	Concepts []clauses.ConceptID
}

// InQuery returns the concepts that a plain query names, in the order of their
// first places, and the groups of words that name some of a weight above 0.
// The reader's language may be "".
func (r *Recogniser) InQuery(query Words, reader string) ([]Recognised, []Group) {
	reader = family(reader)
	run := query.run()
	var found []fit
	for _, rules := range r.rules {
		found = append(found, r.fits(run, rules, func(l *label, run []spelt) bool { return bindsInQuery(l, run, reader) })...)
	}
	var concepts []Recognised
	var groups []Group
	for _, f := range apart(found) {
		part := run[f.start:f.end]
		var searched []clauses.ConceptID
		labels := r.preferred(f.labels, part, reader)
		for _, n := range r.named(labels) {
			if n.Weight > 0 {
				searched = append(searched, n.Concept)
			}
			concepts = addRecognised(concepts, Recognised{n.Concept, forms(part), n.Weight > 0})
		}
		if len(searched) > 0 {
			groups = addGroup(groups, Group{forms(part), r.little(labels, part), searched})
		}
	}
	return concepts, groups
}

// preferred returns those labels that fit the same run of a query and count: the
// reader's, else those with the same exact forms, else all.
func (r *Recogniser) preferred(labels []int, run []spelt, reader string) []int {
	for _, better := range []func(l *label) bool{
		func(l *label) bool { return l.family == reader },
		func(l *label) bool { return exactLike(l, run) },
	} {
		if some := slices.DeleteFunc(slices.Clone(labels), func(n int) bool { return !better(&r.labels[n]) }); len(some) > 0 {
			return some
		}
	}
	return labels
}

// little returns the words of a run that are stop words under the rules of any of
// the labels that fit it.
func (r *Recogniser) little(labels []int, run []spelt) []string {
	return slices.DeleteFunc(forms(run), func(w string) bool {
		return !slices.ContainsFunc(labels, func(n int) bool { return r.labels[n].rules.Stop(w) })
	})
}

func forms(run []spelt) []string {
	var all []string
	for _, w := range run {
		all = addNew(all, w.exact)
	}
	return all
}

func addNew(to []string, all ...string) []string {
	for _, s := range all {
		if !slices.Contains(to, s) {
			to = append(to, s)
		}
	}
	return to
}

func addRecognised(all []Recognised, one Recognised) []Recognised {
	for i := range all {
		if all[i].Concept == one.Concept {
			all[i].Words = addNew(all[i].Words, one.Words...)
			all[i].Searched = all[i].Searched || one.Searched
			return all
		}
	}
	return append(all, one)
}

func addGroup(all []Group, one Group) []Group {
	for i := range all {
		if slices.Equal(all[i].Concepts, one.Concepts) {
			all[i].Words = addNew(all[i].Words, one.Words...)
			all[i].Little = addNew(all[i].Little, one.Little...)
			return all
		}
	}
	return append(all, one)
}

// run returns all words of a plain query in their order.
func (e Words) run() []spelt {
	if e.Text == "" {
		run := make([]spelt, len(e.Words))
		for i, w := range e.Words {
			run[i] = spelt{exact: w, written: w}
		}
		return run
	}
	return readRun(e.Text, words.Split(e.Text))
}

// Correct returns the query with some of its words exchanged for others.
func (e Words) Correct(corrections []Correction) Words {
	if len(corrections) == 0 {
		return e
	}
	to := make(map[string]string, len(corrections))
	for _, c := range corrections {
		to[c.From] = c.To
	}
	corrected := Words{Words: nil}
	for _, w := range e.Words {
		if c, ok := to[w]; ok {
			w = c
		}
		corrected.Words = addNew(corrected.Words, w)
	}
	if e.Text == "" {
		return corrected
	}
	var text strings.Builder
	end := 0
	for _, w := range words.Split(e.Text) {
		if c, ok := to[w.Exact]; ok && end <= w.Start {
			text.WriteString(e.Text[end:w.Start])
			text.WriteString(c)
			end = w.End
		}
	}
	text.WriteString(e.Text[end:])
	corrected.Text = text.String()
	return corrected
}

// Recognises reports whether concepts are looked for in the query's plain words.
func (q Query) Recognises() bool { return !q.Exact && !q.NoConcepts }

// Corrects reports whether the query's plain words may be corrected.
func (q Query) Corrects() bool { return !q.Exact }

// Reader returns the base language of who asks: that of the request, or that of
// a filter on one language; "" where it is not known.
func (q Query) Reader() string {
	language := q.Language
	if values := q.Filter.Values[Language]; language == "" && len(values) == 1 {
		language = values[0]
	}
	base, _, _ := strings.Cut(language, "-")
	return strings.ToLower(base)
}

// Content returns those of a plain query's words that count under the rules of a
// text's language for a reader of a language ("": not known): no stop words of
// either, and none of the language in which they name a concept. Of a group, one
// word counts at least, or else all do: AI is a word of Italian, too.
func Content(all []string, rules *words.Rules, reader string, groups []Group) []string {
	foreign := func(w string) bool { return !rules.Stop(w) }
	readers := rules
	if reader != "" {
		readers = words.For(reader)
	}
	counts := func(w string) bool {
		return foreign(w) && !readers.Stop(w) && !slices.ContainsFunc(groups, func(g Group) bool { return slices.Contains(g.Little, w) })
	}
	if !slices.ContainsFunc(all, counts) {
		counts = foreign
	}
	if !slices.ContainsFunc(all, counts) {
		return all
	}
	bare := make(map[string]bool)
	for _, g := range groups {
		for _, w := range g.Words {
			if slices.ContainsFunc(g.Words, func(w string) bool { return counts(w) && slices.Contains(all, w) }) {
				break
			}
			bare[w] = true
		}
	}
	var content []string
	for _, w := range all {
		if counts(w) || bare[w] {
			content = append(content, w)
		}
	}
	return content
}
