package words

// Turkish adds ending to ending. After folding there is no vowel harmony, so
// each form has two vowels: case, then possessor and plural, then what a stem may
// end in, so that work, worker and union (çalışma, çalışan, sendika) lose the same
// with and without endings.
var turkish = parseEndings(`
	3: sinin sunun sinden sundan sinde sunda sini sunu sine suna lerinin larinin lerinden larindan lerinde larinda lerini larini lerine larina lerin larin leri lari lere lara lerden lardan lerde larda ler lar
	3: anin>an enin>en inin>i unun>un
	4: den dan ten tan de da te ta ye ya yi yu si su in un
	3: ler lar
	4: an en a e i u
	3: kk>k lig>lik lug>luk
`).of
