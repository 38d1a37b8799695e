package bleve

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausebank/clauses"
	"clausebank/index"
	"clausebank/index/words"
)

// holidays is a concept with labels of both weights.
var holidays = clauses.Concept{ID: "holidays", Labels: []clauses.Label{
	{Language: "fr", Text: "congés", Weight: 1}, {Language: "fr", Text: "travail de nuit", Weight: 0.5},
}}

func TestRead(t *testing.T) {
	t.Parallel()
	a := newAnalyser(index.NewRecogniser(clauses.NewThesaurus(holidays)))
	context := a.context(clauses.Instrument{
		Titles:  []clauses.Title{{Text: "Travail de nuit"}},
		Parties: []clauses.Party{{Name: "Congés"}},
	})
	for range 2 { // the second time, all words are known
		p := a.read(clauses.Text{Language: "fr", Heading: "Les congés", Text: "Les congés, et les congés."}, context)
		if p.length != 7 {
			t.Errorf("length %d, want 7", p.length)
		}
		want := map[string]occurring{
			"les":     {heading: 1, body: 2, places: []uint32{0, 0, 3}},
			"conges":  {heading: 1, body: 2, places: []uint32{1, 1, 4, 3}},
			"et":      {body: 1, places: []uint32{2}},
			"travail": {places: []uint32{0}},
			"de":      {places: []uint32{1}},
			"nuit":    {places: []uint32{2}},
		}
		if diff := cmp.Diff(want, a.named(p.exact), cmp.AllowUnexported(occurring{})); diff != "" {
			t.Errorf("exact forms (-want +got):\n%s", diff)
		}
		wantMention := []mention{{concept: "holidays", weight: 1, heading: 1, body: 2, places: []uint64{1, 1, 4, 0, 3}}}
		if diff := cmp.Diff(wantMention, p.concepts, cmp.AllowUnexported(mention{})); diff != "" {
			t.Errorf("concepts (-want +got):\n%s", diff)
		}
		stem := words.For("fr").Stem("conges")
		if diff := cmp.Diff(want["conges"], a.named(p.stem)[stem], cmp.AllowUnexported(occurring{})); diff != "" {
			t.Errorf("stem %s (-want +got):\n%s", stem, diff)
		}
	}
}

// named unpacks terms by their names.
func (a *analyser) named(packed []byte) map[string]occurring {
	all := make(map[string]occurring)
	unpack(packed, func(t occurring) {
		name := a.terms[t.term]
		t.term, t.places = 0, slices.Clone(t.places)
		all[name] = t
	})
	return all
}

func TestMergeRuns(t *testing.T) {
	t.Parallel()
	for _, runs := range [][][]occurrence{
		{},
		{{1, 2}},
		{{1, 5}, {2, 3}},
		{{4}, {1, 9}, {2}},
		{{5}, {4}, {3}, {2, 6}, {1, 7}},
	} {
		var list []occurrence
		var ends []int
		for _, r := range runs {
			list = append(list, r...)
			ends = append(ends, len(list))
		}
		want := slices.Sorted(slices.Values(list))
		if got, _ := mergeRuns(list, ends, nil); !slices.Equal(got, want) {
			t.Errorf("mergeRuns of %v = %v, want %v", runs, got, want)
		}
	}
}

// TestMentionFrequency: what is kept of a concept tells its tf and its weight.
func TestMentionFrequency(t *testing.T) {
	t.Parallel()
	for _, m := range []mention{
		{weight: 1, places: make([]uint64, 1)},
		{weight: 0.5, places: make([]uint64, 3), heading: 1, body: 2},
		{weight: 1, places: make([]uint64, 2), heading: 2},
	} {
		tf, weight := readMention(m.frequency())
		if want := len(m.places) + 2*int(m.heading); tf != want || weight != m.weight {
			t.Errorf("%+v is kept as %d and %g, want %d", m, tf, weight, want)
		}
	}
}
