package words

import (
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
)

// The stemmers of libraries were made for words with accents, and some leave
// apart what readers of agreements hold together; endings in front mend that.

// light runs one of Bleve's stemmers on one word.
func light(filter analysis.TokenFilter, word string) string {
	tokens := filter.Filter(analysis.TokenStream{&analysis.Token{Term: []byte(word)}})
	return string(tokens[0].Term)
}

// Salariée is salarié, infirmière is infirmier, deuxième is deux.
var frenchEndings = parseEndings(`
	4: iee>ie iees>ie iere>ier ieres>ier ieme>ième iemes>ième
`)

var frenchLight = fr.NewFrenchLightStemmerFilter()

func french(word string) string { return light(frenchLight, frenchEndings.of(word)) }

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
var portugueseEndings = parseEndings(`
	4: oes>ao aes>ao ois>ol
`)

var portugueseLight = pt.NewPortugueseLightStemmerFilter()

func portuguese(word string) string {
	// The stemmer puts some accents back (-ona becomes -ão).
	return fold(light(portugueseLight, portugueseEndings.of(word)))
}

var catalan = parseEndings(`
	3: gues>g ga>g ques>c ca>c
	3: iva>iu ives>iu ius>iu ea>eu ees>eu eus>eu ana anes ans cions>cio sions>sio gions>gio ions>io ors>or ora>or ores>or ada>at ades>at ats>at ida>it ides>it its>it ines>in ina>in cs>c ces>c ges>g ja>g essos>e isos>i os es s a e
`).of

// Romanian articles stand behind the word: contractul, contractelor.
var romanian = parseEndings(`
	6: toare>tor toarea>tor toarei>tor toarele>tor toarelor>tor
	3: urilor urile uri ului ul iilor ilor elor iului iul iu iile iei ile ele ii ei ea ia ie i e a u
`).of
