package ingest

import (
	"encoding/json"
	"strings"
	"testing"
)

func FuzzJSON(f *testing.F) {
	fuzz(f, JSONL, jsonlOf(f, agreement("es-banca-2021", 1)), "{", `{"instrument":{"id":"\ud800"}}`)
}

func FuzzYAML(f *testing.F) { fuzz(f, YAML, goodYAML, "a: &a [*a]", "? a", "---\n--- !!x") }

func FuzzCSV(f *testing.F) {
	fuzz(f, CSV, goodCSV, string(writeCSV(f, agreement("es-banca-2021", 2))), "instrument.id\tid\n'=a\t\"\n", "# \ninstrument.id\n")
}

// fuzz lets no reader panic, and lets every document that is accepted be read
// back from JSON Lines and from CSV as it was.
func fuzz(f *testing.F, format Format, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Decode("fuzz", format, data, taxonomy())
		if err != nil {
			return
		}
		d.Correction = nil
		for back, written := range map[Format][]byte{JSONL: writeJSONL(t, d), CSV: writeCSV(t, d), YAML: writeYAML(t, d)} {
			again, err := Decode("written", back, written, taxonomy())
			if err != nil {
				t.Fatalf("%v\nin %s", err, written)
			}
			if got, want := again.Hash(), d.Hash(); got != want {
				t.Fatalf("%s is not read back as it was:\n%s\n%s", back, encoded(t, d), encoded(t, again))
			}
		}
	})
}

// FuzzJSONTree holds the parser to encoding/json: what one takes for JSON the
// other does too, but for the bounds that we set.
func FuzzJSONTree(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.5e3,true,null,"\u00e9"]}`, `[1,]`, `{"a":1,}`, `1 2`, ` `, `"\ud800"`, "\"\xff\"", `{"a" 1}`, `{1:2}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, fault := parseJSON(data)
		valid := json.Valid(data)
		switch {
		case fault == nil && !valid:
			t.Errorf("%q was taken for JSON", data)
		case fault != nil && valid && len(data) < MaxDepth && invalidUTF8(data) < 0 && !strings.Contains(fault.reason, "surrogate"):
			t.Errorf("%q was not taken for JSON: %v", data, fault)
		}
	})
}

func FuzzList(f *testing.F) {
	f.Add(`a | b; c\;`)
	f.Fuzz(func(t *testing.T, s string) {
		items := parseList(s)
		again := parseList(formatList(items))
		if len(items) != len(again) {
			t.Fatalf("%q: %q became %q", s, items, again)
		}
		for i := range items {
			if formatList(items[i:i+1]) != formatList(again[i:i+1]) {
				t.Errorf("%q: %q became %q", s, items[i], again[i])
			}
		}
		if unguard(guard(s)) != s {
			t.Errorf("guard loses %q", s)
		}
	})
}
