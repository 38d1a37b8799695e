package cite

import (
	"fmt"
	"strings"

	"clausebank/clauses"
)

// A cslItem is one item of CSL-JSON 1.0.2.
type cslItem struct {
	ID           string    `json:"id"`
	Type         string    `json:"type"`
	Title        string    `json:"title"`
	Author       []cslName `json:"author,omitempty"`
	Issued       *cslDate  `json:"issued,omitempty"`
	Number       string    `json:"number,omitempty"`
	Section      string    `json:"section,omitempty"`
	Genre        string    `json:"genre,omitempty"`
	Jurisdiction string    `json:"jurisdiction,omitempty"`
	Publisher    string    `json:"publisher,omitempty"`
	Language     string    `json:"language,omitempty"`
	URL          string    `json:"URL,omitempty"`
	Accessed     *cslDate  `json:"accessed,omitempty"`
	Note         string    `json:"note"`
}

type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

var cslTypes = map[clauses.Kind]string{
	clauses.Legislation:      "legislation",
	clauses.Regulation:       "regulation",
	clauses.Standard:         "standard",
	clauses.ArbitrationAward: "legal_case",
}

func (w work) csl() cslItem {
	item := cslItem{
		ID: string(w.id), Type: "document", Title: w.fullTitle(),
		Issued: cslDateOf(w.signed), Number: w.identifier, Section: w.pinpoint(w.locator),
		Genre: strings.ReplaceAll(string(w.kind), "_", " "), Jurisdiction: w.country,
		Publisher: w.publisher, Language: w.language, URL: w.url,
		Accessed: cslDateOf(w.accessed), Note: w.note(),
	}
	if t, ok := cslTypes[w.kind]; ok {
		item.Type = t
	}
	for _, p := range w.parties {
		item.Author = append(item.Author, cslName{p})
	}
	return item
}

func cslDateOf(d clauses.Date) *cslDate {
	switch {
	case d.IsZero():
		return nil
	case d.Month == 0:
		return &cslDate{[][]int{{d.Year}}}
	case d.Day == 0:
		return &cslDate{[][]int{{d.Year, int(d.Month)}}}
	}
	return &cslDate{[][]int{{d.Year, int(d.Month), d.Day}}}
}

// fullTitle is the original title with what we say of it in brackets.
func (w work) fullTitle() string {
	title := w.title
	if w.descriptive {
		title += " [descriptive title]"
	}
	if w.translation != "" {
		title += " [" + w.translation + "]"
	}
	return title
}

// note is what no field of a record has a place for.
func (w work) note() string {
	note := w.permanent()
	if !w.checked.IsZero() {
		note += "; source checked " + longDate(w.checked)
	}
	return note
}

var risTypes = map[clauses.Kind]string{
	clauses.Legislation:      "STAT",
	clauses.Regulation:       "STAT",
	clauses.Standard:         "STAND",
	clauses.ArbitrationAward: "CASE",
}

// ris writes one record; lines end with CR LF, as the format demands.
func (w work) ris() string {
	var b strings.Builder
	tag := func(name, value string) {
		if value = oneLine(value); value != "" {
			fmt.Fprintf(&b, "%s  - %s\r\n", name, value)
		}
	}
	kind := "GEN"
	if t, ok := risTypes[w.kind]; ok {
		kind = t
	}
	tag("TY", kind)
	tag("ID", string(w.id))
	for _, p := range w.parties {
		tag("AU", p)
	}
	tag("TI", w.fullTitle())
	if !w.signed.IsZero() {
		tag("PY", fmt.Sprint(w.signed.Year))
		tag("DA", risDate(w.signed))
	}
	tag("M1", w.identifier)
	tag("SE", w.pinpoint(w.locator))
	tag("PB", w.publisher)
	tag("CY", w.country)
	tag("LA", w.language)
	tag("UR", w.url)
	if !w.accessed.IsZero() {
		tag("Y2", risDate(w.accessed))
	}
	tag("N1", w.note())
	b.WriteString("ER  - \r\n")
	return b.String()
}

// risDate prints YYYY/MM/DD/ and leaves empty what is not known.
func risDate(d clauses.Date) string {
	month, day := "", ""
	if d.Month != 0 {
		month = fmt.Sprintf("%02d", d.Month)
	}
	if d.Day != 0 {
		day = fmt.Sprintf("%02d", d.Day)
	}
	return fmt.Sprintf("%04d/%s/%s/", d.Year, month, day)
}

func (w work) bibtex() string {
	var b strings.Builder
	fmt.Fprintf(&b, "@misc{%s,\n", w.id)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", name, value)
		}
	}
	var authors []string
	for _, p := range w.parties {
		authors = append(authors, "{"+latex(p)+"}")
	}
	field("author", strings.Join(authors, " and "))
	field("title", "{"+latex(w.fullTitle())+"}")
	if !w.signed.IsZero() {
		field("year", fmt.Sprint(w.signed.Year))
		if w.signed.Month != 0 {
			field("month", fmt.Sprint(int(w.signed.Month)))
		}
		field("date", w.signed.String())
	}
	field("number", latex(w.identifier))
	field("pages", latex(w.pinpoint(w.locator)))
	field("publisher", latex(w.publisher))
	field("language", w.language)
	field("url", strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(w.url))
	if !w.accessed.IsZero() {
		field("urldate", w.accessed.String())
	}
	field("note", latex(w.note()))
	b.WriteString("}\n")
	return b.String()
}

var latexSpecial = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `#`, `\#`, `$`, `\$`, `%`, `\%`,
	`&`, `\&`, `_`, `\_`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`)

func latex(s string) string { return latexSpecial.Replace(oneLine(s)) }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
