package indextest

import (
	"strings"
	"time"

	"clausebank/clauses"
	"clausebank/index"
	"clausebank/index/words"
)

// A state is all that an engine holds at one position. It is never changed.
type state struct {
	position  clauses.Position
	documents map[clauses.InstrumentID][]*clause
}

// A clause is what searches ask about.
type clause struct {
	id         clauses.ClauseID
	instrument clauses.InstrumentID
	topics     []clauses.TopicID
	values     map[index.Field][]string
	validity   clauses.Validity
	signed     clauses.Date
	updated    time.Time
	keys       map[index.Sort]int64
	texts      []*text
}

// The parts of a text.
const (
	headingPart = iota
	bodyPart
	contextPart
	parts
)

// A text is what words are looked for in.
type text struct {
	language string
	rules    *words.Rules
	values   map[index.Field][]string // of index.Language and index.TextKind
	words    [parts][]word            // in their positions
	mentions [parts][]index.Mention   // of concepts
}

// A word is one word of a text in both its forms.
type word struct{ exact, stem string }

// length counts the words of heading and body.
func (t *text) length() int { return len(t.words[headingPart]) + len(t.words[bodyPart]) }

// texts calls visit for each text of the state.
func (s *state) texts(visit func(*text)) {
	for _, document := range s.documents {
		for _, c := range document {
			for _, t := range c.texts {
				visit(t)
			}
		}
	}
}

// read makes the clauses of a changed document.
func read(taxonomy *clauses.Taxonomy, concepts *index.Recogniser, change clauses.Change) []*clause {
	i := change.Document.Instrument
	var context []string
	for _, title := range i.Titles {
		context = append(context, title.Text)
	}
	for _, party := range i.Parties {
		context = append(context, party.Name)
	}
	var document []*clause
	for n, c := range change.Document.Clauses {
		made := &clause{
			id: c.ID, instrument: i.ID, topics: c.Topics, values: index.Values(taxonomy, i, c),
			validity: i.EffectiveValidity(c), signed: i.Signed, updated: change.Time,
			keys: map[index.Sort]int64{},
		}
		if n < len(change.Updated) {
			made.updated = change.Updated[n]
		}
		for _, sort := range index.Sorts {
			made.keys[sort] = sort.Key(i, c)
		}
		for _, t := range c.Texts {
			rules := words.For(t.Language)
			read := &text{
				language: t.Language,
				rules:    rules,
				values: map[index.Field][]string{
					index.Language: index.LanguageValues(t.Language), index.TextKind: {string(t.Kind)},
				},
			}
			for part, source := range [parts]string{headingPart: t.Heading, bodyPart: t.Text, contextPart: strings.Join(context, "\n")} {
				read.words[part] = split(rules, source)
				read.mentions[part] = concepts.InText(t.Language, source, words.Split(source))
			}
			made.texts = append(made.texts, read)
		}
		document = append(document, made)
	}
	return document
}

func split(rules *words.Rules, text string) []word {
	var split []word
	for _, w := range words.Split(text) {
		split = append(split, word{w.Exact, rules.Stem(w.Exact)})
	}
	return split
}

// baseLanguage returns a language tag without what narrows it.
func baseLanguage(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(base)
}
