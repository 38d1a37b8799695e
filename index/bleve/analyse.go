package bleve

import (
	"strings"

	"clausebank/clauses"
	"clausebank/index"
	"clausebank/index/words"
)

// postings are the terms of one text, by field.
type postings struct {
	exact, stem, concepts []occurring
	length                int // words of heading and body
}

// An analyser reads texts word by word. It may not be used by two goroutines at
// once.
type analyser struct {
	forms map[string]string // exact forms that were met, in memory of their own
	place map[string]int    // where a term stands in the list that is being made

	recogniser *index.Recogniser
}

func newAnalyser(r *index.Recogniser) *analyser {
	return &analyser{forms: make(map[string]string), place: make(map[string]int), recogniser: r}
}

// A section is a part of a text, in words.
type section struct {
	text  string
	split []words.Word
	forms []string
}

// own returns an equal string that does not share the memory of a text.
func (a *analyser) own(exact string) string {
	form, ok := a.forms[exact]
	if !ok {
		form = strings.Clone(exact)
		a.forms[form] = form
	}
	return form
}

// context returns what every text of an instrument holds besides its own words:
// all titles, and the names of all parties.
func (a *analyser) context(i clauses.Instrument) section {
	var lines []string
	for _, t := range i.Titles {
		lines = append(lines, t.Text)
	}
	for _, p := range i.Parties {
		lines = append(lines, p.Name)
	}
	return a.section(strings.Join(lines, "\n"))
}

func (a *analyser) section(text string) section {
	s := section{text: text, split: words.Split(text)}
	s.forms = make([]string, len(s.split))
	for i, w := range s.split {
		s.forms[i] = a.own(w.Exact)
	}
	return s
}

// read finds the terms of a text.
func (a *analyser) read(t clauses.Text, context section) postings {
	heading, body := a.section(t.Heading), a.section(t.Text)
	rules := words.For(t.Language)
	exact := a.collect(heading.forms, body.forms, context.forms, func(form string) string { return form })
	return postings{
		exact:    exact,
		stem:     a.collect(heading.forms, body.forms, context.forms, rules.Stem),
		concepts: a.concepts(t.Language, heading, body, context),
		length:   len(heading.forms) + len(body.forms),
	}
}

// concepts lists the concepts that a text in a language names.
func (a *analyser) concepts(language string, sections ...section) []occurring {
	clear(a.place)
	var terms []occurring
	for part, s := range sections {
		for _, m := range a.recogniser.InText(language, s.text, s.split) {
			t := a.term(&terms, string(m.Concept))
			t.add(part, m.Start)
			t.weight = max(t.weight, m.Weight)
		}
	}
	return terms
}

// term returns the place of a term in the list that is being made.
func (a *analyser) term(terms *[]occurring, s string) *occurring {
	at, ok := a.place[s]
	if !ok {
		at = len(*terms)
		*terms, a.place[s] = append(*terms, occurring{term: s}), at
	}
	return &(*terms)[at]
}

// add notes that the term stands at a word of a part.
func (t *occurring) add(part, word int) {
	t.places = append(t.places, uint32(word))
	switch part {
	case headingPart:
		t.heading++
	case bodyPart:
		t.body++
	}
}

// collect lists the terms that the words of a text are, each with its places.
func (a *analyser) collect(heading, body, context []string, term func(form string) string) []occurring {
	clear(a.place)
	terms := make([]occurring, 0, len(heading)+len(body)+len(context))
	for part, forms := range [][]string{heading, body, context} {
		for i, form := range forms {
			a.term(&terms, term(form)).add(part, i)
		}
	}
	return terms
}
