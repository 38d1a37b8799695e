package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"

	"go.etcd.io/bbolt"

	"clausebank/clauses"
)

// compactBytes is how much compact copies in one transaction.
const compactBytes = 8 << 20

// Purge removes an instrument with all its clauses and all its earlier states,
// links, identifiers and notes, as a law may demand. What stays is a tombstone:
// the IDs, the day and the reason. The file is then written anew without the
// removed bytes and put in the place of the old one. A fault on the way there,
// such as a full disk, may leave the instrument gone from the record while its
// bytes are still in the file: Purge again, or Open, finishes that. An
// instrument that never was is clauses.ErrNotFound, one that is purged already
// a *clauses.GoneError.
//
// Purge does not reach other documents that mention the instrument, backups,
// or what the file system keeps of a file that is gone.
func (s *Store) Purge(ctx context.Context, id clauses.InstrumentID, reason string) (clauses.Revision, error) {
	revision, err := s.purge(ctx, id, reason)
	if err != nil {
		return 0, fmt.Errorf("purge %s: %w", id, err)
	}
	return revision, nil
}

func (s *Store) purge(ctx context.Context, id clauses.InstrumentID, reason string) (clauses.Revision, error) {
	s.write.Lock()
	defer s.write.Unlock()
	var revision clauses.Revision
	err := s.updateLocked(ctx, func(tx *bbolt.Tx) error {
		if err := checkWithdrawal(id, reason, ""); err != nil {
			return err
		}
		h, ok, err := readHead(tx, id)
		switch {
		case err != nil:
			return err
		case !ok:
			return clauses.ErrNotFound
		case h.Purged && tx.Bucket(metaBucket).Get(compactKey) != nil:
			revision = h.Revision
			return errNothing // but compact
		case h.Purged:
			return &clauses.GoneError{Withdrawal: *h.Gone}
		}
		w := s.writer(tx)
		if err := w.purge(id, reason, h); err != nil {
			return err
		}
		revision = w.last
		return w.finish()
	})
	if err != nil {
		return 0, err
	}
	return revision, s.compact(ctx)
}

// purge replaces all versions of an instrument by a tombstone.
func (w *writer) purge(id clauses.InstrumentID, reason string, h head) error {
	names, err := w.removeVersions(id, h.Revision)
	if err != nil {
		return err
	}
	if err := forgetNotes(w.tx, id); err != nil {
		return err
	}
	on := clauses.DayOf(w.now).Date()
	v := version{Instrument: id, Purged: true, time: w.now}
	v.Withdrawn = []clauses.Withdrawal{{ID: string(id), Date: on, Reason: reason}}
	for _, name := range names {
		v.Withdrawn = append(v.Withdrawn, clauses.Withdrawal{ID: string(name), Date: on, Reason: reason})
	}
	if err := w.tx.Bucket(metaBucket).Put(compactKey, []byte{1}); err != nil {
		return err
	}
	return w.saveVersion(w.last+1, v, version{})
}

// removeVersions removes the versions of an instrument with their bodies, and
// the links and identifiers of the newest. It returns the clauses of all of
// them in the order of the newest first.
func (w *writer) removeVersions(id clauses.InstrumentID, at clauses.Revision) ([]clauses.ClauseID, error) {
	newest, err := readStanding(w.tx, id)
	if err != nil {
		return nil, err
	}
	if err := w.unlink(newest); err != nil {
		return nil, err
	}
	var names []clauses.ClauseID
	known := make(map[clauses.ClauseID]bool)
	removed := getNumber(w.tx, purgedKey)
	for at != 0 {
		v, err := readVersion(w.tx, at)
		if err != nil {
			return nil, err
		}
		if err := entriesOf(v, func(name clauses.ClauseID, _ entry) error {
			if !known[name] {
				known[name] = true
				names = append(names, name)
			}
			return nil
		}); err != nil {
			return nil, err
		}
		if err := w.tx.Bucket(versionsBucket).Delete(revisionKey(at)); err != nil {
			return nil, err
		}
		if err := removeBodies(w.tx, at); err != nil {
			return nil, err
		}
		at, removed = v.Previous, removed+1
	}
	return names, putNumber(w.tx, purgedKey, removed)
}

// unlink removes the links and identifiers of a document.
func (w *writer) unlink(s standing) error {
	id := string(s.instrument.ID)
	if err := relink(w.tx, id, s.instrument.Relations, nil); err != nil {
		return err
	}
	if err := reidentify(w.tx, s.instrument.ID, s.instrument.Identifiers, nil); err != nil {
		return err
	}
	for _, ref := range s.version.Clauses {
		var c clauses.Clause
		if err := decodeBody(w.tx, ref.Body, &c); err != nil {
			return err
		}
		if err := relink(w.tx, string(c.ID), c.Relations, nil); err != nil {
			return err
		}
	}
	return nil
}

func removeBodies(tx *bbolt.Tx, at clauses.Revision) error {
	prefix := revisionKey(at)
	cursor := tx.Bucket(bodiesBucket).Cursor()
	for k, _ := cursor.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = cursor.Seek(prefix) {
		if err := cursor.Delete(); err != nil {
			return err
		}
	}
	return nil
}

// finishPurge finishes a purge that was cut short.
func (s *Store) finishPurge(ctx context.Context) error {
	s.write.Lock()
	defer s.write.Unlock()
	return s.finishPurgeLocked(ctx)
}

// finishPurgeLocked is finishPurge for a caller that holds s.write.
func (s *Store) finishPurgeLocked(ctx context.Context) error {
	pending := false
	if err := s.view(ctx, func(tx *bbolt.Tx) error {
		pending = tx.Bucket(metaBucket).Get(compactKey) != nil
		return nil
	}); err != nil || !pending {
		return err
	}
	return s.compact(ctx)
}

// compact writes the file anew, without what transactions have left on pages
// that are free, and puts it in the place of the old one. Readers go on with the
// old one until they are done. The caller holds s.write.
func (s *Store) compact(ctx context.Context) error {
	temporary, err := temporaryFile(s.path)
	if err != nil {
		return err
	}
	defer os.Remove(temporary) // nothing when it has its name
	db, _, err := openFile(temporary)
	if err != nil {
		return err
	}
	if err := s.copyInto(ctx, db); err != nil {
		return errors.Join(err, db.Close())
	}
	if err := os.Rename(temporary, s.path); err != nil {
		return errors.Join(err, db.Close())
	}
	old := s.swap(&data{DB: db})
	if err := syncDir(s.path); err != nil {
		s.broken = err // a loss of power might bring the old file back
		return errors.Join(err, old.close())
	}
	return old.close()
}

// copyInto copies what the record holds into an empty file.
func (s *Store) copyInto(ctx context.Context, db *bbolt.DB) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	defer guard(&err)()
	if err := bbolt.Compact(db, s.data.DB, compactBytes); err != nil {
		return err
	}
	return db.Update(func(tx *bbolt.Tx) error {
		return tx.Bucket(metaBucket).Delete(compactKey)
	})
}
