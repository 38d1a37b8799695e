package clauses

import (
	"errors"
	"fmt"
	"strings"
)

// What a caller of a store may act on.
var (
	ErrNotFound    = errors.New("not found")
	ErrGone        = errors.New("withdrawn") // always wrapped in a *GoneError
	ErrConflict    = errors.New("changed meanwhile")
	ErrUnavailable = errors.New("unavailable")
)

// A GoneError says what was withdrawn and why; errors.Is(err, ErrGone) holds.
type GoneError struct{ Withdrawal Withdrawal }

func (e *GoneError) Error() string {
	return fmt.Sprintf("%s was withdrawn on %s: %s", e.Withdrawal.ID, e.Withdrawal.Date, e.Withdrawal.Reason)
}

func (e *GoneError) Unwrap() error { return ErrGone }

// An InvalidError lists every problem of a document.
type InvalidError struct{ Problems []Problem }

// A Problem names one fault: where, what, and how to mend it.
type Problem struct {
	Path   string // in the document's own field names: clauses[3].texts[0].language
	Reason string
	Remedy string // "" where the reason says it
}

func (p Problem) String() string {
	s := p.Path + ": " + p.Reason
	if p.Remedy != "" {
		s += "; " + p.Remedy
	}
	return s
}

func (e *InvalidError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.String()
	}
	return "invalid document: " + strings.Join(lines, "\n")
}
