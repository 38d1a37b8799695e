package words

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// enough is the share of a question's content words that its answer must hold,
// and that another text of the same field must not.
const enough = 0.5

// TestQuestions: a paragraph and a question that must find it, for languages in
// which words are not what spaces part, or are much inflected.
func TestQuestions(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/questions/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no questions: %v", err)
	}
	for _, file := range files {
		language := strings.TrimSuffix(filepath.Base(file), ".txt")
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts := make(map[string]string)
		for line := range strings.Lines(string(data)) {
			name, text, _ := strings.Cut(line, ": ")
			texts[name] = text
		}
		rules := For(language)
		if got := shareOf(rules, texts["question"], texts["text"]); got < enough {
			t.Errorf("%s: the text holds %.2f of the question, want %.2f: %q in %q", language, got, enough,
				contentStems(rules, texts["question"]), contentStems(rules, texts["text"]))
		}
		if got := shareOf(rules, texts["question"], texts["other"]); got >= enough {
			t.Errorf("%s: the other text holds %.2f of the question: %q in %q", language, got,
				contentStems(rules, texts["question"]), contentStems(rules, texts["other"]))
		}
	}
}

// shareOf returns how many of the content words of a question a text holds.
func shareOf(r *Rules, question, text string) float64 {
	asked := strings.Fields(contentStems(r, question))
	held := 0
	for _, w := range asked {
		if holdsAll(contentStems(r, text), w) {
			held++
		}
	}
	return float64(held) / float64(len(asked))
}
