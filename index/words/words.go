// Package words says what a word is, in each language.
//
// Split finds the words of a text and gives each its exact form: lower case,
// with compatibility forms and accents folded, in the same way for every
// language, so that a reader need not know how a word is written. For returns
// the rules of a language: which words are stop words, and which stem a word
// has. A stem carries the name of its rules in front ("es:desconexion"), because
// the same letters may be the stem of another word in the next language.
// Languages says for each language how far its rules go and what they rest on.
//
// The package promises that
//   - Split is total: any string, valid UTF-8 or not, has words with offsets on
//     rune boundaries, each beginning no earlier than the one before,
//   - exact forms are fixed points: the exact form of an exact form is itself,
//   - a word has a stem, and always the same,
//   - nothing here is random or depends on the machine: what is indexed today
//     is found tomorrow.
//
// A change to what Split, Stem or Stop return changes what every index holds:
// raise Version with it (a test keeps a fingerprint of them).
package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Version numbers what the package returns. An index that was written under
// another version must be written again.
const Version = 2

// MaxRunes is the length of the longest exact form; longer ones are cut.
const MaxRunes = 64

// A Word is one word of a text.
type Word struct {
	Exact      string // never empty; may share memory with the text
	Start, End int    // bytes of the text, End not included
}

// Split returns the words of a text in order. A word is a run of letters, marks
// and digits, with three exceptions: scripts that part no words by spaces give
// overlapping pairs of letters (segment.go), numbers and references are kept
// whole (reference.go), and the sign § is a word. Soft hyphens and joiners
// inside a run belong to it and are not seen. Apostrophes and hyphens part
// words: "l'employeur" is two, and so is "follow-up".
func Split(text string) []Word {
	s := splitter{text: text, words: make([]Word, 0, len(text)/6+1)}
	for at := 0; at < len(text); {
		r, size := decode(text[at:])
		switch {
		case InWord(r):
			at = s.read(at)
		case r == '§':
			at = s.sections(at)
		default:
			at += size
		}
	}
	return s.words
}

// A splitter collects the words of a text.
type splitter struct {
	text  string
	words []Word
}

// read adds the words that begin with the letter, mark or digit at a byte, and
// returns where to go on.
func (s *splitter) read(at int) int {
	run := readRun(s.text, at)
	switch {
	case run.script.spaceless():
		s.segment(run)
		return run.end
	case run.script == anyScript:
		if end, ok := s.reference(run); ok {
			return end
		}
	}
	s.add(fold(s.text[run.start:run.end]), run.start, run.end)
	return run.end
}

// add adds a word, unless nothing is left of it.
func (s *splitter) add(exact string, start, end int) {
	if exact != "" {
		s.words = append(s.words, Word{Exact: exact, Start: start, End: end})
	}
}

// sections adds the § at a byte, and makes one of several (§§ 87, 88).
func (s *splitter) sections(at int) int {
	end := at
	for strings.HasPrefix(s.text[end:], "§") {
		end += len("§")
	}
	s.add("§", at, end)
	return end
}

// A run is letters, marks and digits of one script that stand together.
type run struct {
	start, end int // bytes of the text
	script     script
	digits     bool // it has a digit
}

// readRun reads the run that begins at a byte.
func readRun(text string, start int) run {
	r, size := decode(text[start:])
	whole := run{start: start, end: start + size, script: scriptOf(r), digits: isDigit(r)}
	before := r
	for at := whole.end; at < len(text); {
		r, size := decode(text[at:])
		switch {
		case InWord(r):
			if r >= utf8.RuneSelf && marksLetter(r) {
				// It belongs to the letter before it, whatever its script.
			} else if scriptOf(r) != whole.script {
				return whole
			}
			whole.digits = whole.digits || isDigit(r)
			whole.end, before = at+size, r
		case invisible(r):
		case joins(before, r, text[at+size:]):
		default:
			return whole
		}
		at += size
	}
	return whole
}

// decode reads the first rune of a text that is not empty.
func decode(text string) (rune, int) {
	if c := text[0]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(text)
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

func isDigit(r rune) bool {
	return '0' <= r && r <= '9' || r >= utf8.RuneSelf && unicode.IsDigit(r)
}

// invisible reports whether a rune shows nothing and parts no word: the soft
// hyphen, the zero-width joiner and non-joiner, the word joiner.
func invisible(r rune) bool {
	return r == '\u00AD' || r == '\u200C' || r == '\u200D' || r == '\u2060'
}

// joins reports whether a rune that is neither letter nor mark nor digit stands
// inside a word nevertheless: the Catalan middle dot (col·lectiu), the
// apostrophe of Ukrainian (зв'язок), and the signs of Hebrew abbreviations
// (צה״ל).
func joins(before, r rune, after string) bool {
	if after == "" {
		return false
	}
	next, _ := decode(after)
	switch r {
	case '·':
		return (before == 'l' || before == 'L') && (next == 'l' || next == 'L')
	case '\'', '’', '\u02BC':
		return cyrillic(before) && cyrillic(next) || r == '\'' && hebrew(before) && hebrew(next)
	case '"', '״', '׳':
		return hebrew(before) && hebrew(next)
	}
	return false
}

func cyrillic(r rune) bool { return 'Ѐ' <= r && r <= 'ԯ' && unicode.IsLetter(r) }

func hebrew(r rune) bool { return 'א' <= r && r <= 'ת' }
