package api

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"clausebank/clauses"
	"clausebank/clauses/cite"
)

// A presenter shows what the record holds to a reader: with labels in a
// language, and with the status on a day.
type presenter struct {
	taxonomy *clauses.Taxonomy
	lang     string
	day      clauses.Day
}

func (a *API) presenter(lang string, day clauses.Day) presenter {
	return presenter{taxonomy: a.taxonomy, lang: lang, day: day}
}

// label returns what a code is called, the code itself where it has no label.
func (p presenter) label(v clauses.Vocabulary, code string) string {
	e, _ := v.Lookup(code)
	return cmp.Or(e.Labels.In(p.lang), code)
}

func (p presenter) clause(i clauses.Instrument, c clauses.Clause) (ClauseBase, error) {
	citation, err := cite.Render(i, c, cite.Plain, cite.Text, cite.Options{})
	if err != nil {
		return ClauseBase{}, fmt.Errorf("cite %s: %w", c.ID, err)
	}
	validity := i.EffectiveValidity(c)
	status := validity.On(p.day)
	b := ClauseBase{
		ID:              c.ID,
		Locator:         c.Locator,
		LocatorVerified: c.Locator != "" && c.Evidence.LocatorVerified(),
		Topics:          listed(c.Topics),
		TopicLabels:     []string{},
		Texts:           []Text{},
		Evidence: Evidence{
			Level:       c.Evidence.Level,
			LevelLabel:  p.label(p.taxonomy.EvidenceLevels, string(c.Evidence.Level)),
			HeadingOnly: c.Evidence.HeadingOnly,
			Sources:     listed(c.Evidence.Sources),
		},
		Validity:    validity,
		Status:      status,
		StatusLabel: p.label(p.taxonomy.Statuses, string(status)),
		StatusOn:    p.day.Date(),
		Terms:       listed(c.Terms),
		Note:        c.Note,
		Citation:    citation,
		Reuse:       p.reuse(licencesOf(c)),
		Links:       clauseLinks(i, c),
	}
	for _, id := range c.Topics {
		b.TopicLabels = append(b.TopicLabels, p.label(p.taxonomy.Topics, string(id)))
	}
	for _, t := range c.Texts {
		b.Texts = append(b.Texts, p.text(i, t))
	}
	return b, nil
}

func (p presenter) text(i clauses.Instrument, t clauses.Text) Text {
	return Text{
		Language:      t.Language,
		LanguageLabel: clauses.LanguageName(t.Language, p.lang),
		Kind:          t.Kind,
		KindLabel:     p.label(p.taxonomy.TextKinds, string(t.Kind)),
		Authentic:     t.Kind == clauses.Verbatim && slices.Contains(i.Languages, t.Language),
		Heading:       t.Heading,
		Text:          t.Text,
		Made:          t.Made,
		Licence:       t.Licence,
		Reuse:         p.reuseNote(t.Licence),
		SourceURL:     t.SourceURL,
	}
}

func (p presenter) instrument(i clauses.Instrument) InstrumentBase {
	title := mainTitle(i)
	validity := i.EffectiveValidity(clauses.Clause{})
	status := validity.On(p.day)
	b := InstrumentBase{
		ID:                  i.ID,
		Title:               title.Text,
		TitleLanguage:       title.Language,
		Titles:              listed(i.Titles),
		Kind:                i.Kind,
		KindLabel:           p.label(p.taxonomy.Kinds, string(i.Kind)),
		Level:               i.Level,
		LevelLabel:          p.label(p.taxonomy.Levels, string(i.Level)),
		Languages:           listed(i.Languages),
		Territory:           p.territory(i.Territory),
		Sectors:             []Sector{},
		PublicServices:      listed(i.PublicServices),
		PublicServiceLabels: []string{},
		Parties:             listed(i.Parties),
		Signed:              i.Signed,
		Validity:            validity,
		Covers:              i.Covers,
		Identifiers:         listed(i.Identifiers),
		Source:              i.Source,
		Status:              status,
		StatusLabel:         p.label(p.taxonomy.Statuses, string(status)),
		StatusOn:            p.day.Date(),
		Links: InstrumentLinks{
			Self:    hrefOf(string(i.ID)),
			Clauses: "/v1/clauses?instrument=" + string(i.ID) + "&sort=id",
			Source:  i.Source.URL,
		},
	}
	for _, s := range i.Sectors {
		b.Sectors = append(b.Sectors, Sector{Scheme: s.Scheme, Code: s.Code, Label: p.sector(s)})
	}
	for _, code := range i.PublicServices {
		b.PublicServiceLabels = append(b.PublicServiceLabels, p.label(p.taxonomy.PublicServices, code))
	}
	return b
}

func (p presenter) short(i clauses.Instrument) InstrumentShort {
	title := mainTitle(i)
	return InstrumentShort{
		ID:            i.ID,
		Title:         title.Text,
		TitleLanguage: title.Language,
		Kind:          i.Kind,
		KindLabel:     p.label(p.taxonomy.Kinds, string(i.Kind)),
		Level:         i.Level,
		LevelLabel:    p.label(p.taxonomy.Levels, string(i.Level)),
		Territory:     p.territory(i.Territory),
		Signed:        i.Signed,
		Href:          hrefOf(string(i.ID)),
	}
}

func (p presenter) territory(all []clauses.Territory) []Territory {
	places := make([]Territory, len(all))
	for n, t := range all {
		places[n] = Territory{Country: t.Country, CountryLabel: clauses.CountryName(t.Country, p.lang), Subdivision: t.Subdivision}
	}
	return places
}

// sector returns what a sector is called. The vocabulary is of one scheme, so
// only its codes have a label.
func (p presenter) sector(s clauses.Sector) string {
	if s.Scheme == clauses.NACE21 {
		return p.label(p.taxonomy.Sectors, s.Code)
	}
	return s.Code
}

// mainTitle returns the title in the leading language, the official one first;
// where there is none, the first of all.
func mainTitle(i clauses.Instrument) clauses.Title {
	leading := ""
	if len(i.Languages) > 0 {
		leading = i.Languages[0]
	}
	var best clauses.Title
	for _, t := range i.Titles {
		switch {
		case t.Language == leading && t.Kind == clauses.OfficialTitle:
			return t
		case best.Text == "", t.Language == leading && best.Language != leading:
			best = t
		}
	}
	return best
}

// headingOf returns the heading of a clause in the reader's language, else in
// English, else the first there is; without any, the locator.
func (p presenter) headingOf(c clauses.Clause) string {
	best, rank := c.Locator, 0
	for _, t := range c.Texts {
		r := 1
		switch base, _, _ := strings.Cut(t.Language, "-"); base {
		case p.lang:
			r = 3
		case "en":
			r = 2
		}
		if t.Heading != "" && r > rank {
			best, rank = t.Heading, r
		}
	}
	return best
}

func (p presenter) target(c clauses.Clause) Target {
	return Target{ID: string(c.ID), Title: p.headingOf(c), Locator: c.Locator, Href: hrefOf(string(c.ID))}
}

func clauseLinks(i clauses.Instrument, c clauses.Clause) ClauseLinks {
	self := hrefOf(string(c.ID))
	source := i.Source.URL
	for _, s := range slices.Backward(c.Evidence.Sources) {
		source = cmp.Or(s.URL, source)
	}
	return ClauseLinks{
		Self: self, Instrument: hrefOf(string(i.ID)), History: self + "/history", Similar: self + "/similar", Citation: self + "/citation",
		Source: source,
	}
}

// hrefOf returns the address of an instrument or a clause.
func hrefOf(id string) string {
	if strings.Contains(id, ".") {
		return "/v1/clauses/" + url.PathEscape(id)
	}
	return "/v1/instruments/" + url.PathEscape(id)
}

// listed returns the list, an empty one for nil: the API has no null.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
