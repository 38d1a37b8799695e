package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"sort"

	"github.com/rs/zerolog"

	"clausebank/clauses"
	"clausebank/clauses/bolt"
	"clausebank/clauses/corpus"
)

// Notes beside the record that say which built-in library was loaded.
const (
	libraryNote  = "library.hash"      // of the whole library
	documentNote = "library.document." // and the instrument's ID: hash of the built-in document as it was loaded
)

// loadBuiltin brings the built-in library into the record. A document that is
// not there is added. One that was changed here since it was loaded (or was
// withdrawn or purged) is left alone, and that is logged once for each version
// of the library. When this version has been loaded before, nothing is parsed.
func loadBuiltin(ctx context.Context, store *bolt.Store, log zerolog.Logger) error {
	loaded, err := store.Note(ctx, libraryNote)
	if err != nil || loaded == corpus.Hash() {
		return err
	}
	documents, err := corpus.Documents()
	if err != nil {
		return err
	}
	var missing, changed []clauses.Document
	notes := map[string]string{libraryNote: corpus.Hash()}
	for _, d := range documents {
		standing, err := standingOf(ctx, store, d)
		if err != nil {
			return err
		}
		switch standing {
		case missingHere:
			missing = append(missing, d)
		case olderHere:
			changed = append(changed, d)
		case keptHere:
			log.Warn().Str("instrument", string(d.Instrument.ID)).Msg("built-in document left as it is: it was changed here; see 'clausebank library diff'")
			continue
		}
		notes[documentNote+string(d.Instrument.ID)] = d.Hash()
	}
	if _, err := store.Put(ctx, missing...); err != nil {
		return err
	}
	for _, d := range changed {
		var invalid *clauses.InvalidError
		_, err := store.Put(ctx, d)
		if errors.As(err, &invalid) {
			log.Error().Err(err).Str("instrument", string(d.Instrument.ID)).Msg("built-in document left as it is: the record refuses the new one")
			delete(notes, documentNote+string(d.Instrument.ID))
			continue
		}
		if err != nil {
			return err
		}
	}
	if err := store.SetNotes(ctx, notes); err != nil {
		return err
	}
	log.Info().Int("added", len(missing)).Int("replaced", len(changed)).Int("documents", len(documents)).Msg("built-in library loaded")
	return nil
}

// standing says how a stored document stands to the built-in one.
type standing int

const (
	sameHere    standing = iota // stored as it is built in
	missingHere                 // never stored
	olderHere                   // stored as an older version of the library had it
	keptHere                    // changed, withdrawn or purged here
)

func standingOf(ctx context.Context, store *bolt.Store, builtin clauses.Document) (standing, error) {
	id := builtin.Instrument.ID
	stored, _, err := store.Document(ctx, id)
	switch {
	case errors.Is(err, clauses.ErrNotFound):
		return missingHere, nil
	case errors.Is(err, clauses.ErrGone):
		return keptHere, nil
	case err != nil:
		return 0, err
	case stored.Hash() == builtin.Hash():
		return sameHere, nil
	}
	loaded, err := store.Note(ctx, documentNote+string(id))
	if err != nil {
		return 0, err
	}
	if stored.Hash() == loaded {
		return olderHere, nil
	}
	return keptHere, nil
}

type libraryCommand struct {
	Diff diffCommand `cmd:"" help:"Show which built-in documents stand otherwise in the record, and where."`
}

type diffCommand struct{}

// Run prints every built-in document that the record has otherwise, with the
// paths at which the two differ.
func (diffCommand) Run(ctx context.Context, p *program) error {
	store, err := p.openRecordAlone()
	if err != nil {
		return err
	}
	defer store.Close()
	documents, err := corpus.Documents()
	if err != nil {
		return err
	}
	different := 0
	for _, builtin := range documents {
		id := builtin.Instrument.ID
		stored, _, err := store.Document(ctx, id)
		switch gone := (*clauses.GoneError)(nil); {
		case errors.Is(err, clauses.ErrNotFound):
			fmt.Fprintf(p.out, "%s: not in the record\n", id)
		case errors.As(err, &gone):
			fmt.Fprintf(p.out, "%s: withdrawn here on %s: %s\n", id, gone.Withdrawal.Date, gone.Withdrawal.Reason)
		case err != nil:
			return err
		case stored.Hash() == builtin.Hash():
			continue
		default:
			fmt.Fprintf(p.out, "%s: changed here\n", id)
			if err := printDifference(p.out, builtin, stored); err != nil {
				return err
			}
		}
		different++
	}
	fmt.Fprintf(p.out, "%d of %d built-in documents stand otherwise in the record\n", different, len(documents))
	return nil
}

// printDifference prints the paths at which two documents differ.
func printDifference(w io.Writer, builtin, stored clauses.Document) error {
	trees := make([]any, 2)
	for i, d := range []clauses.Document{builtin, stored} {
		b, err := d.Encode()
		if err != nil {
			return err
		}
		if err := json.Unmarshal(b, &trees[i]); err != nil {
			return err
		}
	}
	for _, line := range differences("", trees[0], trees[1]) {
		fmt.Fprintf(w, "  %s\n", line)
	}
	return nil
}

func differences(path string, a, b any) []string {
	if reflect.DeepEqual(a, b) {
		return nil
	}
	var lines []string
	switch a := a.(type) {
	case map[string]any:
		if b, ok := b.(map[string]any); ok {
			keys := slices.Collect(maps.Keys(a))
			for k := range b {
				if _, both := a[k]; !both {
					keys = append(keys, k)
				}
			}
			sort.Strings(keys)
			for _, k := range keys {
				lines = append(lines, differences(join(path, k), a[k], b[k])...)
			}
			return lines
		}
	case []any:
		if b, ok := b.([]any); ok && len(a) == len(b) {
			for i := range a {
				lines = append(lines, differences(fmt.Sprintf("%s[%d]", path, i), a[i], b[i])...)
			}
			return lines
		}
	}
	return []string{fmt.Sprintf("%s: built in %s, here %s", path, brief(a), brief(b))}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// briefRunes is how much of a value library diff shows.
const briefRunes = 80

func brief(v any) string {
	if v == nil {
		return "nothing"
	}
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	if runes := []rune(string(b)); len(runes) > briefRunes {
		return string(runes[:briefRunes]) + "…"
	}
	return string(b)
}
