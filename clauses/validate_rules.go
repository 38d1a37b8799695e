package clauses

import (
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-playground/validator/v10"
)

// A fault says what is wrong with one value and how to mend it. The zero fault
// means that nothing is.
type fault struct{ reason, remedy string }

// rules are what the validate tags of the types may ask of a string besides
// what the validator knows itself. Each is given the value and returns its
// fault.
var rules = map[string]func(string) fault{
	"any_id":        anyIDFault,
	"body":          bodyFault,
	"clause_id":     clauseIDFault,
	"code":          patternFault(codePattern, "write 1 to 40 of a-z, 0-9 and '_', beginning with a letter"),
	"instrument_id": instrumentIDFault,
	"language":      languageFault,
	"line":          lineFault,
	"sector_scheme": listFault(sectorSchemes),
	"sha256_hex":    patternFault(sha256Pattern, "write the 64 digits 0-9 and a-f"),
	"slug":          patternFault(slugPattern, "write 1 to 80 of a-z, 0-9 and '-'"),
	"subdivision":   patternFault(subdivisionPattern, "write the ISO 3166-2 code, as CA-QC"),
	"web_url":       webURLFault,
}

// aliases are names for combinations of tags; the limits come in here.
var aliases = map[string]string{
	"clause_list":     fmt.Sprintf("max=%d", MaxClauses),
	"withdrawal_list": fmt.Sprintf("max=%d", MaxWithdrawals),
	"list":            fmt.Sprintf("max=%d", MaxListItems),
	"required_list":   fmt.Sprintf("min=1,max=%d", MaxListItems),
	"items":           fmt.Sprintf("max=%d", MaxClauseItems),
	"required_items":  fmt.Sprintf("min=1,max=%d", MaxClauseItems),
	"name":            fmt.Sprintf("max=%d,line", MaxNameLength),
	"title":           fmt.Sprintf("max=%d,line", MaxTitleLength),
	"note":            fmt.Sprintf("max=%d,line", MaxNoteLength),
	"country":         "iso3166_1_alpha2|eq=EU|eq=001",
}

var (
	codePattern        = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	sha256Pattern      = regexp.MustCompile(`^[0-9a-f]{64}$`)
	subdivisionPattern = regexp.MustCompile(`^[A-Z]{2}-[A-Z0-9]{1,3}$`)
)

// enumerations are the values of the types that have a fixed list of them, for
// the tag "known".
var enumerations = map[reflect.Type][]string{}

func enumerate[T ~string](values ...T) {
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = string(v)
	}
	enumerations[reflect.TypeFor[T]()] = names
}

// tagged is the validator, ready to use by many at the same time. It is made at
// start-up, so that a tag which it does not know stops every program and test
// at once.
var tagged = newValidator()

func newValidator() *validator.Validate {
	enumerate(Kinds...)
	enumerate(Levels...)
	enumerate(OfficialTitle, DescriptiveTitle, TranslatedTitle)
	enumerate(Union, UnionConfederation, Employer, EmployerAssociation, Government, WorksCouncil, OtherParty)
	enumerate(Supersedes, Amends, Implements, Extends, Suspends, Annuls, Consolidates, RestsOn)
	enumerate(TextKinds...)
	enumerate(Human, Machine, Editorial)
	enumerate(EvidenceLevels...)
	enumerate(EndFixed, EndOpen, EndRenews, EndUnknown)
	enumerate(Suspended, Annulled, Repealed)

	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		return name
	})
	for name, check := range rules {
		mustRegister(v, name, func(f validator.FieldLevel) bool { return check(f.Field().String()) == fault{} })
	}
	mustRegister(v, "known", func(f validator.FieldLevel) bool {
		return slices.Contains(enumerations[f.Field().Type()], f.Field().String())
	})
	for name, tags := range aliases {
		v.RegisterAlias(name, tags)
	}
	// The validator reads the tags of a type when it first meets a value of it.
	for _, value := range []any{
		Document{
			Instrument: Instrument{
				Titles: make([]Title, 1), Languages: make([]string, 1), Territory: make([]Territory, 1),
				Sectors: make([]Sector, 1), Parties: make([]Party, 1), Covers: &Covers{},
				Identifiers: make([]Identifier, 1), Relations: make([]Relation, 1),
			},
			Correction: &Correction{},
		},
		Clause{
			Topics: make([]TopicID, 1), Texts: make([]Text, 1), Terms: make([]Term, 1),
			Relations: make([]Relation, 1), Evidence: Evidence{Sources: make([]Source, 1)},
		},
		Withdrawal{},
	} {
		_ = v.Struct(value)
	}
	return v
}

func mustRegister(v *validator.Validate, name string, check validator.Func) {
	if err := v.RegisterValidation(name, check); err != nil {
		panic(fmt.Sprintf("register the rule %q: %v", name, err))
	}
}

// tags reports what the validate tags of a value's type find. The value stands
// at path in the document, "" for the document itself. The result is false
// where a list is longer than its limit: nothing more should be asked of it.
func (c *checker) tags(path string, value any) bool {
	var found validator.ValidationErrors
	if !errors.As(tagged.Struct(value), &found) {
		return true
	}
	bounded := true
	for _, e := range found {
		_, field, _ := strings.Cut(e.Namespace(), ".")
		if path != "" {
			field = path + "." + field
		}
		f := faultOf(e)
		c.report(field, f.reason, f.remedy)
		bounded = bounded && !(e.ActualTag() == "max" && e.Kind() == reflect.Slice)
	}
	return bounded
}

// faultOf puts into words what the validator found.
func faultOf(e validator.FieldError) fault {
	value := reflect.ValueOf(e.Value())
	if check, ok := rules[e.ActualTag()]; ok {
		return check(value.String())
	}
	isList := value.Kind() == reflect.Slice
	switch {
	case e.ActualTag() == "required":
		return fault{"is missing", "give it"}
	case e.ActualTag() == "known":
		return oneOf(enumerations[value.Type()], value.String())
	case e.ActualTag() == "min" && isList:
		return fault{"is empty", "give at least one"}
	case e.ActualTag() == "min":
		return fault{"is below 0", "write the number of workers, or leave it out"}
	case e.ActualTag() == "max" && isList:
		return fault{fmt.Sprintf("has %d entries, the limit is %s", value.Len(), e.Param()), "divide it"}
	case e.ActualTag() == "max":
		n := utf8.RuneCountInString(value.String())
		return fault{fmt.Sprintf("has %d characters, the limit is %s", n, e.Param()), "shorten it"}
	case e.Tag() == "country":
		return fault{fmt.Sprintf("%q is not a country of ISO 3166-1", value.String()),
			"write two capital letters, as ES or GB; EU for the European Union, 001 for the whole world"}
	}
	return fault{"breaks the rule " + e.ActualTag(), ""}
}

func oneOf(values []string, got string) fault {
	return fault{fmt.Sprintf("%q is not a known value", got), "use one of " + strings.Join(values, ", ")}
}

func listFault(values []string) func(string) fault {
	return func(s string) fault {
		if slices.Contains(values, s) {
			return fault{}
		}
		return oneOf(values, s)
	}
}

func patternFault(p *regexp.Regexp, remedy string) func(string) fault {
	return func(s string) fault {
		if p.MatchString(s) {
			return fault{}
		}
		return fault{fmt.Sprintf("%q does not have the right form", s), remedy}
	}
}

func instrumentIDFault(s string) fault {
	if InstrumentID(s).Valid() {
		return fault{}
	}
	return fault{fmt.Sprintf("%q is not the ID of an instrument", s), "write 3 to 80 of a-z, 0-9 and '-'"}
}

func clauseIDFault(s string) fault {
	if ClauseID(s).Valid() {
		return fault{}
	}
	return fault{fmt.Sprintf("%q is not the ID of a clause", s),
		"write the instrument's ID, a dot, and 1 to 80 of a-z, 0-9 and '-'"}
}

func anyIDFault(s string) fault {
	if InstrumentID(s).Valid() || ClauseID(s).Valid() {
		return fault{}
	}
	return fault{fmt.Sprintf("%q is not the ID of an instrument or a clause", s),
		"write es-banca-2021 for an instrument, es-banca-2021.art-80 for a clause"}
}

// webURLFault finds no fault with an absolute http or https address that names
// a host, carries no password and is written in ASCII without blanks.
func webURLFault(s string) fault {
	const remedy = "write the whole address, as https://www.example.org/page"
	if n := utf8.RuneCountInString(s); n > MaxURLLength {
		return fault{fmt.Sprintf("has %d characters, the limit is %d", n, MaxURLLength), "find a shorter address"}
	}
	for _, r := range s {
		if r <= ' ' || r == 0x7f || strings.ContainsRune("\"<>\\^`{|}", r) {
			return fault{fmt.Sprintf("holds %q, which an address can't", r), "write it percent-encoded"}
		}
		if r > 0x7f {
			return fault{fmt.Sprintf("holds %q, which is not ASCII", r), "write it percent-encoded (in the host: as xn--…)"}
		}
	}
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return fault{fmt.Sprintf("%q is not an address", s), remedy}
	case u.Scheme != "http" && u.Scheme != "https":
		return fault{fmt.Sprintf("%q does not begin with http:// or https://", s), remedy}
	case u.Hostname() == "":
		return fault{fmt.Sprintf("%q names no host", s), remedy}
	case u.User != nil:
		return fault{"holds a user name or a password", "leave out what stands before the @"}
	}
	return fault{}
}
