package bleve

import (
	"sync"

	"clausebank/index"
)

// A lexicon numbers the values of one field, so that columns and counts hold
// small numbers. It is shared by all views of an engine and only grows: a
// number means the same value for as long as the engine is open.
type lexicon struct {
	field   index.Field
	mu      sync.RWMutex
	numbers map[string]uint32
	values  []string
	first   []uint32            // by number: the least number of those that compare alike
	same    map[string][]uint32 // the numbers of values that compare alike, by index.Comparable
}

func newLexicon(f index.Field) *lexicon {
	return &lexicon{field: f, numbers: make(map[string]uint32), same: make(map[string][]uint32)}
}

// add returns the number of a value, a new one where it is not known.
func (l *lexicon) add(value string) uint32 {
	if n, ok := l.number(value); ok {
		return n
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	n, ok := l.numbers[value]
	if !ok {
		n = uint32(len(l.values))
		l.values, l.numbers[value] = append(l.values, value), n
		form := index.Comparable(l.field, value)
		l.same[form] = append(l.same[form], n)
		l.first = append(l.first, l.same[form][0])
	}
	return n
}

func (l *lexicon) number(value string) (uint32, bool) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	n, ok := l.numbers[value]
	return n, ok
}

// comparable returns the numbers of the values that have a form, see
// index.Comparable.
func (l *lexicon) comparable(form string) []uint32 {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.same[form]
}

// alike returns, by number, the least number of the values that compare alike.
// The caller must not change it.
func (l *lexicon) alike() []uint32 {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.first
}

// known returns all values by their numbers. The caller must not change them.
func (l *lexicon) known() []string {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.values
}

// lexicons are the lexicons of an engine: one for each field of rowFields, one
// for the kinds of texts, and one for languages as texts name them.
type lexicons struct {
	fields    map[index.Field]*lexicon
	kinds     *lexicon
	languages *lexicon
}

func newLexicons() *lexicons {
	l := &lexicons{fields: make(map[index.Field]*lexicon), kinds: newLexicon(index.TextKind), languages: newLexicon(index.Language)}
	for _, f := range rowFields {
		l.fields[f] = newLexicon(f)
	}
	return l
}
