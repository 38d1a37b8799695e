package clauses

import (
	"fmt"
	"slices"
	"strings"
)

// instrument checks what no tag of the type can say.
func (c *checker) instrument(i Instrument) {
	const path = "instrument"
	c.titles(path+".titles", i.Titles)
	checkUnique(c, path+".languages", i.Languages)
	checkUnique(c, path+".territory", i.Territory)
	checkUnique(c, path+".sectors", i.Sectors)
	checkUnique(c, path+".parties", i.Parties)
	checkUnique(c, path+".identifiers", i.Identifiers)
	for n, place := range i.Territory {
		c.territory(index(path+".territory", n), place)
	}
	for n, s := range i.Sectors {
		if f := s.fault(); f != (fault{}) {
			c.report(index(path+".sectors", n)+".code", f.reason, f.remedy)
		}
	}
	c.codes(path+".public_services", i.PublicServices, c.taxonomy.PublicServices, "public service")
	c.date(path+".signed", i.Signed)
	c.validity(path+".validity", i.Validity)
	if i.Covers != nil && *i.Covers == (Covers{}) {
		c.report(path+".covers", "says nothing", "give workers or employer_size, or leave it out")
	}
	c.source(path+".source", i.Source)
	c.relations(path+".relations", string(i.ID), i.Relations)
}

// titles wants one that the instrument can be cited by: a translation alone
// does not do.
func (c *checker) titles(path string, titles []Title) {
	checkUnique(c, path, titles)
	translated := func(t Title) bool { return t.Kind == TranslatedTitle }
	if len(titles) > 0 && !slices.ContainsFunc(titles, func(t Title) bool { return !translated(t) }) {
		c.report(path, "has translations only", "add the official title, or a descriptive one")
	}
}

func (c *checker) territory(path string, t Territory) {
	country, _, ok := strings.Cut(t.Subdivision, "-")
	switch {
	case !ok:
	case country != t.Country:
		c.report(path+".subdivision", fmt.Sprintf("%q is not a part of the country %q", t.Subdivision, t.Country),
			"give the subdivision's own country")
	case t.Country == "EU":
		c.report(path+".subdivision", "is given, but the European Union has none in ISO 3166-2", "leave it out, or name the country")
	}
}

// codes checks that each code is in a vocabulary and stands there once.
func (c *checker) codes(path string, codes []string, v Vocabulary, what string) {
	checkUnique(c, path, codes)
	for n, code := range codes {
		if _, ok := v.Lookup(code); !ok {
			c.report(index(path, n), fmt.Sprintf("%q is not a %s of the taxonomy", code, what), choices(v))
		}
	}
}

// maxChoices is how many codes a remedy lists.
const maxChoices = 64

func choices(v Vocabulary) string {
	var codes []string
	for _, e := range v.Entries() {
		codes = append(codes, e.Code)
	}
	if len(codes) == 0 || len(codes) > maxChoices {
		return "use a code of the taxonomy"
	}
	return "use one of " + strings.Join(codes, ", ")
}

// validity checks the dates of a validity against each other. One that can
// still be in order, because days are not known, is.
func (c *checker) validity(path string, v Validity) {
	from := c.date(path+".from", v.From)
	to := c.date(path+".to", v.To)
	if from && to && v.From.Earliest() > v.To.Latest() {
		c.report(path+".to", fmt.Sprintf("%s is before the beginning, %s", v.To, v.From), "exchange or correct the dates")
	}
	if v.End == EndFixed && v.To.IsZero() {
		c.report(path+".to", "is missing, and the end is fixed", "give the last day, or write end: unknown")
	}
	if to && v.End != EndFixed && v.End != EndRenews {
		c.report(path+".end", fmt.Sprintf("is %q, but there is a last day", v.End), "write fixed or renews, or leave to out")
	}
	c.fullDate(path+".checked", v.Checked)
	c.date(path+".state_from", v.StateFrom)
	if v.State == "" && !v.StateFrom.IsZero() {
		c.report(path+".state_from", "is given without a state", "give state, or leave state_from out")
	}
}

func (c *checker) source(path string, s Source) {
	c.fullDate(path+".checked", s.Checked)
	if s.URL != "" {
		return
	}
	for name, given := range map[string]bool{"archived": s.Archived != "", "sha256": s.SHA256 != ""} {
		if given {
			c.report(path+"."+name, "is given without a url", "give the address of the page too")
		}
	}
}

// relations checks what an instrument or a clause, called id, points to.
func (c *checker) relations(path, id string, list []Relation) {
	checkUnique(c, path, list)
	ofClause := strings.Contains(id, ".")
	for n, r := range list {
		to := index(path, n) + ".to"
		toClause := strings.Contains(r.To, ".")
		switch {
		case r.To == "":
		case r.To == id:
			c.report(to, "points to itself", "give the ID of the other one")
		case ofClause && r.To == string(ClauseID(id).Instrument()), toClause && string(ClauseID(r.To).Instrument()) == id:
			c.report(to, "ties a clause to its own instrument", "leave it out: the ID says it")
		case r.Type == Supersedes && toClause != ofClause:
			c.report(to, fmt.Sprintf("%q is not of the same sort", r.To),
				"an instrument supersedes instruments, a clause supersedes clauses")
		}
	}
}
