package words

import (
	"slices"

	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/analysis/lang/bg"
	"github.com/blevesearch/bleve/v2/analysis/lang/ca"
	"github.com/blevesearch/bleve/v2/analysis/lang/cs"
	"github.com/blevesearch/bleve/v2/analysis/lang/da"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/lang/el"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fa"
	"github.com/blevesearch/bleve/v2/analysis/lang/fi"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/hi"
	"github.com/blevesearch/bleve/v2/analysis/lang/hu"
	"github.com/blevesearch/bleve/v2/analysis/lang/id"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/nl"
	"github.com/blevesearch/bleve/v2/analysis/lang/no"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
	"github.com/blevesearch/bleve/v2/analysis/lang/ro"
	"github.com/blevesearch/bleve/v2/analysis/lang/ru"
	"github.com/blevesearch/bleve/v2/analysis/lang/sv"
	"github.com/blevesearch/bleve/v2/analysis/lang/tr"
)

// A Level says how far the rules of a language go.
type Level string

const (
	Stemming    Level = "stemming"    // inflected forms of a word meet
	Normalising Level = "normalising" // spellings of a word meet
	Segmenting  Level = "segmenting"  // words are found in text without spaces
)

// A Language is what the package knows of a language.
type Language struct {
	Tag    string   // BCP 47, and the name of its rules
	Name   string   // in English
	Also   []string // tags of other languages that are read by the same rules
	Level  Level
	Source string // the algorithm, library or list that the rules rest on
}

// Languages returns all languages that have rules of their own, in the order of
// their tags.
func Languages() []Language {
	languages := make([]Language, len(table))
	for i, e := range table {
		languages[i] = Language{Tag: e.tag, Name: e.name, Also: slices.Clone(e.also), Level: e.level, Source: e.source}
	}
	return languages
}

// An entry is a language with its rules.
type entry struct {
	tag, name string
	also      []string
	level     Level
	source    string
	lists     [][]byte                  // stop words in the form of Snowball, beside stop/<tag>.txt
	spelling  func(exact string) string // nil: none
	stem      func(exact string) string // nil: a word is its own stem
	function  func(exact string) bool   // whether a word is a stop word that no list has; nil: none
}

// What several languages rest on.
const (
	snowballs = "Snowball (blevesearch/snowballstem)"
	savoys    = "light stemmer of Savoy (Bleve)"
	slavics   = "own light stemmer: endings of case, number and gender, in the manner of Dolamic & Savoy 2009 for Czech"
	ofPairs   = "overlapping pairs of letters within a script, no dictionary"
)

// table has every language with rules of its own, in the order of tags.
var table = []entry{
	{tag: "ar", name: "Arabic", level: Stemming, lists: [][]byte{ar.ArabicStopWords}, stem: arabic,
		source: "light stemmer after Larkey, Ballesteros & Connell 2007 (Bleve)"},
	{tag: "bg", name: "Bulgarian", level: Stemming, lists: [][]byte{bg.BulgarianStopWords}, stem: bulgarian,
		source: "own light stemmer: articles and endings after Nakov 2003 and Savoy 2007"},
	{tag: "ca", name: "Catalan", level: Stemming, lists: [][]byte{ca.CatalanStopWords, ca.CatalanArticles}, stem: catalan,
		source: "own light stemmer: endings of gender and number, in the manner of Savoy's for Spanish"},
	{tag: "cs", name: "Czech", level: Stemming, lists: [][]byte{cs.CzechStopWords}, stem: czech,
		source: slavics},
	{tag: "da", name: "Danish", level: Stemming, lists: [][]byte{da.DanishStopWords}, spelling: danishLetters.Replace, stem: danish,
		source: snowballs + "; aa and oe are å and ø"},
	{tag: "de", name: "German", level: Stemming, lists: [][]byte{de.GermanStopWords}, spelling: withoutUmlauts, stem: german,
		source: savoys + "; ae, oe and ue are ä, ö and ü"},
	{tag: "el", name: "Greek", level: Stemming, lists: [][]byte{el.GreekStopWords}, stem: greek,
		source: "own light stemmer: endings of nouns and adjectives after Ntais 2006 and Saroukos 2008"},
	{tag: "en", name: "English", level: Stemming, lists: [][]byte{en.EnglishStopWords}, stem: english,
		source: snowballs + "; -ise is -ize, -our is -or"},
	{tag: "es", name: "Spanish", level: Stemming, lists: [][]byte{es.SpanishStopWords}, stem: spanish,
		source: savoys},
	{tag: "et", name: "Estonian", level: Stemming, stem: estonian,
		source: "own light stemmer: endings of case and number only"},
	{tag: "fa", name: "Persian", level: Stemming, lists: [][]byte{fa.PersianStopWords}, stem: persian,
		source: "own light stemmer: plurals only, after Savoy's for Persian (Dolamic & Savoy 2009)"},
	{tag: "fi", name: "Finnish", level: Stemming, lists: [][]byte{fi.FinnishStopWords}, stem: finnishStem,
		source: snowballs + "; nouns in -nen and -us meet their other forms"},
	{tag: "fr", name: "French", level: Stemming, lists: [][]byte{fr.FrenchStopWords, fr.FrenchArticles}, stem: french,
		source: savoys},
	{tag: "he", name: "Hebrew", level: Stemming, spelling: hebrewLetters, stem: hebrewStem,
		source: "own light stemmer: prefixes that are words, endings of number and gender"},
	{tag: "hi", name: "Hindi", level: Stemming, lists: [][]byte{hi.HindiStopWords}, spelling: hindiLetters, stem: hindi,
		source: "light stemmer of Ramanathan & Rao 2003, and normalised spelling (Bleve)"},
	{tag: "hr", name: "Croatian, Serbian, Bosnian, Montenegrin", level: Stemming, also: []string{"sr", "bs", "sh", "cnr"}, spelling: latinSerbian, stem: serboCroatian,
		source: "own light stemmer: endings in the manner of Ljubešić, Boras & Kubelka 2007; Cyrillic is read as Latin"},
	{tag: "hu", name: "Hungarian", level: Stemming, lists: [][]byte{hu.HungarianStopWords}, stem: hungarian,
		source: "own light stemmer: case, possessor and plural after Savoy 2006"},
	{tag: "id", name: "Indonesian", level: Stemming, lists: [][]byte{id.IndonesianStopWords}, stem: indonesian,
		source: "own light stemmer: the inflection of Tala 2003"},
	{tag: "is", name: "Icelandic", level: Stemming, stem: icelandic,
		source: "own light stemmer: endings of case, number and article"},
	{tag: "it", name: "Italian", level: Stemming, lists: [][]byte{it.ItalianStopWords, it.ItalianArticles}, stem: italian,
		source: savoys},
	{tag: "ja", name: "Japanese", level: Segmenting, function: japaneseFunction,
		source: ofPairs + "; particles are stop words"},
	{tag: "ko", name: "Korean", level: Stemming, stem: korean,
		source: "own light stemmer: particles and the endings of 하다 and 되다"},
	{tag: "lt", name: "Lithuanian", level: Stemming, stem: lithuanian,
		source: "own light stemmer: endings of all declensions, č and dž as t and d"},
	{tag: "lv", name: "Latvian", level: Stemming, stem: latvian,
		source: "own light stemmer: endings after Kreslins 1996"},
	{tag: "nb", name: "Norwegian", level: Stemming, also: []string{"no", "nn"}, lists: [][]byte{no.NorwegianStopWords}, spelling: danishLetters.Replace, stem: norwegian,
		source: snowballs + "; nouns in -er; aa and oe are å and ø"},
	{tag: "nl", name: "Dutch", level: Stemming, lists: [][]byte{nl.DutchStopWords}, stem: dutch,
		source: snowballs + "; open and closed syllables meet"},
	{tag: "pl", name: "Polish", level: Stemming, stem: polish,
		source: slavics},
	{tag: "pt", name: "Portuguese", level: Stemming, lists: [][]byte{pt.PortugueseStopWords}, stem: portuguese,
		source: savoys},
	{tag: "ro", name: "Romanian", level: Stemming, lists: [][]byte{ro.RomanianStopWords}, stem: romanian,
		source: "own light stemmer: articles, and endings of case and number, in the manner of Savoy's (UniNE)"},
	{tag: "ru", name: "Russian", level: Stemming, lists: [][]byte{ru.RussianStopWords}, stem: russian,
		source: snowballs},
	{tag: "sk", name: "Slovak", level: Stemming, stem: slovak,
		source: slavics},
	{tag: "sl", name: "Slovenian", level: Stemming, stem: slovenian,
		source: slavics},
	{tag: "sv", name: "Swedish", level: Stemming, lists: [][]byte{sv.SwedishStopWords}, spelling: swedishLetters.Replace, stem: swedish,
		source: snowballs + "; endings of the neuter; aa, ae and oe are å, ä and ö"},
	{tag: "sw", name: "Swahili", level: Stemming, stem: swahili,
		source: "own light stemmer: prefixes of the noun classes"},
	{tag: "th", name: "Thai", level: Segmenting,
		source: ofPairs + "; a letter has its vowels and tones"},
	{tag: "tr", name: "Turkish", level: Stemming, lists: [][]byte{tr.TurkishStopWords}, stem: turkish,
		source: "own light stemmer: case, possessor and plural; ı is i"},
	{tag: "uk", name: "Ukrainian", level: Stemming, stem: ukrainian,
		source: "own light stemmer: endings of case, number and gender, in the manner of Dolamic & Savoy 2009 for Russian"},
	{tag: "vi", name: "Vietnamese", level: Normalising,
		source: "syllables without tones and accents"},
	{tag: "zh", name: "Chinese", level: Segmenting, also: []string{"yue"}, spelling: simplified, function: chineseFunction,
		source: ofPairs + "; common traditional characters are read as simplified"},
}
