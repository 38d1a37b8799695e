package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"clausebank/clauses"
	"clausebank/clauses/cite"
	"clausebank/clauses/ingest"
	"clausebank/index"
)

// A problemKind is a type of problem as the contract lists them, with the
// status that goes with it. Only this file knows status codes of errors.
type problemKind struct {
	name   string // what follows problemPrefix
	title  string
	status int
}

const problemPrefix = "urn:clausebank:problem:"

var (
	invalidParameter     = problemKind{"invalid-parameter", "A parameter has a wrong value", http.StatusBadRequest}
	unknownParameter     = problemKind{"unknown-parameter", "There is no such parameter", http.StatusBadRequest}
	querySyntax          = problemKind{"query-syntax", "The query is not well formed", http.StatusBadRequest}
	limitExceeded        = problemKind{"limit-exceeded", "The request breaks a limit", http.StatusBadRequest}
	cursorMismatch       = problemKind{"cursor-mismatch", "The cursor belongs to another query", http.StatusBadRequest}
	cursorExpired        = problemKind{"cursor-expired", "The cursor has expired", http.StatusGone}
	invalidBody          = problemKind{"invalid-body", "The body cannot be read", http.StatusBadRequest}
	invalidDocument      = problemKind{"invalid-document", "The document breaks rules of the format", http.StatusUnprocessableEntity}
	importRejected       = problemKind{"import-rejected", "Nothing was imported", http.StatusUnprocessableEntity}
	unauthorized         = problemKind{"unauthorized", "The token is missing or wrong", http.StatusUnauthorized}
	writingOff           = problemKind{"writing-off", "This server takes no writing", http.StatusForbidden}
	notFound             = problemKind{"not-found", "Not found", http.StatusNotFound}
	withdrawn            = problemKind{"withdrawn", "Withdrawn from the library", http.StatusGone}
	methodNotAllowed     = problemKind{"method-not-allowed", "The address does not take this method", http.StatusMethodNotAllowed}
	preconditionRequired = problemKind{"precondition-required", "A precondition is needed", http.StatusPreconditionRequired}
	preconditionFailed   = problemKind{"precondition-failed", "The document has changed", http.StatusPreconditionFailed}
	bodyTooLarge         = problemKind{"body-too-large", "The body is too large", http.StatusRequestEntityTooLarge}
	unsupportedMediaType = problemKind{"unsupported-media-type", "The body is of a type that is not taken", http.StatusUnsupportedMediaType}
	deadlineExceeded     = problemKind{"deadline-exceeded", "The answer took too long", http.StatusServiceUnavailable}
	notReady             = problemKind{"not-ready", "The index is being built", http.StatusServiceUnavailable}
	unavailable          = problemKind{"unavailable", "A part of the server cannot answer", http.StatusServiceUnavailable}
	internal             = problemKind{"internal", "A fault of the server", http.StatusInternalServerError}
)

// retryAfter is what a client is told to wait while the index is being built.
const retryAfter = 5 * time.Second

// with returns a problem of the kind.
func (k problemKind) with(detail string) Problem {
	return Problem{Type: problemPrefix + k.name, Title: k.title, Status: k.status, Detail: detail}
}

// problemOf turns an error into what a client may read. What it does not know
// becomes a fixed sentence: nothing of the inside gets out.
func problemOf(err error) Problem {
	var (
		parameter *parameterError
		unknown   *unknownParameterError
		syntax    *index.SyntaxError
		limit     *index.LimitError
		large     *tooLargeError
		media     *mediaTypeError
		body      *bodyError
		search    *searchError
		rejected  *rejectedError
		document  *ingest.ProblemsError
		invalid   *clauses.InvalidError
		gone      *clauses.GoneError
		missing   *missingError
	)
	switch {
	case errors.As(err, &parameter):
		p := invalidParameter.with(sentences(parameter.faults))
		p.Errors = parameter.faults
		return p
	case errors.As(err, &unknown):
		p := unknownParameter.with(sentences(unknown.faults))
		p.Errors, p.Known = unknown.faults, unknown.known
		return p
	case errors.As(err, &syntax):
		p := querySyntax.with(fmt.Sprintf("Column %d: expected %s, found %s.", syntax.Column, syntax.Expected, syntax.Found))
		p.Column, p.Expected = syntax.Column, syntax.Expected
		return p
	case errors.As(err, &limit):
		p := limitExceeded.with(fmt.Sprintf("The limit %q is %d; %s.", limit.Limit, limit.Max, limit.Remedy))
		p.Limit, p.Max = limit.Limit, int64(limit.Max)
		return p
	case errors.As(err, &large):
		p := bodyTooLarge.with(fmt.Sprintf("The limit %q is %d %s. Send it in parts.", large.limit, large.max, large.unit))
		p.Limit, p.Max = large.limit, large.max
		return p
	case errors.Is(err, index.ErrCursorExpired) && errors.As(err, &search):
		p := cursorExpired.with(fmt.Sprintf("The results that this cursor continues are kept for %d minutes. Begin again at the address in restart.",
			index.SnapshotAge/time.Minute))
		p.Restart = search.restart
		return p
	case errors.Is(err, index.ErrCursorMismatch):
		return cursorMismatch.with("All parameters must be the same as on the page that gave the cursor; follow next as it is.")
	case errors.As(err, &media):
		return mediaTypeProblem(media)
	case errors.As(err, &body):
		return invalidBody.with(body.reason)
	case errors.As(err, &rejected):
		p := importRejected.with(fmt.Sprintf("Nothing was stored: %s. Mend what errors lists and send everything again, or use keep_going=true to store the others.",
			count(rejected.report.Rejected, "document is wrong", "documents are wrong")))
		p.Errors = importFaults(rejected.report.Problems)
		return p
	case errors.As(err, &document):
		return documentProblem(document)
	case errors.As(err, &invalid):
		p := invalidDocument.with(count(len(invalid.Problems), "fault", "faults") + "; nothing was stored.")
		for _, f := range invalid.Problems {
			p.Errors = append(p.Errors, Fault{Path: f.Path, Reason: f.Reason, Remedy: f.Remedy})
		}
		return p
	case errors.As(err, &gone):
		return goneProblem(gone.Withdrawal)
	case errors.As(err, &missing):
		return notFound.with(fmt.Sprintf("There is no %s %s.", missing.what, missing.id))
	}
	return plainProblem(err)
}

// plainProblem turns errors without anything of their own to say into problems.
func plainProblem(err error) Problem {
	switch {
	case errors.Is(err, clauses.ErrNotFound):
		return notFound.with("There is nothing of this ID.")
	case errors.Is(err, errNoSuchPath):
		return notFound.with("There is nothing at this address. The contract is at /openapi.yaml, and to read at /docs.")
	case errors.Is(err, errMethodNotAllowed):
		return methodNotAllowed.with("The header Allow lists the methods that the address takes.")
	case errors.Is(err, errUnauthorized):
		return unauthorized.with("Send the header Authorization: Bearer TOKEN with the token of this library.")
	case errors.Is(err, errWritingOff):
		return writingOff.with("Start the server with --token-file FILE to switch writing on; FILE holds a token of at least 32 random bytes and only its owner may read it.")
	case errors.Is(err, errNoPrecondition):
		return preconditionRequired.with("Send If-Match with the ETag of the instrument to change it, or If-None-Match: * to create it.")
	case errors.Is(err, errPreconditionFailed), errors.Is(err, clauses.ErrConflict):
		return preconditionFailed.with("Read the instrument again, and send the change with its new ETag. An instrument that was ever in the library cannot be created again.")
	case errors.Is(err, cite.ErrTooLong):
		p := bodyTooLarge.with(fmt.Sprintf("The limit %q is %d bytes. Send the text in parts.", "lookup_bytes", cite.MaxTextBytes))
		p.Limit, p.Max = "lookup_bytes", cite.MaxTextBytes
		return p
	case errors.Is(err, errNotReady):
		return notReady.with("The index is being built from the record. Try again soon; /readyz says when.")
	case errors.Is(err, context.DeadlineExceeded):
		return deadlineExceeded.with("The answer was not ready in the time that the server allows. Narrow the search, or try again.")
	case errors.Is(err, context.Canceled), errors.Is(err, clauses.ErrUnavailable):
		return unavailable.with("The server cannot answer this now. Try again soon.")
	}
	return internal.with("The server could not answer because of a fault of its own. Its log has it under the request_id.")
}

// documentProblem is the problem of a body that should hold one document.
func documentProblem(e *ingest.ProblemsError) Problem {
	p := invalidDocument.with(count(len(e.Problems), "fault", "faults") + "; nothing was stored.")
	if e.Unreadable {
		p = invalidBody.with("The body is not one document in JSON; nothing was stored.")
	}
	p.Errors = importFaults(e.Problems)
	return p
}

func mediaTypeProblem(e *mediaTypeError) Problem {
	if e.encoding {
		return unsupportedMediaType.with("Send the body as it is, without Content-Encoding.")
	}
	return unsupportedMediaType.with("Send the body as " + strings.Join(e.want, ", or ") + ", and say so in Content-Type.")
}

func goneProblem(w clauses.Withdrawal) Problem {
	p := withdrawn.with(fmt.Sprintf("%s was withdrawn from the library on %s: %s", w.ID, w.Date, w.Reason))
	p.Reason, p.Date = w.Reason, w.Date
	if w.Successor != "" {
		p.Successor = &Successor{ID: w.Successor, Href: hrefOf(w.Successor)}
	}
	return p
}

func importFaults(problems []ingest.Problem) []Fault {
	faults := make([]Fault, len(problems))
	for i, p := range problems {
		faults[i] = Fault{File: p.File, Line: p.Line, Column: p.Column, ID: p.ID, Path: p.Path, Reason: p.Reason, Remedy: p.Remedy}
	}
	return faults
}

// writeProblem answers with the problem that an error is, and returns it.
func writeProblem(c echo.Context, err error) Problem {
	p := problemOf(err)
	header := c.Response().Header()
	p.RequestID = header.Get(echo.HeaderXRequestID)
	for _, name := range []string{"ETag", "Link", "Content-Location", "Content-Language", "Content-Disposition", "Content-Length", exportHeader} {
		header.Del(name) // of an answer that was not given
	}
	var media *mediaTypeError
	switch {
	case p.Status == http.StatusUnauthorized:
		header.Set(echo.HeaderWWWAuthenticate, `Bearer realm="clausebank"`)
	case p.Type == problemPrefix+notReady.name:
		header.Set(echo.HeaderRetryAfter, strconv.Itoa(int(retryAfter/time.Second)))
	case errors.As(err, &media) && media.encoding:
		header.Set(echo.HeaderAcceptEncoding, "identity")
	}
	encoded, encodeErr := encode(p)
	if encodeErr != nil { // a Problem holds nothing that JSON cannot say
		encoded = []byte("{}\n")
	}
	header.Set(echo.HeaderCacheControl, "no-store")
	_ = respondBytes(c, p.Status, "application/problem+json", encoded) // the client is gone
	return p
}

// sentences joins what is wrong with several parameters.
func sentences(faults []Fault) string {
	parts := make([]string, len(faults))
	for i, f := range faults {
		parts[i] = f.Parameter + ": " + f.Reason
		if f.Remedy != "" {
			parts[i] += " " + f.Remedy
		}
	}
	return strings.Join(parts, " ")
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
