package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"clausebank/clauses"
	"clausebank/clauses/bolt"
)

type reindexCommand struct{}

// Run removes the index and builds it anew from the record.
func (reindexCommand) Run(ctx context.Context, p *program) error {
	store, err := p.openRecordAlone()
	if err != nil {
		return err
	}
	if err := removeIndexes(p.data); err != nil {
		return errors.Join(err, store.Close())
	}
	lib := &library{store: store}
	if err := lib.openIndex(ctx, p); err != nil {
		return errors.Join(err, lib.Close())
	}
	position, err := lib.follower.CatchUp(ctx)
	if err != nil {
		return errors.Join(err, lib.Close())
	}
	fmt.Fprintf(p.out, "index built anew, up to revision %d\n", position.Revision)
	return lib.Close()
}

func removeIndexes(data string) error {
	found, err := filepath.Glob(filepath.Join(data, indexPrefix+"*"))
	if err != nil {
		return err
	}
	for _, dir := range found {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	return nil
}

type restoreCommand struct {
	File string `arg:"" help:"Backup to restore." type:"existingfile"`
}

// Run checks the backup and puts it in the place of the record. What the record
// held before is gone.
func (c restoreCommand) Run(ctx context.Context, p *program) error {
	store, err := p.openRecordAlone()
	switch {
	case err == nil:
		if err := store.Close(); err != nil {
			return err
		}
	case !errors.Is(err, errNoLibrary) && !errors.Is(err, bolt.ErrUnreadable):
		return err
	}
	if err := os.MkdirAll(p.data, 0o700); err != nil {
		return err
	}
	backup, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer backup.Close()
	if err := bolt.Restore(ctx, backup, filepath.Join(p.data, recordFile)); err != nil {
		return fmt.Errorf("restore %s: %w", c.File, err)
	}
	fmt.Fprintf(p.out, "restored %s; the index is built anew when the library is opened\n", c.File)
	return nil
}

type verifyCommand struct{}

// Run reads the whole record and prints what it holds and every fault.
func (verifyCommand) Run(ctx context.Context, p *program) error {
	store, err := p.openRecordAlone()
	if err != nil {
		return err
	}
	defer store.Close()
	report, err := store.Verify(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "read up to revision %d: documents %d, their clauses %d, withdrawn %d, purged %d, versions %d, links %d, official numbers %d\n",
		report.Revision, report.Documents, report.Clauses, report.Withdrawn, report.Purged, report.Versions, report.Links, report.Identifiers)
	for _, f := range report.Faults {
		fmt.Fprintf(p.out, "%s: %s\n", f.Place, f.Reason)
	}
	if len(report.Faults) > 0 {
		return fmt.Errorf("the record has %d faults: restore a backup with 'clausebank restore FILE'", len(report.Faults))
	}
	return nil
}

type purgeCommand struct {
	ID     string `arg:"" help:"Instrument to purge."`
	Reason string `required:"" help:"Why; it is kept and shown."`
}

// Run purges an instrument from the record and from the index.
func (c purgeCommand) Run(ctx context.Context, p *program) error {
	store, err := p.openRecordAlone()
	if err != nil {
		return err
	}
	revision, err := store.Purge(ctx, clauses.InstrumentID(c.ID), c.Reason)
	if err != nil {
		return errors.Join(fmt.Errorf("purge %s: %w", c.ID, err), store.Close())
	}
	// Segments of an index keep what was deleted from them, so it is made anew.
	if err := removeIndexes(p.data); err != nil {
		return errors.Join(err, store.Close())
	}
	fmt.Fprintf(p.out, "purged %s in revision %d; the index is built anew when the library is opened. Backups made before still hold it.\n", c.ID, revision)
	return store.Close()
}

type healthCommand struct {
	Addr string `help:"Address of the server." default:"127.0.0.1:8080" env:"CLAUSEBANK_ADDR"`
}

// healthTimeout bounds the question whether a server is ready.
const healthTimeout = 5 * time.Second

// Run fails unless the server says that it is ready.
func (c healthCommand) Run(ctx context.Context, p *program) error {
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+reachable(c.Addr)+"/readyz", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("no server answers at %s: %w", c.Addr, err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return problemOf(response)
	}
	fmt.Fprintln(p.out, "ready")
	return nil
}

type versionCommand struct{}

// Run prints the version of the program.
func (versionCommand) Run(p *program) error {
	_, err := fmt.Fprintln(p.out, "clausebank "+version())
	return err
}

// release is set when a release is built: -ldflags "-X main.release=1.2.3".
var release string

// version is the release, else the commit that the program was built from.
func version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return "development"
}
