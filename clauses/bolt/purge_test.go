package bolt

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"clausebank/clauses"
)

const secret = "xylophone"

// secretDocument holds the secret in everything that Purge must remove.
func secretDocument(id clauses.InstrumentID) clauses.Document {
	d := document(id, 30, strings.Repeat(secret+" ", 100))
	d.Instrument.Titles = []clauses.Title{{Language: "en", Text: secret, Kind: clauses.OfficialTitle}}
	d.Instrument.Identifiers = []clauses.Identifier{{Scheme: "X", Value: secret}}
	d.Instrument.Relations = []clauses.Relation{{Type: clauses.Amends, To: "ie-" + secret}}
	d.Clauses[0].Relations = []clauses.Relation{{Type: clauses.RestsOn, To: "ie-" + secret + ".1"}}
	return d
}

// putSecrets stores two states of a document that holds the secret, and a note.
func putSecrets(t *testing.T, s *Store) {
	t.Helper()
	d := secretDocument("ie-secret")
	mustPut(t, s, d, document("ie-other", 3, "words"))
	for i := range d.Clauses {
		d.Clauses[i].Note = "changed, " + secret
	}
	d.Correction = &clauses.Correction{Reason: secret}
	mustPut(t, s, d)
	if err := s.SetNotes(t.Context(), map[string]string{"library/ie-secret": secret}); err != nil {
		t.Fatal(err)
	}
}

// holdsSecret reports whether the secret is anywhere in the store's directory.
func holdsSecret(t *testing.T, s *Store) bool {
	t.Helper()
	files, err := os.ReadDir(filepath.Dir(s.path))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(filepath.Dir(s.path), f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte(secret)) {
			return true
		}
	}
	return false
}

func TestPurgeLeavesNoByte(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	putSecrets(t, s)
	if !holdsSecret(t, s) {
		t.Fatal("the secret is not in the file before the purge: the test proves nothing")
	}
	if _, err := s.Purge(t.Context(), "ie-secret", "a court order"); err != nil {
		t.Fatal(err)
	}
	if holdsSecret(t, s) {
		t.Error("the secret is still in the file")
	}
	var backup bytes.Buffer
	if err := s.Backup(t.Context(), &backup); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(backup.Bytes(), []byte(secret)) {
		t.Error("the secret is in a backup made after the purge")
	}
	checkSound(t, s)
	mustPut(t, s, document("ie-other", 3, "other words"))
	if _, err := Open(s.path); err == nil {
		t.Error("the new file is not locked")
	}
}

// TestPurgeFinished stops a purge after it is stored and before the file is
// written anew: the next that opens the file, purges or backs up finishes it.
func TestPurgeFinished(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	finishers := map[string]func(t *testing.T, s *Store) *Store{
		"open": func(t *testing.T, s *Store) *Store {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			return openAt(t, s.path)
		},
		"purge": func(t *testing.T, s *Store) *Store {
			if at, err := s.Purge(ctx, "ie-secret", "a court order"); err != nil || at != 4 {
				t.Errorf("Purge again = %d, %v, want 4", at, err)
			}
			return s
		},
		"back up": func(t *testing.T, s *Store) *Store {
			var backup bytes.Buffer
			if err := s.Backup(ctx, &backup); err != nil || bytes.Contains(backup.Bytes(), []byte(secret)) {
				t.Errorf("the backup holds the secret (%v)", err)
			}
			return s
		},
	}
	for name, finish := range finishers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openNew(t)
			putSecrets(t, s)
			path := s.path
			s.path = filepath.Join(path, "no directory") // the new file cannot be made
			if _, err := s.Purge(ctx, "ie-secret", "a court order"); err == nil {
				t.Fatal("Purge succeeds without writing the file anew")
			}
			s.path = path
			if !holdsSecret(t, s) {
				t.Fatal("the secret is gone already: the test proves nothing")
			}
			s = finish(t, s)
			if holdsSecret(t, s) {
				t.Error("the secret is still in the file")
			}
			checkSound(t, s)
		})
	}
}

// TestPurgeBesideReaders purges while a walk goes on and a transaction is open.
func TestPurgeBesideReaders(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	putSecrets(t, s)
	backup := &slowWriter{begun: make(chan struct{}), goOn: make(chan struct{})}
	done := make(chan error)
	go func() { done <- s.Backup(context.WithoutCancel(t.Context()), backup) }()
	<-backup.begun
	purged := make(chan error)
	go func() {
		_, err := s.Purge(context.WithoutCancel(t.Context()), "ie-secret", "a court order")
		purged <- err
	}()
	// The purge waits for the backup before it lets go of the old file, but
	// what is read meanwhile comes from the old or the new one.
	for n := 0; n < 2000; n++ {
		if _, _, err := s.Document(t.Context(), "ie-other"); err != nil {
			t.Fatal(err)
		}
	}
	close(backup.goOn)
	if err := <-done; err != nil {
		t.Errorf("Backup: %v", err)
	}
	if err := <-purged; err != nil {
		t.Errorf("Purge: %v", err)
	}
	if _, err := s.Put(t.Context(), document("ie-new", 1, "x")); err != nil {
		t.Error(err)
	}
	if holdsSecret(t, s) {
		t.Error("the secret is still in the file")
	}
	checkSound(t, s)
}

// A slowWriter lets the first write wait.
type slowWriter struct {
	begun, goOn chan struct{}
	buffer      bytes.Buffer
}

func (w *slowWriter) Write(p []byte) (int, error) {
	if w.buffer.Len() == 0 {
		close(w.begun)
		<-w.goOn
	}
	return w.buffer.Write(p)
}
