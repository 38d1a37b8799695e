// Package cite writes citations of clauses and finds citations in text.
//
// Render writes one: OSCOLA, APA-like or plain, as text or HTML, or a record
// for reference managers (CSL-JSON, RIS, BibTeX). The same clause always gets
// the same string, whoever asks and in whatever language they read; only an
// access date, when it is asked for, differs. No style guide has a rule for
// collective agreements: the rules here are ours and docs/citations.md says what
// each is derived from.
//
// Find reads citations out of a text, and Resolve looks them up in a library:
// official numbers with an article beside them (BOE-A-2021-5003 art 80), CELEX
// numbers, regulations and directives of the EU by their number, and our own
// permanent IDs, which every citation of ours ends with.
package cite

import (
	"encoding/json"
	"fmt"

	"clausebank/clauses"
)

// Style is a way of writing a reference.
type Style string

// The styles.
const (
	OSCOLA Style = "oscola"
	APA    Style = "apa"
	Plain  Style = "plain"
)

// Styles lists the styles.
var Styles = []Style{OSCOLA, APA, Plain}

// Format is what a citation is written as.
type Format string

// The formats. The records hold the same whatever the style.
const (
	Text    Format = "text"
	HTML    Format = "html"
	CSLJSON Format = "csl-json" // an array of one item, as CSL 1.0.2 has it
	RIS     Format = "ris"
	BibTeX  Format = "bibtex"
)

// Formats lists the formats.
var Formats = []Format{Text, HTML, CSLJSON, RIS, BibTeX}

// Options are what a reader may add.
type Options struct {
	Accessed clauses.Date // a full date; zero: no access date
}

// Render cites a clause of an instrument. Style counts for Text and HTML only.
// A style or format that is not known is an error.
func Render(i clauses.Instrument, c clauses.Clause, style Style, format Format, o Options) (string, error) {
	w := workOf(i, c, o)
	switch format {
	case Text, HTML:
		reference, err := w.reference(style)
		if err != nil {
			return "", err
		}
		if format == HTML {
			return reference.html(), nil
		}
		return reference.text(), nil
	case CSLJSON:
		b, err := json.MarshalIndent([]cslItem{w.csl()}, "", "  ")
		return string(b) + "\n", err
	case RIS:
		return w.ris(), nil
	case BibTeX:
		return w.bibtex(), nil
	}
	return "", fmt.Errorf("cite %s: no format %q: use one of %v", c.ID, format, Formats)
}
