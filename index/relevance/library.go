package relevance

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"clausebank/clauses"
)

// without returns the documents with no text and no title in a language. A
// clause without a text, and a document without a clause, falls out.
func without(docs []clauses.Document, language string) []clauses.Document {
	var rest []clauses.Document
	for _, d := range docs {
		d.Instrument.Titles = slices.DeleteFunc(slices.Clone(d.Instrument.Titles), func(t clauses.Title) bool {
			return baseOf(t.Language) == language
		})
		var kept []clauses.Clause
		for _, c := range d.Clauses {
			c.Texts = slices.DeleteFunc(slices.Clone(c.Texts), func(t clauses.Text) bool { return baseOf(t.Language) == language })
			if len(c.Texts) > 0 {
				kept = append(kept, c)
			}
		}
		if d.Clauses = kept; len(kept) > 0 {
			rest = append(rest, d)
		}
	}
	return rest
}

// baseOf returns the base language of a tag: pt of pt-BR.
func baseOf(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(base)
}

// A stock is what judgements must know of a library: the languages that each clause
// has texts in.
type stock map[clauses.ClauseID][]string

func newStock(docs []clauses.Document) stock {
	s := make(stock)
	for _, d := range docs {
		for _, c := range d.Clauses {
			for _, t := range c.Texts {
				s[c.ID] = append(s[c.ID], baseOf(t.Language))
			}
		}
	}
	return s
}

// grades returns what the clauses of the library are worth to the question that a
// need makes in a language, and whether a relevant one has a text in it.
func (s stock) grades(n *Need, language string) (grades map[clauses.ClauseID]int, sameLanguage bool) {
	grades = make(map[clauses.ClauseID]int)
	for _, j := range n.Judgements {
		texts, held := s[j.Clause]
		speaks := slices.Contains(texts, language)
		if !held || j.Language != "" && (j.Language != language || !speaks) {
			continue
		}
		grades[j.Clause] = j.Grade
		sameLanguage = sameLanguage || j.Grade >= Useful && speaks
	}
	return grades, sameLanguage
}

// A shelf is documents in which citations are looked up.
type shelf []clauses.Document

// ByIdentifier returns the instruments with an official number; case, spaces and
// punctuation do not count.
func (s shelf) ByIdentifier(_ context.Context, value string) ([]clauses.InstrumentID, error) {
	var found []clauses.InstrumentID
	wanted := foldNumber(value)
	for _, d := range s {
		if slices.ContainsFunc(d.Instrument.Identifiers, func(i clauses.Identifier) bool { return wanted != "" && foldNumber(i.Value) == wanted }) {
			found = append(found, d.Instrument.ID)
		}
	}
	return found, nil
}

// Document returns the document of an ID.
func (s shelf) Document(_ context.Context, id clauses.InstrumentID) (clauses.Document, clauses.Revision, error) {
	for _, d := range s {
		if d.Instrument.ID == id {
			return d, 1, nil
		}
	}
	return clauses.Document{}, 0, clauses.ErrNotFound
}

func foldNumber(value string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, value)
}
