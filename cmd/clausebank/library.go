package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/rs/zerolog"

	"clausebank/api"
	"clausebank/clauses/bolt"
	"clausebank/clauses/corpus"
	"clausebank/index"
	"clausebank/index/bleve"
)

// What lies in the data directory.
const (
	recordFile  = "record.db"   // clauses/bolt
	indexPrefix = "index-"      // and bleve.DirName
	serverFile  = "server.json" // where a running server is found, see local.go
	// and api.SpoolPattern: imports on their way
)

// errNoLibrary says that the data directory holds no record.
var errNoLibrary = errors.New("there is no library in this directory")

// A library is an open record with its index.
type library struct {
	store    *bolt.Store
	engine   *bleve.Engine
	follower *index.Follower
}

// openRecord opens the record of the data directory. Unless create is set, a
// directory without one is errNoLibrary, and nothing is made.
func (p *program) openRecord(create bool) (*bolt.Store, error) {
	path := filepath.Join(p.data, recordFile)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) && !create {
		return nil, fmt.Errorf("%w: %s; name it with --data, or start one with 'clausebank serve'", errNoLibrary, p.data)
	}
	if err := os.MkdirAll(p.data, 0o700); err != nil {
		return nil, fmt.Errorf("the data directory can't be made: %w; choose another with --data", err)
	}
	store, err := bolt.Open(path)
	if errors.Is(err, bolt.ErrInUse) {
		return nil, fmt.Errorf("the data in %s are in use by another clausebank (%w); stop it, or choose other data with --data", p.data, err)
	}
	return store, err
}

// openLibrary opens the record and its index, making both where there are
// none, and brings the built-in library up to date. The index may still be
// behind: follower.CatchUp brings it up to date.
func (p *program) openLibrary(ctx context.Context) (*library, error) {
	store, err := p.openRecord(true)
	if err != nil {
		return nil, err
	}
	lib := &library{store: store}
	if err := errors.Join(p.removeSpools(), lib.openIndex(ctx, p)); err != nil {
		return nil, errors.Join(err, lib.Close())
	}
	return lib, nil
}

// removeSpools removes what a process that was killed in an import has left.
func (p *program) removeSpools() error {
	left, err := filepath.Glob(filepath.Join(p.data, api.SpoolPattern))
	for _, path := range left {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

func (lib *library) openIndex(ctx context.Context, p *program) error {
	if p.builtin {
		if err := loadBuiltin(ctx, lib.store, p.log); err != nil {
			return fmt.Errorf("load the built-in library: %w", err)
		}
	}
	dir := filepath.Join(p.data, indexPrefix+bleve.DirName(corpus.Taxonomy()))
	engine, err := bleve.Open(dir, corpus.Taxonomy(), p.log)
	if errors.Is(err, bleve.ErrCorrupt) {
		p.log.Warn().Err(err).Msg("index unreadable, building it anew")
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
		engine, err = bleve.Open(dir, corpus.Taxonomy(), p.log)
	}
	if err != nil {
		return err
	}
	lib.engine = engine
	lib.follower = index.NewFollower(lib.store, engine, p.log)
	return nil
}

// catchUp brings the index up to date and then removes indexes of older
// versions, which nothing reads any more.
func (lib *library) catchUp(ctx context.Context, p *program) error {
	if _, err := lib.follower.CatchUp(ctx); err != nil {
		return fmt.Errorf("bring the index up to date: %w", err)
	}
	return removeOldIndexes(p.data, p.log)
}

func removeOldIndexes(data string, log zerolog.Logger) error {
	entries, err := os.ReadDir(data)
	if err != nil {
		return err
	}
	current := indexPrefix + bleve.DirName(corpus.Taxonomy())
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), indexPrefix) && e.Name() != current {
			if err := os.RemoveAll(filepath.Join(data, e.Name())); err != nil {
				return err
			}
			log.Info().Str("index", e.Name()).Msg("removed the index of an older version")
		}
	}
	return nil
}

// Close closes what is open, the index first.
func (lib *library) Close() error {
	var errs []error
	if lib.engine != nil {
		errs = append(errs, lib.engine.Close())
	}
	return errors.Join(append(errs, lib.store.Close())...)
}
