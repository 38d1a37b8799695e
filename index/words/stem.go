package words

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
	"github.com/blevesearch/snowballstem"
	snowball "github.com/blevesearch/snowballstem/english"
)

// The stemmers are those of libraries. They were made for words with accents,
// and some leave apart what readers of agreements hold together; an endings
// list in front of each mends that.

// endings are pairs of an ending and what stands in its place.
type endings [][2]string

// replace applies the first ending that the word has. A word must be longer
// than the ending by at least two letters.
func (e endings) replace(word string) string {
	for _, pair := range e {
		if rest, ok := strings.CutSuffix(word, pair[0]); ok && len(rest) >= 2 {
			return rest + pair[1]
		}
	}
	return word
}

// light runs one of Bleve's light stemmers on one word.
func light(filter analysis.TokenFilter, word string) string {
	tokens := filter.Filter(analysis.TokenStream{&analysis.Token{Term: []byte(word)}})
	return string(tokens[0].Term)
}

// Organisation is organization. Every form of a word is rewritten in the same
// way, so exercise and exercised still meet.
var englishEndings = endings{
	{"isation", "ization"}, {"isations", "izations"},
	{"ise", "ize"}, {"ises", "izes"}, {"ised", "ized"}, {"ising", "izing"},
}

func english(word string) string {
	env := snowballstem.NewEnv(englishEndings.replace(word))
	snowball.Stem(env)
	stem := env.Current()
	if rest, ok := strings.CutSuffix(stem, "our"); ok && len(rest) >= 3 { // labour, not hour
		return rest + "or"
	}
	return stem
}

// Salariée is salarié, infirmière is infirmier, deuxième is deux.
var frenchEndings = endings{
	{"iee", "ie"}, {"iees", "ie"}, {"iere", "ier"}, {"ieres", "ier"}, {"ieme", "ième"}, {"iemes", "ième"},
}

var frenchLight = fr.NewFrenchLightStemmerFilter()

func french(word string) string { return light(frenchLight, frenchEndings.replace(word)) }

var spanishLight = es.NewSpanishLightStemmerFilter()

func spanish(word string) string { return light(spanishLight, word) }

var italianLight = it.NewItalianLightStemmerFilterFilter()

// The light stemmer leaves words of less than six letters alone; turno and
// turni, mese and mesi are too frequent for that.
func italian(word string) string {
	n := len(word)
	if n != 4 && n != 5 {
		return light(italianLight, word)
	}
	if !strings.ContainsRune("aeio", rune(word[n-1])) {
		return word
	}
	return strings.TrimRight(word[:n-1], "ih") // premio and premi, lago and laghi
}

// Negociações is negociação, and lençóis lençol, once the accents are gone.
var portugueseEndings = endings{{"oes", "ao"}, {"aes", "ao"}, {"ois", "ol"}}

var portugueseLight = pt.NewPortugueseLightStemmerFilter()

func portuguese(word string) string {
	// The stemmer puts some accents back (-ona becomes -ão).
	return fold(light(portugueseLight, portugueseEndings.replace(word)))
}

// Arbeitnehmerinnen are Arbeitnehmer, and so is des Arbeitnehmers.
var germanEndings = endings{{"erinnen", "er"}, {"erin", "er"}, {"ers", "er"}}

var germanLight = de.NewGermanLightStemmerFilter()

func german(word string) string { return light(germanLight, germanEndings.replace(word)) }

// withoutUmlauts writes ae, oe and ue, the umlauts of those who have no key for
// them, as the umlauts are folded: a, o and u. After a vowel or q, ue is no
// umlaut: neue, Bauer, Quelle.
func withoutUmlauts(word string) string {
	if !strings.Contains(word, "ae") && !strings.Contains(word, "oe") && !strings.Contains(word, "ue") {
		return word
	}
	plain := make([]byte, 0, len(word))
	before := rune(0)
	for i, r := range word {
		umlaut := r == 'e' && i > 0 && (before == 'a' || before == 'o' || before == 'u' && !keepsUE(word[:i-1]))
		if !umlaut {
			plain = utf8.AppendRune(plain, r)
		}
		before = r
	}
	return string(plain)
}

// keepsUE reports whether a ue after these letters is no umlaut.
func keepsUE(before string) bool {
	return before != "" && strings.ContainsRune("aeiouq", rune(before[len(before)-1]))
}
