package storetest

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"clausebank/clauses"
)

// A Model is a Store in memory that keeps every state of every document whole
// and looks for everything from the beginning. It is slow and obviously right.
type Model struct {
	mu     sync.Mutex
	states []modelState // in the order of revisions; the state of revision n is states[n-1]
	notes  map[string]string
}

// A modelState is what one revision made of a document. Once it is purged only
// the ID of the instrument is left of the states before.
type modelState struct {
	id         clauses.InstrumentID
	time       time.Time
	doc        clauses.Document
	correction string
	tombstone  bool // this revision purged the instrument
	purged     bool // a later one did
}

// NewModel returns an empty Model.
func NewModel() *Model { return &Model{notes: make(map[string]string)} }

var _ Store = (*Model)(nil)

// newest returns the revision of a document's newest state, 0 for none.
func (m *Model) newest(id clauses.InstrumentID) clauses.Revision {
	for i := len(m.states) - 1; i >= 0; i-- {
		if m.states[i].id == id {
			return clauses.Revision(i + 1)
		}
	}
	return 0
}

func (m *Model) state(at clauses.Revision) *modelState { return &m.states[at-1] }

// Put is bolt's Store.Put.
func (m *Model) Put(ctx context.Context, docs ...clauses.Document) (clauses.Receipt, error) {
	if err := m.Check(ctx, docs...); err != nil {
		return clauses.Receipt{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	before := len(m.states)
	for _, d := range docs {
		m.put(d)
	}
	return clauses.Receipt{Revision: clauses.Revision(len(m.states)), Changed: len(m.states) - before}, nil
}

// put stores a document that keeps the rules.
func (m *Model) put(d clauses.Document) clauses.Revision {
	at := m.newest(d.Instrument.ID)
	if at != 0 && m.state(at).doc.Hash() == d.Hash() {
		return at
	}
	state := modelState{id: d.Instrument.ID, time: time.Now().UTC(), doc: d}
	if d.Correction != nil {
		state.correction = d.Correction.Reason
		state.doc.Correction = nil
	}
	m.states = append(m.states, state)
	return clauses.Revision(len(m.states))
}

// PutIf is bolt's Store.PutIf.
func (m *Model) PutIf(ctx context.Context, d clauses.Document, at clauses.Revision) (clauses.Revision, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	newest := m.newest(d.Instrument.ID)
	if newest != at && (newest == 0 || !m.state(newest).tombstone) {
		return 0, clauses.ErrConflict
	}
	if err := m.check(d); err != nil {
		return 0, err
	}
	return m.put(d), nil
}

// Check is bolt's Store.Check.
func (m *Model) Check(ctx context.Context, docs ...clauses.Document) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	seen := make(map[clauses.InstrumentID]bool)
	for _, d := range docs {
		if seen[d.Instrument.ID] {
			return invalid("instrument.id")
		}
		seen[d.Instrument.ID] = true
		if err := m.check(d); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// invalid is an error with problems at these paths.
func invalid(paths ...string) error {
	e := &clauses.InvalidError{}
	for _, p := range paths {
		e.Problems = append(e.Problems, clauses.Problem{Path: p, Reason: "breaks a rule", Remedy: "keep it"})
	}
	return e
}

// Withdraw is bolt's Store.Withdraw.
func (m *Model) Withdraw(ctx context.Context, id clauses.InstrumentID, reason string, successor clauses.InstrumentID, at clauses.Revision) (clauses.Revision, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var paths []string
	if strings.TrimSpace(reason) == "" {
		paths = append(paths, "reason")
	}
	if successor == id || successor != "" && !successor.Valid() {
		paths = append(paths, "successor")
	}
	if len(paths) > 0 {
		return 0, invalid(paths...)
	}
	d, newest, err := m.document(id)
	if err != nil {
		return 0, err
	}
	if newest != at {
		return 0, clauses.ErrConflict
	}
	today := clauses.DayOf(time.Now().UTC()).Date()
	gone := []clauses.Withdrawal{{ID: string(id), Date: today, Reason: reason, Successor: string(successor)}}
	gone = append(gone, d.Withdrawn...)
	for _, c := range d.Clauses {
		gone = append(gone, clauses.Withdrawal{ID: string(c.ID), Date: today, Reason: reason})
	}
	return m.put(clauses.Document{Instrument: d.Instrument, Withdrawn: gone}), ctx.Err()
}

// Purge is bolt's Store.Purge.
func (m *Model) Purge(ctx context.Context, id clauses.InstrumentID, reason string) (clauses.Revision, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if strings.TrimSpace(reason) == "" {
		return 0, invalid("reason")
	}
	newest := m.newest(id)
	if newest == 0 {
		return 0, clauses.ErrNotFound
	}
	if m.state(newest).tombstone {
		return 0, &clauses.GoneError{Withdrawal: m.state(newest).doc.Withdrawn[0]}
	}
	today := clauses.DayOf(time.Now().UTC()).Date()
	names := []string{string(id)}
	for i := len(m.states) - 1; i >= 0; i-- {
		if st := &m.states[i]; st.id == id {
			for _, name := range namesIn(st.doc) {
				if !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
			*st = modelState{id: id, purged: true}
		}
	}
	tombstone := clauses.Document{Instrument: clauses.Instrument{ID: id}}
	for _, name := range names {
		tombstone.Withdrawn = append(tombstone.Withdrawn, clauses.Withdrawal{ID: name, Date: today, Reason: reason})
	}
	m.states = append(m.states, modelState{id: id, time: time.Now().UTC(), doc: tombstone, tombstone: true})
	maps.DeleteFunc(m.notes, func(key, _ string) bool {
		return key == string(id) || strings.HasSuffix(key, "/"+string(id))
	})
	return clauses.Revision(len(m.states)), ctx.Err()
}

// namesIn returns the IDs of clauses that a document names.
func namesIn(d clauses.Document) (names []string) {
	for _, c := range d.Clauses {
		names = append(names, string(c.ID))
	}
	for _, w := range d.Withdrawn {
		if w.ID != string(d.Instrument.ID) {
			names = append(names, w.ID)
		}
	}
	return names
}
