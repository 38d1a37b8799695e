package words

import "github.com/blevesearch/snowballstem/finnish"

// Folding leaves no vowel harmony, and the algorithm needs none: -lla and -llä are
// both endings that it knows.
func finnishStem(word string) string {
	if noun := finnishEndings.of(word); noun != word {
		return noun
	}
	return finnishStems.of(snowball(finnish.Stem, word))
}

// Nouns and adjectives in -nen have -s- in their other forms, those in -us have
// -uks- and -ud-.
var (
	finnishEndings = parseEndings(`
		3: minen>mis misen>mis mista>mis misesta>mis misessa>mis miseen>mis misella>mis miselle>mis misena>mis miseksi>mis miset>mis misia>mis misten>mis misilla>mis misille>mis
		3: linen>lis lisen>lis lista>lis lisesta>lis lisessa>lis liseen>lis lisella>lis liselle>lis lisena>lis liseksi>lis liset>lis lisia>lis listen>lis lisilla>lis lisille>lis lisissa>lis
		3: vinen>vis visen>vis vista>vis visesta>vis visessa>vis viseen>vis visella>vis viselle>vis visena>vis viseksi>vis viset>vis visia>vis visten>vis visilla>vis visille>vis
	`)
	finnishStems = parseEndings(`
		2: uks>us yks>ys ud>us yd>ys
	`)
)

// After Savoy: case, then possessor, then plural, then the last vowel.
var hungarian = parseEndings(`
	4: st>s nt>n lt>l
	3: bbal>b bbel>b ddal>d ddel>d ggal>g ggel>g kkal>k kkel>k llal>l llel>l mmal>m mmel>m nnal>n nnel>n ppal>p ppel>p rral>r rrel>r ssal>s ssel>s ttal>t ttel>t zzal>z zzel>z ban ben bol rol tol hoz hez nal nel val vel nak nek ba be ra re ert kent on en let>let zet>zet at et ot adat>adat ezet>ezet feladat>feladat
	3: jaik jeik aik eik jai jei ai ei oi juk uk ja je
	3: ok ek ak
	3: a e i o u
`).of

// Estonian cases are added to the genitive, whose vowel goes last.
var estonian = parseEndings(`
	4: mine>mis misega>mis misest>mis miseks>mis misele>mis mised>mis miste>mis mist>mis mise>mis misel>mis line>lis lane>las lne>ls vne>vs dne>ds kne>ks tne>ts rne>rs
	3: ust>us uste>us usi>us used>us usele>us useks>us usega>us usest>us usel>us use>us ustele>us ustega>us ustes>us ustest>us us>us
	3: tesse desse tele dele telt delt test dest teks deks tega dega tel del tes des sse ga le lt st ks id te de d t kt>kt nt>nt rt>rt bot>bot net>net hoid>hoid
	4: a e i u
`).of
