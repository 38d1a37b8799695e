package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"time"

	"clausebank/api"
	"clausebank/clauses"
	"clausebank/clauses/bolt"
	"clausebank/clauses/corpus"
	"clausebank/clauses/ingest"
)

type importCommand struct {
	Files     []string `arg:"" help:"Files to import: .jsonl, .ndjson, .yaml, .yml, .csv or .tsv." type:"existingfile"`
	KeepGoing bool     `help:"Import the documents that are right although others are wrong."`
	DryRun    bool     `help:"Report what would happen, and store nothing."`
}

// Run imports into the record and brings the index up to date: by itself, or
// through the server that has the record. It fails if a document was rejected.
func (c importCommand) Run(ctx context.Context, p *program) error {
	sources, err := fileSources(c.Files)
	if err != nil {
		return err
	}
	options := ingest.Options{Taxonomy: corpus.Taxonomy(), KeepGoing: c.KeepGoing, DryRun: c.DryRun, Progress: p.progress()}
	lib, err := p.openLibrary(ctx)
	if errors.Is(err, bolt.ErrInUse) {
		return c.throughServer(ctx, p, sources, options)
	}
	if err != nil {
		return err
	}
	report, err := ingest.Import(ctx, lib.store, sources, options)
	p.endProgress()
	p.printReport(report, c.DryRun)
	if err == nil && !c.DryRun {
		err = lib.catchUp(ctx, p)
	}
	return errors.Join(err, lib.Close(), rejected(report))
}

// throughServer checks the files here, where their lines are known, and sends
// what is right as JSON Lines.
func (c importCommand) throughServer(ctx context.Context, p *program, sources []ingest.Source, options ingest.Options) error {
	spool, err := os.CreateTemp(p.data, api.SpoolPattern)
	if err != nil {
		return err
	}
	defer os.Remove(spool.Name())
	defer spool.Close()
	options.DryRun = false
	local, err := ingest.Import(ctx, spooled{spool}, sources, options)
	p.endProgress()
	if err != nil {
		return err
	}
	if local.Rejected > 0 {
		p.printProblems(local)
		if !c.KeepGoing {
			p.printReport(ingest.Report{Documents: local.Documents, Rejected: local.Rejected}, c.DryRun)
			return rejected(local)
		}
	}
	if _, err := spool.Seek(0, io.SeekStart); err != nil {
		return err
	}
	report, err := c.send(ctx, p, spool)
	if err != nil {
		return err
	}
	report.Rejected += local.Rejected
	report.Documents = local.Documents
	p.printReport(report, c.DryRun)
	return rejected(report)
}

// send posts JSON Lines to the server that has the record.
func (c importCommand) send(ctx context.Context, p *program, body io.Reader) (ingest.Report, error) {
	server, err := p.call(ctx)
	if err != nil {
		return ingest.Report{}, err
	}
	defer server.Close()
	query := url.Values{}
	if c.KeepGoing {
		query.Set("keep_going", "true")
	}
	if c.DryRun {
		query.Set("dry_run", "true")
	}
	response, err := server.do(ctx, "POST", "/v1/imports?"+query.Encode(), "application/jsonl", body)
	if err != nil {
		return ingest.Report{}, err
	}
	defer response.Body.Close()
	var answer api.ImportReport
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return ingest.Report{}, err
	}
	report := ingest.Report{
		Imported: answer.Imported, Unchanged: answer.Unchanged, Rejected: answer.Rejected, Clauses: answer.Clauses,
		ProblemsLeftOut: answer.ProblemsLeftOut, Revision: answer.Revision,
	}
	for _, f := range answer.Problems { // its lines are those of what was sent, not of the reader's files
		report.Problems = append(report.Problems, ingest.Problem{File: "the record", ID: f.ID, Path: f.Path, Reason: f.Reason, Remedy: f.Remedy})
	}
	return report, nil
}

// spooled takes documents to a file instead of a store.
type spooled struct{ w io.Writer }

func (s spooled) Put(_ context.Context, docs ...clauses.Document) (clauses.Receipt, error) {
	for _, d := range docs {
		if err := ingest.WriteJSONL(s.w, d); err != nil {
			return clauses.Receipt{}, err
		}
	}
	return clauses.Receipt{Changed: len(docs)}, nil
}

// Check leaves it to the server what its record refuses.
func (s spooled) Check(context.Context, ...clauses.Document) error { return nil }

type checkCommand struct {
	Files []string `arg:"" help:"Files to check." type:"existingfile"`
}

// Run checks the files by themselves, without a library.
func (c checkCommand) Run(ctx context.Context, p *program) error {
	sources, err := fileSources(c.Files)
	if err != nil {
		return err
	}
	report, err := ingest.Check(ctx, sources, ingest.Options{Taxonomy: corpus.Taxonomy(), Progress: p.progress()})
	p.endProgress()
	p.printProblems(report)
	fmt.Fprintf(p.out, "%d documents are right, %d are wrong\n", report.Documents-report.Rejected, report.Rejected)
	return errors.Join(err, rejected(report))
}

func fileSources(paths []string) ([]ingest.Source, error) {
	var sources []ingest.Source
	for _, path := range paths {
		s, err := ingest.FileSource(path)
		if err != nil {
			return nil, err
		}
		sources = append(sources, s)
	}
	return sources, nil
}

func (p *program) printReport(r ingest.Report, dryRun bool) {
	p.printProblems(r)
	if dryRun {
		fmt.Fprintf(p.out, "%d documents could be imported, %d are rejected\n", r.Documents-r.Rejected, r.Rejected)
		return
	}
	fmt.Fprintf(p.out, "%d documents imported, %d unchanged (%d clauses in all), %d rejected", r.Imported, r.Unchanged, r.Clauses, r.Rejected)
	if r.Revision > 0 {
		fmt.Fprintf(p.out, "; revision %d", r.Revision)
	}
	fmt.Fprintln(p.out)
}

func (p *program) printProblems(r ingest.Report) {
	for _, problem := range r.Problems {
		fmt.Fprintln(p.err, problem)
	}
	if r.ProblemsLeftOut > 0 {
		fmt.Fprintf(p.err, "and %d more problems\n", r.ProblemsLeftOut)
	}
}

// rejected fails the command when documents were rejected; the report has said
// why.
func rejected(r ingest.Report) error {
	if r.Rejected > 0 {
		return errSilent
	}
	return nil
}

// progressStep is how often a terminal is told how far an import has come.
const progressStep = 200 * time.Millisecond

// progress returns a function that tells a terminal how far an import has come;
// nil where nobody watches.
func (p *program) progress() func(ingest.Progress) {
	if !isTerminal(p.err) {
		return nil
	}
	var last time.Time
	return func(now ingest.Progress) {
		if time.Since(last) < progressStep {
			return
		}
		last = time.Now()
		doing := "checking"
		if now.Pass == 2 {
			doing = "storing"
		}
		share := ""
		if now.Total > 0 {
			share = fmt.Sprintf(" %d %%,", 100*now.Bytes/now.Total)
		}
		fmt.Fprintf(p.err, "\r\033[K%s:%s %d documents", doing, share, now.Documents)
	}
}

// endProgress clears the line that progress wrote.
func (p *program) endProgress() {
	if isTerminal(p.err) {
		fmt.Fprint(p.err, "\r\033[K")
	}
}
