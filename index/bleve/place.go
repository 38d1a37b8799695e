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

// An occurrence says where a word stands in a part of the index: the number of
// the text, the part of the text, and the number of the word within that,
// in 32, 2 and 30 bits. So occurrences compare by text and place, the difference
// of two in one part of a text is their distance, and those of different
// parts are farther apart than any text is long.
type occurrence uint64

const (
	textShift = 32
	partShift = 30
)

func occurrenceAt(text uint32, part int, number uint64) occurrence {
	return occurrence(text)<<textShift | occurrence(part)<<partShift | occurrence(number)
}

func (o occurrence) text() uint32 { return uint32(o >> textShift) }

// number returns the number of the word within its part, from 0.
func (o occurrence) number() int { return int(o & (1<<partShift - 1)) }

// weight returns what the occurrence counts.
func (o occurrence) weight() int {
	if o>>partShift&3 == headingPart {
		return index.HeadingWeight
	}
	return 1
}

// appendOccurrences appends where a term stands in a text, in order.
func appendOccurrences(to []occurrence, text uint32, p segment.Posting) []occurrence {
	for _, location := range p.Locations() {
		places := location.ArrayPositions()
		heading := int(location.Start())
		body := heading + int(location.End())
		for i, number := range places {
			part := contextPart
			switch {
			case i < heading:
				part = headingPart
			case i < body:
				part = bodyPart
			}
			to = append(to, occurrenceAt(text, part, number))
		}
	}
	return to
}

// mergeRuns puts a list in order that is made of sorted runs, of which ends holds
// the ends. It may use the memory of spare. It returns the list and what is now
// to spare.
func mergeRuns(list []occurrence, ends []int, spare []occurrence) (merged, rest []occurrence) {
	for len(ends) > 1 {
		spare = spare[:0]
		next := ends[:0:0]
		start := 0
		for i := 0; i < len(ends); i += 2 {
			if i+1 == len(ends) {
				spare = append(spare, list[start:ends[i]]...)
				next = append(next, len(spare))
				break
			}
			spare = mergeTwo(spare, list[start:ends[i]], list[ends[i]:ends[i+1]])
			next = append(next, len(spare))
			start = ends[i+1]
		}
		list, spare, ends = spare, list, next
	}
	return list, spare
}

func mergeTwo(to, a, b []occurrence) []occurrence {
	for len(a) > 0 && len(b) > 0 {
		if a[0] <= b[0] {
			to, a = append(to, a[0]), a[1:]
		} else {
			to, b = append(to, b[0]), b[1:]
		}
	}
	return append(append(to, a...), b...)
}

// tally calls visit for each text of a set that a list of occurrences has, with
// the weighted tf.
func tally(all []occurrence, in bitmap, visit func(text uint32, tf int)) {
	for i := 0; i < len(all); {
		text, tf := all[i].text(), 0
		for ; i < len(all) && all[i].text() == text; i++ {
			tf += all[i].weight()
		}
		if in.has(text) {
			visit(text, tf)
		}
	}
}
