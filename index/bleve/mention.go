package bleve

import (
	"slices"

	"clausebank/index"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// A mention is a concept that a text names, at the places where it does.
type mention struct {
	concept       string
	weight        float64 // the greatest of the labels that name it
	heading, body uint32  // how many of the places are in the heading, in the body
	places        []uint64
}

// mentions lists the concepts that a text in a language names.
func (a *analyser) mentions(language string, sections []section) []mention {
	var found []mention
	for part, s := range sections {
		for _, named := range a.recogniser.InText(language, s.text, s.split) {
			at := slices.IndexFunc(found, func(m mention) bool { return m.concept == string(named.Concept) })
			if at < 0 {
				at = len(found)
				found = append(found, mention{concept: string(named.Concept)})
			}
			m := &found[at]
			m.weight = max(m.weight, named.Weight)
			m.places = append(m.places, uint64(named.Start))
			switch part {
			case headingPart:
				m.heading++
			case bodyPart:
				m.body++
			}
		}
	}
	return found
}

// mentions is the field of a text's concepts.
type mentions struct {
	occurrences
	concepts []mention
}

// AnalyzedTokenFrequencies returns each concept with its frequency and one
// location that holds all of its places.
func (m mentions) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies {
	frequencies := make(bleveindex.TokenFrequencies, len(m.concepts))
	for _, c := range m.concepts {
		f := &bleveindex.TokenFreq{Term: []byte(c.concept), Locations: []*bleveindex.TokenLocation{{
			Start: int(c.heading), End: int(c.body), ArrayPositions: c.places}}}
		f.SetFrequency(c.frequency())
		frequencies[c.concept] = f
	}
	return frequencies
}

// halfWeight is the one weight of labels between 0 and 1.
const halfWeight = 0.5

// frequency returns what is kept as the frequency of a concept: the weighted tf
// doubled, and one more where the labels weigh half.
func (m mention) frequency() int {
	frequency := 2 * (len(m.places) + (index.HeadingWeight-1)*int(m.heading))
	if m.weight == halfWeight {
		frequency++
	}
	return frequency
}

// readMention returns the weighted tf and the weight of a concept's frequency.
func readMention(frequency int) (tf int, weight float64) {
	if frequency%2 == 1 {
		return frequency / 2, halfWeight
	}
	return frequency / 2, 1
}
