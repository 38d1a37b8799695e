package bolt

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/google/uuid"
	"go.etcd.io/bbolt"
	bbolterrors "go.etcd.io/bbolt/errors"
)

const (
	// fileFormat is the version of the file that this program reads and writes.
	fileFormat = 1
	// lockTimeout is how long Open waits for another process to let go.
	lockTimeout = 200 * time.Millisecond
	// mapSize is how much of the address space is kept for the file from the
	// start. While the file is smaller, a reader that takes its time, such as a
	// backup, never makes a writer wait: 64 GiB, or 256 MiB with 32-bit pointers.
	mapSize = 1 << (28 + 8*(^uint(0)>>63))
	// fileMode lets only the owner read the record.
	fileMode = 0o600
)

// Open opens the store in the file, and creates it where there is none. A file
// that another process has open is ErrInUse; one that is damaged, cut short,
// empty or something else is ErrUnreadable; one that a later version of the
// program wrote is ErrNewer.
func Open(path string) (*Store, error) {
	s, err := openOrCreate(path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if err := errors.Join(removeLeftovers(path), s.finishPurge(context.Background())); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), s.Close())
	}
	return s, nil
}

func openOrCreate(path string) (*Store, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		s, err := create(path)
		if !errors.Is(err, fs.ErrExist) {
			return s, err
		}
	case err != nil:
		return nil, err
	case info.Size() == 0: // bbolt would make a new store of it
		return nil, unreadable("it is empty")
	}
	return openExisting(path)
}

// openExisting opens a file that must be there. Another process may put a new
// file in its place between the opening and the locking (see compact): then it
// has the new one.
func openExisting(path string) (*Store, error) {
	db, file, err := openFile(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, now: time.Now, data: &data{DB: db}}
	if err := s.check(file); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

// openFile opens and locks a bbolt file. An empty file becomes a bbolt file
// without buckets.
func openFile(path string) (db *bbolt.DB, file *os.File, err error) {
	defer func() {
		if err != nil && file != nil {
			file.Close() // bbolt leaves it open when it panics
		}
	}()
	defer guard(&err)()
	db, err = bbolt.Open(path, fileMode, &bbolt.Options{
		Timeout:         lockTimeout,
		FreelistType:    bbolt.FreelistMapType,
		InitialMmapSize: mapSize,
		NoStatistics:    true,
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			f, err := os.OpenFile(name, flag, mode)
			file = f
			return f, err
		},
	})
	var pathError *fs.PathError
	var errno syscall.Errno
	switch {
	case err == nil:
		return db, file, nil
	case errors.Is(err, bbolterrors.ErrTimeout):
		return nil, file, ErrInUse
	case errors.As(err, &pathError), errors.As(err, &errno): // no damage
		return nil, file, err
	}
	return nil, file, unreadable("%v", err)
}

// check looks at what can be seen at once: whether the file at the path is the
// one that is locked, is whole, and is a store of a known format.
func (s *Store) check(file *os.File) error {
	locked, err := file.Stat()
	if err != nil {
		return err
	}
	named, err := os.Stat(s.path)
	if err != nil {
		return err
	}
	if !os.SameFile(locked, named) {
		return ErrInUse
	}
	return s.view(context.Background(), func(tx *bbolt.Tx) error {
		if tx.Size() > locked.Size() {
			return unreadable("it has %d bytes of %d", locked.Size(), tx.Size())
		}
		if tx.Bucket(metaBucket) == nil {
			return unreadable("it is not a store of clauses")
		}
		if format := getNumber(tx, formatKey); format > fileFormat {
			return fmt.Errorf("%w: format %d, known is %d; use that version", ErrNewer, format, fileFormat)
		}
		for _, name := range buckets {
			if tx.Bucket(name) == nil {
				return unreadable("table %s is missing", name)
			}
		}
		return nil
	})
}

// create makes a new store under another name and gives it its name when it is
// whole, so that a crash leaves either no store or an empty one. It returns
// fs.ErrExist when another process was faster.
func create(path string) (*Store, error) {
	temporary, err := temporaryFile(path)
	if err != nil {
		return nil, err
	}
	defer os.Remove(temporary)
	db, _, err := openFile(temporary)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, now: time.Now, data: &data{DB: db}}
	if err := s.fill(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if err := publish(temporary, path); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

// fill makes the tables of a new store.
func (s *Store) fill() error {
	return s.update(context.Background(), func(tx *bbolt.Tx) error {
		for _, name := range buckets {
			if _, err := tx.CreateBucket(name); err != nil {
				return err
			}
		}
		if err := tx.Bucket(metaBucket).Put(storeKey, []byte(uuid.NewString())); err != nil {
			return err
		}
		return errors.Join(putNumber(tx, formatKey, fileFormat), putNumber(tx, epochKey, 1))
	})
}

// temporaryFile makes an empty file beside path that only the owner can read.
func temporaryFile(path string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+temporaryMark+"*")
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// temporaryMark stands in the names of temporary files, after that of the store.
const temporaryMark = ".new-"

// removeLeftovers removes the temporary files of processes that were killed:
// they may hold what is purged later. The caller has the store locked, so
// nobody is about to replace it.
func removeLeftovers(path string) error {
	dir := filepath.Dir(path)
	files, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, f := range files {
		if strings.HasPrefix(f.Name(), filepath.Base(path)+temporaryMark) {
			if err := os.Remove(filepath.Join(dir, f.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// publish gives a new file its name, unless a file has it: then it returns
// fs.ErrExist.
func publish(temporary, path string) error {
	err := os.Link(temporary, path)
	if err != nil && !errors.Is(err, fs.ErrExist) { // some file systems have no links
		if _, statErr := os.Stat(path); !errors.Is(statErr, fs.ErrNotExist) {
			return fs.ErrExist
		}
		err = os.Rename(temporary, path)
	}
	if err != nil {
		return err
	}
	return syncDir(path)
}

// syncDir makes the names in the directory of path durable.
func syncDir(path string) error {
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
