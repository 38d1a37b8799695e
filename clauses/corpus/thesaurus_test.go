package corpus

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"clausebank/clauses"
)

var (
	languageTag = regexp.MustCompile(`^[a-z]{2}$`)
	countryCode = regexp.MustCompile(`^[A-Z]{2}$`)
	conceptID   = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	eurovoc     = regexp.MustCompile(`^http://eurovoc\.europa\.eu/[0-9a-z_]+$`)
)

// TestThesaurus holds the thesaurus to what its README says.
func TestThesaurus(t *testing.T) {
	t.Parallel()
	th := Thesaurus()
	if n := len(th.Concepts()); n < 200 {
		t.Errorf("there are %d concepts", n)
	}
	seen := map[clauses.ConceptID]bool{}
	for _, c := range th.Concepts() {
		if !conceptID.MatchString(string(c.ID)) || c.Scope == "" || c.Label("en") == "" {
			t.Errorf("%s: its ID is no slug, or it has no scope or no English label", c.ID)
		}
		if got, ok := th.Lookup(c.ID); !ok || got.ID != c.ID || seen[c.ID] {
			t.Errorf("%s stands twice", c.ID)
		}
		seen[c.ID] = true
		for _, address := range append(slices.Clone(c.Exact), c.Close...) {
			if !eurovoc.MatchString(address) {
				t.Errorf("%s: %s is no concept of EuroVoc", c.ID, address)
			}
		}
		for above, n := c.Broader, 0; above != ""; n++ {
			wider, ok := th.Lookup(above)
			if !ok || n > len(th.Concepts()) {
				t.Fatalf("%s: what is broader, %s, is not there or comes back to itself", c.ID, above)
			}
			above = wider.Broader
		}
		if sector := strings.HasPrefix(string(c.ID), "sector"); sector != (len(c.Topics) == 0) {
			t.Errorf("%s belongs to the topics %v", c.ID, c.Topics)
		}
		checkLabels(t, c)
	}
	if _, ok := th.Lookup("no-such-concept"); ok {
		t.Error("there is a concept that is not there")
	}
}

func checkLabels(t *testing.T, c clauses.Concept) {
	t.Helper()
	strongest, heaviest := map[string]float64{}, 0.0
	texts := map[string]bool{}
	for _, l := range c.Labels {
		if !languageTag.MatchString(l.Language) {
			t.Errorf("%s: %q is no base language", c.ID, l.Language)
		}
		if l.Text == "" || l.Text != strings.TrimSpace(l.Text) || strings.ContainsAny(l.Text, `()"*`) {
			t.Errorf("%s: %s %q is not written as labels are", c.ID, l.Language, l.Text)
		}
		if key := l.Language + " " + l.Text; texts[key] {
			t.Errorf("%s: %s stands twice", c.ID, key)
		} else {
			texts[key] = true
		}
		if !slices.Contains([]float64{0, 0.5, 1}, l.Weight) {
			t.Errorf("%s: %s %q weighs %g", c.ID, l.Language, l.Text, l.Weight)
		}
		if l.Case && l.Text == strings.ToLower(l.Text) {
			t.Errorf("%s: %s %q has no capital that could count", c.ID, l.Language, l.Text)
		}
		strongest[l.Language] = max(strongest[l.Language], l.Weight)
		heaviest = max(heaviest, l.Weight)
		for _, r := range l.Region {
			if !countryCode.MatchString(r) || clauses.CountryName(r, "en") == r {
				t.Errorf("%s: %s %q: there is no country %q", c.ID, l.Language, l.Text, r)
			}
		}
	}
	for language, weight := range strongest {
		if weight == 0 && heaviest > 0 {
			t.Errorf("%s: no label in %s marks a text", c.ID, language)
		}
	}
}

// TestLabelsOfSeveralConceptsSaySo: of one language, a label stands for one
// concept, or names the others.
func TestLabelsOfSeveralConceptsSaySo(t *testing.T) {
	t.Parallel()
	concepts := map[string][]clauses.ConceptID{}
	key := func(l clauses.Label) string { return l.Language + " " + strings.ToLower(l.Text) }
	for _, c := range Thesaurus().Concepts() {
		for _, l := range c.Labels {
			concepts[key(l)] = append(concepts[key(l)], c.ID)
		}
	}
	for _, c := range Thesaurus().Concepts() {
		for _, l := range c.Labels {
			for _, other := range concepts[key(l)] {
				if other != c.ID && !slices.Contains(l.Also, other) {
					t.Errorf("%s: %s %q stands for %s too, and does not say so", c.ID, l.Language, l.Text, other)
				}
			}
			for _, other := range l.Also {
				if !slices.Contains(concepts[key(l)], other) {
					t.Errorf("%s: %s %q does not stand for %s", c.ID, l.Language, l.Text, other)
				}
			}
		}
	}
}

// TestTopicsNameConcepts: every concept that a topic names is there.
func TestTopicsNameConcepts(t *testing.T) {
	t.Parallel()
	topics, err := readTerms("topics")
	if err != nil {
		t.Fatal(err)
	}
	for id, of := range topicsOf(topics) {
		c, ok := Thesaurus().Lookup(clauses.ConceptID(id))
		if !ok || !slices.Equal(c.Topics, of) {
			t.Errorf("%v name %s, which has the topics %v", of, id, c.Topics)
		}
	}
}

// TestThesaurusFilesHaveNoOtherFields: a note that is misspelt would say nothing.
func TestThesaurusFilesHaveNoOtherFields(t *testing.T) {
	t.Parallel()
	paths, err := fs.Glob(files, "vocabulary/thesaurus/*.yaml")
	if err != nil || len(paths) < 10 {
		t.Fatalf("%d files, %v", len(paths), err)
	}
	notes := []string{"text", "weight", "word", "case", "langOnly", "region", "script", "also"}
	for _, path := range paths {
		b, err := files.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var concepts []struct {
			ID     string
			Labels map[string][]any
		}
		if err := yaml.Unmarshal(b, &concepts); err != nil {
			t.Fatal(err)
		}
		for _, c := range concepts {
			for _, labels := range c.Labels {
				for _, l := range labels {
					fields, _ := l.(map[string]any)
					for f := range fields {
						if !slices.Contains(notes, f) {
							t.Errorf("%s: %s: there is no note %q", path, c.ID, f)
						}
					}
				}
			}
		}
	}
}

func TestConceptLabel(t *testing.T) {
	t.Parallel()
	c, _ := Thesaurus().Lookup("right-to-disconnect")
	for language, want := range map[string]string{
		"fr": "droit à la déconnexion", "pt-BR": "direito a desligar", "xx": "right to disconnect", "": "right to disconnect",
	} {
		if got := c.Label(language); got != want {
			t.Errorf("Label(%q) = %q, want %q", language, got, want)
		}
	}
}
