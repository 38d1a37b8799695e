package bolt

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
)

// A disk is what a file system promises and no more: what is written to a file
// lasts from the next sync of the file, and a name in a directory from the next
// sync of the directory.
type disk struct {
	dir   string            // the one directory that is followed
	names map[string]*file  // as a process sees them
	files map[int64]*opened // by descriptor
	dirs  map[int64]bool    // descriptors of the directory

	durable map[string]*file // the names that last
	renames []func(names map[string]*file)
}

// A file is its durable bytes and what has been done since.
type file struct {
	durable []byte
	pending []change
}

// A change writes bytes at an offset or, without bytes, sets the size.
type change struct {
	at    int64
	bytes []byte
}

// An opened file is what a descriptor stands for.
type opened struct {
	file   *file
	offset int64 // of the next write
}

// sector is how many bytes a disk writes whole.
const sector = 512

func newDisk(dir string) *disk {
	return &disk{
		dir: dir, names: make(map[string]*file), files: make(map[int64]*opened), dirs: make(map[int64]bool),
		durable: make(map[string]*file),
	}
}

// apply follows a system call, and reports whether it may have changed what a
// loss of power would leave.
func (d *disk) apply(c call) (changed bool, err error) {
	switch c.name {
	case "openat":
		return d.open(c)
	case "close":
		fd, err := c.number(0)
		delete(d.files, fd)
		delete(d.dirs, fd)
		return false, err
	case "linkat", "renameat":
		return d.rename(c)
	case "unlinkat":
		name, ok, err := d.name(c, 1)
		if ok {
			d.change(func(names map[string]*file) { delete(names, name) })
		}
		return ok, err
	}
	fd, err := c.number(0)
	f := d.files[fd]
	if err != nil || f == nil && !d.dirs[fd] {
		return false, err // it is of another file
	}
	switch c.name {
	case "write", "pwrite64":
		err = f.write(c)
	case "ftruncate":
		err = f.truncate(c)
	case "fsync", "fdatasync":
		d.sync(fd)
	default:
		err = fmt.Errorf("%s is not followed, and it may change a file", c.name)
	}
	return true, err
}

// name returns the path that an argument gives, if it is in the directory.
func (d *disk) name(c call, i int) (name string, ok bool, err error) {
	b, err := c.bytes(i)
	if err != nil || filepath.Dir(string(b)) != d.dir {
		return "", false, err
	}
	return string(b), true, nil
}

func (d *disk) open(c call) (changed bool, err error) {
	name, inDir, err := d.name(c, 1)
	if err != nil {
		return false, err
	}
	if path, _ := c.bytes(1); string(path) == d.dir {
		d.dirs[c.result] = true
	}
	if !inDir {
		return false, nil
	}
	if d.names[name] == nil {
		f := new(file)
		d.change(func(names map[string]*file) { names[name] = f })
		changed = true
	}
	f := d.names[name]
	if strings.Contains(c.args[2], "O_TRUNC") {
		f.pending = append(f.pending, change{})
		changed = true
	}
	d.files[c.result] = &opened{file: f}
	return changed, nil
}

// change changes names now, and for good with the next sync of the directory.
func (d *disk) change(names func(map[string]*file)) {
	names(d.names)
	d.renames = append(d.renames, names)
}

func (d *disk) rename(c call) (changed bool, err error) {
	from, fromOK, err := d.name(c, 1)
	if err != nil {
		return false, err
	}
	to, toOK, err := d.name(c, 3)
	if err != nil || !fromOK || !toOK {
		return false, err
	}
	f := d.names[from]
	d.change(func(names map[string]*file) {
		names[to] = f
		if c.name == "renameat" {
			delete(names, from)
		}
	})
	return true, nil
}

func (f *opened) write(c call) error {
	b, err := c.bytes(1)
	if err != nil {
		return err
	}
	at := f.offset
	if c.name == "pwrite64" {
		if at, err = c.number(3); err != nil {
			return err
		}
	} else {
		f.offset += c.result
	}
	f.file.pending = append(f.file.pending, change{at: at, bytes: b[:c.result]})
	return nil
}

func (f *opened) truncate(c call) error {
	size, err := c.number(1)
	f.file.pending = append(f.file.pending, change{at: size})
	return err
}

// sync makes a file or the names in the directory durable.
func (d *disk) sync(fd int64) {
	if d.dirs[fd] {
		d.durable, d.renames = maps.Clone(d.names), nil
		return
	}
	f := d.files[fd].file
	for _, c := range f.pending {
		f.durable = c.apply(f.durable)
	}
	f.pending = nil
}

// apply returns the bytes of a file after a change, in place where they fit.
func (c change) apply(b []byte) []byte {
	end := int(c.at) + len(c.bytes)
	if c.bytes == nil && end < len(b) {
		return b[:end]
	}
	if end > len(b) {
		b = append(b, make([]byte, end-len(b))...)
	}
	copy(b[c.at:], c.bytes)
	return b
}

// How much of what is not yet durable a loss of power leaves.
type survival int

const (
	nothing    survival = iota // as the promise is read most strictly
	everything                 // as when only the process was killed
	something                  // any of it, and one write torn
)

func (s survival) String() string { return [...]string{"nothing", "everything", "something"}[s] }

// after returns what is on the disk after a loss of power: the files by name.
func (d *disk) after(s survival, random *rand.Rand) map[string][]byte {
	names := maps.Clone(d.durable)
	left := len(d.renames)
	switch s {
	case nothing:
		left = 0
	case something:
		left = random.IntN(left + 1)
	}
	for _, rename := range d.renames[:left] {
		rename(names)
	}
	files := make(map[string][]byte, len(names))
	for name, f := range names {
		files[name] = f.after(s, random)
	}
	return files
}

func (f *file) after(s survival, random *rand.Rand) []byte {
	b := slices.Clone(f.durable)
	if s == nothing {
		return b
	}
	for _, c := range f.pending {
		if s == something {
			switch random.IntN(3) {
			case 0:
				continue
			case 1:
				if whole := len(c.bytes) / sector; whole > 0 {
					c.bytes = c.bytes[:sector*random.IntN(whole+1)]
				}
			}
			if c.bytes != nil && len(c.bytes) == 0 {
				continue
			}
		}
		b = c.apply(b)
	}
	return b
}
