package bleve

// near is a leaf: the occurrences of a that have one of b near them, in one part
// of a text, in either order, not overlapping, with at most distance-1 words
// between the two.
type near struct {
	a, b     leaf
	distance int
	found    map[*part][]occurrence // in all living texts, for each part that was searched
}

func (n *near) find(r *run, p *part, to bitmap) error {
	all, _, err := n.occurrences(r, p, p.alive)
	for _, o := range all {
		to.set(o.doc)
	}
	return err
}

func (n *near) frequencies(r *run, p *part, in bitmap, visit func(doc uint32, tf int)) error {
	all, _, err := n.occurrences(r, p, in)
	tally(all, visit)
	return err
}

func (n *near) occurrences(r *run, p *part, in bitmap) ([]occurrence, int, error) {
	all, searched := n.found[p]
	if !searched {
		var err error
		if all, err = n.search(r, p); err != nil {
			return nil, 0, err
		}
		n.found[p] = all
	}
	return within(all, in), 1, nil
}

func (n *near) search(r *run, p *part) ([]occurrence, error) {
	both, other := r.bitmap(p), r.bitmap(p)
	if err := n.a.find(r, p, both); err != nil {
		return nil, err
	}
	if err := n.b.find(r, p, other); err != nil {
		return nil, err
	}
	both.and(other)
	both.and(p.alive)
	as, lengthA, err := n.a.occurrences(r, p, both)
	if err != nil {
		return nil, err
	}
	bs, lengthB, err := n.b.occurrences(r, p, both)
	if err != nil {
		return nil, err
	}
	found := as[:0:0]
	first := 0 // the first of bs that may be near what follows in as
	for _, a := range as {
		for first < len(bs) && (bs[first].doc < a.doc ||
			bs[first].doc == a.doc && bs[first].at+place(lengthB+n.distance-1) < a.at) {
			first++
		}
		for _, b := range bs[first:] {
			if b.doc != a.doc || b.at > a.at+place(lengthA+n.distance-1) {
				break
			}
			if b.at >= a.at+place(lengthA) || a.at >= b.at+place(lengthB) {
				found = append(found, a)
				break
			}
		}
	}
	return found, r.did(len(as) + len(bs))
}
