package indextest

import (
	"fmt"
	"strings"
	"testing"

	"clausebank/index"
)

// concepts are rules by which concepts are found: see thesaurus.
var concepts = []struct {
	rule, library string
	asked         [][3]string // a query, the reader's language, and its hits by ID
}{
	{"a concept counts for the words that name it, in every language", `
		aaa.a en | holidays
		aaa.b fr | les vacances
		aaa.c de | Urlaub
		aaa.d fr | holiday
		aaa.f pl urlop | notice`, [][3]string{
		{"holiday", "", "aaa.a aaa.b/2 aaa.c/2 aaa.d aaa.f/2"},
		{"Urlaub", "", "aaa.a/2 aaa.b/2 aaa.c aaa.f/2"},
		{"holiday notice", "", "aaa.f/2"},
		{"holiday notice unheard", "", "aaa.f/3"},
		{"unheard holiday unseen", "", "aaa.a/3 aaa.b/3 aaa.c/3 aaa.d/3 aaa.f/3 relaxed"},
	}},
	{"titles name concepts too", `
		aaa title Holiday agreement
		aaa.a en | x
		aaa.b fr | x`, [][3]string{
		{"vacances", "", "aaa.a/2"}, // a French text is read in French
	}},
	{"the longest label counts, and one of several words needs them all", `
		aaa.a en | notice of disconnection
		aaa.b es | desconexión
		aaa.c en | disconnection
		aaa.d fr | dis-connect
		aaa.e fr | dis connect`, [][3]string{
		{"notice of disconnections", "", "aaa.a aaa.b/2 aaa.d/2 aaa.e/2"},
		{"disconnection", "", "aaa.a aaa.c"},
		{"disconnect", "", "aaa.a aaa.b/2 aaa.c aaa.d/2 aaa.e/2"}, // written without a hyphen it is a French label too
	}},
	{"a label may bind one language only, and say how it is written", `
		aaa.a pt | convenio negociação
		aaa.b es | convenio
		aaa.c en | Labour
		aaa.d en | labour`, [][3]string{
		{"negociação", "", "aaa.a aaa.b/2"},
		{"concept:labour", "", "aaa.c"},
		{"concept:agreeing OR concept:none", "", "aaa.a aaa.b"},
		{"concept:bargaining NOT negociação", "", "aaa.b"},
	}},
	{"a label of weight 0 is only reported", `
		aaa.a en | dismissal
		aaa.b de | Kündigung
		aaa.c it | della`, [][3]string{
		{"dismissal", "", "aaa.a"},
		{"Kündigung", "", "aaa.b aaa.c/2"},
		{"Kündigung turno", "it", "aaa.b/3 aaa.c/3 relaxed"},
	}},
	{"stop words of the reader's language count nowhere", `
		aaa.a fr | the congé
		aaa.b fr | congé`, [][3]string{
		{"the congé", "", "aaa.a"},
		{"the congé", "en", "aaa.a aaa.b"},
		{"the", "en", "aaa.a"},
	}},
}

func testConcepts(t *testing.T, open func(t *testing.T) index.Engine) {
	for _, test := range concepts {
		e := with(t, open, changes(test.library))
		for _, asked := range test.asked {
			r := ask(t, e, index.Query{Expr: parsed(asked[0]), Language: asked[1], Sort: index.ByID, Limit: index.MaxLimit})
			if got := found(r); got != asked[2] {
				t.Errorf("%s: %s (reader: %q) finds %q, want %q", test.rule, asked[0], asked[1], got, asked[2])
			}
		}
	}
	e := with(t, open, changes(concepts[0].library))
	for _, q := range []index.Query{{Exact: true}, {NoConcepts: true}} {
		q.Expr, q.Sort, q.Limit = parsed("holidays"), index.ByID, 9
		want := "aaa.a aaa.d"
		if q.Exact {
			want = "aaa.a"
		}
		if r := ask(t, e, q); !strings.HasPrefix(want, found(r)) || len(r.Read.Concepts) > 0 {
			t.Errorf("%+v finds %q and reads %+v, want %q and no concepts", q, found(r), r.Read, want)
		}
	}
	r := ask(t, e, index.Query{Expr: parsed("dismissal of holidays and accord holiday")})
	want := "[{notifying [dismissal] false} {holiday [holidays holiday] true} {agreeing [accord] true}]"
	if got := fmt.Sprint(r.Read.Concepts); got != want {
		t.Errorf("concepts read: %s, want %s", got, want)
	}
}

// corrections are words and what they are taken for in a library of
//
//	en | agreement agreement agreements transport
//	es | agreement transporte telework
//	fr | transporte
var corrections = []struct{ word, reader, want string }{
	{"agreemnt", "", "agreement"},
	{"agreement", "", ""},
	{"agreements", "", ""},
	{"agreeement", "", "agreement"},
	{"greement", "", ""}, // another first letter
	{"agremnts", "", "agreements"},
	{"agre", "", ""},
	{"vrlaub", "", ""},
	{"urlaup", "", "urlaub"},      // a word of a label
	{"hollidais", "", "holidays"}, // a stop word is not near, a label's word is
	{"telewrok", "", "telework"},  // neighbours change places
	{"transpotr", "", "transport"},
	{"transportk", "", "transporte"}, // as near as transport, but in more texts
	{"transportk", "en", "transport"},
	{"transportk", "fr", "transporte"},
	{"teleworc5", "", ""}, // a digit
}

func testCorrections(t *testing.T, open func(t *testing.T) index.Engine) {
	e := with(t, open, changes(`
		aaa.a en | agreement agreement agreements transport
		aaa.b es | agreement transporte telework
		aaa.c fr | transporte
		aaa.d en | holidays`))
	for _, test := range corrections {
		r := ask(t, e, index.Query{Expr: parsed(test.word), Language: test.reader, Limit: 9})
		got := ""
		if len(r.Read.Corrections) > 0 {
			got = r.Read.Corrections[0].To
		}
		if got != test.want {
			t.Errorf("%s (reader: %q) is taken for %q, want %q", test.word, test.reader, got, test.want)
		}
		if tree := strings.ToLower(r.Read.Tree); got != "" && tree != got {
			t.Errorf("%s is searched as %q, want %q", test.word, tree, got)
		}
	}
	if r := ask(t, e, index.Query{Expr: parsed("agreemnt"), Exact: true}); len(r.Read.Corrections) > 0 {
		t.Errorf("%+v is corrected though only exact forms match", r.Read)
	}
	if r := ask(t, e, index.Query{Expr: parsed("agreemnt AND transport")}); len(r.Read.Corrections) > 0 || r.Total > 0 {
		t.Errorf("%+v is corrected though there are operators", r.Read)
	}
	common := strings.Repeat("aaa.x%d en | agreement\n", index.FarMore)
	var numbers []any
	for i := range index.FarMore {
		numbers = append(numbers, i)
	}
	e = with(t, open, changes(fmt.Sprintf(common, numbers...)+"aaa.y en | agreements agreemont\naaa.z en | agreemint agreemint"))
	for word, want := range map[string]string{
		"agreemont": "[{agreemont agreement}]", "agreemonts": "[{agreemonts agreement}]", "agreement": "[]", "agreemnt": "[]", "leave": "[]",
	} {
		r := ask(t, e, index.Query{Expr: parsed(word), Limit: 9})
		if got := fmt.Sprint(r.Read.DidYouMean); got != want {
			t.Errorf("did you mean, asked for %s: %s, want %s", word, got, want)
		}
		if len(r.Read.Corrections) == 0 && r.Read.Tree != word {
			t.Errorf("%s is searched as %s", word, r.Read.Tree)
		}
	}
	many := make([]string, index.MaxCorrections+1)
	for i := range many {
		many[i] = "agreemnt" + strings.Repeat("x", i%2) + string(rune('a'+i))
	}
	r := ask(t, e, index.Query{Expr: index.Words{Words: append(many, "urlaup")}})
	if n := len(r.Read.Corrections); n > index.MaxCorrections {
		t.Errorf("%d words are corrected, want %d at most", n, index.MaxCorrections)
	}
}
