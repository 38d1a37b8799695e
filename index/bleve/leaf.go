package bleve

import (
	"fmt"
	"slices"

	"clausebank/clauses"
	"clausebank/index"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A leaf is a term, phrase, prefix, concept or near of an expression. What holds it is
// found out before the tree is put together, because its df counts all texts.
type leaf interface {
	// find marks the texts of a part that hold the leaf, deleted ones too
	// where that is less work.
	find(r *run, p *part, to bitmap) error
	// frequencies calls visit for each text of a set that holds the leaf, with
	// the weighted tf. It is called after find. The order of calls is any; each
	// text comes once.
	frequencies(r *run, p *part, in bitmap, visit func(text uint32, tf int)) error
}

// A side is a leaf that a near can join with another: all but near and concepts.
type side interface {
	leaf
	// occurrences returns where the leaf stands in the texts of a set, in order,
	// and how many words it is long. The list is the caller's, who can give it
	// back with run.done.
	occurrences(r *run, p *part, in bitmap) ([]occurrence, int, error)
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

func (a *anyOf) frequencies(r *run, p *part, in bitmap, visit func(text uint32, tf int)) error {
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
	all := r.list()
	var ends []int
	for _, term := range a.terms {
		before := len(all)
		var err error
		if all, err = r.occurrences(p, a.field, term, in, all); err != nil {
			return nil, 0, err
		}
		if len(all) > before {
			ends = append(ends, len(all))
		}
	}
	all, spare := mergeRuns(all, ends, r.list())
	r.done(spare)
	return all, 1, nil
}

// readOccurrences appends where a term stands in the texts of a set.
func (r *run) readOccurrences(p *part, field, term string, in bitmap, to []occurrence) ([]occurrence, error) {
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
	wanted := roaring.And(docs.ActualBitmap(), roaring.FromDense(in, false))
	docs.ReplaceActual(wanted)
	to = slices.Grow(to, int(wanted.GetCardinality()))
	for {
		posting, err := r.located.Next()
		if posting == nil || err != nil {
			return to, err
		}
		before := len(to)
		to = appendOccurrences(to, uint32(posting.Number()), posting)
		if err := r.did(len(to) - before); err != nil {
			return nil, err
		}
	}
}

// named is a leaf that stands where a text names a concept.
type named clauses.ConceptID

func (c named) find(r *run, p *part, to bitmap) error { return r.mark(p, conceptField, string(c), to) }

func (c named) frequencies(r *run, p *part, in bitmap, visit func(text uint32, tf int)) error {
	return r.frequencies(p, conceptField, string(c), in, func(text uint32, frequency int) {
		tf, _ := readMention(frequency)
		visit(text, tf)
	})
}

// newLeaf makes the leaf that an expression stands for; nil where it is none.
func (r *run) newLeaf(e index.Expr) (leaf, error) {
	if c, ok := e.(index.Concept); ok {
		return named(c.ID), nil
	}
	near, ok := e.(index.Near)
	if !ok {
		return r.newSide(e)
	}
	a, err := r.newSide(near.A)
	if err != nil {
		return nil, err
	}
	b, err := r.newSide(near.B)
	if err != nil {
		return nil, err
	}
	return newNear(a, b, near.Distance), nil
}

func (r *run) newSide(e index.Expr) (side, error) {
	switch e := e.(type) {
	case index.Term:
		return r.term(e.Word), nil
	case index.Phrase:
		return newPhrase(e.Words), nil
	case index.Prefix:
		return r.prefix(e.Start)
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
