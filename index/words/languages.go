package words

import (
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
	snowballRussian "github.com/blevesearch/snowballstem/russian"
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
	for i, l := range table {
		languages[i] = l.Language
	}
	return languages
}

// An entry is a language with its rules.
type entry struct {
	Language
	stop     [][]byte                  // in the form of Snowball, beside stop/<tag>.txt
	spelling func(exact string) string // nil: none
	stem     func(exact string) string // nil: none
	function func(exact string) bool   // whether a word is a stop word that no list has; nil: none
}

// What several languages rest on.
const (
	snowballs = "Snowball (blevesearch/snowballstem)"
	savoys    = "light stemmer of Savoy (Bleve)"
	dolamic   = "own light stemmer, endings of case, number and gender after Dolamic & Savoy 2009"
	pairs     = "overlapping pairs of letters in each script, no dictionary"
)

// table has every language with rules of its own, in the order of tags.
var table = []entry{
	{Language{"ar", "Arabic", nil, Stemming, "light stemmer after Larkey, Ballesteros & Connell 2007 (Bleve)"}, [][]byte{ar.ArabicStopWords}, nil, arabic, nil},
	{Language{"bg", "Bulgarian", nil, Stemming, "own light stemmer, articles and endings after Nakov 2003 and Savoy 2007"}, [][]byte{bg.BulgarianStopWords}, nil, bulgarian, nil},
	{Language{"ca", "Catalan", nil, Stemming, "own light stemmer, endings of gender and number as Savoy 2006 takes them from Spanish and French"}, [][]byte{ca.CatalanStopWords, ca.CatalanArticles}, nil, catalan, nil},
	{Language{"cs", "Czech", nil, Stemming, dolamic}, [][]byte{cs.CzechStopWords}, nil, czech, nil},
	{Language{"da", "Danish", nil, Stemming, snowballs + "; aa and oe are å and ø"}, [][]byte{da.DanishStopWords}, danishLetters.Replace, danish, nil},
	{Language{"de", "German", nil, Stemming, savoys + "; ae, oe and ue are ä, ö and ü"}, [][]byte{de.GermanStopWords}, withoutUmlauts, german, nil},
	{Language{"el", "Greek", nil, Stemming, "own light stemmer, endings of nouns and adjectives after Ntais 2006 and Saroukos 2008"}, [][]byte{el.GreekStopWords}, nil, greek, nil},
	{Language{"en", "English", nil, Stemming, snowballs + "; -ise is -ize, -our is -or"}, [][]byte{en.EnglishStopWords}, nil, english, nil},
	{Language{"es", "Spanish", nil, Stemming, savoys}, [][]byte{es.SpanishStopWords}, nil, spanish, nil},
	{Language{"et", "Estonian", nil, Stemming, "own light stemmer, endings of case and number only"}, nil, nil, estonian, nil},
	{Language{"fa", "Persian", nil, Stemming, "own light stemmer, plurals only, after Savoy's for Persian (Dolamic & Savoy 2009)"}, [][]byte{fa.PersianStopWords}, nil, persian, nil},
	{Language{"fi", "Finnish", nil, Stemming, snowballs}, [][]byte{fi.FinnishStopWords}, nil, finnishStem, nil},
	{Language{"fr", "French", nil, Stemming, savoys}, [][]byte{fr.FrenchStopWords, fr.FrenchArticles}, nil, french, nil},
	{Language{"he", "Hebrew", nil, Stemming, "own light stemmer: prefixes that are words, endings of number and gender"}, nil, hebrewLetters, hebrewStem, nil},
	{Language{"hi", "Hindi", nil, Stemming, "light stemmer of Ramanathan & Rao 2003, and normalised spelling (Bleve)"}, [][]byte{hi.HindiStopWords}, hindiLetters, hindi, nil},
	{Language{"hr", "Croatian, Serbian, Bosnian, Montenegrin", []string{"sr", "bs", "sh", "cnr"}, Stemming, "own light stemmer, endings after Ljubešić & Pandžić 2007; Cyrillic is read as Latin"}, nil, latinSerbian, serboCroatian, nil},
	{Language{"hu", "Hungarian", nil, Stemming, "own light stemmer, case, possessor and plural after Savoy 2006"}, [][]byte{hu.HungarianStopWords}, nil, hungarian, nil},
	{Language{"id", "Indonesian", nil, Stemming, "own light stemmer, the inflection of Tala 2003"}, [][]byte{id.IndonesianStopWords}, nil, indonesian, nil},
	{Language{"is", "Icelandic", nil, Stemming, "own light stemmer, endings of case, number and article"}, nil, nil, icelandic, nil},
	{Language{"it", "Italian", nil, Stemming, savoys}, [][]byte{it.ItalianStopWords, it.ItalianArticles}, nil, italian, nil},
	{Language{"ja", "Japanese", nil, Segmenting, pairs + "; particles are stop words"}, nil, nil, nil, japaneseFunction},
	{Language{"ko", "Korean", nil, Stemming, "own light stemmer, particles and the endings of 하다 and 되다"}, nil, nil, korean, nil},
	{Language{"lt", "Lithuanian", nil, Stemming, "own light stemmer, endings of all declensions, č and dž as t and d"}, nil, nil, lithuanian, nil},
	{Language{"lv", "Latvian", nil, Stemming, "own light stemmer, endings after Kreslins 1996"}, nil, nil, latvian, nil},
	{Language{"nb", "Norwegian", []string{"no", "nn"}, Stemming, snowballs + "; aa and oe are å and ø"}, [][]byte{no.NorwegianStopWords}, danishLetters.Replace, norwegian, nil},
	{Language{"nl", "Dutch", nil, Stemming, snowballs}, [][]byte{nl.DutchStopWords}, nil, dutch, nil},
	{Language{"pl", "Polish", nil, Stemming, dolamic}, nil, nil, polish, nil},
	{Language{"pt", "Portuguese", nil, Stemming, savoys}, [][]byte{pt.PortugueseStopWords}, nil, portuguese, nil},
	{Language{"ro", "Romanian", nil, Stemming, "own light stemmer, articles and endings of case and number after Savoy's for Romanian"}, [][]byte{ro.RomanianStopWords}, nil, romanian, nil},
	{Language{"ru", "Russian", nil, Stemming, snowballs}, [][]byte{ru.RussianStopWords}, nil, russian, nil},
	{Language{"sk", "Slovak", nil, Stemming, dolamic + " for Czech"}, nil, nil, slovak, nil},
	{Language{"sl", "Slovenian", nil, Stemming, dolamic + " for Czech"}, nil, nil, slovenian, nil},
	{Language{"sv", "Swedish", nil, Stemming, snowballs + "; neuter endings; aa, ae and oe are å, ä and ö"}, [][]byte{sv.SwedishStopWords}, swedishLetters.Replace, swedish, nil},
	{Language{"sw", "Swahili", nil, Stemming, "own light stemmer, prefixes of the noun classes"}, nil, nil, swahili, nil},
	{Language{"th", "Thai", nil, Segmenting, pairs + "; a letter has its vowels and tones"}, nil, nil, nil, nil},
	{Language{"tr", "Turkish", nil, Stemming, "own light stemmer, case, possessor and plural; ı is i"}, [][]byte{tr.TurkishStopWords}, nil, turkish, nil},
	{Language{"uk", "Ukrainian", nil, Stemming, "own light stemmer, endings of case, number and gender as Dolamic & Savoy 2009 take them from Russian"}, nil, nil, ukrainian, nil},
	{Language{"vi", "Vietnamese", nil, Normalising, "syllables without tones and accents"}, nil, nil, nil, nil},
	{Language{"zh", "Chinese", []string{"yue"}, Segmenting, pairs + "; common traditional characters are read as simplified"}, nil, simplified, nil, chineseFunction},
}

func russian(word string) string { return snowball(snowballRussian.Stem, word) }
