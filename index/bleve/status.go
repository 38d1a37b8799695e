package bleve

import (
	"slices"
	"sync"

	"clausebank/clauses"
)

// maxStatusDays is how many days a view remembers the statuses for. Nearly all
// searches ask about today.
const maxStatusDays = 4

// A statusCache remembers the status of each of a view's validities on the last
// few days that were asked for.
type statusCache struct {
	mu   sync.Mutex
	days []statusDay // the oldest first
}

type statusDay struct {
	day      clauses.Day
	statuses []uint8 // by validity, in clauses.Statuses
}

// statusesOn returns the status of each of the view's validities on a day, as a
// place in clauses.Statuses.
func (v *view) statusesOn(day clauses.Day) []uint8 {
	c := &v.statuses
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, known := range c.days {
		if known.day == day {
			return known.statuses
		}
	}
	statuses := make([]uint8, len(v.validities))
	for i, validity := range v.validities {
		statuses[i] = uint8(slices.Index(clauses.Statuses, validity.On(day)))
	}
	if len(c.days) == maxStatusDays {
		c.days = slices.Delete(c.days, 0, 1)
	}
	c.days = append(c.days, statusDay{day, statuses})
	return statuses
}
