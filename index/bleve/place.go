package bleve

import (
	"clausebank/index"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// The parts of a text, in the order of their places.
const (
	headingPart = iota
	bodyPart
	contextPart
)

// A place is where a word stands in a text: its part and its number within the
// part. Places in different parts are farther apart than any text is long.
type place uint64

const partShift = 40

func (p place) part() int { return int(p >> partShift) }

// number returns the number of the word within its part, from 0.
func (p place) number() int { return int(p & (1<<partShift - 1)) }

// weight returns what an occurrence at the place counts.
func (p place) weight() int {
	if p.part() == headingPart {
		return index.HeadingWeight
	}
	return 1
}

// appendPlaces appends the places of a term in a text, in order.
func appendPlaces(to []place, p segment.Posting) []place {
	for _, location := range p.Locations() {
		heading, body := int(location.Start()), int(location.End())
		for i, number := range location.ArrayPositions() {
			part := contextPart
			switch {
			case i < heading:
				part = headingPart
			case i < heading+body:
				part = bodyPart
			}
			to = append(to, place(part)<<partShift|place(number))
		}
	}
	return to
}
