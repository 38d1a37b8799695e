package index

import (
	"strconv"
	"strings"

	"clausebank/clauses"
)

// An Expr is what a text must hold to match. Every node prints itself as the
// query that means it, so Parse(e.String()) is e again (but for Like, which no
// query can write).
type Expr interface {
	String() string
	expr()
}

// Words is a query in plain language: its different words in their order,
// folded. A text need not hold all of them, see docs/design.md.
type Words struct {
	Words []string
	Text  string // as it was written; "" where the words with spaces between them say all
}

// Term is one word that a text must hold, in the forms of the text's language.
type Term struct{ Word string }

// Phrase is words that stand side by side as they are written, but for case
// and accents.
type Phrase struct{ Words []string }

// Prefix is the beginning of a word as it is written, but for case and accents.
type Prefix struct{ Start string }

// Near holds where A and B (Term, Phrase or Prefix) stand in one part of a text
// (heading, body, titles and parties) with at most Distance-1 words between.
type Near struct {
	A, B     Expr
	Distance int
}

// And holds where all of its parts hold in one text.
type And struct{ All []Expr }

// Or holds where any of its parts holds.
type Or struct{ Any []Expr }

// Not holds where no text of the clause holds X.
type Not struct{ X Expr }

// In holds for clauses (for Language and TextKind: texts) with one value of a
// field.
type In struct {
	Field Field
	Value string
}

// Concept holds where a text names a concept of the thesaurus, in its own
// language.
type Concept struct{ ID clauses.ConceptID }

// Like holds for clauses that share telling words or topics with a clause.
type Like struct {
	ID     clauses.ClauseID // never found itself
	Texts  []LikeText
	Topics []clauses.TopicID
}

// A LikeText is the heading and body of one text of the clause that others are
// to be like.
type LikeText struct{ Language, Text string }

func (Words) expr()   {}
func (Term) expr()    {}
func (Phrase) expr()  {}
func (Prefix) expr()  {}
func (Near) expr()    {}
func (And) expr()     {}
func (Or) expr()      {}
func (Not) expr()     {}
func (In) expr()      {}
func (Concept) expr() {}
func (Like) expr()    {}

func (e Words) String() string {
	if e.Text != "" {
		return e.Text
	}
	return strings.Join(e.Words, " ")
}
func (e Term) String() string    { return e.Word }
func (e Phrase) String() string  { return `"` + strings.Join(e.Words, " ") + `"` }
func (e Prefix) String() string  { return e.Start + "*" }
func (e Concept) String() string { return In{conceptField, string(e.ID)}.String() }
func (e Near) String() string {
	return e.A.String() + " near/" + strconv.Itoa(e.Distance) + " " + e.B.String()
}
func (e And) String() string { return join(e.All, " AND ", bindsAnd) }
func (e Or) String() string  { return join(e.Any, " OR ", bindsOr) }
func (e Not) String() string { return "NOT " + inside(e.X, bindsNear) }
func (e In) String() string {
	if strings.HasSuffix(e.Value, ".") || strings.ContainsFunc(e.Value, func(r rune) bool { return !inBareValue(r) }) {
		return string(e.Field) + `:"` + e.Value + `"`
	}
	return string(e.Field) + ":" + e.Value
}
func (e Like) String() string { return "like:" + string(e.ID) }

// How tightly operators bind. NOT and all that has no operator bind tightest.
const (
	bindsOr = iota
	bindsAnd
	bindsNear
	bindsNot
)

func binds(e Expr) int {
	switch e.(type) {
	case Or:
		return bindsOr
	case And:
		return bindsAnd
	case Near:
		return bindsNear
	}
	return bindsNot
}

func join(parts []Expr, operator string, outer int) string {
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = inside(p, outer)
	}
	return strings.Join(texts, operator)
}

// inside prints a part of a larger expression, in parentheses where it would
// otherwise fall apart. More parentheses than needed could break MaxDepth.
func inside(e Expr, outer int) string {
	if binds(e) <= outer {
		return "(" + e.String() + ")"
	}
	return e.String()
}
