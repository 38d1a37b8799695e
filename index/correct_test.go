package index

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"clausebank/clauses/corpus"
)

func TestDistance(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "abc", 3},
		{"leave", "leave", 0},
		{"leave", "leaves", 1},
		{"leave", "eave", 1},
		{"leave", "weave", 1},
		{"telewrok", "telework", 1},
		{"ca", "abc", 3}, // not 2: no letter is touched twice
		{"congé", "conge", 1},
		{"πολυ", "πουλ", 1},
		{"abcdef", "badcfe", 3},
	} {
		if got := Distance(test.a, test.b); got != test.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

// TestDistanceLikeItsDefinition holds the table against the recursion that it
// stands for.
func TestDistanceLikeItsDefinition(t *testing.T) {
	t.Parallel()
	word := rapid.StringOfN(rapid.SampledFrom([]rune("abcé")), 0, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		if got, want := Distance(a, b), recursively([]rune(a), []rune(b)); got != want || got != Distance(b, a) {
			t.Fatalf("Distance(%q, %q) = %d, want %d", a, b, got, want)
		}
	})
}

func recursively(a, b []rune) int {
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	same := 1
	if a[0] == b[0] {
		same = 0
	}
	least := min(recursively(a[1:], b)+1, recursively(a, b[1:])+1, recursively(a[1:], b[1:])+same)
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		least = min(least, recursively(a[2:], b[2:])+1)
	}
	return least
}

func TestCanBeTakenFor(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		word, form string
		want       bool
	}{
		{"lave", "leave", true},
		{"lev", "leve", false}, // too short
		{"leve", "lev", false},
		{"leave", "leave", false},
		{"leave", "heave", false}, // another first letter
		{"leave", "laves", false}, // two letters of five
		{"disconect", "disconnecte", true},
		{"disconec", "disconnecte", false}, // three
		{"2016a", "2016b", false},
		{"élan", "élans", true},
	} {
		if _, got := CanBeTakenFor(test.word, test.form); got != test.want {
			t.Errorf("CanBeTakenFor(%q, %q) = %v", test.word, test.form, got)
		}
	}
}

func TestCorrect(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		query       string
		corrections []Correction
		want        Words
	}{
		{"one two", nil, Words{Words: []string{"one", "two"}}},
		{"one two", []Correction{{"two", "too"}}, Words{Words: []string{"one", "too"}}},
		{"One tow, TOW!", []Correction{{"tow", "two"}}, Words{Words: []string{"one", "two"}, Text: "One two, two!"}},
		{"two tow", []Correction{{"tow", "two"}}, Words{Words: []string{"two"}}},
	} {
		e, err := Parse(test.query)
		if err != nil {
			t.Fatal(err)
		}
		got := e.(Words).Correct(test.corrections)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q corrected by %v (-want +got):\n%s", test.query, test.corrections, diff)
		}
	}
}

// TestCorrectable looks at the real thesaurus: words of labels are corrected only
// where that names a concept.
func TestCorrectable(t *testing.T) {
	t.Parallel()
	r := RecogniserOf(corpus.Taxonomy())
	e, err := Parse("does the algoritmic managment of 2016a telework fooo")
	if err != nil {
		t.Fatal(err)
	}
	query := e.(Words)
	if got := strings.Join(r.Correctable(query, ""), " "); got != "algoritmic managment fooo" {
		t.Errorf("correctable are %q", got)
	}
	for _, test := range []struct {
		from, to string
		want     bool
	}{
		{"algoritmic", "algorithmic", true}, // Romanian has it, but so it names a concept
		{"algoritmic", "algoritmica", false},
		{"fooo", "food", true},
	} {
		if got := r.Worth(query, []Correction{{test.from, test.to}}, ""); got != test.want {
			t.Errorf("to take %s for %s is worth it: %v", test.from, test.to, got)
		}
	}
}
