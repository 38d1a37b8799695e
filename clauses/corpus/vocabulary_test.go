package corpus

import (
	"slices"
	"testing"

	"clausebank/clauses"
)

var labelLanguages = []string{"en", "fr", "es", "de", "it", "pt"}

func TestEveryCodeHasLabels(t *testing.T) {
	t.Parallel()
	tax := Taxonomy()
	for name, v := range map[string]clauses.Vocabulary{
		"topics": tax.Topics, "sectors": tax.Sectors, "public services": tax.PublicServices, "kinds": tax.Kinds, "levels": tax.Levels,
		"statuses": tax.Statuses, "text kinds": tax.TextKinds, "evidence levels": tax.EvidenceLevels,
	} {
		if len(v.Entries()) == 0 {
			t.Errorf("%s: no codes", name)
		}
		used := map[string]string{} // language and label → code, of those on the same step
		for _, e := range v.Entries() {
			if len(e.Labels) != len(labelLanguages) {
				t.Errorf("%s: %s has %d labels, want %d", name, e.Code, len(e.Labels), len(labelLanguages))
			}
			step := ""
			if e.Parent != "" {
				step = "below"
			}
			for _, language := range labelLanguages {
				label := e.Labels[language]
				if label == "" {
					t.Errorf("%s: %s has no label in %s", name, e.Code, language)
				}
				// A section may be called as its only division, but not as another section.
				key := language + step + label
				if other, twice := used[key]; twice {
					t.Errorf("%s: %s and %s are both %q in %s", name, other, e.Code, label, language)
				}
				used[key] = e.Code
			}
		}
	}
}

// TestNoCodeStandsTwice reads the files again, because a Vocabulary keeps only
// the first of two.
func TestNoCodeStandsTwice(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"topics", "sectors", "public_services", "kinds", "levels", "statuses", "text_kinds", "evidence_levels",
	} {
		terms, err := readTerms(name)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, e := range entries(terms, "") {
			if seen[e.Code] {
				t.Errorf("%s: %s stands twice", name, e.Code)
			}
			seen[e.Code] = true
		}
	}
}

func TestTopics(t *testing.T) {
	t.Parallel()
	subjects, err := readTerms("topics")
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	topics := 0
	for _, s := range subjects {
		codes = append(codes, s.Code)
		if len(s.Concepts) > 0 {
			t.Errorf("the subject %s has concepts of its own; give them to its topics", s.Code)
		}
		for _, topic := range s.Below {
			topics++
			if len(topic.Concepts) == 0 {
				t.Errorf("%s has no concept of the thesaurus", topic.Code)
			}
			if sorted := slices.Compact(slices.Sorted(slices.Values(topic.Concepts))); len(sorted) != len(topic.Concepts) {
				t.Errorf("%s names a concept twice", topic.Code)
			}
			if len(topic.Below) > 0 {
				t.Errorf("%s has topics below it; a topic has a subject and nothing more", topic.Code)
			}
		}
	}
	if want := []string{"digitalisation", "artificial_intelligence", "telework", "health_and_safety"}; !slices.Equal(codes, want) {
		t.Errorf("subjects = %v, want %v", codes, want)
	}
	if topics != 48 {
		t.Errorf("%d topics, want 48", topics)
	}
}

// TestSectorsAgreeWithTheMapping makes sure that what Sector.Codes gives has a
// label, and stands below the section that Sector.Codes says.
func TestSectorsAgreeWithTheMapping(t *testing.T) {
	t.Parallel()
	sections, divisions := 0, 0
	for _, e := range Taxonomy().Sectors.Entries() {
		if e.Parent == "" {
			sections++
		} else {
			divisions++
		}
		codes := clauses.Sector{Scheme: clauses.NACE21, Code: e.Code}.Codes()
		var got []string
		for _, c := range codes {
			got = append(got, c.Code)
		}
		if want := Taxonomy().Sectors.Ancestors(e.Code); !slices.Equal(got, want) {
			t.Errorf("Codes() of %s = %v, want %v", e.Code, got, want)
		}
	}
	if sections != 22 || divisions != 87 {
		t.Errorf("%d sections and %d divisions, want 22 and 87", sections, divisions)
	}
}

func TestVocabulariesAgreeWithTheTypes(t *testing.T) {
	t.Parallel()
	tax := Taxonomy()
	same(t, "kinds", tax.Kinds, clauses.Kinds)
	same(t, "levels", tax.Levels, clauses.Levels)
	same(t, "statuses", tax.Statuses, clauses.Statuses)
	same(t, "text kinds", tax.TextKinds, clauses.TextKinds)
	same(t, "evidence levels", tax.EvidenceLevels, clauses.EvidenceLevels)
}

func same[T ~string](t *testing.T, name string, v clauses.Vocabulary, want []T) {
	t.Helper()
	var got []T
	for _, e := range v.Entries() {
		got = append(got, T(e.Code))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s = %v, want %v", name, got, want)
	}
}
