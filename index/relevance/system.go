package relevance

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rs/zerolog"

	"clausebank/clauses"
	"clausebank/index"
	engine "clausebank/index/bleve"
)

// A System is a way to search.
type System string

// The systems that are compared.
const (
	Ours          System = "ours"
	OursWords     System = "ours, expand=false"
	Plain         System = "plain Bleve"
	PlainConcepts System = "Bleve with concepts"
)

// Systems lists all systems in the order of the tables.
var Systems = []System{Ours, OursWords, Plain, PlainConcepts}

// A searcher answers a query in a language by the first clauses that it finds,
// as many as the measures look at.
type searcher interface {
	find(ctx context.Context, query, language string) ([]clauses.ClauseID, error)
}

// own searches as GET /v1/clauses does for a reader of the query's language.
type own struct {
	engine     *engine.Engine
	noConcepts bool
}

// openOwn returns the engine with documents in it.
func openOwn(ctx context.Context, docs []clauses.Document, t *clauses.Taxonomy) (*engine.Engine, error) {
	e, err := engine.Open("", t, zerolog.Nop())
	if err != nil {
		return nil, err
	}
	changes := make([]clauses.Change, len(docs))
	for i, d := range docs {
		changes[i] = clauses.Change{Revision: clauses.Revision(i + 1), Document: d, Updated: make([]time.Time, len(d.Clauses))}
	}
	at := clauses.Position{Store: "relevance", Epoch: 1, Revision: clauses.Revision(len(docs))}
	if err := e.Apply(ctx, changes, at); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

// find answers nothing where the query is refused, as a reader would get.
func (s own) find(ctx context.Context, query, language string) ([]clauses.ClauseID, error) {
	expr, err := index.Parse(query)
	if syntax, limit := (*index.SyntaxError)(nil), (*index.LimitError)(nil); errors.As(err, &syntax) || errors.As(err, &limit) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("ask %q: %w", query, err)
	}
	answer, err := s.engine.Search(ctx, index.Query{Expr: expr, Language: language, NoConcepts: s.noConcepts, Limit: recallDepth})
	if err != nil {
		return nil, fmt.Errorf("ask %q: %w", query, err)
	}
	ids := make([]clauses.ClauseID, len(answer.Hits))
	for i, h := range answer.Hits {
		ids[i] = h.ID
	}
	return ids, nil
}
