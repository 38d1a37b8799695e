package ingest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"clausebank/clauses"
)

// problemsOf checks a source and returns its problems, one a line.
func problemsOf(t *testing.T, sources ...Source) []string {
	t.Helper()
	report, err := Check(t.Context(), sources, Options{Taxonomy: taxonomy()})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, p := range report.Problems {
		lines = append(lines, p.String())
	}
	return lines
}

// unmark takes the signs § out of a source and returns it with the places of
// the signs, as file:line:column, in want put for @0, @1 and so on.
func unmark(file, marked string, want []string) (string, []string) {
	parts := strings.Split(marked, "§")
	for i := range len(parts) - 1 {
		before := strings.Join(parts[:i+1], "")
		lines := strings.Split(before, "\n")
		place := fmt.Sprintf("%s:%d:%d", file, len(lines), 1+utf8.RuneCountInString(lines[len(lines)-1]))
		for n := range want {
			want[n] = strings.ReplaceAll(want[n], fmt.Sprintf("@%d", i), place)
			want[n] = strings.ReplaceAll(want[n], fmt.Sprintf("#%d", i), fmt.Sprintf("line %d, column %d", len(lines), 1+utf8.RuneCountInString(lines[len(lines)-1])))
		}
	}
	return strings.Join(parts, ""), want
}

func TestJSONProblems(t *testing.T) {
	t.Parallel()
	good := strings.TrimSuffix(jsonlOf(t, agreement("es-banca-2021", 1)), "\n")
	change := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("%s is not in %s", old, good)
		}
		return strings.Replace(good, old, new, 1)
	}
	for _, c := range []struct {
		name, line string
		want       []string
	}{
		{"good", good, nil},
		{"mark before UTF-8", byteOrderMark + good, nil},
		{"empty lines", "\n  \r\n" + good + "\r\n\n", nil},
		{"null is left out", change(`"locator":"Article 1"`, `"locator":null`), nil},
		{"unknown field", change(`"locator"`, `§"lokator"`),
			[]string{`@0: es-banca-2021.art-1: clauses[0].lokator: "lokator" is not a known field here; did you mean "locator"?`}},
		{"case counts", change(`"locator"`, `§"Locator"`),
			[]string{`@0: es-banca-2021.art-1: clauses[0].Locator: "Locator" is not a known field here; did you mean "locator"?`}},
		{"nothing near", change(`"titles"`, `§"quite_another":1,"titles"`),
			[]string{`@0: es-banca-2021: instrument.quite_another: "quite_another" is not a known field here; ` +
				`known here: id, kind, level, titles, languages, territory, sectors, public_services, parties, signed, validity, covers, identifiers, source, relations`}},
		{"key twice", change(`"level":"sector"`, `"level":"sector",§"level":"sector"`),
			[]string{`@0: es-banca-2021: instrument.level: the key "level" stands twice in one object; keep one of them`}},
		{"wrong type", change(`"locator":"Article 1"`, `"locator":§80`),
			[]string{`@0: es-banca-2021.art-1: clauses[0].locator: is a number: a text is wanted; write it in quotes: "80"`}},
		{"all that is wrong at once", strings.NewReplacer(`"locator"`, `§"lokator"`, `"level":"sector"`, `"level":§"sektor"`, `"2021-01-29"`, `§"2021-02-30"`).Replace(good), []string{
			`@0: es-banca-2021: instrument.level: ` + reasonOf(t, func(d *clauses.Document) { d.Instrument.Level = "sektor" }),
			`@1: es-banca-2021: instrument.signed: "2021-02-30" is not a date of the calendar: write 2021, 2021-03 or 2021-03-30`,
			`@2: es-banca-2021.art-1: clauses[0].lokator: "lokator" is not a known field here; did you mean "locator"?`}},
		{"not a list", change(`"topics":["telework"]`, `"topics":§"telework"`),
			[]string{`@0: es-banca-2021.art-1: clauses[0].topics: is a text: a list is wanted; make it a list, even of one`}},
		{"null in a list", change(`["telework"]`, `["telework",§null]`),
			[]string{`@0: es-banca-2021.art-1: clauses[0].topics[1]: is null; leave it out of the list`}},
		{"bad date", change(`"2021-01-29"`, `§"2021-02-30"`),
			[]string{`@0: es-banca-2021: instrument.signed: "2021-02-30" is not a date of the calendar: write 2021, 2021-03 or 2021-03-30`}},
		{"invalid value after characters of several bytes", change(`"text":"Convenio`, `"text":"ÉÉÉÉ","kind":§"oficial"},{"language":"en","text":"Convenio`),
			[]string{`@0: es-banca-2021: instrument.titles[0].kind: ` + reasonOf(t, func(d *clauses.Document) { d.Instrument.Titles[0].Kind = "oficial" })}},
		{"not JSON", `{"instrument": {"id": §x}}`,
			[]string{`@0: is not JSON: invalid character 'x' looking for beginning of value`}},
		{"too short", `{"instrument": {§`, []string{`@0: the JSON ends too early; a document stands on one line, whole`}},
		{"two on a line", good + "§" + good, []string{`@0: something follows the document; write one document a line`}},
		{"not UTF-8", change("Convenio", "Convenci§\xf3n"), []string{`@0: is not UTF-8; save the file as UTF-8`}},
		{"half a surrogate pair", change(`"Convenio`, `§"\ud800`), []string{`@0: holds half a surrogate pair, which is no character`}},
		{"deep", strings.Repeat(`[`, 32) + "§" + strings.Repeat(`[`, 9), []string{`@0: objects and lists stand in each other more than 32 deep`}},
		{"the next line is read", "{§\n" + change(`"sector"`, `§7`), []string{
			`@0: the JSON ends too early; a document stands on one line, whole`,
			`@1: es-banca-2021: instrument.level: is a number: a text is wanted; write it in quotes: "7"`}},
		{"clause twice", change(`"clauses":[{"id":"es-banca-2021.art-1"`, `"clauses":[{"id":§"es-banca-2021.art-1","topics":["telework"],"texts":[{"language":"en","kind":"summary","heading":"A","text":"B","made":{"method":"human"}}],"evidence":{"level":"known"}},{"id":§"es-banca-2021.art-1"`),
			[]string{
				`@0: es-banca-2021.art-1: clauses[0].id: the clause stands twice in the document, also in #1; keep one of them, or give one another ID`,
				`@1: es-banca-2021.art-1: clauses[1].id: the clause stands twice in the document, also in #0; keep one of them, or give one another ID`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			line, want := unmark("x.jsonl", c.line, c.want)
			if diff := cmp.Diff(want, problemsOf(t, sourceOf("x.jsonl", line))); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// reasonOf returns what Validate says of a change to the test's document.
func reasonOf(t *testing.T, change func(*clauses.Document)) string {
	t.Helper()
	d := agreement("es-banca-2021", 1)
	change(&d)
	var invalid *clauses.InvalidError
	if !errors.As(d.Validate(taxonomy()), &invalid) || len(invalid.Problems) != 1 {
		t.Fatal("the change is not one problem")
	}
	return strings.TrimPrefix(invalid.Problems[0].String(), invalid.Problems[0].Path+": ")
}

const goodYAML = `# The agreement of the banks.
instrument:
  id: es-banca-2021
  kind: collective_agreement
  level: sector
  titles:
    - {language: es, text: Convenio de la banca, kind: official}
  languages: [es]
  territory: [{country: ES}]
  parties: [{name: AEB, role: employer_association}]
  signed: 2021
clauses:
  - id: es-banca-2021.art-80
    topics: [telework]
    texts:
      - language: en
        kind: summary
        heading: Telework
        text: >-
          Workers may
          work at home.
        made: {method: editorial}
        licence: CC-BY-4.0
    evidence: {level: known}
`

func TestYAMLProblems(t *testing.T) {
	t.Parallel()
	good := goodYAML
	change := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("%s is not in %s", old, good)
		}
		return strings.Replace(good, old, new, 1)
	}
	bomb := "a: &a [x, x, x, x, x, x, x, x, x, x]\n" +
		"b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n" +
		"c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n" +
		"d: &d [*c, *c, *c, *c, *c, *c, *c, §*c, *c, *c]\n" +
		"e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\n"
	for _, c := range []struct {
		name, file string
		want       []string
	}{
		{"good", good, nil},
		{"several", good + "---\n# nothing here\n---\n" + strings.ReplaceAll(good, "es-banca-2021", "es-banca-2022"), nil},
		{"a day that YAML takes for a time", change("signed: 2021", "signed: 2021-01-29"), nil},
		{"an alias", change("languages: [es]", "languages: [&es es]") + "", nil},
		{"unknown field", change("  - id: es-banca-2021.art-80\n    topics:", "  - §id: es-banca-2021.art-80\n    §topic:"), []string{
			`@0: es-banca-2021.art-80: clauses[0].topics: is empty; give at least one`,
			`@1: es-banca-2021.art-80: clauses[0].topic: "topic" is not a known field here; did you mean "topics"?`}},
		{"key twice", change("  level: sector\n", "  level: sector\n  §level: national\n"),
			[]string{`@0: es-banca-2021: instrument.level: the key "level" stands twice in one object; keep one of them`}},
		{"a number for a text", change("country: ES", "country: §001"),
			[]string{`@0: es-banca-2021: instrument.territory[0].country: is a number: a text is wanted; write it in quotes: "001"`}},
		{"invalid in the second document", good + "---\n" + strings.ReplaceAll(change("level: sector", "level: §sektor"), "es-banca-2021", "es-banca-2022"),
			[]string{`@0: es-banca-2022: instrument.level: ` + reasonOf(t, func(d *clauses.Document) { d.Instrument.Level = "sektor" })}},
		{"merge key", change("{country: ES}", "§{§<<: {country: ES}}"), []string{
			`@0: es-banca-2021: instrument.territory[0].country: is missing; give it`,
			`@1: es-banca-2021: instrument.territory[0].<<: "<<" is not a known field here; known here: country, subdivision`}},
		{"tag", change("country: ES", "country: §!!binary RVM="),
			[]string{`@0: has the tag !!binary, which has no meaning here; leave the tag out`}},
		{"a list as a key", "? §[a]\n: b\n", []string{`@0: the key is not a word; write the name of a field`}},
		{"not YAML", "instrument: [a\nclauses: b\n", []string{`x.yaml:2: is not YAML: did not find expected ',' or ']'; the rest of the file was not read`}},
		{"billion laughs", bomb, []string{`@0: the aliases stand for more than 10000 values; write them out`}},
		{"an alias inside of itself", "a: &a [§*a]\n", []string{`@0: objects and lists stand in each other more than 32 deep`}},
		{"long text by aliases", "a: &a " + strings.Repeat("x", 200<<10) + "\nb: [*a, *a, *a, *a, *a, §*a]\n",
			[]string{`@0: the aliases stand for more than 1048576 bytes; write them out`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			file, want := unmark("x.yaml", c.file, c.want)
			if diff := cmp.Diff(want, problemsOf(t, sourceOf("x.yaml", file))); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}
