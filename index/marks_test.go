package index

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"clausebank/clauses"
)

// shown prints a highlight with brackets for its marks: "en body …the [leave]…".
func shown(h Highlight) string {
	text := utf16.Encode([]rune(h.Text))
	var b strings.Builder
	b.WriteString(h.Language + " " + string(h.Part) + ": ")
	at := 0
	for _, m := range h.Marks {
		b.WriteString(string(utf16.Decode(text[at:m.Start])) + "[" + string(utf16.Decode(text[m.Start:m.End])) + "]")
		at = m.End
	}
	return b.String() + string(utf16.Decode(text[at:]))
}

// sample is a clause of a Spanish instrument with a text in each of three
// languages, the original in the middle.
func sample() (clauses.Clause, clauses.Instrument) {
	i := clauses.Instrument{ID: "es-x", Languages: []string{"es"}, Titles: []clauses.Title{{Language: "es", Text: "Convenio de banca"}},
		Territory: []clauses.Territory{{Country: "ES"}}}
	c := clauses.Clause{ID: "es-x.a", Topics: []clauses.TopicID{"leave"}, Texts: []clauses.Text{
		{Language: "en", Kind: clauses.Translation, Heading: "Right to disconnect", Text: "Workers may disconnect. The employer's notices wait 😀 until the next working day's work."},
		{Language: "es", Kind: clauses.Verbatim, Heading: "Desconexión digital", Text: "Las personas trabajadoras tienen derecho a la desconexión digital."},
		{Language: "fr", Kind: clauses.Summary, Heading: "Droit à la déconnexion", Text: "L’employeur respecte le droit à la déconnexion."},
	}}
	return c, i
}

func TestHighlights(t *testing.T) {
	t.Parallel()
	c, i := sample()
	for _, test := range []struct {
		query string
		want  []string
	}{
		{"", nil},
		{"unheard", nil},
		{"desconexión", []string{"es text: Las personas trabajadoras tienen derecho a la [desconexión] digital."}},
		{"digital disconnect desconexion", []string{ // half of three is two
			"es text: Las personas trabajadoras tienen derecho a la [desconexión] [digital]."}},
		{"the right to work", []string{
			"en text: Workers may disconnect. The employer's notices wait 😀 until the next [working] day's [work]."}},
		{"right", []string{"en heading: [Right] to disconnect"}},
		{"employeur unheard", []string{"fr text: L’[employeur] respecte le droit à la déconnexion."}}, // relaxed
		{`"a la"`, []string{
			"es text: Las personas trabajadoras tienen derecho [a la] desconexión digital.",
			"fr text: L’employeur respecte le droit [à la] déconnexion."}},
		{"disco*", []string{"en text: Workers may [disconnect]. The employer's notices wait 😀 until the next working day's work."}},
		{"employer near/1 notice OR derecho near/3 digital", nil},
		{"employer near/2 notice OR derecho near/4 digital", []string{
			"es text: Las personas trabajadoras tienen [derecho] a la desconexión [digital].",
			"en text: Workers may disconnect. The [employer]'s [notices] wait 😀 until the next working day's work."}},
		{"workers AND desconexión", nil},
		{"workers OR desconexión", []string{
			"es text: Las personas trabajadoras tienen derecho a la [desconexión] digital.",
			"en text: [Workers] may disconnect. The employer's notices wait 😀 until the next working day's work."}},
		{"workers AND notice OR desconexión AND workers", []string{
			"en text: [Workers] may disconnect. The employer's [notices] wait 😀 until the next working day's work."}},
		{"workers NOT unheard", []string{"en text: [Workers] may disconnect. The employer's notices wait 😀 until the next working day's work."}},
		{"workers NOT desconexión", nil}, // not found by this, so nothing to mark
		{"banca desconexión", []string{"es text: Las personas trabajadoras tienen derecho a la [desconexión] digital."}},
		{"banca", nil}, // only in the title
		{"country:es desconexión", []string{"es text: Las personas trabajadoras tienen derecho a la [desconexión] digital."}},
		{"country:FR desconexión", nil},
		{"topic:time desconexión", []string{"es text: Las personas trabajadoras tienen derecho a la [desconexión] digital."}},
		{"language:fr droit", []string{"fr text: L’employeur respecte le [droit] à la déconnexion."}},
	} {
		e, err := Parse(test.query)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range Highlights(Query{Expr: e}, Reading{}, nobody, c, i) {
			got = append(got, shown(h))
		}
		if diff := cmp.Diff(test.want, got, cmp.Transformer("none", func(s []string) string { return strings.Join(s, "\n") })); diff != "" {
			t.Errorf("highlights of %q (-want +got):\n%s", test.query, diff)
		}
	}
}

func TestHighlightsOfQueries(t *testing.T) {
	t.Parallel()
	c, i := sample()
	plain := Words{Words: []string{"works", "droit"}}
	for name, test := range map[string]struct {
		query Query
		want  int
	}{
		"in all forms":        {Query{Expr: Words{Words: []string{"works"}}}, 1},
		"exactly":             {Query{Expr: Words{Words: []string{"works"}}, Exact: true}, 0},
		"relaxed":             {Query{Expr: plain}, 2},
		"in one language":     {Query{Expr: plain, Filter: Filter{Values: map[Field][]string{Language: {"fr"}}}}, 1},
		"in one kind of text": {Query{Expr: plain, Filter: Filter{Values: map[Field][]string{TextKind: {"translation"}}}}, 1},
		"similar clauses":     {Query{Expr: Like{ID: "x.y", Topics: c.Topics}}, 0},
	} {
		if got := Highlights(test.query, Reading{}, nobody, c, i); len(got) != test.want {
			t.Errorf("%s: %d highlights %+v, want %d", name, len(got), got, test.want)
		}
	}
}

// TestHighlightsOfConcepts: where a text names a concept that words of the query
// name, that is marked, and what was corrected is marked as it was taken.
func TestHighlightsOfConcepts(t *testing.T) {
	t.Parallel()
	c, i := sample()
	r := NewRecogniser(few)
	const (
		spanish = "es text: Las personas trabajadoras tienen [derecho a la desconexión] digital."
		german  = "Recht auf Nichterreichbarkeit"
	)
	for _, test := range []struct {
		query string
		q     Query
		read  Reading
		want  []string
	}{
		{"right to disconnect", Query{}, Reading{}, []string{spanish,
			"en text: Workers may [disconnect]. The employer's notices wait 😀 until the next working day's work."}},
		{german, Query{}, Reading{}, []string{spanish,
			"en text: Workers may [disconnect]. The employer's notices wait 😀 until the next working day's work."}}, // in its stem, disconnection
		{german, Query{NoConcepts: true}, Reading{}, nil},
		{german, Query{Exact: true}, Reading{}, nil},
		{"concept:disconnect AND language:es", Query{}, Reading{}, []string{spanish}},
		{"concept:telework", Query{}, Reading{}, nil},
		{"wokrers", Query{}, Reading{Corrections: []Correction{{"wokrers", "workers"}}}, []string{
			"en text: [Workers] may disconnect. The employer's notices wait 😀 until the next working day's work."}},
	} {
		e, err := Parse(test.query)
		if err != nil {
			t.Fatal(err)
		}
		test.q.Expr = e
		if plain, ok := e.(Words); ok && test.q.Recognises() {
			_, test.read.Groups = r.InQuery(plain, "")
		}
		var got []string
		for _, h := range Highlights(test.q, test.read, r, c, i) {
			got = append(got, shown(h))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("highlights of %+v (-want +got):\n%s", test.q, diff)
		}
	}
}

func TestPassage(t *testing.T) {
	t.Parallel()
	filler := strings.Repeat("lorem ipsum dolor. ", 30)
	for _, test := range []struct {
		name, text   string
		want         string // somewhere in what is shown
		begins, ends string
		most         int // runes
	}{
		{"the densest place", filler + "leave. " + filler + "Then leave and notice come together. " + filler, "[leave] and [notice]", "", "", PassageRunes},
		{"from the start of a sentence", filler + "The leave is paid. " + filler, "[leave]", "The leave is paid. ", "ipsum", PassageRunes},
		{"whole when short", "(Leave.)", "([Leave].)", "(", ")", 8},
		{"at the end", filler + "some leave!", "[leave]!", "lorem", "leave!", PassageRunes + nearEdge},
		{"at the start", "— leave " + filler, "— [leave] lorem", "— ", "", PassageRunes + nearEdge},
		{"without spaces", strings.Repeat("ab", 5000) + " leave " + strings.Repeat("é", 5000), "[leave]", "leave", "leave", 5},
	} {
		c := clauses.Clause{Texts: []clauses.Text{{Language: "en", Text: test.text}}}
		all := Highlights(Query{Expr: Words{Words: []string{"leave", "notice"}}}, Reading{}, nobody, c, clauses.Instrument{})
		if len(all) != 1 {
			t.Errorf("%s: %d highlights", test.name, len(all))
			continue
		}
		h := all[0]
		if !strings.Contains(shown(h), test.want) || !strings.HasPrefix(h.Text, test.begins) || !strings.HasSuffix(h.Text, test.ends) {
			t.Errorf("%s: %q, want %q in it, %q first and %q last", test.name, shown(h), test.want, test.begins, test.ends)
		}
		if n := utf8.RuneCountInString(h.Text); n > test.most {
			t.Errorf("%s: %d runes, want at most %d", test.name, n, test.most)
		}
	}
}

func TestEndlessMark(t *testing.T) {
	t.Parallel()
	c := clauses.Clause{Texts: []clauses.Text{{Language: "en", Text: strings.Repeat("abc", 10_000)}}}
	h := Highlights(Query{Expr: Prefix{"abc"}}, Reading{}, nobody, c, clauses.Instrument{})
	if len(h) != 1 || utf8.RuneCountInString(h[0].Text) > maxPassageRunes || h[0].Marks[0].End != len(h[0].Text) {
		t.Errorf("highlights are %+v, want one of at most %d runes, all marked", h, maxPassageRunes)
	}
}

func FuzzHighlights(f *testing.F) {
	c, _ := sample()
	for _, text := range c.Texts {
		f.Add("leave OR "+text.Heading, text.Heading, text.Text)
	}
	f.Add(`"a b" near/3 abc*`, "a b abcd", "😀 a b\U0001F600 abcd a b\xff \u00adabc")
	f.Add("a OR aa*", "", strings.Repeat("aaa ", 300))
	f.Add("劳动 OR 26", "第26条（7）", strings.Repeat("劳动合同的解除。", 60)+"26(7), 2016/679 §§ 87–88")
	f.Fuzz(func(t *testing.T, query, heading, body string) {
		e, err := Parse(query)
		if err != nil {
			return
		}
		c := clauses.Clause{Texts: []clauses.Text{{Language: "fr", Heading: heading, Text: body}, {Language: "pl", Text: heading}}}
		for _, h := range Highlights(Query{Expr: e}, Reading{}, nobody, c, clauses.Instrument{}) {
			whole := body
			if h.Part == HeadingPart || h.Language == "pl" && h.Part == BodyPart {
				whole = heading
			}
			part, text := utf16.Encode([]rune(whole)), utf16.Encode([]rune(h.Text))
			if h.Start < 0 || h.Start+len(text) > len(part) || string(utf16.Decode(part[h.Start:h.Start+len(text)])) != string([]rune(h.Text)) {
				t.Fatalf("%q in %q: passage %q does not stand at %d", query, whole, h.Text, h.Start)
			}
			if len(h.Marks) == 0 {
				t.Fatalf("%q in %q: passage %q without marks", query, whole, h.Text)
			}
			at := 0
			for _, m := range h.Marks {
				if m.Start < at || m.End <= m.Start || m.End > len(text) {
					t.Fatalf("%q in %q: mark %v behind %d in %q", query, whole, m, at, h.Text)
				}
				at = m.End
				marked := string(utf16.Decode(text[m.Start:m.End]))
				if strings.ContainsRune(marked, utf8.RuneError) && !strings.ContainsRune(whole, utf8.RuneError) {
					t.Fatalf("%q in %q: mark %v cuts a pair in %q", query, whole, m, h.Text)
				}
			}
		}
	})
}

func BenchmarkHighlights(b *testing.B) {
	c, i := sample()
	long := strings.Repeat("Workers may disconnect after work and wait for notice of leave until the day. ", 10) // 140 words
	short := c
	short.Texts = []clauses.Text{{Language: "en", Heading: "Right to disconnect", Text: long}}
	verbatim := c
	verbatim.Texts = []clauses.Text{{Language: "en", Text: strings.Repeat(long, clauses.MaxTextBytes/len(long))}}
	for name, query := range map[string]string{"plain": "right to disconnect after work", "tree": `(leave OR "until the day") AND wor* NOT strike`} {
		e, err := Parse(query)
		if err != nil {
			b.Fatal(err)
		}
		for size, clause := range map[string]clauses.Clause{"short": short, "200KB": verbatim} {
			b.Run(name+"/"+size, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					Highlights(Query{Expr: e}, Reading{}, nobody, clause, i)
				}
			})
		}
	}
}

// TestNotsWithinNotsCostLittle marks a clause of many texts with a query that
// would take texts to the power of its depth if each Not asked every text anew.
func TestNotsWithinNotsCostLittle(t *testing.T) {
	t.Parallel()
	var c clauses.Clause
	for n := range 30 {
		c.Texts = append(c.Texts, clauses.Text{Language: "en", Kind: clauses.Summary, Text: strings.Repeat("one text ", n+1)})
	}
	e := Expr(Term{"absent"})
	for range 40 {
		e = Not{e}
	}
	q := Query{Expr: And{[]Expr{Term{"text"}, Not{e}}}}
	if found := Highlights(q, Reading{}, nil, c, clauses.Instrument{}); len(found) != 1 {
		t.Errorf("%d passages, want 1", len(found))
	}
}
