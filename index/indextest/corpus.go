package indextest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"clausebank/clauses"
)

// Taxonomy returns the vocabularies of the suite's libraries. Engines that are
// given to Run must use it.
func Taxonomy() *clauses.Taxonomy {
	return &clauses.Taxonomy{
		Topics: clauses.NewVocabulary(
			clauses.Entry{Code: "time"}, clauses.Entry{Code: "leave", Parent: "time"}, clauses.Entry{Code: "disconnect", Parent: "time"},
			clauses.Entry{Code: "pay"}, clauses.Entry{Code: "bonus", Parent: "pay"},
		),
		PublicServices: clauses.NewVocabulary(clauses.Entry{Code: "health"}, clauses.Entry{Code: "hospital", Parent: "health"}),
		Thesaurus:      thesaurus(),
	}
}

// thesaurus has concepts for words of the vocabulary, with every kind of note,
// labels of several words, and labels that hold others.
func thesaurus() clauses.Thesaurus {
	return clauses.NewThesaurus(
		clauses.Concept{ID: "holiday", Labels: []clauses.Label{
			{Language: "de", Text: "Urlaub", Weight: 0.5}, {Language: "en", Text: "holiday", Weight: 1}, {Language: "fr", Text: "vacances", Weight: 1},
			{Language: "it", Text: "ferie", Weight: 1}, {Language: "pl", Text: "urlop", Weight: 1}, {Language: "pt", Text: "férias", Weight: 0.5},
		}},
		clauses.Concept{ID: "disconnecting", Labels: []clauses.Label{
			{Language: "en", Text: "notice of disconnection", Weight: 1}, {Language: "es", Text: "desconexión", Weight: 1},
			{Language: "es", Text: "desconexión de la", Weight: 0.5}, {Language: "fr", Text: "dis-connect", Weight: 1},
		}},
		clauses.Concept{ID: "agreeing", Labels: []clauses.Label{
			{Language: "en", Text: "accord", Weight: 0.5}, {Language: "en", Text: "holiday accord", Weight: 1},
			{Language: "es", Text: "convenio", Weight: 1, Also: []clauses.ConceptID{"bargaining"}},
			{Language: "pt", Text: "convenio", Weight: 1, LangOnly: true},
		}},
		clauses.Concept{ID: "bargaining", Labels: []clauses.Label{
			{Language: "es", Text: "convenio", Weight: 0.5, Also: []clauses.ConceptID{"agreeing"}}, {Language: "pt", Text: "negociação", Weight: 1},
		}},
		clauses.Concept{ID: "notifying", Labels: []clauses.Label{
			{Language: "en", Text: "dismissal", Weight: 0}, {Language: "de", Text: "Kündigung", Weight: 1}, {Language: "it", Text: "della", Weight: 1, Word: true},
		}},
		clauses.Concept{ID: "labour", Labels: []clauses.Label{{Language: "en", Text: "Labour", Weight: 1, Word: true, Case: true}}},
	)
}

// vocabulary is what generated texts are made of: a few words with their forms,
// stop words, words that mean something in several languages.
var vocabulary = map[string][]string{
	"en": {"leave", "leaves", "the", "of", "agreement", "agreements", "employer's", "notice", "disconnect", "disconnection", "Labour", "labor", "holidays", "accord", "dismissal"},
	"es": {"desconexión", "desconexiones", "de", "la", "convenio", "notice", "trabajador", "trabajadoras", "del"},
	"fr": {"congé", "congés", "l'employeur", "de", "la", "notice", "salariée", "salarié", "disconnect", "vacances", "dis-connect"},
	"de": {"Kündigung", "Kuendigungen", "der", "die", "Urlaub", "notice", "Arbeitnehmerin", "Arbeitnehmer"},
	"it": {"turno", "turni", "della", "la", "ferie", "notice", "dell'azienda", "lavoratori"},
	"pt": {"férias", "negociações", "negociação", "de", "a", "notice", "convenio"},
	"pl": {"urlop", "urlopy", "układ", "uklad", "notice", "leave", "de"},
}

var (
	tags       = []string{"en", "es", "fr", "de", "it", "pt", "pt-BR", "pl"}
	tokens     = numbered(70) // words of one text or two, for long questions
	identities = []string{"aaa", "aaa-b", "ab1", "ab-2", "zz9", "m-m", "q10", "q-1"}
	topicCodes = []clauses.TopicID{"leave", "disconnect", "bonus", "pay"}
	names      = []string{"CCOO", "Ccoo", "Ver.di", "Ver Di", "La Poste"}
	dates      = []string{"", "2019", "2020-02", "2020-02-29", "2021-06-15", "2021"}
)

func numbered(n int) (words []string) {
	for i := range n {
		words = append(words, fmt.Sprintf("token%02d", i))
	}
	return words
}

// phrase draws words of a language.
func phrase(language string, most int) *rapid.Generator[string] {
	word := rapid.OneOf(
		rapid.SampledFrom(vocabulary[baseLanguage(language)]),
		rapid.SampledFrom(vocabulary[baseLanguage(language)]),
		rapid.SampledFrom(vocabulary["en"]),
		rapid.SampledFrom(tokens),
	)
	return rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(word, 0, most).Draw(t, "words"), " ") })
}

func date(t *rapid.T, label string) clauses.Date {
	d := clauses.Date{}
	if s := rapid.SampledFrom(dates).Draw(t, label); s != "" {
		var err error
		if d, err = clauses.ParseDate(s); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// some draws up to most different values.
func some[V comparable](t *rapid.T, label string, least, most int, values ...V) []V {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(values), least, min(most, len(values)), rapid.ID[V]).Draw(t, label)
}

// instrument draws an instrument with nothing left out that searches look at.
func instrument(t *rapid.T, id string) clauses.Instrument {
	i := clauses.Instrument{
		ID:    clauses.InstrumentID(id),
		Kind:  rapid.SampledFrom([]clauses.Kind{clauses.CollectiveAgreement, clauses.Legislation}).Draw(t, "kind"),
		Level: rapid.SampledFrom([]clauses.Level{clauses.SectorLevel, clauses.CompanyLevel}).Draw(t, "level"),
		Titles: []clauses.Title{{Language: "en", Text: phrase("en", 4).Draw(t, "title")},
			{Language: "fr", Text: phrase("fr", 3).Draw(t, "titre")}},
		Languages:      []string{"en"},
		PublicServices: some(t, "services", 0, 2, "health", "hospital"),
		Signed:         date(t, "signed"),
		Validity: clauses.Validity{From: date(t, "from"), To: date(t, "to"), Checked: date(t, "checked"),
			End: rapid.SampledFrom([]clauses.End{"", clauses.EndFixed, clauses.EndOpen, clauses.EndRenews}).Draw(t, "end")},
	}
	for _, country := range some(t, "countries", 1, 2, "ES", "FR", "001") {
		i.Territory = append(i.Territory, clauses.Territory{Country: country, Subdivision: rapid.SampledFrom([]string{"", country + "-X"}).Draw(t, "subdivision")})
	}
	for _, code := range some(t, "sectors", 0, 2, "J", "K", "64", "86.1") {
		i.Sectors = append(i.Sectors, clauses.Sector{Scheme: rapid.SampledFrom([]string{clauses.NACE21, clauses.NACE2}).Draw(t, "scheme"), Code: code})
	}
	for _, name := range some(t, "parties", 0, 2, names...) {
		i.Parties = append(i.Parties, clauses.Party{Name: name, Role: clauses.Union, Ref: rapid.SampledFrom([]string{"", "", "x-ref"}).Draw(t, "ref")})
	}
	return i
}

// provision draws a clause.
func provision(t *rapid.T, id string) clauses.Clause {
	c := clauses.Clause{
		ID:       clauses.ClauseID(id),
		Topics:   some(t, "topics", 1, 2, topicCodes...),
		Evidence: clauses.Evidence{Level: rapid.SampledFrom([]clauses.EvidenceLevel{clauses.OfficialEvidence, clauses.KnownEvidence}).Draw(t, "evidence")},
		Note:     "leave notice: notes are not searched",
	}
	if rapid.Bool().Draw(t, "own validity") {
		c.Validity = clauses.Validity{From: date(t, "own from"), To: date(t, "own to"), End: clauses.EndFixed,
			State: rapid.SampledFrom([]clauses.State{"", clauses.Repealed}).Draw(t, "state"), StateFrom: date(t, "state from")}
	}
	for _, language := range some(t, "languages", 1, 3, tags...) {
		c.Texts = append(c.Texts, clauses.Text{
			Language: language,
			Kind:     rapid.SampledFrom([]clauses.TextKind{clauses.Summary, clauses.Verbatim}).Draw(t, "text kind"),
			Heading:  phrase(language, 3).Draw(t, "heading"),
			Text:     phrase(language, 14).Draw(t, "text"),
		})
	}
	return c
}

// begun is when the first document of a library changed.
var begun = time.Date(2024, time.May, 1, 12, 0, 0, 0, time.UTC)

// change draws a changed document; one in six is withdrawn and has no clauses.
func change(t *rapid.T, revision clauses.Revision) clauses.Change {
	id := rapid.SampledFrom(identities).Draw(t, "id")
	c := clauses.Change{Revision: revision, Time: begun.Add(time.Duration(revision) * time.Hour)}
	c.Document.Instrument = instrument(t, id)
	if rapid.IntRange(0, 5).Draw(t, "withdrawn") == 0 {
		c.Document.Withdrawn = []clauses.Withdrawal{{ID: id, Reason: "withdrawn"}}
		return c
	}
	for _, slug := range some(t, "clauses", 1, 4, "a", "b-1", "c", "d2") {
		c.Document.Clauses = append(c.Document.Clauses, provision(t, id+"."+slug))
		c.Updated = append(c.Updated, c.Time.Add(-time.Duration(rapid.IntRange(0, 3).Draw(t, "age"))*time.Hour))
	}
	return c
}

// A library remembers what a store would hold, so that an index can begin again.
type library struct {
	at      clauses.Position
	changes map[clauses.InstrumentID]clauses.Change
}

func newLibrary() *library {
	return &library{at: clauses.Position{Store: "store", Epoch: 1}, changes: map[clauses.InstrumentID]clauses.Change{}}
}

// draw changes some documents and returns the changes in the order of revisions.
func (l *library) draw(t *rapid.T, most int) []clauses.Change {
	newest := map[clauses.InstrumentID]clauses.Change{}
	for range rapid.IntRange(1, most).Draw(t, "changes") {
		l.at.Revision++
		c := change(t, l.at.Revision)
		newest[c.Document.Instrument.ID] = c
		l.changes[c.Document.Instrument.ID] = c
	}
	return inOrder(newest)
}

// all returns every document at its newest revision.
func (l *library) all() []clauses.Change { return inOrder(l.changes) }

func inOrder(changes map[clauses.InstrumentID]clauses.Change) []clauses.Change {
	var all []clauses.Change
	for _, c := range changes {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b clauses.Change) int { return int(a.Revision) - int(b.Revision) })
	return all
}
