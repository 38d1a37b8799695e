package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"

	"clausebank/clauses"
	"clausebank/clauses/cite"
	"clausebank/index"
)

// lookUp answers GET /v1/lookup. What is not recognised as a citation at all is
// answered as one that is not found.
func (a *API) lookUp(r *request) error {
	p := readParams(r.values)
	q := strings.TrimSpace(p.one("q"))
	if q == "" && len(p.faults) == 0 {
		p.fault("q", "It is missing.", "Give one identifier or citation.")
	}
	if err := p.err(); err != nil {
		return err
	}
	if len(q) > maxLookupWord {
		return &index.LimitError{Limit: "lookup_bytes", Max: maxLookupWord, Got: len(q), Remedy: "send a longer text as the body of POST /v1/lookup"}
	}
	answer, err := a.resolve(r.context(), a.presenter(r.lang, a.today()), q)
	if err != nil {
		return err
	}
	if len(answer.Items) == 0 {
		answer.Items = []LookupItem{{Text: q, End: utf16Length(q), Clauses: []Target{}}}
	}
	return respond(r, http.StatusOK, answer)
}

// lookUpText answers POST /v1/lookup.
func (a *API) lookUpText(r *request) error {
	media, err := mediaType(r, "text/plain", "application/json")
	if err != nil {
		return err
	}
	const escaped = 6 // bytes that JSON may take for one
	body, err := readBody(r, escaped*cite.MaxTextBytes+maxRequestBytes, "lookup_bytes", "text/plain", "application/json")
	if err != nil {
		return err
	}
	text := LookupRequest{Text: string(body)}
	if media == "application/json" {
		text.Text = ""
		if err := decodeStrictly(body, &text); err != nil {
			return err
		}
	}
	if !utf8.ValidString(text.Text) {
		return &bodyError{"The text is not UTF-8."}
	}
	answer, err := a.resolve(r.context(), a.presenter(r.lang, a.today()), text.Text)
	if err != nil {
		return err
	}
	return respond(r, http.StatusOK, answer)
}

func (a *API) resolve(ctx context.Context, p presenter, text string) (Lookup, error) {
	matches, err := cite.Resolve(ctx, a.store, text)
	if err != nil {
		return Lookup{}, fmt.Errorf("look up: %w", err)
	}
	answer := Lookup{Items: []LookupItem{}}
	offsets := utf16Counter{text: text}
	for _, m := range matches {
		item := LookupItem{
			Text: m.Text, Start: offsets.at(m.Start), Found: m.Found, Clauses: []Target{}, Withdrawn: m.Withdrawn,
		}
		item.End = item.Start + utf16Length(m.Text)
		if m.Found {
			if err := a.nameMatch(ctx, p, m, &item); err != nil {
				return Lookup{}, fmt.Errorf("look up: %w", err)
			}
		}
		answer.Items = append(answer.Items, item)
	}
	return answer, nil
}

// nameMatch fills in the clauses and the instrument that a citation names. What
// was withdrawn in this moment is left out.
func (a *API) nameMatch(ctx context.Context, p presenter, m cite.Match, item *LookupItem) error {
	d, _, err := a.store.Document(ctx, m.Instrument)
	if errors.Is(err, clauses.ErrGone) {
		item.Found = false
		return nil
	}
	if err != nil {
		return err
	}
	item.Instrument = &Target{ID: string(d.Instrument.ID), Title: mainTitle(d.Instrument).Text, Href: hrefOf(string(d.Instrument.ID))}
	byID := map[clauses.ClauseID]clauses.Clause{}
	for _, c := range d.Clauses {
		byID[c.ID] = c
	}
	for _, id := range m.Clauses {
		if c, ok := byID[id]; ok {
			item.Clauses = append(item.Clauses, p.target(c))
		}
	}
	if len(item.Clauses) == 1 {
		item.Clause = &item.Clauses[0]
	}
	return nil
}

// A utf16Counter turns growing offsets in bytes into offsets in UTF-16 code
// units.
type utf16Counter struct {
	text        string
	bytes, code int
}

func (u *utf16Counter) at(offset int) int {
	if offset < u.bytes { // a citation may begin before the last one's end
		u.bytes, u.code = 0, 0
	}
	u.code += utf16Length(u.text[u.bytes:offset])
	u.bytes = offset
	return u.code
}

func utf16Length(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}
