package bolt

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"clausebank/clauses"
)

// Verify reads all that the file holds, as it stands when Verify begins, and
// reports every fault with its place: checksums that do not fit, documents that
// are not what was stored, references to what is not there and things that
// nothing refers to, tables that do not agree with the record, and pages of the
// file that make no sense. The error says that reading stopped, not that there
// are faults.
func (s *Store) Verify(ctx context.Context) (clauses.VerifyReport, error) {
	v := verifier{ctx: ctx}
	err := s.view(ctx, func(tx *bbolt.Tx) error {
		v.tx = tx
		return v.all()
	})
	if errors.Is(err, ErrUnreadable) {
		v.fault("file", "%v", err)
		err = nil
	}
	if err != nil {
		return clauses.VerifyReport{}, fmt.Errorf("verify %s: %w", s.path, err)
	}
	return v.report, nil
}

type verifier struct {
	ctx    context.Context
	tx     *bbolt.Tx
	report clauses.VerifyReport

	entries int // clauses that the newest versions name
}

func (v *verifier) fault(place, format string, args ...any) {
	v.report.Faults = append(v.report.Faults, clauses.VerifyFault{Place: place, Reason: fmt.Sprintf(format, args...)})
}

// check notes an error about a place as a fault.
func (v *verifier) check(place string, err error) bool {
	if err != nil {
		v.fault(place, "%v", err)
	}
	return err == nil
}

func (v *verifier) all() error {
	steps := []func() error{v.versions, v.bodies, v.instruments, v.clauses, v.links, v.identifiers, v.notes}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	if len(v.report.Faults) > 0 {
		return nil // bbolt's own check does not survive every damage
	}
	return v.pages()
}

// pages lets bbolt check its pages. It counts all that a page says it takes up,
// so that must be within the file.
func (v *verifier) pages() error {
	for id := 0; ; id++ {
		p, err := v.tx.Page(id)
		if err != nil {
			return err
		}
		if p == nil {
			break
		}
		if p.Type == "free" {
			continue
		}
		end := int64(id+p.OverflowCount+1) * int64(v.tx.DB().Info().PageSize)
		if end > v.tx.Size() {
			v.fault(fmt.Sprintf("page %d of the file", id), "it ends at %d, behind the end of the file at %d", end, v.tx.Size())
			return nil
		}
		id += p.OverflowCount
	}
	for err := range v.tx.Check() {
		v.fault("pages of the file", "%v", err)
	}
	return nil
}

// each visits the rows of a table.
func (v *verifier) each(table []byte, visit func(k, value []byte)) error {
	return v.tx.Bucket(table).ForEach(func(k, value []byte) error {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		visit(k, value)
		return nil
	})
}

// versions checks every state of every document by itself.
func (v *verifier) versions() error {
	v.report.Revision = newest(v.tx)
	err := v.each(versionsBucket, func(k, value []byte) {
		if len(k) != 8 {
			v.fault(fmt.Sprintf("version key %x", k), "it is no revision")
			return
		}
		v.report.Versions++
		v.version(clauses.Revision(binary.BigEndian.Uint64(k)), value)
	})
	if err != nil {
		return err
	}
	if all := uint64(v.report.Versions) + getNumber(v.tx, purgedKey); all != uint64(v.report.Revision) {
		v.fault("versions", "there are %d with those that were purged, and the newest revision is %d", all, v.report.Revision)
	}
	return nil
}

func (v *verifier) version(at clauses.Revision, value []byte) {
	place := fmt.Sprintf("version %d", at)
	ver, err := decodeVersion(at, value)
	if !v.check(place, err) {
		return
	}
	if at > v.report.Revision {
		v.fault(place, "it is newer than the newest revision, %d", v.report.Revision)
	}
	if ver.Previous >= at {
		v.fault(place, "it follows version %d", ver.Previous)
	}
	d, err := readDocument(v.tx, ver)
	if !v.check(place, err) || ver.Purged {
		return
	}
	if d.Instrument.ID != ver.Instrument {
		v.fault(place, "it is of %s and holds %s", ver.Instrument, d.Instrument.ID)
	}
	for i, c := range d.Clauses {
		if c.ID != ver.Clauses[i].ID {
			v.fault(place, "clause %s holds %s", ver.Clauses[i].ID, c.ID)
		}
	}
	if hash := d.Hash(); hash != ver.Hash {
		v.fault(place, "the document's hash is %s, stored was %s", hash, ver.Hash)
	}
}

// bodies checks that every byte of them belongs to the version that stored it.
func (v *verifier) bodies() error {
	var current clauses.Revision
	var used map[uint32]int
	return v.each(bodiesBucket, func(k, value []byte) {
		if len(k) != 12 {
			v.fault(fmt.Sprintf("body key %x", k), "it is no chunk of a revision")
			return
		}
		at, chunk := clauses.Revision(binary.BigEndian.Uint64(k)), binary.BigEndian.Uint32(k[8:])
		if at != current || used == nil {
			current, used = at, v.used(at)
		}
		if used[chunk] != len(value) {
			v.fault(fmt.Sprintf("body %d.%d", at, chunk), "%d bytes of %d belong to version %d", used[chunk], len(value), at)
		}
	})
}

// used returns how many bytes of each chunk a version itself has stored.
func (v *verifier) used(at clauses.Revision) map[uint32]int {
	used := make(map[uint32]int)
	ver, err := readVersion(v.tx, at)
	if err != nil {
		return used // versions has noted why
	}
	refs := []ref{ver.Body}
	for _, c := range ver.Clauses {
		refs = append(refs, c.Body)
	}
	for _, r := range refs {
		if r.at == at {
			used[r.chunk] += int(r.length)
		}
	}
	return used
}

// instruments checks that the heads and the entries of the clauses are those of
// the newest versions, and that all versions hang together.
func (v *verifier) instruments() error {
	chained := 0
	err := v.each(instrumentsBucket, func(k, value []byte) {
		place := "instrument " + string(k)
		var h head
		if !v.check(place, json.Unmarshal(value, &h)) {
			return
		}
		newest, err := readVersion(v.tx, h.Revision)
		if !v.check(place, err) {
			return
		}
		want, err := encode(headOf(h.Revision, newest))
		if !v.check(place, err) {
			return
		}
		if string(want) != string(value) || string(newest.Instrument) != string(k) {
			v.fault(place, "its row is not that of version %d", h.Revision)
		}
		chained += v.chain(place, newest)
		v.standing(place, h, newest)
	})
	if err != nil {
		return err
	}
	if chained != v.report.Versions {
		v.fault("versions", "%d of %d belong to an instrument", chained, v.report.Versions)
	}
	return nil
}

// chain goes back through the versions of an instrument and counts them.
func (v *verifier) chain(place string, newest version) int {
	n := 1
	for ver := newest; ver.Previous != 0; n++ {
		before, err := readVersion(v.tx, ver.Previous)
		if !v.check(place, err) {
			return n
		}
		if before.Instrument != newest.Instrument || before.Previous >= ver.Previous {
			v.fault(place, "version %d is not one of its own", ver.Previous)
			return n
		}
		ver = before
	}
	return n
}

// standing counts a document as it now stands, and looks it up in the tables.
func (v *verifier) standing(place string, h head, newest version) {
	switch {
	case h.Purged:
		v.report.Purged++
	case h.Gone != nil:
		v.report.Withdrawn++
	default:
		v.report.Documents++
		v.report.Clauses += len(newest.Clauses)
	}
	v.check(place, entriesOf(newest, func(id clauses.ClauseID, e entry) error {
		v.entries++
		have, err := readEntry(v.tx, id)
		if err != nil {
			return fmt.Errorf("clause %s: %w", id, err)
		}
		if !have.equal(e) {
			return fmt.Errorf("clause %s: its row is not that of version %d", id, h.Revision)
		}
		return nil
	}))
	d, err := readDocument(v.tx, newest)
	if err != nil {
		return // versions has noted why
	}
	for value := range identifiersOf(d.Instrument.Identifiers) {
		if v.tx.Bucket(identifiersBucket).Get(pairKey(value, string(d.Instrument.ID))) == nil {
			v.fault(place, "it is not found by its identifier %s", value)
		}
	}
	v.linked(string(d.Instrument.ID), d.Instrument.Relations)
	for _, c := range d.Clauses {
		v.linked(string(c.ID), c.Relations)
	}
}

// linked checks that every relation is in the table of links.
func (v *verifier) linked(from string, relations []clauses.Relation) {
	for to, types := range linksOf(relations) {
		var have []clauses.RelationType
		value := v.tx.Bucket(linksBucket).Get(pairKey(to, from))
		if value != nil && !v.check("link from "+from+" to "+to, json.Unmarshal(value, &have)) {
			continue
		}
		if !slices.Equal(have, types) {
			v.fault("link from "+from+" to "+to, "the table has %v, the record %v", have, types)
		}
	}
}

// clauses checks that the table has no rows that no version names.
func (v *verifier) clauses() error {
	rows := 0
	err := v.each(clausesBucket, func(k, value []byte) {
		rows++
		id := clauses.ClauseID(k)
		if _, ok, err := readHead(v.tx, id.Instrument()); err != nil || !ok {
			v.fault("clause "+string(k), "its instrument is missing")
		}
	})
	if err == nil && rows != v.entries {
		v.fault("clauses", "the table has %d rows, the record %d", rows, v.entries)
	}
	return err
}

// links checks that every row of the table comes from a relation.
func (v *verifier) links() error {
	return v.each(linksBucket, func(k, _ []byte) {
		v.report.Links++
		to, from, _ := strings.Cut(string(k), "\x00")
		relations, err := v.relations(from)
		place := "link from " + from + " to " + to
		if v.check(place, err) && linksOf(relations)[to] == nil {
			v.fault(place, "the record has no such relation")
		}
	})
}

// relations returns the relations of an instrument or a clause as it now
// stands.
func (v *verifier) relations(from string) ([]clauses.Relation, error) {
	if id := clauses.ClauseID(from); id.Valid() {
		e, err := readEntry(v.tx, id)
		if err != nil || e.Gone != nil {
			return nil, err
		}
		var c clauses.Clause
		err = decodeBody(v.tx, e.Body, &c)
		return c.Relations, err
	}
	i, err := v.instrument(from)
	return i.Relations, err
}

// instrument returns an instrument as it now stands, nothing of a purged one.
func (v *verifier) instrument(id string) (i clauses.Instrument, err error) {
	h, ok, err := readHead(v.tx, clauses.InstrumentID(id))
	if err != nil || !ok || h.Purged {
		return i, err
	}
	err = decodeBody(v.tx, h.Body, &i)
	return i, err
}

// identifiers checks that every row of the table comes from an instrument.
func (v *verifier) identifiers() error {
	return v.each(identifiersBucket, func(k, _ []byte) {
		v.report.Identifiers++
		value, id, _ := strings.Cut(string(k), "\x00")
		i, err := v.instrument(id)
		place := "identifier " + value + " of " + id
		if v.check(place, err) && !identifiersOf(i.Identifiers)[value] {
			v.fault(place, "the record has no such identifier")
		}
	})
}

// notes only reads them: they are no part of the record.
func (v *verifier) notes() error { return v.each(notesBucket, func(_, _ []byte) {}) }
