package api

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// labelLanguages are the languages that labels come in.
var labelLanguages = []string{"en", "fr", "es", "de", "it", "pt"}

// labelLanguage returns the language of labels: that of the parameter lang, else
// the first of the header Accept-Language that labels come in, else English. A
// lang that is no language is a *parameterError; of a header that cannot be read
// nothing is taken.
func labelLanguage(lang, accepted string) (string, error) {
	if lang != "" {
		tag, err := language.Parse(lang)
		if err != nil {
			return "", &parameterError{[]Fault{{Parameter: "lang", Reason: "It is not a language.", Remedy: "Write a code such as en, fr or pt-BR."}}}
		}
		return labelsFor(tag, "en"), nil
	}
	tags, _, err := language.ParseAcceptLanguage(accepted)
	if err != nil {
		return "en", nil
	}
	for _, tag := range tags {
		if l := labelsFor(tag, ""); l != "" {
			return l, nil
		}
	}
	return "en", nil
}

// labelsFor returns the language of labels for a reader of the language, and the
// other one where there are no labels in it.
func labelsFor(tag language.Tag, other string) string {
	base, _, _ := strings.Cut(tag.String(), "-")
	if slices.Contains(labelLanguages, base) {
		return base
	}
	return other
}

// readerLanguage returns the language that a reader is taken to use: that of the
// parameter lang, else the first of the header Accept-Language, else "".
func readerLanguage(lang, accepted string) string {
	tag, err := language.Parse(lang)
	if lang == "" || err != nil {
		tags, _, err := language.ParseAcceptLanguage(accepted)
		if err != nil || len(tags) == 0 {
			return ""
		}
		tag = tags[0]
	}
	if base, confidence := tag.Base(); confidence == language.No || base.String() == "mul" { // "*"
		return ""
	}
	return tag.String()
}
