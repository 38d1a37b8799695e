package api

import (
	"context"
	"fmt"
	"net/http"
)

// getHealth answers GET /healthz.
func (a *API) getHealth(r *request) error {
	return respond(r, http.StatusOK, Health{Status: "ok", Version: a.version})
}

// getReadiness answers GET /readyz.
func (a *API) getReadiness(r *request) error {
	if err := a.caughtUp(r.context()); err != nil {
		return err
	}
	recorded, err := a.store.Position(r.context())
	if err != nil {
		return fmt.Errorf("read the position: %w", err)
	}
	indexed, err := a.index.Position(r.context())
	if err != nil {
		return fmt.Errorf("read the position: %w", err)
	}
	r.Response().Header().Set("Cache-Control", "no-store")
	return respond(r, http.StatusOK, Readiness{Ready: true, Revision: recorded.Revision, Indexed: indexed.Revision})
}

// caughtUp returns errNotReady until the index has once been where the record
// is: before that, a search would leave clauses out without saying so.
func (a *API) caughtUp(ctx context.Context) error {
	if a.ready.Load() {
		return nil
	}
	recorded, err := a.store.Position(ctx)
	if err != nil {
		return fmt.Errorf("read the position: %w", err)
	}
	indexed, err := a.index.Position(ctx)
	if err != nil {
		return fmt.Errorf("read the position: %w", err)
	}
	if indexed.Store != recorded.Store || indexed.Epoch != recorded.Epoch || indexed.Revision < recorded.Revision {
		return errNotReady
	}
	a.ready.Store(true)
	return nil
}
