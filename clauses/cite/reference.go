package cite

import (
	"fmt"
	"html"
	"regexp"
	"strings"

	"clausebank/clauses"
)

// A reference is a citation in pieces, so that text and HTML say the same.
type reference []piece

type piece struct {
	text     string
	title    bool   // in italics
	language string // of the text where it is not English
	link     bool   // the text is an address
}

func (r reference) text() string {
	var b strings.Builder
	for _, p := range r {
		b.WriteString(p.text)
	}
	return b.String()
}

func (r reference) html() string {
	var b strings.Builder
	for _, p := range r {
		escaped := html.EscapeString(p.text)
		language := ""
		if p.language != "" && p.language != "en" {
			language = ` lang="` + html.EscapeString(p.language) + `"`
		}
		switch {
		case p.link:
			fmt.Fprintf(&b, `<a href="%s">%s</a>`, escaped, escaped)
		case p.title:
			fmt.Fprintf(&b, "<cite%s>%s</cite>", language, escaped)
		case language != "":
			fmt.Fprintf(&b, "<span%s>%s</span>", language, escaped)
		default:
			b.WriteString(escaped)
		}
	}
	return b.String()
}

func (r *reference) add(text string)  { *r = append(*r, piece{text: text}) }
func (r *reference) link(text string) { *r = append(*r, piece{text: text, link: true}) }

// addIf adds the text between its bounds, unless it is empty.
func (r *reference) addIf(before, text, after string) {
	if text != "" {
		r.add(before + text + after)
	}
}

// addTitle adds the original title, what it is if it is ours, and the
// translation in brackets.
func (r *reference) addTitle(w work, italic bool) {
	*r = append(*r, piece{text: w.title, title: italic, language: w.language})
	if w.descriptive {
		r.add(" [descriptive title]")
	}
	r.addIf(" [", w.translation, "]")
}

func (w work) reference(style Style) (reference, error) {
	switch style {
	case Plain:
		return w.plain(), nil
	case OSCOLA:
		return w.oscola(), nil
	case APA:
		return w.apa(), nil
	}
	return nil, fmt.Errorf("cite %s: no style %q: use one of %v", w.id, style, Styles)
}

// Most parties that a style names; of more it names the first.
const (
	plainParties  = 6
	oscolaParties = 3
	apaParties    = 20
)

// plain: Title [translation] (parties), signed 29 January 2021, Article 80.
// BOE-A-2021-5003. https://… (checked 21 November 2026). Clausebank ….
func (w work) plain() reference {
	var r reference
	r.addTitle(w, true)
	r.addIf(" (", list(w.parties, " and ", plainParties), ")")
	r.addIf(", "+w.dated()+" ", longDate(w.signed), "")
	r.addIf(", ", w.pinpoint(w.locator), "")
	r.add(".")
	r.addIf(" ", strings.TrimSuffix(w.identifier, "."), ".")
	if w.url != "" {
		r.add(" ")
		r.link(w.url)
		r.addIf(" (checked ", longDate(w.checked), ")")
		r.addIf(" (accessed ", longDate(w.accessed), ")")
		r.add(".")
	}
	r.add(" " + w.permanent() + ".")
	return r
}

// oscola: Parties, Title [translation] (signed 29 January 2021)
// BOE-A-2021-5003, art 80 <https://…> (source checked 21 November 2026) Clausebank ….
// Legislation has its country in the place of the parties, and a roman title.
func (w work) oscola() reference {
	var r reference
	var when []string
	if w.negotiated() {
		r.addIf("", list(w.parties, " and ", oscolaParties), ", ")
		if !w.signed.IsZero() {
			when = append(when, w.dated()+" "+longDate(w.signed))
		}
	} else {
		if w.country != "" {
			when = append(when, w.country)
		}
		if !w.signed.IsZero() {
			when = append(when, longDate(w.signed))
		}
	}
	r.addTitle(w, w.negotiated())
	r.addIf(" (", strings.Join(when, ", "), ")")
	r.addIf(" ", w.identifier, "")
	r.addIf(", ", w.pinpoint(shorten(w.locator)), "")
	if w.url != "" {
		r.add(" <")
		r.link(w.url)
		r.add(">")
		r.addIf(" (source checked ", longDate(w.checked), ")")
		r.addIf(" accessed ", longDate(w.accessed), "")
	}
	r.add(" " + w.permanent())
	return r
}

// apa: Parties. (2021, January 29). Title [translation] (BOE-A-2021-5003),
// Article 80. https://…. Where nobody is named as a party the title comes first.
func (w work) apa() reference {
	var r reference
	date := " (" + yearFirst(w.signed) + ")"
	if len(w.parties) > 0 {
		r.add(strings.TrimSuffix(list(w.parties, ", & ", apaParties), ".") + "." + date + ". ")
		r.addTitle(w, true)
	} else {
		r.addTitle(w, true)
		r.add(date)
	}
	r.addIf(" (", w.identifier, ")")
	r.addIf(", ", w.pinpoint(w.locator), "")
	r.add(".")
	r.addIf(" Source checked ", americanDate(w.checked), ".")
	if w.url != "" {
		r.addIf(" Retrieved ", americanDate(w.accessed), ", from")
		r.add(" ")
		r.link(w.url)
	}
	r.add(" " + w.permanent())
	return r
}

// americanDate prints "January 29, 2021", and less where less is known.
func americanDate(d clauses.Date) string {
	if !d.Full() {
		return longDate(d)
	}
	return fmt.Sprintf("%s %d, %d", months[d.Month], d.Day, d.Year)
}

func (w work) pinpoint(locator string) string {
	if locator != "" && w.unverified {
		return locator + " " + notVerified
	}
	return locator
}

var (
	pinpointWords = regexp.MustCompile(`\b(Articles?|Sections?|Paragraphs?|Clauses?|Chapters?|Regulations?|Schedules?) ([0-9A-Z])`)
	pinpointShort = map[string]string{
		"Article": "art", "Articles": "arts", "Section": "s", "Sections": "ss",
		"Paragraph": "para", "Paragraphs": "paras", "Clause": "cl", "Clauses": "cls",
		"Chapter": "ch", "Chapters": "chs", "Regulation": "reg", "Regulations": "regs",
		"Schedule": "sch", "Schedules": "schs",
	}
)

// shorten writes the English words of a locator as OSCOLA abbreviates them:
// "Article 80" becomes "art 80". Words of other languages stay.
func shorten(locator string) string {
	return pinpointWords.ReplaceAllStringFunc(locator, func(s string) string {
		word, rest, _ := strings.Cut(s, " ")
		return pinpointShort[word] + " " + rest
	})
}
