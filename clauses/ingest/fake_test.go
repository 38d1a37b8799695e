package ingest

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"clausebank/clauses"
)

// memory is a store in memory with the one rule that matters here: a clause
// goes only by a withdrawal.
type memory struct {
	documents map[clauses.InstrumentID]clauses.Document
	revision  clauses.Revision
	puts      int // calls of Put
}

func newMemory(docs ...clauses.Document) *memory {
	m := &memory{documents: map[clauses.InstrumentID]clauses.Document{}}
	for _, d := range docs {
		m.documents[d.Instrument.ID] = d
	}
	return m
}

func (m *memory) Put(ctx context.Context, docs ...clauses.Document) (clauses.Receipt, error) {
	if err := m.Check(ctx, docs...); err != nil {
		return clauses.Receipt{}, err
	}
	m.puts++
	changed := 0
	for _, d := range docs {
		if m.documents[d.Instrument.ID].Hash() != d.Hash() {
			m.documents[d.Instrument.ID] = d
			m.revision++
			changed++
		}
	}
	return clauses.Receipt{Revision: m.revision, Changed: changed}, nil
}

func (m *memory) Check(_ context.Context, docs ...clauses.Document) error {
	for _, d := range docs {
		for _, old := range m.documents[d.Instrument.ID].Clauses {
			kept := slices.ContainsFunc(d.Clauses, func(c clauses.Clause) bool { return c.ID == old.ID })
			gone := slices.ContainsFunc(d.Withdrawn, func(w clauses.Withdrawal) bool { return w.ID == string(old.ID) })
			if !kept && !gone {
				return fmt.Errorf("put %s: %w", d.Instrument.ID, &clauses.InvalidError{Problems: []clauses.Problem{
					{Path: "clauses", Reason: string(old.ID) + " is missing", Remedy: "withdraw it"}}})
			}
		}
	}
	return nil
}

// jsonl returns the whole store as an export.
func (m *memory) jsonl(t *testing.T) string {
	t.Helper()
	var docs []clauses.Document
	for _, d := range m.documents {
		docs = append(docs, d)
	}
	slices.SortFunc(docs, func(a, b clauses.Document) int {
		return strings.Compare(string(a.Instrument.ID), string(b.Instrument.ID))
	})
	return jsonlOf(t, docs...)
}

func jsonlOf(t testing.TB, docs ...clauses.Document) string {
	t.Helper()
	var b strings.Builder
	for _, d := range docs {
		if err := WriteJSONL(&b, d); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func sourceOf(name, content string) Source {
	format, err := FormatOf(name)
	if err != nil {
		panic(err)
	}
	return Source{Name: name, Format: format, Size: int64(len(content)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(content)), nil
	}}
}

// taxonomy is what the documents of the tests are described with.
func taxonomy() *clauses.Taxonomy {
	return &clauses.Taxonomy{
		Topics:         clauses.NewVocabulary(clauses.Entry{Code: "telework"}, clauses.Entry{Code: "right_to_disconnect"}),
		PublicServices: clauses.NewVocabulary(clauses.Entry{Code: "health"}),
	}
}

// agreement returns a valid document with n clauses.
func agreement(id string, n int) clauses.Document {
	d := clauses.Document{Instrument: clauses.Instrument{
		ID: clauses.InstrumentID(id), Kind: clauses.CollectiveAgreement, Level: clauses.SectorLevel,
		Titles:    []clauses.Title{{Language: "es", Text: "Convenio colectivo de la banca", Kind: clauses.OfficialTitle}},
		Languages: []string{"es"}, Territory: []clauses.Territory{{Country: "ES"}},
		Parties: []clauses.Party{{Name: "AEB", Role: clauses.EmployerAssociation}},
		Signed:  clauses.Date{Year: 2021, Month: 1, Day: 29},
	}}
	for i := range n {
		d.Clauses = append(d.Clauses, clauses.Clause{
			ID: clauses.ClauseID(fmt.Sprintf("%s.art-%d", id, i+1)), Locator: fmt.Sprintf("Article %d", i+1),
			Topics: []clauses.TopicID{"telework"},
			Texts: []clauses.Text{{Language: "en", Kind: clauses.Summary, Heading: "Telework", Text: "Workers may work at home; it's voluntary.",
				Made: clauses.Made{Method: clauses.Editorial}, Licence: "CC-BY-4.0"}},
			Evidence: clauses.Evidence{Level: clauses.KnownEvidence},
		})
	}
	return d
}
