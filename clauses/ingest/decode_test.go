package ingest

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausebank/clauses"
)

func TestDecodeNamesThePlace(t *testing.T) {
	t.Parallel()
	_, err := Decode("x.json", JSONL, []byte("{\n  \"instrument\": {\n    \"id\": 7}}"), nil)
	const want = `x.json:3:11: instrument.id: is a number: a text is wanted; write it in quotes: "7"`
	if err == nil || err.Error() != want {
		t.Errorf("Decode() = %v, want %s", err, want)
	}
	for _, c := range []struct{ data, want string }{
		{goodYAML + "---\n" + goodYAML, "x.yaml: holds more than one document"},
		{"# nothing\n", "x.yaml: holds no document"},
	} {
		if _, err := Decode("x.yaml", YAML, []byte(c.data), nil); err == nil || err.Error() != c.want {
			t.Errorf("Decode() = %v, want %s", err, c.want)
		}
	}
}

// TestDecodeTellsWhatIsNoDocument keeps data that is not of its format apart from
// documents with problems.
func TestDecodeTellsWhatIsNoDocument(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		format Format
		data   string
		want   string
		is     bool
	}{
		{"nothing", JSONL, ``, `x:1:1: the JSON ends too early`, true},
		{"cut off", JSONL, `{"instrument": {`, `x:1:17: the JSON ends too early`, true},
		{"two documents", JSONL, `{} {}`, `x:1:4: something follows the document`, true},
		{"a comma too many", JSONL, "{\n  \"clauses\": [],\n}", `x:3:1: is not JSON`, true},
		{"Latin-1", JSONL, "{\"instrument\": {\"id\": \"\xe9\"}}", `x:1:24: is not UTF-8`, true},
		{"no format", "xml", `<a/>`, `x: "xml" is not a format`, true},
		{"no YAML", YAML, "a: [", `is not YAML`, true},
		{"a list of documents", JSONL, `[{}]`, `x:1:1: is a list: an object is wanted`, false},
		{"null", JSONL, `null`, `instrument.id: `, false},
		{"a field of another type", JSONL, `{"instrument": {"id": 12}}`, `x:1:23: instrument.id: is a number`, false},
		{"a wrong cell", CSV, "instrument.id,text.more\nes-banca-2021,7\n", `text.more: is a number`, false},
	} {
		_, err := Decode("x", c.format, []byte(c.data), taxonomy())
		var problems *ProblemsError
		if !errors.As(err, &problems) || !strings.Contains(err.Error(), c.want) || problems.Unreadable != c.is {
			t.Errorf("%s: Decode() = %+v, want %q, unreadable %v", c.name, err, c.want, c.is)
		}
	}
}

func TestDecodeRefusesOtherTypes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, json, want string }{
		{"twice, once escaped", `{"instrument": {"id": "a", "\u0069d": "b"}}`, `instrument.id: the key "id" stands twice`},
		{"deep inside", `{"clauses": [{}, {"texts": [{"lang": [{"a": "]}"}]}]}]}`, `clauses[1].texts[0].lang: "lang" is not a known field`},
		{"a text for a list", `{"instrument": {"languages": "es"}}`, `instrument.languages: is a text: a list is wanted`},
		{"a list for an object", `{"instrument": []}`, `instrument: is a list: an object is wanted`},
		{"a text for a number", `{"clauses": [{"terms": [{"value": "60"}]}]}`, `clauses[0].terms[0].value: is a text: a number is wanted`},
		{"a number too large", `{"clauses": [{"terms": [{"value": 1e999}]}]}`, `clauses[0].terms[0].value: 1e999 is too large a number`},
		{"half a worker", `{"instrument": {"covers": {"workers": 1.5}}}`, `instrument.covers.workers: 1.5 is not a whole number`},
		{"a text for a truth", `{"clauses": [{"evidence": {"heading_only": "yes"}}]}`, `heading_only: is a text: true or false is wanted`},
		{"a truth for a date", `{"instrument": {"signed": true}}`, `instrument.signed: is true or false: a date is wanted`},
		{"no date", `{"instrument": {"signed": "29/01/2021"}}`, `instrument.signed: "29/01/2021" is not a date`},
		{"null in a list", `{"clauses": [null]}`, `clauses[0]: is null`},
	} {
		if _, err := Decode("x", JSONL, []byte(c.json), nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: Decode() = %v, want %q", c.name, err, c.want)
		}
	}
}

func TestDecodeSaysEverything(t *testing.T) {
	t.Parallel()
	_, err := Decode("x", JSONL, []byte(`{"instrument": {"id": 1, "x": 2}, "clauses": {}, "y": [[[]]], "withdrawn": [{"date": "soon"}]}`), nil)
	var problems *ProblemsError
	if !errors.As(err, &problems) {
		t.Fatalf("Decode() = %v, want a *ProblemsError", err)
	}
	var paths []string
	for _, p := range problems.Problems {
		paths = append(paths, p.Path)
	}
	if diff := cmp.Diff([]string{"instrument.id", "instrument.x", "clauses", "y", "withdrawn[0].date"}, paths); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
}

func TestDecodeTakesNullAsLeftOut(t *testing.T) {
	t.Parallel()
	d, err := Decode("x", JSONL, []byte(` { "instrument" : { "id" : "abc" , "signed" : null , "sectors" : null, "covers": null } , "clauses" : null } `), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(clauses.Document{Instrument: clauses.Instrument{ID: "abc"}}, d); diff != "" {
		t.Errorf("Decode() (-want +got):\n%s", diff)
	}
}
