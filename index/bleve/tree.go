package bleve

import (
	"fmt"

	"clausebank/index"
)

// A matched part is what an expression found in a part: which living texts match,
// filters aside, and what each is worth.
type matched struct {
	*part
	texts bitmap
	tier  func(doc uint32) int
	score []float64 // by document; nil: all are 0
}

// A node is an expression that is being evaluated in one part after the other.
type node struct {
	expr     index.Expr
	children []*node
	leaf     leaf     // of a term, phrase, prefix or near
	sets     []bitmap // by part: the living texts that match
	idf      float64
}

// evaluate finds what matches an expression with operators, and scores it.
func (r *run) evaluate(e index.Expr) ([]matched, error) {
	r.noteRepeated(e)
	root, err := r.newNode(e)
	if err != nil {
		return nil, err
	}
	found := make([]matched, len(r.parts))
	for i, p := range r.parts {
		found[i] = matched{part: p, texts: root.sets[i], tier: func(uint32) int { return 1 },
			score: r.scores.borrow(p.docs)}
		if err := r.score(root, i, root.sets[i], found[i].score); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// newNode evaluates an expression from its leaves upwards.
func (r *run) newNode(e index.Expr) (*node, error) {
	n := &node{expr: e, sets: make([]bitmap, len(r.parts))}
	var below []index.Expr
	switch e := e.(type) {
	case index.And:
		below = e.All
	case index.Or:
		below = e.Any
	case index.Not:
		below = []index.Expr{e.X}
	}
	for _, child := range below {
		c, err := r.newNode(child)
		if err != nil {
			return nil, err
		}
		n.children = append(n.children, c)
	}
	var err error
	if n.leaf, err = r.newLeaf(e); err != nil {
		return nil, err
	}
	df := 0
	for i, p := range r.parts {
		if n.sets[i], err = r.match(n, i, p); err != nil {
			return nil, err
		}
		df += n.sets[i].count()
	}
	n.idf = index.IDF(df, r.texts)
	return n, nil
}

// match returns the living texts of a part that match a node whose children have
// been evaluated.
func (r *run) match(n *node, i int, p *part) (bitmap, error) {
	set := r.bitmap(p)
	switch e := n.expr.(type) {
	case index.And:
		copy(set, p.alive)
		for _, c := range n.children {
			set.and(c.sets[i])
		}
	case index.Or:
		for _, c := range n.children {
			set.or(c.sets[i])
		}
	case index.Not:
		copy(set, p.alive)
		for doc := range n.children[0].sets[i].all {
			clause := p.clauseOf[doc]
			for text := p.begin[clause]; text < p.end[clause]; text++ {
				set.clear(text)
			}
		}
	case index.In:
		f := r.newFilter(e.Field, []string{e.Value})
		for doc := range p.alive.all {
			if f.holds(r, p, p.clauseOf[doc], doc) {
				set.set(doc)
			}
		}
	default:
		if n.leaf == nil {
			return nil, fmt.Errorf("%T cannot be a part of an expression", e)
		}
		if err := n.leaf.find(r, p, set); err != nil {
			return nil, err
		}
		set.and(p.alive)
	}
	return set, r.did(len(set))
}

// score adds what the leaves below a node are worth, in their order, to the scores
// of those texts of a part for which the node counts.
func (r *run) score(n *node, i int, counts bitmap, scores []float64) error {
	p := r.parts[i]
	switch n.expr.(type) {
	case index.And:
		for _, c := range n.children {
			if err := r.score(c, i, counts, scores); err != nil {
				return err
			}
		}
	case index.Or:
		for _, c := range n.children {
			some := r.bitmap(p)
			copy(some, counts)
			some.and(c.sets[i])
			if err := r.score(c, i, some, scores); err != nil {
				return err
			}
		}
	}
	if n.leaf == nil {
		return nil
	}
	return n.leaf.frequencies(r, p, counts, func(doc uint32, tf int) {
		scores[doc] += index.BM25(n.idf, tf, int(p.length[doc]), r.average)
	})
}
