package relevance

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"clausebank/clauses/corpus"
)

// ours is the judged set of the project.
var ours = os.DirFS("testdata")

// TestOurSet holds the set to its form, to the library and to the day that it was
// frozen.
func TestOurSet(t *testing.T) {
	t.Parallel()
	set, err := ReadSet(ours)
	if err != nil {
		t.Fatal(err)
	}
	docs, err := corpus.Documents()
	if err != nil {
		t.Fatal(err)
	}
	if err := set.Check(docs); err != nil {
		t.Errorf("the set is not sound: %v", err)
	}
	if err := CheckFrozen(ours); err != nil {
		t.Error(err)
	}
}

// directory returns a directory with a set.
func directory(needs, judgements string) fstest.MapFS {
	hash := sha256.Sum256([]byte(needs + judgements))
	return fstest.MapFS{
		needsFile:      {Data: []byte(needs)},
		judgementsFile: {Data: []byte(judgements)},
		frozenFile:     {Data: []byte(hex.EncodeToString(hash[:]) + "  needs.yaml judgements.tsv\n")},
	}
}

func TestReadSetRefuses(t *testing.T) {
	t.Parallel()
	const need = "- {id: n1, kind: concept, half: tuning, need: a, queries: {en: b}}\n"
	for _, test := range []struct{ name, needs, judgements, want string }{
		{"a need with an unknown field", "- {id: n1, sort: concept}\n", "", "field sort not found"},
		{"a need that is no list", "id: n1\n", "", "cannot unmarshal"},
		{"a line of two cells", need, "n1\ta.b\n", "line 1: want need, clause and grade"},
		{"an unknown need", need, "# a note\nn2\ta.b\t1\n", `line 2: there is no need "n2"`},
		{"a grade of 3", need, "need\tclause\tgrade\nn1\ta.b\t3\n", `line 2: grade "3"`},
		{"a grade in words", need, "n1\ta.b\tuseful\n", `grade "useful"`},
		{"a clause twice", need, "n1\ta.b\t1\nn1\ta.b\t2\n", "line 2: a.b is judged twice for n1"},
		{"a clause for all questions and for one", need, "n1\ta.b\t1\t\nn1\ta.b\t2\ten\n", "line 2: a.b is judged twice for n1"},
		{"a language that no question has", need, "n1\ta.b\t1\tsv\n", `no question is in the language "sv"`},
	} {
		_, err := ReadSet(directory(test.needs, test.judgements))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: ReadSet: %v, want %q", test.name, err, test.want)
		}
	}
	if _, err := ReadSet(fstest.MapFS{}); err == nil {
		t.Error("ReadSet of an empty directory: no error")
	}
}

func TestCheckSaysEverything(t *testing.T) {
	t.Parallel()
	set, err := ReadSet(directory(`
- {id: n1, kind: concept, half: tuning, need: a, queries: {en: b, fr: b, es: b, de: b, it: b, sv: b, pl: b}}
- {id: n1, kind: riddle, half: tuning, need: a, queries: {en: b, fr: b, es: b, de: b, it: b, pt: " "}}
- {id: n3, kind: nothing, half: third, need: "", queries: {en: b, fr: b, es: b, de: b, it: b, pt: b}}
`, "n3\tfr-tele.1\t1\nn3\tfr-tele.9\t0\n"))
	if err != nil {
		t.Fatal(err)
	}
	err = set.Check(fewDocs)
	if err == nil {
		t.Fatal("Check found nothing")
	}
	for _, want := range []string{
		"3 needs, want 60", `need "n1": the ID stands twice`, `kind "riddle"`, `half "third"`, "need n1: no query in pt", "queries in 7 languages",
		"the library has no clause fr-tele.9", "kind nothing and the best grade is 1", "kind concept and the best grade is 0",
		"half reporting has no need of kind citation",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("Check does not say %q but\n%v", want, err)
		}
	}
}

func TestCheckFrozen(t *testing.T) {
	t.Parallel()
	dir := directory("needs", "judgements")
	if err := CheckFrozen(dir); err != nil {
		t.Errorf("CheckFrozen of what was frozen: %v", err)
	}
	dir[judgementsFile] = &fstest.MapFile{Data: []byte("Judgements")}
	if err := CheckFrozen(dir); err == nil {
		t.Error("CheckFrozen of a changed judgement: no error")
	}
	delete(dir, frozenFile)
	if err := CheckFrozen(dir); err == nil {
		t.Error("CheckFrozen of what was never frozen: no error")
	}
}
