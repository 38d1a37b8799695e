package words

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The files of testdata/forms say, a language each, which forms must meet (= and a
// group a line) and which must not (! and a group: no two of it).
const (
	minMeet  = 5
	minApart = 3
)

// contentStems returns the stems that a form is found by: those of its words that
// are no stop words, or of all where all are.
func contentStems(r *Rules, form string) string {
	var content, all []string
	for _, w := range Split(form) {
		all = append(all, r.Stem(w.Exact))
		if !r.Stop(w.Exact) {
			content = append(content, r.Stem(w.Exact))
		}
	}
	if len(content) == 0 {
		content = all
	}
	return strings.Join(content, " ")
}

func TestForms(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/forms/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no forms: %v", err)
	}
	seen := make(map[string]bool)
	for _, file := range files {
		language := strings.TrimSuffix(filepath.Base(file), ".txt")
		rules := For(language)
		seen[rules.Name()] = true
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		meet, apart := 0, 0
		for line := range strings.Lines(string(text)) {
			forms := strings.Fields(line)
			var stems []string
			for _, form := range forms[1:] {
				stems = append(stems, contentStems(rules, form))
			}
			if len(stems) < 2 {
				t.Errorf("%s: %q is no group", language, line)
			}
			slices.Sort(stems)
			different := slices.Compact(slices.Clone(stems))
			switch forms[0] {
			case "=":
				meet++
				if rules == For("th") { // its pairs reach into the next word
					different = slices.DeleteFunc(different, func(s string) bool { return holdsAll(s, contentStems(rules, forms[1])) })
					different = append(different, forms[1])
				}
				if len(different) != 1 {
					t.Errorf("%s: %q must meet, stems are %q", language, forms[1:], different)
				}
			case "!":
				apart++
				if len(different) != len(stems) {
					t.Errorf("%s: %q must stay apart, stems are %q", language, forms[1:], stems)
				}
			default:
				t.Errorf("%s: %q begins with neither = nor !", language, line)
			}
		}
		if meet < minMeet || apart < minApart {
			t.Errorf("%s has %d groups that meet and %d that stay apart, want %d and %d", language, meet, apart, minMeet, minApart)
		}
	}
	for _, l := range Languages() {
		if !seen[l.Tag] {
			t.Errorf("%s has no forms", l.Tag)
		}
	}
}

// holdsAll reports whether a list of words has all of another.
func holdsAll(list, of string) bool {
	words := strings.Fields(list)
	for _, w := range strings.Fields(of) {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}
