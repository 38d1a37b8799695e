package bleve

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// A phrase is a leaf: exact forms that stand side by side in one part of a text.
type phrase struct {
	words []string
	found map[*part][]occurrence // in all living texts, for each part that was searched
}

func (f *phrase) find(r *run, p *part, to bitmap) error {
	all, _, err := f.occurrences(r, p, p.alive)
	for _, o := range all {
		to.set(o.doc)
	}
	return err
}

func (f *phrase) frequencies(r *run, p *part, in bitmap, visit func(doc uint32, tf int)) error {
	all, _, err := f.occurrences(r, p, in)
	tally(all, visit)
	return err
}

func (f *phrase) occurrences(r *run, p *part, in bitmap) ([]occurrence, int, error) {
	all, searched := f.found[p]
	if !searched {
		var err error
		if all, err = f.search(r, p); err != nil {
			return nil, 0, err
		}
		f.found[p] = all
	}
	return within(all, in), len(f.words), nil
}

// within returns the occurrences that are in texts of a set.
func within(all []occurrence, in bitmap) []occurrence {
	var some []occurrence
	for _, o := range all {
		if in.has(o.doc) {
			some = append(some, o)
		}
	}
	return some
}

// search finds where the phrase begins in the living texts of a part. It starts
// with the word that the fewest texts hold and keeps what the others agree to.
func (f *phrase) search(r *run, p *part) ([]occurrence, error) {
	candidates := r.bitmap(p)
	copy(candidates, p.alive)
	order := make([]phraseWord, 0, len(f.words))
	for i, word := range f.words {
		set := r.bitmap(p)
		if err := r.mark(p, exactField, word, set); err != nil {
			return nil, err
		}
		candidates.and(set)
		order = append(order, phraseWord{i, set.count()})
		r.bitmaps.unborrow()
	}
	slices.SortStableFunc(order, func(a, b phraseWord) int { return a.texts - b.texts })
	var starts []occurrence
	for n, w := range order {
		docs := roaring.FromDense(candidates, false)
		places, err := r.occurrences(p, exactField, f.words[w.number], docs, nil)
		if err != nil {
			return nil, err
		}
		before := startsOf(places, w.number)
		if n == 0 {
			starts = before
		} else {
			starts = common(starts, before)
		}
		if len(starts) == 0 {
			return nil, nil
		}
		clear(candidates)
		for _, o := range starts {
			candidates.set(o.doc)
		}
	}
	return starts, nil
}

type phraseWord struct{ number, texts int }

// startsOf returns where a phrase would begin whose word of that number stands at
// the places, which it overwrites.
func startsOf(places []occurrence, number int) []occurrence {
	starts := places[:0]
	for _, o := range places {
		if o.at.number() >= number {
			starts = append(starts, occurrence{o.doc, o.at - place(number)})
		}
	}
	return starts
}

// common returns what is in both of two sorted lists, and overwrites the first.
func common(a, b []occurrence) []occurrence {
	both := a[:0]
	for len(a) > 0 && len(b) > 0 {
		switch c := byText(a[0], b[0]); {
		case c < 0:
			a = a[1:]
		case c > 0:
			b = b[1:]
		default:
			both = append(both, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return both
}
