package bleve

import (
	"cmp"
	"slices"
	"strings"

	"clausebank/index"
	"clausebank/index/words"
)

// minLikeWords is how many of the telling words a text must hold to be similar.
const minLikeWords = 3

// A telling word is a stem by which similar clauses are found.
type telling struct {
	stem string
	idf  float64
	rank float64 // tf × idf
}

// like finds the clauses that share telling words or topics with a clause.
func (r *run) like(like index.Like) ([]matched, error) {
	lists, err := r.tellingWords(like)
	if err != nil {
		return nil, err
	}
	topics := make([]string, len(like.Topics))
	for i, t := range like.Topics {
		topics[i] = string(t)
	}
	wanted := r.newFilter(index.Topic, topics)
	found := make([]matched, len(r.parts))
	for i, p := range r.parts {
		m := matched{part: p, texts: r.bitmap(p), tier: func(uint32) int { return 1 }, score: r.scores.borrow(p.docs)}
		held := r.counts.borrow(p.docs)
		for base, list := range lists {
			if err := r.holdTelling(&m, base, list, held); err != nil {
				return nil, err
			}
		}
		for text := range p.alive.all {
			clause := p.clauseOf[text]
			shared := 0
			for _, n := range p.topics.of(clause) {
				if wanted.allowed[n] {
					shared++
					m.score[text] += index.LikeTopic
				}
			}
			list := len(lists[r.bases[p.language[text]]])
			enough := held[text] > 0 && int(held[text]) >= min(minLikeWords, list)
			if (shared > 0 || enough) && p.ids.of(clause) != string(like.ID) {
				m.texts.set(text)
			}
			if err := r.did(1); err != nil {
				return nil, err
			}
		}
		found[i] = m
	}
	return found, nil
}

// holdTelling counts and scores the words of a list that the texts of its base
// language in a part hold.
func (r *run) holdTelling(m *matched, base string, list []telling, held []uint32) error {
	for _, w := range list {
		err := r.frequencies(m.part, stemField, w.stem, m.alive, func(text uint32, tf int) {
			if r.bases[m.language[text]] == base {
				held[text]++
				m.score[text] += index.BM25(w.idf, tf, int(m.length[text]), r.average)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// tellingWords returns the most telling stems of a clause's texts, by base
// language, the most telling first.
func (r *run) tellingWords(like index.Like) (map[string][]telling, error) {
	frequency := make(map[string]map[string]int)
	for _, t := range like.Texts {
		base, rules := baseLanguage(t.Language), words.For(t.Language)
		if frequency[base] == nil {
			frequency[base] = make(map[string]int)
		}
		for _, w := range words.Split(t.Text) {
			if !rules.Stop(w.Exact) {
				frequency[base][rules.Stem(w.Exact)]++
			}
		}
	}
	lists := make(map[string][]telling, len(frequency))
	for base, stems := range frequency {
		var list []telling
		for stem, tf := range stems {
			df, err := r.df(stem)
			if err != nil {
				return nil, err
			}
			if idf := index.IDF(df, r.texts); df >= 2 {
				list = append(list, telling{stem, idf, float64(tf) * idf})
			}
		}
		slices.SortFunc(list, func(a, b telling) int {
			return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.stem, b.stem))
		})
		lists[base] = list[:min(len(list), index.MaxLikeWords)]
	}
	return lists, nil
}

// df returns how many texts hold a stem.
func (r *run) df(stem string) (int, error) {
	df := 0
	for _, p := range r.parts {
		d, err := r.dictionary(p, stemField)
		if err != nil {
			return 0, err
		}
		list, err := d.PostingsList([]byte(stem), p.deleted, nil)
		if err != nil {
			return 0, err
		}
		df += int(list.Count())
		if err := r.did(64); err != nil {
			return 0, err
		}
	}
	return df, nil
}

// baseLanguage returns a language tag without what narrows it.
func baseLanguage(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(base)
}
