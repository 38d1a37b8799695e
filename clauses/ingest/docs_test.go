package ingest

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausebank/clauses"
)

const docsPath = "../../docs/import.md"

// headerTable is the table of columns as the documentation shows it. The
// columns of the texts stand there once.
func headerTable() string {
	var b strings.Builder
	write := func(name string, c Column) {
		list := strings.Join(c.Items, " \\| ")
		if len(c.Items) > 0 && c.Items[0] == itself {
			list = "codes"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", name, list, c.About)
	}
	for _, c := range Columns() {
		switch c.text {
		case 0:
			write(c.Name, c)
		case 1:
			write("text.N."+strings.TrimPrefix(c.Name, "text.1."), c)
		}
	}
	return b.String()
}

func TestDocsShowTheHeader(t *testing.T) {
	t.Parallel()
	docs := readDocs(t)
	_, after, _ := strings.Cut(docs, "| Column | List of | What it holds |\n|---|---|---|\n")
	table, _, _ := strings.Cut(after, "\n\n")
	if diff := cmp.Diff(headerTable(), table+"\n"); diff != "" {
		t.Errorf("the table of columns in docs/import.md is not that of the code (-code +docs):\n%s", diff)
	}
}

func TestDocsNameTheLimits(t *testing.T) {
	t.Parallel()
	docs := readDocs(t)
	for name, limit := range map[string]string{
		"clauses of a document":                                            "20,000",
		"bytes of a document in the file":                                  fmt.Sprintf("%d MiB", MaxDocumentBytes>>20),
		"objects and lists in each other":                                  fmt.Sprint(MaxDepth),
		"texts of a clause in columns of CSV":                              fmt.Sprint(MaxTexts),
		"problems that are listed":                                         fmt.Sprintf("%d,%03d", MaxProblems/1000, MaxProblems%1000),
		"values of a document (texts, numbers, lists, objects)":            "4,000,000",
		"values, and bytes, that the aliases of a YAML document stand for": fmt.Sprintf("%d,%03d, and %d MiB", MaxAliasValues/1000, MaxAliasValues%1000, MaxAliasBytes>>20),
	} {
		if row := fmt.Sprintf("| %s | %s |\n", name, limit); !strings.Contains(docs, row) {
			t.Errorf("docs/import.md lacks the row %s", row)
		}
	}
	if clauses.MaxClauses != 20_000 || MaxDocumentValues != 4_000_000 {
		t.Error("a limit was changed: change it in docs/import.md and here")
	}
}

// Every example of the documentation is a document that is accepted, and they
// are all the same one, but for the clauses.
func TestDocsExamplesAreRead(t *testing.T) {
	t.Parallel()
	docs := readDocs(t)
	for language, format := range map[string]Format{"json": JSONL, "yaml": YAML, "csv": CSV} {
		_, after, found := strings.Cut(docs, "```"+language+"\n")
		example, _, _ := strings.Cut(after, "```")
		d, err := Decode(language, format, []byte(example), taxonomy())
		if !found || err != nil {
			t.Errorf("the example in %s: %v", language, err)
			continue
		}
		if d.Instrument.ID != "es-banca-2021" || d.Clauses[0].Texts[0].Text != "Workers need not answer messages outside working time." {
			t.Errorf("the example in %s is %v", language, d)
		}
	}
}

func readDocs(t *testing.T) string {
	t.Helper()
	docs, err := os.ReadFile(docsPath)
	if err != nil {
		t.Fatal(err)
	}
	return string(docs)
}
