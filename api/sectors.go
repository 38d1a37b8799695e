package api

import (
	"regexp"
	"strings"
)

var (
	subdivisionPattern = regexp.MustCompile(`^[A-Z]{2}-[A-Z0-9]{1,3}$`)
	sectorGroupPattern = regexp.MustCompile(`^[0-9]{2}\.[0-9]$`)
)

// sectorNames are names of sectors beside their codes, as people use them. NACE
// has no code for local or for central government alone.
var sectorNames = map[string]string{
	"agriculture":                 "A",
	"mining":                      "B",
	"manufacturing":               "C",
	"energy":                      "D",
	"water":                       "E",
	"construction":                "F",
	"trade":                       "G",
	"transport":                   "H",
	"hospitality":                 "I",
	"media":                       "J",
	"telecommunications":          "K",
	"finance":                     "L",
	"banking":                     "64",
	"insurance":                   "65",
	"real_estate":                 "M",
	"professional_services":       "N",
	"administrative_services":     "O",
	"public_administration":       "P",
	"local_government":            "P", // all of P is 84
	"central_government":          "P",
	"education":                   "Q",
	"health":                      "R",
	"residential_care":            "87",
	"social_work":                 "88",
	"arts":                        "S",
	"other_services":              "T",
	"households":                  "U",
	"international_organisations": "V",
}

func sectorNameList() []string { return sortedKeys(sectorNames) }

// sectorCode returns the code of NACE Rev. 2.1 that a code, a name of the list
// or a label in any language stands for.
func (a *API) sectorCode(given string) (string, bool) {
	code := strings.ToUpper(given)
	if _, ok := a.taxonomy.Sectors.Lookup(code); ok {
		return code, true
	}
	if sectorGroupPattern.MatchString(code) {
		_, ok := a.taxonomy.Sectors.Lookup(code[:2])
		return code, ok
	}
	if code, ok := sectorNames[strings.ReplaceAll(strings.ToLower(given), " ", "_")]; ok {
		return code, true
	}
	for _, e := range a.taxonomy.Sectors.Entries() {
		for _, label := range e.Labels {
			if strings.EqualFold(label, given) {
				return e.Code, true
			}
		}
	}
	return "", false
}
