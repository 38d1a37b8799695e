package bolt

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"unicode"

	"go.etcd.io/bbolt"

	"clausebank/clauses"
)

// maxIdentifier is how many bytes of letters and digits of an identifier are
// looked at; longer ones with the same beginning count as the same.
const maxIdentifier = 256

// pairKey is "left NUL right"; no left side has a NUL in it.
func pairKey(left, right string) []byte { return []byte(left + "\x00" + right) }

// linksOf collects the types of relations by where they point to. A relation to
// something that cannot be an ID points to nothing.
func linksOf(relations []clauses.Relation) map[string][]clauses.RelationType {
	types := make(map[string][]clauses.RelationType)
	for _, r := range relations {
		if clauses.InstrumentID(r.To).Valid() || clauses.ClauseID(r.To).Valid() {
			types[r.To] = append(types[r.To], r.Type)
		}
	}
	return types
}

// relink replaces the links that go out from an instrument or a clause.
func relink(tx *bbolt.Tx, from string, old, now []clauses.Relation) error {
	table := tx.Bucket(linksBucket)
	before, after := linksOf(old), linksOf(now)
	for to := range before {
		if after[to] == nil {
			if err := table.Delete(pairKey(to, from)); err != nil {
				return err
			}
		}
	}
	for to, types := range after {
		value, err := encode(types)
		if err != nil {
			return err
		}
		if err := table.Put(pairKey(to, from), value); err != nil {
			return err
		}
	}
	return nil
}

// Links returns the relations that point to an instrument or a clause, from
// documents as they now stand (withdrawn instruments included), ordered by
// where they come from.
func (s *Store) Links(ctx context.Context, to string) (links []clauses.Link, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		return scanPairs(tx.Bucket(linksBucket), to, func(from string, value []byte) error {
			var types []clauses.RelationType
			if err := json.Unmarshal(value, &types); err != nil {
				return unreadable("links to %s from %s: %v", to, from, err)
			}
			for _, t := range types {
				links = append(links, clauses.Link{From: from, Type: t, To: to})
			}
			return nil
		})
	})
	return links, err
}

// scanPairs visits the pairs with one left side in the order of their right
// sides.
func scanPairs(table *bbolt.Bucket, left string, visit func(right string, value []byte) error) error {
	prefix := pairKey(left, "")
	cursor := table.Cursor()
	for k, v := cursor.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = cursor.Next() {
		if err := visit(string(k[len(prefix):]), v); err != nil {
			return err
		}
	}
	return nil
}

// foldIdentifier returns what counts of an identifier: its letters and digits
// in lower case.
func foldIdentifier(value string) string {
	folded := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, value)
	if len(folded) > maxIdentifier {
		folded = folded[:maxIdentifier]
	}
	return folded
}

func identifiersOf(identifiers []clauses.Identifier) map[string]bool {
	values := make(map[string]bool)
	for _, i := range identifiers {
		if folded := foldIdentifier(i.Value); folded != "" {
			values[folded] = true
		}
	}
	return values
}

// reidentify replaces the identifiers of an instrument.
func reidentify(tx *bbolt.Tx, id clauses.InstrumentID, old, now []clauses.Identifier) error {
	table := tx.Bucket(identifiersBucket)
	before, after := identifiersOf(old), identifiersOf(now)
	for value := range before {
		if !after[value] {
			if err := table.Delete(pairKey(value, string(id))); err != nil {
				return err
			}
		}
	}
	for value := range after {
		if err := table.Put(pairKey(value, string(id)), nil); err != nil {
			return err
		}
	}
	return nil
}

// ByIdentifier returns the instruments that have an identifier with this value,
// in the order of their IDs, withdrawn ones included. Case, spaces and
// punctuation do not count.
func (s *Store) ByIdentifier(ctx context.Context, value string) (ids []clauses.InstrumentID, err error) {
	folded := foldIdentifier(value)
	if folded == "" {
		return nil, ctx.Err()
	}
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		return scanPairs(tx.Bucket(identifiersBucket), folded, func(id string, _ []byte) error {
			ids = append(ids, clauses.InstrumentID(id))
			return nil
		})
	})
	return ids, err
}
