package api

import (
	"fmt"
	"net/http"

	"clausebank/clauses"
	"clausebank/index"
)

// listTopics answers GET /v1/topics.
func (a *API) listTopics(r *request) error { return a.listTree(r, index.Topic, a.taxonomy.Topics) }

// listSectors answers GET /v1/sectors.
func (a *API) listSectors(r *request) error {
	return a.listTree(r, index.SectorCode, a.taxonomy.Sectors)
}

// listCountries answers GET /v1/countries.
func (a *API) listCountries(r *request) error { return a.listCounted(r, index.Country) }

// listLanguages answers GET /v1/languages.
func (a *API) listLanguages(r *request) error { return a.listCounted(r, index.Language) }

// listTree answers with all codes of a vocabulary, those under another as its
// children. A code that no clause has counts 0.
func (a *API) listTree(r *request, f index.Field, v clauses.Vocabulary) error {
	return a.list(r, f, func(p presenter, counted []index.Bucket) []VocabularyItem {
		counts := map[string]int{}
		for _, b := range counted {
			counts[b.Value] = b.Count
		}
		children := map[string][]VocabularyItem{}
		for _, e := range v.Entries() {
			item := VocabularyItem{Value: e.Code, Label: p.label(v, e.Code), Count: counts[e.Code]}
			children[e.Parent] = append(children[e.Parent], item)
		}
		top := listed(children[""])
		for n := range top {
			top[n].Children = children[top[n].Value]
		}
		return top
	})
}

// listCounted answers with the values that clauses have, the most frequent first.
func (a *API) listCounted(r *request, f index.Field) error {
	return a.list(r, f, func(p presenter, counted []index.Bucket) []VocabularyItem {
		items := make([]VocabularyItem, len(counted))
		for n, b := range counted {
			items[n] = VocabularyItem{Value: b.Value, Label: p.valueLabel(a, f, b.Value), Count: b.Count}
		}
		return items
	})
}

// list counts the values of a field in the whole library and answers with what
// shape makes of the counts.
func (a *API) list(r *request, f index.Field, shape func(presenter, []index.Bucket) []VocabularyItem) error {
	indexed, err := a.index.Position(r.context())
	if err != nil {
		return fmt.Errorf("count %s: %w", f, err)
	}
	same, err := unchanged(r, weakTag(r.Path(), r.lang, a.version, positionKey(indexed)))
	if same || err != nil {
		return err
	}
	p := a.presenter(r.lang, a.today())
	result, err := a.index.Search(r.context(), index.Query{Facets: []index.Field{f}, Sort: index.ByID, Status: index.StatusOn{Day: p.day}})
	if err != nil {
		return fmt.Errorf("count %s: %w", f, err)
	}
	return respond(r, http.StatusOK, Vocabulary{Items: shape(p, result.Facets[f]), Revision: result.Position.Revision})
}
