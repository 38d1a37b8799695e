package api

import (
	"errors"
	"fmt"
	"net/http"

	"clausebank/clauses"
)

// getInstrument answers GET /v1/instruments/{id}.
func (a *API) getInstrument(r *request) error {
	d, at, err := a.documentOf(r)
	if err != nil {
		return err
	}
	recorded, err := a.store.Position(r.context())
	if err != nil {
		return fmt.Errorf("read %s: %w", d.Instrument.ID, err)
	}
	relations, err := a.relationsOf(r.context(), string(d.Instrument.ID), d.Instrument.Relations)
	if err != nil {
		return fmt.Errorf("read %s: %w", d.Instrument.ID, err)
	}
	p := a.presenter(r.lang, a.today())
	body, err := encode(InstrumentDetail{
		InstrumentBase: p.instrument(d.Instrument), Relations: relations, ClauseCount: len(d.Clauses),
		Reuse: p.reuse(licencesOf(d.Clauses...)), Revision: at,
	})
	if err != nil {
		return err
	}
	same, err := unchanged(r, documentTag(documentVersion(recorded.Epoch, at), string(body)))
	if same || err != nil {
		return err
	}
	return respondBytes(r, http.StatusOK, "application/json", body)
}

// documentOf reads the document in the path.
func (a *API) documentOf(r *request) (clauses.Document, clauses.Revision, error) {
	id, err := instrumentID(r)
	if err != nil {
		return clauses.Document{}, 0, err
	}
	d, at, err := a.store.Document(r.context(), id)
	if errors.Is(err, clauses.ErrNotFound) {
		err = &missingError{"instrument", string(id)}
	}
	return d, at, err
}

func instrumentID(r *request) (clauses.InstrumentID, error) {
	id := clauses.InstrumentID(r.id())
	if !id.Valid() {
		return "", &missingError{"instrument", shown(string(id))}
	}
	return id, nil
}
