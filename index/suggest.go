package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"clausebank/clauses"
	"clausebank/index/words"
)

// Suggest returns at most so many concepts that a reader of a language ("": not
// known) may mean who has typed some words and the beginning of another. A label
// of any language will do; those of the reader's go first, then those that begin
// as was typed, then shorter ones. Where no label fits, letters may be wrong as in
// corrections.
func (r *Recogniser) Suggest(typed, reader string, most int) []clauses.ConceptID {
	var begun []string
	for _, w := range words.Split(typed) {
		begun = append(begun, w.Exact)
	}
	if len(begun) == 0 {
		return nil
	}
	for _, fits := range []func(typed, word string, whole bool) bool{begins, nearlyBegins} {
		if found := r.suggest(begun, family(reader), fits); len(found) > 0 {
			return found[:min(len(found), most)]
		}
	}
	return nil
}

// A suggestion is a label that fits what was typed.
type suggestion struct {
	concept clauses.ConceptID
	foreign int // 0 for the reader's language
	at      int // the word of the label where what was typed begins
	length  int
}

// suggest returns the concepts that have a label with the words that were typed,
// side by side, the best first.
func (r *Recogniser) suggest(begun []string, reader string, fits func(typed, word string, whole bool) bool) []clauses.ConceptID {
	var found []suggestion
	for i := range r.labels {
		l := &r.labels[i]
		if at := stands(begun, l.forms, fits); at >= 0 {
			s := suggestion{concept: l.concept, foreign: 1, at: min(at, 1), length: len(l.exact)}
			if l.family == reader {
				s.foreign = 0
			}
			found = append(found, s)
		}
	}
	slices.SortFunc(found, func(a, b suggestion) int {
		return cmp.Or(cmp.Compare(a.foreign, b.foreign), cmp.Compare(a.at, b.at), cmp.Compare(a.length, b.length), cmp.Compare(a.concept, b.concept))
	})
	var concepts []clauses.ConceptID
	seen := make(map[clauses.ConceptID]bool)
	for _, s := range found {
		if !seen[s.concept] {
			seen[s.concept] = true
			concepts = append(concepts, s.concept)
		}
	}
	return concepts
}

// stands returns the word of a label where the words that were typed begin, -1
// where they do not stand there.
func stands(begun, forms []string, fits func(typed, word string, whole bool) bool) int {
	last := len(begun) - 1
next:
	for at := 0; at+last < len(forms); at++ {
		for i, typed := range begun {
			if !fits(typed, forms[at+i], i < last) {
				continue next
			}
		}
		return at
	}
	return -1
}

// begins reports whether a word is what was typed, or begins so.
func begins(typed, word string, whole bool) bool {
	return typed == word || !whole && strings.HasPrefix(word, typed)
}

// nearlyBegins is begins for what may be misspelt.
func nearlyBegins(typed, word string, whole bool) bool {
	if begins(typed, word, whole) {
		return true
	}
	if whole {
		_, ok := CanBeTakenFor(typed, word)
		return ok
	}
	most := CorrectionDistance(typed)
	if most == 0 || !sameStart(typed, word) {
		return false
	}
	n := utf8.RuneCountInString(typed)
	letters := []rune(word)
	for length := max(n-most, 1); length <= min(n+most, len(letters)); length++ {
		if Distance(typed, string(letters[:length])) <= most {
			return true
		}
	}
	return false
}
