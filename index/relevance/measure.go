package relevance

import (
	"math"
	"slices"

	"clausebank/clauses"
)

// How deep the measures look.
const (
	gainDepth    = 10
	recallDepth  = 20
	successDepth = 5
)

// A Score is what one answer is worth. Where nothing that the library holds is
// relevant, it has Empty alone.
type Score struct {
	NDCG    float64 // at 10: 1 is the best order that there can be
	Recall  float64 // the share of all relevant clauses that the first 20 hits have
	Success float64 // 1 where one of the first 5 hits is relevant
	Empty   float64 // 1 where there is no hit
}

// score measures the hits of one answer against the grades of the clauses that
// the library holds. It reports whether any of these is relevant.
func score(hits []clauses.ClauseID, grades map[clauses.ClauseID]int) (s Score, answerable bool) {
	if len(hits) == 0 {
		s.Empty = 1
	}
	var ideal []int
	for _, g := range grades {
		if g >= Useful {
			ideal = append(ideal, g)
		}
	}
	if len(ideal) == 0 {
		return s, false
	}
	slices.SortFunc(ideal, func(a, b int) int { return b - a })
	found := make([]int, len(hits))
	for i, id := range hits {
		found[i] = grades[id]
	}
	s.NDCG = gain(found) / gain(ideal)
	s.Recall = float64(relevant(found, recallDepth)) / float64(len(ideal))
	if relevant(found, successDepth) > 0 {
		s.Success = 1
	}
	return s, true
}

// gain is the discounted cumulative gain of the first grades.
func gain(grades []int) float64 {
	sum := 0.0
	for i, g := range grades[:min(len(grades), gainDepth)] {
		sum += (math.Exp2(float64(g)) - 1) / math.Log2(float64(i+2))
	}
	return sum
}

// relevant counts the relevant among the first grades.
func relevant(grades []int, depth int) int {
	n := 0
	for _, g := range grades[:min(len(grades), depth)] {
		if g >= Useful {
			n++
		}
	}
	return n
}

// A Mean is the mean of scores.
type Mean struct {
	Score
	Of int // how many
}

// mean returns the mean of those outcomes that are chosen.
func mean(all []Outcome, chosen func(Outcome) bool) Mean {
	var m Mean
	for _, o := range all {
		if !chosen(o) {
			continue
		}
		m.Of++
		m.NDCG += o.NDCG
		m.Recall += o.Recall
		m.Success += o.Success
		m.Empty += o.Empty
	}
	if m.Of > 0 {
		n := float64(m.Of)
		m.NDCG, m.Recall, m.Success, m.Empty = m.NDCG/n, m.Recall/n, m.Success/n, m.Empty/n
	}
	return m
}
