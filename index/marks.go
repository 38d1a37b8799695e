package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf16"

	"clausebank/clauses"
	"clausebank/index/words"
)

// A Highlight is a passage of a clause with marks on what a query asked for. It
// is plain text, not HTML.
type Highlight struct {
	Language string
	TextKind clauses.TextKind
	Part     Part
	Start    int // where Text begins in the part, in UTF-16 code units
	Text     string
	Marks    []Mark // in order, not overlapping
}

// A Mark is a piece of a Highlight's Text, in UTF-16 code units; End is not
// included.
type Mark struct{ Start, End int }

// Part says which part of a text a passage is from.
type Part string

// The parts of a text that passages are from.
const (
	HeadingPart Part = "heading"
	BodyPart    Part = "text"
)

// Highlights returns one passage of a found clause in each language that matches
// the query, the authentic languages of the instrument first, in their order. It
// marks what the positive words, phrases, prefixes, concepts and nears of the
// query match; of plain words, the content words of the language and where the
// text names a concept that they name. read is what a search understood of
// the query: which words were corrected, and which name concepts; r recognises
// those. A text that does not match,
// or only by its instrument's titles and parties, has no passage, and Like marks
// nothing.
//
// Engines hold no texts, so a text is read again for this. Whether a plain query
// was relaxed is not known here: where no text of the clause holds enough of the
// words, one word is enough.
func Highlights(q Query, read Reading, r *Recogniser, c clauses.Clause, i clauses.Instrument) []Highlight {
	m := newMarker(q, read, r, c, i)
	if m == nil {
		return nil
	}
	found, enough := m.highlights()
	if _, plain := q.Expr.(Words); plain && !enough {
		m.relaxed = true
		found, _ = m.highlights()
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Compare(authentic(i, a.Language), authentic(i, b.Language))
	})
	var highlights []Highlight
	for _, f := range found {
		highlights = append(highlights, f.Highlight)
	}
	return highlights
}

// authentic returns the place of a language among the instrument's authentic
// ones, and the number behind all of them where it is none.
func authentic(i clauses.Instrument, language string) int {
	for n, tag := range i.Languages {
		if strings.EqualFold(tag, language) {
			return n
		}
	}
	return len(i.Languages)
}

// A candidate is a passage, and how many different leaves it marks.
type candidate struct {
	Highlight
	leaves int
}

// highlights returns the best passage of each language, in the order of texts,
// and whether any text matches.
func (m *marker) highlights() (found []candidate, any bool) {
	for n, t := range m.texts {
		if !m.passes(t.source) || !m.matches(m.root, n, true) {
			continue
		}
		any = true
		best, ok := m.passage(n)
		if !ok {
			continue
		}
		same := slices.IndexFunc(found, func(f candidate) bool { return f.Language == best.Language })
		switch {
		case same < 0:
			found = append(found, best)
		case best.leaves > found[same].leaves:
			found[same] = best
		}
	}
	return found, any
}

// passes reports whether the filters on texts let a text through.
func (m *marker) passes(t clauses.Text) bool {
	languages, kinds := m.query.Filter.Values[Language], m.query.Filter.Values[TextKind]
	return (len(languages) == 0 || slices.ContainsFunc(LanguageValues(t.Language), func(v string) bool { return slices.Contains(languages, v) })) &&
		(len(kinds) == 0 || slices.Contains(kinds, string(t.Kind)))
}

// passage cuts the best passage out of a text, of the body where anything is
// marked there, else of the heading.
func (m *marker) passage(text int) (candidate, bool) {
	t := m.texts[text]
	spans := m.marked(m.root, text, nil)
	for _, from := range []struct {
		part  int
		name  Part
		text  string
		words []words.Word
	}{
		{bodyPart, BodyPart, t.source.Text, t.words[bodyPart]},
		{headingPart, HeadingPart, t.source.Heading, t.words[headingPart]},
	} {
		inside := slices.DeleteFunc(slices.Clone(spans), func(s span) bool { return s.part != from.part })
		if len(inside) == 0 {
			continue
		}
		start, end, leaves := bestPassage(from.text, from.words, inside)
		h := Highlight{Language: t.source.Language, TextKind: t.source.Kind, Part: from.name,
			Start: units(from.text[:start]), Text: from.text[start:end]}
		h.Marks = marks(from.text, from.words, inside, start, end)
		return candidate{h, leaves}, true
	}
	return candidate{}, false
}

// marks returns what of the spans lies in a passage, in UTF-16 code units of it.
func marks(text string, split []words.Word, spans []span, start, end int) (marks []Mark) {
	at, unit := start, 0 // bytes of the text, and their units from the passage's start
	advance := func(to int) int {
		unit += units(text[at:to])
		at = to
		return unit
	}
	for covered := start; len(spans) > 0; spans = spans[1:] {
		from, to := max(split[spans[0].first].Start, covered), min(split[spans[0].last].End, end)
		if from >= to {
			continue
		}
		if n := len(marks); n > 0 && from == covered && split[spans[0].first].Start < covered {
			marks[n-1].End = advance(to) // it overlaps the one before
		} else {
			m := Mark{Start: advance(from)}
			m.End = advance(to)
			marks = append(marks, m)
		}
		covered = to
	}
	return marks
}

// units counts the UTF-16 code units of a string.
func units(s string) (n int) {
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
