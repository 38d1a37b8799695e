package api

import (
	"fmt"
	"net/http"
)

// backUp answers GET /v1/backup.
func (a *API) backUp(r *request) error {
	header := r.Response().Header()
	header.Set("Content-Type", "application/octet-stream")
	header.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "clausebank-"+a.today().String()+".backup"))
	header.Set("Cache-Control", "no-store")
	if r.Request().Method == http.MethodHead {
		r.Response().WriteHeader(http.StatusOK)
		return nil
	}
	if err := a.store.Backup(r.context(), steady(r)); err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	return nil
}
