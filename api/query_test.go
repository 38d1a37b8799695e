package api

import (
	"testing"
	"time"

	"clausebank/clauses"
	"clausebank/clauses/corpus"
	"clausebank/index"
)

// FuzzSearchParameters: no address breaks the reading of parameters, and what is
// read is the same when its canonical form is read.
func FuzzSearchParameters(f *testing.F) {
	for _, seed := range []string{
		"", "q=right+to+disconnect&country=ES,it&sector=R&in_force=2026-01-01&facet=country,topic&limit=20", "party=A,+B&party=C", "on=today&status=unknown",
		"sector=health&sector=84.1", "signed_from=2021&signed_to=2021-03", "updated_since=2026-01-01T10:00:00%2B02:00", "country=UK&language=pt-br", "q=%ff", "cursor=AQID",
		"match=exact&expand=false&sort=newest", "topic=telework,telework", "limit=007",
	} {
		f.Add(seed)
	}
	a := &API{taxonomy: corpus.Taxonomy(), now: func() time.Time { return testDay }}
	f.Fuzz(func(t *testing.T, raw string) {
		values, err := queryOf(raw, searching)
		if err != nil {
			return
		}
		first, err := a.parseSearch(values, index.Clauses, "")
		if err != nil {
			if p := problemOf(err); p.Status != 400 {
				t.Errorf("%q: status %d", raw, p.Status)
			}
			return
		}
		again, err := a.parseSearch(first.canonical, index.Clauses, "")
		if err != nil {
			t.Fatalf("%q: its canonical form %q is refused: %v", raw, first.canonical.Encode(), err)
		}
		if first.canonical.Encode() != again.canonical.Encode() {
			t.Errorf("%q: canonical %q, read again %q", raw, first.canonical.Encode(), again.canonical.Encode())
		}
	})
}

// TestRevisionOfTags: which entity tags name a revision.
func TestRevisionOfTags(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]clauses.Revision{
		documentTag(documentVersion(2, 17), "en"): 17,
		`"2-17"`:                        17,
		`"1-17"`:                        0,
		`W/"2-17"`:                      0,
		`"2-0"`:                         0,
		`"2--1"`:                        0,
		`"17"`:                          0,
		`2-17`:                          0,
		`"`:                             0,
		``:                              0,
		`"2-99999999999999999999999.x"`: 0,
	} {
		got, ok := revisionOf(tag, 2)
		if got != want || ok != (want > 0) {
			t.Errorf("revisionOf(%s) = %d, %t, want %d", tag, got, ok, want)
		}
	}
}

// TestNearest: what a misspelt word most likely stands for.
func TestNearest(t *testing.T) {
	t.Parallel()
	known := []string{"country", "topic", "sector", "q"}
	for misspelt, want := range map[string]string{"contry": "country", "topics": "topic", "sektor": "sector", "nothing": "", "": "", "x": "", "tópic": "topic"} {
		if got := nearest(misspelt, known); got != want {
			t.Errorf("nearest(%q) = %q, want %q", misspelt, got, want)
		}
	}
}

// TestSectorNames: every name stands for a code that there is, and one that NACE
// has no code for finds also what is known by its section only.
func TestSectorNames(t *testing.T) {
	t.Parallel()
	a := &API{taxonomy: corpus.Taxonomy()}
	for name, code := range sectorNames {
		if _, ok := a.taxonomy.Sectors.Lookup(code); !ok {
			t.Errorf("%s is %s, which is no code", name, code)
		}
	}
	if code, ok := a.sectorCode("Local government"); code != "P" || !ok {
		t.Errorf("local government is %q, %v", code, ok)
	}
}
