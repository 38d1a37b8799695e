package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"clausebank/index/words"
)

// A Correction is a word that was taken for another one.
type Correction struct{ From, To string } // exact forms

// CorrectionDistance returns how far away a word may be from the exact form that
// it is taken for: 0 where it is taken for none, because it is too short or a
// number.
func CorrectionDistance(exact string) int {
	switch n := utf8.RuneCountInString(exact); {
	case n < minCorrected, strings.ContainsFunc(exact, unicode.IsDigit):
		return 0
	case n < minCorrectedTwice:
		return 1
	}
	return 2
}

// A word that RareTexts texts hold at most is left alone, and one that is as near
// as a correction may be is offered if FarMore times as many texts hold it.
const (
	RareTexts = 3
	FarMore   = 20
)

// How many letters a word must have to be corrected by one letter, and by two.
const (
	minCorrected      = 4
	minCorrectedTwice = 8
)

// Correctable returns those words of a plain query, in their order, that may be
// corrected where the library does not hold them: words that are neither too
// short, nor numbers, nor stop words of any rules, nor part of what names a
// concept.
func (r *Recogniser) Correctable(e Words, reader string) []string {
	concepts, _ := r.InQuery(e, reader)
	var all []string
	for _, w := range e.Words {
		if CorrectionDistance(w) > 0 && !names(concepts, w, 1) &&
			!slices.ContainsFunc(words.All(), func(rules *words.Rules) bool { return rules.Stop(w) }) {
			all = append(all, w)
		}
	}
	return all
}

// names reports whether a word is one of several, least at least, that name a
// concept.
func names(concepts []Recognised, word string, least int) bool {
	return slices.ContainsFunc(concepts, func(c Recognised) bool { return len(c.Words) >= least && slices.Contains(c.Words, word) })
}

// Worth reports whether the last of some corrections of a query should be made:
// a word that stands in a label may well be right, and is corrected only where
// it then is one of several words that name a concept.
func (r *Recogniser) Worth(e Words, corrections []Correction, reader string) bool {
	last := corrections[len(corrections)-1]
	_, inLabel := r.lexicon[last.From]
	if !inLabel && !slices.ContainsFunc(r.rules, func(rules *words.Rules) bool { return r.stemmed[rules.Stem(last.From)] }) {
		return true
	}
	concepts, _ := r.InQuery(e.Correct(corrections), reader)
	return names(concepts, last.To, 2)
}

// A Candidate is an exact form that a word may be taken for.
type Candidate struct {
	Exact    string
	Readers  bool // stands in texts or labels of the reader's base language
	Texts    int  // that hold it
	Distance int
}

// Candidates returns the exact forms of the thesaurus that a word may be taken
// for. Their Texts are 0.
func (r *Recogniser) Candidates(exact, reader string) []Candidate {
	var found []Candidate
	for form, languages := range r.lexicon {
		if d, ok := CanBeTakenFor(exact, form); ok {
			found = append(found, Candidate{Exact: form, Readers: slices.Contains(languages, family(reader)), Distance: d})
		}
	}
	return found
}

// CanBeTakenFor reports whether a word may be corrected to another exact form,
// and their distance.
func CanBeTakenFor(exact, form string) (distance int, ok bool) {
	most := CorrectionDistance(exact)
	if most == 0 || CorrectionDistance(form) == 0 || !sameStart(exact, form) ||
		max(len(exact), len(form))-min(len(exact), len(form)) > most*utf8.UTFMax {
		return 0, false
	}
	distance = Distance(exact, form)
	return distance, 0 < distance && distance <= most
}

func sameStart(a, b string) bool {
	first, _ := utf8.DecodeRuneInString(a)
	other, _ := utf8.DecodeRuneInString(b)
	return first == other
}

// Nearest returns what a word is taken for. The same form may be a candidate
// more than once, of the library and of the thesaurus.
func Nearest(candidates []Candidate) (to string, ok bool) {
	if len(candidates) == 0 {
		return "", false
	}
	merged := make(map[string]Candidate, len(candidates))
	for _, c := range candidates {
		c.Readers = c.Readers || merged[c.Exact].Readers
		c.Texts = max(c.Texts, merged[c.Exact].Texts)
		merged[c.Exact] = c
	}
	best := candidates[0].Exact
	for _, c := range merged {
		if closer(c, merged[best]) < 0 {
			best = c.Exact
		}
	}
	return best, true
}

func closer(a, b Candidate) int {
	readers := func(c Candidate) int {
		if c.Readers {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.Distance, b.Distance), cmp.Compare(readers(a), readers(b)),
		cmp.Compare(b.Texts, a.Texts), cmp.Compare(a.Exact, b.Exact))
}

// Distance returns how many letters must be put in, left out, exchanged, or
// change places with their neighbour to make one word of another, no letter being
// touched twice.
func Distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	rows := [3][]int{make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(s); i++ {
		row, above, twoAbove := rows[i%3], rows[(i+2)%3], rows[(i+1)%3]
		row[0] = i
		for j := 1; j <= len(t); j++ {
			exchange := above[j-1]
			if s[i-1] != t[j-1] {
				exchange++
			}
			row[j] = min(above[j]+1, row[j-1]+1, exchange)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], twoAbove[j-2]+1)
			}
		}
	}
	return rows[len(s)%3][len(t)]
}
