package indextest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"clausebank/clauses"
	"clausebank/index"
)

// What is found, rule by rule: small enough to be checked by eye. Hits stand in
// the order of IDs.
var rules = []struct {
	rule, library string
	asked         [][2]string // query and what it finds
}{
	{"a word is found in the forms of the text's language", `
		aaa.en en | two agreements
		aaa.es es | las desconexiones
		aaa.pl pl | two agreements`, [][2]string{
		{"agreement AND two", "aaa.en"}, // Polish has no stems
		{"agreements AND two", "aaa.en aaa.pl"},
		{"AGREEMENTS -three", "aaa.en aaa.pl"},
		{"desconexión OR x", "aaa.es"},
	}},
	{"all words stand in one text", `
		aaa.a en | notice
		aaa.a fr | salarié
		aaa.b en | notice salarié`, [][2]string{
		{"notice AND salarié", "aaa.b"},
		{"notice salarié", "aaa.b"},
		{"notice OR salarié", "aaa.a aaa.b"},
	}},
	{"phrases and prefixes are exact but for case and accents, and stay in one part", `
		aaa.a en Right to | Disconnect now
		aaa.b en | the RIGHT to dísconnect
		aaa.c en | rights to disconnect`, [][2]string{
		{`"right to disconnect"`, "aaa.b"},
		{`"right to"`, "aaa.a aaa.b"},
		{`"to disconnect"`, "aaa.b aaa.c"},
		{"righ*", "aaa.a aaa.b aaa.c"},
		{"rights*", "aaa.c"},
		{"disco* NOT now", "aaa.b aaa.c"},
	}},
	{"near counts the words between, in either order, in one part", `
		aaa.a en | leave x x notice
		aaa.b en | notice leave
		aaa.c en leave | notice
		aaa.d en | leave leave`, [][2]string{
		{"leave near/1 notice", "aaa.b"},
		{"leave near/2 notice", "aaa.b"},
		{"leave near/3 notice", "aaa.a aaa.b"},
		{"leave near/1 leave", "aaa.d"},
		{`"x x" near/1 lea*`, "aaa.a"},
	}},
	{"titles and parties are the context of every text", `
		aaa title Banking Agreement
		aaa party Trade Union
		aaa.a en | leave
		aab.a en | leave`, [][2]string{
		{"leave AND banking", "aaa.a"},
		{"union leave", "aaa.a"},
		{`"agreement trade"`, "aaa.a"},
		{`"leave banking"`, ""},
	}},
	{"NOT looks at all texts of a clause", `
		aaa.a en | leave
		aaa.a fr | congé
		aaa.b en | leave`, [][2]string{
		{"leave NOT congé", "aaa.b"},
		{"NOT congé", "aaa.b"},
		{"NOT NOT congé", "aaa.a"},
		{"leave -language:fr", "aaa.b"},
		{"leave AND language:fr", ""},
		{"congé AND language:fr", "aaa.a"},
	}},
	{"of plain words all must stand there up to two, half up to eight, then three", `
		aaa.a en | one
		aaa.b en | one two
		aaa.c en | one two three
		aaa.d en | one two three four five`, [][2]string{
		{"one two", "aaa.b aaa.c aaa.d"},
		{"one two three", "aaa.b/3 aaa.c aaa.d"},
		{"one two three four", "aaa.b/3 aaa.c/3 aaa.d"},
		{"one two three four five", "aaa.c/3 aaa.d"},
		{"one two three four five six seven eight nine", "aaa.c/3 aaa.d/3"},
	}},
	{"stop words do not count in their language", `
		aaa.a en | leave
		aaa.b fr | the leave
		aaa.c en | of the`, [][2]string{
		{"the leave", "aaa.a aaa.b"},
		{"of the", "aaa.c"},
		{"the of leave", "aaa.a aaa.b/3"},
	}},
	{"where nothing holds enough, one word is enough", `
		aaa.a en | one
		aaa.b en | two`, [][2]string{
		{"one two", "aaa.a/3 aaa.b/3 relaxed"},
		{"one six seven", "aaa.a/3 relaxed"},
		{"six seven", ""},
		{"six", ""},
	}},
	{"elisions, umlauts and spellings meet", `
		aaa.de de | Kuendigung der Arbeitnehmerin
		aaa.en en | labour organisation
		aaa.fr fr | l'employeur`, [][2]string{
		{"Kündigung", "aaa.de"},
		{"Kündigungen OR x", "aaa.de"},
		{"labor organizations", "aaa.en"},
		{"employeur", "aaa.fr"},
		{"l'employeur AND employeurs", "aaa.fr"},
	}},
}

func testRules(t *testing.T, open func(t *testing.T) index.Engine) {
	for _, test := range rules {
		e := with(t, open, changes(test.library))
		for _, asked := range test.asked {
			for _, order := range []index.Sort{index.ByID, index.ByRelevance} {
				r := ask(t, e, index.Query{Expr: parsed(asked[0]), Sort: order, Limit: index.MaxLimit})
				if order == index.ByRelevance { // by score, which other tests look at
					slices.SortFunc(r.Hits, func(a, b index.Hit) int { return strings.Compare(string(a.ID), string(b.ID)) })
				}
				if got := found(r); got != asked[1] {
					t.Errorf("%s: %s finds %q by %s, want %q", test.rule, asked[0], got, order, asked[1])
				}
				if r.Total != len(r.Hits) {
					t.Errorf("%s: %s has %d hits and the total %d", test.rule, asked[0], len(r.Hits), r.Total)
				}
			}
		}
	}
	t.Run("exact", func(t *testing.T) { testExact(t, open) })
	t.Run("filters", func(t *testing.T) { testFilters(t, open) })
	t.Run("orders", func(t *testing.T) { testOrders(t, open) })
	t.Run("long", func(t *testing.T) { testLongQuestion(t, open) })
}

func testExact(t *testing.T, open func(t *testing.T) index.Engine) {
	e := with(t, open, changes(`
		aaa.a en | two agreements
		aaa.b en | one Agreement`))
	for query, want := range map[string]string{
		"agreement": "aaa.b", "AGREEMENTS": "aaa.a", "agreement AND one": "aaa.b", "agreem*": "aaa.a aaa.b",
	} {
		r := ask(t, e, index.Query{Expr: parsed(query), Exact: true, Sort: index.ByID, Limit: 9})
		if got := found(r); got != want {
			t.Errorf("exactly %s finds %q, want %q", query, got, want)
		}
	}
}

func testFilters(t *testing.T, open func(t *testing.T) index.Engine) {
	library := changes(`
		aaa.a en | leave
		aaa.a fr | congé
		aab.a en | leave
		aac.a pt-BR | férias`)
	aaa, aab := &library[0].Document, &library[1].Document
	aaa.Instrument.Territory = []clauses.Territory{{Country: "ES"}, {Country: "FR", Subdivision: "FR-X"}}
	aaa.Instrument.Parties = []clauses.Party{{Name: "Ver.di"}, {Name: "Long Name", Ref: "short"}}
	aaa.Clauses[0].Topics = []clauses.TopicID{"leave"}
	aaa.Clauses[0].Texts[1].Kind = clauses.Verbatim
	aab.Instrument.Territory = []clauses.Territory{{Country: "DE"}}
	aab.Instrument.Sectors = []clauses.Sector{{Scheme: clauses.NACE21, Code: "64"}}
	aab.Instrument.Signed = clauses.Date{Year: 2020, Month: 2}
	aab.Clauses[0].Validity = clauses.Validity{To: clauses.Date{Year: 2024}, End: clauses.EndFixed}
	library[1].Time = begun.AddDate(0, 0, 5)
	library[1].Updated = []time.Time{begun.AddDate(0, 0, 1)}
	library[2].Time = begun.AddDate(0, 0, 3) // counts for all its clauses
	e := with(t, open, library)
	day := func(s string) *clauses.Day {
		d, err := clauses.ParseDay(s)
		if err != nil {
			t.Fatal(err)
		}
		return &d
	}
	values := func(pairs ...string) index.Filter {
		f := index.Filter{Values: map[index.Field][]string{}}
		for i := 0; i < len(pairs); i += 2 {
			f.Values[index.Field(pairs[i])] = append(f.Values[index.Field(pairs[i])], pairs[i+1])
		}
		return f
	}
	for _, test := range []struct {
		name, query string
		filter      index.Filter
		want        string
	}{
		{"none", "", index.Filter{}, "aaa.a aab.a aac.a"},
		{"one of several territories", "", values("country", "FR"), "aaa.a"},
		{"alternatives", "", values("country", "FR", "country", "DE", "country", "IT"), "aaa.a aab.a"},
		{"fields must all hold", "", values("country", "FR", "sector", "64"), ""},
		{"a section has its divisions", "", values("sector", "L"), "aab.a"},
		{"a subject has its topics", "", values("topic", "time"), "aaa.a"},
		{"a topic has no subject's other topics", "", values("topic", "disconnect"), ""},
		{"a base language has its varieties", "", values("language", "pt"), "aac.a"},
		{"a variety", "", values("language", "pt-BR"), "aac.a"},
		{"language and kind of one text", "", values("language", "en", "text_kind", "verbatim"), ""},
		{"the other language and kind", "", values("language", "fr", "text_kind", "verbatim"), "aaa.a"},
		{"and the words in that text", "leave", values("language", "fr"), ""},
		{"parties but for case and punctuation", "", values("party", "VER DI"), "aaa.a"},
		{"parties by their code", "", values("party", "short"), "aaa.a"},
		{"and not by the name of one with a code", "", values("party", "Long Name"), ""},
		{"an instrument", "", values("instrument", "aab"), "aab.a"},
		{"signed from the earliest day", "", index.Filter{Signed: index.DayRange{From: day("2020-02-01")}}, "aab.a"},
		{"signed later", "", index.Filter{Signed: index.DayRange{From: day("2020-02-02")}}, ""},
		{"signed by then", "", index.Filter{Signed: index.DayRange{To: day("2020-02-01")}}, "aab.a"},
		{"expires", "", index.Filter{Expires: index.DayRange{From: day("2024-01-01"), To: day("2024-01-01")}}, "aab.a"},
		{"updated since", "", index.Filter{UpdatedSince: begun.AddDate(0, 0, 1)}, "aab.a aac.a"},
		{"updated later", "", index.Filter{UpdatedSince: begun.AddDate(0, 0, 1).Add(1)}, "aac.a"},
	} {
		q := index.Query{Expr: parsed(test.query), Filter: test.filter, Sort: index.ByID, Limit: 9}
		if got := found(ask(t, e, q)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func testOrders(t *testing.T, open func(t *testing.T) index.Engine) {
	library := changes(`
		ab.a en | leave
		ab-c.b en | leave notice
		ac.a en | leave leave leave
		ac.b en leave | leave`)
	library[0].Document.Instrument.Signed = clauses.Date{Year: 2020}
	library[2].Document.Instrument.Signed = clauses.Date{Year: 2021}
	library[2].Document.Clauses[1].Validity.To = clauses.Date{Year: 2022}
	library[2].Document.Clauses[1].Validity.End = clauses.EndFixed
	e := with(t, open, library)
	for _, test := range []struct {
		query string
		unit  index.Unit
		sort  index.Sort
		want  string
	}{
		{"", index.Clauses, index.ByRelevance, "ab-c.b ab.a ac.a ac.b"}, // '-' is before '.'
		{"", index.Clauses, index.ByNewest, "ac.a ac.b ab.a ab-c.b"},
		{"", index.Clauses, index.ByOldest, "ab.a ac.a ac.b ab-c.b"},
		{"", index.Clauses, index.ByExpiry, "ac.b ab-c.b ab.a ac.a"},
		{"", index.Instruments, index.ByID, "ab.a ab-c.b ac.a"}, // by the instruments' own IDs
		{"", index.Instruments, index.ByExpiry, "ac.b ab.a ab-c.b"},
		{"leave", index.Clauses, index.ByRelevance, "ac.b ac.a ab.a ab-c.b"},
		{"leave", index.Instruments, index.ByRelevance, "ac.b ab.a ab-c.b"},
		{"leave", index.Instruments, index.ByNewest, "ac.a ab.a ab-c.b"},
	} {
		q := index.Query{Expr: parsed(test.query), Unit: test.unit, Sort: test.sort, Limit: 9}
		if got := found(ask(t, e, q)); got != test.want {
			t.Errorf("%q by %s of unit %d: %q, want %q", test.query, test.sort, test.unit, got, test.want)
		}
	}
}

// testLongQuestion asks for more words than are used: those that fewer texts
// count stay, those that none counts go first.
func testLongQuestion(t *testing.T, open func(t *testing.T) index.Engine) {
	all := append(numbered(index.MaxPlainWords+4), "the")
	held := strings.Join(all[2:], " ")
	e := with(t, open, changes("aaa.a en | "+held+"\naaa.b en | "+all[5]+" "+all[7]+"\naaa.c en | "+all[9]))
	r := ask(t, e, index.Query{Expr: index.Words{Words: all}, Limit: 9})
	// Words 0 and 1 stand nowhere, and "the" is a stop word where it stands; of
	// the 50 others 5, 7 and 9 stand in two texts, and 5 is the first of these.
	if diff := cmp.Diff([]string{all[0], all[1], all[7], all[9], "the"}, r.Read.LeftOut); diff != "" {
		t.Errorf("words left out (-want +got):\n%s", diff)
	}
	if got := found(r); got != "aaa.a" {
		t.Errorf("the long question finds %q, want aaa.a in tier 1", got)
	}
}
