package api

import (
	"fmt"
	"net/http"

	"clausebank/clauses/cite"
)

// citationTypes are the media types of the formats.
var citationTypes = map[cite.Format]string{
	cite.Text:    "text/plain; charset=utf-8",
	cite.HTML:    "text/html; charset=utf-8",
	cite.CSLJSON: "application/vnd.citationstyles.csl+json",
	cite.RIS:     "application/x-research-info-systems",
	cite.BibTeX:  "application/x-bibtex",
}

// citeClause answers GET /v1/clauses/{id}/citation.
func (a *API) citeClause(r *request) error {
	p := readParams(r.values)
	style := cite.Style(p.choice("style", string(cite.Plain), string(cite.OSCOLA), string(cite.APA)))
	format := cite.Format(p.choice("format", string(cite.Text), string(cite.HTML), string(cite.CSLJSON), string(cite.RIS), string(cite.BibTeX)))
	var options cite.Options
	if day, ok := p.day("accessed", a.today()); ok {
		options.Accessed = day.Date()
	}
	if err := p.err(); err != nil {
		return err
	}
	c, i, err := a.clauseOf(r)
	if err != nil {
		return err
	}
	citation, err := cite.Render(i, c, style, format, options)
	if err != nil {
		return fmt.Errorf("cite %s: %w", c.ID, err)
	}
	return respondBytes(r, http.StatusOK, citationTypes[format], []byte(citation))
}
