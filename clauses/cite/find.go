package cite

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// A Reference is a place of a text that has the form of a citation.
type Reference struct {
	Start, End int    // in bytes of the text; the official number or the permanent ID alone
	Sort       Sort   // what form it has
	Value      string // what to look up: the number as registers write it, or the ID
}

// Sort is the form of a reference.
type Sort int

// The sorts of references.
const (
	PermanentID    Sort = iota // one of ours, said to be one: Value is a clause's or an instrument's ID
	PossibleID                 // has the form of one of ours: a citation only if the library has it
	OfficialNumber             // Value is an identifier
)

// forms are the numbers that are known by their form alone. A number that is
// not known by its form is found by Resolve if the library holds it.
var forms = []struct {
	pattern *regexp.Regexp
	sort    Sort
	value   func(groups []string) string
}{
	{regexp.MustCompile(`(?:Clausebank |/clauses/|/instruments/)([a-z0-9-]{3,80}(?:\.[a-z0-9-]{1,80})?)`), PermanentID, group1},
	{regexp.MustCompile(`\bBOE-[A-Z]-[0-9]{4}-[0-9]{1,6}\b`), OfficialNumber, whole},
	{regexp.MustCompile(`\bMR[0-9]{6}/[0-9]{4}\b`), OfficialNumber, whole},
	{regexp.MustCompile(`\b[1-9][0-9]{4}[A-Z]{1,2}[0-9]{4}(?:\([0-9]{2}\))?`), OfficialNumber, whole},
	{regexp.MustCompile(`\bBWBR[0-9]{7}\b`), OfficialNumber, whole},
	{regexp.MustCompile(`\bLEGITEXT[0-9]{12}\b`), OfficialNumber, whole},
	{regexp.MustCompile(`https?://(?:data|eur-lex)\.europa\.eu/eli/(reg|dir)/([0-9]{4})/([0-9]{1,4})(?:/[^\s<>"]*[^\s<>".,;])?`), OfficialNumber, celex},
	{regexp.MustCompile(`https?://[^\s<>"]*/eli/[^\s<>"]*[^\s<>".,;]`), OfficialNumber, whole},
	{regexp.MustCompile(`\b[a-z0-9]+(?:-[a-z0-9]+)+(?:\.[a-z0-9-]+)?\b`), PossibleID, whole},
	{regexp.MustCompile(`(?i)\b(regulation|directive|reglamento|directiva|règlement|verordnung|richtlinie|regolamento|direttiva|regulamento|diretiva|verordening|richtlijn)` +
		` (?:\((?:EU|UE|EC|CE|EG|EEC)\) )?(?:No\.? |n\.? ?[º°o] ?|Nr\.? )?([0-9]{1,4})/([0-9]{1,4})(?:/(?:EU|UE|EC|CE|EG|EEC|CEE))?\b`), OfficialNumber, celex},
}

func whole(groups []string) string  { return groups[0] }
func group1(groups []string) string { return groups[1] }

// celex writes the number of an act of the EU as CELEX has it: Regulation (EU)
// 2016/679 is 32016R0679, Directive 2003/88/EC and eli/dir/2003/88 are 32003L0088. The year is the
// part that has four digits and can be a year; where both can, the first.
func celex(groups []string) string {
	letter := "R"
	switch word := strings.ToLower(groups[1]); {
	case strings.HasPrefix(word, "dir"), strings.HasPrefix(word, "rich"):
		letter = "L"
	}
	year, number := groups[2], groups[3]
	if !isYear(year) && isYear(number) {
		year, number = number, year
	}
	return fmt.Sprintf("3%s%s%04s", fullYear(year), letter, number)
}

func isYear(s string) bool { return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") }

// fullYear completes the two digits of older acts: 95/46/EC is of 1995.
func fullYear(s string) string {
	if len(s) == 2 {
		return "19" + s
	}
	return s
}

// Find returns the references of a text that are known by their form, in their
// order. References do not overlap: of two that would, the one stays whose form is
// the first in forms.
func Find(text string) []Reference {
	var found []Reference
	for _, f := range forms {
		for _, at := range f.pattern.FindAllStringSubmatchIndex(text, -1) {
			r := Reference{Start: at[0], End: at[1], Sort: f.sort, Value: f.value(groups(text, at))}
			if !overlaps(found, r) {
				found = append(found, r)
			}
		}
	}
	sortByStart(found)
	return found
}

func groups(text string, at []int) []string {
	all := make([]string, len(at)/2)
	for i := range all {
		if at[2*i] >= 0 {
			all[i] = text[at[2*i]:at[2*i+1]]
		}
	}
	return all
}

func overlaps(found []Reference, r Reference) bool {
	for _, f := range found {
		if r.Start < f.End && f.Start < r.End {
			return true
		}
	}
	return false
}

// mayBeNumber reports whether a piece of text could be an official number that
// the library holds: at least minNumber letters and digits, a digit among them.
func mayBeNumber(s string) bool {
	signs, digits := 0, 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			digits++
		}
		if unicode.IsDigit(r) || unicode.IsLetter(r) {
			signs++
		}
	}
	return digits > 0 && signs >= minNumber
}

// minNumber keeps the lookup of numbers of no known form from finding "223" in
// every text: shorter numbers are found with their scheme in front only.
const minNumber = 7
