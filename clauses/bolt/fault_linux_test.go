package bolt

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	bbolterrors "go.etcd.io/bbolt/errors"

	"clausebank/clauses"
)

// TestFull lets the file reach the largest size that it may have: what does not
// fit is refused whole, and the store goes on.
func TestFull(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	first := document("ie-a", 3, "first")
	mustPut(t, s, first)
	s.data.MaxSize = 4 << 20
	s.data.AllocSize = 1 << 20
	long := document("ie-long", 100, strings.Repeat("long ", 10_000))
	if r, err := s.Put(t.Context(), document("ie-b", 1, "x"), long); !errors.Is(err, clauses.ErrUnavailable) || !errors.Is(err, bbolterrors.ErrMaxSizeReached) || r != (clauses.Receipt{}) {
		t.Fatalf("Put of too much: %+v, %v", r, err)
	}
	checkAfterFailure(t, s, first)
	s.data.MaxSize = 0
	if r, err := s.Put(t.Context(), long); err != nil || r.Revision != 3 {
		t.Errorf("with room again: %+v, %v", r, err)
	}
	checkSound(t, s)
}

// checkAfterFailure fails the test unless the store is as it was with one
// document, and takes another.
func checkAfterFailure(t *testing.T, s *Store, only clauses.Document) {
	t.Helper()
	report := checkSound(t, s)
	if report.Revision != 1 || report.Documents != 1 {
		t.Errorf("after a failed Put: %+v", report)
	}
	d, _, err := s.Document(t.Context(), only.Instrument.ID)
	if err != nil || d.Hash() != only.Hash() {
		t.Errorf("after a failed Put: %s, %v", d.Instrument.ID, err)
	}
	if r, err := s.Put(t.Context(), document("ie-small", 1, "fits")); err != nil || r.Revision != 2 {
		t.Errorf("after a failed Put: %+v, %v", r, err)
	}
}

// TestWriteFails takes the file away from under bbolt, so that writes to it
// fail as on a disk that is full or gone.
func TestWriteFails(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "record.db")
	openAt(t, path).Close()
	db, file, err := openFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := &Store{path: path, now: time.Now, data: &data{DB: db}}
	defer s.Close()
	first := document("ie-a", 3, "first")
	mustPut(t, s, first)
	giveBack := readOnly(t, file)
	for range 2 {
		if _, err := s.Put(t.Context(), document("ie-b", 1, "x")); !errors.Is(err, clauses.ErrUnavailable) {
			t.Errorf("Put that cannot be written: %v, want unavailable", err)
		}
	}
	if _, err := s.PutIf(t.Context(), document("ie-b", 1, "x"), 0); !errors.Is(err, clauses.ErrUnavailable) {
		t.Errorf("PutIf that cannot be written: %v, want unavailable", err)
	}
	giveBack()
	checkAfterFailure(t, s, first)
}

// readOnly lets writes to a file fail until the function that it returns is
// called.
func readOnly(t *testing.T, file *os.File) func() {
	t.Helper()
	fd := int(file.Fd())
	kept, err := syscall.Dup(fd)
	if err != nil {
		t.Fatal(err)
	}
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if err := syscall.Dup3(int(null.Fd()), fd, 0); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := syscall.Dup3(kept, fd, 0); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Close(kept); err != nil {
			t.Fatal(err)
		}
	}
}

// TestUnsureWrite fails a commit after the last page is written: whether it
// lasts nobody knows, so nothing more may be written.
func TestUnsureWrite(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	mustPut(t, s, document("ie-a", 1, "x"))
	tx, end, err := s.begin()
	if err != nil {
		t.Fatal(err)
	}
	id := tx.ID()
	end()
	cause := errors.New("input/output error")
	if err := s.commitFailed(id+1, cause); !errors.Is(err, clauses.ErrUnavailable) || s.broken != nil {
		t.Errorf("before the last page: %v, broken %v", err, s.broken)
	}
	if err := s.commitFailed(id, cause); !errors.Is(err, cause) {
		t.Errorf("after the last page: %v", err)
	}
	if _, err := s.Put(t.Context(), document("ie-b", 1, "x")); !errors.Is(err, clauses.ErrUnavailable) || !errors.Is(err, cause) {
		t.Errorf("Put: %v, want unavailable with the cause", err)
	}
	if _, _, err := s.Document(t.Context(), "ie-a"); err != nil {
		t.Errorf("Document: %v", err)
	}
}

func init() { children["fill"] = fillLimited }

// limitedFile is how long files of TestDiskFull's process may be.
const limitedFile = 24 << 20

// TestDiskFull lets the system refuse to lengthen files, in a process of its
// own.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "record.db")
	out, err := child(t.Context(), t, "fill", path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	s := openAt(t, path)
	report := checkSound(t, s)
	if want := fmt.Sprintf("stored %d\n", report.Revision); string(out) != want {
		t.Errorf("the process says %q, the file holds %q", out, want)
	}
	mustPut(t, s, document("ie-room", 100, strings.Repeat("word ", 10_000)))
}

// fillLimited puts documents until the file may grow no more, then one that
// fits, and says how many were stored.
func fillLimited(path string) error {
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: limitedFile, Max: limitedFile}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	s, err := Open(path)
	if err != nil {
		return err
	}
	ctx := context.Background()
	text := strings.Repeat("word ", 2000)
	n := 0
	for ; ; n++ {
		_, err := s.Put(ctx, document(clauses.InstrumentID(fmt.Sprintf("ie-%04d", n)), 100, text))
		if errors.Is(err, clauses.ErrUnavailable) {
			break
		}
		if err != nil || n > 100 {
			return fmt.Errorf("document %d: %v, want no more than some to fit", n, err)
		}
	}
	if _, err := s.Put(ctx, document("ie-small", 1, "fits")); err != nil {
		return fmt.Errorf("a small one after the failure: %w", err)
	}
	fmt.Println("stored", n+1)
	return s.Close()
}

// TestTimeRunsForward sets the clock back.
func TestTimeRunsForward(t *testing.T) {
	t.Parallel()
	s := openNew(t)
	noon := time.Date(2026, time.November, 21, 12, 0, 0, 999_999, time.UTC)
	want := []time.Time{noon.Truncate(time.Millisecond), noon.Truncate(time.Millisecond), noon.Add(time.Hour).Truncate(time.Millisecond)}
	for i, now := range []time.Time{noon, noon.Add(-time.Hour), noon.Add(time.Hour)} {
		s.now = func() time.Time { return now }
		r := mustPut(t, s, document("ie-a", 1, fmt.Sprint(i)))
		for c, err := range s.Changes(t.Context(), r.Revision-1) {
			if err != nil || !c.Time.Equal(want[i]) {
				t.Errorf("change %d at %v, %v, want %v", i, c.Time, err, want[i])
			}
		}
	}
}
