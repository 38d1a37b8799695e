package words

import (
	"strings"

	snowballRussian "github.com/blevesearch/snowballstem/russian"
)

func russian(word string) string { return snowball(snowballRussian.Stem, word) }

// Light stemmers take away the endings of case, number and gender, and then make
// the same what the inflection alternates (zaměstnanec, zaměstnance). Words come
// folded, so the tables have no accents. Nouns in -ník have their plural in -nici.

var czech = parseEndings(`
	3: atech etem atum ech ich iho eho emi imi emu imu ymi ami ama ata aty ove ovi em am um im ym ou ych ach i e u y a o system>system systemu>system problem>problem problemu>problem
	3: ec>c ek>k nic>nik
`).of

var slovak = parseEndings(`
	3: ovi ovia ami iami ach iach och am iam om ov iou ou ej eho ieho emu iemu ym ymi ych im imi ich ia iu ie ii i e a u y o mi mus>m system>system systemu>system problem>problem problemu>problem syndrom>syndrom
	3: ec>c ek>k ok>k nic>nik
`).of

var polish = parseEndings(`
	3: iami ami iach ach iom om iow ow owi ego iego emu iemu ymi imi ych ich ym im ej iej iem em ie ia iu ii io y i a e o u system>system systemu>system problem>problem problemu>problem dzie>d
	3: iek>iek ek>k nic>nik
`).of

var slovenian = parseEndings(`
	3: ega emu imi ih im em om ov ev am ah ami ama ima oma ijo jo stmi>st stma>st tev>tv item>itm a e i o u sistem>sistem sistemu>sistem problem>problem problemu>problem
	3: ec>c ek>k en>n nic>nik
`).of

// Croatian, Bosnian, Montenegrin and Serbian are read alike, in both alphabets.
var serboCroatian = parseEndings(`
	3: ovima evima ima ama ovi evi ova eva om em og oga omu ome oj ih im oscu>ost a e i o u sistem>sistem sistemu>sistem problem>problem problemu>problem sindrom>sindrom razlog>razlog razloga>razlog dijalog>dijalog dijaloga>dijalog nalog>nalog naloga>nalog prilog>prilog priloga>prilog
	4: ac>c an>n
	3: nic>nik
`).of

// latinSerbian writes the Cyrillic letters in the Latin ones that have the same
// exact form.
var latinSerbian = strings.NewReplacer(
	"а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "ђ", "d", "е", "e", "ж", "z", "з", "z", "и", "i", "ј", "j", "к", "k",
	"л", "l", "љ", "lj", "м", "m", "н", "n", "њ", "nj", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "ћ", "c", "у", "u",
	"ф", "f", "х", "h", "ц", "c", "ч", "c", "џ", "dz", "ш", "s",
).Replace

// Bulgarian has no cases but an article behind the word: служителят, правото.
var bulgarian = parseEndings(`
	1: платата>плат плата>плат
	3: стта>ст ата ята ото ето ието ията ия иите ии ие ите овете ове ът ият ят а я о е и
	3: ен>н ец>ц ек>к ъм>м ър>р ниц>ник
`).of

var ukrainian = parseEndings(`
	3: ами ями ах ях ам ям ом ем єм ою ею єю ів їв ей ий ій ого ього ому ьому им ім ими іми их іх ої ьої ії ію ія ією іями іям іях у ю а я о е є и і ї ь лці>лк нці>нк режим>режим режими>режим режимі>режим
	3: нн>н ец>ц ок>к ік>к
	4: ір>ор іст>ост іб>об ід>од
`).of
