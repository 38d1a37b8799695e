package ingest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausebank/clauses"
)

const goodCSV = `instrument.id;instrument.kind;instrument.level;instrument.titles;instrument.languages;instrument.territory;id;topics;evidence.level;text.1.language;text.1.kind;text.1.heading;text.1.text;text.1.made.method
es-banca-2021;collective_agreement;sector;es | Convenio de la banca | official;es;ES;es-banca-2021.art-80;telework;known;en;summary;Telework;"Workers may
work at home.";editorial
es-banca-2021;;;;;;es-banca-2021.art-81;"telework; right_to_disconnect";known;en;summary;Rest;Workers may rest.;editorial
`

func TestCSVProblems(t *testing.T) {
	t.Parallel()
	good := goodCSV
	change := func(pairs ...string) string {
		s := good
		for i := 0; i < len(pairs); i += 2 {
			if !strings.Contains(s, pairs[i]) {
				t.Fatalf("%s is not in %s", pairs[i], s)
			}
			s = strings.Replace(s, pairs[i], pairs[i+1], 1)
		}
		return s
	}
	columns := strings.Count(strings.SplitN(good, "\n", 2)[0], ";") + 1
	for _, c := range []struct {
		name, file string
		want       []string
	}{
		{"good", good, nil},
		{"as Excel saves it", byteOrderMark + strings.ReplaceAll(good, "\n", "\r\n") + strings.Repeat(";", columns-1) + "\r\n", nil},
		{"after the line of an export", "# Licence: CC-BY-4.0" + strings.Repeat(";", columns-1) + "\n" + good, nil},
		{"tabs", tabs(good), nil},
		{"nothing", "", nil},
		{"unknown column", change("topics;", "topic;"),
			[]string{`x.csv:1:8: topic: "topic" is not a known column; did you mean "topics"?`}},
		{"column twice", change(";topics;", ";id;"), []string{`x.csv:1:8: id: the column "id" stands twice; keep one of them`}},
		{"no header", "a;b\n", []string{
			`x.csv:1: the header has no column "instrument.id"; name the columns in the first row`,
			`x.csv:1:1: a;b: "a;b" is not a known column; use the columns that an export has`}},
		{"the row counts as a spreadsheet counts", change("art-81;", "art 81;"), []string{
			`x.csv:3:7: es-banca-2021.art 81: id: ` + reasonOf(t, func(d *clauses.Document) { d.Clauses[0].ID = "es-banca-2021.art 81" })}},
		{"what is missing has no cell", change("summary;Rest", ";Rest"), []string{
			`x.csv:3: es-banca-2021.art-81: clauses[1].texts[0].kind: ` + reasonOf(t, func(d *clauses.Document) { d.Clauses[0].Texts[0].Kind = "" })}},
		{"rows differ", change("\nes-banca-2021;;;", "\nes-banca-2021;;national;"), []string{
			`x.csv:3:3: es-banca-2021: instrument.level: is not what row 2 has; repeat the cell in all rows of the document, or leave it empty after the first`}},
		{"no ID", change("\nes-banca-2021;;;", "\n;;;"), []string{
			`x.csv:3: es-banca-2021: instrument.id: is empty; write the instrument's ID in every row`}},
		{"rows apart", good + strings.ReplaceAll(strings.SplitAfter(good, "editorial\n")[0][strings.Index(good, "\n")+1:], "es-banca-2021", "es-banca-2022") +
			strings.ReplaceAll(strings.SplitAfter(good, "editorial\n")[0][strings.Index(good, "\n")+1:], "art-80", "art-82"), []string{
			`x.csv:2:1: es-banca-2021: instrument.id: the instrument stands twice, also in x.csv, row 5; put the rows of one instrument directly below each other`,
			`x.csv:5:1: es-banca-2021: instrument.id: the instrument stands twice, also in x.csv, row 2; put the rows of one instrument directly below each other`}},
		{"clause twice", change("art-81", "art-80"), []string{
			`x.csv:2:7: es-banca-2021.art-80: id: the clause stands twice in the document, also in row 3; keep one of them, or give one another ID`,
			`x.csv:3:7: es-banca-2021.art-80: id: the clause stands twice in the document, also in row 2; keep one of them, or give one another ID`}},
		{"cells too few", change("Rest;", ""), []string{
			`x.csv:3: es-banca-2021: the row has 13 cells, the header has 14; put cells that hold a separator in quotation marks; the rest of the file was not read`}},
		{"stray quotation mark", change("Rest;", `Re"st;`), []string{
			`x.csv:3: es-banca-2021: is not CSV: bare " in non-quoted-field; put cells with quotation marks in quotation marks, and write those inside twice; the rest of the file was not read`}},
		{"too many fields in a list", change("| official", "| official | x"), []string{
			`x.csv:2:4: es-banca-2021: instrument.titles: "es" has 4 fields, there are at most 3; write \| for a bar and \; for a semicolon that belong to a field`}},
		{"not UTF-8", change("Telework", "Telework \xe9"), []string{
			`x.csv:2:12: es-banca-2021: text.1.heading: is not UTF-8; save the file as "CSV UTF-8"`}},
		{"UTF-16", "\xff\xfei\x00d\x00", []string{`x.csv:1:1: is not UTF-8; save the file as "CSV UTF-8"`}},
		{"cell without a column", change("text.1.heading", ""), []string{
			`x.csv:2:12: es-banca-2021: the cell stands below no column name; name the column`,
			`x.csv:3:12: es-banca-2021: the cell stands below no column name; name the column`}},
		{"not a truth value", change("text.1.heading", "text.1.made.reviewed"), []string{
			`x.csv:2:12: es-banca-2021.art-80: text.1.made.reviewed: is "Telework": true or false is wanted`,
			`x.csv:3:12: es-banca-2021.art-81: text.1.made.reviewed: is "Rest": true or false is wanted`}},
		{"further texts that are no JSON", change("text.1.heading", "text.more"), []string{
			`x.csv:2:12: es-banca-2021: text.more: is not JSON: invalid character 'T' looking for beginning of value`,
			`x.csv:3:12: es-banca-2021: text.more: is not JSON: invalid character 'R' looking for beginning of value`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, problemsOf(t, sourceOf("x.csv", c.file))); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// tabs puts tabs for the separators of the test's file.
func tabs(s string) string {
	const list = "telework; right"
	return strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(s, list, "\x00"), ";", "\t"), "\x00", list)
}

func TestCSVReadsTheSameAsJSON(t *testing.T) {
	t.Parallel()
	want := agreement("es-banca-2021", 2)
	want.Instrument.Titles[0].Text = "Convenio; de la | banca"
	got, err := Decode("x.csv", CSV, writeCSV(t, want), taxonomy())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
}

func TestSeveralDocumentsInCSV(t *testing.T) {
	t.Parallel()
	gone := agreement("es-banca-2019", 0)
	day := clauses.Date{Year: 2026, Month: 11, Day: 21}
	gone.Withdrawn = []clauses.Withdrawal{
		{ID: "es-banca-2019", Date: day, Reason: "It was never signed; see the gazette."},
		{ID: "es-banca-2019.art-1", Date: day, Reason: "It was never signed.", Successor: "es-banca-2021.art-1"},
	}
	docs := []clauses.Document{agreement("es-banca-2021", 3), gone, agreement("es-banca-2023", 1)}
	m := newMemory()
	if _, err := Import(t.Context(), m, []Source{sourceOf("x.csv", string(writeCSV(t, docs...)))}, Options{Taxonomy: taxonomy()}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(jsonlOf(t, gone, docs[0], docs[2]), m.jsonl(t)); diff != "" {
		t.Errorf("store (-want +got):\n%s", diff)
	}
}

func TestCellsAreHarmless(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"=1+1", "+1", "-1", "@A1", "\tx", "\rx", "'", "''", "'=x", "'twas", "'-", "plain", ""} {
		got := guard(s)
		if got != "" && strings.Contains("=+-@\t\r", got[:1]) {
			t.Errorf("guard(%q) = %q, which begins like a formula", s, got)
		}
		if back := unguard(got); back != s {
			t.Errorf("unguard(guard(%q)) = %q", s, back)
		}
	}
}

func TestLists(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cell  string
		items [][]string
		again string // what formatList writes, "" when it is the cell
	}{
		{"a", [][]string{{"a"}}, ""},
		{"a; b", [][]string{{"a"}, {"b"}}, ""},
		{" a ;b;; ", [][]string{{"a"}, {"b"}}, "a; b"},
		{"AEB | employer_association; CCOO | union | es-ccoo", [][]string{{"AEB", "employer_association"}, {"CCOO", "union", "es-ccoo"}}, ""},
		{`a\;b \| c\\`, [][]string{{`a;b | c\`}}, ""},
		{`\ a\ |  | b`, [][]string{{" a ", "", "b"}}, `\ a\  |  | b`},
		{`\ \ `, [][]string{{"  "}}, ""},
		{`a \`, [][]string{{`a \`}}, `a \\`},
	} {
		got := parseList(c.cell)
		if diff := cmp.Diff(c.items, got); diff != "" {
			t.Errorf("parseList(%q) (-want +got):\n%s", c.cell, diff)
		}
		if want := map[bool]string{true: c.cell, false: c.again}[c.again == ""]; formatList(got) != want {
			t.Errorf("formatList(%q) = %q, want %q", got, formatList(got), want)
		}
	}
}

// Every field of a document has a column, so a new field cannot be forgotten.
func TestEveryFieldHasAColumn(t *testing.T) {
	t.Parallel()
	have := map[string]bool{}
	for _, c := range append(slices.Clone(documentColumns), clauseColumns...) {
		prefix := strings.Join(c.path, ".")
		if !c.ofDocument {
			prefix = "clauses." + prefix
		}
		if len(c.Items) == 0 {
			have[prefix] = true
		}
		for _, item := range c.Items {
			have[strings.TrimSuffix(prefix+"."+item, ".")] = true
		}
	}
	for _, c := range textFields {
		have["clauses.texts."+c.Name] = true
	}
	leaves := map[string]bool{}
	collectLeaves(reflect.TypeFor[clauses.Document](), "", leaves)
	if diff := cmp.Diff(leaves, have); diff != "" {
		t.Errorf("fields and columns (-fields +columns):\n%s", diff)
	}
}

func collectLeaves(typ reflect.Type, path string, into map[string]bool) {
	switch {
	case typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice:
		collectLeaves(typ.Elem(), path, into)
	case typ.Kind() != reflect.Struct || typ == dateType:
		into[path] = true
	default:
		for i := range typ.NumField() {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			collectLeaves(typ.Field(i).Type, strings.TrimPrefix(fmt.Sprintf("%s.%s", path, name), "."), into)
		}
	}
}
