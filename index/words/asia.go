package words

import (
	"strings"

	"github.com/blevesearch/bleve/v2/analysis/lang/hi"
	"github.com/blevesearch/bleve/v2/analysis/lang/in"
)

var (
	indicSpelling = in.NewIndicNormalizeFilter()
	hindiSpelling = hi.NewHindiNormalizeFilter()
	hindiLight    = hi.NewHindiStemmerFilter()
)

// hindiLetters makes spellings the same: nukta, anusvara, long and short vowels.
func hindiLetters(word string) string { return light(hindiSpelling, light(indicSpelling, word)) }

func hindi(word string) string { return light(hindiLight, word) }

// Persian plurals. Bare ی is left, for it makes an adjective of a noun.
var persian = parseEndings(`
	2: هایی های هایش هایشان هایم ها
	4: ان ات
`).of

// After Tala, inflection only: particles and possessors, and the verbs in me- and
// di- with their -kan and -i. What makes one noun of another is left: pekerja is a
// worker, pekerjaan is work.
var indonesianEndings = parseEndings(`
	4: lah kah pun
	4: nya ku mu
	4: kan
`)

func indonesian(word string) string {
	word = indonesianEndings.of(word)
	for _, verb := range indonesianVerbs {
		if rest, ok := strings.CutPrefix(word, verb.prefix); ok && len(rest) >= 4 && strings.Contains(verb.before, rest[:1]) {
			if root, ok := strings.CutSuffix(rest, "i"); ok && len(root) >= 4 {
				rest = root
			}
			return verb.root + rest
		}
	}
	return word
}

// indonesianVerbs are the prefixes of verbs: the letters that a root has behind
// them, and the letter of the root that they swallow.
var indonesianVerbs = []struct{ prefix, before, root string }{
	{"meny", "aeiou", "s"},
	{"meng", "aeioughk", ""},
	{"mem", "bpf", ""},
	{"mem", "aeiou", "p"},
	{"men", "cdjzsy", ""},
	{"men", "aeiou", "t"},
	{"me", "lrmnwy", ""},
	{"di", "abcdefghijklmnopqrstuvwxyz", ""},
}
