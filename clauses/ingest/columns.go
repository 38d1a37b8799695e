package ingest

import (
	"strconv"
	"strings"
)

// A Column of the CSV format carries one field of the instrument or of the
// clause.
type Column struct {
	Name  string   // as it stands in the header
	Items []string // of a column that holds a list: the fields of an item, in their order
	About string   // what the column holds

	path       []string // where the field is in the document, or in the clause
	ofDocument bool     // the same in all rows of a document
	text       int      // the number N of a column text.N.*; 0: not one of them
}

// textColumns is how many texts of a clause have columns of their own in what
// is exported. Further ones go into the column text.more.
const textColumns = 4

// Columns returns the columns in the order in which CSVWriter writes them.
// What is read may have them in any order, may leave columns out, and may have
// columns text.N.* up to MaxTexts.
func Columns() []Column {
	columns := append([]Column{}, documentColumns...)
	columns = append(columns, clauseColumns...)
	for n := 1; n <= textColumns; n++ {
		columns = append(columns, textColumnsOf(n)...)
	}
	return append(columns, moreTexts)
}

func ofDocument(name, about string, items ...string) Column {
	return Column{Name: name, About: about, Items: items, path: strings.Split(name, "."), ofDocument: true}
}

func ofClause(name, about string, items ...string) Column {
	return Column{Name: name, About: about, Items: items, path: strings.Split(name, ".")}
}

// itself is the one field of an item that is a plain word.
const itself = ""

var documentColumns = []Column{
	ofDocument("instrument.id", "the instrument's ID; in every row"),
	ofDocument("instrument.kind", "collective_agreement, legislation and so on"),
	ofDocument("instrument.level", "company, sector, national, european or international"),
	ofDocument("instrument.titles", "what it is called, in each language", "language", "text", "kind"),
	ofDocument("instrument.languages", "authentic languages, the leading one first", itself),
	ofDocument("instrument.territory", "countries, each with a subdivision where there is one", "country", "subdivision"),
	ofDocument("instrument.sectors", "sectors, each in its classification", "scheme", "code"),
	ofDocument("instrument.public_services", "public services", itself),
	ofDocument("instrument.parties", "who signed it or is bound by it", "name", "role", "ref"),
	ofDocument("instrument.signed", "date of signature"),
	ofDocument("instrument.validity.from", "first day of validity"),
	ofDocument("instrument.validity.to", "last day of validity"),
	ofDocument("instrument.validity.end", "fixed, open, renews or unknown"),
	ofDocument("instrument.validity.checked", "day on which the validity was last found so"),
	ofDocument("instrument.validity.state", "suspended, annulled or repealed"),
	ofDocument("instrument.validity.state_from", "from when the state holds"),
	ofDocument("instrument.covers.workers", "number of workers covered"),
	ofDocument("instrument.covers.employer_size", "number of workers of the employer"),
	ofDocument("instrument.identifiers", "official numbers", "scheme", "value"),
	ofDocument("instrument.source.url", "page of the instrument"),
	ofDocument("instrument.source.publisher", "publisher of that page"),
	ofDocument("instrument.source.licence", "licence of that page"),
	ofDocument("instrument.source.checked", "day on which it was last opened"),
	ofDocument("instrument.source.archived", "archived copy of that page"),
	ofDocument("instrument.source.sha256", "SHA-256 of the bytes that were read"),
	ofDocument("instrument.source.supports", "what the page supports, where it is not everything"),
	ofDocument("instrument.relations", "ties to other instruments, or to their clauses", "type", "to"),
	ofDocument("withdrawn", "what was taken out of the library", "id", "date", "reason", "successor"),
	ofDocument("correction.reason", "why a country or a kind is changed; never exported"),
}

var clauseColumns = []Column{
	ofClause("id", "the clause's ID"),
	ofClause("locator", "where the clause stands, such as Article 80"),
	ofClause("topics", "what it is about", itself),
	ofClause("evidence.level", "official, party, secondary or known"),
	ofClause("evidence.heading_only", "true where only a heading is known"),
	ofClause("evidence.sources", "the pages that the clause rests on",
		"url", "publisher", "licence", "checked", "archived", "sha256", "supports"),
	ofClause("validity.from", "first day, where it is not the instrument's"),
	ofClause("validity.to", "last day, where it is not the instrument's"),
	ofClause("validity.end", "fixed, open, renews or unknown, where it is not the instrument's"),
	ofClause("validity.checked", "day on which the clause's validity was last found so"),
	ofClause("validity.state", "suspended, annulled or repealed"),
	ofClause("validity.state_from", "from when the state holds"),
	ofClause("terms", "numbers that people compare", "name", "value", "unit"),
	ofClause("relations", "ties to other clauses or instruments", "type", "to"),
	ofClause("note", "what a reader must know, in English"),
}

// textFields are the columns of one text; N stands for its number.
var textFields = []Column{
	ofClause("language", "language of text N"),
	ofClause("kind", "verbatim, translation, summary or model"),
	ofClause("heading", "heading of text N"),
	ofClause("text", "text N itself"),
	ofClause("made.method", "human, machine or editorial"),
	ofClause("made.date", "day on which text N was made"),
	ofClause("made.reviewed", "true where a named reader read it against the source"),
	ofClause("made.reviewer", "that reader"),
	ofClause("licence", "licence of text N"),
	ofClause("source_url", "page with the wording"),
}

// moreTexts holds the texts that have no columns, as a JSON list.
var moreTexts = ofClause("text.more", "further texts, as the JSON list of the field texts")

// textColumnsOf returns the columns of text n, from 1.
func textColumnsOf(n int) []Column {
	columns := make([]Column, len(textFields))
	for i, c := range textFields {
		c.Name = "text." + strconv.Itoa(n) + "." + c.Name
		c.text = n
		columns[i] = c
	}
	return columns
}

// columnsByName knows every column that can be read.
var columnsByName = func() map[string]Column {
	known := map[string]Column{moreTexts.Name: moreTexts}
	for _, c := range documentColumns {
		known[c.Name] = c
	}
	for _, c := range clauseColumns {
		known[c.Name] = c
	}
	for n := 1; n <= MaxTexts; n++ {
		for _, c := range textColumnsOf(n) {
			known[c.Name] = c
		}
	}
	return known
}()

func columnNames() []string {
	var names []string
	for _, c := range Columns() {
		names = append(names, c.Name)
	}
	return names
}
