package clauses

// A Taxonomy holds the vocabularies that documents are described with, and the
// thesaurus by which their texts are found in other languages.
type Taxonomy struct {
	Topics         Vocabulary // the subjects, and under them the topics
	Sectors        Vocabulary // NACE Rev. 2.1: sections, and under them the divisions
	PublicServices Vocabulary
	Kinds          Vocabulary
	Levels         Vocabulary
	Statuses       Vocabulary
	TextKinds      Vocabulary
	EvidenceLevels Vocabulary
	Thesaurus      Thesaurus
}

// A Vocabulary is a list of codes with labels, as a tree of one or two levels.
// The zero Vocabulary is empty and ready to use.
type Vocabulary struct {
	entries []Entry
	byCode  map[string]int
}

// An Entry is one code of a vocabulary.
type Entry struct {
	Code   string `json:"code"`
	Parent string `json:"parent,omitempty"` // the code above it, "" at the top
	Labels Labels `json:"labels"`
}

// Labels are what something is called, by language (BCP 47).
type Labels map[string]string

// In returns the label in a language (BCP 47; "pt-BR" falls back to "pt"), else
// the English one, else "".
func (l Labels) In(language string) string {
	for tag := language; tag != ""; tag = parentTag(tag) {
		if s, ok := l[tag]; ok {
			return s
		}
	}
	return l["en"]
}

func parentTag(tag string) string {
	for i := len(tag) - 1; i > 0; i-- {
		if tag[i] == '-' {
			return tag[:i]
		}
	}
	return ""
}

// NewVocabulary makes a vocabulary of entries. The order is kept. A code that
// stands twice keeps its first entry.
func NewVocabulary(entries ...Entry) Vocabulary {
	v := Vocabulary{byCode: make(map[string]int, len(entries))}
	for _, e := range entries {
		if _, twice := v.byCode[e.Code]; twice {
			continue
		}
		v.byCode[e.Code] = len(v.entries)
		v.entries = append(v.entries, e)
	}
	return v
}

// Entries returns all entries in their order. The caller must not change them.
func (v Vocabulary) Entries() []Entry { return v.entries }

// Lookup returns the entry of a code.
func (v Vocabulary) Lookup(code string) (Entry, bool) {
	i, ok := v.byCode[code]
	if !ok {
		return Entry{}, false
	}
	return v.entries[i], true
}

// Ancestors returns the code and all codes above it, the code first. A code
// that the vocabulary does not have is returned alone.
func (v Vocabulary) Ancestors(code string) []string {
	codes := []string{code}
	for e, ok := v.Lookup(code); ok && e.Parent != ""; e, ok = v.Lookup(e.Parent) {
		codes = append(codes, e.Parent)
	}
	return codes
}
