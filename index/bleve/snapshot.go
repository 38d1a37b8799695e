package bleve

import (
	"slices"
	"time"

	"clausebank/index"
)

// snapshots are the states that walks by relevance go on in, the one longest
// unused by a first page first. The engine's mutex guards them.
type snapshots []snapshot

type snapshot struct {
	used       time.Time // by the last first page
	generation *generation
}

// keep retains a generation for the pages behind a first page. Its state is the
// name of the snapshot.
func (s *snapshots) keep(g, current *generation, now time.Time) {
	s.expire(current, now)
	if i := s.index(g.state); i >= 0 {
		s.drop(i)
	}
	if len(*s) == index.MaxSnapshots {
		s.drop(0)
	}
	g.retain()
	*s = append(*s, snapshot{used: now, generation: g})
}

// find returns the generation of a snapshot, or nil where it is gone.
func (s *snapshots) find(name string, current *generation, now time.Time) *generation {
	s.expire(current, now)
	if i := s.index(name); i >= 0 {
		return (*s)[i].generation
	}
	return nil
}

// renew exchanges the generation of a state for a newer one of the same content.
func (s *snapshots) renew(g *generation) {
	if i := s.index(g.state); i >= 0 {
		g.retain()
		(*s)[i].generation.release()
		(*s)[i].generation = g
	}
}

// expire drops what no first page has used for index.SnapshotAge. The engine's
// present state does not expire.
func (s *snapshots) expire(current *generation, now time.Time) {
	for i := len(*s) - 1; i >= 0; i-- {
		if k := (*s)[i]; k.generation.state != current.state && now.Sub(k.used) >= index.SnapshotAge {
			s.drop(i)
		}
	}
}

func (s *snapshots) index(state string) int {
	return slices.IndexFunc(*s, func(k snapshot) bool { return k.generation.state == state })
}

func (s *snapshots) drop(i int) {
	(*s)[i].generation.release()
	*s = slices.Delete(*s, i, i+1)
}

func (s *snapshots) clear() {
	for len(*s) > 0 {
		s.drop(0)
	}
}
