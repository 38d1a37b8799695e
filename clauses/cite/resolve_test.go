package cite

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"

	"clausebank/clauses"
)

// shelf is a Library of a few documents.
type shelf []clauses.Document

func (s shelf) ByIdentifier(_ context.Context, value string) ([]clauses.InstrumentID, error) {
	var ids []clauses.InstrumentID
	for _, d := range s {
		for _, id := range d.Instrument.Identifiers {
			if plainly(id.Value) == plainly(value) {
				ids = append(ids, d.Instrument.ID)
			}
		}
	}
	return ids, nil
}

func plainly(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func (s shelf) Document(_ context.Context, id clauses.InstrumentID) (clauses.Document, clauses.Revision, error) {
	for _, d := range s {
		if d.Instrument.ID != id {
			continue
		}
		if len(d.Clauses) == 0 {
			return clauses.Document{}, 0, &clauses.GoneError{Withdrawal: d.Withdrawn[0]}
		}
		return d, 1, nil
	}
	return clauses.Document{}, 0, clauses.ErrNotFound
}

func testShelf() shelf {
	doc := func(id clauses.InstrumentID, scheme, value string, locators ...string) clauses.Document {
		d := clauses.Document{Instrument: clauses.Instrument{ID: id, Identifiers: []clauses.Identifier{{Scheme: scheme, Value: value}}}}
		for _, l := range locators {
			slug := strings.Trim(strings.Map(func(r rune) rune {
				if r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
					return unicode.ToLower(r)
				}
				return '-'
			}, l), "-")
			d.Clauses = append(d.Clauses, clauses.Clause{ID: clauses.ClauseID(string(id) + "." + slug), Locator: l})
		}
		return d
	}
	i, c := banking()
	gone := doc("fr-gone-2019", "LEGITEXT", "LEGITEXT000001111111")
	gone.Withdrawn = []clauses.Withdrawal{{ID: "fr-gone-2019", Reason: "duplicate", Successor: "fr-code-travail"}}
	wtd := doc("eu-wtd-2003", "CELEX", "32003L0088", "Article 3")
	wtd.Instrument.Source.URL = "https://www.example.org/eli/wtd"
	return shelf{
		{Instrument: i, Clauses: []clauses.Clause{c, {ID: "es-banca-2021.art-81", Locator: "Articles 81-83"}}},
		doc("eu-gdpr-2016", "CELEX", "32016R0679", "Article 22(1)", "Article 88"),
		wtd,
		doc("fr-code-travail", "LEGITEXT", "LEGITEXT000006072050", "Article L. 2242-17", "Article L. 1222-9"),
		doc("de-betrvg-1972", "BGBL", "BGBl. I 1972 S. 13", "§ 87(1) no. 6", "§ 90(1) no. 2-4 and (2)"),
		doc("001-coe-108-plus", "CETS", "223", "Article 9(1)(a)", "Article 9(1)(c)"),
		doc("br-acordo-2024", "MR", "MR012345/2024", "Cláusula 5ª", "Cláusula 12ª"),
		doc("ar-lct", "LEY", "20.744", "Artículo 70"),
		gone,
	}
}

func TestResolve(t *testing.T) {
	t.Parallel()
	lib := testShelf()
	for _, test := range []struct {
		name, text string
		want       []string // clause, instrument, "?" not found, "!" withdrawn; each with " @" and the text of the match
	}{
		{"number and article", "BOE-A-2021-5003 art 80", []string{"es-banca-2021.art-80 @BOE-A-2021-5003 art 80"}},
		{"article first", "art. 80 of BOE-A-2021-5003", []string{"es-banca-2021.art-80 @art. 80 of BOE-A-2021-5003"}},
		{"within the article", "BOE-A-2021-5003, artículo 80.2", []string{"es-banca-2021.art-80 @BOE-A-2021-5003, artículo 80.2"}},
		{"within a range", "BOE-A-2021-5003 art 82", []string{"es-banca-2021.art-81 @BOE-A-2021-5003 art 82"}},
		{"article that is not there", "BOE-A-2021-5003 art 99", []string{"es-banca-2021 @BOE-A-2021-5003 art 99"}},
		{"number alone", "see BOE-A-2021-5003.", []string{"es-banca-2021 @BOE-A-2021-5003"}},
		{"not in the library", "BOE-A-1999-1 art 3", []string{"? @BOE-A-1999-1 art 3"}},
		{"celex", "32016R0679", []string{"eu-gdpr-2016 @32016R0679"}},
		{"regulation by number", "Article 88 of Regulation (EU) 2016/679", []string{"eu-gdpr-2016.article-88 @Article 88 of Regulation (EU) 2016/679"}},
		{"broader than the clause", "Regulation (EU) 2016/679, Article 22", []string{"eu-gdpr-2016.article-22-1 @Regulation (EU) 2016/679, Article 22"}},
		{"directive", "art. 3 de la directiva 2003/88/CE", []string{"eu-wtd-2003.article-3 @art. 3 de la directiva 2003/88/CE"}},
		{"address of an act of the EU", "http://data.europa.eu/eli/reg/2016/679/oj, Article 88", []string{"eu-gdpr-2016.article-88 @http://data.europa.eu/eli/reg/2016/679/oj, Article 88"}},
		{"address that is not there", "https://www.example.org/eli/x/2016/679.", []string{"? @https://www.example.org/eli/x/2016/679"}},
		{"address of the source, then the permanent ID", "<https://www.example.org/eli/wtd> Clausebank eu-wtd-2003.article-3", []string{"eu-wtd-2003.article-3 @Clausebank eu-wtd-2003.article-3"}},
		{"another address, then the permanent ID", "<https://www.example.org/eli/x> Clausebank eu-wtd-2003.article-3", []string{
			"? @https://www.example.org/eli/x", "eu-wtd-2003.article-3 @Clausebank eu-wtd-2003.article-3"}},
		{"letters and dots", "LEGITEXT000006072050, art. L2242-17", []string{"fr-code-travail.article-l--2242-17 @LEGITEXT000006072050, art. L2242-17"}},
		{"paragraph sign", "§ 87 BGBl. I 1972 S. 13", []string{"de-betrvg-1972.87-1--no--6 @§ 87 BGBl. I 1972 S. 13"}},
		{"short number with its scheme", "CETS 223, Article 9(1)(c)", []string{"001-coe-108-plus.article-9-1--c @CETS 223, Article 9(1)(c)"}},
		{"short number alone", "there were 223 of them", nil},
		{"law by number", "Ley 20.744, artículo 70", []string{"ar-lct.art-culo-70 @Ley 20.744, artículo 70"}},
		{"mediador", "MR012345/2024 cláusula 12", []string{"br-acordo-2024.cl-usula-12 @MR012345/2024 cláusula 12"}},
		{"withdrawn", "LEGITEXT000001111111", []string{"! @LEGITEXT000001111111"}},
		{"permanent ID", "Clausebank es-banca-2021.art-80", []string{"es-banca-2021.art-80 @Clausebank es-banca-2021.art-80"}},
		{"bare ID", "es-banca-2021.art-80", []string{"es-banca-2021.art-80 @es-banca-2021.art-80"}},
		{"bare instrument", "es-banca-2021", []string{"es-banca-2021 @es-banca-2021"}},
		{"address", "https://example.org/clauses/es-banca-2021.art-80", []string{"es-banca-2021.art-80 @/clauses/es-banca-2021.art-80"}},
		{"ID that is not there", "Clausebank es-banca-2021.art-7", []string{"? @Clausebank es-banca-2021.art-7"}},
		{"words with hyphens", "state-of-the-art follow-up.example", nil},
		{"two in a line", "BOE-A-2021-5003 art 80; MR012345/2024 cláusula 5", []string{
			"es-banca-2021.art-80 @BOE-A-2021-5003 art 80", "br-acordo-2024.cl-usula-5 @MR012345/2024 cláusula 5"}},
		{"a comma between", "BOE-A-2021-5003 art 80, 32016R0679", []string{
			"es-banca-2021.art-80 @BOE-A-2021-5003 art 80", "eu-gdpr-2016 @32016R0679"}},
		{"nothing", "We want a right to disconnect in article 5.", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			matches, err := Resolve(t.Context(), lib, test.text)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, m := range matches {
				what := "?"
				switch {
				case m.Withdrawn != nil:
					what = "!"
				case len(m.Clauses) > 0:
					what = string(m.Clauses[0])
				case m.Found:
					what = string(m.Instrument)
				}
				got = append(got, what+" @"+m.Text)
				if test.text[m.Start:m.End] != m.Text {
					t.Errorf("match %q stands at %d to %d, where the text has %q", m.Text, m.Start, m.End, test.text[m.Start:m.End])
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("Resolve(%q) = %q, want %q", test.text, got, test.want)
			}
		})
	}
}

// TestOwnCitationsAreFound proves that whatever Render writes, Resolve reads
// back as one match with the clause.
func TestOwnCitationsAreFound(t *testing.T) {
	t.Parallel()
	i, c := banking()
	for _, style := range Styles {
		for _, o := range []Options{{}, {Accessed: date("2026-11-22")}} {
			text := render(t, i, c, style, Text, o)
			matches, err := Resolve(t.Context(), testShelf(), text)
			if err != nil {
				t.Fatal(err)
			}
			if len(matches) == 0 {
				t.Fatalf("nothing found in %q", text)
			}
			for _, m := range matches {
				if len(m.Clauses) != 1 || m.Clauses[0] != c.ID {
					t.Errorf("%s: %q gave %v of %s, want %s", style, m.Text, m.Clauses, m.Instrument, c.ID)
				}
			}
		}
	}
}

func TestResolveTooLong(t *testing.T) {
	t.Parallel()
	if _, err := Resolve(t.Context(), testShelf(), strings.Repeat("x", MaxTextBytes+1)); !errors.Is(err, ErrTooLong) {
		t.Errorf("got %v, want ErrTooLong", err)
	}
}

func TestComponents(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][]string{
		"80": {"80"}, "26(7)": {"26", "7"}, "L. 2242-17": {"l", "2242", "17"}, "199.º-A": {"199", "a"},
		"5ª": {"5"}, "64(4)(d)": {"64", "4", "d"}, "XXII": {"xxii"}, "4F": {"4", "f"},
	} {
		if got := components(in); !slices.Equal(got, want) {
			t.Errorf("components(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzResolve(f *testing.F) {
	for _, s := range []string{"BOE-A-2021-5003 art 80", "§§ 6 a 7", "Clausebank es-banca-2021.art-80", "\xff§ 1(", "Articles 3-9999999999999999999"} {
		f.Add(s)
	}
	lib := testShelf()
	f.Fuzz(func(t *testing.T, text string) {
		matches, err := Resolve(t.Context(), lib, text)
		if err != nil {
			if !errors.Is(err, ErrTooLong) {
				t.Fatal(err)
			}
			return
		}
		for _, m := range matches {
			if m.Start < 0 || m.End > len(text) || text[m.Start:m.End] != m.Text {
				t.Fatalf("match %+v does not stand in %q", m, text)
			}
		}
	})
}
