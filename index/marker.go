package index

import (
	"cmp"
	"slices"
	"strings"

	"clausebank/clauses"
	"clausebank/index/words"
)

// A marker looks for the words of one query in the texts of one clause.
type marker struct {
	query   Query
	relaxed bool
	root    *node
	leaves  []Expr // terms, phrases, prefixes and concepts, by node.leaf
	texts   []markedText
	values  map[Field][]string // of the clause; those above topics and services are not known

	recogniser *Recogniser
	reader     string
	groups     []Group // of plain words; their leaves are behind those of the words
}

// A node is a part of the query's tree.
type node struct {
	expr  Expr
	parts []*node
	leaf  int           // in marker.leaves
	none  map[bool]bool // of a Not: whether no text matches, by what is said of the unknown
}

const (
	headingPart = iota
	bodyPart
	contextPart
	textParts
)

// A markedText is a text in words, with what was found in it.
type markedText struct {
	source clauses.Text
	rules  *words.Rules
	words  [textParts][]words.Word
	found  [][]span // by leaf, in order of place
}

// A span is the words from first to last of a part, that a leaf matches.
type span struct{ part, first, last, leaf int }

func newMarker(q Query, read Reading, r *Recogniser, c clauses.Clause, i clauses.Instrument) *marker {
	m := &marker{query: q, recogniser: r, reader: q.Reader()}
	switch e := q.Expr.(type) {
	case nil, Like:
		return nil
	case Words:
		e = e.Correct(read.Corrections)
		m.root = &node{expr: e}
		for _, w := range e.Words {
			m.leaves = append(m.leaves, Term{w})
		}
		m.groups = read.Groups
		for _, g := range m.groups {
			for _, id := range g.Concepts {
				m.leaves = append(m.leaves, Concept{id})
			}
		}
	default:
		m.root = m.compile(e)
	}
	m.values = Values(&clauses.Taxonomy{}, i, c)
	context := contextOf(i)
	split := words.Split(context)
	for _, t := range c.Texts {
		text := markedText{source: t, rules: words.For(t.Language),
			words: [textParts][]words.Word{words.Split(t.Heading), words.Split(t.Text), split}}
		text.found = m.find(&text)
		m.findConcepts(&text, [textParts]string{t.Heading, t.Text, context})
		m.texts = append(m.texts, text)
	}
	return m
}

// contextOf returns the titles and parties of an instrument.
func contextOf(i clauses.Instrument) string {
	var lines []string
	for _, t := range i.Titles {
		lines = append(lines, t.Text)
	}
	for _, p := range i.Parties {
		lines = append(lines, p.Name)
	}
	return strings.Join(lines, "\n")
}

// compile numbers the leaves of a tree.
func (m *marker) compile(e Expr) *node {
	n := &node{expr: e}
	add := func(parts ...Expr) *node {
		for _, part := range parts {
			n.parts = append(n.parts, m.compile(part))
		}
		return n
	}
	switch e := e.(type) {
	case And:
		return add(e.All...)
	case Or:
		return add(e.Any...)
	case Not:
		return add(e.X)
	case Near:
		return add(e.A, e.B)
	case Term, Phrase, Prefix, Concept:
		n.leaf = len(m.leaves)
		m.leaves = append(m.leaves, e)
	}
	return n
}

// find looks for all leaves in a text, in one walk over its words.
func (m *marker) find(t *markedText) [][]span {
	found := make([][]span, len(m.leaves))
	terms, phrases := make(map[string][]int), make(map[string][]int) // leaves by the form that they begin with
	var prefixes []int
	for n, leaf := range m.leaves {
		switch e := leaf.(type) {
		case Term:
			form := m.form(t.rules, e.Word)
			terms[form] = append(terms[form], n)
		case Phrase:
			if len(e.Words) > 0 {
				phrases[e.Words[0]] = append(phrases[e.Words[0]], n)
			}
		case Prefix:
			prefixes = append(prefixes, n)
		}
	}
	for part, all := range t.words {
		for at, w := range all {
			for _, n := range terms[m.form(t.rules, w.Exact)] {
				found[n] = append(found[n], span{part, at, at, n})
			}
			for _, n := range phrases[w.Exact] {
				if phrase := m.leaves[n].(Phrase).Words; standsAt(all, at, phrase) {
					found[n] = append(found[n], span{part, at, at + len(phrase) - 1, n})
				}
			}
			for _, n := range prefixes {
				if strings.HasPrefix(w.Exact, m.leaves[n].(Prefix).Start) {
					found[n] = append(found[n], span{part, at, at, n})
				}
			}
		}
	}
	return found
}

// findConcepts looks for the concepts that are leaves in a text.
func (m *marker) findConcepts(t *markedText, parts [textParts]string) {
	if !slices.ContainsFunc(m.leaves, func(e Expr) bool { _, ok := e.(Concept); return ok }) {
		return
	}
	for part, text := range parts {
		for _, mention := range m.recogniser.InText(t.source.Language, text, t.words[part]) {
			for n, leaf := range m.leaves {
				if leaf == Expr(Concept{mention.Concept}) {
					t.found[n] = append(t.found[n], span{part, mention.Start, mention.End - 1, n})
				}
			}
		}
	}
}

// form returns what words are compared by.
func (m *marker) form(rules *words.Rules, exact string) string {
	if m.query.Exact {
		return exact
	}
	return rules.Stem(exact)
}

// standsAt reports whether a phrase begins at a word.
func standsAt(all []words.Word, at int, phrase []string) bool {
	if at+len(phrase) > len(all) {
		return false
	}
	for i, exact := range phrase {
		if all[at+i].Exact != exact {
			return false
		}
	}
	return true
}

// matches reports whether a text matches a part of the query. Where that hangs
// on a value above the clause's own topics and services, unknown is the answer.
func (m *marker) matches(n *node, text int, unknown bool) bool {
	t := &m.texts[text]
	switch e := n.expr.(type) {
	case Words:
		content, has := Content(e.Words, t.rules, m.reader, m.groups), 0
		for _, w := range content {
			if slices.ContainsFunc(m.leavesOf(e, w), func(leaf int) bool { return len(t.found[leaf]) > 0 }) {
				has++
			}
		}
		return has > 0 && (m.relaxed || has >= Needed(len(content)))
	case And:
		return !slices.ContainsFunc(n.parts, func(p *node) bool { return !m.matches(p, text, unknown) })
	case Or:
		return slices.ContainsFunc(n.parts, func(p *node) bool { return m.matches(p, text, unknown) })
	case Not:
		if none, known := n.none[unknown]; known {
			return none // asked once for all texts, or Nots within Nots would cost texts to the power of their depth
		}
		none := true
		for other := range m.texts {
			none = none && !m.matches(n.parts[0], other, !unknown)
		}
		if n.none == nil {
			n.none = make(map[bool]bool, 2)
		}
		n.none[unknown] = none
		return none
	case Near:
		a, _ := m.near(n, text)
		return len(a) > 0
	case In:
		return m.has(t.source, e, unknown)
	}
	return len(t.found[n.leaf]) > 0
}

func (m *marker) has(t clauses.Text, e In, unknown bool) bool {
	var values []string
	switch e.Field {
	case Language:
		values = LanguageValues(t.Language)
	case TextKind:
		values = []string{string(t.Kind)}
	case Status:
		return unknown
	default:
		values = m.values[e.Field]
	}
	same := slices.ContainsFunc(values, func(v string) bool { return Comparable(e.Field, v) == Comparable(e.Field, e.Value) })
	return same || unknown && (e.Field == Topic || e.Field == PublicService)
}

// leavesOf returns the leaves that stand for a plain word: its own, and those of
// the concepts that it names.
func (m *marker) leavesOf(e Words, word string) []int {
	leaves := []int{slices.Index(e.Words, word)}
	concept := len(e.Words)
	for _, g := range m.groups {
		for range g.Concepts {
			if slices.Contains(g.Words, word) {
				leaves = append(leaves, concept)
			}
			concept++
		}
	}
	return leaves
}

// near returns the occurrences of both sides that have one of the other near.
func (m *marker) near(n *node, text int) (as, bs []span) {
	found, distance := m.texts[text].found, n.expr.(Near).Distance
	a, b := found[n.parts[0].leaf], found[n.parts[1].leaf]
	close := func(x, y span) bool {
		if y.first < x.first {
			x, y = y, x
		}
		return x.part == y.part && y.first > x.last && y.first-x.last <= distance
	}
	having := func(these, those []span) (kept []span) {
		for _, x := range these {
			first, _ := slices.BinarySearchFunc(those, x, func(y, x span) int { // those that begin in reach
				return cmp.Or(cmp.Compare(y.part, x.part), cmp.Compare(y.last, x.first-distance))
			})
			for _, y := range those[first:] {
				if y.part != x.part || y.first > x.last+distance {
					break
				}
				if close(x, y) {
					kept = append(kept, x)
					break
				}
			}
		}
		return kept
	}
	return having(a, b), having(b, a)
}

// marked adds what of a text is marked for a part of the query, in the order of
// places.
func (m *marker) marked(n *node, text int, spans []span) []span {
	t := &m.texts[text]
	switch e := n.expr.(type) {
	case Words:
		leaves := make(map[int]bool)
		for _, w := range Content(e.Words, t.rules, m.reader, m.groups) {
			for _, leaf := range m.leavesOf(e, w) {
				leaves[leaf] = true
			}
		}
		for leaf := range leaves {
			spans = append(spans, t.found[leaf]...)
		}
	case And, Or:
		for _, part := range n.parts {
			if m.matches(part, text, true) {
				spans = m.marked(part, text, spans)
			}
		}
	case Near:
		a, b := m.near(n, text)
		spans = append(append(spans, a...), b...)
	case Term, Phrase, Prefix, Concept:
		spans = append(spans, t.found[n.leaf]...)
	}
	slices.SortFunc(spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.part, b.part), cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last), cmp.Compare(a.leaf, b.leaf))
	})
	return spans
}
