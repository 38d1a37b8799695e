package ingest

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"clausebank/clauses"
)

// commentMark begins the line that may stand before the header.
const commentMark = "# "

// A CSVWriter writes documents as CSV, a clause a row, in the columns that
// Columns returns. Call Flush at the end.
type CSVWriter struct {
	csv     *csv.Writer
	columns []Column
	row     []string
}

// NewCSVWriter begins with the mark by which spreadsheets know UTF-8; then comes
// the comment (licence, query and date, say) in a line of its own unless it is
// "", and the header. Nothing is sure to be written before Flush.
func NewCSVWriter(w io.Writer, comment string) (*CSVWriter, error) {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return nil, fmt.Errorf("export the header: %w", err)
	}
	out := &CSVWriter{csv: csv.NewWriter(w), columns: Columns()}
	out.row = make([]string, len(out.columns))
	if comment != "" {
		if err := out.csv.Write([]string{commentMark + strings.Join(strings.Fields(comment), " ")}); err != nil {
			return nil, fmt.Errorf("export the header: %w", err)
		}
	}
	for i, c := range out.columns {
		out.row[i] = c.Name
	}
	if err := out.csv.Write(out.row); err != nil {
		return nil, fmt.Errorf("export the header: %w", err)
	}
	return out, nil
}

// Write writes a row for each clause of the document, or one row without a
// clause when there is none. The Correction is left out.
func (w *CSVWriter) Write(d clauses.Document) error {
	d.Correction = nil
	if err := w.write(d); err != nil {
		return fmt.Errorf("export %s: %w", d.Instrument.ID, err)
	}
	return nil
}

func (w *CSVWriter) write(d clauses.Document) error {
	encoded, err := d.Encode()
	if err != nil {
		return err
	}
	// The encoded document is what must not be lost, so the cells are taken
	// from it.
	root, broken := parseJSON(encoded)
	if broken != nil {
		return broken
	}
	if len(d.Clauses) == 0 {
		return w.writeRow(&root, &value{}, nil)
	}
	rows := root.find("clauses").items
	for i := range rows {
		if err := w.writeRow(&root, &rows[i], d.Clauses[i].Texts); err != nil {
			return err
		}
	}
	return nil
}

func (w *CSVWriter) writeRow(document, clause *value, texts []clauses.Text) (err error) {
	for i, c := range w.columns {
		s := ""
		if c.Name == moreTexts.Name {
			if s, err = cellOfMoreTexts(texts); err != nil {
				return err
			}
		} else {
			s = c.cell(document, clause)
		}
		w.row[i] = guard(s)
	}
	return w.csv.Write(w.row)
}

// Flush writes what is left and returns the first error of writing.
func (w *CSVWriter) Flush() error {
	w.csv.Flush()
	return w.csv.Error()
}

// cell returns what stands in the column for a clause.
func (c Column) cell(document, clause *value) string {
	v := clause
	switch {
	case c.ofDocument:
		v = document
	case c.text > 0:
		texts := clause.find("texts")
		if texts == nil || len(texts.items) < c.text {
			return ""
		}
		v = &texts.items[c.text-1]
	}
	for _, name := range c.path {
		if v = v.find(name); v == nil {
			return ""
		}
	}
	if v.kind != list {
		return v.text
	}
	items := make([][]string, len(v.items))
	for i := range v.items {
		for _, name := range c.Items {
			of := &v.items[i]
			if name != itself {
				of = of.find(name)
			}
			if of == nil {
				of = &value{}
			}
			items[i] = append(items[i], of.text)
		}
	}
	return formatList(items)
}

// cellOfMoreTexts returns what stands in the column text.more.
func cellOfMoreTexts(texts []clauses.Text) (string, error) {
	if len(texts) <= textColumns {
		return "", nil
	}
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(texts[textColumns:]); err != nil {
		return "", err
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}
