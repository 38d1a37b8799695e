package bolt

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"go.etcd.io/bbolt"

	"clausebank/clauses"
)

// Note returns a small fact that is kept beside the record, "" where there is
// none.
func (s *Store) Note(ctx context.Context, key string) (note string, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		note = string(tx.Bucket(notesBucket).Get([]byte(key)))
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("note %q: %w", key, err)
	}
	return note, nil
}

// SetNotes keeps small facts beside the record, all of them or none; "" forgets
// one. They get no revision. A note whose key is an instrument's ID, or ends in
// '/' and the ID, goes when the instrument is purged.
func (s *Store) SetNotes(ctx context.Context, notes map[string]string) error {
	err := s.update(ctx, func(tx *bbolt.Tx) error {
		table := tx.Bucket(notesBucket)
		for key, note := range notes {
			if key == "" {
				return errors.New("a note needs a key")
			}
			if note == "" {
				if err := table.Delete([]byte(key)); err != nil {
					return fmt.Errorf("%q: %w", key, err)
				}
				continue
			}
			if err := table.Put([]byte(key), []byte(note)); err != nil {
				return fmt.Errorf("%q: %w", key, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("set notes: %w", err)
	}
	return nil
}

// forgetNotes removes the notes on an instrument.
func forgetNotes(tx *bbolt.Tx, id clauses.InstrumentID) error {
	table := tx.Bucket(notesBucket)
	var keys [][]byte
	if err := table.ForEach(func(k, _ []byte) error {
		if isNoteOn(string(k), id) {
			keys = append(keys, k)
		}
		return nil
	}); err != nil {
		return err
	}
	for _, k := range keys {
		if err := table.Delete(k); err != nil {
			return err
		}
	}
	return nil
}

func isNoteOn(key string, id clauses.InstrumentID) bool {
	return key == string(id) || strings.HasSuffix(key, "/"+string(id))
}
