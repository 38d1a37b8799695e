package ingest

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"

	"clausebank/clauses"
)

// A Writer is the store that documents are put into.
type Writer interface {
	// Put stores documents, all or none, and returns when they are durable.
	Put(ctx context.Context, docs ...clauses.Document) (clauses.Receipt, error)
	// Check returns the error that Put would return now, and stores nothing.
	// What the rules of the record refuse is a *clauses.InvalidError.
	Check(ctx context.Context, docs ...clauses.Document) error
}

// Options say how to import.
type Options struct {
	Taxonomy   *clauses.Taxonomy
	KeepGoing  bool           // store the documents without a problem although others have one
	DryRun     bool           // only check
	MaxBytes   int64          // of all sources; beyond it the error is a *LimitError; 0: no limit
	MaxClauses int            // of all documents, likewise
	Progress   func(Progress) // called after each document, nil: not wanted
}

// ErrChanged says that a source was not the same when it was read to be stored
// as when it was checked.
var ErrChanged = errors.New("the source changed while it was imported")

// Import reads the sources twice: first to check everything, then to put the
// documents into the store, some megabytes at a time. When a document has a
// problem nothing is stored, or with KeepGoing only the others are.
//
// Problems of documents are in the report and are no error. An error says that
// reading or storing could not go on; the report then says what is already
// stored. What is reported as imported is durable.
func Import(ctx context.Context, w Writer, sources []Source, o Options) (Report, error) {
	i := newImporter(w, sources, o)
	err := i.check(ctx)
	if err != nil || o.DryRun || i.report.Rejected > 0 && !o.KeepGoing {
		return i.report, err
	}
	err = i.store(ctx)
	return i.report, err
}

// Check reads the sources once and reports what is wrong with them by
// themselves, without a store.
func Check(ctx context.Context, sources []Source, o Options) (Report, error) {
	i := newImporter(nil, sources, o)
	err := i.check(ctx)
	return i.report, err
}

type importer struct {
	writer   Writer // nil: there is no store to ask
	sources  []Source
	options  Options
	seed     maphash.Seed
	checked  [][]checkedDocument // of each source, in its order
	problems [][]Problem         // of each source
	listed   int                 // problems in all of them
	ids      map[clauses.InstrumentID]holder
	report   Report
	progress Progress
}

// A checkedDocument is what the second pass must know of a document.
type checkedDocument struct {
	fingerprint uint64
	clauses     int
	bad         bool // it has a problem
}

func newImporter(w Writer, sources []Source, o Options) *importer {
	if o.Taxonomy == nil {
		o.Taxonomy = &clauses.Taxonomy{} // in which nothing is known
	}
	i := &importer{
		writer: w, sources: sources, options: o, seed: maphash.MakeSeed(),
		checked:  make([][]checkedDocument, len(sources)),
		problems: make([][]Problem, len(sources)),
		ids:      map[clauses.InstrumentID]holder{},
	}
	for _, s := range sources {
		i.progress.Total += s.Size
	}
	return i
}

// each calls visit for every entry of a source. What stops it is wrapped with
// the source's name.
func (i *importer) each(ctx context.Context, s Source, visit func(*entry) error) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("import %s: %w", s.Name, err)
		}
	}()
	opened, err := s.Open()
	if err != nil {
		return err
	}
	defer opened.Close() // it was only read
	all, err := entries(s.Format, &meteredReader{r: opened, importer: i})
	if err != nil {
		return err
	}
	for e, err := range all {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = visit(&e)
		}
		if err != nil {
			return err
		}
		i.progress.Documents++
		if i.options.Progress != nil {
			i.options.Progress(i.progress)
		}
	}
	return nil
}

// A meteredReader counts the bytes of an import and ends it at the limit.
type meteredReader struct {
	r        io.Reader
	importer *importer
}

func (m *meteredReader) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.importer.progress.Bytes += int64(n)
	if limit := m.importer.options.MaxBytes; limit > 0 && m.importer.progress.Bytes > limit {
		return 0, &LimitError{What: "bytes", Limit: limit}
	}
	return n, err
}

func (i *importer) fingerprint(e *entry) uint64 {
	var h maphash.Hash
	h.SetSeed(i.seed)
	e.tree.hash(&h)
	return h.Sum64()
}

// store is the second pass.
func (i *importer) store(ctx context.Context) error {
	i.progress.Pass, i.progress.Documents, i.progress.Bytes = 2, 0, 0
	g := group{importer: i}
	for n, s := range i.sources {
		next := 0
		err := i.each(ctx, s, func(e *entry) error {
			if next == len(i.checked[n]) || i.fingerprint(e) != i.checked[n][next].fingerprint {
				return ErrChanged
			}
			next++
			if i.checked[n][next-1].bad {
				return nil
			}
			d, faults := e.decode(nil)
			if len(faults) > 0 {
				return ErrChanged
			}
			return g.add(ctx, d, e.size)
		})
		if err == nil && next < len(i.checked[n]) {
			err = fmt.Errorf("import %s: %w", s.Name, ErrChanged)
		}
		if err != nil {
			return err
		}
	}
	return g.put(ctx)
}

// A group gathers documents that share one Put.
type group struct {
	importer *importer
	docs     []clauses.Document
	bytes    int
}

func (g *group) add(ctx context.Context, d clauses.Document, size int) error {
	g.docs = append(g.docs, d)
	if g.bytes += size; g.bytes < groupBytes {
		return nil
	}
	return g.put(ctx)
}

func (g *group) put(ctx context.Context) error {
	if len(g.docs) == 0 {
		return nil
	}
	receipt, err := g.importer.writer.Put(ctx, g.docs...)
	if err != nil {
		return err
	}
	report := &g.importer.report
	report.Imported += receipt.Changed
	report.Unchanged += len(g.docs) - receipt.Changed
	report.Revision = receipt.Revision
	g.docs, g.bytes = nil, 0
	return nil
}
