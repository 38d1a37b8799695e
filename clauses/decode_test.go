package clauses

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func encode(t *testing.T, d Document) string {
	t.Helper()
	b, err := d.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestEncodeAndDecode(t *testing.T) {
	t.Parallel()
	want := sound()
	first := encode(t, want)
	if strings.ContainsAny(first, "\n") || strings.Contains(first, `\u0026`) || strings.Contains(first, ":null") {
		t.Errorf("Encode() = %s, want one line, no escapes, no null", first)
	}
	got, err := Decode([]byte(first))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Decode(Encode()) (-want +got):\n%s", diff)
	}
	if second := encode(t, got); second != first {
		t.Errorf("second Encode() = %s\nwant %s", second, first)
	}
}

func TestEncodeTakesNoListAndAnEmptyOneAsTheSame(t *testing.T) {
	t.Parallel()
	none := Document{Clauses: []Clause{{ID: "a"}, {ID: "b", Topics: []TopicID{"t"}}}}
	empty := Document{
		Instrument: Instrument{Titles: []Title{}, Languages: []string{}, Territory: []Territory{}, Sectors: []Sector{}},
		Clauses:    []Clause{{ID: "a", Topics: []TopicID{}, Texts: []Text{}}, {ID: "b", Topics: []TopicID{"t"}, Terms: []Term{}}},
		Withdrawn:  []Withdrawal{},
	}
	if a, b := encode(t, none), encode(t, empty); a != b || strings.Contains(a, "null") {
		t.Errorf("Encode() without lists = %s\nwith empty ones  = %s", a, b)
	}
	if none.Clauses[0].Topics != nil {
		t.Error("Encode() changed the document")
	}
}

func TestHash(t *testing.T) {
	t.Parallel()
	d := sound()
	hash := d.Hash()
	if len(hash) != 64 {
		t.Errorf("Hash() = %q, want 64 digits", hash)
	}
	if d.Correction = nil; d.Hash() != hash {
		t.Error("Hash() depends on the correction")
	}
	if d.Clauses[0].Note += "!"; d.Hash() == hash {
		t.Error("Hash() does not depend on a note")
	}
}

func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, json, want string }{
		{"nothing", ``, "line 1, column 1"},
		{"cut off", `{"instrument": {`, "line 1, column 16"},
		{"two documents", `{} {}`, "line 1, column 4"},
		{"a comma too many", "{\n  \"clauses\": [],\n}", "line 3, column 1"},
		{"Latin-1", "{\"instrument\": {\"id\": \"\xe9\"}}", "line 1, column 24: not UTF-8"},
		{"a list of documents", `[{}]`, "document: is [{}]; write an object"},
		{"an unknown field", `{"instrument": {"titel": "x"}}`, "instrument.titel: is not a field"},
		{"other letters", `{"Instrument": {}}`, "Instrument: is not a field of the format; write instrument"},
		{"deep inside", `{"clauses": [{}, {"texts": [{"lang": [{"a": "]}"}]}]}]}`, "clauses[1].texts[0].lang: is not"},
		{"twice", `{"instrument": {"id": "a", "kind": "x", "id": "b"}}`, "instrument.id: stands twice"},
		{"twice, once escaped", `{"instrument": {"id": "a", "\u0069d": "b"}}`, "instrument.id: stands twice"},
		{"a number for a string", `{"instrument": {"id": 12}}`, "instrument.id: is 12; write a string"},
		{"a string for a list", `{"instrument": {"languages": "es"}}`, `instrument.languages: is "es"; write a list`},
		{"a string for a number", `{"clauses": [{"terms": [{"value": "60"}]}]}`, `clauses[0].terms[0].value: is "60"; write a number`},
		{"a number too big", `{"clauses": [{"terms": [{"value": 1e999}]}]}`, `clauses[0].terms[0].value: is 1e999`},
		{"half a worker", `{"instrument": {"covers": {"workers": 1.5}}}`, "instrument.covers.workers: is 1.5; write a whole number"},
		{"a string for a truth", `{"clauses": [{"evidence": {"heading_only": "yes"}}]}`, "heading_only: is \"yes\"; write true or false"},
		{"no date", `{"instrument": {"signed": "29/01/2021"}}`, "instrument.signed: is \"29/01/2021\"; write a date"},
		{"a number for a date", `{"instrument": {"signed": 2021}}`, "instrument.signed: is 2021; write a date"},
		{"null in a list", `{"clauses": [null]}`, "clauses[0]: is null"},
		{"a long value", `{"instrument": {"id": ["` + strings.Repeat("é", 100) + `"]}}`, "é…; write a string"},
	} {
		_, err := Decode([]byte(tt.json))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: Decode() = %v, want an error with %q", tt.name, err, tt.want)
		}
	}
}

func TestDecodeSaysEverything(t *testing.T) {
	t.Parallel()
	_, err := Decode([]byte(`{"instrument": {"id": 1, "x": 2}, "clauses": {}, "y": [[[]]], "withdrawn": [{"date": "soon"}]}`))
	var invalid *InvalidError
	if !errors.As(err, &invalid) {
		t.Fatalf("Decode() = %v, want an *InvalidError", err)
	}
	var paths []string
	for _, p := range invalid.Problems {
		paths = append(paths, p.Path)
	}
	if diff := cmp.Diff([]string{"instrument.id", "instrument.x", "clauses", "y", "withdrawn[0].date"}, paths); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
}

func TestDecodeTakesNullAsLeftOut(t *testing.T) {
	t.Parallel()
	d, err := Decode([]byte(` { "instrument" : { "id" : "abc" , "signed" : null , "sectors" : null, "covers": null } , "clauses" : null } `))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Document{Instrument: Instrument{ID: "abc"}}, d); diff != "" {
		t.Errorf("Decode() (-want +got):\n%s", diff)
	}
}

func FuzzDecode(f *testing.F) {
	full, err := sound().Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(full)
	f.Add([]byte(`{"clauses": [{"terms": [{"value": -0.0}]}, {"topics": []}]}`))
	f.Add([]byte(`{"instrument": {"\u0069d": "\ud800", "signed": "2021-03"}, "x": [{"]": "\\\""}]}`))
	f.Add([]byte(`[1, tru`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Decode(b)
		if err != nil {
			return
		}
		if !json.Valid(b) {
			t.Fatalf("Decode(%q) took what is not JSON", b)
		}
		first, err := d.Encode()
		if err != nil {
			t.Fatalf("Encode() of what Decode(%q) gave: %v", b, err)
		}
		again, err := Decode(first)
		if err != nil {
			t.Fatalf("Decode(%s) = %v", first, err)
		}
		second, err := again.Encode()
		if err != nil || !bytes.Equal(first, second) {
			t.Fatalf("Encode(Decode()) = %s, %v, want %s", second, err, first)
		}
		_ = d.Validate(testTaxonomy()) // must not panic, whatever it is given
	})
}

func BenchmarkDecode(b *testing.B) {
	full, err := sound().Encode()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(full)))
	for b.Loop() {
		if _, err := Decode(full); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkValidate(b *testing.B) {
	d, taxonomy := sound(), testTaxonomy()
	for b.Loop() {
		if err := d.Validate(taxonomy); err != nil {
			b.Fatal(err)
		}
	}
}
