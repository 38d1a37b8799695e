package bolt

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"clausebank/clauses"
)

const (
	killsVariable = "CLAUSEBANK_KILLS" // how many times to kill
	seedVariable  = "CLAUSEBANK_SEED"
	defaultKills  = 20
	killsPerFile  = 20
)

// setting reads a number from the environment.
func setting(t *testing.T, name string, otherwise uint64) uint64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// TestKilledWhileImporting kills a process that imports, at random moments,
// again and again on the same file. What the process has acknowledged must be
// there, and of what it had not, a whole group of documents or nothing.
func TestKilledWhileImporting(t *testing.T) {
	t.Parallel()
	kills := setting(t, killsVariable, defaultKills)
	seed := setting(t, seedVariable, uint64(time.Now().UnixNano()))
	t.Logf("%d kills; to repeat the moments: %s=%d", kills, seedVariable, seed)
	random := rand.New(rand.NewPCG(seed, 0))
	groups := 0
	for done := uint64(0); done < kills && !t.Failed(); done += killsPerFile {
		groups += killOften(t, random, int(min(killsPerFile, kills-done)))
	}
	t.Logf("%d groups of documents", groups)
	if groups < int(kills) {
		t.Errorf("only %d groups for %d kills: the test kills too early to tell anything", groups, kills)
	}
}

// killOften kills processes that import into one file, and returns how many
// groups of documents they have stored.
func killOften(t *testing.T, random *rand.Rand, kills int) (groups int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "record.db")
	for range kills {
		after := time.Duration(random.Int64N(int64(80 * time.Millisecond)))
		groups = checkImported(t, path, importAndKill(t, path, after, groups))
	}
	return groups
}

// importAndKill starts a process that imports, lets it go on for a while after
// its first acknowledgement, and kills it. It returns the last group that the
// process acknowledged.
func importAndKill(t *testing.T, path string, after time.Duration, last int) int {
	t.Helper()
	ctx, kill := context.WithCancel(t.Context()) // its end kills the process
	defer kill()
	cmd := child(ctx, t, "import", path)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for first := true; lines.Scan(); first = false {
		if first {
			time.AfterFunc(after, kill)
		}
		if last, err = strconv.Atoi(lines.Text()); err != nil {
			t.Fatal(err)
		}
	}
	if err := cmd.Wait(); err == nil || complaints.Len() > 0 {
		t.Fatalf("the process ended by itself: %v, %s", err, complaints.Bytes())
	}
	return last
}

// importForEver puts one group of documents after the other and says after
// each that it is stored. It goes on after the last group in the file.
func importForEver(path string) error {
	s, err := Open(path)
	if err != nil {
		return err
	}
	ctx := context.Background()
	last, err := lastGroup(ctx, s)
	if err != nil {
		return err
	}
	for n := last; ; n++ {
		if n > last {
			if _, err := s.Put(ctx, group(n)...); err != nil {
				return err
			}
			if _, err := fmt.Println(n); err != nil {
				return err
			}
		}
		if n > 0 && n%10 == 0 {
			if _, err := s.Purge(ctx, purgeID(n), "a test"); err != nil && !errors.Is(err, clauses.ErrGone) {
				return err
			}
		}
	}
}

// purgeID is the document of a group that every tenth group has purged before
// the next one.
func purgeID(n int) clauses.InstrumentID { return clauses.InstrumentID(fmt.Sprintf("ie-purge-%d", n)) }

// groupIDs are the documents that groups change.
const groupIDs = 20

// group returns the documents of a group: one that says which group is the
// last, and some of the others, each with clauses that say the group.
func group(n int) []clauses.Document {
	random := rand.New(rand.NewPCG(uint64(n), 1))
	text := strings.Repeat(fmt.Sprintf("group %d ", n), 1+random.IntN(50))
	docs := []clauses.Document{document("ie-last", 1, strconv.Itoa(n)), document(purgeID(n), 2, text)}
	for _, i := range random.Perm(groupIDs)[:random.IntN(6)] {
		docs = append(docs, document(clauses.InstrumentID(fmt.Sprintf("ie-%03d", i)), 1+i*3, text))
	}
	return docs
}

// lastGroup returns which group the file has reached, 0 before the first.
func lastGroup(ctx context.Context, s *Store) (int, error) {
	c, _, err := s.Clause(ctx, "ie-last.1")
	if errors.Is(err, clauses.ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(c.Texts[0].Text)
}

// checkImported fails the test unless the file holds all groups up to the last
// that was acknowledged, or the next one, and nothing else. It returns which.
func checkImported(t *testing.T, path string, acknowledged int) int {
	t.Helper()
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	checkSound(t, s)
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
		t.Errorf("files beside the store: %v, %v", files, err)
	}
	last, err := lastGroup(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if last != acknowledged && last != acknowledged+1 {
		t.Errorf("group %d was acknowledged, the file has reached %d", acknowledged, last)
	}
	want := make(map[clauses.InstrumentID]string)
	for n := 1; n <= last; n++ {
		for _, d := range group(n) {
			want[d.Instrument.ID] = d.Hash()
		}
	}
	for n := 10; n <= last; n += 10 {
		_, _, err := s.Document(t.Context(), purgeID(n))
		if purged := errors.Is(err, clauses.ErrGone); purged || n < last {
			delete(want, purgeID(n))
			if !purged {
				t.Errorf("%s was purged and is there: %v", purgeID(n), err)
			}
		}
	}
	for d, err := range s.Documents(t.Context(), ^clauses.Revision(0)) {
		if err != nil {
			t.Fatal(err)
		}
		if d.Hash() != want[d.Instrument.ID] {
			t.Errorf("%s is not as the last group left it", d.Instrument.ID)
		}
		delete(want, d.Instrument.ID)
	}
	for id := range want {
		t.Errorf("%s is lost", id)
	}
	return last
}
