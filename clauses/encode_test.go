package clauses

import (
	"encoding/json"
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

func TestEncode(t *testing.T) {
	t.Parallel()
	want := sound()
	first := encode(t, want)
	if strings.ContainsAny(first, "\n") || strings.Contains(first, `\u0026`) || strings.Contains(first, ":null") {
		t.Errorf("Encode() = %s, want one line, no escapes, no null", first)
	}
	var got Document
	if err := json.Unmarshal([]byte(first), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Encode() and back (-want +got):\n%s", diff)
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
