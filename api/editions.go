package api

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"clausebank/clauses"
)

// maxEditions bounds how many editions of one clause are followed: a chain of
// agreements renewed every year for a century has fewer.
const maxEditions = 100

// The values of Clause.Edition.
const (
	editionThis    = "this"
	editionOther   = "other"
	editionUnknown = "unknown"
)

// An edition is a clause as one edition of its instrument has it.
type edition struct {
	clause     clauses.Clause
	instrument clauses.Instrument
}

func (e edition) validity() clauses.Validity { return e.instrument.EffectiveValidity(e.clause) }

// editionsOf follows the supersedes relations of a clause both ways and returns
// all editions that the library has, the clause itself among them, the oldest
// first.
func (a *API) editionsOf(ctx context.Context, c clauses.Clause, i clauses.Instrument) ([]edition, error) {
	editions := []edition{{c, i}}
	seen := map[clauses.ClauseID]bool{c.ID: true}
	for n := 0; n < len(editions) && len(editions) < maxEditions; n++ {
		near, err := a.superseding(ctx, editions[n].clause)
		if err != nil {
			return nil, err
		}
		for _, id := range near {
			if seen[id] {
				continue
			}
			seen[id] = true
			other, its, err := a.store.Clause(ctx, id)
			if errors.Is(err, clauses.ErrNotFound) || errors.Is(err, clauses.ErrGone) {
				continue
			}
			if err != nil {
				return nil, err
			}
			editions = append(editions, edition{other, its})
		}
	}
	slices.SortFunc(editions, func(a, b edition) int {
		return cmp.Or(cmp.Compare(beginning(a), beginning(b)), cmp.Compare(a.clause.ID, b.clause.ID))
	})
	return editions, nil
}

// superseding returns the clauses that a clause supersedes, and those that
// supersede it.
func (a *API) superseding(ctx context.Context, c clauses.Clause) ([]clauses.ClauseID, error) {
	var ids []clauses.ClauseID
	for _, r := range c.Relations {
		if id := clauses.ClauseID(r.To); r.Type == clauses.Supersedes && id.Valid() {
			ids = append(ids, id)
		}
	}
	links, err := a.store.Links(ctx, string(c.ID))
	if err != nil {
		return nil, err
	}
	for _, l := range links {
		if id := clauses.ClauseID(l.From); l.Type == clauses.Supersedes && id.Valid() {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// beginning is the first day of an edition; one that is not known comes first.
func beginning(e edition) clauses.Day {
	if from := e.validity().From; !from.IsZero() {
		return from.Earliest()
	}
	return -1 << 31
}

// editionOn returns the edition that applied on a day: of those in force, else of
// those presumed in force, the one that began last. Where there is none it is the
// clause that was asked for, and which edition applied is not known.
func editionOn(editions []edition, asked clauses.ClauseID, day clauses.Day) (edition, string) {
	var own edition
	best := map[clauses.Status]*edition{}
	for n, e := range editions { // the oldest first, so the last one wins
		if e.clause.ID == asked {
			own = e
		}
		status := e.validity().On(day)
		held := best[status]
		if held == nil || beginning(e) > beginning(*held) || e.clause.ID == asked {
			best[status] = &editions[n]
		}
	}
	for _, status := range []clauses.Status{clauses.InForce, clauses.Presumed} {
		switch e := best[status]; {
		case e == nil:
		case e.clause.ID == asked:
			return own, editionThis
		default:
			return *e, editionOther
		}
	}
	return own, editionUnknown
}
