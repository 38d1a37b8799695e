package cite

import (
	"fmt"
	"strings"

	"clausebank/clauses"
)

// A work is what every style says of a clause, in words that no style changes.
type work struct {
	id          clauses.ClauseID
	kind        clauses.Kind
	title       string // the original one
	language    string // of title
	descriptive bool   // the title is ours, the official one is not known
	translation string // English; "" where the title is English or none is known
	parties     []string
	country     string // in English; "" for worldwide and where there are several
	signed      clauses.Date
	locator     string
	unverified  bool // there is a locator and nobody read it on an official or a party's page
	identifier  string
	publisher   string
	url         string
	checked     clauses.Date
	accessed    clauses.Date
}

func workOf(i clauses.Instrument, c clauses.Clause, o Options) work {
	title := originalTitle(i)
	source := i.Source
	if source.URL == "" && len(c.Evidence.Sources) > 0 {
		source = c.Evidence.Sources[0]
	}
	w := work{
		id:          c.ID,
		kind:        i.Kind,
		title:       title.Text,
		language:    title.Language,
		descriptive: title.Kind == clauses.DescriptiveTitle,
		translation: englishTitle(i, title),
		signed:      i.Signed,
		locator:     c.Locator,
		unverified:  c.Locator != "" && !c.Evidence.LocatorVerified(),
		identifier:  identifier(i.Identifiers),
		publisher:   source.Publisher,
		url:         source.URL,
		checked:     source.Checked,
		accessed:    o.Accessed,
	}
	for _, p := range i.Parties {
		w.parties = append(w.parties, p.Name)
	}
	if len(i.Territory) == 1 && i.Territory[0].Country != "001" {
		w.country = clauses.CountryName(i.Territory[0].Country, "en")
	}
	return w
}

// negotiated reports whether parties made the instrument, rather than a state.
func (w work) negotiated() bool {
	switch w.kind {
	case clauses.Legislation, clauses.Regulation:
		return false
	}
	return true
}

// dated is the word between an instrument and its date.
func (w work) dated() string {
	switch w.kind {
	case clauses.Legislation, clauses.Regulation:
		return "of"
	case clauses.Standard, clauses.CodeOfPractice:
		return "adopted"
	case clauses.ArbitrationAward:
		return "decided"
	case clauses.ModelClause:
		return "published"
	}
	return "signed"
}

// originalTitle returns the title in the leading authentic language: the
// official one, else the descriptive one, else whatever there is.
func originalTitle(i clauses.Instrument) clauses.Title {
	for _, language := range i.Languages {
		for _, kind := range []clauses.TitleKind{clauses.OfficialTitle, clauses.DescriptiveTitle} {
			for _, t := range i.Titles {
				if t.Language == language && t.Kind == kind {
					return t
				}
			}
		}
	}
	if len(i.Titles) == 0 {
		return clauses.Title{Text: string(i.ID)}
	}
	return i.Titles[0]
}

func englishTitle(i clauses.Instrument, original clauses.Title) string {
	for _, t := range i.Titles {
		if t.Language == "en" && t != original && original.Language != "en" {
			return t.Text
		}
	}
	return ""
}

// identifier prints the first official number that is not an address, with its
// scheme in front unless the number says it itself.
func identifier(identifiers []clauses.Identifier) string {
	for _, id := range identifiers {
		switch {
		case strings.Contains(id.Value, "://"):
			continue
		case strings.HasPrefix(strings.ToUpper(id.Value), strings.ToUpper(id.Scheme)):
			return id.Value
		}
		return id.Scheme + " " + id.Value
	}
	return ""
}

// notVerified stands after a locator that rests on neither an official nor a
// party's page.
const notVerified = "[locator not verified]"

// permanent names the clause in the library for ever; Find knows it again.
func (w work) permanent() string { return "Clausebank " + string(w.id) }

var months = [...]string{"", "January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"}

// longDate prints "29 January 2021", "January 2021" or "2021".
func longDate(d clauses.Date) string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprint(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%s %d", months[d.Month], d.Year)
	}
	return fmt.Sprintf("%d %s %d", d.Day, months[d.Month], d.Year)
}

// yearFirst prints "2021, January 29", "2021, January" or "2021".
func yearFirst(d clauses.Date) string {
	switch {
	case d.IsZero():
		return "n.d."
	case d.Month == 0:
		return fmt.Sprint(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%d, %s", d.Year, months[d.Month])
	}
	return fmt.Sprintf("%d, %s %d", d.Year, months[d.Month], d.Day)
}

// list joins names with commas and a last word: "AEB, CCOO and UGT". Of more
// than most, the first is followed by "and others".
func list(names []string, last string, most int) string {
	switch {
	case len(names) == 0:
		return ""
	case len(names) == 1:
		return names[0]
	case len(names) > most:
		return names[0] + " and others"
	}
	head, tail := names[:len(names)-1], names[len(names)-1]
	return strings.Join(head, ", ") + last + tail
}
