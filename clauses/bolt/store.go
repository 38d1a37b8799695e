package bolt

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"clausebank/clauses"
)

// What a caller of Open and Restore may act on, besides the errors of clauses.
var (
	// ErrInUse says that another process has the file open.
	ErrInUse = errors.New("in use by another process")
	// ErrUnreadable says that the file is damaged, cut short, or no store.
	ErrUnreadable = errors.New("unreadable")
	// ErrNewer says that a later version of the program wrote the file.
	ErrNewer = errors.New("written by a newer version of the program")
)

// unreadable is an ErrUnreadable that says what is wrong and what helps.
func unreadable(format string, args ...any) error {
	return fmt.Errorf("%w: %s; restore it from a backup", ErrUnreadable, fmt.Sprintf(format, args...))
}

// A Store is the record in one file. All methods may be called at the same
// time; writers wait for each other, readers for nobody.
type Store struct {
	path string
	now  func() time.Time

	mu   sync.RWMutex // guards data, which compact replaces
	data *data        // nil when closed

	write  sync.Mutex // held by the one writer
	broken error      // why nothing may be written any more; guarded by write
}

// data is an open file and those who read it. bbolt's own Close holds up
// whoever ends a transaction while others still read.
type data struct {
	*bbolt.DB
	readers sync.WaitGroup
}

// close waits for the readers. Nobody begins to read any more.
func (d *data) close() error {
	d.readers.Wait()
	return d.Close()
}

// swap puts other data, nil for none, in the place of what is open and returns
// that.
func (s *Store) swap(other *data) *data {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.data
	s.data = other
	return old
}

// begin begins to read; end must be called when it is over.
func (s *Store) begin() (tx *bbolt.Tx, end func(), err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	d := s.data
	if d == nil {
		return nil, nil, errClosed
	}
	if tx, err = d.Begin(false); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", clauses.ErrUnavailable, err)
	}
	d.readers.Add(1)
	return tx, func() {
		tx.Rollback() // of a reader: it cannot fail
		d.readers.Done()
	}, nil
}

var errClosed = fmt.Errorf("%w: the store is closed", clauses.ErrUnavailable)

// Close waits for what is running and closes the file; a second time it does
// nothing. Whatever else is called afterwards returns clauses.ErrUnavailable.
func (s *Store) Close() error {
	s.write.Lock()
	defer s.write.Unlock()
	open := s.swap(nil)
	if open == nil {
		return nil
	}
	if err := open.close(); err != nil {
		return fmt.Errorf("close %s: %w", s.path, err)
	}
	return nil
}

// guard makes an error of a panic: bbolt panics on pages that make no sense,
// and a page beyond the end of a file is a fault of memory. Defer what it
// returns.
func guard(err *error) func() {
	old := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(old)
		if r := recover(); r != nil {
			*err = unreadable("%v", r)
		}
	}
}

// view runs fn in a read transaction. Nothing that fn hands out may point into
// the file.
func (s *Store) view(ctx context.Context, fn func(tx *bbolt.Tx) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	defer guard(&err)()
	tx, end, err := s.begin()
	if err != nil {
		return err
	}
	defer end()
	return fn(tx)
}

// errNothing ends an update that has nothing to store.
var errNothing = errors.New("nothing to store")

// update runs fn in the write transaction and makes it durable, unless fn
// returns an error.
func (s *Store) update(ctx context.Context, fn func(tx *bbolt.Tx) error) error {
	s.write.Lock()
	defer s.write.Unlock()
	return s.updateLocked(ctx, fn)
}

// updateLocked is update for a caller that holds s.write.
func (s *Store) updateLocked(ctx context.Context, fn func(tx *bbolt.Tx) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.data == nil { // only a holder of s.write changes it
		return errClosed
	}
	if s.broken != nil {
		return fmt.Errorf("%w: nothing is written after: %w", clauses.ErrUnavailable, s.broken)
	}
	defer func() {
		if errors.Is(err, ErrUnreadable) {
			s.broken = err
		}
	}()
	defer guard(&err)()
	tx, err := s.data.Begin(true)
	if err != nil {
		return fmt.Errorf("%w: %w", clauses.ErrUnavailable, err)
	}
	defer tx.Rollback() // does nothing after Commit
	if err := fn(tx); err != nil {
		if errors.Is(err, errNothing) {
			return nil
		}
		return err
	}
	id := tx.ID()
	if err := tx.Commit(); err != nil {
		return s.commitFailed(id, err)
	}
	return nil
}

// commitFailed decides what a failed commit means. Before the meta page is
// written, everything is as it was and the next update may succeed (a full
// disk, for instance). Once it is written but not known to be durable, the
// pages that it frees must not be used again: nothing more is written until
// the file is opened anew.
func (s *Store) commitFailed(id int, cause error) error {
	err := fmt.Errorf("%w: not stored: %w", clauses.ErrUnavailable, cause)
	tx, end, beginErr := s.begin()
	if beginErr != nil {
		s.broken = errors.Join(cause, beginErr)
		return err
	}
	defer end()
	if tx.ID() == id {
		s.broken = cause
	}
	return err
}

// The keys of the meta bucket.
var (
	formatKey  = []byte("format")   // uint64, see fileFormat
	storeKey   = []byte("store")    // the UUID as text
	epochKey   = []byte("epoch")    // uint64
	newestKey  = []byte("revision") // uint64, the newest
	timeKey    = []byte("time")     // uint64, the newest version's, in milliseconds since 1970
	purgedKey  = []byte("purged")   // uint64, how many versions purges have removed
	compactKey = []byte("compact")  // present while a purge has to be finished
)

func getNumber(tx *bbolt.Tx, key []byte) uint64 {
	value := tx.Bucket(metaBucket).Get(key)
	if len(value) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(value)
}

func putNumber(tx *bbolt.Tx, key []byte, n uint64) error {
	return tx.Bucket(metaBucket).Put(key, binary.BigEndian.AppendUint64(nil, n))
}

func newest(tx *bbolt.Tx) clauses.Revision { return clauses.Revision(getNumber(tx, newestKey)) }

// Position returns which store this is, its epoch, and its newest revision.
func (s *Store) Position(ctx context.Context) (p clauses.Position, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		p = position(tx)
		return nil
	})
	return p, err
}

func position(tx *bbolt.Tx) clauses.Position {
	return clauses.Position{
		Store:    string(tx.Bucket(metaBucket).Get(storeKey)),
		Epoch:    getNumber(tx, epochKey),
		Revision: newest(tx),
	}
}
