package bleve

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"clausebank/clauses"
	"clausebank/index"
	"clausebank/index/words"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/rs/zerolog"
	bolterrors "go.etcd.io/bbolt/errors"
)

// layout numbers what this package writes: raise it with every change to the
// fields, their terms, or the row.
const layout = 2

// lockWait is how long Open waits for another process to let go of a directory:
// not at all, as scorch takes anything below 50 ms for one attempt.
const lockWait = "1ms"

// What a caller of Open may act on.
var (
	ErrInUse   = errors.New("the index is in use by another process")
	ErrCorrupt = errors.New("the index is damaged") // delete it: it can be built again from the store
)

// An Engine finds clauses. Open makes one.
type Engine struct {
	taxonomy   *clauses.Taxonomy
	recogniser *index.Recogniser
	log        zerolog.Logger
	scorch     *scorch.Scorch
	analysis   *bleveindex.AnalysisQueue
	lexicons   *lexicons
	now        func() time.Time

	batchWords int       // see the constant
	pool       sync.Pool // of *scratch

	applying sync.Mutex     // held while a generation is made
	torn     bool           // Bleve holds a part of an Apply that failed; guarded by applying
	running  sync.WaitGroup // searches, and generations that are made in the background

	mu      sync.Mutex  // of what follows
	current *generation // nil once closed
	kept    snapshots
}

var _ index.Engine = (*Engine)(nil)

// DirName returns the name of the directory that an index belongs in. It changes
// with everything that an index depends on besides the library itself: what this
// package writes (index.Values among it, so a change there needs a new layout),
// how words are read, which code stands under which, how concepts are called,
// and Bleve's version. An
// index of another name is of no use.
func DirName(t *clauses.Taxonomy) string {
	h := sha256.New()
	fmt.Fprintln(h, "layout", layout, "words", words.Version, "bleve", bleveVersion())
	for _, vocabulary := range []clauses.Vocabulary{t.Topics, t.Sectors, t.PublicServices} {
		for _, e := range vocabulary.Entries() {
			fmt.Fprintf(h, "%q %q\n", e.Code, e.Parent)
		}
	}
	for _, c := range t.Thesaurus.Concepts() {
		fmt.Fprintf(h, "%q %+v\n", c.ID, c.Labels)
	}
	return "bleve-" + hex.EncodeToString(h.Sum(nil)[:8])
}

func bleveVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, m := range info.Deps {
		if m.Path == "github.com/blevesearch/bleve/v2" {
			return m.Version
		}
	}
	return ""
}

// Open opens the index in a directory, which is made where there is none. With
// dir "" the index is in memory and gone when it is closed. The error is ErrInUse
// when another process has the directory, and ErrCorrupt when it cannot be read:
// the caller can then delete it and build it again.
func Open(dir string, t *clauses.Taxonomy, log zerolog.Logger) (*Engine, error) {
	e := &Engine{
		taxonomy: t, recogniser: index.RecogniserOf(t), log: log, lexicons: newLexicons(), now: time.Now, batchWords: batchWords,
		analysis: bleveindex.NewAnalysisQueue(runtime.GOMAXPROCS(0)),
	}
	if err := e.open(dir); err != nil {
		e.analysis.Close()
		return nil, fmt.Errorf("open index %s: %w", dir, err)
	}
	return e, nil
}

func (e *Engine) open(dir string) error {
	opened, err := scorch.NewScorch(scorch.Name, map[string]any{"path": dir, "bolt_timeout": lockWait}, e.analysis)
	if err != nil {
		return err
	}
	e.scorch = opened.(*scorch.Scorch)
	if err := openScorch(e.scorch); err != nil {
		return err
	}
	if err := e.begin(); err != nil {
		return errors.Join(err, e.scorch.Close())
	}
	return nil
}

// openScorch opens s, and says which sort of error it is where that fails.
func openScorch(s *scorch.Scorch) (err error) {
	defer func() {
		var pathError *fs.PathError
		if err == nil || errors.Is(err, ErrCorrupt) {
			return
		}
		switch {
		case errors.Is(err, bolterrors.ErrTimeout):
			err = ErrInUse
		case !errors.As(err, &pathError):
			err = fmt.Errorf("%w: %v", ErrCorrupt, err)
		}
	}()
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%w: %v", ErrCorrupt, fault)
			_ = s.Close() // lets go of the directory
		}
	}()
	return s.Open()
}

// begin checks what was opened and makes the first generation of it.
func (e *Engine) begin() error {
	snapshot, err := e.snapshot()
	if err != nil {
		return err
	}
	position, err := readPosition(snapshot)
	for _, s := range snapshot.Segments() {
		if file, ok := s.Segment().(segment.PersistedSegment); ok && err == nil {
			err = verify(file.Path())
		}
	}
	if err != nil {
		return errors.Join(err, snapshot.Close())
	}
	e.current, err = newGeneration(snapshot, position, rand.Text(), nil, e.lexicons)
	return err
}

// verify compares a segment file with the checksum that it ends with.
func verify(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	sum := crc32.NewIEEE()
	if _, err := io.CopyN(sum, f, info.Size()-crc32.Size); err != nil {
		return fmt.Errorf("%w: %s: %v", ErrCorrupt, path, err)
	}
	stored, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	if got := sum.Sum(nil); string(got) != string(stored) {
		return fmt.Errorf("%w: %s: its checksum is %x and should be %x", ErrCorrupt, path, got, stored)
	}
	return nil
}

func (e *Engine) snapshot() (*scorch.IndexSnapshot, error) {
	reader, err := e.scorch.Reader()
	if err != nil {
		return nil, err
	}
	return reader.(*scorch.IndexSnapshot), nil
}

// positionKey names the internal value that holds the position.
var positionKey = []byte("position")

func readPosition(snapshot *scorch.IndexSnapshot) (clauses.Position, error) {
	var p clauses.Position
	encoded := snapshot.Internal()[string(positionKey)]
	if encoded == nil {
		return p, nil
	}
	if err := json.Unmarshal(encoded, &p); err != nil {
		return p, fmt.Errorf("%w: position: %v", ErrCorrupt, err)
	}
	return p, nil
}

// errClosed is what an engine answers after Close.
var errClosed = errors.New("the index is closed")

// Close waits for a running Apply and for the searches that have begun, and lets
// go of the directory. Closing twice is no error.
func (e *Engine) Close() error {
	e.applying.Lock()
	defer e.applying.Unlock()
	e.mu.Lock()
	last := e.current
	e.current = nil
	e.kept.clear()
	e.mu.Unlock()
	if last == nil {
		return nil
	}
	last.release()
	e.running.Wait()
	err := e.scorch.Close()
	e.analysis.Close()
	if err != nil {
		return fmt.Errorf("close index: %w", err)
	}
	return nil
}
