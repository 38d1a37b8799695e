package words

// shortForms has, by language, the abbreviations by which laws and agreements are
// cited, and what they stand for: "Art. 80" finds "Article 80". An abbreviation
// that is a word of its own in the language (German Art) is left out.
var shortForms = map[string]map[string]string{
	"bg": {"чл": "член", "ал": "алинея"},
	"ca": {"art": "article", "arts": "article"},
	"cs": {"cl": "clanek", "odst": "odstavec"},
	"el": {"αρ": "αρθρο", "αρθ": "αρθρο", "παρ": "παραγραφοσ"},
	"en": {"art": "article", "arts": "article", "sec": "section", "para": "paragraph", "paras": "paragraph"},
	"es": {"art": "articulo", "arts": "articulo", "num": "numero", "parr": "parrafo"},
	"fr": {"art": "article", "al": "alinea"},
	"hr": {"cl": "clanak", "st": "stavak"},
	"it": {"art": "articolo", "artt": "articolo", "co": "comma"},
	"lt": {"str": "straipsnis"},
	"nl": {"art": "artikel"},
	"pl": {"art": "artykul", "ust": "ustep"},
	"pt": {"art": "artigo", "arts": "artigo"},
	"ro": {"art": "articol", "alin": "alineat"},
	"ru": {"ст": "статья"},
	"sk": {"cl": "clanok", "ods": "odsek"},
	"sl": {"cl": "clen", "odst": "odstavek"},
	"tr": {"md": "madde"},
	"uk": {"ст": "стаття"},
}
