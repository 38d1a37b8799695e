package indextest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausebank/clauses"
	"clausebank/index"
)

// Scores in ten-thousandths that were computed from the rule with pencil and
// paper. With N = 2, idf(1) = ln 2 = 0.693147 and idf(2) = ln 1.2 = 0.182322.
var scores = []struct {
	library string
	asked   [][2]string // a query, and its hits by relevance
}{
	// The average is 3. One occurrence gives idf × 2.2/1.9 in aaa.a, idf × 2.2/2.5 in aaa.b.
	{`
		aaa.a en | leave notice
		aaa.b en | leave pay pay pay`, [][2]string{
		{"notice AND leave", "aaa.a=10137"},                      // 0.802591 + 0.211109
		{"leave notice", "aaa.a=11049"},                          // and 0.5 × 0.182322 for standing side by side
		{"pay OR leave", "aaa.b=11771 aaa.a=2111"},               // 0.693147 × 6.6/4.5 + 0.160443; 0.211109
		{"(notice OR pay) AND leave", "aaa.b=11771 aaa.a=10137"}, // of OR only what matches
		{"leave near/1 notice", "aaa.a=8026"},                    // one leaf: df 1, tf 1
		{`"pay pay"`, "aaa.b=8714"},                              // two that overlap: 0.693147 × 4.4/3.5
		{"leave AND leave", "aaa.a=4222 aaa.b=3209"},             // each leaf adds
		{"notice NOT pay", "aaa.a=8026"},
		{"kind:legislation", "aaa.a=0 aaa.b=0"},
	}},
	// The average is 2: 0.182322 × 6.6/4.2, and 0.182322 × 2.2/2.2.
	{`
		aaa.a en notice | x
		aaa.b en | notice x`, [][2]string{
		{"notice", "aaa.a=2865 aaa.b=1823"},
	}},
	// The average is 2.5. Both hold two words; nearness is 0.091161/2 and 0.091161/1.
	{`
		aaa.a en | one x two
		aaa.b en | two one`, [][2]string{
		{"one two", "aaa.b=4883 aaa.a=3826"},
	}},
	// The average is 9.5. At a distance of 8 nearness is 0.091161/8, beyond it is nothing.
	{`
		aaa.a en | one x x x x x x x x two
		aaa.b en | one x x x x x x x two`, [][2]string{
		{"one two", "aaa.b=3841 aaa.a=3570"}, // 2 × 0.182322 × 2.2/2.152632 + 0.011395; 2 × 0.182322 × 2.2/2.247368
	}},
	// English does not count "the": its df is 1, that of "leave" 2.
	{`
		aaa.a en | the leave
		aaa.b fr | the leave`, [][2]string{
		{"the leave", "aaa.b=9666 aaa.a=1823"}, // 0.693147 + 0.182322 + 0.091161
	}},
	// A word adds what it is worth (df 1) if that is more than its concept (df 2), which weighs half in German.
	{`
		aaa.a en | holiday
		aaa.b de | Urlaub`, [][2]string{
		{"holiday", "aaa.a=6931 aaa.b=912"},
		{"concept:holiday", "aaa.a=1823 aaa.b=1823"}, // asked for, it weighs as it is
	}},
	// The average is 2.5. Words have df 2, "holiday accord" (one concept) too, "holiday" 1. In aaa.a the words of the first count,
	// and are worth 0.397137; in aaa.b they are worth 0.337065, and the second 0.640724, for its word counts already.
	{`
		aaa.a en | holiday accord
		aaa.b en | holiday x accord`, [][2]string{
		{"holiday accord holiday", "aaa.b=10234 aaa.a=4883"},
	}},
	// A clause has the score of its best text; titles have no part in lengths.
	{`
		aaa title leave leave
		aaa.a en | x
		aaa.a fr leave | leave`, [][2]string{
		{"leave", "aaa.a=3209"}, // N 2, average 1.5: tf 2 + 3 + 1 = 6, length 2: 0.182322 × 13.2/7.5; the other has tf 2
	}},
}

func testScores(t *testing.T, open func(t *testing.T) index.Engine) {
	for _, test := range scores {
		e := with(t, open, changes(test.library))
		for _, asked := range test.asked {
			if got := scored(ask(t, e, index.Query{Expr: parsed(asked[0]), Limit: 9})); got != asked[1] {
				t.Errorf("in%s\n%s finds %q, want %q", test.library, asked[0], got, asked[1])
			}
		}
	}
	testLike(t, open)
}

func scored(r index.Result) string {
	var s []string
	for _, h := range r.Hits {
		s = append(s, fmt.Sprintf("%s=%d", h.ID, h.Score))
	}
	return strings.Join(s, " ")
}

// testLike looks for clauses like one of alpha, beta and gamma. N is 3, the
// average 3; idf(3) = ln 8/7 = 0.133531 and idf(2) = ln 1.6 = 0.470004.
func testLike(t *testing.T, open func(t *testing.T) index.Engine) {
	e := with(t, open, changes(`
		aaa.a en | alpha beta gamma
		aaa.b en | alpha beta gamma x
		aaa.c en | alpha beta`))
	asked := index.Like{ID: "aaa.a", Texts: []index.LikeText{{Language: "en", Text: "alpha beta gamma the of single"}}}
	for _, test := range []struct {
		name     string
		language string
		topics   []clauses.TopicID
		want     string
	}{
		{"by words", "en", nil, "aaa.b=6486"},                                     // (0.470004 + 2 × 0.133531) × 2.2/2.5
		{"or a topic", "en", []clauses.TopicID{"pay"}, "aaa.b=26486 aaa.c=23092"}, // 2 × 0.133531 × 2.2/1.9 + 2
		{"of another language", "fr", nil, ""},
		{"by no other topic", "fr", []clauses.TopicID{"leave"}, ""},
		{"by a variety of the language", "en-GB", nil, "aaa.b=6486"},
	} {
		asked.Texts[0].Language, asked.Topics = test.language, test.topics
		if got := scored(ask(t, e, index.Query{Expr: asked, Limit: 9})); got != test.want {
			t.Errorf("like aaa.a %s: %q, want %q", test.name, got, test.want)
		}
	}
	// "solo" stands in one text and is not listed, so the other two are enough.
	e = with(t, open, changes(`
		aaa.a en | alpha beta solo
		aaa.b en | alpha beta x
		aaa.c en | alpha`))
	asked = index.Like{ID: "aaa.a", Texts: []index.LikeText{{Language: "en", Text: "alpha beta solo"}}}
	if got := found(ask(t, e, index.Query{Expr: asked, Limit: 9})); got != "aaa.b" {
		t.Errorf("like aaa.a by two words: %q, want aaa.b", got)
	}
}

// testFacets counts what can be counted by eye.
func testFacets(t *testing.T, open func(t *testing.T) index.Engine) {
	library := changes(`
		aaa party CCOO
		aaa.a en | leave
		aaa.b en | leave
		aab party Ccoo
		aab.a pt-BR | férias`)
	library[0].Document.Instrument.Territory = []clauses.Territory{{Country: "ES"}, {Country: "FR"}}
	library[0].Document.Clauses[0].Topics = []clauses.TopicID{"leave"}
	library[0].Document.Clauses[1].Topics = []clauses.TopicID{"bonus"}
	library[1].Document.Instrument.Territory = []clauses.Territory{{Country: "ES"}}
	library[1].Document.Clauses[0].Topics = []clauses.TopicID{"leave"}
	library[1].Document.Clauses[0].Validity = clauses.Validity{To: clauses.Date{Year: 2020}, End: clauses.EndFixed}
	e := with(t, open, library)
	day, err := clauses.ParseDay("2021-01-01")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		query  string
		filter map[index.Field][]string
		status []clauses.Status
		unit   index.Unit
		facet  index.Field
		want   string // * behind what is selected
	}{
		{facet: "country", want: "ES=3 FR=2"},
		{facet: "country", unit: index.Instruments, want: "ES=2 FR=1"},
		{facet: "country", query: "leave", want: "ES=2 FR=2"},
		{facet: "country", filter: map[index.Field][]string{"country": {"FR", "DE"}}, want: "ES=3 FR=2* DE=0*"},
		{facet: "topic", filter: map[index.Field][]string{"country": {"FR"}}, want: "bonus=1 leave=1 pay=1 time=1"},
		{facet: "topic", filter: map[index.Field][]string{"language": {"pt"}}, want: "leave=1 time=1"},
		{facet: "language", filter: map[index.Field][]string{"topic": {"time"}, "language": {"pt"}}, want: "en=1 pt=1* pt-BR=1"},
		{facet: "party", filter: map[index.Field][]string{"party": {"ccoo"}}, want: "CCOO=3*"},
		{facet: "party", filter: map[index.Field][]string{"party": {"nobody", "NOBODY"}}, want: "CCOO=3 NOBODY=0*"},
		{facet: "status", want: "unknown=2 not_in_force=1"},
		{facet: "status", status: []clauses.Status{clauses.Presumed, clauses.NotInForce}, want: "unknown=2 not_in_force=1* presumed=0*"},
		{facet: "country", status: []clauses.Status{clauses.NotInForce}, want: "ES=1"},
		{facet: "country", query: "leave unheard", want: "ES=2 FR=2"}, // one word is enough
	} {
		q := index.Query{Expr: parsed(test.query), Unit: test.unit, Facets: []index.Field{test.facet},
			Filter: index.Filter{Values: test.filter}, Status: index.StatusOn{Day: day, Values: test.status}}
		var got []string
		for _, b := range ask(t, e, q).Facets[test.facet] {
			s := fmt.Sprintf("%s=%d", b.Value, b.Count)
			if b.Selected {
				s += "*"
			}
			got = append(got, s)
		}
		if diff := cmp.Diff(test.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", test, diff)
		}
	}
}
