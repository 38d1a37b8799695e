package bleve

import (
	"strings"

	"clausebank/clauses"
	"clausebank/index/words"
)

// postings are the terms of one text, in both fields.
type postings struct {
	exact, stem []occurring
	length      int // words of heading and body
}

// An analyser reads texts word by word. It may not be used by two goroutines at
// once.
type analyser struct {
	forms map[string]string // exact forms that were met, in memory of their own
	place map[string]int    // where a term stands in the list that is being made
}

func newAnalyser() *analyser {
	return &analyser{forms: make(map[string]string), place: make(map[string]int)}
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

// context returns the words that every text of an instrument holds besides its
// own: all titles, and the names of all parties.
func (a *analyser) context(i clauses.Instrument) []string {
	var forms []string
	for _, t := range i.Titles {
		forms = append(forms, a.split(t.Text)...)
	}
	for _, p := range i.Parties {
		forms = append(forms, a.split(p.Name)...)
	}
	return forms
}

func (a *analyser) split(text string) []string {
	split := words.Split(text)
	forms := make([]string, len(split))
	for i, w := range split {
		forms[i] = a.own(w.Exact)
	}
	return forms
}

// read finds the terms of a text.
func (a *analyser) read(t clauses.Text, context []string) postings {
	heading, body := a.split(t.Heading), a.split(t.Text)
	rules := words.For(t.Language)
	exact := a.collect(heading, body, context, func(form string) string { return form })
	return postings{
		exact:  exact,
		stem:   a.collect(heading, body, context, rules.Stem),
		length: len(heading) + len(body),
	}
}

// collect lists the terms that the words of a text are, each with its places.
func (a *analyser) collect(heading, body, context []string, term func(form string) string) []occurring {
	clear(a.place)
	terms := make([]occurring, 0, len(heading)+len(body)+len(context))
	for part, forms := range [][]string{heading, body, context} {
		for i, form := range forms {
			s := term(form)
			at, ok := a.place[s]
			if !ok {
				at = len(terms)
				terms, a.place[s] = append(terms, occurring{term: s}), at
			}
			t := &terms[at]
			t.places = append(t.places, uint32(i))
			switch part {
			case headingPart:
				t.heading++
			case bodyPart:
				t.body++
			}
		}
	}
	return terms
}
