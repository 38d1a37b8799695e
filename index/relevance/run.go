package relevance

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"clausebank/clauses"
	"clausebank/clauses/cite"
	"clausebank/index"
)

// A Library says what questions are asked of.
type Library string

// The libraries.
const (
	Whole   Library = "the whole library"
	Foreign Library = "no text in the reader's language"
)

// Libraries lists both libraries.
var Libraries = []Library{Whole, Foreign}

// An Outcome is what one system made of one question.
type Outcome struct {
	Need     *Need
	Language string
	Library  Library
	System   System
	Score
	Answerable   bool // the library holds a relevant clause
	SameLanguage bool // one of these has a text in the language of the question
}

// A Lookup is what the lookup of citations made of one question of that kind.
type Lookup struct {
	Need       *Need
	Language   string
	Instrument bool // it named an instrument with a relevant clause
	Clause     bool // it named a relevant clause
}

// A Report has an outcome of every system for every question in every library,
// in the order of these.
type Report struct {
	Outcomes []Outcome
	Lookups  []Lookup // of the whole library
}

// Measure asks all questions of a set.
func Measure(ctx context.Context, set Set, docs []clauses.Document, t *clauses.Taxonomy) (Report, error) {
	var report Report
	if err := report.measure(ctx, set, docs, t, Whole, Languages); err != nil {
		return Report{}, err
	}
	for _, l := range Languages {
		if err := report.measure(ctx, set, without(docs, l), t, Foreign, []string{l}); err != nil {
			return Report{}, err
		}
	}
	for i := range set.Needs {
		if n := &set.Needs[i]; n.Kind == CitationKind {
			if err := report.lookUp(ctx, n, docs); err != nil {
				return Report{}, err
			}
		}
	}
	return report, nil
}

// measure asks the questions in some languages of one library.
func (r *Report) measure(ctx context.Context, set Set, docs []clauses.Document, t *clauses.Taxonomy, library Library, languages []string) (err error) {
	ours, err := openOwn(ctx, docs, t)
	if err != nil {
		return fmt.Errorf("measure %s: %w", library, err)
	}
	defer func() { err = errors.Join(err, ours.Close()) }()
	recogniser := index.RecogniserOf(t)
	bare, err := openPlain(docs, recogniser)
	if err != nil {
		return fmt.Errorf("measure %s: %w", library, err)
	}
	defer func() { err = errors.Join(err, bare.Close()) }()
	systems := map[System]searcher{
		Ours:          own{engine: ours},
		OursWords:     own{engine: ours, noConcepts: true},
		Plain:         plain{index: bare},
		PlainConcepts: plain{index: bare, recogniser: recogniser, concepts: true},
	}
	held := newStock(docs)
	for _, l := range languages {
		for i := range set.Needs {
			n := &set.Needs[i]
			grades, same := held.grades(n, l)
			for _, s := range Systems {
				hits, err := systems[s].find(ctx, n.Queries[l], l)
				if err != nil {
					return fmt.Errorf("measure %s: need %s: %w", library, n.ID, err)
				}
				o := Outcome{Need: n, Language: l, Library: library, System: s, SameLanguage: same}
				o.Score, o.Answerable = score(hits, grades)
				r.Outcomes = append(r.Outcomes, o)
			}
		}
	}
	return nil
}

// lookUp looks the citations of a need up.
func (r *Report) lookUp(ctx context.Context, n *Need, docs []clauses.Document) error {
	held := newStock(docs)
	for _, l := range Languages {
		grades, _ := held.grades(n, l)
		matches, err := cite.Resolve(ctx, shelf(docs), n.Queries[l])
		if err != nil {
			return fmt.Errorf("look up %q: %w", n.Queries[l], err)
		}
		found := Lookup{Need: n, Language: l}
		for id, g := range grades {
			if g < Useful {
				continue
			}
			found.Instrument = found.Instrument || slices.ContainsFunc(matches, func(m cite.Match) bool { return m.Found && m.Instrument == id.Instrument() })
			found.Clause = found.Clause || slices.ContainsFunc(matches, func(m cite.Match) bool { return slices.Contains(m.Clauses, id) })
		}
		r.Lookups = append(r.Lookups, found)
	}
	return nil
}
