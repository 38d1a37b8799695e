package ingest

import (
	"bytes"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"clausebank/clauses"
)

func TestRoundTrips(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		format Format
		write  func(rapid.TB, clauses.Document) []byte
	}{
		{JSONL, writeJSONL},
		{YAML, writeYAML},
		{CSV, writeCSVDocument},
	} {
		t.Run(string(c.format), func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				d := documents().Draw(t, "document")
				data := c.write(t, d)
				back, err := Decode("test", c.format, data, nil)
				if err != nil {
					t.Fatalf("%v\nin %s", err, data)
				}
				if got, want := encoded(t, back), encoded(t, d); got != want {
					t.Fatalf("got  %s\nwant %s\nfrom %s", got, want, data)
				}
			})
		})
	}
}

// A spreadsheet that saves an export writes semicolons, CR LF and a mark before
// UTF-8, and fills up the first line with empty cells.
func TestSpreadsheetRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := documents().Draw(t, "document")
		saved := resave(t, writeCSV(t, d), rapid.SampledFrom([]rune{';', '\t', ','}).Draw(t, "separator"))
		back, err := Decode("test", CSV, saved, nil)
		if err != nil {
			t.Fatalf("%v\nin %s", err, saved)
		}
		if got, want := encoded(t, back), encoded(t, d); got != want {
			t.Fatalf("got  %s\nwant %s\nfrom %s", got, want, saved)
		}
	})
}

func encoded(t rapid.TB, d clauses.Document) string {
	b, err := d.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func writeJSONL(t rapid.TB, d clauses.Document) []byte {
	var b bytes.Buffer
	if err := WriteJSONL(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func writeCSV(t rapid.TB, docs ...clauses.Document) []byte {
	var b bytes.Buffer
	w, err := NewCSVWriter(&b, "Licence: CC-BY-4.0\nquery: \"country=ES\"; 2026-11-21")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		if err := w.Write(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func writeCSVDocument(t rapid.TB, d clauses.Document) []byte { return writeCSV(t, d) }

// writeYAML writes what Encode writes, as YAML.
func writeYAML(t rapid.TB, d clauses.Document) []byte {
	tree, broken := parseJSON([]byte(encoded(t, d)))
	if broken != nil {
		t.Fatal(broken)
	}
	b, err := yaml.Marshal(yamlNode(tree))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func yamlNode(v value) *yaml.Node {
	switch v.kind {
	case object:
		n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
		for _, f := range v.fields {
			n.Content = append(n.Content, yamlNode(value{kind: text, text: f.name}), yamlNode(f.value))
		}
		return n
	case list:
		n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
		for _, item := range v.items {
			n.Content = append(n.Content, yamlNode(item))
		}
		return n
	case text:
		// In quotes, because the YAML library writes some blocks that begin with
		// a space so that nobody can read them.
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: v.text, Style: yaml.DoubleQuotedStyle}
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Value: v.text}
}

func resave(t rapid.TB, data []byte, separator rune) []byte {
	rows := newRowReader(bytes.NewReader(bytes.TrimPrefix(data, []byte(byteOrderMark))), ',')
	var out strings.Builder
	out.WriteString(byteOrderMark)
	for {
		r, err := rows.read()
		if err != nil {
			return []byte(out.String())
		}
		for len(r.cells) < len(Columns()) {
			r.cells = append(r.cells, "")
		}
		for i, c := range r.cells {
			if i > 0 {
				out.WriteRune(separator)
			}
			out.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
		}
		out.WriteString("\r\n")
	}
}
