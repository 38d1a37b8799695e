package bolt

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"go.etcd.io/bbolt"

	"clausebank/clauses"
)

func backupOf(t *testing.T, s *Store) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.Backup(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRestore(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	mustPut(t, s, document("ie-a", 3, "first"), document("ie-b", 1, "first"))
	if err := s.SetNotes(t.Context(), map[string]string{"library": "1"}); err != nil {
		t.Fatal(err)
	}
	backup := backupOf(t, s)
	at, err := s.Position(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want, err := fingerprint(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	mustPut(t, s, document("ie-a", 3, "second"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	damagedOld := filepath.Join(t.TempDir(), "record.db")
	if err := os.WriteFile(damagedOld, []byte("no store any more"), fileMode); err != nil {
		t.Fatal(err)
	}
	emptyOld := filepath.Join(t.TempDir(), "record.db")
	if err := os.WriteFile(emptyOld, nil, fileMode); err != nil {
		t.Fatal(err)
	}
	epochs := map[uint64]bool{at.Epoch: true}
	for _, place := range []struct{ name, path string }{
		{"over a store", s.path},
		{"over the restored store, at once", s.path},
		{"where there is none", filepath.Join(t.TempDir(), "record.db")},
		{"over one that is damaged", damagedOld},
		{"over an empty file", emptyOld},
	} {
		if err := Restore(t.Context(), iotest.OneByteReader(bytes.NewReader(backup)), place.path); err != nil {
			t.Errorf("%s: %v", place.name, err)
			continue
		}
		restored, err := Open(place.path)
		if err != nil {
			t.Fatal(err)
		}
		checkSound(t, restored)
		got, err := restored.Position(t.Context())
		if err != nil || got.Store != at.Store || got.Revision != at.Revision || got.Epoch <= at.Epoch {
			t.Errorf("%s: position %+v, %v, want that of %+v in a later epoch", place.name, got, err, at)
		}
		if place.path == s.path && epochs[got.Epoch] {
			t.Errorf("%s: epoch %d was there before", place.name, got.Epoch)
		}
		epochs[got.Epoch] = true
		if print, err := fingerprint(t.Context(), restored); err != nil || print != want {
			t.Errorf("%s: it holds something else (%v)", place.name, err)
		}
		if r, err := restored.Put(t.Context(), document("ie-a", 3, "third")); err != nil || r.Revision != at.Revision+1 {
			t.Errorf("%s: Put = %+v, %v", place.name, r, err)
		}
		if err := restored.Close(); err != nil {
			t.Fatal(err)
		}
		if files, err := os.ReadDir(filepath.Dir(place.path)); err != nil || len(files) != 1 {
			t.Errorf("%s: files left: %v, %v", place.name, files, err)
		}
	}
}

func TestRestoreRefused(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	mustPut(t, s, document("ie-a", 30, strings.Repeat("word ", 100)))
	backup := backupOf(t, s)
	flipped := bytes.Clone(backup)
	flipped[len(flipped)/2] ^= 1
	path := filepath.Join(t.TempDir(), "record.db")
	old := openAt(t, path)
	mustPut(t, old, document("ie-old", 1, "x"))
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	// A backup that is whole, of a record that is not.
	if err := s.update(t.Context(), func(tx *bbolt.Tx) error {
		return tx.Bucket(clausesBucket).Delete([]byte("ie-a.7"))
	}); err != nil {
		t.Fatal(err)
	}
	tests := map[string][]byte{
		"nothing":       nil,
		"something":     []byte("not a backup"),
		"cut short":     backup[:len(backup)-1],
		"cut in half":   backup[:len(backup)/2],
		"damaged":       flipped,
		"longer":        append(bytes.Clone(backup), '\n'),
		"of bad record": backupOf(t, s),
		"the data file": before,
	}
	for name, b := range tests {
		if err := Restore(t.Context(), bytes.NewReader(b), path); !errors.Is(err, ErrUnreadable) {
			t.Errorf("%s: %v, want unreadable", name, err)
		}
	}
	broken := errors.New("the line is cut")
	if err := Restore(t.Context(), iotest.TimeoutReader(bytes.NewReader(backup)), path); err == nil {
		t.Error("a reader that fails: no error")
	}
	if err := Restore(t.Context(), iotest.ErrReader(broken), path); !errors.Is(err, broken) {
		t.Errorf("a reader that fails: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Restore(ctx, bytes.NewReader(backup), path); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("a refused backup changed the store: %v", err)
	}
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
		t.Errorf("files left: %v, %v", files, err)
	}
}

// TestBackupWhileWriting writes much while a backup waits for its reader: the
// writers don't wait, and the backup is of the moment when it began.
func TestBackupWhileWriting(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	mustPut(t, s, document("ie-a", 3, "first"))
	w := &slowWriter{begun: make(chan struct{}), goOn: make(chan struct{})}
	done := make(chan error)
	go func() { done <- s.Backup(context.WithoutCancel(t.Context()), w) }()
	<-w.begun
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for i := range 10 {
		text := strings.Repeat("word ", 100*(i+1))
		if _, err := s.Put(ctx, document("ie-a", 300, text)); err != nil {
			t.Fatal(err)
		}
	}
	close(w.goOn)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "record.db")
	if err := Restore(t.Context(), &w.buffer, path); err != nil {
		t.Fatal(err)
	}
	restored := openAt(t, path)
	d, at, err := restored.Document(t.Context(), "ie-a")
	if err != nil || at != 1 || d.Hash() != document("ie-a", 3, "first").Hash() {
		t.Errorf("restored document at %d, %v, want it as it was when the backup began", at, err)
	}
}

func TestBackupFails(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	mustPut(t, s, document("ie-a", 3, "first"))
	broken := errors.New("the line is cut")
	if err := s.Backup(t.Context(), writerFunc(func([]byte) (int, error) { return 0, broken })); err == nil {
		t.Error("a writer that fails: no error")
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Backup(ctx, writerFunc(func(p []byte) (int, error) {
		cancel()
		return len(p), nil
	}))
	if !errors.Is(err, clauses.ErrUnavailable) && !strings.Contains(err.Error(), context.Canceled.Error()) {
		t.Errorf("cancelled: %v", err)
	}
	mustPut(t, s, document("ie-a", 3, "second"))
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
