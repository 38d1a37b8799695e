package index

import (
	"encoding/base64"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"clausebank/clauses"
)

var sampleCursors = []Cursor{
	{},
	{Query: 1, Key: NoKey, ID: "aaa.b"},
	{Query: math.MaxUint64, Snapshot: "7-x", Day: -40000, Relaxed: true, Words: []string{"congé", ""}, Language: "pt-BR",
		Corrections: []Correction{{From: "lave", To: "leave"}, {}}, Tier: 3,
		Score: 123456, Key: -18000, ID: "es-banca-2021.art-80"},
	{Score: math.MinInt64, Key: math.MinInt64, Day: math.MaxInt32},
}

func TestCursor(t *testing.T) {
	t.Parallel()
	for _, c := range sampleCursors {
		got, err := DecodeCursor(c.Encode())
		if diff := cmp.Diff(c, got); err != nil || diff != "" {
			t.Errorf("DecodeCursor of %+v: %v (-want +got):\n%s", c, err, diff)
		}
	}
}

func TestCursorIsStrict(t *testing.T) {
	t.Parallel()
	good := sampleCursors[2].Encode()
	bad := []string{"", "x", "AQ", good + "A", good + "=", good + "\n", good[:len(good)-1], good[1:], " " + good}
	raw, err := base64.RawURLEncoding.DecodeString(good)
	if err != nil {
		t.Fatal(err)
	}
	for i := range raw { // every byte counts
		changed := append([]byte(nil), raw...)
		changed[i] ^= 1
		bad = append(bad, base64.RawURLEncoding.EncodeToString(changed))
	}
	for _, s := range bad {
		if c, err := DecodeCursor(s); err == nil {
			t.Errorf("DecodeCursor(%q) = %+v, want an error", s, c)
		}
	}
}

func FuzzDecodeCursor(f *testing.F) {
	for _, c := range sampleCursors {
		f.Add(c.Encode())
	}
	f.Fuzz(func(t *testing.T, s string) {
		if c, err := DecodeCursor(s); err == nil && c.Encode() != s {
			t.Fatalf("DecodeCursor(%q) = %+v, which is %q", s, c, c.Encode())
		}
	})
}

// queries are all different.
func differentQueries() []Query {
	day, other := clauses.Day(5), clauses.Day(6)
	word := Term{"a"}
	return []Query{
		{}, {Expr: word}, {Expr: Words{Words: []string{"a"}}}, {Expr: Words{Words: []string{"a", "b"}}}, {Expr: Phrase{[]string{"a", "b"}}},
		{Expr: And{[]Expr{word, Or{[]Expr{word, word}}}}}, {Expr: And{[]Expr{word, word, word}}},
		{Expr: Like{ID: "a.b"}}, {Expr: Like{ID: "a.b", Topics: []clauses.TopicID{"x"}}},
		{Expr: Like{ID: "a.b", Texts: []LikeText{{"en", "x"}}}}, {Expr: Like{ID: "a.b", Texts: []LikeText{{"en", "y"}}}},
		{Exact: true}, {Unit: Instruments}, {Sort: ByID}, {Sort: ByNewest}, {Facets: []Field{Country}}, {Facets: []Field{Topic}},
		{Filter: Filter{Values: map[Field][]string{Country: {"ES"}}}}, {Filter: Filter{Values: map[Field][]string{Country: {"ES", "FR"}}}},
		{Filter: Filter{Values: map[Field][]string{Kind: {"ES"}}}}, {Filter: Filter{Values: map[Field][]string{Country: {"ES\" \"FR"}}}},
		{Filter: Filter{Signed: DayRange{From: &day}}}, {Filter: Filter{Signed: DayRange{To: &day}}},
		{Filter: Filter{Expires: DayRange{From: &day}}}, {Filter: Filter{Signed: DayRange{From: &other}}},
		{Filter: Filter{UpdatedSince: time.Unix(5, 0)}}, {Filter: Filter{UpdatedSince: time.Unix(5, 1)}},
		{Status: StatusOn{Day: 5}}, {Status: StatusOn{Values: []clauses.Status{clauses.InForce}}},
	}
}

func TestFingerprint(t *testing.T) {
	t.Parallel()
	seen := map[uint64]int{}
	for i, q := range differentQueries() {
		if j, twice := seen[q.Fingerprint()]; twice {
			t.Errorf("queries %d and %d have the same fingerprint", i, j)
		}
		seen[q.Fingerprint()] = i
	}
	day, same := clauses.Day(5), clauses.Day(5)
	for _, pair := range [][2]Query{
		{{}, {Limit: 5, After: &Cursor{ID: "x"}}},
		{{}, {Sort: ByRelevance}},
		{{}, {Filter: Filter{Values: map[Field][]string{Country: nil}}}},
		{{Filter: Filter{Values: map[Field][]string{Country: {"ES", "FR"}}}}, {Filter: Filter{Values: map[Field][]string{Country: {"FR", "ES", "FR"}}}}},
		{{Filter: Filter{Signed: DayRange{From: &day}}}, {Filter: Filter{Signed: DayRange{From: &same}}}},
		{{Filter: Filter{UpdatedSince: time.Unix(5, 0)}}, {Filter: Filter{UpdatedSince: time.Unix(5, 0).UTC()}}},
	} {
		if pair[0].Fingerprint() != pair[1].Fingerprint() {
			t.Errorf("%+v and %+v have different fingerprints", pair[0], pair[1])
		}
	}
	// Cursors outlive the process that made them.
	q := Query{Expr: Words{Words: []string{"conge"}}, Sort: ByNewest, Filter: Filter{Values: map[Field][]string{Country: {"ES"}}}}
	if got, want := q.Fingerprint(), uint64(0xabdae02e976c55a4); got != want {
		t.Errorf("Fingerprint() = %#x, want %#x as ever", got, want)
	}
}
