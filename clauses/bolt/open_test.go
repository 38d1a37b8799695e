package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"clausebank/clauses"
)

func TestOpenAgain(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "record.db")
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	mustPut(t, s, document("ie-a", 2, "x"))
	before, err := s.Position(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), document("ie-b", 1, "x")); !errors.Is(err, clauses.ErrUnavailable) {
		t.Errorf("Put after Close: %v, want unavailable", err)
	}
	if _, _, err := s.Document(t.Context(), "ie-a"); !errors.Is(err, clauses.ErrUnavailable) {
		t.Errorf("Document after Close: %v, want unavailable", err)
	}
	again := openAt(t, path)
	if after, err := again.Position(t.Context()); err != nil || after != before {
		t.Errorf("Position = %+v, %v, want %+v", after, err, before)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != fileMode {
		t.Errorf("the file has mode %v, %v, want only its owner to read it", info.Mode(), err)
	}
}

func TestOpenInUse(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	start := time.Now()
	if _, err := Open(s.path); !errors.Is(err, ErrInUse) {
		t.Errorf("Open a second time: %v, want in use", err)
	}
	if err := Restore(t.Context(), bytes.NewReader(nil), s.path); !errors.Is(err, ErrInUse) {
		t.Errorf("Restore over an open store: %v, want in use", err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("it took %v to say so", took)
	}
}

func TestOpenUnreadable(t *testing.T) {
	t.Parallel()
	whole := bytesOf(t, document("ie-a", 200, strings.Repeat("word ", 200)))
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	db, err := bbolt.Open(foreign, fileMode, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	foreignBytes, err := os.ReadFile(foreign)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string][]byte{
		"empty":            {},
		"text":             []byte("not a store\n"),
		"long text":        bytes.Repeat([]byte("not a store\n"), 10_000),
		"zeros":            make([]byte, 1<<16),
		"another's tables": foreignBytes,
	}
	for _, size := range []int{1, 100, 4096, 5000, 8192, 12288, 16384, 20480, len(whole) / 2, len(whole) - 4096, len(whole) - 1} {
		tests[fmt.Sprintf("cut to %d of %d bytes", size, len(whole))] = whole[:size]
	}
	for name, content := range tests {
		path := filepath.Join(t.TempDir(), "record.db")
		if err := os.WriteFile(path, content, fileMode); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path)
		if err == nil {
			s.Close()
		}
		if !errors.Is(err, ErrUnreadable) || !strings.Contains(err.Error(), "restore it from a backup") {
			t.Errorf("%s: %v, want unreadable and what helps", name, err)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, content) {
			t.Errorf("%s: Open changed the file: %v", name, err)
		}
	}
	if _, err := Open(filepath.Join(t.TempDir(), "missing", "record.db")); err == nil || errors.Is(err, ErrUnreadable) {
		t.Errorf("in a missing directory: %v", err)
	}
	if _, err := Open(t.TempDir()); err == nil {
		t.Error("a directory opens as a store")
	}
}

// bytesOf returns the file of a store that holds these documents, without the
// unused end.
func bytesOf(t *testing.T, docs ...clauses.Document) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "record.db")
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	mustPut(t, s, docs...)
	size := int64(0)
	if err := s.view(t.Context(), func(tx *bbolt.Tx) error {
		size = tx.Size()
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b[:size]
}

func TestOpenNewer(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "record.db")
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.update(t.Context(), func(tx *bbolt.Tx) error { return putNumber(tx, formatKey, fileFormat+1) }); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); !errors.Is(err, ErrNewer) || errors.Is(err, ErrUnreadable) {
		t.Errorf("Open: %v, want newer", err)
	}
}

// TestDamage flips bytes all over a file. Whatever they hit, nothing panics or
// runs for ever, and what is read without an error is what was stored. The
// first two pages are left alone: they say in turn which transaction is the
// last, and bbolt takes a damaged one for one that a crash has cut short.
func TestDamage(t *testing.T) {
	t.Parallel()
	skipWithRaceDetector(t)
	stored := make(map[clauses.InstrumentID]string)
	var docs []clauses.Document
	for i := range 20 {
		d := document(clauses.InstrumentID(fmt.Sprintf("ie-%02d", i)), 1+i*2, strings.Repeat("word ", 50))
		docs = append(docs, d)
		stored[d.Instrument.ID] = d.Hash()
	}
	whole := bytesOf(t, docs...)
	const seed, flips = 7, 200
	pageSize := os.Getpagesize()
	random := rand.New(rand.NewPCG(seed, 0))
	noticed := 0
	for range flips {
		damaged := bytes.Clone(whole)
		at := 2*pageSize + random.IntN(len(damaged)-2*pageSize)
		damaged[at] ^= byte(1 + random.IntN(255))
		path := filepath.Join(t.TempDir(), "record.db")
		if err := os.WriteFile(path, damaged, fileMode); err != nil {
			t.Fatal(err)
		}
		found, err := readAll(t, path, stored)
		if err != nil {
			t.Errorf("byte %d changed: %v", at, err)
		}
		if found {
			noticed++
		}
	}
	if noticed < flips/2 {
		t.Errorf("only %d of %d damages were noticed", noticed, flips)
	}
}

// readAll reads a damaged store in every way. It reports whether the damage was
// noticed; the error says that it gave a wrong answer.
func readAll(t *testing.T, path string, stored map[clauses.InstrumentID]string) (noticed bool, err error) {
	t.Helper()
	s, err := Open(path)
	if err != nil {
		return true, nil
	}
	defer s.Close()
	report, err := s.Verify(t.Context())
	if err != nil {
		return true, err
	}
	noticed = len(report.Faults) > 0
	for d, err := range s.Documents(t.Context(), ^clauses.Revision(0)) {
		if err != nil {
			break
		}
		if d.Hash() != stored[d.Instrument.ID] {
			return noticed, fmt.Errorf("Documents gives a wrong %s", d.Instrument.ID)
		}
	}
	for id, hash := range stored {
		d, _, err := s.Document(t.Context(), id)
		if err == nil && d.Hash() != hash {
			return noticed, fmt.Errorf("Document gives a wrong %s", id)
		}
		if err != nil && !noticed {
			return noticed, fmt.Errorf("Verify finds no fault, and Document says %w", err)
		}
	}
	if _, err := s.Put(t.Context(), document("ie-new", 1, "x")); err != nil && !noticed {
		return noticed, fmt.Errorf("Verify finds no fault, and Put says %w", err)
	}
	return noticed, nil
}
