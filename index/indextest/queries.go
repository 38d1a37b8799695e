package indextest

import (
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"clausebank/clauses"
	"clausebank/index"
	"clausebank/index/words"
)

// asked are words of the vocabulary as queries have them, one that no text
// holds, and some that are misspelt.
var asked = func() []string {
	all := []string{"unheard", "agreemnt", "desconexoin", "disconect", "urlup", "noitce", "trabajadorax"}
	for _, list := range vocabulary {
		for _, w := range list {
			for _, split := range words.Split(w) {
				all = append(all, split.Exact)
			}
		}
	}
	all = append(all, tokens[:8]...)
	slices.Sort(all)
	return slices.Compact(all)
}()

// fieldValues are values that generated clauses have, and some that none has.
var fieldValues = map[index.Field][]string{
	index.Country:       {"ES", "FR", "001", "DE"},
	index.Subdivision:   {"ES-X", "FR-X"},
	index.SectorCode:    {"J", "K", "L", "64", "86", "R", "A"},
	index.PublicService: {"health", "hospital"},
	index.Topic:         {"time", "leave", "disconnect", "pay", "bonus", "none"},
	index.Language:      {"en", "es", "fr", "de", "pt", "pt-BR", "pl", "nl"},
	index.Kind:          {"collective_agreement", "legislation"},
	index.Level:         {"sector", "company"},
	index.TextKind:      {"summary", "verbatim", "model"},
	index.Evidence:      {"official", "known"},
	index.Instrument:    {"aaa", "aaa-b", "zz9"},
	index.Party:         {"ccoo", "CCOO", "ver di", "x-ref", "Nobody", "NOBODY"},
	index.Status:        {"in_force", "presumed", "not_in_force", "unknown"},
}

func field(t *rapid.T) index.In {
	f := rapid.SampledFrom(index.Fields).Draw(t, "field")
	return index.In{Field: f, Value: rapid.SampledFrom(fieldValues[f]).Draw(t, "value")}
}

// leaf draws a word, a phrase or a prefix, or a concept where one can stand.
func leaf(t *rapid.T, concepts bool) index.Expr {
	word := rapid.SampledFrom(asked)
	switch rapid.IntRange(0, 4).Draw(t, "leaf") {
	case 4:
		if concepts {
			return index.Concept{ID: rapid.SampledFrom([]clauses.ConceptID{"holiday", "agreeing", "disconnecting", "none"}).Draw(t, "concept")}
		}
	case 0:
		return index.Phrase{Words: rapid.SliceOfN(word, 1, 3).Draw(t, "phrase")}
	case 1:
		if w := word.Draw(t, "prefix"); len(w) >= index.MinPrefixRunes { // all of them are ASCII
			return index.Prefix{Start: w[:min(len(w), rapid.IntRange(index.MinPrefixRunes, 6).Draw(t, "letters"))]}
		}
	}
	return index.Term{Word: word.Draw(t, "term")}
}

// written draws the text of a plain query: words as texts have them, with
// capitals and hyphens, some twice.
func written(t *rapid.T) index.Expr {
	pieces := rapid.SampledFrom([]string{"leave", "Labour", "labour", "notice", "of", "disconnection", "desconexión", "de", "la", "convenio",
		"accord", "holiday", "dismissal", "Urlaub", "vacances", "dis-connect", "dis", "agreemnt", "token01", "della", "Kündigung"})
	text := strings.Join(rapid.SliceOfN(pieces, 1, 9).Draw(t, "written"), " ")
	e, err := index.Parse(text)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	return e
}

// tree draws an expression with operators.
func tree(t *rapid.T, depth int) index.Expr {
	kind := rapid.IntRange(0, 7).Draw(t, "operator")
	if depth == 0 {
		kind = 7 - kind%4
	}
	several := func() (parts []index.Expr) {
		for range rapid.IntRange(2, 3).Draw(t, "parts") {
			parts = append(parts, tree(t, depth-1))
		}
		return parts
	}
	switch kind {
	case 0:
		return index.And{All: several()}
	case 1, 2:
		return index.Or{Any: several()}
	case 3:
		return index.Not{X: tree(t, depth-1)}
	case 4:
		return index.Near{A: leaf(t, false), B: leaf(t, false), Distance: rapid.IntRange(1, 8).Draw(t, "distance")}
	case 5:
		return field(t)
	}
	return leaf(t, true)
}

// like draws the question for clauses like one of the library, or like none.
func like(t *rapid.T, l *library) index.Expr {
	e := index.Like{ID: "gone.a", Topics: []clauses.TopicID{"leave"}}
	for _, c := range l.all() {
		for _, clause := range c.Document.Clauses {
			if rapid.Bool().Draw(t, "this one") {
				e = index.Like{ID: clause.ID, Topics: clause.Topics}
				for _, text := range clause.Texts {
					e.Texts = append(e.Texts, index.LikeText{Language: text.Language, Text: text.Heading + "\n" + text.Text})
				}
				return e
			}
		}
	}
	return e
}

// expression draws any expression, or none.
func expression(t *rapid.T, l *library) index.Expr {
	switch rapid.IntRange(0, 12).Draw(t, "expression") {
	case 0:
		return nil
	case 1, 2, 3, 4:
		return index.Words{Words: some(t, "plain", 1, 10, asked...)}
	case 5: // longer than is used
		return index.Words{Words: some(t, "long", index.MaxPlainWords, index.MaxPlainWords+20, slices.Compact(slices.Sorted(slices.Values(append(asked, tokens...))))...)}
	case 6:
		return like(t, l)
	case 10, 11, 12:
		return written(t)
	}
	return tree(t, 2)
}

var someDay = rapid.Map(rapid.SampledFrom([]string{"2019-01-01", "2020-02-01", "2020-02-29", "2021-06-15", "2024-01-01"}), func(s string) clauses.Day {
	day, err := clauses.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return day
})

// query draws a whole question to a library.
func query(t *rapid.T, l *library) index.Query {
	q := index.Query{
		Expr:       expression(t, l),
		NoConcepts: rapid.IntRange(0, 4).Draw(t, "no concepts") == 0,
		Language:   rapid.SampledFrom([]string{"", "", "en", "es", "pt-BR", "nn"}).Draw(t, "reader"),
		Exact:      rapid.IntRange(0, 4).Draw(t, "exact") == 0,
		Unit:       rapid.SampledFrom([]index.Unit{index.Clauses, index.Clauses, index.Instruments}).Draw(t, "unit"),
		Sort:       rapid.SampledFrom(append([]index.Sort{"", index.ByRelevance}, index.Sorts...)).Draw(t, "sort"),
		Limit:      rapid.SampledFrom([]int{0, 1, 2, 3, 7, index.MaxLimit}).Draw(t, "limit"),
		Facets:     some(t, "facets", 0, 3, slices.DeleteFunc(slices.Clone(index.Fields), func(f index.Field) bool { return f == index.Instrument })...),
		Status:     index.StatusOn{Day: someDay.Draw(t, "day")},
		Filter:     index.Filter{Values: map[index.Field][]string{}},
	}
	if rapid.IntRange(0, 3).Draw(t, "by status") == 0 {
		q.Status.Values = some(t, "statuses", 1, 2, clauses.Statuses...)
	}
	for range rapid.SampledFrom([]int{0, 0, 0, 1, 1, 2, 3}).Draw(t, "filters") {
		if in := field(t); in.Field != index.Status {
			q.Filter.Values[in.Field] = append(q.Filter.Values[in.Field], in.Value)
		}
	}
	day := func(label string) *clauses.Day {
		if rapid.IntRange(0, 7).Draw(t, label) > 0 {
			return nil
		}
		d := someDay.Draw(t, label+" day")
		return &d
	}
	q.Filter.Signed = index.DayRange{From: day("signed from"), To: day("signed to")}
	q.Filter.Expires = index.DayRange{From: day("expires from"), To: day("expires to")}
	if rapid.IntRange(0, 5).Draw(t, "since") == 0 {
		q.Filter.UpdatedSince = begun.Add(time.Duration(rapid.IntRange(-1, 12).Draw(t, "hours")) * time.Hour)
	}
	return q
}

// parsed is the expression of a query's text, as a table has it.
func parsed(text string) index.Expr {
	e, err := index.Parse(strings.TrimSpace(text))
	if err != nil {
		panic(err)
	}
	return e
}
