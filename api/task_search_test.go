package api

import (
	"net/http"
	"slices"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"clausebank/clauses"
)

// TestTask04ExactSearch: phrases, boolean operators, proximity and prefixes work,
// and a syntax error is a plain message with its place.
func TestTask04ExactSearch(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for _, c := range []struct {
		name, query string
		want        []string
	}{
		{"phrase, AND, NOT", `q="electronic monitoring" AND discipline NOT telework`, []string{"us-city-2023.art-9"}},
		{"phrase and AND", `q="electronic monitoring" AND discipline&sort=id`, []string{"us-city-2023.art-10", "us-city-2023.art-9"}},
		{"minus", `q="electronic monitoring" -telework`, []string{"us-city-2023.art-9"}},
		{"near", `q=monitoring near/4 electronic&sort=id`, []string{"us-city-2023.art-10", "us-city-2023.art-11", "us-city-2023.art-9"}},
		{"near is near", `q=vehicles near/2 hearing`, []string{}},
		{"prefix", `q=surveil* OR vehic*`, []string{"us-city-2023.art-11"}},
		{"field", `q=discipline AND topic:gps_tracking`, []string{"us-city-2023.art-11"}},
		{"field with a name", `q=discipline AND (sector:health OR sector:local_government) AND topic:gps_tracking`, []string{"us-city-2023.art-11"}},
		{"parentheses", `q=(vehicles OR security) AND discipline&sort=id`, []string{"us-city-2023.art-10", "us-city-2023.art-11"}},
		{"as written", `q=vehicle&match=exact`, []string{}},
		{"in its forms", `q=vehicle&match=auto`, []string{"us-city-2023.art-11"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, ids(t, s, c.query)); diff != "" {
				t.Errorf("%s: (-want +got)\n%s", c.query, diff)
			}
		})
	}
	s.run(t, []call{
		{name: "no operand", url: "/v1/clauses?q=telework AND", status: 400, want: []string{problemPrefix + "query-syntax", `"column":13`, `"expected":`}},
		{name: "open parenthesis", url: "/v1/clauses?q=(telework", status: 400, want: []string{`"column":10`}},
		{name: "open quote", url: `/v1/clauses?q="telework`, status: 400, want: []string{`"column":`}},
		{name: "unknown value of a field", url: "/v1/clauses?q=telework NOT country:XX", status: 400, want: []string{`"parameter":"q"`, `country: \"XX\" is no country.`}},
		{name: "short prefix", url: "/v1/clauses?q=te*", status: 400, want: []string{`"column":`}},
		{name: "punctuation is a space", url: "/v1/clauses?q=telework, voluntary?!"},
	})
}

// TestTask05SeveralCountriesAndSectors: values of one filter are alternatives,
// filters must all hold, and counts ignore their own filter.
func TestTask05SeveralCountriesAndSectors(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	want := []string{"it-sanita-2022.art-77", "us-city-2023.art-10", "us-city-2023.art-11", "us-city-2023.art-9"}
	for _, query := range []string{
		"country=US,IT,ES&public_service=health,local_government&sort=id",
		"country=US&country=IT&country=ES&public_service=health&public_service=local_government&sort=id",
		"country=us,it&sector=health,local_government&sort=id",
		"country=US,IT&sector=R,84&sort=id",
		"country=US,IT&sector=R,P&sort=id",
	} {
		if diff := cmp.Diff(want, ids(t, s, query)); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", query, diff)
		}
	}
	found := get[ClauseSearch](t, s, "/v1/clauses?country=IT,DE&public_service=health,local_government&facet=country,public_service")
	if diff := cmp.Diff([]FacetValue{
		{Value: "US", Label: "United States", Count: 3},
		{Value: "IT", Label: "Italy", Count: 1, Selected: true},
		{Value: "DE", Label: "Germany", Count: 0, Selected: true},
	}, found.Facets["country"]); diff != "" {
		t.Errorf("country: (-want +got)\n%s", diff)
	}
	for _, v := range found.Facets["public_service"] {
		if v.Count == 0 && !v.Selected {
			t.Errorf("%s leads to nothing and is shown", v.Value)
		}
	}
	for _, v := range found.Facets["country"] {
		if n := get[ClauseSearch](t, s, "/v1/clauses?public_service=health,local_government&country="+v.Value).Total; n != v.Count {
			t.Errorf("country=%s finds %d, the facet says %d", v.Value, n, v.Count)
		}
	}
}

// TestTask06OnlyWhatIsInForce: on a day, with what is not known kept apart.
func TestTask06OnlyWhatIsInForce(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for _, c := range []struct {
		name, query string
		want        []string
	}{
		{"today", "in_force=today&country=ES&sort=id", []string{"es-banca-2024.digital-rights-1", "es-lopdgdd-2018.art-88"}},
		{"on a day", "in_force=2020-06-30&country=ES&sort=id", []string{"es-banca-2021.art-80", "es-lopdgdd-2018.art-88"}},
		{"the long form", "on=2020-06-30&status=in_force,presumed&country=ES&sort=id", []string{"es-banca-2021.art-80", "es-lopdgdd-2018.art-88"}},
		{"presumed apart", "status=presumed", []string{"it-sanita-2022.art-77"}},
		{"unknown apart", "status=unknown&sort=id", []string{"de-muster-2023.par-3", "eu-old-guideline-2001.point-4"}},
		{"over", "status=not_in_force&sort=id", []string{"es-banca-2016.art-75", "es-banca-2021.art-80"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, ids(t, s, c.query)); diff != "" {
				t.Errorf("%s: (-want +got)\n%s", c.query, diff)
			}
		})
	}
	found := get[ClauseSearch](t, s, "/v1/clauses?in_force=2020-06-30&facet=status&lang=fr")
	if found.On.String() != "2020-06-30" {
		t.Errorf("on is %s", found.On)
	}
	for _, h := range found.Items {
		if h.Status != clauses.InForce && h.Status != clauses.Presumed || h.StatusOn.String() != "2020-06-30" {
			t.Errorf("%s is %s on %s", h.ID, h.Status, h.StatusOn)
		}
	}
	total := 0
	for _, v := range found.Facets["status"] {
		total += v.Count
	}
	if all := get[ClauseSearch](t, s, "/v1/clauses").Total; total != all {
		t.Errorf("the statuses count %d clauses, there are %d", total, all)
	}
	s.run(t, []call{
		{name: "with on", url: "/v1/clauses?in_force=today&on=2020-01-01", status: 400, want: []string{`"parameter":"in_force"`}},
		{name: "with status", url: "/v1/clauses?in_force=today&status=unknown", status: 400, want: []string{`"parameter":"in_force"`}},
		{name: "half a date", url: "/v1/clauses?on=2020-06", status: 400, want: []string{"full date"}},
		{name: "no date", url: "/v1/clauses?in_force=2021-02-30", status: 400, want: []string{`"parameter":"in_force"`}},
	})
}

// TestHighlightsMarkTheWords checks what the first search of the documentation
// promises: Spanish clauses with marks in the Spanish text.
func TestHighlightsMarkTheWords(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	found := get[ClauseSearch](t, s, "/v1/clauses?q=desconexión digital&country=ES")
	if found.Total == 0 || found.Read.Tree == "" {
		t.Fatalf("total %d, tree %q", found.Total, found.Read.Tree)
	}
	for _, h := range found.Items {
		if len(h.Highlights) == 0 || h.Highlights[0].Language != "es" || len(h.Highlights[0].Marks) == 0 {
			t.Fatalf("%s: no marks in the Spanish text: %+v", h.ID, h.Highlights)
		}
		n := slices.IndexFunc(h.Texts, func(x Text) bool { return x.Language == "es" })
		passage := h.Highlights[0]
		whole := utf16.Encode([]rune(map[string]string{"heading": h.Texts[n].Heading, "text": h.Texts[n].Text}[passage.Part]))
		units := utf16.Encode([]rune(passage.Text))
		if !slices.Equal(whole[passage.Start:passage.Start+len(units)], units) {
			t.Errorf("%s: %q does not stand at %d of the %s", h.ID, passage.Text, passage.Start, passage.Part)
		}
		for _, m := range passage.Marks {
			// Words, or a whole label of the concept that they name.
			if words := string(utf16.Decode(units[m.Start:m.End])); !slices.Contains([]string{"desconexión", "Desconexión", "digital", "digitales",
				"desconexión digital", "Desconexión digital", "derecho a la desconexión digital"}, words) {
				t.Errorf("%s: %q is marked", h.ID, words)
			}
		}
	}
}

// TestFiltersAndOrders has a good and a bad value of each further parameter.
func TestFiltersAndOrders(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for _, c := range []struct{ query, first string }{
		{"sort=newest", "es-banca-2024.digital-rights-1"},
		{"sort=oldest", "eu-old-guideline-2001.point-4"},
		{"sort=expires", "es-banca-2016.art-75"},
		{"sort=id", "de-muster-2023.par-3"},
		{"", "de-muster-2023.par-3"},
		{"signed_from=2021&signed_to=2021", "es-banca-2021.art-80"},
		{"expires_to=2018", "es-banca-2016.art-75"},
		{"expires_from=2027-01-01", "us-city-2023.art-10"},
		{"kind=legislation", "es-lopdgdd-2018.art-88"},
		{"level=european", "eu-old-guideline-2001.point-4"},
		{"text_kind=model", "de-muster-2023.par-3"},
		{"evidence=known", "de-muster-2023.par-3"},
		{"instrument=it-sanita-2022", "it-sanita-2022.art-77"},
		{"party=City of Springfield, Department of Labour&sort=id", "us-city-2023.art-10"},
		{"subdivision=us-il&sort=id", "us-city-2023.art-10"},
		{"country=UK,FR", "fr-ani-teletravail-2020.art-2-3"},
		{"topic=artificial_intelligence", "es-banca-2021.art-80"},
		{"language=de", "de-muster-2023.par-3"},
		{"sector=Financial and insurance activities&sort=id", "es-banca-2016.art-75"},
		{"updated_since=2026-01-01&sort=id", "de-muster-2023.par-3"},
		{"q=acuerdo banca desconexión", "es-banca-2021.art-80"},
	} {
		if found := ids(t, s, c.query); len(found) == 0 || found[0] != c.first {
			t.Errorf("%s finds %v, want %s first", c.query, found, c.first)
		}
	}
	for _, c := range []struct{ query, parameter, remedy string }{
		{"country=Spain", "country", "ISO 3166-1"},
		{"subdivision=Quebec", "subdivision", "CA-QC"},
		{"sector=helth", "sector", "health"},
		{"topic=right_to_disconect", "topic", "right_to_disconnect"},
		{"public_service=post", "public_service", "health"},
		{"language=no", "language", "nb"},
		{"language=%21", "language", "BCP 47"},
		{"kind=law", "kind", "legislation"},
		{"level=city", "level", "company"},
		{"text_kind=original", "text_kind", "verbatim"},
		{"evidence=good", "evidence", "official"},
		{"instrument=A b", "instrument", "hyphens"},
		{"status=valid", "status", "in_force"},
		{"signed_from=2021&signed_to=2020", "signed_from", "signed_to"},
		{"signed_from=1.1.2021", "signed_from", "2021-03-30"},
		{"updated_since=yesterday", "updated_since", "2026-01-01"},
		{"match=fuzzy", "match", "auto, exact"},
		{"expand=no", "expand", "neither"},
		{"sort=best", "sort", "newest"},
		{"facet=instrument", "facet", "country"},
		{"limit=0", "limit", "100"},
		{"limit=101", "limit", "100"},
		{"limit=ten", "limit", "100"},
		{"limit=1&limit=2", "limit", "once"},
		{"cursor=abc", "cursor", "next"},
		{"lang=%21%21", "lang", "fr"},
	} {
		a := s.do(t, call{url: "/v1/clauses?" + c.query})
		if a.status != http.StatusBadRequest || !containsAll(a.body, `"parameter":"`+c.parameter+`"`, c.remedy) {
			t.Errorf("%s: status %d\n%s", c.query, a.status, a.body)
		}
	}
}
