package cite

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"clausebank/clauses"
)

// A Library is what references are looked up in.
type Library interface {
	ByIdentifier(ctx context.Context, value string) ([]clauses.InstrumentID, error)
	Document(ctx context.Context, id clauses.InstrumentID) (clauses.Document, clauses.Revision, error)
}

// A Match is a citation of a text and what the library has of it.
type Match struct {
	Start, End int    // in bytes of the text, with the article beside the number
	Text       string // what stands there
	Found      bool
	Instrument clauses.InstrumentID // "" where it is not found
	Clauses    []clauses.ClauseID   // those that the cited place names, the best alone if one fits exactly
	Withdrawn  *clauses.Withdrawal  // what was cited is gone from the library
}

// The limits of Resolve.
const (
	MaxTextBytes = 20_000 // bytes of a text that is looked up
	MaxMatches   = 200    // citations that are answered; more are left out
	numberWords  = 6      // words that an official number of no known form may have
	reach        = 48     // bytes before or after a number in which its article is looked for
)

// ErrTooLong says that a text is longer than MaxTextBytes.
var ErrTooLong = fmt.Errorf("the text is longer than %d bytes: look it up in parts", MaxTextBytes)

// Resolve finds the citations of a text and looks each up. What has the form of
// a citation and is not in the library is answered with Found false. Citations
// that stand directly after each other and mean the same (an official number and
// our permanent ID in one citation) are one match.
func Resolve(ctx context.Context, lib Library, text string) ([]Match, error) {
	if len(text) > MaxTextBytes {
		return nil, ErrTooLong
	}
	references := Find(text)
	ours, err := findHeld(ctx, lib, text, references)
	if err != nil {
		return nil, fmt.Errorf("resolve citations: %w", err)
	}
	references = append(references, ours...)
	sortByStart(references)
	var matches []Match
	before := 0 // the end of the citation before, with its article
	for i, r := range references {
		after := len(text)
		if i+1 < len(references) {
			after = references[i+1].Start
		}
		found, err := lookUp(ctx, lib, text, r, before, after)
		if err != nil {
			return nil, fmt.Errorf("resolve citations: %w", err)
		}
		before = r.End
		for _, m := range found {
			before = max(before, m.End)
			if n := len(matches); n > 0 {
				own, err := isSourceOf(ctx, lib, matches[n-1], m)
				if err != nil {
					return nil, fmt.Errorf("resolve citations: %w", err)
				}
				if own {
					matches = matches[:n-1]
				}
			}
			if n := len(matches); n > 0 && sameCitation(matches[n-1], m) {
				matches[n-1] = joined(text, matches[n-1], m)
			} else if n < MaxMatches {
				matches = append(matches, m)
			}
		}
	}
	return matches, nil
}

func lookUp(ctx context.Context, lib Library, text string, r Reference, before, after int) ([]Match, error) {
	if r.Sort != OfficialNumber {
		m, err := permanentMatch(ctx, lib, text, r)
		if r.Sort == PossibleID && m.Instrument == "" {
			return nil, err
		}
		return []Match{m}, err
	}
	cited, start, end := citedPlaces(text, r, before, after)
	m := Match{Start: start, End: end, Text: text[start:end]}
	ids, err := lib.ByIdentifier(ctx, r.Value)
	if err != nil || len(ids) == 0 {
		return []Match{m}, err
	}
	var matches []Match
	for _, id := range ids {
		doc, _, err := lib.Document(ctx, id)
		one := m
		switch gone := (*clauses.GoneError)(nil); {
		case errors.As(err, &gone):
			one.Withdrawn = &gone.Withdrawal
		case err != nil:
			return nil, err
		default:
			one.Found, one.Clauses = true, clausesAt(doc, cited)
		}
		one.Instrument = id
		matches = append(matches, one)
	}
	// Several editions may carry one number: keep those that have the place.
	if exact := slices.DeleteFunc(slices.Clone(matches), func(m Match) bool { return len(m.Clauses) == 0 }); len(exact) > 0 {
		return exact, nil
	}
	return matches, nil
}

func permanentMatch(ctx context.Context, lib Library, text string, r Reference) (Match, error) {
	m := Match{Start: r.Start, End: r.End, Text: text[r.Start:r.End]}
	instrument := clauses.InstrumentID(r.Value)
	clause := clauses.ClauseID(r.Value)
	if clause.Valid() {
		instrument = clause.Instrument()
	}
	doc, _, err := lib.Document(ctx, instrument)
	switch gone := (*clauses.GoneError)(nil); {
	case errors.Is(err, clauses.ErrNotFound):
		return m, nil
	case errors.As(err, &gone):
		m.Instrument, m.Withdrawn = instrument, &gone.Withdrawal
		return m, nil
	case err != nil:
		return m, err
	}
	if !clause.Valid() {
		m.Found, m.Instrument = true, instrument
		return m, nil
	}
	for _, c := range doc.Clauses {
		if c.ID == clause {
			m.Found, m.Instrument, m.Clauses = true, instrument, []clauses.ClauseID{clause}
		}
	}
	for _, w := range doc.Withdrawn {
		if w.ID == string(clause) {
			m.Instrument, m.Withdrawn = instrument, &w
		}
	}
	return m, nil
}

// citedPlaces reads the article beside a number, after it or before it, without
// going into a neighbouring citation, and returns what the whole citation spans.
func citedPlaces(text string, r Reference, before, after int) (cited []place, start, end int) {
	start, end = r.Start, r.End
	tail := text[r.End:min(after, cutRune(text, r.End+reach))]
	if stop := strings.IndexAny(tail, ";\n"); stop >= 0 {
		tail = tail[:stop]
	}
	if at := firstPlace(tail); at != nil {
		return places(tail[at[0]:at[1]]), start, r.End + at[1]
	}
	from := max(before, cutRune(text, r.Start-reach))
	head := text[from:r.Start]
	if stop := strings.LastIndexAny(head, ";\n"); stop >= 0 {
		from, head = from+stop+1, head[stop+1:]
	}
	if at := lastPlace(head); at != nil {
		return places(head[at[0]:at[1]]), from + at[0], end
	}
	return nil, start, end
}

func firstPlace(s string) []int {
	for _, at := range placePattern.FindAllStringIndex(s, -1) {
		if len(places(s[at[0]:at[1]])) > 0 {
			return at
		}
	}
	return nil
}

func lastPlace(s string) []int {
	var last []int
	for _, at := range placePattern.FindAllStringIndex(s, -1) {
		if len(places(s[at[0]:at[1]])) > 0 {
			last = at
		}
	}
	return last
}

// cutRune moves an offset into the text and back to the beginning of a rune.
func cutRune(text string, at int) int {
	at = min(max(at, 0), len(text))
	for at > 0 && at < len(text) && text[at]&0xC0 == 0x80 {
		at--
	}
	return at
}

// clausesAt returns the clauses whose locator is a cited place; if none is, those
// that lie within one or around one.
func clausesAt(doc clauses.Document, cited []place) []clauses.ClauseID {
	var exact, near []clauses.ClauseID
	for _, c := range doc.Clauses {
		best := 0
		for _, of := range places(c.Locator) {
			for _, p := range cited {
				best = max(best, p.fit(of))
			}
		}
		switch best {
		case 2:
			exact = append(exact, c.ID)
		case 1:
			near = append(near, c.ID)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return near
}

// sameCitation reports whether two neighbouring matches say the same: the
// second is our permanent ID of what the first found.
func sameCitation(a, b Match) bool {
	return a.Instrument == b.Instrument && a.Instrument != "" && strings.HasPrefix(b.Text, "Clausebank ") &&
		(len(a.Clauses) == 0 || len(b.Clauses) == 0 || slices.Contains(a.Clauses, b.Clauses[0]))
}

// isSourceOf reports whether a match that was not found is the address of the
// source of the next one, as it stands in our own citations.
func isSourceOf(ctx context.Context, lib Library, address, next Match) (bool, error) {
	if address.Instrument != "" || !next.Found || !strings.HasPrefix(next.Text, "Clausebank ") {
		return false, nil
	}
	doc, _, err := lib.Document(ctx, next.Instrument)
	if errors.Is(err, clauses.ErrGone) { // in this moment
		return false, nil
	}
	return strings.HasSuffix(address.Text, doc.Instrument.Source.URL) && doc.Instrument.Source.URL != "", err
}

func joined(text string, a, b Match) Match {
	b.Start = a.Start
	b.Text = text[b.Start:b.End]
	return b
}

var wordPattern = regexp.MustCompile(`\S+`)

// findHeld finds official numbers of no known form that the library holds,
// beside the references that are known already. The longest number wins.
func findHeld(ctx context.Context, lib Library, text string, known []Reference) ([]Reference, error) {
	words := wordPattern.FindAllStringIndex(text, -1)
	var found []Reference
	for i := 0; i < len(words); i++ {
		for n := min(numberWords, len(words)-i); n > 0; n-- {
			r, held, err := heldNumber(ctx, lib, text, words[i][0], words[i+n-1][1])
			if err != nil {
				return nil, err
			}
			if held && !overlaps(known, r) {
				found = append(found, r)
				i += n - 1
				break
			}
		}
	}
	return found, nil
}

// heldNumber looks text[start:end] up, without the punctuation around it: as a
// number, and as a number behind its scheme ("CETS 223", "Ley 27.555").
func heldNumber(ctx context.Context, lib Library, text string, start, end int) (Reference, bool, error) {
	piece := text[start:end]
	trimmed := strings.TrimLeft(piece, "([<«“\"'")
	start += len(piece) - len(trimmed)
	trimmed = strings.TrimRight(trimmed, ".,;:)]>»”\"'")
	r := Reference{Start: start, End: start + len(trimmed), Sort: OfficialNumber, Value: trimmed}
	if mayBeNumber(trimmed) {
		ids, err := lib.ByIdentifier(ctx, trimmed)
		if err != nil || len(ids) > 0 {
			return r, len(ids) > 0, err
		}
	}
	scheme, number, two := strings.Cut(trimmed, " ")
	if !two || !strings.ContainsAny(number, "0123456789") {
		return r, false, nil
	}
	ids, err := lib.ByIdentifier(ctx, number)
	if err != nil {
		return r, false, err
	}
	for _, id := range ids {
		doc, _, err := lib.Document(ctx, id)
		if errors.Is(err, clauses.ErrGone) {
			continue
		}
		if err != nil {
			return r, false, err
		}
		for _, held := range doc.Instrument.Identifiers {
			if strings.EqualFold(held.Scheme, scheme) {
				r.Value = number
				return r, true, nil
			}
		}
	}
	return r, false, nil
}

func sortByStart(references []Reference) {
	slices.SortFunc(references, func(a, b Reference) int { return a.Start - b.Start })
}
