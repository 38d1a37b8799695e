package api

import (
	"errors"
	"fmt"

	"clausebank/clauses"
	"clausebank/clauses/ingest"
)

// Errors that begin in this package. problem.go says what a client reads of
// them; everything else that a handler returns comes from the packages below
// and climbs unchanged.
var (
	errUnauthorized       = errors.New("the token is missing or wrong")
	errWritingOff         = errors.New("writing is off")
	errNotReady           = errors.New("the index has not caught up yet")
	errNoPrecondition     = errors.New("the request has neither If-Match nor If-None-Match")
	errPreconditionFailed = errors.New("the document is not as the request says")
	errNoSuchPath         = errors.New("no such address")
	errMethodNotAllowed   = errors.New("the address does not take this method")
)

// A parameterError lists the parameters and headers that have values they
// cannot have.
type parameterError struct{ faults []Fault }

func (e *parameterError) Error() string {
	return fmt.Sprintf("%d parameters are wrong, the first is %s: %s", len(e.faults), e.faults[0].Parameter, e.faults[0].Reason)
}

// An unknownParameterError lists parameters that the operation does not have,
// and those that it has.
type unknownParameterError struct {
	faults []Fault
	known  []string
}

func (e *unknownParameterError) Error() string {
	return "unknown parameter " + e.faults[0].Parameter
}

// A tooLargeError says that a body is larger than a limit allows.
type tooLargeError struct {
	limit string
	max   int64
	unit  string // bytes, clauses
}

func (e *tooLargeError) Error() string {
	return fmt.Sprintf("limit %q: at most %d %s", e.limit, e.max, e.unit)
}

// A mediaTypeError says that a body is of a type that the operation does not
// take; with encoding set, that it is encoded.
type mediaTypeError struct {
	got      string
	want     []string
	encoding bool
}

func (e *mediaTypeError) Error() string { return "body of type " + e.got }

// A bodyError says that a body cannot be read.
type bodyError struct{ reason string }

func (e *bodyError) Error() string { return "body: " + e.reason }

// A searchError wraps what an engine has against a query, with the address at
// which the same search begins again.
type searchError struct {
	err     error
	restart string
}

func (e *searchError) Error() string { return "search: " + e.err.Error() }
func (e *searchError) Unwrap() error { return e.err }

// A rejectedError says that an import stored nothing because documents are
// wrong.
type rejectedError struct{ report ingest.Report }

func (e *rejectedError) Error() string {
	return fmt.Sprintf("%d documents are wrong", e.report.Rejected)
}

// A missingError says what was looked for and is not there.
type missingError struct{ what, id string }

func (e *missingError) Error() string { return "no " + e.what + " " + e.id }
func (e *missingError) Unwrap() error { return clauses.ErrNotFound }
