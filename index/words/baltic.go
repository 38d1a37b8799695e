package words

// After what Kreslins found for Latvian: the endings of all declensions together,
// longest first, whatever the declension of the word. Folding has already made
// most alternating consonants the same (š and s, ņ and n).
var latvian = parseEndings(`
	3: ajiem ajam ajai ajos ajas ajos iem am em im ais ij um ai as os us es is ei ie ies sies s a e i o u
`).of

// Lithuanian makes č of t and dž of d before some endings (sutartis, sutarčiai).
var lithuanian = parseEndings(`
	3: ciams>t ciais>t ciai>t cius>t cio>t ciu>t ciui>t cia>t cioms>t dziams>d dziais>d dziai>d dzius>d dzio>d dziu>d dziui>d iuose iams iais iaus iaus iumi ioje iose iomis ioms iame iam iai ios ius iui iu io ia uose ams ais aus ame am as ui umi uje ums umis us ai os oje oms omis ose ies imi imis ims yse yje ys is es eje emis ems ese ei iems ieji iesiems a e i o u y
`).of
