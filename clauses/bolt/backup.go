package bolt

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"time"

	"go.etcd.io/bbolt"
)

// The last trailerSize bytes of a backup are backupMark, the SHA-256 of all
// that comes before them in hexadecimal, and a line break. What comes before
// is a file of the store.
const (
	backupMark  = "\nclausebank backup sha256 "
	trailerSize = len(backupMark) + 2*sha256.Size + 1
)

// Backup writes a copy of the record as it stands when Backup begins. Readers
// and writers go on meanwhile.
func (s *Store) Backup(ctx context.Context, w io.Writer) error {
	if err := s.backup(ctx, w); err != nil {
		return fmt.Errorf("back up %s: %w", s.path, err)
	}
	return nil
}

func (s *Store) backup(ctx context.Context, w io.Writer) error {
	tx, end, err := s.beginBackup(ctx)
	if err != nil {
		return err
	}
	defer end()
	sum := &summing{ctx: ctx, w: w, sum: sha256.New()}
	if _, err := tx.WriteTo(sum); err != nil {
		return err
	}
	return writeAll(w, backupTrailer(sum.sum))
}

// beginBackup begins to read between two writes, when nothing that was purged
// is left in the file.
func (s *Store) beginBackup(ctx context.Context) (tx *bbolt.Tx, end func(), err error) {
	s.write.Lock()
	defer s.write.Unlock()
	if err := s.finishPurgeLocked(ctx); err != nil {
		return nil, nil, err
	}
	return s.begin()
}

// A summing writer sums what it writes, and stops when ctx ends.
type summing struct {
	ctx context.Context
	w   io.Writer
	sum hash.Hash
}

func (s *summing) Write(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.w.Write(p)
	s.sum.Write(p[:n])
	return n, err
}

func backupTrailer(sum hash.Hash) []byte {
	return []byte(backupMark + hex.EncodeToString(sum.Sum(nil)) + "\n")
}

func writeAll(w io.Writer, b []byte) error {
	_, err := w.Write(b)
	return err
}

// Restore puts a backup in the place of the store at the path, or where there
// is none. The backup is read to its end, checked against its checksum and
// verified before anything is replaced; one that is cut short, damaged or no
// backup is ErrUnreadable, and the store stays as it was. What is restored
// begins a new epoch: one that neither the backup nor the replaced store has
// had, so that nobody who follows the store mistakes one revision for another.
// A store that is open, here or in another process, is ErrInUse.
//
// What was purged since the backup was made comes back, and must be purged
// again.
func Restore(ctx context.Context, r io.Reader, path string) error {
	if err := restore(ctx, r, path, time.Now); err != nil {
		return fmt.Errorf("restore %s: %w", path, err)
	}
	return nil
}

func restore(ctx context.Context, r io.Reader, path string, now func() time.Time) error {
	epoch, release, err := holdOld(path)
	if err != nil {
		return err
	}
	defer release()
	temporary, err := temporaryFile(path)
	if err != nil {
		return err
	}
	defer os.Remove(temporary) // nothing when it has its name
	if err := receive(ctx, r, temporary); err != nil {
		return err
	}
	// A replaced store that cannot be read has an epoch that nobody knows, but
	// none that began later than now.
	if err := adopt(ctx, temporary, max(epoch+1, uint64(now().UnixMilli()))); err != nil {
		return err
	}
	if err := os.Rename(temporary, path); err != nil {
		return err
	}
	return syncDir(path)
}

// holdOld locks the store that is to be replaced and returns its epoch, 0 where
// it cannot be read or there is none.
func holdOld(path string) (epoch uint64, release func(), err error) {
	nothing := func() {}
	if info, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return 0, nothing, nil
	}
	db, _, err := openFile(path)
	switch {
	case errors.Is(err, ErrUnreadable):
		return 0, nothing, nil
	case err != nil:
		return 0, nothing, err
	}
	s := &Store{path: path, data: &data{DB: db}}
	p, err := s.Position(context.Background())
	if err != nil {
		p.Epoch = 0
	}
	return p.Epoch, func() { db.Close() }, nil
}

// receive writes a backup without its trailer to a file and makes it durable.
func receive(ctx context.Context, r io.Reader, path string) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, fileMode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sum := &summing{ctx: ctx, w: f, sum: sha256.New()}
	trailer, err := copyAllBut(sum, r, trailerSize)
	if err != nil {
		return err
	}
	if string(trailer) != string(backupTrailer(sum.sum)) {
		return fmt.Errorf("%w: not a backup, cut short, or damaged on the way; take another one", ErrUnreadable)
	}
	return f.Sync()
}

// copyAllBut copies all but the last n bytes and returns those, or fewer where
// there are fewer.
func copyAllBut(w io.Writer, r io.Reader, n int) ([]byte, error) {
	const step = 256 << 10
	held := make([]byte, 0, n+step)
	for {
		got, err := r.Read(held[len(held):cap(held)])
		held = held[:len(held)+got]
		if extra := len(held) - n; extra > 0 {
			if err := writeAll(w, held[:extra]); err != nil {
				return nil, err
			}
			held = held[:copy(held, held[extra:])]
		}
		if errors.Is(err, io.EOF) {
			return held, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// adopt verifies a file and begins a new epoch in it, the given one or, where
// the file's own is as high, the next.
func adopt(ctx context.Context, path string, epoch uint64) (err error) {
	s, err := openExisting(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	report, err := s.Verify(ctx)
	if err != nil {
		return err
	}
	if len(report.Faults) > 0 {
		f := report.Faults[0]
		return fmt.Errorf("%w: the backup has %d faults, the first: %s: %s; take another one",
			ErrUnreadable, len(report.Faults), f.Place, f.Reason)
	}
	return s.update(ctx, func(tx *bbolt.Tx) error {
		return putNumber(tx, epochKey, max(epoch, getNumber(tx, epochKey)+1))
	})
}
