package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"clausebank/clauses"
	"clausebank/clauses/corpus"
	"clausebank/index/words"
)

// nobody recognises nothing.
var nobody = NewRecogniser(clauses.Thesaurus{})

// few is a small thesaurus with every kind of note.
var few = clauses.NewThesaurus(
	clauses.Concept{ID: "disconnect", Labels: []clauses.Label{
		{Language: "en", Text: "right to disconnect", Weight: 1}, {Language: "en", Text: "disconnection", Weight: 0.5},
		{Language: "es", Text: "derecho a la desconexión", Weight: 1}, {Language: "es", Text: "desconexión digital", Weight: 1},
		{Language: "de", Text: "Recht auf Nichterreichbarkeit", Weight: 1},
	}},
	clauses.Concept{ID: "telework", Labels: []clauses.Label{
		{Language: "en", Text: "telework", Weight: 1}, {Language: "pt", Text: "tele-trabalho", Weight: 1},
		{Language: "nb", Text: "fjernarbeid", Weight: 1},
	}},
	clauses.Concept{ID: "ai", Labels: []clauses.Label{
		{Language: "en", Text: "AI", Weight: 1, Word: true, Case: true}, {Language: "fr", Text: "IA", Weight: 1, Word: true, Case: true},
		{Language: "en", Text: "artificial intelligence", Weight: 1}, {Language: "en", Text: "AI system", Weight: 0.5, Case: true},
	}},
	clauses.Concept{ID: "equipment", Labels: []clauses.Label{{Language: "de", Text: "PSA", Weight: 1, Word: true, LangOnly: true}}},
	clauses.Concept{ID: "stress", Labels: []clauses.Label{{Language: "nl", Text: "PSA", Weight: 1, Word: true, LangOnly: true}}},
	clauses.Concept{ID: "training", Labels: []clauses.Label{{Language: "fr", Text: "formation", Weight: 0.5}}},
	clauses.Concept{ID: "consent", Labels: []clauses.Label{{Language: "en", Text: "consent", Weight: 0}}},
	clauses.Concept{ID: "balance", Labels: []clauses.Label{{Language: "es", Text: "conciliación", Weight: 0.5, Also: []clauses.ConceptID{"mediation"}}}},
	clauses.Concept{ID: "mediation", Labels: []clauses.Label{{Language: "es", Text: "conciliación", Weight: 1, Also: []clauses.ConceptID{"balance"}},
		{Language: "fr", Text: "médiation", Weight: 1}}},
)

func TestInText(t *testing.T) {
	t.Parallel()
	r := NewRecogniser(few)
	for _, test := range []struct{ language, text, want string }{
		{"en", "", ""},
		{"en", "The right to disconnect.", "disconnect 1 1-4"},
		{"en", "RIGHTS TO DISCONNECT and disconnections", "disconnect 1 0-3, disconnect 0.5 4-5"},
		{"en", "right of disconnecting", "disconnect 0.5 2-3"},
		{"en", "derecho a la desconexión", ""},
		{"es", "Derechos a la desconexión digital", "disconnect 1 0-4"}, // the longer one
		{"es", "La desconexión digital", "disconnect 1 1-3"},
		{"es-MX", "conciliación", "balance 0.5 0-1, mediation 1 0-1"},
		{"en", "tele-work and tele‑work, tele work, teleworks", "telework 1 0-2, telework 1 3-5, telework 1 7-8"},
		{"pt", "teletrabalho, tele-trabalho, tele trabalho", "telework 1 0-1, telework 1 1-3, telework 1 3-5"},
		{"nn", "fjernarbeid", "telework 1 0-1"},
		{"en", "AI, ai, AIs, Ai", "ai 1 0-1"},
		{"en", "AI systems and AI system", "ai 1 0-1, ai 0.5 3-5"}, // with case, as it is written
		{"fr", "l'IA et AI", "ai 1 1-2"},
		{"de", "die PSA", "equipment 1 1-2"},
		{"nl", "de PSA", "stress 1 1-2"},
		{"en", "PSA, consent", ""},
		{"xx", "telework", ""},
		{"fr", "les formes, la formation, des formations", "training 0.5 3-4, training 0.5 5-6"},
		{"fr", "former", ""},
	} {
		var got []string
		for _, m := range r.InText(test.language, test.text, words.Split(test.text)) {
			got = append(got, fmt.Sprintf("%s %g %d-%d", m.Concept, m.Weight, m.Start, m.End))
		}
		if s := strings.Join(got, ", "); s != test.want {
			t.Errorf("%s %q names %q, want %q", test.language, test.text, s, test.want)
		}
	}
}

func TestInQuery(t *testing.T) {
	t.Parallel()
	r := NewRecogniser(few)
	for _, test := range []struct{ query, reader, want string }{
		{"right to disconnect", "", "disconnect(right to disconnect)"},
		{"Recht auf Nichterreichbarkeit costs", "en", "disconnect(recht auf nichterreichbarkeit)"},
		{"disconnections", "es", "disconnect(disconnections)"}, // other forms of other languages
		{"AI", "", "ai(ai)"},
		{"ai", "", ""}, // Italian for "to the"
		{"ai", "en", "ai(ai)"},
		{"IA", "en", "ai(ia)"},
		{"ia", "en", ""},
		{"PSA", "", ""},
		{"psa", "de", "equipment(psa)"},
		{"PSA", "nl", "stress(psa)"},
		{"consents", "", "consent(consents)!"},
		{"formations", "", "training(formations)"},
		{"former", "", ""},
		{"form", "fr", ""},
		{"conciliación médiation", "", "balance(conciliacion) mediation(conciliacion mediation)"},
		{"telework tele-work teleworking", "", "telework(telework tele work teleworking)"},
	} {
		e, err := Parse(test.query)
		if err != nil {
			t.Fatal(err)
		}
		concepts, groups := r.InQuery(e.(Words), test.reader)
		var got []string
		for _, c := range concepts {
			s := fmt.Sprintf("%s(%s)", c.Concept, strings.Join(c.Words, " "))
			if !c.Searched {
				s += "!"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%q of a reader of %q names %q, want %q", test.query, test.reader, s, test.want)
		}
		for _, g := range groups {
			if len(g.Words) == 0 || len(g.Concepts) == 0 {
				t.Errorf("%q: an empty group %+v", test.query, g)
			}
		}
	}
}

func TestGroups(t *testing.T) {
	t.Parallel()
	e := Words{Words: []string{"telework", "conciliacion", "x", "tele", "work", "consent"}, Text: "telework conciliación x tele-work consent derecho a la desconexión"}
	_, got := NewRecogniser(few).InQuery(e, "")
	want := []Group{
		{Words: []string{"telework", "tele", "work"}, Concepts: []clauses.ConceptID{"telework"}},
		{Words: []string{"conciliacion"}, Concepts: []clauses.ConceptID{"balance", "mediation"}},
		{Words: []string{"derecho", "a", "la", "desconexion"}, Little: []string{"a", "la"}, Concepts: []clauses.ConceptID{"disconnect"}},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
}

// TestInTextLikeLabelByLabel holds the tree of labels against a look at each
// label at each place.
func TestInTextLikeLabelByLabel(t *testing.T) {
	t.Parallel()
	r := NewRecogniser(few)
	pieces := rapid.SampledFrom([]string{"right", "rights", "to", "disconnect", "disconnection", "derecho", "a", "la", "desconexión",
		"digital", "tele", "work", "telework", "tele-work", "AI", "ai", "IA", "system", "artificial", "intelligence", "PSA", "conciliación"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 0, 12).Draw(t, "text"), rapid.SampledFrom([]string{" ", "-", ", "}).Draw(t, "between"))
		language := rapid.SampledFrom([]string{"en", "es", "fr", "de", "nl", "pt"}).Draw(t, "language")
		got := r.InText(language, text, words.Split(text))
		if diff := cmp.Diff(labelByLabel(few, language, text), got); diff != "" {
			t.Fatalf("%s %q (-label by label +tree):\n%s", language, text, diff)
		}
	})
}

func labelByLabel(th clauses.Thesaurus, language, text string) []Mention {
	rules, run := words.For(language), readRun(text, words.Split(text))
	best := map[[2]int][]Mention{}
	for _, c := range th.Concepts() {
		for _, l := range c.Labels {
			for start := range run {
				for end := start + 1; end <= len(run) && l.Language == language; end++ {
					if readsAs(rules, l, run[start:end]) {
						best[[2]int{start, end}] = append(best[[2]int{start, end}], Mention{c.ID, l.Weight, start, end})
					}
				}
			}
		}
	}
	var mentions []Mention
	taken := make([]bool, len(run))
	for length := len(run); length > 0; length-- {
		for start := 0; start+length <= len(run); start++ {
			here := best[[2]int{start, start + length}]
			if len(here) == 0 || slices.Contains(taken[start:start+length], true) {
				continue
			}
			for i := range length {
				taken[start+i] = true
			}
			slices.SortFunc(here, func(a, b Mention) int { return strings.Compare(string(a.Concept), string(b.Concept)) })
			for i, m := range here {
				if i > 0 && here[i-1].Concept == m.Concept {
					continue // of this thesaurus, labels of one concept that fit the same weigh the same
				}
				if m.Weight > 0 {
					mentions = append(mentions, m)
				}
			}
		}
	}
	slices.SortStableFunc(mentions, func(a, b Mention) int { return a.Start - b.Start })
	return mentions
}

// readsAs compares all ways to read a label with all ways to read a run.
func readsAs(rules *words.Rules, l clauses.Label, run []spelt) bool {
	form := rules.Stem
	if l.Word || l.Case {
		form = func(exact string) string { return exact }
	}
	written := ""
	for _, w := range run {
		written += w.written
	}
	exact := ""
	for _, w := range run {
		exact += w.exact
	}
	if common, longer := commonRun([]rune(words.Fold(l.Text)), []rune(exact)); !strings.Contains(l.Text, " ") && !strings.Contains(l.Text, "-") && 5*common < 3*longer {
		return false
	}
	if l.Case && written != strings.ReplaceAll(l.Text, " ", "") {
		return false
	}
	for _, a := range readings(readRun(l.Text, words.Split(l.Text))) {
		for _, b := range readings(run) {
			if slices.EqualFunc(a, b, func(x, y string) bool { return form(x) == form(y) }) {
				return true
			}
		}
	}
	return false
}

func readings(run []spelt) [][]string {
	if len(run) == 0 {
		return [][]string{nil}
	}
	var all [][]string
	for _, rest := range readings(run[1:]) {
		all = append(all, append([]string{run[0].exact}, rest...))
	}
	if len(run) > 1 && run[0].hyphen {
		for _, rest := range readings(run[2:]) {
			all = append(all, append([]string{run[0].exact + run[1].exact}, rest...))
		}
	}
	return all
}

// TestThesaurusRecognisesItself holds every label of the library's thesaurus
// against the text that it is.
func TestThesaurusRecognisesItself(t *testing.T) {
	t.Parallel()
	r := NewRecogniser(corpus.Thesaurus())
	for _, c := range corpus.Thesaurus().Concepts() {
		for _, l := range c.Labels {
			if !norm.NFC.IsNormalString(l.Text) {
				t.Errorf("%s: %s %q is not in NFC, as texts are", c.ID, l.Language, l.Text)
			}
			inText := r.InText(l.Language, l.Text, words.Split(l.Text))
			if l.Weight > 0 && !slices.ContainsFunc(inText, func(m Mention) bool { return m.Concept == c.ID && m.Start == 0 }) {
				t.Errorf("the %s text %q does not name %s but %v", l.Language, l.Text, c.ID, inText)
			}
			plain := Words{Text: l.Text}
			if got, _ := r.InQuery(plain, l.Language); !slices.ContainsFunc(got, func(n Recognised) bool { return n.Concept == c.ID }) {
				t.Errorf("the query %q of a reader of %s does not name %s but %v", l.Text, l.Language, c.ID, got)
			}
		}
	}
}

func BenchmarkNewRecogniser(b *testing.B) {
	th := corpus.Thesaurus()
	for b.Loop() {
		NewRecogniser(th)
	}
}

func BenchmarkInQuery(b *testing.B) {
	r := NewRecogniser(corpus.Thesaurus())
	e := Words{Text: "right to disconnect outside working hours"}
	for b.Loop() {
		r.InQuery(e, "en")
	}
}

func BenchmarkInText(b *testing.B) {
	r := NewRecogniser(corpus.Thesaurus())
	text := strings.Repeat("Workers have the right to disconnect from electronic tools outside working hours. ", 10)
	split := words.Split(text)
	for b.Loop() {
		r.InText("en", text, split)
	}
}
