package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"clausebank/clauses"
	"clausebank/index"
)

// clauseOf reads the clause in the path.
func (a *API) clauseOf(r *request) (clauses.Clause, clauses.Instrument, error) {
	id := clauses.ClauseID(r.id())
	if !id.Valid() {
		return clauses.Clause{}, clauses.Instrument{}, &missingError{"clause", shown(string(id))}
	}
	c, i, err := a.store.Clause(r.context(), id)
	if errors.Is(err, clauses.ErrNotFound) {
		err = &missingError{"clause", string(id)}
	}
	return c, i, a.withSuccessor(r.context(), id, err)
}

// withSuccessor adds the successor of a withdrawn instrument to the error of a
// clause that went with it and has none of its own.
func (a *API) withSuccessor(ctx context.Context, id clauses.ClauseID, err error) error {
	var gone, whole *clauses.GoneError
	if !errors.As(err, &gone) || gone.Withdrawal.Successor != "" {
		return err
	}
	if _, _, read := a.store.Document(ctx, id.Instrument()); !errors.As(read, &whole) || whole.Withdrawal.Successor == "" {
		return err
	}
	withdrawal := gone.Withdrawal
	withdrawal.Successor = whole.Withdrawal.Successor
	return &clauses.GoneError{Withdrawal: withdrawal}
}

// getClause answers GET /v1/clauses/{id}.
func (a *API) getClause(r *request) error {
	p := readParams(r.values)
	day, asked := p.day("on", a.today())
	if err := p.err(); err != nil {
		return err
	}
	if !asked {
		day = a.today()
	}
	c, i, err := a.clauseOf(r)
	if err != nil {
		return err
	}
	editions, err := a.editionsOf(r.context(), c, i)
	if err != nil {
		return fmt.Errorf("read %s: %w", c.ID, err)
	}
	shownEdition, how := edition{c, i}, editionThis
	if asked {
		shownEdition, how = editionOn(editions, c.ID, day)
	}
	answer, err := a.showClause(r.context(), a.presenter(r.lang, day), shownEdition, editions)
	if err != nil {
		return fmt.Errorf("read %s: %w", c.ID, err)
	}
	answer.Edition = how
	if how == editionOther {
		answer.Asked = c.ID
		r.Response().Header().Set("Content-Location", answer.Links.Self+"?on="+day.String())
	}
	return respond(r, http.StatusOK, answer)
}

func (a *API) showClause(ctx context.Context, p presenter, e edition, editions []edition) (Clause, error) {
	base, err := p.clause(e.instrument, e.clause)
	if err != nil {
		return Clause{}, err
	}
	relations, err := a.relationsOf(ctx, string(e.clause.ID), e.clause.Relations)
	if err != nil {
		return Clause{}, err
	}
	answer := Clause{ClauseBase: base, Instrument: p.instrument(e.instrument), Relations: relations, Editions: []Edition{}}
	for _, other := range editions {
		v := other.validity()
		answer.Editions = append(answer.Editions, Edition{
			ID: other.clause.ID, Locator: other.clause.Locator, Title: mainTitle(other.instrument).Text,
			From: v.From, To: v.To, Status: v.On(p.day), Href: hrefOf(string(other.clause.ID)),
		})
	}
	return answer, nil
}

// getHistory answers GET /v1/clauses/{id}/history, of withdrawn clauses too.
func (a *API) getHistory(r *request) error {
	id := clauses.ClauseID(r.id())
	if !id.Valid() {
		return &missingError{"clause", shown(string(id))}
	}
	versions, err := a.store.History(r.context(), id)
	if errors.Is(err, clauses.ErrNotFound) {
		err = &missingError{"clause", string(id)}
	}
	if err != nil {
		return fmt.Errorf("read the history of %s: %w", id, err)
	}
	answer := History{ID: id, Items: make([]Version, len(versions))}
	for n, v := range versions {
		answer.Items[n] = Version{
			Revision: v.Revision, Time: v.Time.UTC(), Clause: v.Clause, Withdrawal: v.Withdrawal, Correction: v.Correction,
		}
	}
	return respond(r, http.StatusOK, answer)
}

// listSimilar answers GET /v1/clauses/{id}/similar.
func (a *API) listSimilar(r *request) error {
	params := readParams(r.values)
	limit := params.number("limit", 1, index.MaxLimit, 20)
	if err := params.err(); err != nil {
		return err
	}
	like, _, err := a.clauseOf(r)
	if err != nil {
		return err
	}
	p := a.presenter(r.lang, a.today())
	result, err := a.index.Search(r.context(), index.Query{
		Expr: likeOf(like), Sort: index.ByRelevance, Limit: limit, Status: index.StatusOn{Day: p.day},
	})
	if err != nil {
		return fmt.Errorf("find what is like %s: %w", like.ID, err)
	}
	answer := Similar{
		ID: like.ID,
		How: "Clauses that share a topic, or at least 3 of the " + strconv.Itoa(index.MaxLikeWords) +
			" most telling words of the clause in one language; each shared topic counts as much as a rare word.",
		Items: []SimilarClause{},
	}
	err = a.eachHit(r.context(), result.Hits, func(h index.Hit, c clauses.Clause, i clauses.Instrument) error {
		base, err := p.clause(i, c)
		if err != nil {
			return err
		}
		shared := []clauses.TopicID{}
		for _, t := range c.Topics {
			if slices.Contains(like.Topics, t) {
				shared = append(shared, t)
			}
		}
		answer.Items = append(answer.Items, SimilarClause{ClauseBase: base, Instrument: p.short(i), Score: scoreOf(h), SharedTopics: shared})
		return nil
	})
	if err != nil {
		return err
	}
	return respond(r, http.StatusOK, answer)
}

// likeOf returns the expression that finds clauses like one.
func likeOf(c clauses.Clause) index.Like {
	like := index.Like{ID: c.ID, Topics: c.Topics}
	for _, t := range c.Texts {
		like.Texts = append(like.Texts, index.LikeText{Language: t.Language, Text: t.Heading + "\n" + t.Text})
	}
	return like
}
