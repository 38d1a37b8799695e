package clauses

import (
	"fmt"
	"slices"
	"strings"
)

// A SectorCode is a code of NACE Rev. 2.1 that a Sector stands for.
type SectorCode struct {
	Code string
	// Approximate is true where the scheme of the Sector divides the economy
	// differently, so that the Sector lies only partly in the code.
	Approximate bool
}

// moved lists the divisions of NACE Rev. 2 and ISIC Rev. 4 of which a branch is
// in another division of NACE Rev. 2.1 and ISIC Rev. 5, and all where they are
// now. Shifts of single products and services between classes are not followed.
var moved = map[int][]int{
	41: {41, 68},     // development of building projects went to real estate
	45: {46, 47, 95}, // motor vehicles: wholesale, retail, repair
	63: {60, 63},     // news agencies went to broadcasting
	70: {70, 73},     // public relations went to advertising
}

// Codes returns the codes of NACE Rev. 2.1 that the sector stands for, with all
// codes above them: the group (of NACE Rev. 2.1 only), the divisions, the
// sections, each in ascending order. The other schemes are mapped by division:
// of their groups the division counts. A code that is not in its scheme gives
// nothing.
func (s Sector) Codes() []SectorCode {
	if !slices.Contains(sectorSchemes, s.Scheme) || s.fault() != (fault{}) {
		return nil
	}
	if sectionPattern.MatchString(s.Code) {
		return sectionCodes(s.mapSection())
	}
	targets := []int{s.division()}
	if s.Scheme == NACE2 || s.Scheme == ISIC4 {
		targets = divisionsNow(s.division())
	}
	var codes []SectorCode
	if s.Scheme == NACE21 && strings.Contains(s.Code, ".") {
		codes = append(codes, SectorCode{Code: s.Code})
	}
	for _, d := range targets {
		codes = append(codes, SectorCode{Code: fmt.Sprintf("%02d", d), Approximate: len(targets) > 1})
	}
	return append(codes, sectionCodes(sectionsOf(targets))...)
}

// divisionsNow returns where a division of NACE Rev. 2 is in NACE Rev. 2.1.
func divisionsNow(division int) []int {
	if m, ok := moved[division]; ok {
		return m
	}
	return []int{division}
}

// mapSection returns the sections of NACE Rev. 2.1 that hold the divisions of
// the sector, which is a section.
func (s Sector) mapSection() []string {
	if s.Scheme == NACE21 || s.Scheme == ISIC5 {
		return []string{s.Code}
	}
	var divisions []int
	for _, span := range sections2 {
		if span.section != s.Code {
			continue
		}
		for d := span.first; d <= span.last; d++ {
			divisions = append(divisions, divisionsNow(d)...)
		}
	}
	return sectionsOf(divisions)
}

// sectionsOf returns the sections of NACE Rev. 2.1 of divisions, each once, in
// ascending order.
func sectionsOf(divisions []int) []string {
	var sections []string
	for _, d := range divisions {
		if s := sectionOf(sections21, d); !slices.Contains(sections, s) {
			sections = append(sections, s)
		}
	}
	slices.Sort(sections)
	return sections
}

func sectionCodes(sections []string) []SectorCode {
	codes := make([]SectorCode, len(sections))
	for i, s := range sections {
		codes[i] = SectorCode{Code: s, Approximate: len(sections) > 1}
	}
	return codes
}
