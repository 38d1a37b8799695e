package api

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"clausebank/clauses"
)

// queryOf parses the query of an address. A parameter that is not among the
// known ones is an *unknownParameterError with the nearest one.
func queryOf(raw string, known []string) (url.Values, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, &parameterError{[]Fault{{Parameter: "?", Reason: "The query of the address is not well formed.", Remedy: "Write % as %25 and ; as %3B."}}}
	}
	var unknown []Fault
	for _, name := range sortedKeys(values) {
		if slices.Contains(known, name) {
			continue
		}
		f := Fault{Parameter: name, Reason: "There is no such parameter."}
		if best := nearest(name, known); best != "" {
			f.Remedy = "Did you mean " + best + "?"
		}
		unknown = append(unknown, f)
	}
	if len(unknown) > 0 {
		return nil, &unknownParameterError{faults: unknown, known: slices.Concat([]string{}, known)}
	}
	return values, nil
}

// params reads parameters and collects everything that is wrong with them. What
// it has read it keeps in one canonical form, whatever way it was written.
type params struct {
	values    url.Values
	canonical url.Values
	faults    []Fault
}

func readParams(values url.Values) *params {
	return &params{values: values, canonical: url.Values{}}
}

// err returns a *parameterError when anything was wrong.
func (p *params) err() error {
	if len(p.faults) == 0 {
		return nil
	}
	return &parameterError{p.faults}
}

func (p *params) fault(name, reason, remedy string) {
	p.faults = append(p.faults, Fault{Parameter: name, Reason: reason, Remedy: remedy})
}

// one returns the value of a parameter that has one value, "" where it has none.
func (p *params) one(name string) string {
	given := p.values[name]
	if len(given) > 1 {
		p.fault(name, "It is given more than once.", "Give it once.")
		return ""
	}
	if len(given) == 0 || given[0] == "" {
		return ""
	}
	if !utf8.ValidString(given[0]) {
		p.fault(name, "It is not UTF-8.", "")
		return ""
	}
	p.canonical.Set(name, given[0])
	return given[0]
}

// list returns the values of a parameter that may be repeated or hold several
// values between commas, each once, in their order. Where a comma belongs to the
// values, whole is true.
func (p *params) list(name string, whole bool) []string {
	var all []string
	for _, given := range p.values[name] {
		parts := []string{given}
		if !whole {
			parts = strings.Split(given, ",")
		}
		for _, v := range parts {
			if v = strings.TrimSpace(v); !utf8.ValidString(v) {
				p.fault(name, "It is not UTF-8.", "")
			} else if v != "" && !slices.Contains(all, v) {
				all = append(all, v)
			}
		}
	}
	return all
}

// keep notes the values of a list in their canonical form.
func (p *params) keep(name string, values []string) {
	if len(values) > 0 {
		p.canonical[name] = slices.Sorted(slices.Values(values))
	}
}

// choice returns one of several words, the first of them where none is given.
func (p *params) choice(name string, words ...string) string {
	v := p.one(name)
	if v == "" {
		return words[0]
	}
	if !slices.Contains(words, v) {
		p.fault(name, fmt.Sprintf("%q is none of its values.", shown(v)), "It is one of "+strings.Join(words, ", ")+".")
	}
	return v
}

// flag returns true or false, the default where none is given.
func (p *params) flag(name string, normally bool) bool {
	switch v := p.one(name); v {
	case "":
		return normally
	case "true":
		return true
	case "false":
		return false
	default:
		p.fault(name, fmt.Sprintf("%q is neither true nor false.", shown(v)), "")
		return normally
	}
}

// number returns a whole number within bounds, the default where none is given.
func (p *params) number(name string, least, most, normally int) int {
	v := p.one(name)
	if v == "" {
		return normally
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < least || n > most {
		p.fault(name, fmt.Sprintf("%q is not a number from %d to %d.", shown(v), least, most), "")
		return normally
	}
	return n
}

// day returns a full date, or with "today" the day given; ok is false where
// nothing is given.
func (p *params) day(name string, today clauses.Day) (d clauses.Day, ok bool) {
	v := p.one(name)
	if v == "" {
		return 0, false
	}
	d = today
	if v != "today" {
		var err error
		if d, err = clauses.ParseDay(v); err != nil {
			p.fault(name, fmt.Sprintf("%q is not a day.", shown(v)), "Write a full date such as 2022-06-30, or today.")
			return 0, false
		}
	}
	p.canonical.Set(name, d.String())
	return d, true
}

// span returns the days that two bounds stand for: of a date without its day or
// month the first day as the lower bound, the last day as the upper one.
func (p *params) span(from, to string) (lower, upper *clauses.Day) {
	if d, ok := p.date(from); ok {
		lower = new(d.Earliest())
	}
	if d, ok := p.date(to); ok {
		upper = new(d.Latest())
	}
	if lower != nil && upper != nil && *lower > *upper {
		p.fault(from, "It is later than "+to+".", "")
	}
	return lower, upper
}

func (p *params) date(name string) (clauses.Date, bool) {
	v := p.one(name)
	if v == "" {
		return clauses.Date{}, false
	}
	d, err := clauses.ParseDate(v)
	if err != nil {
		p.fault(name, fmt.Sprintf("%q is not a date.", shown(v)), "Write 2021, 2021-03 or 2021-03-30.")
		return clauses.Date{}, false
	}
	return d, true
}

// moment returns a time, given as a date or by RFC 3339.
func (p *params) moment(name string) time.Time {
	v := p.one(name)
	if v == "" {
		return time.Time{}
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, v); err == nil {
			t = t.UTC()
			p.canonical.Set(name, t.Format(time.RFC3339Nano))
			return t
		}
	}
	p.fault(name, fmt.Sprintf("%q is not a time.", shown(v)), "Write 2026-01-01 or 2026-01-01T12:00:00Z; a + is written %2B.")
	return time.Time{}
}

// shown is a value as an answer repeats it: not at any length.
func shown(v string) string {
	const most = 60 // runes
	if runes := []rune(v); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return v
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
