package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A script is what decides where words end in text without spaces. Scripts that
// do part words by spaces are one, because words may mix them; but none of the
// others goes on in a word of another, so "AIシステム" and "CCTV를" are parted.
type script int

const (
	anyScript script = iota
	hangul
	han
	hiragana
	katakana
	thai
)

// spaceless reports whether a script is written without spaces between words.
func (s script) spaceless() bool { return s >= han }

// scriptOf returns the script of a letter, mark or digit. Digits are of any
// script.
func scriptOf(r rune) script {
	switch {
	case r < 0x0E01 || isDigit(r):
		return anyScript
	case r <= 0x0E7F:
		return thai
	case r < 0x1100:
		return anyScript
	case r == 'ー' || r == 'ｰ': // of no script in Unicode
		return katakana
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.Is(unicode.Hangul, r):
		return hangul
	case unicode.Is(unicode.Hiragana, r):
		return hiragana
	case unicode.Is(unicode.Katakana, r):
		return katakana
	}
	return anyScript
}

// marksLetter reports whether a rune belongs to the letter before it: a mark, or
// one of the two voicing signs of half-width katakana.
func marksLetter(r rune) bool {
	return unicode.IsMark(r) || r == 'ﾞ' || r == 'ﾟ'
}

// A letter is what cannot be parted further, folded: a character with its marks,
// in Thai with the vowels around it.
type letter struct {
	text       string
	start, end int // bytes of the text
}

// segment adds the words of a run without spaces: each two letters that stand
// side by side, or the letter that stands alone. No dictionary is asked, so that
// a query and a text are always parted alike.
func (s *splitter) segment(whole run) {
	letters := readLetters(s.text, whole)
	if len(letters) == 1 {
		s.add(cut(letters[0].text), letters[0].start, letters[0].end)
	}
	for i := 1; i < len(letters); i++ {
		a, b := letters[i-1], letters[i]
		pair := s.text[a.start:b.end] // shares memory where nothing was folded
		if rest, ok := strings.CutPrefix(pair, a.text); !ok || rest != b.text {
			pair = a.text + b.text
		}
		s.add(cut(pair), a.start, b.end)
	}
}

// readLetters parts a run into its letters.
func readLetters(text string, whole run) []letter {
	letters := make([]letter, 0, (whole.end-whole.start)/len("字"))
	before := rune(-1)
	for at := whole.start; at < whole.end; {
		end := at
		for end < whole.end { // one character with its marks
			r, size := decode(text[end:])
			if end > at && !marksLetter(r) && !invisible(r) {
				break
			}
			end += size
		}
		folded := foldAny(text[at:end])
		for i := 0; i < len(folded); {
			r, size := utf8.DecodeRuneInString(folded[i:])
			if n := len(letters); r == 'เ' && n > 0 && letters[n-1].text == "เ" { // typed for แ
				letters[n-1].text, letters[n-1].end = "แ", end
				r = 'แ'
			} else if n > 0 && (unicode.IsMark(r) || thaiGoesOn(before, r)) {
				letters[n-1].end = end
				if len(letters[n-1].text) < MaxRunes*utf8.UTFMax {
					letters[n-1].text += folded[i : i+size]
				}
			} else {
				letters = append(letters, letter{folded[i : i+size], at, end})
			}
			before = r
			i += size
		}
		at = end
	}
	return letters
}

// thaiGoesOn reports whether a Thai character belongs to the letter that another
// one is part of: a vowel that is written behind its consonant, the sign of
// repetition, or a consonant whose vowel is written before it.
func thaiGoesOn(before, r rune) bool {
	leads := 'เ' <= before && before <= 'ไ'
	switch r {
	case 'ะ', 'า', 'ำ', 'ๅ', 'ๆ', 'ฯ':
		return true
	}
	return leads && 'ก' <= r && r <= 'ฮ'
}
