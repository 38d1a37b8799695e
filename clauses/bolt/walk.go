package bolt

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"iter"
	"time"

	"go.etcd.io/bbolt"

	"clausebank/clauses"
)

// A walk reads in steps, each a transaction of its own, so that a consumer that
// takes its time holds nothing up. A step ends after stepBytes of bodies (one
// document at least) or stepRows rows looked at.
const (
	stepBytes = 1 << 20
	stepRows  = 1000
)

// Changes yields the documents that changed after a revision, each once at its
// newest revision, in the order of revisions. A document that changes again
// while the walk goes on comes again with its new revision; the walk ends where
// nothing newer is there. A withdrawn or purged instrument is a Change whose
// Document has no clauses and whose Removed names them all; of a purged one the
// Instrument has only its ID. After an error, which comes last, the walk can be
// taken up after the last revision that it yielded.
func (s *Store) Changes(ctx context.Context, after clauses.Revision) iter.Seq2[clauses.Change, error] {
	return func(yield func(clauses.Change, error) bool) {
		for more := true; more; {
			var step []clauses.Change
			err := s.view(ctx, func(tx *bbolt.Tx) (err error) {
				step, after, more, err = readChanges(tx, after)
				return err
			})
			for _, c := range step {
				if !yield(c, nil) {
					return
				}
			}
			if err != nil {
				yield(clauses.Change{}, err)
				return
			}
		}
	}
}

// readChanges reads one step of a walk: what changed, the last revision looked
// at, and whether there is more.
func readChanges(tx *bbolt.Tx, after clauses.Revision) (step []clauses.Change, last clauses.Revision, more bool, err error) {
	last = after
	cursor := tx.Bucket(versionsBucket).Cursor()
	size, rows := 0, 0
	for k, value := cursor.Seek(revisionKey(after + 1)); k != nil; k, value = cursor.Next() {
		if size >= stepBytes || rows >= stepRows {
			return step, last, true, nil
		}
		at := clauses.Revision(binary.BigEndian.Uint64(k))
		v, err := decodeVersion(at, value)
		if err != nil {
			return step, last, false, err
		}
		h, _, err := readHead(tx, v.Instrument)
		if err != nil {
			return step, last, false, err
		}
		if h.Revision == at {
			c, err := readChange(tx, at, v)
			if err != nil {
				return step, last, false, err
			}
			step = append(step, c)
			size += v.size()
		}
		last, rows = at, rows+1
	}
	return step, last, false, nil
}

// size returns how many bytes the bodies of a version have.
func (v version) size() int {
	n := int(v.Body.length)
	for _, c := range v.Clauses {
		n += int(c.Body.length)
	}
	return n
}

func readChange(tx *bbolt.Tx, at clauses.Revision, v version) (clauses.Change, error) {
	d, err := readDocument(tx, v)
	if err != nil {
		return clauses.Change{}, err
	}
	c := clauses.Change{Revision: at, Time: v.time, Document: d}
	for _, w := range v.Withdrawn {
		if w.ID != string(v.Instrument) {
			c.Removed = append(c.Removed, clauses.ClauseID(w.ID))
		}
	}
	if len(v.Clauses) == 0 {
		return c, nil
	}
	times := map[clauses.Revision]time.Time{at: v.time}
	c.Updated = make([]time.Time, len(v.Clauses))
	for i, clause := range v.Clauses {
		changed := max(clause.Body.at, v.Body.at)
		if _, ok := times[changed]; !ok {
			value := tx.Bucket(versionsBucket).Get(revisionKey(changed))
			if len(value) < versionHead {
				return clauses.Change{}, unreadable("version %d is missing", changed)
			}
			times[changed] = versionTime(value)
		}
		c.Updated[i] = times[changed]
	}
	return c, nil
}

// Documents yields all documents in the order of their IDs as they stood at a
// revision, whatever is put meanwhile. A revision that is not yet there stands
// for the newest. A document that was withdrawn by then comes without clauses,
// with Withdrawn naming what it had; what has been purged by now does not come
// at all.
func (s *Store) Documents(ctx context.Context, at clauses.Revision) iter.Seq2[clauses.Document, error] {
	return func(yield func(clauses.Document, error) bool) {
		p, err := s.Position(ctx)
		if err != nil {
			yield(clauses.Document{}, err)
			return
		}
		at := min(at, p.Revision)
		var next []byte // the first key of the next step
		for more := true; more; {
			var step []clauses.Document
			err := s.view(ctx, func(tx *bbolt.Tx) (err error) {
				step, next, err = readDocuments(tx, at, next)
				return err
			})
			more = next != nil && err == nil
			for _, d := range step {
				if !yield(d, nil) {
					return
				}
			}
			if err != nil {
				yield(clauses.Document{}, err)
				return
			}
		}
	}
}

// readDocuments reads one step of a walk from a key on. next is nil at the end.
func readDocuments(tx *bbolt.Tx, at clauses.Revision, from []byte) (step []clauses.Document, next []byte, err error) {
	cursor := tx.Bucket(instrumentsBucket).Cursor()
	size, rows := 0, 0
	for k, value := cursor.Seek(from); k != nil; k, value = cursor.Next() {
		if size >= stepBytes || rows >= stepRows {
			return step, bytes.Clone(k), nil
		}
		rows++
		var h head
		if err := json.Unmarshal(value, &h); err != nil {
			return step, nil, unreadable("instrument %s: %v", k, err)
		}
		if h.Purged {
			continue
		}
		v, ok, err := versionAt(tx, h.Revision, at)
		if err != nil {
			return step, nil, err
		}
		if !ok {
			continue
		}
		d, err := readDocument(tx, v)
		if err != nil {
			return step, nil, err
		}
		step = append(step, d)
		size += v.size()
	}
	return step, nil, nil
}

// versionAt goes back from the newest version of a document to the one that
// stood at a revision; ok is false where there was none.
func versionAt(tx *bbolt.Tx, newest, at clauses.Revision) (v version, ok bool, err error) {
	for revision := newest; revision != 0; revision = v.Previous {
		if v, err = readVersion(tx, revision); err != nil {
			return version{}, false, err
		}
		if revision <= at {
			return v, true, nil
		}
	}
	return version{}, false, nil
}
