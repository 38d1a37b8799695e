package clauses

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func testTaxonomy() *Taxonomy {
	return &Taxonomy{
		Topics: NewVocabulary(
			Entry{Code: "telework"},
			Entry{Code: "right_to_disconnect", Parent: "telework"},
			Entry{Code: "working_time", Parent: "telework"},
		),
		PublicServices: NewVocabulary(Entry{Code: "health"}, Entry{Code: "education"}),
	}
}

// sound returns a document in which every field of the format is filled in and
// in order.
func sound() Document {
	source := Source{
		URL: "https://www.boe.es/eli/es/res/2021/03/17/(4)?x=1", Publisher: "BOE", Licence: "reuse with attribution",
		Checked: Date{2026, 11, 21}, Archived: "http://archive.example.org/1", SHA256: strings.Repeat("0a", 32), Supports: "the duration",
	}
	made := Made{Method: Editorial, Date: Date{Year: 2026, Month: 11, Day: 21}}
	return Document{
		Instrument: Instrument{
			ID: "es-banca-2021", Kind: CollectiveAgreement, Level: SectorLevel,
			Titles: []Title{
				{"es", "XXIV Convenio colectivo del sector de la banca", OfficialTitle},
				{"en", "24th collective agreement for the banking sector", TranslatedTitle},
			},
			Languages:      []string{"es"},
			Territory:      []Territory{{"ES", ""}, {"ES", "ES-CT"}},
			Sectors:        []Sector{{NACE21, "L"}, {NACE2, "64.1"}},
			PublicServices: []string{"health"},
			Parties:        []Party{{"AEB", EmployerAssociation, ""}, {"CCOO", Union, "es-ccoo"}},
			Signed:         Date{2021, 1, 29},
			Validity:       Validity{From: Date{2019, 1, 1}, To: Date{2023, 12, 31}, End: EndFixed, Checked: Date{2026, 11, 21}},
			Covers:         &Covers{Workers: 80_000, EmployerSize: 10},
			Identifiers:    []Identifier{{"BOE", "BOE-A-2021-5003"}},
			Source:         source,
			Relations:      []Relation{{Supersedes, "es-banca-2016"}},
		},
		Clauses: []Clause{
			{
				ID: "es-banca-2021.art-80", Locator: "Article 80", Topics: []TopicID{"right_to_disconnect"},
				Texts: []Text{
					{"es", Summary, "Desconexión digital", "Nadie tiene que responder\nfuera de su horario.", made, "CC-BY-4.0", ""},
					{"en", Translation, "", "Nobody has to answer.", Made{Method: Human, Reviewed: true, Reviewer: "A. Reader"}, "CC-BY-4.0", "https://example.org/80"},
				},
				Evidence:  Evidence{OfficialEvidence, false, []Source{source}},
				Validity:  Validity{From: Date{Year: 2020}, State: Annulled, StateFrom: Date{2022, 5, 0}},
				Terms:     []Term{{"notice", 60, "day"}},
				Relations: []Relation{{RestsOn, "es-lopdgdd-2018.art-88"}},
				Note:      "The numbering is that of the text as signed.",
			},
			{
				ID: "es-banca-2021.art-81", Topics: []TopicID{"working_time"},
				Texts:    []Text{{Language: "es", Kind: Summary, Heading: "Registro horario", Made: made}},
				Evidence: Evidence{Level: KnownEvidence, HeadingOnly: true},
			},
		},
		Withdrawn: []Withdrawal{
			{"es-banca-2021.art-79", Date{2026, 11, 21}, "merged into article 80", "es-banca-2021.art-80"},
		},
		Correction: &Correction{"the country was wrong"},
	}
}

func TestValidateSound(t *testing.T) {
	t.Parallel()
	withdrawn := sound()
	withdrawn.Clauses = nil
	withdrawn.Withdrawn = append(withdrawn.Withdrawn,
		Withdrawal{ID: "es-banca-2021", Date: Date{2026, 11, 21}, Reason: "a double", Successor: "es-banca-2022"},
		Withdrawal{ID: "es-banca-2021.art-80", Date: Date{2026, 11, 21}, Reason: "a double"})
	renewing := sound()
	renewing.Instrument.Validity.End = EndRenews
	worldwide := sound()
	worldwide.Instrument.Territory = []Territory{{Country: "001"}, {Country: "EU"}, {Country: "GB"}}
	signs := sound()
	signs.Clauses[0].Texts[0].Text = "שלום\u200f — 12 % · “l’été” 退出权利"
	least := Document{
		Instrument: Instrument{
			ID: "abc", Kind: Legislation, Level: NationalLevel, Titles: []Title{{"nb", "Lov", OfficialTitle}},
			Languages: []string{"nb"}, Territory: []Territory{{Country: "NO"}},
		},
		Clauses: []Clause{{
			ID: "abc.1", Topics: []TopicID{"telework"}, Evidence: Evidence{Level: KnownEvidence},
			Texts: []Text{{Language: "nb", Kind: Summary, Text: "Tekst", Made: Made{Method: Machine}}},
		}},
	}
	for name, d := range map[string]Document{
		"every field": sound(), "withdrawn": withdrawn, "renewing": renewing, "worldwide": worldwide, "signs": signs, "least": least,
	} {
		if err := d.Validate(testTaxonomy()); err != nil {
			t.Errorf("%s: Validate() = %v, want nil", name, err)
		}
	}
}

// TestValidateFaults spoils one thing of a sound document at a time and wants
// exactly one problem, at the place that was spoilt.
func TestValidateFaults(t *testing.T) {
	t.Parallel()
	long := func(n int) string { return strings.Repeat("é", n) }
	for _, tt := range []struct {
		path  string
		spoil func(*Document)
		says  string // a part of reason and remedy
	}{
		{"instrument.kind", func(d *Document) { d.Instrument.Kind = "" }, "is missing"},
		{"instrument.kind", func(d *Document) { d.Instrument.Kind = "law" }, "legislation"},
		{"instrument.level", func(d *Document) { d.Instrument.Level = "local" }, "national"},
		{"instrument.titles", func(d *Document) { d.Instrument.Titles = nil }, "at least one"},
		{"instrument.titles", func(d *Document) { d.Instrument.Titles = d.Instrument.Titles[1:] }, "official"},
		{"instrument.titles", func(d *Document) { d.Instrument.Titles = make([]Title, MaxListItems+1) }, "limit is 1000"},
		{"instrument.titles[0].language", func(d *Document) { d.Instrument.Titles[0].Language = "español" }, "BCP 47"},
		{"instrument.titles[0].text", func(d *Document) { d.Instrument.Titles[0].Text = "" }, "is missing"},
		{"instrument.titles[0].text", func(d *Document) { d.Instrument.Titles[0].Text = long(MaxTitleLength + 1) }, "2001 characters"},
		{"instrument.titles[0].kind", func(d *Document) { d.Instrument.Titles[0].Kind = "short" }, "descriptive"},
		{"instrument.titles[2]", func(d *Document) { d.Instrument.Titles = append(d.Instrument.Titles, d.Instrument.Titles[0]) }, "twice"},
		{"instrument.languages", func(d *Document) { d.Instrument.Languages = nil }, "at least one"},
		{"instrument.languages[0]", func(d *Document) { d.Instrument.Languages[0] = "no" }, "nb"},
		{"instrument.languages[0]", func(d *Document) { d.Instrument.Languages[0] = "" }, "is missing"},
		{"instrument.languages[1]", func(d *Document) { d.Instrument.Languages = []string{"es", "es"} }, "twice"},
		{"instrument.territory", func(d *Document) { d.Instrument.Territory = nil }, "at least one"},
		{"instrument.territory[0].country", func(d *Document) { d.Instrument.Territory[0].Country = "UK" }, "GB"},
		{"instrument.territory[0].country", func(d *Document) { d.Instrument.Territory[0].Country = "es" }, "ISO 3166-1"},
		{"instrument.territory[1].subdivision", func(d *Document) { d.Instrument.Territory[1].Subdivision = "FR-IDF" }, "country"},
		{"instrument.territory[1].subdivision", func(d *Document) { d.Instrument.Territory[1].Subdivision = "ES/CT" }, "CA-QC"},
		{"instrument.territory[1].subdivision", func(d *Document) { d.Instrument.Territory[1] = Territory{"EU", "EU-X"} }, "European Union"},
		{"instrument.territory[2]", func(d *Document) { d.Instrument.Territory = append(d.Instrument.Territory, Territory{"ES", ""}) }, "twice"},
		{"instrument.sectors[0].scheme", func(d *Document) { d.Instrument.Sectors[0].Scheme = "NAICS" }, "NACE-2.1"},
		{"instrument.sectors[0].code", func(d *Document) { d.Instrument.Sectors[0].Code = "W" }, "no section W"},
		{"instrument.sectors[0].code", func(d *Document) { d.Instrument.Sectors[0].Code = "45" }, "no division 45"},
		{"instrument.sectors[0].code", func(d *Document) { d.Instrument.Sectors[0].Code = "64.19" }, "group"},
		{"instrument.sectors[2]", func(d *Document) { d.Instrument.Sectors = append(d.Instrument.Sectors, Sector{NACE21, "L"}) }, "twice"},
		{"instrument.public_services[0]", func(d *Document) { d.Instrument.PublicServices[0] = "hospital" }, "health, education"},
		{"instrument.parties[0].name", func(d *Document) { d.Instrument.Parties[0].Name = "" }, "is missing"},
		{"instrument.parties[0].role", func(d *Document) { d.Instrument.Parties[0].Role = "boss" }, "employer"},
		{"instrument.parties[1].ref", func(d *Document) { d.Instrument.Parties[1].Ref = "ES CCOO" }, "a-z"},
		{"instrument.parties[2]", func(d *Document) { d.Instrument.Parties = append(d.Instrument.Parties, d.Instrument.Parties[0]) }, "twice"},
		{"instrument.signed", func(d *Document) { d.Instrument.Signed = Date{2021, 2, 30} }, "calendar"},
		{"instrument.signed", func(d *Document) { d.Instrument.Signed = Date{Year: 2021, Day: 3} }, "calendar"},
		{"instrument.validity.to", func(d *Document) { d.Instrument.Validity.To = Date{} }, "fixed"},
		{"instrument.validity.to", func(d *Document) { d.Instrument.Validity.To = Date{Year: 2018}; d.Clauses[0].Validity.From = Date{} }, "before the beginning"},
		{"instrument.validity.end", func(d *Document) { d.Instrument.Validity.End = EndOpen }, "renews"},
		{"instrument.validity.end", func(d *Document) { d.Instrument.Validity.End = "" }, "renews"},
		{"instrument.validity.end", func(d *Document) { d.Instrument.Validity = Validity{End: "never"} }, "unknown"},
		{"instrument.validity.checked", func(d *Document) { d.Instrument.Validity.Checked = Date{Year: 2026} }, "day"},
		{"instrument.validity.state", func(d *Document) { d.Instrument.Validity.State = "dead" }, "repealed"},
		{"instrument.validity.state_from", func(d *Document) { d.Instrument.Validity.StateFrom = Date{Year: 2022} }, "without a state"},
		{"instrument.covers", func(d *Document) { d.Instrument.Covers = &Covers{} }, "leave it out"},
		{"instrument.covers.workers", func(d *Document) { d.Instrument.Covers.Workers = -1 }, "below 0"},
		{"instrument.identifiers[0].scheme", func(d *Document) { d.Instrument.Identifiers[0].Scheme = "" }, "is missing"},
		{"instrument.identifiers[0].value", func(d *Document) { d.Instrument.Identifiers[0].Value = "a\u202eb" }, "U+202E"},
		{"instrument.identifiers[1]", func(d *Document) {
			d.Instrument.Identifiers = append(d.Instrument.Identifiers, d.Instrument.Identifiers[0])
		}, "twice"},
		{"instrument.source.url", func(d *Document) { d.Instrument.Source.URL = "javascript:alert(1)" }, "http"},
		{"instrument.source.archived", func(d *Document) { d.Instrument.Source.Archived = "ftp://a.b/" }, "http"},
		{"instrument.source.archived", func(d *Document) { d.Instrument.Source.URL, d.Instrument.Source.SHA256 = "", "" }, "url"},
		{"instrument.source.sha256", func(d *Document) { d.Instrument.Source.SHA256 = "ABC" }, "64"},
		{"instrument.source.checked", func(d *Document) { d.Instrument.Source.Checked = Date{2026, 11, 0} }, "day"},
		{"instrument.source.licence", func(d *Document) { d.Instrument.Source.Licence = long(MaxNameLength + 1) }, "300"},
		{"instrument.relations[0].type", func(d *Document) { d.Instrument.Relations[0].Type = "replaces" }, "supersedes"},
		{"instrument.relations[0].to", func(d *Document) { d.Instrument.Relations[0].To = "" }, "is missing"},
		{"instrument.relations[0].to", func(d *Document) { d.Instrument.Relations[0].To = "ES banca" }, "ID"},
		{"instrument.relations[0].to", func(d *Document) { d.Instrument.Relations[0].To = "es-banca-2021" }, "itself"},
		{"instrument.relations[0].to", func(d *Document) { d.Instrument.Relations[0].To = "es-banca-2016.art-1" }, "same sort"},
		{"instrument.relations[0].to", func(d *Document) { d.Instrument.Relations[0] = Relation{RestsOn, "es-banca-2021.art-80"} }, "own instrument"},
		{"instrument.relations[1]", func(d *Document) {
			d.Instrument.Relations = append(d.Instrument.Relations, d.Instrument.Relations[0])
		}, "twice"},
		{"clauses", func(d *Document) { d.Clauses = nil }, "at least one clause"},
		{"clauses", func(d *Document) { d.Clauses = make([]Clause, MaxClauses+1) }, "limit is 20000"},
		{"clauses[0].id", func(d *Document) { d.Clauses[0].ID = "es-banca-2021" }, "dot"},
		{"clauses[0].id", func(d *Document) { d.Clauses[0].ID = "es-banca-2022.art-80" }, `begin it with "es-banca-2021."`},
		{"clauses[1].id", func(d *Document) { d.Clauses[1].ID = d.Clauses[0].ID }, "clauses[0]"},
		{"clauses[0].locator", func(d *Document) { d.Clauses[0].Locator = "Article\n80" }, "one line"},
		{"clauses[0].topics", func(d *Document) { d.Clauses[0].Topics = nil }, "at least one"},
		{"clauses[0].topics[1]", func(d *Document) { d.Clauses[0].Topics = append(d.Clauses[0].Topics, "robots") }, "working_time"},
		{"clauses[0].topics[1]", func(d *Document) { d.Clauses[0].Topics = append(d.Clauses[0].Topics, "right_to_disconnect") }, "twice"},
		{"clauses[0].texts", func(d *Document) { d.Clauses[0].Texts = nil }, "at least one"},
		{"clauses[0].texts[0].language", func(d *Document) { d.Clauses[0].Texts[0].Language = "ES" }, "write es"},
		{"clauses[0].texts[0].kind", func(d *Document) { d.Clauses[0].Texts[0].Kind = "quote" }, "verbatim"},
		{"clauses[0].texts[0].heading", func(d *Document) { d.Clauses[0].Texts[0].Heading = " a" }, "trim"},
		{"clauses[0].texts[0].text", func(d *Document) { d.Clauses[0].Texts[0].Text = "" }, "is empty"},
		{"clauses[0].texts[0].text", func(d *Document) { d.Clauses[0].Texts[0].Text = long(MaxTextBytes/2 + 1) }, "204802 bytes"},
		{"clauses[0].texts[0].text", func(d *Document) { d.Clauses[0].Texts[0].Text = "a\r\nb" }, "carriage return"},
		{"clauses[0].texts[1].licence", func(d *Document) { d.Clauses[0].Texts[1].Licence = "" }, "is missing"},
		{"clauses[0].texts[1].source_url", func(d *Document) { d.Clauses[0].Texts[1].SourceURL = "" }, "is missing"},
		{"clauses[0].texts[1].source_url", func(d *Document) { d.Clauses[0].Texts[1].SourceURL = "https:///x" }, "no host"},
		{"clauses[0].texts[0].made.method", func(d *Document) { d.Clauses[0].Texts[0].Made.Method = "ai" }, "machine"},
		{"clauses[0].texts[0].made.date", func(d *Document) { d.Clauses[0].Texts[0].Made.Date = Date{1, 1, 1} }, "calendar"},
		{"clauses[0].texts[1].made.reviewer", func(d *Document) { d.Clauses[0].Texts[1].Made.Reviewer = "" }, "name who"},
		{"clauses[0].texts[1].made.reviewed", func(d *Document) { d.Clauses[0].Texts[1].Made.Reviewed = false }, "reviewer"},
		{"clauses[0].texts[2]", func(d *Document) { d.Clauses[0].Texts = append(d.Clauses[0].Texts, d.Clauses[0].Texts[0]) }, "second summary"},
		{"clauses[0].evidence.level", func(d *Document) { d.Clauses[0].Evidence.Level = "" }, "is missing"},
		{"clauses[0].evidence.sources[0].url", func(d *Document) { d.Clauses[0].Evidence.Sources[0].URL = "www.boe.es" }, "http"},
		{"clauses[0].evidence.sources[0]", func(d *Document) { d.Clauses[0].Evidence.Sources[0] = Source{} }, "says nothing"},
		{"clauses[0].evidence.sources", func(d *Document) { d.Clauses[0].Evidence.Sources = make([]Source, MaxClauseItems+1) }, "limit is 100"},
		{"clauses[1].texts[0].text", func(d *Document) { d.Clauses[1].Texts[0].Text = "A rule." }, "heading_only"},
		{"clauses[1].texts[0].heading", func(d *Document) { d.Clauses[1].Texts[0].Heading = "" }, "give the heading"},
		{"clauses[0].validity.from", func(d *Document) { d.Clauses[0].Validity.From = Date{Year: 2024} }, "instrument's end"},
		{"clauses[0].validity.to", func(d *Document) { d.Clauses[0].Validity = Validity{To: Date{Year: 2018}, End: EndFixed} }, "instrument's beginning"},
		{"clauses[0].terms[0].name", func(d *Document) { d.Clauses[0].Terms[0].Name = "Notice" }, "a-z"},
		{"clauses[0].terms[0].unit", func(d *Document) { d.Clauses[0].Terms[0].Unit = "" }, "is missing"},
		{"clauses[0].terms[0].value", func(d *Document) { d.Clauses[0].Terms[0].Value = math.Inf(1) }, "finite"},
		{"clauses[0].terms[1]", func(d *Document) { d.Clauses[0].Terms = append(d.Clauses[0].Terms, d.Clauses[0].Terms[0]) }, "twice"},
		{"clauses[0].relations[0].to", func(d *Document) { d.Clauses[0].Relations[0].To = "es-banca-2021" }, "own instrument"},
		{"clauses[0].relations[0].to", func(d *Document) { d.Clauses[0].Relations[0].To = "es-banca-2021.art-80" }, "itself"},
		{"clauses[0].relations[0].to", func(d *Document) { d.Clauses[0].Relations[0] = Relation{Supersedes, "es-banca-2016"} }, "same sort"},
		{"clauses[0].note", func(d *Document) { d.Clauses[0].Note = "a\x00" }, "U+0000"},
		{"withdrawn", func(d *Document) { d.Withdrawn = make([]Withdrawal, MaxWithdrawals+1) }, "limit is 100000"},
		{"withdrawn[0].id", func(d *Document) { d.Withdrawn[0].ID = "" }, "is missing"},
		{"withdrawn[0].id", func(d *Document) { d.Withdrawn[0].ID = "es-banca-2016.art-79" }, "does not belong"},
		{"withdrawn[0].id", func(d *Document) { d.Withdrawn[0].ID = "es-banca-2021.art-81" }, "among the clauses"},
		{"withdrawn[1].id", func(d *Document) { d.Withdrawn = append(d.Withdrawn, d.Withdrawn[0]) }, "withdrawn twice"},
		{"withdrawn[0].date", func(d *Document) { d.Withdrawn[0].Date = Date{} }, "is missing"},
		{"withdrawn[0].date", func(d *Document) { d.Withdrawn[0].Date = Date{Year: 2026} }, "day"},
		{"withdrawn[0].reason", func(d *Document) { d.Withdrawn[0].Reason = "" }, "is missing"},
		{"withdrawn[0].successor", func(d *Document) { d.Withdrawn[0].Successor = "es-banca-2021.art-79" }, "itself"},
		{"withdrawn[0].successor", func(d *Document) { d.Withdrawn[0].Successor = "es-banca-2022" }, "same sort"},
		{"withdrawn[0].successor", func(d *Document) { d.Withdrawn[0].Successor = "art. 80" }, "ID"},
		{"withdrawn[0].successor", func(d *Document) {
			d.Withdrawn[0].Successor = "es-banca-2021.art-78"
			d.Withdrawn = append(d.Withdrawn, Withdrawal{"es-banca-2021.art-78", Date{2026, 11, 21}, "moved", "es-banca-2021.art-79"})
		}, "leads back"},
		{"clauses", func(d *Document) {
			d.Withdrawn = append(d.Withdrawn, Withdrawal{ID: "es-banca-2021", Date: Date{2026, 11, 21}, Reason: "a double"})
		}, "instrument is withdrawn"},
		{"correction.reason", func(d *Document) { d.Correction.Reason = "" }, "is missing"},
	} {
		d := sound()
		tt.spoil(&d)
		var invalid *InvalidError
		err := d.Validate(testTaxonomy())
		if !errors.As(err, &invalid) {
			t.Errorf("%s (%s): Validate() = %v, want an *InvalidError", tt.path, tt.says, err)
			continue
		}
		if p := invalid.Problems[0]; len(invalid.Problems) > 1 || p.Path != tt.path || !strings.Contains(p.String(), tt.says) {
			t.Errorf("%s (%s): %v", tt.path, tt.says, err)
		}
	}
}

func TestValidateSaysEverythingInOrder(t *testing.T) {
	t.Parallel()
	d := sound()
	d.Instrument.Titles[0].Kind = "x"
	d.Withdrawn[0].Reason = ""
	for i := range 12 {
		c := d.Clauses[1]
		c.ID = ClauseID(fmt.Sprintf("es-banca-2021.x-%d", i))
		d.Clauses = append(d.Clauses, c)
	}
	d.Clauses[2].Topics = nil
	d.Clauses[10].Topics = nil
	var invalid *InvalidError
	if !errors.As(d.Validate(testTaxonomy()), &invalid) {
		t.Fatal("Validate() found nothing")
	}
	var paths []string
	for _, p := range invalid.Problems {
		paths = append(paths, p.Path)
	}
	want := []string{"clauses[2].topics", "clauses[10].topics", "instrument.titles[0].kind", "withdrawn[0].reason"}
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
}

func TestValidateInstrumentID(t *testing.T) {
	t.Parallel()
	for _, id := range []InstrumentID{"", "ab", "ES-banca", "es.banca", "es_banca", InstrumentID(strings.Repeat("a", 81))} {
		d := sound()
		d.Instrument.ID = id
		var invalid *InvalidError
		if !errors.As(d.Validate(testTaxonomy()), &invalid) || !slices.ContainsFunc(invalid.Problems, func(p Problem) bool {
			return p.Path == "instrument.id"
		}) {
			t.Errorf("Validate() of an instrument %q = %v", id, invalid)
		}
	}
}

func TestValidateStopsSomewhere(t *testing.T) {
	t.Parallel()
	d := sound()
	d.Clauses = make([]Clause, MaxClauses)
	var invalid *InvalidError
	if !errors.As(d.Validate(testTaxonomy()), &invalid) {
		t.Fatal("Validate() found nothing")
	}
	last := invalid.Problems[len(invalid.Problems)-1]
	if len(invalid.Problems) != MaxProblems+1 || !strings.Contains(last.Reason, "1000") {
		t.Errorf("%d problems, the last: %v", len(invalid.Problems), last)
	}
}

func TestValidateLimitsADocumentsText(t *testing.T) {
	t.Parallel()
	d := sound()
	text := strings.Repeat("a", MaxTextBytes)
	for i := range MaxDocumentBytes/MaxTextBytes + 1 {
		c := d.Clauses[0]
		c.ID = ClauseID(fmt.Sprintf("es-banca-2021.x-%d", i))
		c.Texts = []Text{{Language: "en", Kind: Summary, Text: text, Made: Made{Method: Human}}}
		d.Clauses = append(d.Clauses, c)
	}
	var invalid *InvalidError
	if !errors.As(d.Validate(testTaxonomy()), &invalid) || len(invalid.Problems) != 1 || invalid.Problems[0].Path != "clauses" {
		t.Errorf("Validate() = %v", invalid)
	}
}

func TestValidateWithoutTaxonomy(t *testing.T) {
	t.Parallel()
	if sound().Validate(nil) == nil {
		t.Error("Validate(nil) = nil, want unknown topics")
	}
}

// TestEveryStringHasARule makes sure that no string of a document reaches a
// page unchecked.
func TestEveryStringHasARule(t *testing.T) {
	t.Parallel()
	looked := map[string]string{ // checked by plain code
		"Clause.Topics": "in the taxonomy", "Instrument.PublicServices": "in the taxonomy", "Sector.Code": "in the scheme",
	}
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice:
			walk(typ.Elem())
			return
		case reflect.Struct:
		default:
			return
		}
		for i := range typ.NumField() {
			f := typ.Field(i)
			if f.Type.Kind() == reflect.String || f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.String {
				name := typ.Name() + "." + f.Name
				tags := strings.Split(f.Tag.Get("validate"), ",")
				_, isRule := rules[tags[len(tags)-1]]
				_, isAlias := aliases[tags[len(tags)-1]]
				known := tags[len(tags)-1] == "known"
				if _, plain := looked[name]; !plain && !isRule && !isAlias && !known {
					t.Errorf("%s has no rule: validate:%q", name, f.Tag.Get("validate"))
				}
			}
			walk(f.Type)
		}
	}
	walk(reflect.TypeFor[Document]())
}

func BenchmarkValidate(b *testing.B) {
	d, taxonomy := sound(), testTaxonomy()
	for b.Loop() {
		if err := d.Validate(taxonomy); err != nil {
			b.Fatal(err)
		}
	}
}
