package clauses

import "strings"

// A ConceptID is the stable name of a concept of the thesaurus.
type ConceptID string

// A Thesaurus holds the words that people use for concepts, in many languages:
// by it a text is found in another language than it was asked for in. It is no
// legal dictionary: labels in two languages stand for the same subject, not for
// the same law. The zero Thesaurus is empty and ready to use.
type Thesaurus struct {
	concepts []Concept
	byID     map[ConceptID]int
}

// A Concept is one subject, whatever the language.
type Concept struct {
	ID      ConceptID
	Broader ConceptID // the next wider concept; "" where there is none
	Scope   string    // what it covers, in English
	Topics  []TopicID // the topics of clauses that it belongs to
	Exact   []string  // addresses of the same concept in EuroVoc
	Close   []string  // addresses of concepts there that are nearly the same
	Labels  []Label   // by language; the first of a language is the one to show
}

// A Label is one way to name a concept in one language.
type Label struct {
	Language string // base language (BCP 47)
	Text     string
	// Weight says how much it says that a text holds the label: 1, 0.5 where
	// the word is broader or the thing differs between countries, or 0 where
	// the word is so common that it is only recognised in queries.
	Weight   float64
	Word     bool        // an abbreviation, a very short word, or one whose stem is another word's: only as it is written, but for case and accents
	Case     bool        // its lower-case form is an ordinary word: only with the capitals that it has here
	LangOnly bool        // it means something else in another language: only for those who are known to use this one
	Region   []string    // countries where it is used in this sense; none: no limit is known
	Script   string      // "Hant": traditional Chinese characters; "" what is usual for the language
	Also     []ConceptID // the other concepts that the same label stands for
}

// NewThesaurus makes a thesaurus of concepts. The order is kept. An ID that
// stands twice keeps its first concept.
func NewThesaurus(concepts ...Concept) Thesaurus {
	t := Thesaurus{byID: make(map[ConceptID]int, len(concepts))}
	for _, c := range concepts {
		if _, twice := t.byID[c.ID]; twice {
			continue
		}
		t.byID[c.ID] = len(t.concepts)
		t.concepts = append(t.concepts, c)
	}
	return t
}

// Concepts returns all concepts in their order. The caller must not change them.
func (t Thesaurus) Concepts() []Concept { return t.concepts }

// Lookup returns the concept of an ID.
func (t Thesaurus) Lookup(id ConceptID) (Concept, bool) {
	i, ok := t.byID[id]
	if !ok {
		return Concept{}, false
	}
	return t.concepts[i], true
}

// Label returns the label to show to a reader of a language (BCP 47; "pt-BR"
// falls back to "pt"), else the English one, else "".
func (c Concept) Label(language string) string {
	base, _, _ := strings.Cut(language, "-")
	english := ""
	for _, l := range c.Labels {
		if l.Language == base {
			return l.Text
		}
		if l.Language == "en" && english == "" {
			english = l.Text
		}
	}
	return english
}
