package api

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"clausebank/clauses"
	"clausebank/clauses/bolt"
	"clausebank/clauses/corpus"
	"clausebank/index"
	"clausebank/index/bleve"
	"clausebank/index/words"
)

// builtIn returns the API of the built-in library on the Bleve engine. Only texts
// that are kept are in it, and only clauses that have one.
func builtIn(t *testing.T, keep func(clauses.Instrument, clauses.Text) bool) *server {
	t.Helper()
	docs, err := corpus.Documents()
	if err != nil {
		t.Fatal(err)
	}
	for d := range docs {
		i := &docs[d].Instrument
		for c := range docs[d].Clauses {
			docs[d].Clauses[c].Texts = slices.DeleteFunc(docs[d].Clauses[c].Texts, func(x clauses.Text) bool { return !keep(*i, x) })
		}
		docs[d].Clauses = slices.DeleteFunc(docs[d].Clauses, func(c clauses.Clause) bool { return len(c.Texts) == 0 })
		i.Titles = slices.DeleteFunc(i.Titles, func(x clauses.Title) bool { return !keep(*i, clauses.Text{Language: x.Language}) })
	}
	engine, err := bleve.Open("", corpus.Taxonomy(), zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := engine.Close(); err != nil {
			t.Error(err)
		}
	})
	return newLibrary(t, docs, func(c *Config) {
		c.Index = engine
		c.Follower = index.NewFollower(c.Store.(*bolt.Store), engine, zerolog.Nop())
	})
}

// Two libraries: as it is, and with no text in English.
var libraries = map[string]func(clauses.Instrument, clauses.Text) bool{
	"as it is":        func(clauses.Instrument, clauses.Text) bool { return true },
	"without English": func(_ clauses.Instrument, x clauses.Text) bool { return x.Language != "en" },
}

// disconnect is one question in six languages.
var disconnect = map[string]string{
	"en": "right to disconnect", "fr": "droit à la déconnexion", "es": "derecho a la desconexión",
	"de": "Recht auf Nichterreichbarkeit", "it": "diritto alla disconnessione", "pt": "direito à desconexão",
}

// marked returns what is marked in a passage.
func marked(h Highlight) (words []string) {
	units := utf16.Encode([]rune(h.Text))
	for _, m := range h.Marks {
		words = append(words, string(utf16.Decode(units[m.Start:m.End])))
	}
	return words
}

// TestTask01AcrossLanguages: a Spanish clause is found by searching in English,
// and what matched is shown and marked in Spanish.
func TestTask01AcrossLanguages(t *testing.T) {
	t.Parallel()
	for name, keep := range libraries {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := builtIn(t, keep)
			spanish := get[ClauseSearch](t, s, "/v1/clauses?q=right to disconnect&country=ES&limit=100")
			if spanish.Total < 5 {
				t.Errorf("%d Spanish clauses are found", spanish.Total)
			}
			want := []Concept{{ID: "right-to-disconnect", Label: "right to disconnect", Words: []string{"right", "to", "disconnect"},
				Searched: true, Topics: []string{"right_to_disconnect"}}}
			if diff := cmp.Diff(want, spanish.Read.Concepts); diff != "" {
				t.Errorf("concepts (-want +got):\n%s", diff)
			}
			for _, h := range spanish.Items {
				if !slices.ContainsFunc(h.Instrument.Territory, func(p Territory) bool { return p.Country == "ES" }) {
					t.Errorf("%s is not Spanish", h.ID)
				}
				n := slices.IndexFunc(h.Highlights, func(x Highlight) bool { return x.Language == "es" })
				if n < 0 || !slices.ContainsFunc(marked(h.Highlights[n]), func(w string) bool {
					return strings.Contains(strings.ToLower(w), "desconexión") || strings.Contains(w, "desconectar")
				}) {
					t.Errorf("%s: nothing is marked in Spanish: %+v", h.ID, h.Highlights)
				}
			}
			all := get[ClauseSearch](t, s, "/v1/clauses?q=right to disconnect&limit=5")
			if !slices.ContainsFunc(all.Items, func(h ClauseHit) bool { return h.Instrument.TitleLanguage != "en" }) {
				t.Error("of the first five, all are English")
			}
			if off := get[ClauseSearch](t, s, "/v1/clauses?q=right to disconnect&expand=false"); off.Total >= all.Total || len(off.Read.Concepts) > 0 {
				t.Errorf("expand=false finds %d of %d and reads %+v", off.Total, all.Total, off.Read)
			}
		})
	}
}

// TestTask02InEveryDirection: a question finds the same in six languages, its own
// language first.
func TestTask02InEveryDirection(t *testing.T) {
	t.Parallel()
	for name, keep := range libraries {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := builtIn(t, keep)
			carry := ids(t, s, "q=concept:right-to-disconnect&limit=100")
			found := map[string][]string{}
			for language, q := range disconnect {
				r := get[ClauseSearch](t, s, "/v1/clauses?limit=100&q="+q)
				for n, h := range r.Items {
					found[language] = append(found[language], string(h.ID))
					if n < 20 && !slices.Contains(carry, string(h.ID)) {
						t.Errorf("%s: number %d, %s, does not carry the concept", q, n+1, h.ID)
					}
				}
				if len(r.Items) == 0 || language != "en" && r.Items[0].Instrument.TitleLanguage != language && !inLanguage(r.Items[0], language) {
					t.Errorf("%s: the first is not in %s", q, language)
				}
			}
			for a, x := range found {
				for b, y := range found {
					both := len(slices.DeleteFunc(slices.Clone(x), func(id string) bool { return !slices.Contains(y, id) }))
					if any := len(x) + len(y) - both; 10*both < 9*any {
						t.Errorf("%s and %s have %d of %d in common", disconnect[a], disconnect[b], both, any)
					}
				}
			}
		})
	}
}

func inLanguage(h ClauseHit, language string) bool {
	return slices.ContainsFunc(h.Texts, func(x Text) bool { return x.Language == language })
}

// TestTask03TyposAndInflections: what is misspelt, unaccented or inflected finds
// what the clean form finds, and the answer says what was assumed.
func TestTask03TyposAndInflections(t *testing.T) {
	t.Parallel()
	s := builtIn(t, libraries["as it is"])
	for _, c := range []struct {
		asked, clean string
		corrections  []WordCorrection
	}{
		{"telewrok", "telework", []WordCorrection{{"telewrok", "telework"}}},
		{"teletravail", "télétravail", []WordCorrection{}},
		{"kuenstliche Intelligenz", "Künstliche Intelligenz", []WordCorrection{}},
		{"Künstlicher Intelligenz", "Künstliche Intelligenz", []WordCorrection{}},
		{"algoritmic managment", "algorithmic management", []WordCorrection{{"algoritmic", "algorithmic"}}}, // the stems of the other are the same
		{"algorithms", "algorithmic", []WordCorrection{}},
		{"droit a la deconexion", "droit à la déconnexion", []WordCorrection{}}, // French doubles no letters
	} {
		asked := get[ClauseSearch](t, s, "/v1/clauses?limit=100&q="+c.asked)
		if diff := cmp.Diff(ids(t, s, "sort=id&limit=100&q="+c.clean), ids(t, s, "sort=id&limit=100&q="+c.asked)); diff != "" || asked.Total == 0 {
			t.Errorf("%s does not find what %s finds (-want +got):\n%s", c.asked, c.clean, diff)
		}
		if diff := cmp.Diff(c.corrections, asked.Read.Corrections); diff != "" {
			t.Errorf("%s is corrected (-want +got):\n%s", c.asked, diff)
		}
		exact := get[ClauseSearch](t, s, "/v1/clauses?match=exact&q="+c.asked)
		if len(exact.Read.Corrections) > 0 || len(exact.Read.Concepts) > 0 {
			t.Errorf("%s, exactly, is read as %+v", c.asked, exact.Read)
		}
	}
	french := get[ClauseSearch](t, s, "/v1/clauses?q=telewrok&lang=fr").Read
	if len(french.Concepts) != 1 || french.Concepts[0].Label != "télétravail" {
		t.Errorf("the concept of telework in French: %+v", french.Concepts)
	}
}

// TestTask11WhyDidThisMatch: every hit of a search by meaning shows a passage in
// a language of the clause, with what matched marked, and says that it is one.
func TestTask11WhyDidThisMatch(t *testing.T) {
	t.Parallel()
	s := builtIn(t, libraries["without English"])
	for _, q := range []string{"right to disconnect", "telework", "electronic monitoring", "Datenschutz", "santé et sécurité"} {
		found := get[ClauseSearch](t, s, "/v1/clauses?limit=100&q="+q)
		if found.Total == 0 || len(found.Read.Concepts) == 0 {
			t.Errorf("%s: total %d, read %+v", q, found.Total, found.Read)
		}
		for _, h := range found.Items {
			if h.Tier == 2 && !slices.ContainsFunc(h.Highlights, func(x Highlight) bool { return inLanguage(h, x.Language) && len(x.Marks) > 0 }) &&
				!titleNames(h, found.Read.Concepts) {
				t.Errorf("%s: %s (tier %d) shows no reason", q, h.ID, h.Tier)
			}
		}
	}
}

// titleNames reports whether the title of a hit's instrument, which is shown with
// it, names one of the concepts.
func titleNames(h ClauseHit, concepts []Concept) bool {
	title := h.Instrument.Title
	for _, m := range index.RecogniserOf(corpus.Taxonomy()).InText(h.Instrument.TitleLanguage, title, words.Split(title)) {
		if slices.ContainsFunc(concepts, func(c Concept) bool { return c.ID == string(m.Concept) }) {
			return true
		}
	}
	return false
}

// TestSuggestConcepts: concepts are suggested by words of any language, misspelt
// ones too, under their labels in the reader's, and each finds clauses.
func TestSuggestConcepts(t *testing.T) {
	t.Parallel()
	s := builtIn(t, libraries["as it is"])
	for _, c := range []struct{ query, id, label string }{
		{"q=right to disc&lang=en", "right-to-disconnect", "right to disconnect"},
		{"q=droit a la dec&lang=de", "right-to-disconnect", "Recht auf Nichterreichbarkeit"},
		{"q=telewrok&lang=fr", "telework", "télétravail"},
		{"q=datenschu&lang=pl", "data-protection", "data protection"},
	} {
		found := get[Suggestions](t, s, "/v1/suggest?"+c.query)
		n := slices.IndexFunc(found.Items, func(x Suggestion) bool { return x.Kind == "concept" && x.Value == c.id })
		if n < 0 || found.Items[n].Label != c.label {
			t.Errorf("%s suggests %+v, want %s as %q", c.query, found.Items, c.id, c.label)
			continue
		}
		if get[ClauseSearch](t, s, found.Items[n].Href).Total == 0 {
			t.Errorf("%s finds nothing", found.Items[n].Href)
		}
	}
}

// TestEveryConceptCanBeAskedForByItsLabel: what is suggested is plain language.
func TestEveryConceptCanBeAskedForByItsLabel(t *testing.T) {
	t.Parallel()
	for _, c := range corpus.Thesaurus().Concepts() {
		for _, language := range labelLanguages {
			if e, err := index.Parse(c.Label(language)); err != nil {
				t.Errorf("%s in %s: %v", c.ID, language, err)
			} else if _, plain := e.(index.Words); !plain {
				t.Errorf("%s in %s, %q, is no plain language", c.ID, language, c.Label(language))
			}
		}
	}
}
