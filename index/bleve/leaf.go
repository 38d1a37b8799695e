package bleve

import (
	"cmp"
	"fmt"
	"slices"

	"clausebank/index"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A leaf is a term, phrase, prefix or near of an expression. What holds it is
// found out before the tree is put together, because its df counts all texts.
type leaf interface {
	// find marks the texts of a part that hold the leaf, deleted ones too
	// where that is less work.
	find(r *run, p *part, to bitmap) error
	// occurrences returns where the leaf stands in the texts of a set, by text
	// and place, and how many words it is long.
	occurrences(r *run, p *part, in bitmap) ([]occurrence, int, error)
	// frequencies calls visit for each text of a set that holds the leaf, with
	// the weighted tf. The order of calls is any; each text comes once.
	frequencies(r *run, p *part, in bitmap, visit func(doc uint32, tf int)) error
}

// An occurrence is a place in a text.
type occurrence struct {
	doc uint32
	at  place
}

func byText(a, b occurrence) int {
	return cmp.Or(cmp.Compare(a.doc, b.doc), cmp.Compare(a.at, b.at))
}

// anyOf is a leaf that stands wherever one of its terms does.
type anyOf struct {
	field string
	terms []string
	// apart says that no text holds two of the terms: the stems that different
	// rules give to a word.
	apart bool
}

func (a *anyOf) find(r *run, p *part, to bitmap) error {
	for _, term := range a.terms {
		if err := r.mark(p, a.field, term, to); err != nil {
			return err
		}
	}
	return nil
}

func (a *anyOf) frequencies(r *run, p *part, in bitmap, visit func(doc uint32, tf int)) error {
	if a.apart || len(a.terms) == 1 {
		for _, term := range a.terms {
			if err := r.frequencies(p, a.field, term, in, visit); err != nil {
				return err
			}
		}
		return nil
	}
	sums := r.counts.borrow(p.docs)
	for _, term := range a.terms {
		err := r.frequencies(p, a.field, term, in, func(doc uint32, tf int) { sums[doc] += uint32(tf) })
		if err != nil {
			return err
		}
	}
	for doc := range in.all {
		if sums[doc] > 0 {
			visit(doc, int(sums[doc]))
		}
	}
	return nil
}

func (a *anyOf) occurrences(r *run, p *part, in bitmap) ([]occurrence, int, error) {
	var all []occurrence
	set := roaring.FromDense(in, false)
	for _, term := range a.terms {
		var err error
		if all, err = r.occurrences(p, a.field, term, set, all); err != nil {
			return nil, 0, err
		}
	}
	if len(a.terms) > 1 {
		slices.SortFunc(all, byText)
	}
	return all, 1, nil
}

// occurrences appends where a term stands in the texts of a set.
func (r *run) occurrences(p *part, field, term string, in *roaring.Bitmap, to []occurrence) ([]occurrence, error) {
	list, err := r.postings(p, field, term)
	if err != nil {
		return nil, err
	}
	r.located = list.Iterator(true, true, true, r.located)
	docs, ok := r.located.(segment.OptimizablePostingsIterator)
	if !ok {
		return nil, fmt.Errorf("segment %d: postings of an unknown sort", p.id)
	}
	if docs.ActualBitmap() == nil {
		return to, nil // the segment has no such term
	}
	docs.ReplaceActual(roaring.And(docs.ActualBitmap(), in))
	var places []place
	for {
		posting, err := r.located.Next()
		if posting == nil || err != nil {
			return to, err
		}
		places = appendPlaces(places[:0], posting)
		for _, at := range places {
			to = append(to, occurrence{uint32(posting.Number()), at})
		}
		if err := r.did(len(places)); err != nil {
			return nil, err
		}
	}
}

// tally calls visit for each text of a list of occurrences, with the weighted tf.
func tally(all []occurrence, visit func(doc uint32, tf int)) {
	for i := 0; i < len(all); {
		doc, tf := all[i].doc, 0
		for ; i < len(all) && all[i].doc == doc; i++ {
			tf += all[i].at.weight()
		}
		visit(doc, tf)
	}
}

// newLeaf makes the leaf that an expression stands for; nil where it is none.
func (r *run) newLeaf(e index.Expr) (leaf, error) {
	switch e := e.(type) {
	case index.Term:
		return r.term(e.Word), nil
	case index.Phrase:
		return &phrase{words: e.Words, found: make(map[*part][]occurrence)}, nil
	case index.Prefix:
		terms, err := r.expand(e.Start)
		return &anyOf{field: exactField, terms: terms}, err
	case index.Near:
		a, err := r.newLeaf(e.A)
		if err != nil {
			return nil, err
		}
		b, err := r.newLeaf(e.B)
		if err != nil {
			return nil, err
		}
		return &near{a: a, b: b, distance: e.Distance, found: make(map[*part][]occurrence)}, nil
	}
	return nil, nil
}

// term returns the leaf of one word: its exact form, or the stems that it has
// under the rules of the library's languages.
func (r *run) term(word string) *anyOf {
	if r.query.Exact {
		return &anyOf{field: exactField, terms: []string{word}}
	}
	a := &anyOf{field: stemField, apart: true}
	for _, rules := range r.rules {
		a.terms = append(a.terms, rules.Stem(word))
	}
	return a
}
