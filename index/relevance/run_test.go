package relevance

import (
	"context"
	"flag"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausebank/clauses"
	"clausebank/clauses/corpus"
)

var update = flag.Bool("update", false, "write testdata/golden.md and docs/relevance.md")

// fewDocs is a library of three clauses: one in French and English, one in
// Spanish, one in English.
var fewDocs = []clauses.Document{
	doc("fr-tele", []string{"Accord télétravail"}, clauses.Text{Language: "fr", Text: "Le salarié dispose d'un droit à la déconnexion."},
		clauses.Text{Language: "en", Text: "Employees have a right to disconnect."}),
	doc("es-banca", []string{"Convenio de la banca"}, clauses.Text{Language: "es", Text: "Las personas tienen derecho a la desconexión digital."}),
	doc("gb-guards", []string{"Security agreement"}, clauses.Text{Language: "en-GB", Heading: "Cameras", Text: "Cameras shall not record sound."}),
}

func doc(id clauses.InstrumentID, titles []string, texts ...clauses.Text) clauses.Document {
	d := clauses.Document{
		Instrument: clauses.Instrument{ID: id, Identifiers: []clauses.Identifier{{Scheme: "BOE", Value: "BOE-A-2025-47"}}},
		Clauses:    []clauses.Clause{{ID: clauses.ClauseID(id) + ".1", Locator: "Article 1", Texts: texts}},
	}
	for _, t := range titles {
		d.Instrument.Titles = append(d.Instrument.Titles, clauses.Title{Language: texts[0].Language, Text: t})
	}
	return d
}

// few are needs of the library of few documents.
const few = `
- id: disconnect
  kind: concept
  half: tuning
  need: who may disconnect
  queries: {en: right to disconnect, fr: droit à la déconnexion, es: derecho a la desconexión, de: Recht auf Nichterreichbarkeit, it: diritto alla disconnessione, pt: direito à desconexão}
- id: cameras
  kind: phrase
  half: reporting
  need: what cameras may record
  queries: {en: '"record sound"', fr: cameras, es: cameras, de: cameras, it: cameras, pt: '"cameras'}
- id: boe
  kind: citation
  half: reporting
  need: a clause by its number
  queries: {en: article 1 BOE-A-2025-47, fr: BOE-A-2025-47, es: BOE-A-2025-47, de: BOE-A-2025-47, it: BOE-A-2025-48, pt: BOE-A-2025-47}
- id: right
  kind: phrase
  half: reporting
  need: these very words
  queries: {en: '"right to disconnect"', fr: '"droit à la déconnexion"', es: '"derecho a la desconexión"', de: '"Recht"', it: '"diritto"', pt: '"direito"'}
- id: whales
  kind: nothing
  half: reporting
  need: rules for whales
  queries: {en: whales, fr: baleines, es: ballenas, de: Wale, it: balene, pt: baleias}
`

const fewJudgements = `need	clause	grade	language
disconnect	fr-tele.1	2
disconnect	es-banca.1	1
disconnect	gb-guards.1	0
cameras	gb-guards.1	2
boe	es-banca.1	2
right	fr-tele.1	2	fr
right	fr-tele.1	1	en
right	es-banca.1	2	es
`

func TestMeasure(t *testing.T) {
	t.Parallel()
	set, err := ReadSet(directory(few, fewJudgements))
	if err != nil {
		t.Fatal(err)
	}
	report, err := Measure(t.Context(), set, fewDocs, corpus.Taxonomy())
	if err != nil {
		t.Fatal(err)
	}
	if want := len(set.Needs) * len(Languages) * len(Libraries) * len(Systems); len(report.Outcomes) != want {
		t.Errorf("%d outcomes, want %d", len(report.Outcomes), want)
	}
	for _, test := range []struct {
		need, language string
		library        Library
		system         System
		answerable     bool
		recall, empty  float64
	}{
		{"disconnect", "de", Whole, Ours, true, 1, 0},
		{"disconnect", "de", Whole, OursWords, true, 0, 1},
		{"disconnect", "de", Whole, Plain, true, 0, 1},
		{"disconnect", "de", Whole, PlainConcepts, true, 1, 0},
		{"disconnect", "en", Whole, Plain, true, 0.5, 0},
		{"disconnect", "es", Foreign, Ours, true, 1, 0}, // the Spanish clause fell out
		{"disconnect", "es", Foreign, OursWords, true, 0, 1},
		{"cameras", "en", Whole, Ours, true, 1, 0},
		{"cameras", "en", Whole, Plain, true, 1, 0},
		{"cameras", "en", Foreign, Ours, false, 0, 1},
		{"cameras", "pt", Whole, Ours, true, 0, 1}, // the query is refused
		{"cameras", "pt", Whole, Plain, true, 1, 0},
		{"right", "fr", Whole, Ours, true, 1, 0},
		{"right", "fr", Foreign, Ours, false, 0, 1}, // the clause is there, in English
		{"right", "de", Whole, Ours, false, 0, 1},
		{"whales", "fr", Whole, Ours, false, 0, 1},
	} {
		met := false
		for _, o := range report.Outcomes {
			if o.Need.ID != test.need || o.Language != test.language || o.Library != test.library || o.System != test.system {
				continue
			}
			met = true
			if o.Answerable != test.answerable || o.Recall != test.recall || o.Empty != test.empty {
				t.Errorf("%s in %s of %s by %s: answerable %t, recall %v, empty %v, want %t, %v, %v", test.need, test.language, test.library,
					test.system, o.Answerable, o.Recall, o.Empty, test.answerable, test.recall, test.empty)
			}
		}
		if !met {
			t.Errorf("there is no outcome of %s in %s of %s by %s", test.need, test.language, test.library, test.system)
		}
	}
	tables := report.Tables()
	for _, want := range []string{
		"| nothing  | 6         | - - - 1.000",
		"Of the 6 questions that are citations, the lookup finds the instrument of a relevant clause for 5, and the clause itself for 1.",
	} {
		if !strings.Contains(tables, want) {
			t.Errorf("the tables do not hold %q:\n%s", want, tables)
		}
	}
}

func TestWithout(t *testing.T) {
	t.Parallel()
	rest := without(fewDocs, "en")
	if len(rest) != 2 || len(rest[0].Clauses[0].Texts) != 1 || rest[0].Clauses[0].Texts[0].Language != "fr" || len(rest[1].Instrument.Titles) != 1 {
		t.Errorf("without English there are %+v", rest)
	}
	if len(fewDocs[0].Clauses[0].Texts) != 2 || len(fewDocs[2].Clauses) != 1 {
		t.Error("without changed what it was given")
	}
}

// measured is the report of our set in the built-in library.
var measured = sync.OnceValues(func() (Report, error) {
	set, err := ReadSet(ours)
	if err != nil {
		return Report{}, err
	}
	docs, err := corpus.Documents()
	if err != nil {
		return Report{}, err
	}
	return Measure(context.Background(), set, docs, corpus.Taxonomy())
})

// TestGolden shows every change of our figures.
func TestGolden(t *testing.T) {
	t.Parallel()
	if raceDetector {
		t.Skip("nothing in here runs at the same time; it runs without the race detector")
	}
	report, err := measured()
	if err != nil {
		t.Fatal(err)
	}
	same(t, "testdata/golden.md", func(string) string { return report.Own() })
}

// TestPage holds docs/relevance.md to the figures.
func TestPage(t *testing.T) {
	t.Parallel()
	if raceDetector {
		t.Skip("nothing in here runs at the same time; it runs without the race detector")
	}
	report, err := measured()
	if err != nil {
		t.Fatal(err)
	}
	same(t, "../../docs/relevance.md", func(page string) string {
		page, ok := report.Page(page)
		if !ok {
			t.Error("the page has no markers for the figures")
		}
		return page
	})
}

// same holds a file to what is made of it; with -update it writes that.
func same(t *testing.T, file string, made func(old string) string) {
	t.Helper()
	old, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatal(err)
	}
	now := made(string(old))
	if *update && !t.Failed() {
		if err := os.WriteFile(file, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(strings.Split(string(old), "\n"), strings.Split(now, "\n")); diff != "" {
		t.Errorf("%s is not what is measured now (-update writes it) (-file +now):\n%s", file, diff)
	}
}
