package bleve

// near is a leaf: the occurrences of a that have one of b near them, in one part
// of a text, in either order, not overlapping, with at most distance-1 words
// between the two.
type near struct {
	a, b     side
	distance int
	found    map[*part][]occurrence // in all living texts
}

func newNear(a, b side, distance int) *near {
	return &near{a: a, b: b, distance: distance, found: make(map[*part][]occurrence)}
}

func (n *near) find(r *run, p *part, to bitmap) error {
	all, err := n.search(r, p)
	n.found[p] = all
	for _, o := range all {
		to.set(o.text())
	}
	return err
}

func (n *near) frequencies(_ *run, p *part, in bitmap, visit func(text uint32, tf int)) error {
	tally(n.found[p], in, visit)
	return nil
}

// search finds where a stands near b in the living texts of a part.
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
	found := as[:0]
	first := 0 // the first of bs that may be near what follows in as
	before, behind := occurrence(lengthB+n.distance-1), occurrence(lengthA+n.distance-1)
	for _, a := range as {
		for first < len(bs) && bs[first]+before < a {
			first++
		}
		for _, b := range bs[first:] {
			if b > a+behind {
				break
			}
			if b >= a+occurrence(lengthA) || a >= b+occurrence(lengthB) {
				found = append(found, a)
				break
			}
		}
	}
	r.done(bs)
	return found, r.did(len(as) + len(bs))
}
