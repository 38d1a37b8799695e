package api

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTask21LookUpByCitation: official numbers, CELEX numbers and our own citations
// open the clause; of a text with ten citations each is answered.
func TestTask21LookUpByCitation(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	own := get[Clause](t, s, "/v1/clauses/it-sanita-2022.art-77").Citation
	for _, c := range []struct {
		q, clause, instrument string
		found                 bool
	}{
		{"BOE-A-2021-5003 art 80", "es-banca-2021.art-80", "es-banca-2021", true},
		{"BOE-A-2018-16673", "", "es-lopdgdd-2018", true},
		{"es-banca-2021.art-80", "es-banca-2021.art-80", "es-banca-2021", true},
		{"es-banca-2021", "", "es-banca-2021", true},
		{own, "it-sanita-2022.art-77", "it-sanita-2022", true},
		{"32024R1689", "", "", false},
		{"BOE-A-1999-1", "", "", false},
		{"what is this?", "", "", false},
	} {
		t.Run(c.q, func(t *testing.T) {
			items := get[Lookup](t, s, "/v1/lookup?q="+strings.ReplaceAll(c.q, "&", "%26")).Items
			if len(items) != 1 || items[0].Found != c.found {
				t.Fatalf("items: %+v", items)
			}
			got := items[0]
			if (got.Clause != nil) != (c.clause != "") || got.Clause != nil && got.Clause.ID != c.clause {
				t.Errorf("clause %+v, want %s", got.Clause, c.clause)
			}
			if (got.Instrument != nil) != (c.instrument != "") || got.Instrument != nil && got.Instrument.ID != c.instrument {
				t.Errorf("instrument %+v, want %s", got.Instrument, c.instrument)
			}
		})
	}
	const text = "𝔸 See BOE-A-2021-5003 art 80; BOE-A-2018-16673; BOE-A-2016-5737; BOE-A-1999-1; CELEX 32024R1689; es-banca-2024.digital-rights-1, " +
		"es-banca-2021.art-79, it-sanita-2022.art-77, us-city-2023.art-9 and BOE-A-2025-26."
	a := s.do(t, call{method: "POST", url: "/v1/lookup", body: text, header: map[string]string{"Content-Type": "text/plain; charset=utf-8"}})
	var got []string
	units := []rune(text)
	for _, item := range read[Lookup](t, a).Items {
		found := "not found"
		switch {
		case item.Found:
			found = "found"
		case item.Withdrawn != nil:
			found = "withdrawn"
		}
		got = append(got, item.Text+": "+found)
		if stands := string(units[item.Start-1 : item.End-1]); stands != item.Text { // 𝔸 is two units and one rune
			t.Errorf("%q stands at %d to %d, where the text has %q", item.Text, item.Start, item.End, stands)
		}
	}
	if diff := cmp.Diff([]string{
		"BOE-A-2021-5003 art 80: found", "BOE-A-2018-16673: found", "BOE-A-2016-5737: found", "BOE-A-1999-1: not found",
		"32024R1689: not found", "es-banca-2024.digital-rights-1: found", "es-banca-2021.art-79: withdrawn",
		"it-sanita-2022.art-77: found", "us-city-2023.art-9: found", "BOE-A-2025-26: found",
	}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	s.run(t, []call{
		{name: "nothing", url: "/v1/lookup?q=", status: 400, want: []string{`"parameter":"q"`}},
		{name: "too long", url: "/v1/lookup?q=" + strings.Repeat("x", maxLookupWord+1), status: 400, want: []string{"lookup_bytes"}},
		{name: "long text", method: "POST", url: "/v1/lookup", body: strings.Repeat("x ", 15_000), header: map[string]string{"Content-Type": "text/plain"}, status: 413, want: []string{"lookup_bytes", "20000"}},
		{name: "other type", method: "POST", url: "/v1/lookup", body: "x", header: map[string]string{"Content-Type": "text/html"}, status: 415},
		{name: "bad JSON", method: "POST", url: "/v1/lookup", body: `{"txt":"x"}`, header: map[string]string{"Content-Type": "application/json"}, status: 400, want: []string{"invalid-body"}},
		{name: "not UTF-8", method: "POST", url: "/v1/lookup", body: "\xff", header: map[string]string{"Content-Type": "text/plain"}, status: 400},
	})
}

// TestCitationsComeInEveryForm: style and format, and the day of access only when
// it is asked for.
func TestCitationsComeInEveryForm(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	const at = "/v1/clauses/es-banca-2021.art-80/citation"
	s.run(t, []call{
		{name: "plain", url: at, want: []string{"XXIV Convenio", "Article 80"}, wantNot: []string{"accessed"}, headers: map[string]string{"Content-Type": "text/plain; charset=utf-8"}},
		{name: "oscola", url: at + "?style=oscola", want: []string{"art 80"}},
		{name: "apa", url: at + "?style=apa", want: []string{"(2021, January 29)"}},
		{name: "accessed", url: at + "?accessed=today", want: []string{"21 November 2026"}},
		{name: "html", url: at + "?format=html", headers: map[string]string{"Content-Type": "text/html; charset=utf-8"}},
		{name: "csl", url: at + "?format=csl-json", want: []string{`"title"`}},
		{name: "ris", url: at + "?format=ris", want: []string{"TY  - "}},
		{name: "bibtex", url: at + "?format=bibtex", want: []string{"@"}},
		{name: "not verified", url: "/v1/clauses/es-banca-2024.digital-rights-1/citation", want: []string{"[locator not verified]"}},
		{name: "unknown style", url: at + "?style=bluebook", status: 400, want: []string{"oscola"}},
		{name: "unknown format", url: at + "?format=docx", status: 400, want: []string{"bibtex"}},
		{name: "half a day", url: at + "?accessed=2026", status: 400},
		{name: "no clause", url: "/v1/clauses/xx-no.clause/citation", status: 404},
	})
}

// TestTask27WhatMayICopy: each text and each clause say it in plain words, in the
// reader's language, and an export as a whole.
func TestTask27WhatMayICopy(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for _, c := range []struct{ id, lang, licence, note string }{
		{"es-banca-2021.art-80", "en", "CC-BY-4.0", "You may copy, change and share this if you name the source"},
		{"es-banca-2021.art-80", "de", "CC-BY-4.0", "wenn Sie Quelle und Lizenz nennen"},
		{"de-muster-2023.par-3", "fr", "CC0-1.0", "sans demander et sans citer la source"},
		{"es-lopdgdd-2018.art-88", "en", "CC-BY-4.0", "in the words of its publisher"}, // the strictest of its texts
	} {
		got := get[Clause](t, s, "/v1/clauses/"+c.id+"?lang="+c.lang)
		if len(got.Reuse.Licences) == 0 || got.Reuse.Licences[0] != c.licence || !strings.Contains(got.Reuse.Note, c.note) {
			t.Errorf("%s in %s: %+v", c.id, c.lang, got.Reuse)
		}
		for _, text := range got.Texts {
			if text.Licence == "" || text.Reuse == "" {
				t.Errorf("%s: a text without a licence or a note: %+v", c.id, text)
			}
		}
	}
	s.run(t, []call{
		{name: "csv", url: "/v1/export?format=csv&country=IT", want: []string{"# licence: ", "CC-BY-4.0", "country=IT", "2026-11-21"}},
		{name: "instrument", url: "/v1/instruments/de-muster-2023", want: []string{`"licences":["CC0-1.0"]`}},
	})
	if h := s.do(t, call{url: "/v1/export?country=IT"}).header.Get(exportHeader); !containsAll([]byte(h), "licence: ", "country=IT", "date: 2026-11-21") {
		t.Errorf("the header of the export is %q", h)
	}
}

// TestTask31FirstCall: the call of the documentation works as it stands, without a
// key.
func TestTask31FirstCall(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.run(t, []call{{
		name: "first", url: "/v1/clauses?q=desconexión+digital&country=ES&limit=1&facet=country",
		want:    []string{`{"total":3,"items":[{"id":`, `"facets":{"country":[{"value":"ES"`, `"next":"/v1/clauses?`, `"language":"es"`, `"marks":[{`},
		headers: map[string]string{"Content-Type": "application/json", "Content-Language": "en"},
	}})
}

// TestTask33ErrorsAndLimits: a problem of a stable type for each error, and every
// limit named.
func TestTask33ErrorsAndLimits(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	known := []string{problemPrefix + "unknown-parameter", `"known":["q","country",`, "Did you mean country?"}
	s.run(t, []call{
		{name: "unknown parameter", url: "/v1/clauses?contry=ES", status: 400, want: known},
		{name: "unknown parameter of a list", url: "/v1/topics?q=x", status: 400, want: []string{`"known":["lang"]`}},
		{name: "unknown where none is known", url: "/healthz?x=1", status: 400},
		{name: "no such path", url: "/v1/nothing", status: 404, want: []string{problemPrefix + "not-found"}},
		{name: "the root", url: "/", status: 404},
		{name: "a slash too many", url: "/v1/clauses/", status: 404},
		{name: "too deep", url: "/v1/clauses/a-b.c/d/e", status: 404},
		{name: "method", method: "DELETE", url: "/v1/clauses", status: 405, want: []string{problemPrefix + "method-not-allowed"}, headers: map[string]string{"Allow": "OPTIONS, GET, HEAD"}},
		{name: "encoded body", method: "POST", url: "/v1/lookup", body: "x", header: map[string]string{"Content-Encoding": "gzip", "Content-Type": "text/plain"}, status: 415, headers: map[string]string{"Accept-Encoding": "identity"}},
		{name: "long query", url: "/v1/clauses?q=" + strings.Repeat("a", 5000), status: 400, want: []string{problemPrefix + "limit-exceeded", `"limit":"query"`, `"max":4096`}},
		{name: "many terms", url: "/v1/clauses?q=" + strings.Repeat("a OR ", 40) + "a", status: 400, want: []string{`"limit":"terms"`, `"max":32`}},
		{name: "deep", url: "/v1/clauses?q=" + strings.Repeat("(", 9) + "a" + strings.Repeat(")", 9), status: 400, want: []string{`"limit":"depth"`}},
		{name: "long word", url: "/v1/clauses?q=" + strings.Repeat("a", 100) + " AND b", status: 400, want: []string{problemPrefix + "limit-exceeded"}},
		{name: "bad escape", url: "/v1/clauses?q=%zz", status: 400, want: []string{problemPrefix + "invalid-parameter"}},
		{name: "semicolon", url: "/v1/clauses?q=a;b", status: 400},
	})
	a := s.do(t, call{url: "/v1/clauses?contry=ES"})
	if p := read[Problem](t, a); p.RequestID != a.header.Get("X-Request-Id") || p.Status != http.StatusBadRequest {
		t.Errorf("problem %+v with X-Request-Id %s", p, a.header.Get("X-Request-Id"))
	}
}
