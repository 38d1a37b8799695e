package bolt

import (
	"context"
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"clausebank/clauses"
)

// Clause returns a clause and its instrument as they now stand. A clause that
// never was is clauses.ErrNotFound; one that was withdrawn or purged is a
// *clauses.GoneError.
func (s *Store) Clause(ctx context.Context, id clauses.ClauseID) (c clauses.Clause, i clauses.Instrument, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		e, err := readEntry(tx, id)
		if err != nil {
			return err
		}
		if e.Gone != nil {
			return &clauses.GoneError{Withdrawal: *e.Gone}
		}
		h, ok, err := readHead(tx, id.Instrument())
		if err != nil {
			return err
		}
		if !ok {
			return unreadable("instrument %s is missing", id.Instrument())
		}
		if err := decodeBody(tx, e.Body, &c); err != nil {
			return err
		}
		return decodeBody(tx, h.Body, &i)
	})
	if err != nil {
		return clauses.Clause{}, clauses.Instrument{}, fmt.Errorf("clause %s: %w", id, err)
	}
	return c, i, nil
}

func readEntry(tx *bbolt.Tx, id clauses.ClauseID) (e entry, err error) {
	value := tx.Bucket(clausesBucket).Get([]byte(id))
	if value == nil {
		return entry{}, clauses.ErrNotFound
	}
	if err := json.Unmarshal(value, &e); err != nil {
		return entry{}, unreadable("%v", err)
	}
	return e, nil
}

// Document returns a document as it now stands, without its Correction, and the
// revision of its last change. An instrument that never was is
// clauses.ErrNotFound; one that was withdrawn or purged is a
// *clauses.GoneError, and the revision is that of its withdrawal.
func (s *Store) Document(ctx context.Context, id clauses.InstrumentID) (d clauses.Document, at clauses.Revision, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		h, ok, err := readHead(tx, id)
		if err != nil {
			return err
		}
		if !ok {
			return clauses.ErrNotFound
		}
		at = h.Revision
		if h.Gone != nil {
			return &clauses.GoneError{Withdrawal: *h.Gone}
		}
		v, err := readVersion(tx, h.Revision)
		if err != nil {
			return err
		}
		d, err = readDocument(tx, v)
		return err
	})
	if err != nil {
		return clauses.Document{}, at, fmt.Errorf("document %s: %w", id, err)
	}
	return d, at, nil
}

// History returns how a clause stood, the oldest state first: a Version for
// each revision that brought, changed or withdrew it, and for each that gave a
// correction of its document while the clause was in it. A clause that never
// was is clauses.ErrNotFound; of a purged one nothing is left but a
// *clauses.GoneError.
func (s *Store) History(ctx context.Context, id clauses.ClauseID) (history []clauses.Version, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		if _, err := readEntry(tx, id); err != nil {
			return err
		}
		h, _, err := readHead(tx, id.Instrument())
		if err != nil {
			return err
		}
		if h.Purged {
			return &clauses.GoneError{Withdrawal: *h.Gone}
		}
		states, err := statesOf(tx, id, h.Revision)
		if err != nil {
			return err
		}
		history, err = readStates(tx, states)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("history of %s: %w", id, err)
	}
	return history, nil
}

// A state is a clause in one version of its document.
type state struct {
	entry
	clauses.Version // without the clause
}

// statesOf returns the states of a clause from a revision of its document
// back, the newest first, for all versions that name it.
func statesOf(tx *bbolt.Tx, id clauses.ClauseID, at clauses.Revision) ([]state, error) {
	var states []state
	for at != 0 {
		v, err := readVersion(tx, at)
		if err != nil {
			return nil, err
		}
		if err := entriesOf(v, func(name clauses.ClauseID, e entry) error {
			if name == id {
				states = append(states, state{entry: e, Version: clauses.Version{
					Revision: at, Time: v.time, Withdrawal: e.Gone, Correction: v.Correction,
				}})
			}
			return nil
		}); err != nil {
			return nil, err
		}
		at = v.Previous
	}
	return states, nil
}

// readStates turns states around, leaves out those that say nothing new, and
// reads the clauses.
func readStates(tx *bbolt.Tx, states []state) ([]clauses.Version, error) {
	var history []clauses.Version
	var before entry
	for i := len(states) - 1; i >= 0; i-- {
		st := states[i]
		if st.entry.equal(before) && (st.Correction == "" || st.Gone != nil) {
			continue
		}
		before = st.entry
		if st.Gone == nil {
			st.Clause = new(clauses.Clause)
			if err := decodeBody(tx, st.Body, st.Clause); err != nil {
				return nil, err
			}
		}
		history = append(history, st.Version)
	}
	return history, nil
}
