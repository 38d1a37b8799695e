package api

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"

	"clausebank/clauses"
	"clausebank/clauses/ingest"
	"clausebank/index"
)

// exportHeader is the header that says of an export what it is.
const exportHeader = "Clausebank-Export"

// exportLicence is what an export says about licences: it is of many hands.
const exportLicence = "each text names its own; texts of the built-in library are CC-BY-4.0, its model clauses CC0-1.0"

// exportBuffer is how many bytes of a stream are written at once.
const exportBuffer = 64 << 10

// selectionTries is how often a selection is made anew when the library changes
// under it, before the last one is taken as it is.
const selectionTries = 3

// A selection is what an export holds. The nil selection is everything.
type selection struct {
	unit        index.Unit
	instruments map[clauses.InstrumentID]bool
	clauses     map[clauses.ClauseID]bool // where clauses were asked for
}

// export answers GET /v1/export.
func (a *API) export(r *request) error {
	p := readParams(r.values)
	format := p.choice("format", string(ingest.JSONL), string(ingest.CSV))
	if err := p.err(); err != nil {
		return err
	}
	unit := index.Instruments
	if format == string(ingest.CSV) {
		unit = index.Clauses
	}
	s, err := a.parseSearch(withoutPaging(r.values), unit, r.reader)
	if err != nil {
		return err
	}
	held, at, err := a.selected(r, s)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	note := a.exportNote(s, held != nil, at)
	header := r.Response().Header()
	header.Set(exportHeader, note)
	header.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "clausebank-"+a.today().String()+"."+format))
	header.Set("Content-Type", map[string]string{"jsonl": "application/jsonl", "csv": "text/csv; charset=utf-8"}[format])
	if r.Request().Method == http.MethodHead {
		r.Response().WriteHeader(http.StatusOK)
		return nil
	}
	out := bufio.NewWriterSize(steady(r), exportBuffer)
	if format == string(ingest.CSV) {
		err = a.exportCSV(r.context(), out, note, held, at)
	} else {
		err = a.exportJSONL(r.context(), out, held, at)
	}
	if err == nil {
		err = out.Flush()
	}
	if err == nil && !r.Response().Committed {
		r.Response().WriteHeader(http.StatusOK) // there is nothing to export
	}
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// withoutPaging returns the parameters that select, and those that a page of a
// search has beside them set aside: an export is all, in the order of IDs.
func withoutPaging(values url.Values) url.Values {
	chosen := url.Values{}
	for name, v := range values {
		if slices.Contains(selecting, name) {
			chosen[name] = v
		}
	}
	return chosen
}

// exportNote says in one line what an export is.
func (a *API) exportNote(s search, chosen bool, at clauses.Revision) string {
	query := "everything"
	if chosen {
		query = s.canonical.Encode()
	}
	return fmt.Sprintf("licence: %s; query: %s; date: %s; revision: %d", exportLicence, query, a.today(), at)
}

// selected walks the whole search and returns what it finds, and the revision
// that the export shows. Without a parameter that selects it is everything.
func (a *API) selected(r *request, s search) (*selection, clauses.Revision, error) {
	if len(withoutPaging(s.asked)) == 0 {
		recorded, err := a.store.Position(r.context())
		return nil, recorded.Revision, err
	}
	if err := a.caughtUp(r.context()); err != nil {
		return nil, 0, err
	}
	for try := 1; ; try++ {
		held, at, still, err := a.walk(r, s.query)
		if err != nil || still || try == selectionTries {
			return held, at, err
		}
	}
}

// walk goes through all pages of a search. It reports whether the library stood
// still meanwhile.
func (a *API) walk(r *request, q index.Query) (held *selection, at clauses.Revision, still bool, err error) {
	held = &selection{unit: q.Unit, instruments: map[clauses.InstrumentID]bool{}, clauses: map[clauses.ClauseID]bool{}}
	q.Sort, q.Limit, q.Facets, q.After = index.ByID, index.MaxLimit, nil, nil
	still = true
	for {
		r.extend(a.deadline + writeDeadline)
		page, err := a.searchInTime(r.context(), q)
		if err != nil {
			return nil, 0, false, err
		}
		if q.After != nil && page.Position.Revision != at {
			still = false
		}
		at = page.Position.Revision
		for _, h := range page.Hits {
			held.instruments[h.Instrument] = true
			if q.Unit == index.Clauses {
				held.clauses[h.ID] = true
			}
		}
		if page.Next == nil {
			return held, at, still, nil
		}
		q.After = page.Next
	}
}

// searchInTime is one search of a route that has no deadline of its own.
func (a *API) searchInTime(ctx context.Context, q index.Query) (index.Result, error) {
	ctx, cancel := context.WithTimeout(ctx, a.deadline)
	defer cancel()
	return a.index.Search(ctx, q)
}

func (a *API) exportJSONL(ctx context.Context, out io.Writer, held *selection, at clauses.Revision) error {
	for d, err := range a.store.Documents(ctx, at) {
		if err != nil {
			return err
		}
		if held != nil && !held.instruments[d.Instrument.ID] {
			continue
		}
		if err := ingest.WriteJSONL(out, d); err != nil {
			return err
		}
	}
	return nil
}

func (a *API) exportCSV(ctx context.Context, out io.Writer, note string, held *selection, at clauses.Revision) error {
	table, err := ingest.NewCSVWriter(out, note)
	if err != nil {
		return err
	}
	for d, err := range a.store.Documents(ctx, at) {
		if err != nil {
			return err
		}
		if held != nil {
			d.Clauses = slices.DeleteFunc(d.Clauses, func(c clauses.Clause) bool { return !held.clauses[c.ID] })
			if len(d.Clauses) == 0 {
				continue
			}
		}
		if err := table.Write(d); err != nil {
			return err
		}
	}
	return table.Flush()
}
