package api

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/rs/zerolog"
)

// observe gives a request its ID, answers its error, and logs it: one event,
// whatever happens.
func (a *API) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		start, asked := time.Now(), c.Request()
		id := rand.Text()
		header := c.Response().Header()
		header.Set(echo.HeaderXRequestID, id)
		header.Set(echo.HeaderXContentTypeOptions, "nosniff")
		header.Set(echo.HeaderContentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'")
		header.Set(echo.HeaderReferrerPolicy, "no-referrer")
		err = recovered(next, c)
		problem := ""
		broken := err != nil && c.Response().Committed // the answer has begun and has no proper end
		if err != nil && !broken {
			err = routed(err)
			if reads(asked.Method) && (errors.Is(err, errNoSuchPath) || errors.Is(err, errMethodNotAllowed)) {
				allowEverySite(header) // no route has done so
			}
			problem = writeProblem(c, err).Type
		}
		a.logRequest(c, asked, problem, time.Since(start), err)
		if broken {
			panic(http.ErrAbortHandler) // the way to break the connection off, so that the client notices
		}
		return nil
	}
}

func reads(method string) bool { return method == http.MethodGet || method == http.MethodHead }

// recovered runs a handler and returns its panic as an error.
func recovered(next echo.HandlerFunc, c echo.Context) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &panicError{value: p, stack: debug.Stack()}
		}
	}()
	return next(c)
}

// A panicError is a panic of a handler.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v", e.value) }

// routed turns Echo's own errors into ours.
func routed(err error) error {
	switch {
	case errors.Is(err, echo.ErrNotFound):
		return errNoSuchPath
	case errors.Is(err, echo.ErrMethodNotAllowed):
		return errMethodNotAllowed
	}
	return err
}

// logRequest writes the one event of a request. The words of its query are in an
// event of their own at debug level only, and an address of a client never.
func (a *API) logRequest(c echo.Context, asked *http.Request, problem string, took time.Duration, err error) {
	id := c.Response().Header().Get(echo.HeaderXRequestID)
	event := a.log.WithLevel(levelOf(err, problem, asked)).
		Str("request_id", id).
		Str("method", asked.Method).
		Str("route", c.Path()).
		Int("status", c.Response().Status).
		Int64("bytes", c.Response().Size).
		Dur("took", took)
	if problem != "" {
		event.Str("problem", problem)
	}
	if c.Response().Status >= http.StatusInternalServerError || err != nil && problem == "" {
		event.AnErr("error", err)
	}
	if p := (*panicError)(nil); errors.As(err, &p) {
		event.Bytes("stack", p.stack)
	}
	event.Msg("request")
	a.log.Debug().Str("request_id", id).Str("query", asked.URL.RawQuery).Msg("query")
}

// levelOf says how bad the end of a request is. A problem of "" with an error is
// an answer that broke off.
func levelOf(err error, problem string, asked *http.Request) zerolog.Level {
	switch {
	case err == nil, errors.Is(err, errNotReady), asked.Context().Err() != nil: // or the client has left
		return zerolog.InfoLevel
	case problem == problemPrefix+deadlineExceeded.name:
		return zerolog.WarnLevel
	case problem == "", problem == problemPrefix+internal.name, problem == problemPrefix+unavailable.name:
		return zerolog.ErrorLevel
	}
	return zerolog.InfoLevel
}

// refuseEncoded refuses bodies that are compressed: a few bytes could unfold to
// any size.
func refuseEncoded(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if e := c.Request().Header.Get(echo.HeaderContentEncoding); e != "" && e != "identity" {
			return &mediaTypeError{got: e, encoding: true}
		}
		return next(c)
	}
}
