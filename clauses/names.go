package clauses

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// dictionaries are the languages in which countries and languages have names.
var dictionaries = map[string]*display.Dictionary{
	"en": display.English,
	"fr": display.French,
	"es": display.Spanish,
	"de": display.German,
	"it": display.Italian,
	"pt": display.Portuguese,
}

// dictionary returns the dictionary of a language (BCP 47; "pt-BR" has that of
// "pt"), the English one where there is none.
func dictionary(tag string) *display.Dictionary {
	base, _, _ := strings.Cut(tag, "-")
	if d, ok := dictionaries[base]; ok {
		return d
	}
	return display.English
}

// CountryName returns what a country (ISO 3166-1, EU, or 001 for the world) is
// called in en, fr, es, de, it or pt, in English for any other language. A code
// that has no name is returned as it is.
func CountryName(code, in string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	if name := dictionary(in).Regions().Name(region); name != "" {
		return name
	}
	return code
}

// LanguageName returns what a language (BCP 47) is called in en, fr, es, de, it
// or pt, in English for any other language: "Serbian (Latin)" for sr-Latn. A tag
// that has no name is returned as it is.
func LanguageName(tag, in string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	d := dictionary(in)
	base, script, region := t.Raw()
	name := d.Languages().Name(base)
	if name == "" {
		return tag
	}
	var details []string
	if script.String() != "Zzzz" {
		details = append(details, d.Scripts().Name(script))
	}
	if region.String() != "ZZ" {
		details = append(details, d.Regions().Name(region))
	}
	if len(details) == 0 {
		return name
	}
	return name + " (" + strings.Join(details, ", ") + ")"
}
