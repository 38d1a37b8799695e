package bleve

import (
	"slices"

	"clausebank/index"
)

// prefix returns the leaf of all words that begin so.
func (r *run) prefix(start string) (*anyOf, error) {
	forms, err := r.expand(start)
	return &anyOf{field: exactField, terms: forms}, err
}

// expand returns the exact forms of the library that begin so, in order. All the
// prefixes of a query together may stand for index.MaxExpanded different forms.
// A form that only deleted texts hold is none of the library.
func (r *run) expand(start string) ([]string, error) {
	forms := make(map[string]bool)
	for _, p := range r.parts {
		if err := r.expandIn(p, start, forms); err != nil {
			return nil, err
		}
	}
	expanded := make([]string, 0, len(forms))
	for form := range forms {
		expanded = append(expanded, form)
	}
	slices.Sort(expanded)
	return expanded, nil
}

func (r *run) expandIn(p *part, start string, forms map[string]bool) error {
	d, err := r.dictionary(p, exactField)
	if err != nil {
		return err
	}
	// No byte of UTF-8 is 0xff, so this is after all that begins with start.
	all := d.AutomatonIterator(nil, []byte(start), []byte(start+"\xff"))
	for {
		entry, err := all.Next()
		if entry == nil || err != nil {
			return err
		}
		if err := r.did(16); err != nil {
			return err
		}
		if p.deleted != nil && !forms[entry.Term] {
			list, err := d.PostingsList([]byte(entry.Term), p.deleted, nil)
			if err != nil {
				return err
			}
			if list.Count() == 0 {
				continue
			}
		}
		forms[entry.Term] = true
		if r.expanded[entry.Term] = true; len(r.expanded) > index.MaxExpanded {
			return &index.LimitError{Limit: "expanded", Max: index.MaxExpanded,
				Remedy: "give more letters of the word"}
		}
	}
}
