package index

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

var inCode = regexp.MustCompile("`([^`]+)`")

// TestSyntaxPage holds docs/query-syntax.md against Parse: the examples of
// operators are read, and the errors are those that the page shows.
func TestSyntaxPage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/query-syntax.md")
	if err != nil {
		t.Fatal(err)
	}
	examples, mistakes := 0, 0
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(line, " | ")
		switch {
		case len(cells) == 3 && !strings.Contains(line, "---") && !strings.HasPrefix(line, "| Write"):
			for _, example := range inCode.FindAllStringSubmatch(cells[2], -1) {
				examples++
				if _, grammar, err := lex(example[1]); err != nil || !grammar {
					t.Errorf("%s: %v, operators %t, want an expression", example[1], err, grammar)
				}
				if _, err := Parse(example[1]); err != nil {
					t.Errorf("Parse(%q): %v", example[1], err)
				}
			}
		case len(cells) == 2 && strings.HasPrefix(cells[1], "column"):
			mistakes++
			query := inCode.FindStringSubmatch(cells[0])[1]
			want := strings.TrimSuffix(strings.TrimSpace(cells[1]), " |")
			if _, err := Parse(query); err == nil || err.Error() != want {
				t.Errorf("Parse(%q): %v, want %s", query, err, want)
			}
		}
	}
	if examples < 10 || mistakes < 4 {
		t.Errorf("the page has %d examples and %d mistakes: it is not read as it is written", examples, mistakes)
	}
}
