package words

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/snowballstem"
	snowballDanish "github.com/blevesearch/snowballstem/danish"
	snowballDutch "github.com/blevesearch/snowballstem/dutch"
	snowballEnglish "github.com/blevesearch/snowballstem/english"
	snowballNorwegian "github.com/blevesearch/snowballstem/norwegian"
	snowballSwedish "github.com/blevesearch/snowballstem/swedish"
)

// snowball runs an algorithm of the Snowball library on one word.
func snowball(algorithm func(*snowballstem.Env) bool, word string) string {
	env := snowballstem.NewEnv(word)
	algorithm(env)
	return env.Current()
}

// Organisation is organization. Every form of a word is rewritten in the same
// way, so exercise and exercised still meet.
var englishEndings = parseEndings(`
	5: isation>ization isations>izations ise>ize
	6: ises>izes ised>ized
	7: ising>izing
`)

func english(word string) string {
	stem := snowball(snowballEnglish.Stem, englishEndings.of(word))
	if rest, ok := strings.CutSuffix(stem, "our"); ok && len(rest) >= 3 { // labour, not hour
		return rest + "or"
	}
	return stem
}

// Arbeitnehmerinnen are Arbeitnehmer, and so is des Arbeitnehmers.
var germanEndings = parseEndings(`
	4: erinnen>er erin>er ers>er
`)

var germanLight = de.NewGermanLightStemmerFilter()

func german(word string) string { return light(germanLight, germanEndings.of(word)) }

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

// The Nordic letters are folded to a, o and ae (of æ); those who have no key for
// them write aa, oe and ae.
var (
	danishLetters  = strings.NewReplacer("aa", "a", "oe", "o")
	swedishLetters = strings.NewReplacer("aa", "a", "ae", "a", "oe", "o")
)

func dutch(word string) string {
	return withoutDutchSpelling(snowball(snowballDutch.Stem, word))
}

// withoutDutchSpelling makes the same what Dutch writes differently at the end of a
// syllable and within a word: sociaal and social(e), bedrijf and bedrijv(en), huis
// and huiz(en), mann(en) and man.
func withoutDutchSpelling(stem string) string {
	n := len(stem)
	if n < 4 || stem[n-1] >= utf8.RuneSelf {
		return stem
	}
	last := stem[n-1]
	stem = stem[:n-1]
	switch before := stem[n-2]; {
	case before == last: // mann
		stem = stem[:n-2]
	case before == stem[n-3] && strings.IndexByte("aeou", before) >= 0: // sociaal
		stem = stem[:n-2]
	}
	switch last {
	case 'f':
		last = 'v'
	case 's':
		last = 'z'
	}
	return stem + string(rune(last))
}

func danish(word string) string { return snowball(snowballDanish.Stem, word) }

// Arbeidstakere, arbeidstakeren and arbeidstakerne are arbeidstaker.
var norwegianEndings = parseEndings(`
	4: ere>er eren>er erne>er erens>er ernes>er
`)

func norwegian(word string) string {
	return snowball(snowballNorwegian.Stem, norwegianEndings.of(word))
}

// The algorithm knows no neuter: avtalet is avtal, digitalt is digital.
var swedishEndings = parseEndings(`
	3: aden>ad adens>ad ader>ad aders>ad aderna>ad adernas>ad
	3: het>het ets et
	4: alt>al ivt>iv igt>ig iskt>isk lost>los
`)

func swedish(word string) string { return snowball(snowballSwedish.Stem, swedishEndings.of(word)) }

// In Icelandic the article stands behind the word, and u changes an a before it
// (uppsögn, uppsagnar).
var icelandic = parseEndings(`
	3: madurinn>mann madur>mann mannsins>mann manns>mann manninum>mann manni>mann mennirnir>mann menn>mann monnum>mann monnunum>mann mannanna>mann manna>mann sogn>sagn sognin>sagn sognina>sagn sognum>sagn sagnar>sagn sagnir>sagn sagna>sagn sagnarinnar>sagn sagnirnar>sagn
	3: arinnar innar unnar arinar arnar irnar urnar arnir inum unum inn ins ina inni anna unni una urinn ur nir num nar id inu ina in an num ar ir um un i a u s r
`).of
