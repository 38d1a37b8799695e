package words

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
)

var arabicLight = ar.NewArabicStemmerFilter()

func arabic(word string) string { return light(arabicLight, word) }

// hebrewPrefixes are the article, conjunctions and prepositions that are written
// together with a word, and how many letters must be left of it. מ, כ and ש alone
// are no prefixes here, for too many words begin with them.
var hebrewPrefixes = []struct {
	prefix string
	least  int
}{{"כשה", 4}, {"שה", 4}, {"מה", 4}, {"ו", 4}, {"ב", 4}, {"ל", 4}, {"ה", 3}}

var hebrewEndings = parseEndings(`
	3: זכויות>זכות
	3: ותיהם ותיהן ותיו ויות יות ים יהם יהן יו ות יה ית ה זכות>זכות
`)

// hebrewLetters makes one of a vav or yod that is written twice to be read as a
// consonant, and gives the letters at the end of a word their usual form.
var hebrewLetters = strings.NewReplacer("וו", "ו", "יי", "י").Replace

var hebrewFinals = strings.NewReplacer("ך", "כ", "ם", "מ", "ן", "נ", "ף", "פ", "ץ", "צ").Replace

// hebrewStem takes the endings of number and gender, and then all prefixes, so that a
// word that only looks as if it had one loses it with the article and without.
func hebrewStem(word string) string {
	word = hebrewEndings.of(word)
	for again := true; again; {
		again = false
		for _, p := range hebrewPrefixes {
			if rest, ok := strings.CutPrefix(word, p.prefix); ok && utf8.RuneCountInString(rest) >= p.least {
				word, again = rest, true
				break
			}
		}
	}
	return hebrewFinals(word)
}
