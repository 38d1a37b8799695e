package bleve

import "slices"

// A phrase is a leaf: exact forms that stand side by side in one part of a text.
type phrase struct {
	words []string
	found map[*part][]occurrence // where it begins in all living texts
}

func newPhrase(words []string) *phrase {
	return &phrase{words: words, found: make(map[*part][]occurrence)}
}

func (f *phrase) find(r *run, p *part, to bitmap) error {
	all, err := f.search(r, p)
	f.found[p] = all
	for _, o := range all {
		to.set(o.text())
	}
	return err
}

func (f *phrase) frequencies(_ *run, p *part, in bitmap, visit func(text uint32, tf int)) error {
	tally(f.found[p], in, visit)
	return nil
}

func (f *phrase) occurrences(r *run, p *part, in bitmap) ([]occurrence, int, error) {
	some := r.list()
	for _, o := range f.found[p] {
		if in.has(o.text()) {
			some = append(some, o)
		}
	}
	return some, len(f.words), nil
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
		places, err := r.occurrences(p, exactField, f.words[w.number], candidates, r.list())
		if err != nil {
			return nil, err
		}
		before := startsOf(places, w.number)
		if n == 0 {
			starts = before
		} else {
			starts = common(starts, before)
			r.done(before)
		}
		if len(starts) == 0 {
			return nil, nil
		}
		clear(candidates)
		for _, o := range starts {
			candidates.set(o.text())
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
		if o.number() >= number {
			starts = append(starts, o-occurrence(number))
		}
	}
	return starts
}

// common returns what is in both of two sorted lists, and overwrites the first.
func common(a, b []occurrence) []occurrence {
	both := a[:0]
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			both = append(both, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return both
}
