package bolt

import (
	"testing"

	"clausebank/clauses"
)

// FuzzRef reads texts of refs: what is read is written as it was, or as the
// same numbers without the zeros in front.
func FuzzRef(f *testing.F) {
	for _, text := range []string{"17.0.0.944.0c9f31aa", "1.2.3.4.5", "0.0.0.0.00000000", "", "....", "1.2.3.4", "-1.0.0.0.0", "18446744073709551616.0.0.0.0", "1.0.0.0.+5"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var r, again ref
		if err := r.UnmarshalText(text); err != nil {
			return
		}
		written, err := r.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		if err := again.UnmarshalText(written); err != nil || again != r {
			t.Errorf("%q is %+v, written %q, read %+v, %v", text, r, written, again, err)
		}
	})
}

// FuzzVersion reads versions that have been changed: each is refused.
func FuzzVersion(f *testing.F) {
	v := version{Instrument: "ie-a", Hash: "x", Clauses: []clauseRef{{ID: "ie-a.1", Body: ref{at: 1, length: 2}}}}
	whole, err := encodeVersion(1, v)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint64(1), whole)
	f.Add(uint64(2), whole)
	f.Add(uint64(1), whole[:len(whole)-1])
	f.Add(uint64(1), []byte{})
	f.Fuzz(func(t *testing.T, at uint64, value []byte) {
		got, err := decodeVersion(clauses.Revision(at), value)
		if (err == nil) != (at == 1 && string(value) == string(whole)) {
			t.Errorf("version %d of %q: %+v, %v", at, value, got, err)
		}
	})
}
