package api

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"

	"clausebank/clauses"
	"clausebank/index"
)

// searchClauses answers GET /v1/clauses.
func (a *API) searchClauses(r *request) error {
	s, result, err := a.find(r, index.Clauses)
	if result == nil || err != nil {
		return err
	}
	p := a.presenter(r.lang, s.query.Status.Day)
	answer := ClauseSearch{
		Total: result.Total, Items: []ClauseHit{}, Facets: p.facets(a, result.Facets), Read: p.read(result.Read),
		On: p.day.Date(), Next: r.next(result.Next), Revision: result.Position.Revision,
	}
	err = a.eachHit(r.context(), result.Hits, func(h index.Hit, c clauses.Clause, i clauses.Instrument) error {
		base, err := p.clause(i, c)
		if err != nil {
			return err
		}
		answer.Items = append(answer.Items, ClauseHit{
			ClauseBase: base, Instrument: p.short(i), Score: scoreOf(h), Tier: h.Tier, Highlights: a.highlights(s.query, result.Read, c, i),
		})
		return nil
	})
	if err != nil {
		return err
	}
	return respond(r, http.StatusOK, answer)
}

// searchInstruments answers GET /v1/instruments.
func (a *API) searchInstruments(r *request) error {
	s, result, err := a.find(r, index.Instruments)
	if result == nil || err != nil {
		return err
	}
	p := a.presenter(r.lang, s.query.Status.Day)
	answer := InstrumentSearch{
		Total: result.Total, Items: []InstrumentHit{}, Facets: p.facets(a, result.Facets), Read: p.read(result.Read),
		On: p.day.Date(), Next: r.next(result.Next), Revision: result.Position.Revision,
	}
	err = a.eachHit(r.context(), result.Hits, func(h index.Hit, c clauses.Clause, i clauses.Instrument) error {
		answer.Items = append(answer.Items, InstrumentHit{
			InstrumentBase: p.instrument(i), Score: scoreOf(h), Tier: h.Tier, BestClause: p.target(c),
		})
		return nil
	})
	if err != nil {
		return err
	}
	return respond(r, http.StatusOK, answer)
}

// find searches for what the request asks. The result is nil where the client has
// the answer already and was told so.
func (a *API) find(r *request, unit index.Unit) (search, *index.Result, error) {
	s, err := a.parseSearch(r.values, unit, r.reader)
	if err != nil {
		return search{}, nil, withRestart(err, r)
	}
	same, err := a.unchangedSearch(r, s)
	if same || err != nil {
		return search{}, nil, err
	}
	result, err := a.index.Search(r.context(), s.query)
	if err != nil {
		return search{}, nil, withRestart(err, r)
	}
	return s, &result, nil
}

// unchangedSearch reports whether the client has the answer already, and answers
// 304 then, without a search. An answer depends on how far index and record are:
// hits come from the one, what is shown of them from the other.
func (a *API) unchangedSearch(r *request, s search) (bool, error) {
	indexed, err := a.index.Position(r.context())
	if err != nil {
		return false, fmt.Errorf("search: %w", err)
	}
	recorded, err := a.store.Position(r.context())
	if err != nil {
		return false, fmt.Errorf("search: %w", err)
	}
	return unchanged(r, weakTag(r.Path(), s.canonical.Encode(), r.values.Get("lang"), r.lang, s.query.Language, a.version, positionKey(indexed), positionKey(recorded)))
}

// eachHit reads the clause of each hit. One that was withdrawn since the index
// last caught up is passed over: what is gone is not shown.
func (a *API) eachHit(ctx context.Context, hits []index.Hit, show func(index.Hit, clauses.Clause, clauses.Instrument) error) error {
	for _, h := range hits {
		c, i, err := a.store.Clause(ctx, h.ID)
		if errors.Is(err, clauses.ErrGone) || errors.Is(err, clauses.ErrNotFound) {
			continue
		}
		if err == nil {
			err = show(h, c, i)
		}
		if err != nil {
			return fmt.Errorf("search: %w", err)
		}
	}
	return ctx.Err()
}

// next returns the address of the next page: the same parameters and a cursor.
// It is in the header Link too.
func (r *request) next(c *index.Cursor) string {
	if c == nil {
		return ""
	}
	values := maps.Clone(r.values)
	values.Set("cursor", c.Encode())
	next := r.Path() + "?" + values.Encode()
	r.Response().Header().Set("Link", "<"+next+`>; rel="next"`)
	return next
}

// withRestart adds to an error the address of the search's first page.
func withRestart(err error, r *request) error {
	values := url.Values(maps.Clone(r.values))
	values.Del("cursor")
	restart := r.Path()
	if len(values) > 0 {
		restart += "?" + values.Encode()
	}
	return &searchError{err: err, restart: restart}
}

// read says what was understood of a query, concepts by their labels in the
// reader's language.
func (p presenter) read(r index.Reading) Read {
	read := Read{Tree: r.Tree, Concepts: []Concept{}, Corrections: []WordCorrection{}, DidYouMean: []WordCorrection{}, Relaxed: r.Relaxed, LeftOut: listed(r.LeftOut)}
	for _, c := range r.Concepts {
		concept, _ := p.taxonomy.Thesaurus.Lookup(c.Concept)
		topics := []string{}
		for _, t := range concept.Topics {
			topics = append(topics, string(t))
		}
		read.Concepts = append(read.Concepts, Concept{ID: string(c.Concept), Label: concept.Label(p.lang), Words: c.Words, Searched: c.Searched, Topics: topics})
	}
	for _, c := range r.Corrections {
		read.Corrections = append(read.Corrections, WordCorrection(c))
	}
	for _, c := range r.DidYouMean {
		read.DidYouMean = append(read.DidYouMean, WordCorrection(c))
	}
	return read
}

func scoreOf(h index.Hit) float64 { return float64(h.Score) / index.ScoreScale }

// highlights returns where a clause matches the words of a query, or names their
// concepts.
func (a *API) highlights(q index.Query, read index.Reading, c clauses.Clause, i clauses.Instrument) []Highlight {
	passages := []Highlight{}
	if q.Expr == nil {
		return passages
	}
	for _, h := range index.Highlights(q, read, index.RecogniserOf(a.taxonomy), c, i) {
		passage := Highlight{Language: h.Language, TextKind: h.TextKind, Part: string(h.Part), Start: h.Start, Text: h.Text, Marks: []Mark{}}
		for _, m := range h.Marks {
			passage.Marks = append(passage.Marks, Mark(m))
		}
		passages = append(passages, passage)
	}
	return passages
}

// facets returns counts with labels. A facet of which nothing was counted is an
// empty list.
func (p presenter) facets(a *API, counted map[index.Field][]index.Bucket) Facets {
	facets := Facets{}
	for f, buckets := range counted {
		values := make([]FacetValue, len(buckets))
		for n, b := range buckets {
			values[n] = FacetValue{Value: b.Value, Label: p.valueLabel(a, f, b.Value), Count: b.Count, Selected: b.Selected}
		}
		facets[string(f)] = values
	}
	return facets
}

// valueLabel returns what a value of a field is called.
func (p presenter) valueLabel(a *API, f index.Field, value string) string {
	switch f {
	case index.Country:
		return clauses.CountryName(value, p.lang)
	case index.Language:
		return clauses.LanguageName(value, p.lang)
	}
	return p.label(a.vocabulary(f), value)
}
