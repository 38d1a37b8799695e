package index

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"clausebank/clauses"
	"clausebank/index/words"
)

// Values returns what a clause of an instrument has of each field, the values
// above it included: the subject of a topic, the section of a division. Values
// are sorted and different. Language, TextKind and Status are not among the
// fields: texts have the first two (see LanguageValues), and the third depends
// on the day.
func Values(t *clauses.Taxonomy, i clauses.Instrument, c clauses.Clause) map[Field][]string {
	v := map[Field][]string{
		Kind:       {string(i.Kind)},
		Level:      {string(i.Level)},
		Evidence:   {string(c.Evidence.Level)},
		Instrument: {string(i.ID)},
	}
	add := func(f Field, values ...string) { v[f] = append(v[f], values...) }
	for _, place := range i.Territory {
		add(Country, place.Country)
		if place.Subdivision != "" {
			add(Subdivision, place.Subdivision)
		}
	}
	for _, s := range i.Sectors {
		for _, code := range s.Codes() {
			add(SectorCode, code.Code)
		}
	}
	for _, code := range i.PublicServices {
		add(PublicService, t.PublicServices.Ancestors(code)...)
	}
	for _, id := range c.Topics {
		add(Topic, t.Topics.Ancestors(string(id))...)
	}
	for _, p := range i.Parties {
		add(Party, PartyValue(p))
	}
	for f := range v {
		slices.Sort(v[f])
		v[f] = slices.Compact(v[f])
	}
	return v
}

// PartyValue returns what stands for a party: its Ref, or its name where it has
// none.
func PartyValue(p clauses.Party) string {
	if p.Ref != "" {
		return p.Ref
	}
	return p.Name
}

// LanguageValues returns the values of Language that a text in a language has:
// its tag and, where that is narrower, the base language ("pt-BR", "pt").
func LanguageValues(tag string) []string {
	if base, _, narrower := strings.Cut(tag, "-"); narrower {
		return []string{tag, base}
	}
	return []string{tag}
}

// Canonical returns a value as a field has it, whatever its case: codes of
// places and sectors in capitals, languages as BCP 47 writes them, parties as
// they are, all others in small letters.
func Canonical(f Field, value string) string {
	switch f {
	case Country, Subdivision, SectorCode:
		return strings.ToUpper(value)
	case Language:
		if tag, err := language.Raw.Parse(value); err == nil {
			return tag.String()
		}
		return value
	case Party:
		return value
	}
	return strings.ToLower(value)
}

// Comparable returns the form in which two values of a field are compared: two
// are the same if and only if their forms are. Parties are compared by the exact
// forms of their words, all others as they are.
func Comparable(f Field, value string) string {
	if f == Party {
		return words.Fold(value)
	}
	return value
}
