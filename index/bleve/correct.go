package bleve

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"clausebank/index"

	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum/levenshtein"
)

// corrections returns what unknown words of a plain query are taken for, and what
// may be meant by rare ones. A later page goes by the corrections of the first,
// and nothing is offered there.
func (r *run) corrections(e index.Words) (made, offered []index.Correction, err error) {
	if r.query.After != nil {
		return r.query.After.Corrections, nil, nil
	}
	if !r.query.Corrects() {
		return nil, nil, nil
	}
	reader := r.query.Reader()
	rare := 0
	for _, w := range r.recogniser.Correctable(e, reader) {
		texts, err := r.textsInAnyForm(w)
		if err != nil {
			return nil, nil, err
		}
		if texts > index.RareTexts {
			continue
		}
		if rare++; rare > index.MaxCorrections {
			break
		}
		to, ok, err := r.nearest(w, texts*index.FarMore)
		if err != nil {
			return nil, nil, err
		}
		c := index.Correction{From: w, To: to}
		switch with := append(made, c); {
		case ok && texts > 0:
			offered = append(offered, c)
		case ok && r.recogniser.Worth(e, with, reader):
			made = with
		}
	}
	return made, offered, nil
}

// textsInAnyForm counts the texts that hold a word, in any of its forms, up to
// more than a rare word has.
func (r *run) textsInAnyForm(word string) (texts int, err error) {
	for i := 0; i < len(r.rules) && texts <= index.RareTexts; i++ {
		more, err := r.textsOfTerm(stemField, r.rules[i].Stem(word))
		if err != nil {
			return 0, err
		}
		texts += more
	}
	return texts, nil
}

// textsOfTerm counts the living texts that hold a term.
func (r *run) textsOfTerm(field, term string) (texts int, err error) {
	for _, p := range r.parts {
		d, err := r.dictionary(p, field)
		if err != nil {
			return 0, err
		}
		list, err := d.PostingsList([]byte(term), p.deleted, nil)
		if err != nil {
			return 0, err
		}
		texts += int(list.Count())
		if err := r.did(64); err != nil {
			return 0, err
		}
	}
	return texts, nil
}

// nearest returns what a word is taken for: of the library's forms one that so
// many texts hold, or, where none is asked for, one of the thesaurus.
func (r *run) nearest(word string, least int) (to string, ok bool, err error) {
	reader := r.query.Reader()
	byDistance := make(map[int][]index.Candidate)
	if least == 0 {
		for _, c := range r.recogniser.Candidates(word, reader) {
			byDistance[c.Distance] = append(byDistance[c.Distance], c)
		}
	}
	forms, err := r.similar(word)
	if err != nil {
		return "", false, err
	}
	for distance := 1; distance <= index.CorrectionDistance(word); distance++ {
		candidates := byDistance[distance]
		for _, form := range forms[distance] {
			texts, err := r.textsOfTerm(exactField, form)
			if err != nil {
				return "", false, err
			}
			if texts < max(least, 1) { // deleted texts may be the only ones
				continue
			}
			readers, err := r.standsIn(form, reader)
			if err != nil {
				return "", false, err
			}
			candidates = append(candidates, index.Candidate{Exact: form, Readers: readers, Texts: texts, Distance: distance})
		}
		if to, ok := index.Nearest(candidates); ok {
			return to, true, nil
		}
	}
	return "", false, nil
}

// standsIn reports whether a living text of a base language holds an exact form.
func (r *run) standsIn(form, base string) (bool, error) {
	for _, p := range r.parts {
		if base == "" {
			break
		}
		set := r.bitmap(p)
		if err := r.mark(p, exactField, form, set); err != nil {
			return false, err
		}
		set.and(p.alive)
		for text := range set.all {
			if r.bases[p.language[text]] == base {
				return true, nil
			}
		}
		r.bitmaps.unborrow()
	}
	return false, nil
}

// similar returns the exact forms that a word may be taken for, by distance. Some
// may be in deleted texts only.
func (r *run) similar(word string) (map[int][]string, error) {
	first, _ := utf8.DecodeRuneInString(word)
	start := string(first)
	var near segment.Automaton
	if a, err := automata().BuildDfa(word, uint8(index.CorrectionDistance(word))); err == nil {
		near = a
	} // else the word is so long that all forms are looked at
	forms := make(map[int][]string)
	for _, p := range r.parts {
		d, err := r.dictionary(p, exactField)
		if err != nil {
			return nil, err
		}
		all := d.AutomatonIterator(near, []byte(start), []byte(start+"\xff"))
		for {
			entry, err := all.Next()
			if err != nil {
				return nil, err
			}
			if entry == nil {
				break
			}
			if distance, ok := index.CanBeTakenFor(word, entry.Term); ok && !slices.Contains(forms[distance], entry.Term) {
				forms[distance] = append(forms[distance], strings.Clone(entry.Term))
			}
			if err := r.did(16); err != nil {
				return nil, err
			}
		}
	}
	return forms, nil
}

// maxDistance is the greatest of index.CorrectionDistance.
const maxDistance = 2

// automata makes automata that accept what is near a word. What is nearer than
// that is found among what they accept by index.CanBeTakenFor.
var automata = sync.OnceValue(func() *levenshtein.LevenshteinAutomatonBuilder {
	b, err := levenshtein.NewLevenshteinAutomatonBuilder(maxDistance, true)
	if err != nil {
		panic(err) // it depends on the constant alone
	}
	return b
})
