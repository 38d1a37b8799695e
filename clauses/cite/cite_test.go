package cite

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausebank/clauses"
)

var update = flag.Bool("update", false, "write the golden files anew")

// banking is the instrument that most tests cite.
func banking() (clauses.Instrument, clauses.Clause) {
	i := clauses.Instrument{
		ID: "es-banca-2021", Kind: clauses.CollectiveAgreement, Level: clauses.SectorLevel,
		Titles: []clauses.Title{
			{Language: "en", Text: "24th collective agreement for the banking sector", Kind: clauses.TranslatedTitle},
			{Language: "es", Text: "XXIV Convenio colectivo del sector de la banca", Kind: clauses.OfficialTitle},
		},
		Languages: []string{"es"},
		Territory: []clauses.Territory{{Country: "ES"}},
		Parties: []clauses.Party{
			{Name: "AEB", Role: clauses.EmployerAssociation},
			{Name: "CCOO", Role: clauses.Union},
			{Name: "FeSMC-UGT", Role: clauses.Union},
		},
		Signed:      date("2021-01-29"),
		Identifiers: []clauses.Identifier{{Scheme: "ELI", Value: "https://www.boe.es/eli/es/res/2021/03/17/(1)"}, {Scheme: "BOE", Value: "BOE-A-2021-5003"}},
		Source:      clauses.Source{URL: "https://www.boe.es/diario_boe/txt.php?id=BOE-A-2021-5003", Publisher: "Boletín Oficial del Estado", Checked: date("2026-11-21")},
	}
	c := clauses.Clause{ID: "es-banca-2021.art-80", Locator: "Article 80", Evidence: clauses.Evidence{Level: clauses.OfficialEvidence}}
	return i, c
}

func date(s string) clauses.Date {
	d, err := clauses.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// kinds are one instrument of each kind that is cited in its own way.
func kinds() map[string]func() (clauses.Instrument, clauses.Clause) {
	return map[string]func() (clauses.Instrument, clauses.Clause){
		"collective_agreement": banking,
		"company_agreement": func() (clauses.Instrument, clauses.Clause) {
			i, c := banking()
			i.Kind = clauses.CompanyAgreement
			i.Titles = []clauses.Title{{Language: "de", Text: "Betriebsvereinbarung über mobile Arbeit", Kind: clauses.DescriptiveTitle}}
			i.Languages, i.Identifiers = []string{"de"}, nil
			i.Source.Checked = clauses.Date{}
			i.Signed = date("2019-06")
			c.Locator, c.Evidence.Level = "§ 4(2)", clauses.SecondaryEvidence
			return i, c
		},
		"framework_agreement": func() (clauses.Instrument, clauses.Clause) {
			i, c := banking()
			i.Kind = clauses.FrameworkAgreement
			i.Titles = []clauses.Title{{Language: "en", Text: "European framework agreement on digitalisation", Kind: clauses.OfficialTitle}}
			i.Languages, i.Territory = []string{"en"}, []clauses.Territory{{Country: "EU"}}
			for _, name := range []string{"BusinessEurope", "SMEunited", "CEEP", "ETUC", "CEC", "Eurocadres", "Others & Sons"} {
				i.Parties = append(i.Parties, clauses.Party{Name: name, Role: clauses.OtherParty})
			}
			i.Identifiers = []clauses.Identifier{{Scheme: "CETS", Value: "223"}}
			c.Locator = "Clauses 3 and 4"
			return i, c
		},
		"legislation": func() (clauses.Instrument, clauses.Clause) {
			i, c := banking()
			i.Kind, i.Parties = clauses.Legislation, nil
			i.Titles[1].Text = "Ley Orgánica 3/2018, de Protección de Datos"
			i.Titles[0].Text = "Organic Act 3/2018 on data protection"
			i.Signed = date("2018-12-05")
			c.Locator = "Article 88"
			return i, c
		},
		"standard": func() (clauses.Instrument, clauses.Clause) {
			i, c := banking()
			i.Kind, i.Parties, i.Territory = clauses.Standard, nil, []clauses.Territory{{Country: "001"}}
			i.Titles = []clauses.Title{{Language: "en", Text: "Violence and Harassment Convention", Kind: clauses.OfficialTitle}}
			i.Languages, i.Identifiers = []string{"en"}, []clauses.Identifier{{Scheme: "ILO", Value: "C190"}}
			i.Signed = date("2019")
			i.Source = clauses.Source{}
			c.Locator = ""
			return i, c
		},
		"arbitration_award": func() (clauses.Instrument, clauses.Clause) {
			i, c := banking()
			i.Kind = clauses.ArbitrationAward
			i.Signed = clauses.Date{}
			return i, c
		},
	}
}

func TestGoldenKindByStyleAndFormat(t *testing.T) {
	t.Parallel()
	for kind, make := range kinds() {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			i, c := make()
			var b strings.Builder
			for _, o := range []Options{{}, {Accessed: date("2026-11-22")}} {
				for _, style := range Styles {
					for _, format := range []Format{Text, HTML} {
						fmt.Fprintf(&b, "## %s, %s, accessed %q\n%s\n\n", style, format, o.Accessed, render(t, i, c, style, format, o))
					}
				}
				for _, format := range []Format{CSLJSON, RIS, BibTeX} {
					fmt.Fprintf(&b, "## %s, accessed %q\n%s\n", format, o.Accessed, render(t, i, c, Plain, format, o))
				}
			}
			golden(t, filepath.Join("testdata", kind+".golden"), b.String())
		})
	}
}

func render(t *testing.T, i clauses.Instrument, c clauses.Clause, style Style, format Format, o Options) string {
	t.Helper()
	s, err := Render(i, c, style, format, o)
	if err != nil {
		t.Fatalf("Render(%s, %s): %v", style, format, err)
	}
	return s
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s mismatch (-want +got); if it is meant, run with -update:\n%s", path, diff)
	}
}

func TestRenderRefusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	i, c := banking()
	if s, err := Render(i, c, "chicago", Text, Options{}); err == nil {
		t.Errorf("style chicago gave %q, want an error", s)
	}
	if s, err := Render(i, c, Plain, "docx", Options{}); err == nil {
		t.Errorf("format docx gave %q, want an error", s)
	}
}

func TestUnverifiedLocatorSaysSoEverywhere(t *testing.T) {
	t.Parallel()
	i, c := banking()
	for _, level := range []clauses.EvidenceLevel{clauses.SecondaryEvidence, clauses.KnownEvidence} {
		c.Evidence.Level = level
		for _, style := range Styles {
			for _, format := range Formats {
				if s := render(t, i, c, style, format, Options{}); !strings.Contains(s, "locator not verified") {
					t.Errorf("%s %s of %s evidence lacks the warning: %s", style, format, level, s)
				}
			}
		}
	}
}

func TestHTMLHoldsNoForeignMarkup(t *testing.T) {
	t.Parallel()
	i, c := banking()
	i.Titles[1].Text = `<script>alert("x")</script> & Co`
	i.Source.URL = `https://example.org/?a="><img src=x>&b=1`
	for _, style := range Styles {
		s := render(t, i, c, style, HTML, Options{})
		if strings.Contains(s, "<script") || strings.Contains(s, "<img") {
			t.Errorf("%s lets markup through: %s", style, s)
		}
	}
}

// TestOneFullStop: a number that ends with one, as those of Czech acts do, gets no
// second.
func TestOneFullStop(t *testing.T) {
	t.Parallel()
	i, c := banking()
	i.Identifiers = []clauses.Identifier{{Scheme: "SB", Value: "361/2007 Sb."}}
	if got := render(t, i, c, Plain, Text, Options{}); !strings.Contains(got, "361/2007 Sb. ") {
		t.Errorf("cited as %q", got)
	}
}

func TestCSLJSONIsJSON(t *testing.T) {
	t.Parallel()
	i, c := banking()
	i.Titles[1].Text = "A \"quoted\" title\nwith a break \\ and {braces} 50 % & more_so"
	var items []map[string]any
	if err := json.Unmarshal([]byte(render(t, i, c, Plain, CSLJSON, Options{})), &items); err != nil || len(items) != 1 {
		t.Fatalf("got %v items, %v", items, err)
	}
	for _, line := range strings.Split(strings.TrimSuffix(render(t, i, c, Plain, RIS, Options{}), "\r\n"), "\r\n") {
		if len(line) < 6 || line[2:6] != "  - " {
			t.Errorf("RIS line %q has no tag", line)
		}
	}
}

func TestShorten(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Article 80":              "art 80",
		"Articles 3, 5 and 6":     "arts 3, 5 and 6",
		"Article 26, Section 4F":  "art 26, s 4F",
		"§ 87(1) no. 6":           "§ 87(1) no. 6",
		"Artículo 70":             "Artículo 70",
		"Safety and health":       "Safety and health",
		"Technology article":      "Technology article",
		"Section 2; Annex 1":      "s 2; Annex 1",
		"Letter of Agreement, 12": "Letter of Agreement, 12",
	} {
		if got := shorten(in); got != want {
			t.Errorf("shorten(%q) = %q, want %q", in, got, want)
		}
	}
}
