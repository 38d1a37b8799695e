package bleve

import (
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// scratch is memory that runs use again and again, so that a search allocates
// next to nothing for each clause of the library. What is borrowed from it is
// valid until the run ends.
type scratch struct {
	terms   segment.PostingsList
	plain   segment.PostingsIterator // docs only
	counted segment.PostingsIterator // with frequencies
	located segment.PostingsIterator // with places

	bitmaps shelf[uint64]
	scores  shelf[float64]
	masks   shelf[uint64]
	counts  shelf[uint32]
	lists   [][]occurrence // that nobody uses
}

// A shelf lends zeroed slices.
type shelf[T any] struct {
	slices [][]T
	lent   int
}

func (s *shelf[T]) borrow(n int) []T {
	if s.lent == len(s.slices) {
		s.slices = append(s.slices, nil)
	}
	lent := s.slices[s.lent]
	if cap(lent) < n {
		lent = make([]T, n, n+n/4)
		s.slices[s.lent] = lent
	} else {
		lent = lent[:n]
		clear(lent)
	}
	s.lent++
	return lent
}

// unborrow gives the last loan back before the others.
func (s *shelf[T]) unborrow() { s.lent-- }

// bitmap borrows an empty set of a part's documents.
func (s *scratch) bitmap(p *part) bitmap { return s.bitmaps.borrow((p.docs + 63) / 64) }

// list returns an empty list. Who needs it no more can give it back with done.
func (s *scratch) list() []occurrence {
	if len(s.lists) == 0 {
		return nil
	}
	list := s.lists[len(s.lists)-1]
	s.lists = s.lists[:len(s.lists)-1]
	return list[:0]
}

func (s *scratch) done(list []occurrence) {
	if cap(list) > 0 {
		s.lists = append(s.lists, list)
	}
}

// giveBack ends all loans. The readers are not for another run: they may point
// into files that are closed by then.
func (s *scratch) giveBack() {
	s.terms, s.plain, s.counted, s.located = nil, nil, nil, nil
	s.bitmaps.lent, s.scores.lent, s.masks.lent, s.counts.lent = 0, 0, 0, 0
}
