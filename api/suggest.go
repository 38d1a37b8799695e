package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"clausebank/clauses"
	"clausebank/index"
	"clausebank/index/words"
)

// maxSuggestions is how many topics, concepts, instruments and parties are
// suggested at most, of each.
const maxSuggestions = 10

// suggest answers GET /v1/suggest.
func (a *API) suggest(r *request) error {
	params := readParams(r.values)
	q := params.one("q")
	if err := params.err(); err != nil {
		return err
	}
	if len(q) > maxSuggestBytes {
		return &index.LimitError{Limit: "suggest_bytes", Max: maxSuggestBytes, Got: len(q), Remedy: "give fewer words"}
	}
	var begun []string
	for _, w := range words.Split(q) {
		begun = append(begun, w.Exact)
	}
	if len(begun) == 0 {
		return &parameterError{[]Fault{{Parameter: "q", Reason: "It holds no word.", Remedy: "Give the beginning of one."}}}
	}
	p := a.presenter(r.lang, a.today())
	answer := Suggestions{Items: append(p.suggestTopics(begun), p.suggestConcepts(q, r.reader)...)}
	if utf8.RuneCountInString(begun[len(begun)-1]) >= index.MinPrefixRunes {
		found, err := a.suggestHeld(r.context(), begun)
		if err != nil {
			return err
		}
		answer.Items = append(answer.Items, found...)
	}
	return respond(r, http.StatusOK, answer)
}

// suggestTopics returns the topics whose label, in the reader's language or in
// English, holds the words.
func (p presenter) suggestTopics(begun []string) []Suggestion {
	items := []Suggestion{}
	for _, e := range p.taxonomy.Topics.Entries() {
		if len(items) < maxSuggestions && (holds(e.Labels.In(p.lang), begun) || holds(e.Labels.In("en"), begun)) {
			items = append(items, Suggestion{Kind: "topic", Value: e.Code, Label: p.label(p.taxonomy.Topics, e.Code), Href: "/v1/clauses?topic=" + url.QueryEscape(e.Code)})
		}
	}
	return items
}

// suggestConcepts returns the concepts that words in any language may begin to
// name, misspelt or not, as searches for their labels in the reader's language.
func (p presenter) suggestConcepts(typed, reader string) (items []Suggestion) {
	for _, id := range index.RecogniserOf(p.taxonomy).Suggest(typed, reader, maxSuggestions) {
		concept, _ := p.taxonomy.Thesaurus.Lookup(id)
		label := concept.Label(p.lang)
		items = append(items, Suggestion{Kind: "concept", Value: string(id), Label: label, Href: "/v1/clauses?q=" + url.QueryEscape(label)})
	}
	return items
}

// suggestHeld returns the instruments with such a title and the parties with such
// a name. It asks the index for the instruments whose texts, titles or parties
// hold the words, and keeps those whose titles do.
func (a *API) suggestHeld(ctx context.Context, begun []string) ([]Suggestion, error) {
	last := len(begun) - 1
	all := []index.Expr{}
	for _, w := range begun[:last] {
		all = append(all, index.Term{Word: w})
	}
	q := index.Query{Unit: index.Instruments, Exact: true, Facets: []index.Field{index.Party}, Sort: index.ByRelevance, Limit: index.MaxLimit}
	q.Status.Day = a.today()
	q.Expr = index.And{All: append(all, index.Prefix{Start: begun[last]})}
	if last == 0 {
		q.Expr = index.Prefix{Start: begun[0]}
	}
	result, err := a.index.Search(ctx, q)
	if limit := (*index.LimitError)(nil); errors.As(err, &limit) {
		return nil, nil // so few letters begin too many words to say anything
	}
	if err != nil {
		return nil, fmt.Errorf("suggest: %w", err)
	}
	var instruments, parties []Suggestion
	err = a.eachHit(ctx, result.Hits, func(_ index.Hit, _ clauses.Clause, i clauses.Instrument) error {
		for _, t := range i.Titles {
			if len(instruments) < maxSuggestions && holds(t.Text, begun) {
				instruments = append(instruments, Suggestion{Kind: "instrument", Value: string(i.ID), Label: t.Text, Href: hrefOf(string(i.ID))})
				break
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, b := range result.Facets[index.Party] {
		if len(parties) < maxSuggestions && holds(b.Value, begun) {
			parties = append(parties, Suggestion{Kind: "party", Value: b.Value, Label: b.Value, Href: "/v1/clauses?party=" + url.QueryEscape(b.Value)})
		}
	}
	return append(instruments, parties...), nil
}

// holds reports whether a text holds all words, of the last one at least its
// beginning.
func holds(text string, begun []string) bool {
	split := words.Split(text)
	last := len(begun) - 1
	for n, w := range begun {
		if !slices.ContainsFunc(split, func(s words.Word) bool {
			return s.Exact == w || n == last && strings.HasPrefix(s.Exact, w)
		}) {
			return false
		}
	}
	return true
}
