package clauses

import (
	"fmt"
	"regexp"
	"slices"
)

var sectorSchemes = []string{NACE21, NACE2, ISIC4, ISIC5}

// A divisionSpan is the span of the divisions of a section.
type divisionSpan struct {
	section     string
	first, last int
}

// sections2 are the sections of NACE Rev. 2 (2008) and of ISIC Rev. 4, which
// have the same divisions.
var sections2 = []divisionSpan{
	{"A", 1, 3}, {"B", 5, 9}, {"C", 10, 33}, {"D", 35, 35}, {"E", 36, 39}, {"F", 41, 43}, {"G", 45, 47},
	{"H", 49, 53}, {"I", 55, 56}, {"J", 58, 63}, {"K", 64, 66}, {"L", 68, 68}, {"M", 69, 75}, {"N", 77, 82},
	{"O", 84, 84}, {"P", 85, 85}, {"Q", 86, 88}, {"R", 90, 93}, {"S", 94, 96}, {"T", 97, 98}, {"U", 99, 99},
}

// sections21 are the sections of NACE Rev. 2.1 (2025) and of ISIC Rev. 5, which
// have the same divisions.
var sections21 = []divisionSpan{
	{"A", 1, 3}, {"B", 5, 9}, {"C", 10, 33}, {"D", 35, 35}, {"E", 36, 39}, {"F", 41, 43}, {"G", 46, 47},
	{"H", 49, 53}, {"I", 55, 56}, {"J", 58, 60}, {"K", 61, 63}, {"L", 64, 66}, {"M", 68, 68}, {"N", 69, 75},
	{"O", 77, 82}, {"P", 84, 84}, {"Q", 85, 85}, {"R", 86, 88}, {"S", 90, 93}, {"T", 94, 96}, {"U", 97, 98},
	{"V", 99, 99},
}

// sectionOf returns the section of a division, "" when there is none.
func sectionOf(sections []divisionSpan, division int) string {
	for _, s := range sections {
		if s.first <= division && division <= s.last {
			return s.section
		}
	}
	return ""
}

var (
	sectionPattern = regexp.MustCompile(`^[A-Z]$`)
	groupPattern   = regexp.MustCompile(`^[0-9]{2}(\.[0-9])?$`)
)

func (s Sector) sections() []divisionSpan {
	if s.Scheme == NACE21 || s.Scheme == ISIC5 {
		return sections21
	}
	return sections2
}

// fault returns what is wrong with the code in its scheme. Sections and
// divisions are looked up; of a group, its division is.
func (s Sector) fault() fault {
	if !slices.Contains(sectorSchemes, s.Scheme) {
		return fault{} // the scheme itself is reported
	}
	const remedy = "write a section as R, a division as 86, or a group as 86.1"
	switch {
	case groupPattern.MatchString(s.Code):
		if sectionOf(s.sections(), s.division()) == "" {
			return fault{fmt.Sprintf("%s has no division %s", s.Scheme, s.Code[:2]), remedy}
		}
	case sectionPattern.MatchString(s.Code):
		if !slices.ContainsFunc(s.sections(), func(d divisionSpan) bool { return d.section == s.Code }) {
			return fault{fmt.Sprintf("%s has no section %s", s.Scheme, s.Code), remedy}
		}
	default:
		return fault{fmt.Sprintf("%q is not a code of %s", s.Code, s.Scheme), remedy}
	}
	return fault{}
}

// division returns the number of the division that a code of a division or a
// group begins with.
func (s Sector) division() int { return int(s.Code[0]-'0')*10 + int(s.Code[1]-'0') }
