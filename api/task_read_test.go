package api

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausebank/clauses"
)

func containsAll(b []byte, pieces ...string) bool {
	return !slices.ContainsFunc(pieces, func(p string) bool { return !bytes.Contains(b, []byte(p)) })
}

// TestTask13VerifyInTenSeconds: one answer has all that is needed to check a
// clause.
func TestTask13VerifyInTenSeconds(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	c := get[Clause](t, s, "/v1/clauses/es-banca-2021.art-80")
	i := c.Instrument
	for name, ok := range map[string]bool{
		"official title in the original language": i.Title == "XXIV Convenio colectivo del sector de la banca" && i.TitleLanguage == "es",
		"parties":                 len(i.Parties) == 3 && i.Parties[0].Name == "AEB",
		"article":                 c.Locator == "Article 80" && c.LocatorVerified,
		"signed":                  i.Signed.String() == "2021-01-29",
		"from and to":             c.Validity.From.String() == "2019-01-01" && c.Validity.To.String() == "2023-12-31",
		"status":                  c.Status == clauses.NotInForce && c.StatusLabel == "not in force" && c.StatusOn.String() == "2026-11-21",
		"the day it was checked":  c.Validity.Checked.String() == "2026-11-21",
		"official identifier":     len(i.Identifiers) == 1 && i.Identifiers[0].Value == "BOE-A-2021-5003",
		"link to the source":      i.Source.URL != "" && c.Links.Source != "",
		"archived copy, checksum": i.Source.Archived != "" && len(i.Source.SHA256) == 64,
		"evidence":                c.Evidence.Level == clauses.OfficialEvidence && c.Evidence.LevelLabel != "" && len(c.Evidence.Sources) == 1,
		"what each text is":       c.Texts[0].KindLabel == "summary in our words, not the wording",
	} {
		if !ok {
			t.Errorf("%s is missing or wrong: %+v", name, c)
		}
	}
	if doubtful := get[Clause](t, s, "/v1/clauses/es-banca-2024.digital-rights-1"); doubtful.LocatorVerified {
		t.Error("a locator that rests on a secondary page is called verified")
	}
}

// TestTask14NeverConfuseSummaryWithLaw: every text says what it is, in code and in
// words, in reading, searching and export.
func TestTask14NeverConfuseSummaryWithLaw(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	law := get[Clause](t, s, "/v1/clauses/es-lopdgdd-2018.art-88?lang=de")
	wording, translation := law.Texts[0], law.Texts[1]
	if wording.Kind != clauses.Verbatim || !wording.Authentic || wording.KindLabel != "Originalwortlaut" {
		t.Errorf("the wording is shown as %+v", wording)
	}
	if translation.Kind != clauses.Translation || translation.Authentic || translation.Made.Method != clauses.Machine || translation.Made.Reviewed {
		t.Errorf("the machine's translation is shown as %+v", translation)
	}
	for _, h := range get[ClauseSearch](t, s, "/v1/clauses?q=desconexión&limit=100").Items {
		for _, text := range h.Texts {
			if text.KindLabel == "" || text.KindLabel == string(text.Kind) || text.Authentic != (text.Kind == clauses.Verbatim) {
				t.Errorf("%s: a text is shown as %+v", h.ID, text)
			}
		}
		for _, passage := range h.Highlights {
			if passage.TextKind == "" {
				t.Errorf("%s: a passage does not say what it is from", h.ID)
			}
		}
	}
	if diff := cmp.Diff([]string{"es-lopdgdd-2018.art-88"}, ids(t, s, "text_kind=verbatim")); diff != "" {
		t.Error(diff)
	}
	s.run(t, []call{
		{name: "facet", url: "/v1/clauses?facet=text_kind&limit=1", want: []string{`{"value":"verbatim","label":"original wording","count":1,"selected":false}`}},
		{name: "export", url: "/v1/export?format=csv&instrument=es-lopdgdd-2018", want: []string{"text.1.kind", "verbatim", "translation", "machine"}},
	})
}

// TestTask16History: editions are linked both ways, an expired clause leads to its
// successor, and on=DAY gives the edition of that day or says that it is not known.
func TestTask16History(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for _, c := range []struct{ asked, on, answered, edition, status string }{
		{"es-banca-2021.art-80", "2022-06-30", "es-banca-2021.art-80", "this", "in_force"},
		{"es-banca-2021.art-80", "2016-06-30", "es-banca-2016.art-75", "other", "in_force"},
		{"es-banca-2021.art-80", "2025-06-30", "es-banca-2024.digital-rights-1", "other", "in_force"},
		{"es-banca-2021.art-80", "today", "es-banca-2024.digital-rights-1", "other", "in_force"},
		{"es-banca-2016.art-75", "2025-06-30", "es-banca-2024.digital-rights-1", "other", "in_force"},
		{"es-banca-2024.digital-rights-1", "2015-01-01", "es-banca-2016.art-75", "other", "in_force"},
		{"es-banca-2021.art-80", "2030-01-01", "es-banca-2021.art-80", "unknown", "not_in_force"},
		{"es-banca-2021.art-80", "2014-01-01", "es-banca-2021.art-80", "unknown", "not_in_force"},
		{"eu-old-guideline-2001.point-4", "2022-06-30", "eu-old-guideline-2001.point-4", "unknown", "unknown"},
		{"it-sanita-2022.art-77", "2025-01-01", "it-sanita-2022.art-77", "this", "presumed"},
	} {
		t.Run(c.asked+" on "+c.on, func(t *testing.T) {
			url := "/v1/clauses/" + c.asked + "?on=" + c.on
			got := get[Clause](t, s, url)
			if string(got.ID) != c.answered || got.Edition != c.edition || string(got.Status) != c.status {
				t.Errorf("answered %s, edition %s, status %s; want %s, %s, %s", got.ID, got.Edition, got.Status, c.answered, c.edition, c.status)
			}
			location := s.do(t, call{url: url}).header.Get("Content-Location")
			if c.edition == "other" {
				if string(got.Asked) != c.asked || !strings.HasPrefix(location, "/v1/clauses/"+c.answered+"?on=") {
					t.Errorf("asked %q, Content-Location %q", got.Asked, location)
				}
			} else if location != "" {
				t.Errorf("Content-Location %q", location)
			}
		})
	}
	c := get[Clause](t, s, "/v1/clauses/es-banca-2021.art-80")
	if c.Edition != "this" || c.Status != clauses.NotInForce {
		t.Errorf("without on: edition %s, status %s", c.Edition, c.Status)
	}
	var chain []string
	for _, e := range c.Editions {
		chain = append(chain, string(e.ID)+" "+string(e.Status))
	}
	if diff := cmp.Diff([]string{"es-banca-2016.art-75 not_in_force", "es-banca-2021.art-80 not_in_force", "es-banca-2024.digital-rights-1 in_force"}, chain); diff != "" {
		t.Errorf("editions: (-want +got)\n%s", diff)
	}
	var ties []string
	for _, r := range c.Relations {
		ties = append(ties, r.Direction+" "+string(r.Type)+" "+r.ID+" "+r.Locator)
	}
	if diff := cmp.Diff([]string{
		"to supersedes es-banca-2016.art-75 Article 75", "to rests_on es-lopdgdd-2018.art-88 Article 88", "from supersedes es-banca-2024.digital-rights-1 Article 83",
	}, ties); diff != "" {
		t.Errorf("relations: (-want +got)\n%s", diff)
	}
	s.run(t, []call{
		{name: "half a date", url: "/v1/clauses/es-banca-2021.art-80?on=2022", status: 400, want: []string{`"parameter":"on"`}},
		{name: "instrument, both ways", url: "/v1/instruments/es-banca-2021", want: []string{
			`{"type":"supersedes","direction":"to","id":"es-banca-2016"`, `{"type":"supersedes","direction":"from","id":"es-banca-2024"`,
		}},
	})
}

// TestHistoryShowsCorrections: a correction of ours is a version, and a withdrawal
// too.
func TestHistoryShowsCorrections(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	docs := testLibrary(t)
	n := slices.IndexFunc(docs, func(d clauses.Document) bool { return d.Instrument.ID == "it-sanita-2022" })
	docs[n].Clauses[0].Locator = "Art. 78"
	docs[n].Correction = &clauses.Correction{Reason: "The number of the article was wrong."}
	s.put(t, docs[n])
	if _, err := s.store.Withdraw(t.Context(), "it-sanita-2022", "It was a draft.", "", 0); err == nil {
		t.Fatal("withdrawn at revision 0")
	}
	_, at, err := s.store.Document(t.Context(), "it-sanita-2022")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.store.Withdraw(t.Context(), "it-sanita-2022", "It was a draft.", "", at); err != nil {
		t.Fatal(err)
	}
	h := get[History](t, s, "/v1/clauses/it-sanita-2022.art-77/history")
	if len(h.Items) != 3 || h.Items[0].Clause.Locator != "Art. 77" || h.Items[1].Clause.Locator != "Art. 78" ||
		h.Items[1].Correction != "The number of the article was wrong." || h.Items[2].Withdrawal == nil {
		t.Errorf("history: %+v", h.Items)
	}
}

// TestTask20PermanentLink: an address keeps its clause through import and language,
// and a withdrawn clause says so for ever.
func TestTask20PermanentLink(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	docs := testLibrary(t)
	before := map[string]string{}
	for _, d := range docs {
		for _, c := range d.Clauses {
			before[string(c.ID)] = get[Clause](t, s, "/v1/clauses/"+string(c.ID)).Citation
		}
	}
	slices.Reverse(docs)
	s.put(t, docs...)
	for id, citation := range before {
		for _, lang := range []string{"en", "fr", "pt", "nl"} {
			c := get[Clause](t, s, "/v1/clauses/"+id+"?lang="+lang)
			if string(c.ID) != id || c.Citation != citation {
				t.Errorf("%s in %s is now %s, %s", id, lang, c.ID, c.Citation)
			}
		}
	}
	gone := []string{problemPrefix + "withdrawn", `"reason":"It was there twice."`, `"successor":{"id":"es-banca-2021.art-80","href":"/v1/clauses/es-banca-2021.art-80"}`}
	s.run(t, []call{
		{name: "withdrawn", url: "/v1/clauses/es-banca-2021.art-79", status: 410, want: gone},
		{name: "withdrawn on a day", url: "/v1/clauses/es-banca-2021.art-79?on=2020-01-01", status: 410, want: gone},
		{name: "withdrawn, its citation", url: "/v1/clauses/es-banca-2021.art-79/citation", status: 410, want: gone},
		{name: "never there", url: "/v1/clauses/es-banca-2021.art-999", status: 404, want: []string{problemPrefix + "not-found"}},
		{name: "no ID at all", url: "/v1/clauses/Article 80", status: 404},
		{name: "escaped", url: "/v1/clauses/es%2Dbanca-2021%2Eart-80", want: []string{`"id":"es-banca-2021.art-80"`}},
		{name: "no such instrument", url: "/v1/instruments/es-banca-1999", status: 404},
	})
}
