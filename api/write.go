package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"clausebank/clauses"
	"clausebank/clauses/ingest"
)

// putInstrument answers PUT /v1/instruments/{id}.
func (a *API) putInstrument(r *request) error {
	id, err := instrumentID(r)
	if err != nil {
		return err
	}
	body, err := readBody(r, maxImportBytes, "import_bytes", "application/json")
	if err != nil {
		return err
	}
	ctx, cancel := a.changeContext(r)
	defer cancel()
	at, create, err := a.precondition(ctx, r)
	if err != nil {
		return err
	}
	d, err := ingest.Decode("body", ingest.JSONL, body, a.taxonomy)
	if err != nil {
		return err
	}
	if d.Instrument.ID != id {
		return &clauses.InvalidError{Problems: []clauses.Problem{{
			Path: "instrument.id", Reason: fmt.Sprintf("%q is not the ID in the address", shown(string(d.Instrument.ID))), Remedy: "write " + string(id),
		}}}
	}
	revision, err := a.store.PutIf(ctx, d, at)
	if err != nil {
		return fmt.Errorf("put %s: %w", id, err)
	}
	status := http.StatusOK
	if create {
		status = http.StatusCreated
		r.Response().Header().Set("Location", hrefOf(string(id)))
	}
	return a.receipt(ctx, r, status, Receipt{ID: id, Revision: revision, Created: create})
}

// withdrawInstrument answers POST /v1/instruments/{id}/withdrawal.
func (a *API) withdrawInstrument(r *request) error {
	id, err := instrumentID(r)
	if err != nil {
		return err
	}
	body, err := readBody(r, maxRequestBytes, "request_bytes", "application/json")
	if err != nil {
		return err
	}
	var asked WithdrawalRequest
	if err := decodeStrictly(body, &asked); err != nil {
		return err
	}
	ctx, cancel := a.changeContext(r)
	defer cancel()
	if _, _, err := a.store.Document(ctx, id); errors.Is(err, clauses.ErrNotFound) {
		return &missingError{"instrument", string(id)}
	} else if err != nil {
		return fmt.Errorf("withdraw %s: %w", id, err)
	}
	at, create, err := a.precondition(ctx, r)
	if err != nil {
		return err
	}
	if create {
		return errNoPrecondition // what is withdrawn must exist
	}
	if problems := a.withdrawalProblems(ctx, asked, id); len(problems) > 0 {
		return &clauses.InvalidError{Problems: problems}
	}
	revision, err := a.store.Withdraw(ctx, id, asked.Reason, asked.Successor, at)
	if err != nil {
		return fmt.Errorf("withdraw %s: %w", id, err)
	}
	return a.receipt(ctx, r, http.StatusOK, Receipt{ID: id, Revision: revision})
}

// withdrawalProblems says what is wrong with a withdrawal.
func (a *API) withdrawalProblems(ctx context.Context, asked WithdrawalRequest, id clauses.InstrumentID) []clauses.Problem {
	var problems []clauses.Problem
	if strings.TrimSpace(asked.Reason) == "" {
		problems = append(problems, clauses.Problem{Path: "reason", Reason: "there is no reason", Remedy: "say why it is withdrawn"})
	}
	if asked.Successor == "" {
		return problems
	}
	if _, _, err := a.store.Document(ctx, asked.Successor); err != nil || asked.Successor == id {
		problems = append(problems, clauses.Problem{
			Path: "successor", Reason: fmt.Sprintf("the library has no other instrument %q", shown(string(asked.Successor))), Remedy: "import it first, or leave successor out",
		})
	}
	return problems
}

// changeContext returns the context of a change: it ends with the import
// deadline, however long the body took.
func (a *API) changeContext(r *request) (context.Context, context.CancelFunc) {
	return context.WithTimeout(r.context(), importDeadline)
}

// extend moves the deadline for writing the answer.
func (r *request) extend(d time.Duration) {
	// A connection that knows no deadlines has none to move.
	_ = http.NewResponseController(r.Response()).SetWriteDeadline(time.Now().Add(d))
}

// precondition returns the revision that the document in the path must have, 0
// where it must not exist yet.
func (a *API) precondition(ctx context.Context, r *request) (at clauses.Revision, create bool, err error) {
	match := strings.Join(r.Request().Header.Values("If-Match"), ",")
	none := strings.Join(r.Request().Header.Values("If-None-Match"), ",")
	switch {
	case match == "" && strings.TrimSpace(none) == "*":
		return 0, true, nil
	case match == "":
		return 0, false, errNoPrecondition
	case none != "":
		return 0, false, errPreconditionFailed
	}
	id, err := instrumentID(r)
	if err != nil {
		return 0, false, err
	}
	_, current, err := a.store.Document(ctx, id)
	if errors.Is(err, clauses.ErrNotFound) {
		return 0, false, errPreconditionFailed
	}
	if err != nil {
		return 0, false, err
	}
	recorded, err := a.store.Position(ctx)
	if err != nil {
		return 0, false, err
	}
	for _, tag := range entityTags(match) {
		if of, ok := revisionOf(tag, recorded.Epoch); tag == "*" || ok && of == current {
			return current, false, nil
		}
	}
	return 0, false, errPreconditionFailed
}

// receipt catches up, so that the next search finds the change, and answers. What
// is stored stays stored when that fails: the index catches up later.
func (a *API) receipt(ctx context.Context, r *request, status int, receipt Receipt) error {
	recorded, err := a.store.Position(ctx)
	if err != nil {
		return err
	}
	r.Response().Header().Set("ETag", `"`+documentVersion(recorded.Epoch, receipt.Revision)+`"`)
	receipt.Searchable = within(ctx, a.catchUp(receipt.Revision))
	r.extend(writeDeadline)
	return respond(r, status, receipt)
}

// catchUp begins to bring the index up to date, and goes on until Close. The
// channel says once whether the index has reached the revision.
func (a *API) catchUp(revision clauses.Revision) <-chan bool {
	reached := make(chan bool, 1)
	a.following.Go(func() {
		at, err := a.follower.CatchUp(a.life)
		if err != nil {
			a.log.Warn().Err(err).Msg("the index could not catch up")
		}
		reached <- err == nil && at.Revision >= revision
	})
	return reached
}

// within waits for the index, and gives up when ctx ends.
func within(ctx context.Context, reached <-chan bool) bool {
	select {
	case ok := <-reached:
		return ok
	case <-ctx.Done():
		return false
	}
}
