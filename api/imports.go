package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"

	"clausebank/clauses/ingest"
)

// importFormats are the formats by the media type of the body.
var importFormats = map[string]ingest.Format{
	"application/jsonl":    ingest.JSONL,
	"application/x-ndjson": ingest.JSONL,
	"text/csv":             ingest.CSV,
}

// importDocuments answers POST /v1/imports.
func (a *API) importDocuments(r *request) error {
	p := readParams(r.values)
	wait := p.choice("wait", "searchable", "stored") == "searchable"
	options := ingest.Options{Taxonomy: a.taxonomy, DryRun: p.flag("dry_run", false), KeepGoing: p.flag("keep_going", false)}
	if err := p.err(); err != nil {
		return err
	}
	media, err := mediaType(r, "application/jsonl", "application/x-ndjson", "text/csv")
	if err != nil {
		return err
	}
	source, remove, err := a.spool(r, importFormats[media])
	if err != nil {
		return err
	}
	defer remove()
	ctx := r.context()
	if !r.local {
		options.MaxBytes, options.MaxClauses = maxImportBytes, maxImportClauses
		var cancel context.CancelFunc
		ctx, cancel = a.changeContext(r)
		defer cancel()
	}
	report, err := ingest.Import(ctx, a.store, []ingest.Source{source}, options)
	r.extend(writeDeadline)
	if err != nil {
		return importError(err)
	}
	if report.Rejected > 0 && !options.KeepGoing {
		return &rejectedError{report: report}
	}
	return a.reportImport(ctx, r, report, options.DryRun, wait)
}

// SpoolPattern is how the files in which bodies wait are called.
const SpoolPattern = "clausebank-import-*"

// spool writes the body into a file, since an import reads it twice.
func (a *API) spool(r *request, format ingest.Format) (ingest.Source, func(), error) {
	file, err := os.CreateTemp(a.tempDir, SpoolPattern)
	if err != nil {
		return ingest.Source{}, nil, fmt.Errorf("spool an import: %w", err)
	}
	remove := func() { _ = os.Remove(file.Name()) } // what is left is in a directory for such files
	size, err := io.Copy(file, r.body(maxImportBytes))
	closeErr := file.Close()
	if err != nil || closeErr != nil {
		remove()
		if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
			return ingest.Source{}, nil, &tooLargeError{limit: "import_bytes", max: maxImportBytes, unit: "bytes"}
		}
		if r.context().Err() != nil || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, os.ErrDeadlineExceeded) {
			return ingest.Source{}, nil, &bodyError{"The body broke off."}
		}
		return ingest.Source{}, nil, fmt.Errorf("spool an import: %w", errors.Join(err, closeErr))
	}
	return ingest.Source{
		Name: "body", Format: format, Size: size, Open: func() (io.ReadCloser, error) { return os.Open(file.Name()) },
	}, remove, nil
}

// importError turns a limit of package ingest into one of the contract.
func importError(err error) error {
	if limit := (*ingest.LimitError)(nil); errors.As(err, &limit) {
		return &tooLargeError{limit: "import_" + limit.What, max: limit.Limit, unit: limit.What}
	}
	return fmt.Errorf("import: %w", err)
}

// reportImport answers with what an import did. The documents are searchable once
// the index has reached the revision of the record.
func (a *API) reportImport(ctx context.Context, r *request, report ingest.Report, dryRun, wait bool) error {
	answer := ImportReport{
		Documents: report.Documents, Imported: report.Imported, Unchanged: report.Unchanged, Rejected: report.Rejected, Clauses: report.Clauses, DryRun: dryRun,
		Problems: importFaults(report.Problems), ProblemsLeftOut: report.ProblemsLeftOut, Revision: report.Revision,
	}
	if answer.Revision == 0 {
		recorded, err := a.store.Position(ctx)
		if err != nil {
			return fmt.Errorf("import: %w", err)
		}
		answer.Revision = recorded.Revision
	}
	if dryRun {
		return respond(r, http.StatusOK, answer)
	}
	reached := a.catchUp(answer.Revision)
	answer.Searchable = wait && within(ctx, reached)
	r.extend(writeDeadline)
	if !answer.Searchable {
		return respond(r, http.StatusAccepted, answer)
	}
	return respond(r, http.StatusOK, answer)
}
