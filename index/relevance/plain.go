package relevance

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/search/query"

	"clausebank/clauses"
	"clausebank/index"
	"clausebank/index/words"
)

// plain searches with Bleve as it comes: its default mapping, analyser and
// scoring, one document a text, and its own query syntax with everything but
// straight quotes escaped. A clause stands where the best of its texts does.
type plain struct {
	index      bleve.Index
	recogniser *index.Recogniser
	concepts   bool // a concept that the query names may match instead of words
}

// A plainText is what Bleve gets of a text. Concepts are in a field of their own
// that a search for words does not see.
type plainText struct {
	Titles   []string `json:"titles"`
	Parties  []string `json:"parties"`
	Heading  string   `json:"heading"`
	Text     string   `json:"text"`
	Concepts []string `json:"concepts"`
}

// conceptsField is the name of plainText.Concepts.
const conceptsField = "concepts"

// idSeparator parts the ID of a clause from the number of a text.
const idSeparator = " "

// openPlain returns Bleve with documents in it.
func openPlain(docs []clauses.Document, r *index.Recogniser) (bleve.Index, error) {
	mapping := bleve.NewIndexMapping()
	field := bleve.NewKeywordFieldMapping()
	field.IncludeInAll = false
	mapping.DefaultMapping.AddFieldMappingsAt(conceptsField, field)
	// NewMemOnly would make an index of the old kind.
	made, err := bleve.NewUsing("", mapping, scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("make a Bleve index: %w", err)
	}
	batch := made.NewBatch()
	for _, d := range docs {
		for _, c := range d.Clauses {
			for n, t := range c.Texts {
				if err := batch.Index(string(c.ID)+idSeparator+strconv.Itoa(n), plainOf(d.Instrument, t, r)); err != nil {
					return nil, fmt.Errorf("index %s: %w", c.ID, err)
				}
			}
		}
	}
	if err := made.Batch(batch); err != nil {
		return nil, fmt.Errorf("fill a Bleve index: %w", err)
	}
	return made, nil
}

func plainOf(i clauses.Instrument, t clauses.Text, r *index.Recogniser) plainText {
	made := plainText{Heading: t.Heading, Text: t.Text}
	for _, title := range i.Titles {
		made.Titles = append(made.Titles, title.Text)
	}
	for _, p := range i.Parties {
		made.Parties = append(made.Parties, p.Name)
	}
	for _, part := range slices.Concat(made.Titles, made.Parties, []string{t.Heading, t.Text}) {
		for _, m := range r.InText(t.Language, part, words.Split(part)) {
			if id := string(m.Concept); !slices.Contains(made.Concepts, id) {
				made.Concepts = append(made.Concepts, id)
			}
		}
	}
	return made
}

func (s plain) find(ctx context.Context, text, language string) ([]clauses.ClauseID, error) {
	var asked query.Query = bleve.NewQueryStringQuery(escape(text))
	if s.concepts {
		asked = bleve.NewDisjunctionQuery(append([]query.Query{asked}, s.named(text, language)...)...)
	}
	// Texts of a clause beyond its first take places that other clauses need.
	const texts = 8
	request := bleve.NewSearchRequestOptions(asked, recallDepth*texts, 0, false)
	request.SortBy([]string{"-_score", "_id"})
	answer, err := s.index.SearchInContext(ctx, request)
	if err != nil {
		return nil, fmt.Errorf("ask Bleve %q: %w", text, err)
	}
	var ids []clauses.ClauseID
	for _, h := range answer.Hits {
		id, _, _ := strings.Cut(h.ID, idSeparator)
		if c := clauses.ClauseID(id); len(ids) < recallDepth && !slices.Contains(ids, c) {
			ids = append(ids, c)
		}
	}
	return ids, nil
}

// named returns a query for each concept that plain words name.
func (s plain) named(text, language string) []query.Query {
	expr, err := index.Parse(text)
	said, ok := expr.(index.Words)
	if err != nil || !ok {
		return nil
	}
	var queries []query.Query
	recognised, _ := s.recogniser.InQuery(said, language)
	for _, c := range recognised {
		if c.Searched {
			q := bleve.NewTermQuery(string(c.Concept))
			q.SetField(conceptsField)
			queries = append(queries, q)
		}
	}
	return queries
}

// operators are the characters that mean something in Bleve's query syntax, but
// for the straight quote.
const operators = `+-=&|><!(){}[]^~*?:\/`

// escape returns a query in Bleve's syntax that means its words, and its phrases
// in straight quotes.
func escape(text string) string {
	var escaped strings.Builder
	pairs := strings.Count(text, `"`) / 2
	quotes := 0
	for _, r := range text {
		switch {
		case r == '"' && quotes == 2*pairs: // the last one of an odd number
			r = ' '
		case r == '"':
			quotes++
		case quotes%2 == 0 && strings.ContainsRune(operators, r):
			escaped.WriteByte('\\')
		case r == '\\':
			r = ' '
		}
		escaped.WriteRune(r)
	}
	return escaped.String()
}
