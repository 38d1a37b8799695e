package bolt

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"clausebank/clauses"
)

// requireVariable makes a missing strace a failure.
const requireVariable = "CLAUSEBANK_REQUIRE_STRACE"

// TestReplay proves what kills cannot: that everything is synced before it is
// acknowledged. strace records what a process does to its files while it takes
// some steps and acknowledges each. Then, for every prefix of that record, the
// files are made as a loss of power may leave them; each time the store must
// open, be sound, and stand where a step ended: the last one acknowledged, or
// the one after it.
func TestReplay(t *testing.T) {
	t.Parallel()
	skipWithRaceDetector(t)
	strace, err := exec.LookPath("strace")
	if err != nil {
		const warning = "NOT RUN: strace is missing, so nothing shows that a sync comes before every acknowledgement"
		if os.Getenv(requireVariable) == "1" {
			t.Fatal(warning)
		}
		t.Skip(warning)
	}
	calls, dir := record(t, strace)
	seed := setting(t, seedVariable, 1)
	tried, err := replay(t, seed, dir, calls)
	t.Logf("%d calls, %d states of the disk; %s=%d", len(calls), tried, seedVariable, seed)
	if err != nil {
		t.Error(err)
	}
	if tried < 10*len(steps) {
		t.Errorf("only %d states of the disk for %d steps: the record is not complete", tried, len(steps))
	}

	unsynced := func(names ...string) []call {
		return slices.DeleteFunc(slices.Clone(calls), func(c call) bool { return slices.Contains(names, c.name) })
	}
	if _, err := replay(t, seed, dir, unsynced("fdatasync")); err == nil {
		t.Error("without the syncs of files the replay finds no loss: it proves nothing")
	}
	if _, err := replay(t, seed, dir, unsynced("fsync")); err == nil {
		t.Error("without the syncs of the directory the replay finds no loss: it proves nothing")
	}
}

// record runs the steps in a process of their own and returns the calls that it
// made, and the directory that it worked in.
func record(t *testing.T, strace string) ([]call, string) {
	t.Helper()
	dir := t.TempDir()
	trace := filepath.Join(t.TempDir(), "trace")
	cmd := child(t.Context(), t, "steps", filepath.Join(dir, storeName),
		strace, "-f", "-xx", "-s", "100000000", "-o", trace, "-e", "trace="+tracedCalls)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	f, err := os.Open(trace)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	calls, err := readTrace(f)
	if err != nil {
		t.Fatal(err)
	}
	return calls, dir
}

const storeName = "record.db"

// steps are what the recorded process does, each acknowledged when it returns.
var steps = []struct {
	name string
	do   func(ctx context.Context, r *recorded) error
}{
	{"put two", func(ctx context.Context, r *recorded) error {
		return r.put(ctx, document("ie-a", 3, "first"), document("ie-b", 1, "first"))
	}},
	{"change one", func(ctx context.Context, r *recorded) error {
		return r.put(ctx, document("ie-a", 3, "second"))
	}},
	{"put a long one", func(ctx context.Context, r *recorded) error {
		return r.put(ctx, document("ie-long", 40, strings.Repeat("long ", 400)))
	}},
	{"note", func(ctx context.Context, r *recorded) error {
		return r.s.SetNotes(ctx, map[string]string{"library": "1"})
	}},
	{"back up", func(ctx context.Context, r *recorded) error { return r.s.Backup(ctx, &r.backup) }},
	{"withdraw", func(ctx context.Context, r *recorded) error {
		_, err := r.s.Withdraw(ctx, "ie-b", "a double", "", 2)
		return err
	}},
	{"purge", func(ctx context.Context, r *recorded) error {
		_, err := r.s.Purge(ctx, "ie-a", "a court order")
		return err
	}},
	{"put after the purge", func(ctx context.Context, r *recorded) error {
		return r.put(ctx, document("ie-c", 2, "third"))
	}},
	{"put again", func(ctx context.Context, r *recorded) error {
		return r.put(ctx, document("ie-c", 2, "fourth"), document("ie-d", 20, "fourth"))
	}},
	{"restore", func(ctx context.Context, r *recorded) error {
		if err := r.s.Close(); err != nil {
			return err
		}
		if err := Restore(ctx, &r.backup, r.s.path); err != nil {
			return err
		}
		s, err := Open(r.s.path)
		r.s = s
		return err
	}},
	{"put after the restore", func(ctx context.Context, r *recorded) error {
		return r.put(ctx, document("ie-e", 2, "fifth"))
	}},
}

// recorded is what the steps work with.
type recorded struct {
	s      *Store
	backup bytes.Buffer
}

func (r *recorded) put(ctx context.Context, docs ...clauses.Document) error {
	_, err := r.s.Put(ctx, docs...)
	return err
}

// acknowledgement stands before the fingerprint that follows each step.
const acknowledgement = "done "

// takeSteps creates a store and takes the steps, and acknowledges each with the
// fingerprint of what the store then holds.
func takeSteps(path string) error {
	ctx := context.Background()
	s, err := Open(path)
	if err != nil {
		return err
	}
	r := &recorded{s: s}
	for i := -1; i < len(steps); i++ {
		if i >= 0 {
			if err := steps[i].do(ctx, r); err != nil {
				return fmt.Errorf("%s: %w", steps[i].name, err)
			}
		}
		print, err := fingerprint(ctx, r.s)
		if err != nil {
			return err
		}
		if _, err := fmt.Println(acknowledgement + print); err != nil {
			return err
		}
	}
	return r.s.Close()
}

// fingerprint is a hash of all that a store holds but its epoch.
func fingerprint(ctx context.Context, s *Store) (string, error) {
	h := sha256.New()
	p, err := s.Position(ctx)
	if err != nil {
		return "", err
	}
	note, err := s.Note(ctx, "library")
	if err != nil {
		return "", err
	}
	fmt.Fprintln(h, p.Store, p.Revision, note)
	for c, err := range s.Changes(ctx, 0) {
		if err != nil {
			return "", err
		}
		fmt.Fprintln(h, c.Revision, c.Time, c.Document.Hash(), c.Updated, c.Removed)
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

// replay makes the disk as a loss of power may leave it after every prefix of
// the calls, and looks at the store each time. It returns how many times it did
// so, and the first loss.
func replay(t *testing.T, seed uint64, dir string, calls []call) (tried int, err error) {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 0))
	var prints []string // of the steps
	for _, c := range calls {
		if p := acknowledged(c); p != "" {
			prints = append(prints, p)
		}
	}
	if len(prints) != len(steps)+1 {
		t.Fatalf("%d acknowledgements are recorded, want %d", len(prints), len(steps)+1)
	}
	d := newDisk(dir)
	done := 0
	for i, c := range calls {
		changed, err := d.apply(c)
		if err != nil {
			t.Fatalf("call %d: %v", i, err)
		}
		survivals := []survival{nothing, everything, something}
		if acknowledged(c) != "" {
			done++
			survivals = survivals[:1]
		} else if !changed {
			continue
		}
		for _, s := range survivals {
			tried++
			if err := look(t, d.after(s, random), prints, done); err != nil {
				return tried, fmt.Errorf("power is lost after call %d of %d (%s), %d steps acknowledged, %s of the unsynced survives: %w",
					i, len(calls), c.name, done-1, s, err)
			}
		}
	}
	return tried, nil
}

// acknowledged returns the fingerprint that a call acknowledges, if it does.
func acknowledged(c call) string {
	if c.name != "write" || c.args[0] != "1" {
		return ""
	}
	b, err := c.bytes(1)
	line, ok := strings.CutPrefix(string(b), acknowledgement)
	if err != nil || !ok {
		return ""
	}
	return strings.TrimSpace(line)
}

// look opens the store that is among files after done acknowledgements.
func look(t *testing.T, files map[string][]byte, prints []string, done int) error {
	t.Helper()
	dir, err := os.MkdirTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	for name, b := range files {
		if err := writeSparse(filepath.Join(dir, filepath.Base(name)), b); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, storeName)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && done == 0 {
		return nil // it was not there before the first step
	} else if err != nil {
		return err
	}
	s, err := Open(path)
	if err != nil {
		return err
	}
	defer s.Close()
	report, err := s.Verify(t.Context())
	if err != nil || len(report.Faults) > 0 {
		return fmt.Errorf("verify: %w, faults %v", err, report.Faults)
	}
	print, err := fingerprint(t.Context(), s)
	if err != nil {
		return err
	}
	allowed := prints[max(done-1, 0):min(done+1, len(prints))]
	if !slices.Contains(allowed, print) {
		return fmt.Errorf("it holds something else than after a step (that of step %d)", slices.Index(prints, print))
	}
	return nil
}

// writeSparse writes a file without the zeros at its end.
func writeSparse(name string, b []byte) error {
	if err := os.WriteFile(name, bytes.TrimRight(b, "\x00"), fileMode); err != nil {
		return err
	}
	return os.Truncate(name, int64(len(b)))
}
