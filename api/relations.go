package api

import (
	"context"
	"errors"

	"clausebank/clauses"
)

// maxRelations bounds how many ties are shown: half a library may rest on one
// statute.
const maxRelations = 500

// relationsOf returns the ties of an instrument or a clause: those that it has
// itself, then those that others have to it. Of what is not in the library only
// the ID is known. At most maxRelations are returned.
func (a *API) relationsOf(ctx context.Context, id string, own []clauses.Relation) ([]Relation, error) {
	relations := []Relation{}
	for _, r := range own {
		relations = append(relations, Relation{Type: r.Type, Direction: "to", ID: r.To})
	}
	links, err := a.store.Links(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, l := range links {
		relations = append(relations, Relation{Type: l.Type, Direction: "from", ID: l.From})
	}
	relations = relations[:min(len(relations), maxRelations)]
	for n := range relations {
		if err := a.nameRelation(ctx, &relations[n]); err != nil {
			return nil, err
		}
	}
	return relations, nil
}

// nameRelation fills in what the other end of a relation is called.
func (a *API) nameRelation(ctx context.Context, r *Relation) error {
	var instrument clauses.Instrument
	var locator string
	var err error
	if id := clauses.ClauseID(r.ID); id.Valid() {
		var c clauses.Clause
		c, instrument, err = a.store.Clause(ctx, id)
		locator = c.Locator
	} else {
		var d clauses.Document
		d, _, err = a.store.Document(ctx, clauses.InstrumentID(r.ID))
		instrument = d.Instrument
	}
	switch {
	case errors.Is(err, clauses.ErrNotFound), errors.Is(err, clauses.ErrGone):
		return nil
	case err != nil:
		return err
	}
	r.Title, r.Locator, r.Href = mainTitle(instrument).Text, locator, hrefOf(r.ID)
	return nil
}
