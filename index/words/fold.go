package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold returns the exact form of a run of letters, marks and digits, "" where
// nothing is left of it.
func fold(run string) string {
	lower := true
	for i := range len(run) {
		c := run[i]
		if c >= utf8.RuneSelf {
			return foldLetters(run)
		}
		lower = lower && (c < 'A' || c > 'Z')
	}
	if lower {
		return cut(run)
	}
	return foldLetters(run)
}

// alphabets holds the exact forms of the letters of Latin, Greek, Cyrillic, Hebrew
// and Arabic, and of the few others up to the end of Arabic.
var alphabets = func() (forms [0x700]string) {
	for r := range forms {
		if InWord(rune(r)) {
			forms[r] = foldAny(string(rune(r)))
		}
	}
	return forms
}()

// foldLetters folds a run letter by letter, which is right where no marks stand on
// them and for syllables of Hangul, which stay as they are; all else it hands to
// foldAny.
func foldLetters(run string) string {
	folded := make([]byte, 0, len(run)+8)
	for i, r := range run {
		switch {
		case int(r) < len(alphabets) && (r < 0x300 || !unicode.IsMark(r) && r != 'ͺ'): // U+037A becomes a mark
			folded = append(folded, alphabets[r]...)
		case '가' <= r && r <= '힣':
			folded = append(folded, run[i:i+len("가")]...)
		default:
			return cut(foldAny(run))
		}
	}
	if string(folded) == run {
		return cut(run)
	}
	return cut(string(folded))
}

// foldAny folds a run of any script: decompose, lower-case, take away the marks
// that are accents, replace letters that stand for others, compose again.
func foldAny(run string) string {
	kept := make([]rune, 0, len(run))
	base := rune(-1) // the letter that a mark stands on
	for _, r := range norm.NFKD.String(run) {
		r = unicode.ToLower(r)
		switch {
		case !InWord(r), r == '\u0640': // what decomposition brought along; the Arabic tatweel
			continue
		case unicode.IsMark(r):
			if !accent(base, r) {
				kept = append(kept, r)
			}
			continue
		}
		base = r
		if r >= utf8.RuneSelf && unicode.IsDigit(r) {
			r = digit(r)
		}
		if s, ok := letters[r]; ok {
			kept = append(kept, []rune(s)...)
		} else {
			kept = append(kept, r)
		}
	}
	return norm.NFC.String(string(kept))
}

// letters are replaced by others. Their accent is part of the letter, or the
// letter has a twin that is typed for it.
var letters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ħ': "h", 'ŧ': "t",
	'ı': "i", 'ŋ': "n", 'ς': "σ",
	'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ک': "ك", 'ة': "ه", 'ە': "ه", 'ہ': "ه", 'ھ': "ه", 'ے': "ي",
}

// digit returns the ASCII digit of the same value. Unicode has decimal digits in
// rows of ten.
func digit(r rune) rune {
	for _, row := range unicode.Nd.R16 {
		if lo, hi := rune(row.Lo), rune(row.Hi); lo <= r && r <= hi {
			return '0' + (r-lo)%10
		}
	}
	for _, row := range unicode.Nd.R32 {
		if lo, hi := rune(row.Lo), rune(row.Hi); lo <= r && r <= hi {
			return '0' + (r-lo)%10
		}
	}
	return r
}

// accent reports whether a mark on a base letter only says how the letter is
// spoken, so that readers leave it away. In most scripts marks are letters; they
// are accents in Latin and Greek always, in Hebrew and Arabic the points, in
// Cyrillic the stress and the dots of ё, but not what makes и into й.
func accent(base, mark rune) bool {
	switch {
	case base < 0, mark == '\u034F', unicode.Is(unicode.Variation_Selector, mark):
		return true
	case unicode.In(base, unicode.Latin, unicode.Greek, unicode.Nd):
		return true
	case unicode.Is(unicode.Hebrew, base):
		return true
	case unicode.Is(unicode.Arabic, base):
		// Hamza and madda are accents of alef and heh, but letters elsewhere.
		return mark < '\u0653' || mark > '\u0655' || strings.ContainsRune("اهەہ", base)
	case unicode.Is(unicode.Cyrillic, base):
		stress := mark == '\u0300' || mark == '\u0301'
		return stress && base != 'г' && base != 'к' || mark == '\u0308' && base == 'е'
	}
	return false
}

// cut returns the first MaxRunes runes.
func cut(s string) string {
	if len(s) <= MaxRunes {
		return s
	}
	n := 0
	for i := range s {
		if n == MaxRunes {
			return s[:i]
		}
		n++
	}
	return s
}
