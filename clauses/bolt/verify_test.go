package bolt

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"clausebank/clauses"
)

// TestVerifyFinds breaks a sound store in one place each time.
func TestVerifyFinds(t *testing.T) {
	t.Parallel()
	edit := func(table []byte, key string, change func(value []byte) []byte) func(tx *bbolt.Tx) error {
		return func(tx *bbolt.Tx) error {
			b := tx.Bucket(table)
			value := bytes.Clone(b.Get([]byte(key)))
			if value = change(value); value == nil {
				return b.Delete([]byte(key))
			}
			return b.Put([]byte(key), value)
		}
	}
	remove := func([]byte) []byte { return nil }
	add := func(text string) func([]byte) []byte { return func([]byte) []byte { return []byte(text) } }
	flip := func(old, new string) func([]byte) []byte {
		return func(b []byte) []byte { return bytes.Replace(b, []byte(old), []byte(new), 1) }
	}
	one, two := string(revisionKey(1)), string(revisionKey(2))
	tests := map[string]struct {
		change func(tx *bbolt.Tx) error
		place  string
	}{
		"a version is lost":           {edit(versionsBucket, one, remove), "instrument ie-a"},
		"a version is changed":        {edit(versionsBucket, two, flip("ie-a", "ie-x")), "version 2"},
		"a version is of another key": {edit(versionsBucket, string(revisionKey(9)), add("x")), "version 9"},
		"a key is no revision":        {edit(versionsBucket, "odd", add("x")), "version key 6f6464"},
		"a body is lost":              {edit(bodiesBucket, string(chunkKey(2, 0)), remove), "version 2"},
		"a body is changed":           {edit(bodiesBucket, string(chunkKey(1, 0)), flip("first", "worst")), "version 1"},
		"a body is left over":         {edit(bodiesBucket, string(chunkKey(7, 0)), add("secret")), "body 7.0"},
		"bytes are left over":         {edit(bodiesBucket, string(chunkKey(2, 0)), func(b []byte) []byte { return append(b, "secret"...) }), "body 2.0"},
		"a row is lost":               {edit(instrumentsBucket, "ie-b", remove), "versions"},
		"a row is older":              {edit(instrumentsBucket, "ie-a", flip(`"revision":2`, `"revision":1`)), "instrument ie-a"},
		"a row is no JSON":            {edit(instrumentsBucket, "ie-a", add("{")), "instrument ie-a"},
		"a clause is lost":            {edit(clausesBucket, "ie-a.1", remove), "instrument ie-a"},
		"a clause points elsewhere":   {edit(clausesBucket, "ie-a.1", flip(`"body":"2.`, `"body":"1.`)), "instrument ie-a"},
		"a clause is too many":        {edit(clausesBucket, "ie-a.9", add(`{"body":"2.0.0.1.00000000"}`)), "clauses"},
		"a link is lost":              {edit(linksBucket, "ie-b\x00ie-a", remove), "link from ie-a to ie-b"},
		"a link is another":           {edit(linksBucket, "ie-b\x00ie-a", flip("amends", "annuls")), "link from ie-a to ie-b"},
		"a link is too many":          {edit(linksBucket, "ie-b\x00ie-a.1", add(`["amends"]`)), "link from ie-a.1 to ie-b"},
		"an identifier is lost":       {edit(identifiersBucket, "x1\x00ie-a", remove), "instrument ie-a"},
		"an identifier is too many":   {edit(identifiersBucket, "x2\x00ie-a", add("")), "identifier x2 of ie-a"},
		"the revision is older":       {edit(metaBucket, "revision", add(one)), "version 2"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openNew(t)
			d := document("ie-a", 2, "first")
			d.Instrument.Identifiers = []clauses.Identifier{{Scheme: "X", Value: "X-1"}}
			mustPut(t, s, d)
			d.Instrument.Relations = []clauses.Relation{{Type: clauses.Amends, To: "ie-b"}}
			d.Clauses[0].Note = "second"
			mustPut(t, s, d)
			mustPut(t, s, document("ie-b", 1, "x"))
			checkSound(t, s)
			if err := s.update(t.Context(), test.change); err != nil {
				t.Fatal(err)
			}
			report, err := s.Verify(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range report.Faults {
				if f.Place == test.place {
					return
				}
			}
			t.Errorf("Verify finds %v, want a fault at %s", report.Faults, test.place)
		})
	}
}

// TestDamagedBodyIsNotShown reads a clause whose bytes have changed.
func TestDamagedBodyIsNotShown(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	mustPut(t, s, document("ie-a", 2, "sixty days"))
	if err := s.update(t.Context(), func(tx *bbolt.Tx) error {
		b := tx.Bucket(bodiesBucket)
		return b.Put(chunkKey(1, 0), bytes.ReplaceAll(b.Get(chunkKey(1, 0)), []byte("sixty"), []byte("forty")))
	}); err != nil {
		t.Fatal(err)
	}
	if c, _, err := s.Clause(t.Context(), "ie-a.1"); !errors.Is(err, ErrUnreadable) || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("Clause = %+v, %v, want unreadable", c, err)
	}
	for _, err := range s.Changes(t.Context(), 0) {
		if !errors.Is(err, ErrUnreadable) {
			t.Errorf("Changes: %v, want unreadable", err)
		}
	}
}

func TestVerifyStops(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	mustPut(t, s, document("ie-a", 2, "x"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Verify(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Verify: %v, want context.Canceled", err)
	}
}
