package indextest

import (
	"cmp"
	"slices"

	"clausebank/index"
	"clausebank/index/words"
)

// understand corrects a plain query, finds its concepts, and chooses its words.
func (s *search) understand(e index.Words) {
	if s.query.After != nil {
		s.corrections = s.query.After.Corrections
	} else {
		s.correct(e)
	}
	e = e.Correct(s.corrections)
	if !s.query.Exact && !s.query.NoConcepts {
		s.recognised, s.groups = s.concepts.InQuery(e, s.query.Reader())
	}
	s.choose(e.Words)
}

// correct finds what unknown words are taken for, and what rare ones may be
// meant to be.
func (s *search) correct(e index.Words) {
	if s.query.Exact {
		return
	}
	rare := 0
	for _, w := range s.concepts.Correctable(e, s.query.Reader()) {
		texts := s.df("holding "+w, func(t *text) bool { return s.holds(t, w) })
		if texts > index.RareTexts {
			continue
		}
		if rare++; rare > index.MaxCorrections {
			return
		}
		switch candidates := s.candidates(w); {
		case texts > 0:
			candidates = slices.DeleteFunc(candidates, func(c index.Candidate) bool { return c.Texts < index.FarMore*texts })
			if to, ok := index.Nearest(candidates); ok {
				s.offered = append(s.offered, index.Correction{From: w, To: to})
			}
		default:
			to, ok := index.Nearest(append(candidates, s.concepts.Candidates(w, s.query.Reader())...))
			with := append(s.corrections, index.Correction{From: w, To: to})
			if ok && s.concepts.Worth(e, with, s.query.Reader()) {
				s.corrections = with
			}
		}
	}
}

// candidates returns the forms of the library that a word may be taken for.
func (s *search) candidates(unknown string) []index.Candidate {
	found := map[string]index.Candidate{}
	s.texts(func(t *text) {
		here := map[string]bool{}
		for _, part := range t.words {
			for _, w := range part {
				distance, ok := index.CanBeTakenFor(unknown, w.exact)
				if !ok || here[w.exact] {
					continue
				}
				here[w.exact] = true
				c := found[w.exact]
				readers := c.Readers || baseLanguage(t.language) == s.query.Reader()
				found[w.exact] = index.Candidate{Exact: w.exact, Readers: readers, Texts: c.Texts + 1, Distance: distance}
			}
		}
	})
	var all []index.Candidate
	for _, c := range found {
		all = append(all, c)
	}
	return all
}

// choose sets the words of a plain query that are used: all, or of too many
// those of groups, and those that the fewest texts count.
func (s *search) choose(different []string) {
	s.plain = different
	if s.query.After != nil && s.query.After.Words != nil {
		s.plain = s.query.After.Words
	} else if len(different) > index.MaxPlainWords {
		counting := func(w string) int {
			return s.df("counting "+w, func(t *text) bool { return !t.rules.Stop(w) && s.holds(t, w) })
		}
		grouped := keep(different, s.inGroup)
		rarest := keep(different, func(w string) bool { return !s.inGroup(w) && counting(w) > 0 })
		slices.SortStableFunc(rarest, func(a, b string) int { return cmp.Compare(counting(a), counting(b)) })
		used := append(grouped, rarest...)
		used = used[:min(len(used), index.MaxPlainWords)]
		s.plain = keep(different, func(w string) bool { return slices.Contains(used, w) })
	}
	s.leftOut = keep(different, func(w string) bool { return !slices.Contains(s.plain, w) })
}

// keep returns the words that pass, in their order.
func keep(all []string, passes func(string) bool) (kept []string) {
	for _, w := range all {
		if passes(w) {
			kept = append(kept, w)
		}
	}
	return kept
}

func (s *search) inGroup(w string) bool {
	return slices.ContainsFunc(s.groups, func(g index.Group) bool { return slices.Contains(g.Words, w) })
}

func (s *search) holds(t *text, w string) bool { return len(s.occurrences(t, index.Term{Word: w})) > 0 }

// hasWord reports whether a text holds a word or names a concept of its groups.
func (s *search) hasWord(t *text, w string) bool {
	return s.holds(t, w) || slices.ContainsFunc(s.groups, func(g index.Group) bool {
		return slices.Contains(g.Words, w) && s.names(t, g)
	})
}

func (s *search) names(t *text, g index.Group) bool {
	for _, id := range g.Concepts {
		if len(s.occurrences(t, index.Concept{ID: id})) > 0 {
			return true
		}
	}
	return false
}

// content returns the words of the plain query that count in a language.
func (s *search) content(rules *words.Rules) []string {
	content := keep(s.plain, func(w string) bool {
		little := slices.ContainsFunc(s.groups, func(g index.Group) bool { return slices.Contains(g.Little, w) })
		return !rules.Stop(w) && !little && (s.query.Reader() == "" || !words.For(s.query.Reader()).Stop(w))
	})
	if len(content) == 0 {
		content = keep(s.plain, func(w string) bool { return !rules.Stop(w) })
	}
	if len(content) == 0 {
		return s.plain
	}
	var bare []string // words of groups that have no content word
	for _, g := range s.groups {
		if !slices.ContainsFunc(g.Words, func(w string) bool { return slices.Contains(content, w) }) {
			bare = append(bare, g.Words...)
		}
	}
	return keep(s.plain, func(w string) bool { return slices.Contains(content, w) || slices.Contains(bare, w) })
}

// matchPlain returns the tier and score of a text for the plain words, and
// whether it matches.
func (s *search) matchPlain(t *text) (tier int, score float64, ok bool) {
	content := s.content(t.rules)
	held := keep(content, func(w string) bool { return s.holds(t, w) })
	having := keep(content, func(w string) bool { return s.hasWord(t, w) })
	needed, tier := index.Needed(len(content)), 3
	switch {
	case s.relaxed:
		needed = 1
	case len(held) == len(content):
		tier = 1
	case len(having) == len(content):
		tier = 2
	}
	if len(having) == 0 || len(having) < needed {
		return 0, 0, false
	}
	worth := func(w string) float64 {
		if !slices.Contains(held, w) {
			return 0
		}
		return index.BM25(s.plainIDF(w), tf(s.occurrences(t, index.Term{Word: w})), t.length(), s.average)
	}
	for i, w := range s.plain {
		for g, group := range s.groups {
			if slices.IndexFunc(s.plain, func(w string) bool { return slices.Contains(group.Words, w) }) == i {
				score += s.groupWorth(t, g, worth)
			}
		}
		if !s.inGroup(w) {
			score += worth(w)
		}
	}
	for i := 1; i < len(content); i++ {
		a, b := content[i-1], content[i]
		if slices.Contains(held, a) && slices.Contains(held, b) {
			score += index.Nearness(s.plainIDF(a), s.plainIDF(b), s.distance(t, a, b))
		}
	}
	return tier, score, true
}

// groupWorth returns what a group adds to the score of a text: what its own words
// add or what its concepts do, whichever is more.
func (s *search) groupWorth(t *text, number int, worth func(w string) float64) float64 {
	group, own := s.groups[number], 0.0
	for _, w := range s.plain {
		inEarlier := slices.ContainsFunc(s.groups[:number], func(g index.Group) bool { return slices.Contains(g.Words, w) })
		if slices.Contains(group.Words, w) && !inEarlier {
			own += worth(w)
		}
	}
	best := own
	for _, id := range group.Concepts {
		concept := index.Concept{ID: id}
		if places := s.occurrences(t, concept); len(places) > 0 {
			df := s.df("concept "+string(id), func(t *text) bool { return len(s.occurrences(t, concept)) > 0 })
			best = max(best, float64(s.weight(t, concept)*index.BM25(index.IDF(df, s.count), tf(places), t.length(), s.average)))
		}
	}
	return best
}

// weight returns the greatest weight with which a text names a concept.
func (s *search) weight(t *text, concept index.Concept) (greatest float64) {
	for _, mentions := range t.mentions {
		for _, m := range mentions {
			if m.Concept == concept.ID {
				greatest = max(greatest, m.Weight)
			}
		}
	}
	return greatest
}

// plainIDF returns the idf of a word: of the texts that hold it and in whose
// language it counts.
func (s *search) plainIDF(w string) float64 {
	return index.IDF(s.df("plain "+w, func(t *text) bool {
		return slices.Contains(s.content(t.rules), w) && s.holds(t, w)
	}), s.count)
}
