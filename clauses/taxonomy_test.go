package clauses

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLabelsIn(t *testing.T) {
	t.Parallel()
	labels := Labels{"en": "telework", "pt": "teletrabalho", "pt-BR": "trabalho remoto"}
	for language, want := range map[string]string{
		"en": "telework", "pt": "teletrabalho", "pt-BR": "trabalho remoto", "pt-PT": "teletrabalho",
		"pt-BR-x": "trabalho remoto", "pl": "telework", "": "telework", "-": "telework",
	} {
		if got := labels.In(language); got != want {
			t.Errorf("In(%q) = %q, want %q", language, got, want)
		}
	}
	if got := (Labels)(nil).In("en"); got != "" {
		t.Errorf("In() of no labels = %q, want nothing", got)
	}
}

func TestVocabulary(t *testing.T) {
	t.Parallel()
	v := NewVocabulary(Entry{Code: "b"}, Entry{Code: "a", Parent: "b"}, Entry{Code: "a", Parent: "x"})
	if got := len(v.Entries()); got != 2 {
		t.Errorf("%d entries, want 2: the second a is left out", got)
	}
	if e, ok := v.Lookup("a"); !ok || e.Parent != "b" {
		t.Errorf("Lookup(a) = %v, %v", e, ok)
	}
	for code, want := range map[string][]string{"a": {"a", "b"}, "b": {"b"}, "c": {"c"}} {
		if diff := cmp.Diff(want, v.Ancestors(code)); diff != "" {
			t.Errorf("Ancestors(%q) (-want +got):\n%s", code, diff)
		}
	}
	var zero Vocabulary
	if _, ok := zero.Lookup("a"); ok || len(zero.Entries()) != 0 {
		t.Error("the zero Vocabulary is not empty")
	}
}
