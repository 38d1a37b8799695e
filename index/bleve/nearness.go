package bleve

import "clausebank/index"

// bound returns the most that a text's score can become by nearness: that of a
// text in which all neighbours that it holds stand side by side.
func (r *run) bound(l *plain, i int, text uint32) float64 {
	score, mask := l.found[i].score[text], l.masks[i][text]
	for _, pair := range l.by[r.rulesOf(l.found[i].part, text)].pairs {
		if both := uint64(1)<<pair.a | 1<<pair.b; mask&both == both {
			score += index.Nearness(l.idf[pair.a], l.idf[pair.b], 1)
		}
	}
	return score
}

// addNearness adds to the scores of some texts of a part what the nearness of
// their words is worth. It reads positions, so it is done for few texts.
func (r *run) addNearness(l *plain, i int, texts bitmap) error {
	p := r.parts[i]
	for number, y := range l.by {
		if len(y.pairs) == 0 {
			continue
		}
		read := r.bitmap(p)
		for text := range texts.all {
			if r.rulesOf(p, text) == number {
				read.set(text)
			}
		}
		if read.count() == 0 {
			continue
		}
		before, err := r.wordPlaces(l, p, number, y.pairs[0].a, read)
		if err != nil {
			return err
		}
		for _, pair := range y.pairs {
			next, err := r.wordPlaces(l, p, number, pair.b, read)
			if err != nil {
				return err
			}
			addDistances(before, next, func(text uint32, distance int) {
				l.found[i].score[text] += index.Nearness(l.idf[pair.a], l.idf[pair.b], distance)
			})
			r.done(before)
			before = next
		}
		r.done(before)
	}
	return nil
}

// wordPlaces returns where a word stands in some texts of a part that are read
// by the same rules.
func (r *run) wordPlaces(l *plain, p *part, rules, word int, in bitmap) ([]occurrence, error) {
	if r.query.Exact {
		return r.occurrences(p, exactField, l.words[word], in, r.list())
	}
	return r.occurrences(p, stemField, r.rules[rules].Stem(l.words[word]), in, r.list())
}

// addDistances calls add for each text in which a place of one list and one of
// the other are index.NearWindow apart at most, with their smallest distance
// above 0.
func addDistances(as, bs []occurrence, add func(text uint32, distance int)) {
	first := 0 // the first of bs that may be near what follows in as
	for i := 0; i < len(as); {
		text, least := as[i].text(), index.NearWindow+1
		for ; i < len(as) && as[i].text() == text; i++ {
			a := as[i]
			for first < len(bs) && bs[first]+index.NearWindow < a {
				first++
			}
			for _, b := range bs[first:] {
				if b > a+index.NearWindow {
					break
				}
				if d := int(max(a, b) - min(a, b)); d > 0 {
					least = min(least, d)
				}
			}
		}
		if least <= index.NearWindow {
			add(text, least)
		}
	}
}
