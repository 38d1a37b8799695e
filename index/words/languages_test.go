package words

import (
	"flag"
	"fmt"
	"hash/fnv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write docs/languages.md")

// page is where the table of languages stands for readers.
const page = "../../docs/languages.md"

// TestPage holds docs/languages.md to the table.
func TestPage(t *testing.T) {
	t.Parallel()
	var want strings.Builder
	want.WriteString(`# Languages

How far the rules of each language go (written by a test from the table in ` + "`index/words/languages.go`" + `). *Stemming*: inflected forms of a
word meet. *Normalising*: spellings of a word meet. *Segmenting*: words are found in text without spaces. In every language case, accents and
full-width forms are folded, and numbers and references are kept whole ([design.md](design.md), "What a word is"). All other languages are
read by exact forms, without stop words.

| tag | language | level | rests on |
| --- | --- | --- | --- |
`)
	for _, l := range Languages() {
		tag := l.Tag
		if len(l.Also) > 0 {
			tag += " (" + strings.Join(l.Also, ", ") + ")"
		}
		fmt.Fprintf(&want, "| %s | %s | %s | %s |\n", tag, l.Name, l.Level, l.Source)
	}
	want.WriteString(`
What is not done:

- Compounds (German, Dutch, the Nordic languages, Hungarian, Finnish, Estonian) are one word; ` + "`Vertrag`" + ` does not find ` + "`Tarifvertrag`" + `. Korean words that
  are written together or apart (` + "`단체협약`, `단체 협약`" + `) do not meet either.
- Vowels that change within a stem (Czech ` + "`smluv`" + `, Polish ` + "`rąk`" + `, Arabic plurals such as ` + "`عمال`" + `, Estonian ` + "`palga`" + `) part forms, and so do most
  forms of verbs in the light stemmers.
- Traditional characters of Chinese are read one by one, and only those whose simplified form is among the 3,755 of GB 2312 level 1; words that differ between
  regions (` + "`數位`, `数字`" + `) do not meet. Old and new forms of Japanese characters do not meet.
- One Chinese or Japanese character does not find the words that it is part of; two do.
- Vietnamese tones are folded, so words that differ in nothing else meet.
`)
	if *update {
		if err := os.WriteFile(page, []byte(want.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.String(), string(got)); diff != "" {
		t.Errorf("%s is not what the table says (-want +got; go test ./index/words -run TestPage -update writes it):\n%s", page, diff)
	}
}

func TestLanguages(t *testing.T) {
	t.Parallel()
	languages := Languages()
	if !slices.IsSortedFunc(languages, func(a, b Language) int { return strings.Compare(a.Tag, b.Tag) }) {
		t.Error("languages are not in the order of their tags")
	}
	for _, l := range languages {
		if l.Name == "" || l.Source == "" {
			t.Errorf("%+v has no name or no source", l)
		}
		for _, tag := range append(l.Also, l.Tag) {
			if got := For(tag).Name(); got != l.Tag {
				t.Errorf("For(%q) is %q, want %q", tag, got, l.Tag)
			}
		}
		r := For(l.Tag)
		stems, segments := r.stem != nil, len(r.stop) > 0 && slices.Contains([]string{"ja", "th", "zh"}, l.Tag)
		if stems != (l.Level == Stemming) || segments != (l.Level == Segmenting) {
			t.Errorf("%s is %s, but stems: %v, segments: %v", l.Tag, l.Level, stems, segments)
		}
		if len(r.stop) == 0 {
			t.Errorf("%s has no stop words", l.Tag)
		}
	}
	for tag := range shortForms {
		if For(tag).Name() != tag {
			t.Errorf("abbreviations of %s belong to no rules", tag)
		}
	}
}

// fingerprint stands for what all rules make of the words in testdata, and for their
// stop words, under this Version. Where it changes, indexes must be written again:
// raise Version and set it anew.
const (
	fingerprintVersion = 2
	fingerprint        = 0x85b453bd64786d7b
)

func TestVersion(t *testing.T) {
	t.Parallel()
	hash := fnv.New64a()
	files, err := filepath.Glob("testdata/*/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range Split(string(text)) {
			for _, r := range All() {
				fmt.Fprintln(hash, w.Exact, r.Stem(w.Exact), r.Stop(w.Exact))
			}
		}
	}
	for _, r := range All() {
		fmt.Fprintln(hash, slices.Sorted(maps.Keys(r.stop)))
	}
	if got := hash.Sum64(); got != fingerprint || Version != fingerprintVersion {
		t.Errorf("the fingerprint is %#x under version %d, was %#x under %d: raise Version if rules changed, not if testdata did", got, Version, uint64(fingerprint), fingerprintVersion)
	}
}
