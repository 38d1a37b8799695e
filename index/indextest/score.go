package indextest

import (
	"cmp"
	"fmt"
	"slices"

	"clausebank/clauses"
	"clausebank/index"
	"clausebank/index/words"
)

// df returns how many texts satisfy a test, which key names.
func (s *search) df(key string, test func(*text) bool) int {
	if n, known := s.dfs[key]; known {
		return n
	}
	n := 0
	s.texts(func(t *text) {
		if test(t) {
			n++
		}
	})
	s.dfs[key] = n
	return n
}

// tf counts occurrences, those in the heading more than once.
func tf(spans []span) int {
	n := 0
	for _, o := range spans {
		if o.part == headingPart {
			n += index.HeadingWeight
		} else {
			n++
		}
	}
	return n
}

// addLeaves adds to a score what the leaves of a tree give a text, in order.
func (s *search) addLeaves(score *float64, c *clause, t *text, e index.Expr) {
	switch e := e.(type) {
	case index.And:
		for _, x := range e.All {
			s.addLeaves(score, c, t, x)
		}
	case index.Or:
		for _, x := range e.Any {
			if s.matches(c, t, x) {
				s.addLeaves(score, c, t, x)
			}
		}
	case index.Term, index.Phrase, index.Prefix, index.Concept, index.Near:
		df := s.df(fmt.Sprintf("leaf %T %v", e, e), func(t *text) bool { return len(s.occurrences(t, e)) > 0 })
		*score += index.BM25(index.IDF(df, s.count), tf(s.occurrences(t, e)), t.length(), s.average)
	}
}

// distance returns the smallest distance above 0 between two words in one part,
// and 0 where there is none.
func (s *search) distance(t *text, a, b string) int {
	smallest := 0
	for _, x := range s.occurrences(t, index.Term{Word: a}) {
		for _, y := range s.occurrences(t, index.Term{Word: b}) {
			d := max(x.start-y.start, y.start-x.start)
			if x.part == y.part && d > 0 && (smallest == 0 || d < smallest) {
				smallest = d
			}
		}
	}
	return smallest
}

// A telling word is a stem by which similar clauses are found.
type telling struct {
	stem string
	idf  float64
	rank float64 // tf × idf
}

// tellingWords sets, for each base language of a clause's texts, its most telling
// stems.
func (s *search) tellingWords(like index.Like) {
	s.like = map[string][]telling{}
	frequency := map[string]map[string]int{}
	for _, t := range like.Texts {
		base, rules := baseLanguage(t.Language), words.For(t.Language)
		if frequency[base] == nil {
			frequency[base] = map[string]int{}
		}
		for _, w := range words.Split(t.Text) {
			if !rules.Stop(w.Exact) {
				frequency[base][rules.Stem(w.Exact)]++
			}
		}
	}
	for base, stems := range frequency {
		var list []telling
		for stem, tf := range stems {
			df := s.df("stem "+stem, func(t *text) bool { return len(s.stems(t, stem)) > 0 })
			if idf := index.IDF(df, s.count); df >= 2 {
				list = append(list, telling{stem, idf, float64(tf) * idf})
			}
		}
		slices.SortFunc(list, func(a, b telling) int {
			return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.stem, b.stem))
		})
		s.like[base] = list[:min(len(list), index.MaxLikeWords)]
	}
}

// stems returns where a stem stands in a text.
func (s *search) stems(t *text, stem string) []span {
	return s.runs(t, 1, func(run []word) bool { return run[0].stem == stem })
}

// matchLike returns the score of a text that is like a clause, and whether it is.
func (s *search) matchLike(c *clause, t *text, like index.Like) (score float64, ok bool) {
	if c.id == like.ID {
		return 0, false
	}
	list, held := s.like[baseLanguage(t.language)], 0
	for _, w := range list {
		if spans := s.stems(t, w.stem); len(spans) > 0 {
			held++
			score += index.BM25(w.idf, tf(spans), t.length(), s.average)
		}
	}
	shared := 0
	for _, topic := range different(like.Topics) {
		if slices.Contains(c.topics, topic) {
			shared++
			score += index.LikeTopic
		}
	}
	return score, shared > 0 || held > 0 && held >= min(3, len(list))
}

func different(topics []clauses.TopicID) []clauses.TopicID {
	return slices.Compact(slices.Sorted(slices.Values(topics)))
}
