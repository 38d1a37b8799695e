package bleve

import (
	"cmp"
	"math/bits"
	"slices"

	"clausebank/index"
)

// plain is a query in plain language while it is evaluated.
type plain struct {
	words   []string   // the ones used, index.MaxPlainWords at most
	idf     []float64  // by word
	by      []reading  // by number in generation.rules
	masks   [][]uint64 // by part and document: which words a text holds
	has     [][]uint64 // the same, with those whose concepts it names; the same as masks where there are no groups
	groups  []group    // in the order of their first words
	grouped uint64     // the words of any
	found   []matched  // by part
}

// A reading is how the rules of a language see the words: each as a bit of its
// number.
type reading struct {
	content uint64
	needed  int
	n       int
	pairs   []pair // neighbours in the list of content words
}

type pair struct{ a, b int }

// chooseWords returns which of a query's different words are used: all, or of too
// many those of groups, and of the others those that the fewest texts count. A
// later page uses those of the first.
func (r *run) chooseWords(all []string, groups []index.Group) ([]string, error) {
	if r.query.After != nil && r.query.After.Words != nil {
		return r.query.After.Words, nil
	}
	if len(all) <= index.MaxPlainWords {
		return all, nil
	}
	type word struct{ number, texts int }
	var grouped, counted []word
	for i, w := range all {
		if inGroups(groups, w) {
			grouped = append(grouped, word{number: i})
			continue
		}
		texts, err := r.textsWith(w, func(rules int) bool { return !r.rules[rules].Stop(w) })
		if err != nil {
			return nil, err
		}
		if texts > 0 {
			counted = append(counted, word{i, texts})
		}
	}
	slices.SortStableFunc(counted, func(a, b word) int { return cmp.Compare(a.texts, b.texts) })
	counted = append(grouped, counted...)
	counted = counted[:min(len(counted), index.MaxPlainWords)]
	slices.SortFunc(counted, func(a, b word) int { return cmp.Compare(a.number, b.number) })
	var used []string
	for _, w := range counted {
		used = append(used, all[w.number])
	}
	return used, nil
}

func inGroups(groups []index.Group, word string) bool {
	return slices.ContainsFunc(groups, func(g index.Group) bool { return slices.Contains(g.Words, word) })
}

// leftOut returns the words that are not used, in their order.
func leftOut(all, used []string) []string {
	var out []string
	for _, w := range all {
		if !slices.Contains(used, w) {
			out = append(out, w)
		}
	}
	return out
}

// textsWith counts the living texts that hold a word and are read by rules in
// which it counts.
func (r *run) textsWith(word string, counts func(rules int) bool) (int, error) {
	texts := 0
	for _, p := range r.parts {
		set := r.bitmap(p)
		if err := r.holders(p, word, counts, set); err != nil {
			return 0, err
		}
		texts += set.count()
		r.bitmaps.unborrow()
	}
	return texts, nil
}

// holders marks the living texts of a part that hold a word and are read by rules
// in which it counts.
func (r *run) holders(p *part, word string, counts func(rules int) bool, to bitmap) error {
	if r.query.Exact {
		if err := r.mark(p, exactField, word, to); err != nil {
			return err
		}
		to.and(p.alive)
		for text := range to.all {
			if !counts(r.rulesOf(p, text)) {
				to.clear(text)
			}
		}
		return nil
	}
	for i, rules := range r.rules {
		if counts(i) {
			if err := r.mark(p, stemField, rules.Stem(word), to); err != nil {
				return err
			}
		}
	}
	to.and(p.alive)
	return nil
}

// rulesOf returns the number of the rules by which a living text is read.
func (r *run) rulesOf(p *part, text uint32) int { return int(r.rulesNumber[p.language[text]]) }

// readWords says how each of the library's rules sees the words.
func (r *run) readWords(used []string, groups []index.Group) []reading {
	readings := make([]reading, len(r.rules))
	for i, rules := range r.rules {
		y := &readings[i]
		content := index.Content(used, rules, r.query.Reader(), groups)
		for w, word := range used {
			if slices.Contains(content, word) {
				y.content |= 1 << w
			}
		}
		y.n = bits.OnesCount64(y.content)
		y.needed = index.Needed(y.n)
		last := -1
		for w := range used {
			if y.content&(1<<w) == 0 {
				continue
			}
			if last >= 0 {
				y.pairs = append(y.pairs, pair{last, w})
			}
			last = w
		}
	}
	return readings
}

// newPlain finds which texts hold which of the words, or name the concepts of
// which groups, and scores them but for nearness.
func (r *run) newPlain(used []string, groups []index.Group) (*plain, error) {
	l := &plain{words: used, by: r.readWords(used, groups)}
	l.groups, l.grouped = arrange(groups, used)
	for _, p := range r.parts {
		l.masks = append(l.masks, r.masks.borrow(p.docs))
		l.found = append(l.found, matched{part: p, score: r.scores.borrow(p.docs)})
	}
	l.has = l.masks
	if len(l.groups) > 0 {
		l.has = nil
		for _, p := range r.parts {
			l.has = append(l.has, r.masks.borrow(p.docs))
		}
	}
	for w := range used {
		df, err := r.textsWith(used[w], l.counts(w))
		if err != nil {
			return nil, err
		}
		l.idf = append(l.idf, index.IDF(df, r.texts))
	}
	next := 0 // group
	for w := range used {
		for ; next < len(l.groups) && l.groups[next].first == w; next++ {
			if err := r.addGroup(l, l.groups[next]); err != nil {
				return nil, err
			}
		}
		if l.grouped&(1<<w) != 0 {
			continue
		}
		for i := range r.parts {
			if err := r.addWord(l, i, w, l.found[i].score); err != nil {
				return nil, err
			}
		}
	}
	if len(l.groups) > 0 {
		for i, has := range l.has {
			for text, held := range l.masks[i] {
				has[text] |= held
			}
		}
	}
	return l, nil
}

// counts tells under which rules a word counts.
func (l *plain) counts(w int) func(rules int) bool {
	return func(rules int) bool { return l.by[rules].content&(1<<w) != 0 }
}

// addWord notes a word in the texts of a part that hold it, and adds what it is
// worth to scores.
func (r *run) addWord(l *plain, i, w int, scores []float64) error {
	p, masks, counts := r.parts[i], l.masks[i], l.counts(w)
	visit := func(text uint32, tf int) {
		masks[text] |= 1 << w
		scores[text] += index.BM25(l.idf[w], tf, int(p.length[text]), r.average)
	}
	if r.query.Exact {
		return r.frequencies(p, exactField, l.words[w], p.alive, func(text uint32, tf int) {
			if counts(r.rulesOf(p, text)) {
				visit(text, tf)
			}
		})
	}
	for n, rules := range r.rules {
		if !counts(n) {
			continue
		}
		if err := r.frequencies(p, stemField, rules.Stem(l.words[w]), p.alive, visit); err != nil {
			return err
		}
	}
	return nil
}

// matchWords returns the texts that have enough of the words; when relaxed, one.
func (r *run) matchWords(l *plain, relaxed bool) ([]matched, error) {
	for i := range l.found {
		m, masks, has := &l.found[i], l.masks[i], l.has[i]
		m.texts = r.bitmap(m.part)
		for text, mask := range has {
			if mask != 0 && (relaxed || bits.OnesCount64(mask) >= l.by[r.rulesOf(m.part, uint32(text))].needed) {
				m.texts.set(uint32(text))
			}
		}
		m.tier = func(text uint32) int {
			if n := l.by[r.rulesOf(m.part, text)].n; relaxed || bits.OnesCount64(has[text]) < n {
				return 3
			} else if bits.OnesCount64(masks[text]) < n {
				return 2
			}
			return 1
		}
		if err := r.did(len(masks) / 16); err != nil {
			return nil, err
		}
	}
	return l.found, nil
}
