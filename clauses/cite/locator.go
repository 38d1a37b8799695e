package cite

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A place is one numbered place of an instrument: the sort of unit and the
// components of its number. "Article 64(4)(d)" is article [64 4 d].
type place struct {
	unit   string // "" where the text does not say
	number []string
}

// unitWords are the words for units of instruments, by the unit that they name.
// They end where the number begins, so abbreviations need no full stop here.
var unitWords = map[string][]string{
	"article": {"article", "articles", "art", "arts", "artículo", "artículos", "articolo", "articoli", "artigo", "artigos",
		"artikel", "artykuł", "člen", "čl", "članak", "άρθρο", "madde", "cikk", "articolul"},
	"section":    {"section", "sections", "sec", "s", "ss", "§", "§§", "abschnitt", "sección", "secção", "sezione"},
	"clause":     {"clause", "clauses", "cl", "cls", "cláusula", "cláusulas", "clausola"},
	"paragraph":  {"paragraph", "paragraphs", "para", "paras", "párrafo", "paragraphe", "paragrafo", "parágrafo"},
	"chapter":    {"chapter", "chapters", "ch", "capítulo", "chapitre", "kapitel", "capitolo"},
	"annex":      {"annex", "annexe", "anexo", "anhang", "allegato", "appendix"},
	"principle":  {"principle", "principles"},
	"regulation": {"reg", "regs"},
	"point":      {"point", "points", "ziffer", "punkt", "punto", "ponto"},
}

var (
	unitOf = func() map[string]string {
		m := map[string]string{}
		for unit, words := range unitWords {
			for _, w := range words {
				m[w] = unit
			}
		}
		return m
	}()
	// number is what can follow a unit's word: 80, 26(7), L. 2242-17, 199.º-A, 5ª, IV.
	numberPattern = `(?:[A-Z]{1,3}\.? ?)?[0-9]+(?:[.\-/º°ª]*[0-9A-Za-z]+|\([0-9A-Za-z]{1,4}\)|[º°ª])*|[IVXLC]{1,6}\b|[A-Z]\b`
	placePattern  = regexp.MustCompile(`([§\p{L}]+)\.? ?(` + numberPattern + `)((?:(?:, | and | y | et | und | e | a |; ?)(?:` + numberPattern + `))*)`)
	oneNumber     = regexp.MustCompile(numberPattern)
	rangePattern  = regexp.MustCompile(`^([0-9]+)-([0-9]+)$`)
)

// widestRange is how many units a range such as "Articles 3-6" may stand for.
const widestRange = 50

// places reads the places that a locator, or the surroundings of a citation,
// names. A text that is only a number names a place of no unit.
func places(s string) []place {
	var found []place
	for _, m := range placePattern.FindAllStringSubmatch(s, -1) {
		word := strings.ToLower(m[1])
		unit, ok := unitOf[word]
		if !ok {
			continue
		}
		plural := strings.HasSuffix(word, "s") && len(word) > 1 || word == "§§"
		for _, n := range append([]string{m[2]}, oneNumber.FindAllString(m[3], -1)...) {
			if r := rangePattern.FindStringSubmatch(n); r != nil && plural {
				found = append(found, placesBetween(unit, r[1], r[2])...)
				continue
			}
			found = append(found, place{unit, components(n)})
		}
	}
	if bare := strings.TrimSpace(s); len(found) == 0 && oneNumber.FindString(bare) == bare && bare != "" {
		found = append(found, place{"", components(bare)})
	}
	return found
}

func placesBetween(unit, first, last string) []place {
	a, errA := strconv.Atoi(first)
	b, errB := strconv.Atoi(last)
	if errA != nil || errB != nil || b < a || b-a > widestRange {
		return []place{{unit, []string{first, last}}}
	}
	var all []place
	for n := a; n <= b; n++ {
		all = append(all, place{unit, []string{strconv.Itoa(n)}})
	}
	return all
}

// components splits a number where letters, digits and punctuation meet:
// "L. 2242-17" is [l 2242 17], "199.º-A" is [199 a].
func components(number string) []string {
	var parts []string
	sort := 0
	for _, r := range strings.ToLower(number) {
		now := 0
		switch {
		case r == 'º' || r == 'ª' || r == '°':
		case unicode.IsDigit(r):
			now = 1
		case unicode.IsLetter(r):
			now = 2
		}
		if now != 0 && now != sort {
			parts = append(parts, "")
		}
		if now != 0 {
			parts[len(parts)-1] += string(r)
		}
		sort = now
	}
	return parts
}

// fit says how well a cited place fits one of a clause: 2 the same, 1 one is
// within the other, 0 not at all.
func (cited place) fit(of place) int {
	if cited.unit != "" && of.unit != "" && cited.unit != of.unit {
		return 0
	}
	short, long := cited.number, of.number
	if len(short) > len(long) {
		short, long = long, short
	}
	switch {
	case len(short) == 0 || !slices.Equal(short, long[:len(short)]):
		return 0
	case len(short) == len(long):
		return 2
	}
	return 1
}
