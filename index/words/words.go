// Package words says what a word is, in each language.
//
// Split finds the words of a text and gives each its exact form: lower case,
// with compatibility forms and accents folded, in the same way for every
// language, so that a reader need not know how a word is written. For returns
// the rules of a language: which words are stop words, and which stem a word
// has. A stem carries the name of its rules in front ("es:desconexion"), because
// the same letters may be the stem of another word in the next language.
//
// The package promises that
//   - Split is total: any string, valid UTF-8 or not, has words with offsets on
//     rune boundaries, in order and not overlapping,
//   - exact forms are fixed points: the exact form of an exact form is itself,
//   - nothing here is random or depends on the machine: what is indexed today
//     is found tomorrow.
//
// A change to what Split, Stem or Stop return changes what every index holds:
// raise Version with it.
package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Version numbers what the package returns. An index that was written under
// another version must be written again.
const Version = 1

// MaxRunes is the length of the longest exact form; longer ones are cut.
const MaxRunes = 64

// A Word is one word of a text.
type Word struct {
	Exact      string // never empty; may share memory with the text
	Start, End int    // bytes of the text, End not included
}

// Split returns the words of a text in order. A word is a run of letters, marks
// and digits; soft hyphens and joiners inside it belong to it and are not seen.
// Apostrophes and hyphens part words: "l'employeur" is two, and so is
// "follow-up".
func Split(text string) []Word {
	words := make([]Word, 0, len(text)/6+1)
	start, end := -1, 0 // the run that is being read: none while start < 0
	flush := func() {
		if start >= 0 {
			if exact := fold(text[start:end]); exact != "" {
				words = append(words, Word{Exact: exact, Start: start, End: end})
			}
			start = -1
		}
	}
	for i, size := 0, 0; i < len(text); i += size {
		var r rune
		if r, size = rune(text[i]), 1; r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case InWord(r):
			if start < 0 {
				start = i
			}
			end = i + size
		case invisible(r):
		default:
			flush()
		}
	}
	flush()
	return words
}

// Fold returns the exact forms of a text's words with one space between them:
// how names are compared.
func Fold(text string) string {
	split := Split(text)
	forms := make([]string, len(split))
	for i, w := range split {
		forms[i] = w.Exact
	}
	return strings.Join(forms, " ")
}

// InWord reports whether a rune is part of a word: a letter, a mark or a digit.
// U+02BC, a letter by name, is an apostrophe by use.
func InWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != '\u02BC' && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r))
}

// invisible reports whether a rune shows nothing and parts no word: the soft
// hyphen, the zero-width joiner and non-joiner, the word joiner.
func invisible(r rune) bool {
	return r == '\u00AD' || r == '\u200C' || r == '\u200D' || r == '\u2060'
}
