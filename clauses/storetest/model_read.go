package storetest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"clausebank/clauses"
)

// document returns a document that is neither withdrawn nor purged.
func (m *Model) document(id clauses.InstrumentID) (clauses.Document, clauses.Revision, error) {
	at := m.newest(id)
	if at == 0 {
		return clauses.Document{}, 0, clauses.ErrNotFound
	}
	d := m.state(at).doc
	for _, w := range d.Withdrawn {
		if w.ID == string(id) {
			return clauses.Document{}, at, &clauses.GoneError{Withdrawal: w}
		}
	}
	return d, at, nil
}

// Document is bolt's Store.Document.
func (m *Model) Document(ctx context.Context, id clauses.InstrumentID) (clauses.Document, clauses.Revision, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return clauses.Document{}, 0, err
	}
	return m.document(id)
}

// Clause is bolt's Store.Clause.
func (m *Model) Clause(ctx context.Context, id clauses.ClauseID) (clauses.Clause, clauses.Instrument, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return clauses.Clause{}, clauses.Instrument{}, err
	}
	at := m.newest(id.Instrument())
	if at != 0 {
		d := m.state(at).doc
		for _, c := range d.Clauses {
			if c.ID == id {
				return c, d.Instrument, nil
			}
		}
		for _, w := range d.Withdrawn {
			if w.ID == string(id) && id.Valid() {
				return clauses.Clause{}, clauses.Instrument{}, &clauses.GoneError{Withdrawal: w}
			}
		}
	}
	return clauses.Clause{}, clauses.Instrument{}, clauses.ErrNotFound
}

// History is bolt's Store.History.
func (m *Model) History(ctx context.Context, id clauses.ClauseID) ([]clauses.Version, error) {
	if _, _, err := m.Clause(ctx, id); err != nil && !errors.Is(err, clauses.ErrGone) {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var history []clauses.Version
	before := ""
	for i, st := range m.states {
		if st.id != id.Instrument() {
			continue
		}
		if st.tombstone {
			return nil, &clauses.GoneError{Withdrawal: st.doc.Withdrawn[0]}
		}
		v := clauses.Version{Revision: clauses.Revision(i + 1), Time: st.time, Correction: st.correction}
		for _, c := range st.doc.Clauses {
			if c.ID == id {
				v.Clause = &c
			}
		}
		for _, w := range st.doc.Withdrawn {
			if w.ID == string(id) {
				v.Withdrawal = &w
			}
		}
		now := ""
		if v.Clause != nil {
			now = clauses.Document{Clauses: []clauses.Clause{*v.Clause}}.Hash()
		} else if v.Withdrawal != nil {
			now = fmt.Sprint(*v.Withdrawal)
		}
		if now != "" && (now != before || v.Clause != nil && v.Correction != "") {
			history = append(history, v)
		}
		before = now
	}
	return history, nil
}

// Changes is bolt's Store.Changes.
func (m *Model) Changes(ctx context.Context, after clauses.Revision) iter.Seq2[clauses.Change, error] {
	return func(yield func(clauses.Change, error) bool) {
		for at := after + 1; ; at++ {
			if err := ctx.Err(); err != nil {
				yield(clauses.Change{}, err)
				return
			}
			c, isNewest, ok := m.change(at)
			if !ok || isNewest && !yield(c, nil) {
				return
			}
		}
	}
}

func (m *Model) change(at clauses.Revision) (c clauses.Change, isNewest, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if at > clauses.Revision(len(m.states)) {
		return c, false, false
	}
	st := m.state(at)
	if m.newest(st.id) != at {
		return c, false, true
	}
	c = clauses.Change{Revision: at, Time: st.time, Document: st.doc}
	for _, w := range st.doc.Withdrawn {
		if w.ID != string(st.id) {
			c.Removed = append(c.Removed, clauses.ClauseID(w.ID))
		}
	}
	for _, clause := range st.doc.Clauses {
		c.Updated = append(c.Updated, m.updated(at, clause.ID))
	}
	return c, true, true
}

// updated goes back from a revision to where a clause with its instrument
// became as it is.
func (m *Model) updated(at clauses.Revision, id clauses.ClauseID) time.Time {
	with := func(st *modelState) string {
		d := clauses.Document{Instrument: st.doc.Instrument}
		for _, c := range st.doc.Clauses {
			if c.ID == id {
				d.Clauses = []clauses.Clause{c}
			}
		}
		return d.Hash()
	}
	updated := m.state(at).time
	want := with(m.state(at))
	for r := at; r >= 1; r-- {
		if st := m.state(r); st.id == id.Instrument() {
			if with(st) != want {
				break
			}
			updated = st.time
		}
	}
	return updated
}

// Documents is bolt's Store.Documents.
func (m *Model) Documents(ctx context.Context, at clauses.Revision) iter.Seq2[clauses.Document, error] {
	m.mu.Lock()
	at = min(at, clauses.Revision(len(m.states)))
	m.mu.Unlock()
	return func(yield func(clauses.Document, error) bool) {
		if err := ctx.Err(); err != nil {
			yield(clauses.Document{}, err)
			return
		}
		all := make(map[clauses.InstrumentID]clauses.Document)
		m.mu.Lock()
		for i, st := range m.states {
			if st.tombstone {
				delete(all, st.id)
			} else if !st.purged && i < int(at) {
				all[st.id] = st.doc
			}
		}
		m.mu.Unlock()
		for _, id := range slices.Sorted(maps.Keys(all)) {
			if !yield(all[id], nil) {
				return
			}
		}
	}
}

// standing returns the documents as they now stand, by ID.
func (m *Model) standing() (docs []clauses.Document) {
	for i, st := range m.states {
		if m.newest(st.id) == clauses.Revision(i+1) {
			docs = append(docs, st.doc)
		}
	}
	slices.SortFunc(docs, func(a, b clauses.Document) int {
		return strings.Compare(string(a.Instrument.ID), string(b.Instrument.ID))
	})
	return docs
}

// Links is bolt's Store.Links.
func (m *Model) Links(ctx context.Context, to string) (links []clauses.Link, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !clauses.InstrumentID(to).Valid() && !clauses.ClauseID(to).Valid() {
		return nil, ctx.Err()
	}
	add := func(from string, relations []clauses.Relation) {
		for _, r := range relations {
			if r.To == to {
				links = append(links, clauses.Link{From: from, Type: r.Type, To: to})
			}
		}
	}
	for _, d := range m.standing() {
		add(string(d.Instrument.ID), d.Instrument.Relations)
		for _, c := range d.Clauses {
			add(string(c.ID), c.Relations)
		}
	}
	slices.SortStableFunc(links, func(a, b clauses.Link) int { return strings.Compare(a.From, b.From) })
	return links, ctx.Err()
}

// ByIdentifier is bolt's Store.ByIdentifier.
func (m *Model) ByIdentifier(ctx context.Context, value string) (ids []clauses.InstrumentID, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	fold := func(s string) (folded string) {
		for _, r := range s {
			if unicode.IsLetter(r) || unicode.IsNumber(r) {
				folded += string(unicode.ToLower(r))
			}
		}
		return folded
	}
	for _, d := range m.standing() {
		if fold(value) != "" && slices.ContainsFunc(d.Instrument.Identifiers, func(i clauses.Identifier) bool { return fold(i.Value) == fold(value) }) {
			ids = append(ids, d.Instrument.ID)
		}
	}
	return ids, ctx.Err()
}

// Position is bolt's Store.Position.
func (m *Model) Position(ctx context.Context) (clauses.Position, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return clauses.Position{Store: "model", Epoch: 1, Revision: clauses.Revision(len(m.states))}, ctx.Err()
}

// Verify is bolt's Store.Verify; it only counts.
func (m *Model) Verify(ctx context.Context) (clauses.VerifyReport, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := clauses.VerifyReport{Revision: clauses.Revision(len(m.states))}
	for _, st := range m.states {
		if !st.purged {
			r.Versions++
		}
	}
	for _, d := range m.standing() {
		id := d.Instrument.ID
		_, _, err := m.document(id)
		switch {
		case m.state(m.newest(id)).tombstone:
			r.Purged++
		case err != nil:
			r.Withdrawn++
		default:
			r.Documents++
			r.Clauses += len(d.Clauses)
		}
	}
	return r, ctx.Err()
}

// Note is bolt's Store.Note.
func (m *Model) Note(ctx context.Context, key string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.notes[key], ctx.Err()
}

// SetNotes is bolt's Store.SetNotes.
func (m *Model) SetNotes(ctx context.Context, notes map[string]string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := notes[""]; ok {
		return errors.New("a note needs a key")
	}
	for key, note := range notes {
		m.notes[key] = note
		if note == "" {
			delete(m.notes, key)
		}
	}
	return ctx.Err()
}
