package bolt

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"clausebank/clauses"
)

// Put stores documents in one transaction with one fsync: all of them or, when
// it returns an error, none. Each document that is new or differs from the one
// that stands gets a revision of its own, in the order of the arguments; the
// others get none. A document that breaks a rule of the record (see Check) is
// a *clauses.InvalidError, wrapped with its ID.
func (s *Store) Put(ctx context.Context, docs ...clauses.Document) (clauses.Receipt, error) {
	var receipt clauses.Receipt
	err := s.update(ctx, func(tx *bbolt.Tx) error {
		w := s.writer(tx)
		seen := make(map[clauses.InstrumentID]bool, len(docs))
		for _, d := range docs {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := once(seen, d); err != nil {
				return err
			}
			if _, err := w.put(d); err != nil {
				return err
			}
		}
		receipt = clauses.Receipt{Revision: w.last, Changed: w.changed}
		return w.finish()
	})
	if err != nil {
		return clauses.Receipt{}, err
	}
	return receipt, nil
}

// PutIf stores a document if it stands at a revision of its own: 0 says that
// the store must never have had it. Where that does not hold it returns
// clauses.ErrConflict. It returns the document's revision, a new one only if
// the document differs.
func (s *Store) PutIf(ctx context.Context, d clauses.Document, at clauses.Revision) (clauses.Revision, error) {
	var revision clauses.Revision
	err := s.update(ctx, func(tx *bbolt.Tx) (err error) {
		if err := standsAt(tx, d.Instrument.ID, at); err != nil {
			return fmt.Errorf("put %s: %w", d.Instrument.ID, err)
		}
		w := s.writer(tx)
		if revision, err = w.put(d); err != nil {
			return err
		}
		return w.finish()
	})
	if err != nil {
		return 0, err
	}
	return revision, nil
}

// standsAt returns clauses.ErrConflict unless the instrument stands at the
// revision, 0 for one that is not there. A purged one stands at none: the rules
// say why it cannot come back.
func standsAt(tx *bbolt.Tx, id clauses.InstrumentID, at clauses.Revision) error {
	h, _, err := readHead(tx, id)
	if err != nil {
		return err
	}
	if h.Revision != at && !h.Purged {
		return fmt.Errorf("%w: it stands at revision %d, not %d", clauses.ErrConflict, h.Revision, at)
	}
	return nil
}

// Check returns the error that Put would return for the documents as the
// record now stands, and stores nothing. The rules:
//
//   - IDs have their form, clauses belong to their instrument, and no ID
//     stands twice in a document or among the documents;
//   - a clause goes only by a withdrawal that names it; an entry of withdrawn
//     stays for ever (its reason, date and successor may be corrected), and its
//     ID is never given to a clause again;
//   - a document whose instrument is withdrawn has no clauses;
//   - what was purged never returns;
//   - another kind or other countries need a correction with a reason.
func (s *Store) Check(ctx context.Context, docs ...clauses.Document) error {
	return s.view(ctx, func(tx *bbolt.Tx) error {
		seen := make(map[clauses.InstrumentID]bool, len(docs))
		for _, d := range docs {
			if err := once(seen, d); err != nil {
				return err
			}
			old, err := readStanding(tx, d.Instrument.ID)
			if err == nil {
				err = checkRules(d, old)
			}
			if err != nil {
				return fmt.Errorf("put %s: %w", d.Instrument.ID, err)
			}
		}
		return nil
	})
}

func once(seen map[clauses.InstrumentID]bool, d clauses.Document) error {
	id := d.Instrument.ID
	if seen[id] {
		return fmt.Errorf("put %s: %w", id, &clauses.InvalidError{Problems: []clauses.Problem{{
			Path: "instrument.id", Reason: fmt.Sprintf("%s stands twice among these documents", id),
			Remedy: "leave one of them out",
		}}})
	}
	seen[id] = true
	return nil
}

// A standing is a document of the record that another is to replace. The zero
// standing is for one that is not there.
type standing struct {
	head       head
	version    version
	instrument clauses.Instrument
}

func (s standing) exists() bool { return s.head.Revision != 0 }

func readStanding(tx *bbolt.Tx, id clauses.InstrumentID) (s standing, err error) {
	if !id.Valid() {
		return standing{}, nil // the rules refuse it
	}
	ok := false
	if s.head, ok, err = readHead(tx, id); err != nil || !ok {
		return standing{}, err
	}
	if s.version, err = readVersion(tx, s.head.Revision); err != nil {
		return standing{}, err
	}
	if s.head.Purged {
		return s, nil
	}
	err = decodeBody(tx, s.head.Body, &s.instrument)
	return s, err
}

// A writer brings documents into one transaction.
type writer struct {
	tx      *bbolt.Tx
	now     time.Time
	last    clauses.Revision // the newest so far
	changed int
}

// writer begins to write. Time never runs backwards in the record, whatever
// the clock of the machine does.
func (s *Store) writer(tx *bbolt.Tx) *writer {
	// Keys of versions and bodies only ever grow, so full pages stay full.
	tx.Bucket(versionsBucket).FillPercent = 1
	tx.Bucket(bodiesBucket).FillPercent = 1
	now := s.now().UTC().Truncate(time.Millisecond)
	if last := time.UnixMilli(int64(getNumber(tx, timeKey))).UTC(); now.Before(last) {
		now = last
	}
	return &writer{tx: tx, now: now, last: newest(tx)}
}

// finish writes down how far the record has come.
func (w *writer) finish() error {
	if w.changed == 0 {
		return errNothing
	}
	return errors.Join(
		putNumber(w.tx, newestKey, uint64(w.last)),
		putNumber(w.tx, timeKey, uint64(w.now.UnixMilli())),
	)
}

// put stores a document if it differs, and returns its revision.
func (w *writer) put(d clauses.Document) (clauses.Revision, error) {
	revision, err := w.replace(d)
	if err != nil {
		return 0, fmt.Errorf("put %s: %w", d.Instrument.ID, err)
	}
	return revision, nil
}

func (w *writer) replace(d clauses.Document) (clauses.Revision, error) {
	hash := d.Hash()
	if hash == "" {
		_, err := d.Encode()
		return 0, &clauses.InvalidError{Problems: []clauses.Problem{{Path: "clauses", Reason: fmt.Sprint(err)}}}
	}
	if d.Instrument.ID.Valid() {
		h, ok, err := readHead(w.tx, d.Instrument.ID)
		if err != nil {
			return 0, err
		}
		if ok && h.Hash == hash && !h.Purged {
			return h.Revision, nil
		}
	}
	old, err := readStanding(w.tx, d.Instrument.ID)
	if err != nil {
		return 0, err
	}
	if err := checkRules(d, old); err != nil {
		return 0, err
	}
	return w.save(d, hash, old)
}

// save stores a document that keeps the rules as the next revision.
func (w *writer) save(d clauses.Document, hash string, old standing) (clauses.Revision, error) {
	at := w.last + 1
	v := version{
		Instrument: d.Instrument.ID, Previous: old.head.Revision, Hash: hash, Withdrawn: d.Withdrawn, time: w.now,
	}
	if d.Correction != nil {
		v.Correction = d.Correction.Reason
	}
	p := &packer{tx: w.tx, at: at}
	if err := w.saveBodies(d, &v, p, old); err != nil {
		return 0, err
	}
	if err := p.flush(); err != nil {
		return 0, err
	}
	return at, w.saveVersion(at, v, old.version)
}

// saveBodies stores what differs of the instrument and the clauses, with their
// links and identifiers, and lets v refer to all of them.
func (w *writer) saveBodies(d clauses.Document, v *version, p *packer, old standing) error {
	body, err := encode(d.Instrument)
	if err != nil {
		return err
	}
	var changed bool
	if v.Body, changed, err = p.store(body, old.head.Body); err != nil {
		return err
	}
	if changed {
		id := string(d.Instrument.ID)
		if err := relink(w.tx, id, old.instrument.Relations, d.Instrument.Relations); err != nil {
			return err
		}
		if err := reidentify(w.tx, d.Instrument.ID, old.instrument.Identifiers, d.Instrument.Identifiers); err != nil {
			return err
		}
	}
	before := make(map[clauses.ClauseID]ref, len(old.version.Clauses))
	for _, c := range old.version.Clauses {
		before[c.ID] = c.Body
	}
	v.Clauses = make([]clauseRef, len(d.Clauses))
	for i, c := range d.Clauses {
		if v.Clauses[i], err = w.saveClause(c, before[c.ID], p); err != nil {
			return err
		}
		delete(before, c.ID)
	}
	for id, r := range before { // these are withdrawn
		var gone clauses.Clause
		if err := decodeBody(w.tx, r, &gone); err != nil {
			return err
		}
		if err := relink(w.tx, string(id), gone.Relations, nil); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) saveClause(c clauses.Clause, old ref, p *packer) (clauseRef, error) {
	body, err := encode(c)
	if err != nil {
		return clauseRef{}, err
	}
	r, changed, err := p.store(body, old)
	if err != nil || !changed {
		return clauseRef{ID: c.ID, Body: r}, err
	}
	var before clauses.Clause
	if !old.IsZero() {
		if err := decodeBody(w.tx, old, &before); err != nil {
			return clauseRef{}, err
		}
	}
	return clauseRef{ID: c.ID, Body: r}, relink(w.tx, string(c.ID), before.Relations, c.Relations)
}

// saveVersion stores a version, and the head and the entries that follow from
// it.
func (w *writer) saveVersion(at clauses.Revision, v, old version) error {
	value, err := encodeVersion(at, v)
	if err != nil {
		return err
	}
	if err := w.tx.Bucket(versionsBucket).Put(revisionKey(at), value); err != nil {
		return err
	}
	headValue, err := encode(headOf(at, v))
	if err != nil {
		return err
	}
	if err := w.tx.Bucket(instrumentsBucket).Put([]byte(v.Instrument), headValue); err != nil {
		return err
	}
	standing := make(map[clauses.ClauseID]entry, len(old.Clauses)+len(old.Withdrawn))
	if err := entriesOf(old, func(id clauses.ClauseID, e entry) error {
		standing[id] = e
		return nil
	}); err != nil {
		return err
	}
	table := w.tx.Bucket(clausesBucket)
	if err := entriesOf(v, func(id clauses.ClauseID, e entry) error {
		if standing[id].equal(e) {
			return nil
		}
		value, err := encode(e)
		if err != nil {
			return err
		}
		return table.Put([]byte(id), value)
	}); err != nil {
		return err
	}
	w.last, w.changed = at, w.changed+1
	return nil
}

func (e entry) equal(other entry) bool {
	if e.Gone == nil || other.Gone == nil {
		return e == other
	}
	return *e.Gone == *other.Gone
}
