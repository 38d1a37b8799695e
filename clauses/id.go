package clauses

import (
	"regexp"
	"strings"
)

// InstrumentID names an instrument for ever: 3 to 80 characters of a-z, 0-9
// and '-'. It is opaque: nothing reads a country or a year out of it. An ID is
// never given to another instrument and never vanishes.
type InstrumentID string

// ClauseID names a clause for ever: the instrument's ID, a dot, and a slug of
// 1 to 80 characters of a-z, 0-9 and '-'. The slug is opaque too; a locator
// may be corrected without the ID changing.
type ClauseID string

// TopicID is the code of a topic of the taxonomy, such as right_to_disconnect.
type TopicID string

var (
	instrumentPattern = regexp.MustCompile(`^[a-z0-9-]{3,80}$`)
	slugPattern       = regexp.MustCompile(`^[a-z0-9-]{1,80}$`)
)

// Valid reports whether the ID has the form of an instrument's ID.
func (id InstrumentID) Valid() bool { return instrumentPattern.MatchString(string(id)) }

// Valid reports whether the ID has the form of a clause's ID.
func (id ClauseID) Valid() bool {
	instrument, slug, ok := strings.Cut(string(id), ".")
	return ok && InstrumentID(instrument).Valid() && slugPattern.MatchString(slug)
}

// Instrument returns the ID of the instrument that the clause belongs to: what
// stands before the dot.
func (id ClauseID) Instrument() InstrumentID {
	instrument, _, _ := strings.Cut(string(id), ".")
	return InstrumentID(instrument)
}
