package index

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	t.Parallel()
	word := func(s string) Expr { return Term{s} }
	for _, test := range []struct {
		query string
		want  Expr
	}{
		{"", nil},
		{" \t\u00a0", nil},

		// Plain language.
		{"right to disconnect", Words{Words: []string{"right", "to", "disconnect"}}},
		{"Disconnect, disconnect: DISCONNECT!", Words{Words: []string{"disconnect"}}},
		{"Si un poste se libère, l'employeur", Words{Words: []string{"si", "un", "poste", "se", "libere", "l", "employeur"}}},
		{"follow-up 24/7", Words{Words: []string{"follow", "up", "24/7"}}},
		{"26(7) OR 199-A", Or{[]Expr{Phrase{[]string{"26", "26.7"}}, Term{"199a"}}}},
		{"劳动合同 -解雇", And{[]Expr{Phrase{[]string{"劳动", "动合", "合同"}}, Not{Term{"解雇"}}}}},
		{"a - b – c", Words{Words: []string{"a", "b", "c"}}},
		{"and or not near", Words{Words: []string{"and", "or", "not", "near"}}},
		{"salarié(e)s", Words{Words: []string{"salarie", "e", "s"}}},
		{"a) notice b) pay", Words{Words: []string{"a", "notice", "b", "pay"}}},
		{"Mitarbeiter*innen", Words{Words: []string{"mitarbeiter", "innen"}}},
		{"what * means", Words{Words: []string{"what", "means"}}},
		{"note:this", Words{Words: []string{"note", "this"}}},
		{"topic: leave", Words{Words: []string{"topic", "leave"}}},
		{"near/by near5", Words{Words: []string{"near", "by", "near5"}}},
		{"--leave", Words{Words: []string{"leave"}}},
		{"R-AND-D", Words{Words: []string{"r", "and", "d"}}},
		{"ＡＮＤ", Words{Words: []string{"and"}}},

		// Operators.
		{"a AND b", And{[]Expr{word("a"), word("b")}}},
		{"a b OR c", Or{[]Expr{And{[]Expr{word("a"), word("b")}}, word("c")}}},
		{"a (b OR c)", And{[]Expr{word("a"), Or{[]Expr{word("b"), word("c")}}}}},
		{"( a OR b ) AND c", And{[]Expr{Or{[]Expr{word("a"), word("b")}}, word("c")}}},
		{"a NOT b", And{[]Expr{word("a"), Not{word("b")}}}},
		{"-a", Not{word("a")}},
		{"NOT -a", Not{Not{word("a")}}},
		{`-"a b" -(c d) -kind:standard`, And{[]Expr{
			Not{Phrase{[]string{"a", "b"}}}, Not{And{[]Expr{word("c"), word("d")}}}, Not{In{Kind, "standard"}}}}},
		{"(a)", Words{Words: []string{"a"}}},
		{"(Salarié(e)s OR b)", Or{[]Expr{And{[]Expr{word("salarie"), word("e"), word("s")}}, word("b")}}},

		// Phrases.
		{`"Right, to-disconnect"`, Phrase{[]string{"right", "to", "disconnect"}}},
		{"“a b” „c d“ «e» »f«", And{[]Expr{Phrase{[]string{"a", "b"}}, Phrase{[]string{"c", "d"}}, Phrase{[]string{"e"}}, Phrase{[]string{"f"}}}}},
		{"follow-up AND x", And{[]Expr{Phrase{[]string{"follow", "up"}}, word("x")}}},
		{"BOE-A-2021 OR x", Or{[]Expr{Phrase{[]string{"boe", "a", "2021"}}, word("x")}}},
		{"l'employeur AND employer’s", And{[]Expr{word("employeur"), word("employer")}}},

		// Prefixes and near.
		{"Disco*", Prefix{"disco"}},
		{"co-work* x", And{[]Expr{word("co"), Prefix{"work"}, word("x")}}},
		{"l'empl*", Prefix{"empl"}},
		{"a near/5 b", Near{word("a"), word("b"), 5}},
		{"a NEAR/5 b", Near{word("a"), word("b"), 5}},
		{`"a b" near/50 abc* AND d`, And{[]Expr{Near{Phrase{[]string{"a", "b"}}, Prefix{"abc"}, 50}, word("d")}}},
		{"(a) near/1 (b) OR c", Or{[]Expr{Near{word("a"), word("b"), 1}, word("c")}}},

		// Concepts.
		{"concept:Right-to-Disconnect", Concept{"right-to-disconnect"}},
		{`leave OR concept:"two words"`, Or{[]Expr{word("leave"), Concept{"two words"}}}},
		{"concept", Words{Words: []string{"concept"}}},
		// Fields.
		{"country:es", In{Country, "ES"}},
		{"(topic:Leave OR sector:86.1) language:PT-br", And{[]Expr{Or{[]Expr{In{Topic, "leave"}, In{SectorCode, "86.1"}}}, In{Language, "pt-BR"}}}},
		{`party:"CCOO  Servicios" x.`, And{[]Expr{In{Party, "CCOO Servicios"}, word("x")}}},
		{"instrument:es-banca-2021.", In{Instrument, "es-banca-2021"}},
		{"public_service:health", In{PublicService, "health"}},
		{"my_country:ES", Words{Words: []string{"my", "country", "es"}}},
		{"Country:ES", Words{Words: []string{"country", "es"}}},
	} {
		got, err := Parse(test.query)
		if err != nil {
			t.Errorf("Parse(%q): %v", test.query, err)
			continue
		}
		if diff := cmp.Diff(test.want, got, cmpopts.IgnoreFields(Words{}, "Text")); diff != "" {
			t.Errorf("Parse(%q) (-want +got):\n%s", test.query, diff)
		}
	}
}

// TestPlainTextIsKept: concepts are recognised in the words as they were written.
func TestPlainTextIsKept(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]Words{
		"right to work": {Words: []string{"right", "to", "work"}},
		"AI and AI":     {Words: []string{"ai", "and"}, Text: "AI and AI"},
		"tele-work":     {Words: []string{"tele", "work"}, Text: "tele-work"},
		"(AI)":          {Words: []string{"ai"}},
		" leave":        {Words: []string{"leave"}, Text: " leave"},
	} {
		if got, err := Parse(query); err != nil || !cmp.Equal(got, Expr(want)) {
			t.Errorf("Parse(%q) = %#v, %v, want %#v", query, got, err, want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ query, want string }{
		{"?!", "column 1: expected a word, found only punctuation"},
		{"AND", "column 1: expected a word, a phrase or a parenthesis, found AND"},
		{"é AND", "column 6: expected a word, a phrase or a parenthesis, found the end of the query"},
		{"é OR OR b", "column 6: expected a word, a phrase or a parenthesis, found OR"},
		{"é NOT", "column 6: expected a word, a phrase or a parenthesis, found the end of the query"},
		{"(a OR b", "column 8: expected AND, OR, a word or a closing parenthesis, found the end of the query"},
		{"a AND b)", "column 8: expected AND, OR or a word, found )"},
		{"()", "column 2: expected a word, a phrase or a parenthesis, found )"},
		{`“a b`, "column 5: expected a closing quote, found the end of the query"},
		{`a "…" b`, "column 4: expected a word between the quotes, found none"},
		{"é ab* x", "column 3: expected at least 3 letters before the star, found ab*"},
		{"a near/0 b", "column 3: expected near/1 to near/50, found near/0"},
		{"near/5 b", "column 1: expected a word, a phrase or a parenthesis, found near/5"},
		{"(a b) near/5 c", "column 7: expected a word, a phrase or a prefix* on both sides of near/N, found near/5"},
		{"a near/5 (b c)", "column 10: expected a word, a phrase or a prefix* on both sides of near/N, found ("},
		{"NOT a near/5 b", "column 7: expected a word, a phrase or a prefix* on both sides of near/N, found near/5"},
		{"a near/5 b near/5 c", "column 12: expected AND or OR, for near/N joins two, found near/5"},
		{"country:ES,IT", "column 11: expected one value; write (country:ES OR country:…), found a comma"},
		{"country:?", "column 9: expected a value for country, found none"},
		{`party:"`, "column 8: expected a closing quote, found the end of the query"},
		{`party:""`, "column 7: expected a value for party, found none"},
	} {
		got, err := Parse(test.query)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("Parse(%q) = %v, %v, want a SyntaxError", test.query, got, err)
		} else if err.Error() != test.want {
			t.Errorf("Parse(%q): %v, want %s", test.query, err, test.want)
		}
	}
}

func TestParseLimits(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", MaxTermRunes+1)
	for _, test := range []struct{ good, bad, limit string }{
		{strings.Repeat("a ", MaxQueryBytes/2), strings.Repeat("a ", MaxQueryBytes/2) + "a", "query"},
		{"a OR" + strings.Repeat(" a", MaxTerms-1), "a OR" + strings.Repeat(" a", MaxTerms), "terms"},
		{strings.Repeat("level:x ", MaxTerms), strings.Repeat("level:x ", MaxTerms+1), "terms"},
		{long[1:], long, "term"},
		{`"a ` + long[1:] + `"`, `"a ` + long + `"`, "term"},
		{`"` + strings.Repeat("a ", MaxPhraseWords) + `"`, `"` + strings.Repeat("a ", MaxPhraseWords+1) + `"`, "phrase"},
		{"x" + strings.Repeat("-x", MaxPhraseWords), "NOT x" + strings.Repeat("-x", MaxPhraseWords), "phrase"},
		{"a near/50 b", "a near/51 b", "near"},
		{"a near/50 b", "a near/99999999999999999999 b", "near"},
		{"(((((a)))))", "((((((a))))))", "depth"},
		{"(((((a)))))", strings.Repeat("(", MaxQueryBytes), "depth"},
		{strings.Repeat("NOT (", 5) + "a)))))", strings.Repeat("NOT (", 6) + "a))))))", "depth"},
		{strings.Repeat("NOT ", MaxDepth) + "a", strings.Repeat("NOT ", MaxDepth+1) + "a", "depth"},
		{strings.Repeat("-", MaxDepth) + "a", strings.Repeat("NOT ", 900) + "a", "depth"},
	} {
		if _, err := Parse(test.good); err != nil {
			t.Errorf("Parse(%.60q…): %v", test.good, err)
		}
		_, err := Parse(test.bad)
		var limit *LimitError
		if !errors.As(err, &limit) || limit.Limit != test.limit || limit.Remedy == "" {
			t.Errorf("Parse(%.60q…): %v, want the limit %q", test.bad, err, test.limit)
		}
	}
}

// TestPrintedTreesAreParsed makes trees as Parse makes them.
func TestPrintedTreesAreParsed(t *testing.T) {
	t.Parallel()
	words := rapid.SampledFrom([]string{"leave", "desconexion", "salarie", "24", "near", "and", "περιοδοσ"})
	leaf := rapid.OneOf(
		rapid.Map(words, func(w string) Expr { return Term{w} }),
		rapid.Map(rapid.SliceOfN(words, 1, 4), func(w []string) Expr { return Phrase{w} }),
		rapid.Map(rapid.SampledFrom([]string{"dis", "conciliac"}), func(s string) Expr { return Prefix{s} }),
	)
	field := rapid.SampledFrom([]Expr{Concept{"right-to-disconnect"}, Concept{"two words"}, In{Country, "ES"}, In{Party, "CCOO Servicios"}, In{Party, "a.b."}, In{Language, "pt-BR"}})
	var tree func(depth int) *rapid.Generator[Expr]
	tree = func(depth int) *rapid.Generator[Expr] {
		if depth == 0 {
			return rapid.OneOf(leaf, field)
		}
		return rapid.Custom(func(t *rapid.T) Expr {
			several := rapid.SliceOfN(rapid.Deferred(func() *rapid.Generator[Expr] { return tree(depth - 1) }), 2, 3)
			switch rapid.IntRange(0, 4).Draw(t, "kind") {
			case 0:
				return And{several.Draw(t, "all")}
			case 1:
				return Or{several.Draw(t, "any")}
			case 2:
				return Not{tree(depth-1).Draw(t, "x")}
			case 3:
				return Near{leaf.Draw(t, "a"), leaf.Draw(t, "b"), rapid.IntRange(1, MaxNear).Draw(t, "n")}
			}
			return tree(0).Draw(t, "leaf")
		})
	}
	rapid.Check(t, func(t *rapid.T) {
		e := tree(3).Draw(t, "tree")
		got, err := Parse(e.String())
		if term, ok := e.(Term); ok {
			e = Words{Words: []string{term.Word}}
		}
		if diff := cmp.Diff(e, got); err != nil || diff != "" {
			t.Fatalf("Parse(%q): %v (-want +got):\n%s", e.String(), err, diff)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, q := range []string{
		"", "right to disconnect", `"a b" OR (c AND -d)`, "abc* near/5 x", "country:ES -topic:leave", "a) b", "((a)",
		"l'empl* x-y*", "party:“a b”", "\xff AND \u00ad", "salarié(e)s NOT near/50 near/51", "ﷺ* é\u0301", "NOT NOT a.b", "concept:telework OR b",
	} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		e, err := Parse(query)
		var syntax *SyntaxError
		if errors.As(err, &syntax) && (syntax.Column < 1 || syntax.Column > utf8.RuneCountInString(query)+1) {
			t.Fatalf("Parse(%q): column %d", query, syntax.Column)
		}
		if err != nil || e == nil || len(e.String()) > MaxQueryBytes {
			return
		}
		again, err := Parse(e.String())
		if diff := cmp.Diff(e, again); err != nil || diff != "" {
			t.Fatalf("Parse(%q) is %q, which reads: %v (-want +got):\n%s", query, e.String(), err, diff)
		}
	})
}
