package bolt

import (
	"context"
	"fmt"
	"strings"

	"go.etcd.io/bbolt"

	"clausebank/clauses"
)

// Withdraw takes a whole instrument out of the library if it stands at a
// revision of its own, else it returns clauses.ErrConflict. What stays of the
// document is its Instrument, and a Withdrawn that names the instrument, with
// its successor if there is one, and every clause; the history stays too. It
// returns the revision of the withdrawal.
func (s *Store) Withdraw(ctx context.Context, id clauses.InstrumentID, reason string, successor clauses.InstrumentID, at clauses.Revision) (clauses.Revision, error) {
	var revision clauses.Revision
	err := s.update(ctx, func(tx *bbolt.Tx) error {
		if err := checkWithdrawal(id, reason, successor); err != nil {
			return err
		}
		h, ok, err := readHead(tx, id)
		switch {
		case err != nil:
			return err
		case !ok:
			return clauses.ErrNotFound
		case h.Gone != nil:
			return &clauses.GoneError{Withdrawal: *h.Gone}
		}
		if err := standsAt(tx, id, at); err != nil {
			return err
		}
		v, err := readVersion(tx, h.Revision)
		if err != nil {
			return err
		}
		d, err := readDocument(tx, v)
		if err != nil {
			return err
		}
		w := s.writer(tx)
		if revision, err = w.put(withdrawn(d, reason, successor, clauses.DayOf(w.now).Date())); err != nil {
			return err
		}
		return w.finish()
	})
	if err != nil {
		return 0, fmt.Errorf("withdraw %s: %w", id, err)
	}
	return revision, nil
}

func checkWithdrawal(id clauses.InstrumentID, reason string, successor clauses.InstrumentID) error {
	var p problems
	if strings.TrimSpace(reason) == "" {
		p.add("reason", "say why the instrument is withdrawn", "a reason is missing")
	}
	if successor != "" && (!successor.Valid() || successor == id) {
		p.add("successor", "name another instrument, or none", "%q cannot succeed %s", successor, id)
	}
	if len(p) > 0 {
		return &clauses.InvalidError{Problems: p}
	}
	return nil
}

// withdrawn returns what stays of a document.
func withdrawn(d clauses.Document, reason string, successor clauses.InstrumentID, on clauses.Date) clauses.Document {
	gone := []clauses.Withdrawal{{ID: string(d.Instrument.ID), Date: on, Reason: reason, Successor: string(successor)}}
	gone = append(gone, d.Withdrawn...)
	for _, c := range d.Clauses {
		gone = append(gone, clauses.Withdrawal{ID: string(c.ID), Date: on, Reason: reason})
	}
	return clauses.Document{Instrument: d.Instrument, Withdrawn: gone}
}
