package api

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"clausebank/clauses"
	"clausebank/index"
)

// A search is a query as the parameters of an address ask for it.
type search struct {
	query     index.Query
	canonical url.Values // the parameters in one form, with the day that they mean
	asked     url.Values // as they were sent
}

// filtered are the parameters that filter by the values of a field.
var filtered = []index.Field{
	index.Country, index.Subdivision, index.SectorCode, index.PublicService, index.Topic, index.Language, index.Kind,
	index.Level, index.TextKind, index.Evidence, index.Instrument, index.Party,
}

// countable are the fields that a facet can count.
var countable = slices.DeleteFunc(slices.Clone(index.Fields), func(f index.Field) bool { return f == index.Instrument })

// parseSearch reads the parameters of a search by a reader of a language (""
// where it is not known). Its error is a *parameterError,
// or what index.Parse has against q.
func (a *API) parseSearch(values url.Values, unit index.Unit, reader string) (search, error) {
	p := readParams(values)
	q := index.Query{Unit: unit, Language: reader, Filter: index.Filter{Values: map[index.Field][]string{}}}
	words := p.one("q")
	q.Exact = p.choice("match", "auto", "exact") == "exact"
	q.NoConcepts = !p.flag("expand", true)
	for _, f := range filtered {
		if v := a.filterValues(p, f); len(v) > 0 {
			q.Filter.Values[f] = v
		}
	}
	q.Filter.Signed.From, q.Filter.Signed.To = p.span("signed_from", "signed_to")
	q.Filter.Expires.From, q.Filter.Expires.To = p.span("expires_from", "expires_to")
	q.Filter.UpdatedSince = p.moment("updated_since")
	q.Sort = index.Sort(p.choice("sort", string(index.ByRelevance), string(index.ByNewest), string(index.ByOldest), string(index.ByExpiry), string(index.ByID)))
	q.Limit = p.number("limit", 1, index.MaxLimit, 20)
	q.After = readCursor(p)
	q.Facets = readFacets(p)
	fixed := a.readStatus(p, &q)
	if err := p.err(); err != nil {
		return search{}, err
	}
	expr, err := index.Parse(words)
	if err != nil {
		return search{}, err
	}
	q.Expr = a.withValues(p, expr)
	if err := p.err(); err != nil {
		return search{}, err
	}
	if q.After != nil {
		if fixed && q.After.Day != q.Status.Day {
			return search{}, index.ErrCursorMismatch
		}
		q.Status.Day, q.Language = q.After.Day, q.After.Language
	}
	p.canonical.Set("on", q.Status.Day.String())
	return search{query: q, canonical: p.canonical, asked: values}, nil
}

// readStatus reads on, status and in_force. It reports whether a day was given
// that is more than today.
func (a *API) readStatus(p *params, q *index.Query) (fixed bool) {
	day, ok := p.day("on", a.today())
	for _, v := range p.list("status", false) {
		if s := clauses.Status(strings.ToLower(v)); slices.Contains(clauses.Statuses, s) {
			q.Status.Values = append(q.Status.Values, s)
			p.canonical.Add("status", string(s))
		} else {
			p.fault("status", fmt.Sprintf("%q is none of its values.", shown(v)), "It is one of in_force, presumed, not_in_force, unknown.")
		}
	}
	name := "on"
	if inForce, short := p.day("in_force", a.today()); short {
		if ok || len(q.Status.Values) > 0 {
			p.fault("in_force", "It cannot be combined with on or status.", "It is short for on=DAY&status=in_force,presumed.")
		}
		day, ok, name = inForce, true, "in_force"
		q.Status.Values = []clauses.Status{clauses.InForce, clauses.Presumed}
		p.canonical.Del("in_force")
		p.canonical["status"] = []string{string(clauses.InForce), string(clauses.Presumed)}
	}
	if !ok {
		day = a.today()
	}
	q.Status.Day = day
	return ok && p.values.Get(name) != "today"
}

func readCursor(p *params) *index.Cursor {
	encoded := p.one("cursor")
	if encoded == "" {
		return nil
	}
	c, err := index.DecodeCursor(encoded)
	if err != nil {
		p.fault("cursor", "It is not a cursor of this library.", "Follow next as it is.")
		return nil
	}
	return &c
}

func readFacets(p *params) []index.Field {
	var fields []index.Field
	for _, v := range p.list("facet", false) {
		f := index.Field(v)
		if !slices.Contains(countable, f) {
			remedy := "It is one of " + joined(countable) + "."
			p.fault("facet", fmt.Sprintf("%q is no field that can be counted.", shown(v)), remedy)
			continue
		}
		fields = append(fields, f)
		p.canonical.Add("facet", v)
	}
	slices.Sort(p.canonical["facet"])
	return fields
}

// filterValues reads the values of a filter in the form that the index has them.
func (a *API) filterValues(p *params, f index.Field) []string {
	name := string(f)
	var values []string
	for _, v := range p.list(name, f == index.Party) {
		value, reason, remedy := a.fieldValue(f, v)
		if reason != "" {
			p.fault(name, reason, remedy)
			continue
		}
		if !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	p.keep(name, values)
	return values
}

// fieldValue returns a value of a field as the index has it, or what is wrong
// with it.
func (a *API) fieldValue(f index.Field, given string) (value, reason, remedy string) {
	value = index.Canonical(f, given)
	quoted := fmt.Sprintf("%q", shown(given))
	switch f {
	case index.Country:
		region, err := language.ParseRegion(value)
		switch {
		case err != nil || !region.IsCountry() && value != "EU" && value != "001":
			return "", quoted + " is no country.", "Write a code of ISO 3166-1 such as ES, or EU, or 001 for the world."
		case region.Canonicalize() != region: // UK
			value = region.Canonicalize().String()
		}
	case index.Subdivision:
		if !subdivisionPattern.MatchString(value) {
			return "", quoted + " is no part of a country.", "Write a code of ISO 3166-2 such as CA-QC."
		}
	case index.SectorCode:
		code, ok := a.sectorCode(given)
		if !ok {
			return "", quoted + " is no sector.", "Write a code of NACE Rev. 2.1 such as R or 86, or a name such as " + meant(nearest(strings.ToLower(given), sectorNameList()), "health") + "."
		}
		value = code
	case index.Language:
		if tag, err := language.Parse(value); err != nil {
			return "", quoted + " is no language.", "Write a code of BCP 47 such as es."
		} else if base, _ := tag.Base(); base.String() == "no" {
			return "", "Norwegian is kept by its written forms.", "Write nb for Bokmål or nn for Nynorsk."
		}
	case index.Instrument:
		if !clauses.InstrumentID(value).Valid() {
			return "", quoted + " is no ID of an instrument.", "An ID has small letters, digits and hyphens."
		}
	case index.Party:
	default:
		if _, ok := a.vocabulary(f).Lookup(value); !ok {
			return "", "There is no " + inWords(f) + " " + quoted + ".", a.didYouMean(f, value)
		}
	}
	return value, "", ""
}

// withValues returns an expression with the values of its fields as the index has
// them: a field in q takes what the parameter of its name takes.
func (a *API) withValues(p *params, e index.Expr) index.Expr {
	each := func(parts []index.Expr) []index.Expr {
		read := make([]index.Expr, len(parts))
		for i, part := range parts {
			read[i] = a.withValues(p, part)
		}
		return read
	}
	switch e := e.(type) {
	case index.And:
		return index.And{All: each(e.All)}
	case index.Or:
		return index.Or{Any: each(e.Any)}
	case index.Not:
		return index.Not{X: a.withValues(p, e.X)}
	case index.In:
		value, reason, remedy := a.fieldValue(e.Field, e.Value)
		if reason != "" {
			p.fault("q", string(e.Field)+": "+reason, remedy)
		}
		return index.In{Field: e.Field, Value: value}
	}
	return e
}

// vocabulary returns the codes of a field that has a closed list of them.
func (a *API) vocabulary(f index.Field) clauses.Vocabulary {
	switch f {
	case index.SectorCode:
		return a.taxonomy.Sectors
	case index.PublicService:
		return a.taxonomy.PublicServices
	case index.Topic:
		return a.taxonomy.Topics
	case index.Kind:
		return a.taxonomy.Kinds
	case index.Level:
		return a.taxonomy.Levels
	case index.TextKind:
		return a.taxonomy.TextKinds
	case index.Evidence:
		return a.taxonomy.EvidenceLevels
	case index.Status:
		return a.taxonomy.Statuses
	}
	return clauses.Vocabulary{}
}

// didYouMean names the code that a misspelt one may stand for, or all codes
// where they are few.
func (a *API) didYouMean(f index.Field, misspelt string) string {
	var codes []string
	for _, e := range a.vocabulary(f).Entries() {
		codes = append(codes, e.Code)
	}
	if best := nearest(misspelt, codes); best != "" {
		return "Did you mean " + best + "?"
	}
	if f == index.Topic {
		return "/v1/topics lists them."
	}
	return "It is one of " + strings.Join(codes, ", ") + "."
}

// inWords returns what a field is called in a sentence.
func inWords(f index.Field) string { return strings.ReplaceAll(string(f), "_", " ") }

// meant returns the name that was probably meant, else one as an example.
func meant(best, otherwise string) string {
	if best == "" {
		return otherwise
	}
	return best
}

func joined(fields []index.Field) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = string(f)
	}
	return strings.Join(names, ", ")
}
