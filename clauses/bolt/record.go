package bolt

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"clausebank/clauses"
)

// The buckets of the file; the package comment says what is in them.
var (
	metaBucket        = []byte("meta")
	versionsBucket    = []byte("versions")
	bodiesBucket      = []byte("bodies")
	instrumentsBucket = []byte("instruments")
	clausesBucket     = []byte("clauses")
	linksBucket       = []byte("links")
	identifiersBucket = []byte("identifiers")
	notesBucket       = []byte("notes")
)

var buckets = [][]byte{
	metaBucket, versionsBucket, bodiesBucket, instrumentsBucket, clausesBucket,
	linksBucket, identifiersBucket, notesBucket,
}

// castagnoli is the polynomial of all checksums: processors have an
// instruction for it.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A ref says where a body stands: in a chunk of the revision that stored it,
// from start, length bytes with a CRC-32C of sum. Its text is
// "at.chunk.start.length.sum", the sum in hexadecimal.
type ref struct {
	at                        clauses.Revision
	chunk, start, length, sum uint32
}

// IsZero reports whether the ref points nowhere; no body has revision 0.
func (r ref) IsZero() bool { return r.at == 0 }

// MarshalText writes the ref as text.
func (r ref) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "%d.%d.%d.%d.%08x", r.at, r.chunk, r.start, r.length, r.sum), nil
}

// UnmarshalText reads what MarshalText writes.
func (r *ref) UnmarshalText(b []byte) error {
	fields := strings.Split(string(b), ".")
	if len(fields) != 5 {
		return fmt.Errorf("%q does not say where a body stands", b)
	}
	var numbers [5]uint64
	for i, f := range fields {
		base, bits := 10, 32
		switch i {
		case 0:
			bits = 64
		case 4:
			base = 16
		}
		n, err := strconv.ParseUint(f, base, bits)
		if err != nil {
			return fmt.Errorf("%q does not say where a body stands: %w", b, err)
		}
		numbers[i] = n
	}
	*r = ref{
		at: clauses.Revision(numbers[0]), chunk: uint32(numbers[1]), start: uint32(numbers[2]),
		length: uint32(numbers[3]), sum: uint32(numbers[4]),
	}
	return nil
}

// A version is a document as it stood from one revision to the next.
type version struct {
	Instrument clauses.InstrumentID `json:"instrument"`
	Previous   clauses.Revision     `json:"previous,omitempty"` // the version before, 0: none
	Hash       string               `json:"hash,omitempty"`     // of the whole document; "" when purged
	Correction string               `json:"correction,omitempty"`
	Body       ref                  `json:"body,omitzero"` // of the instrument; zero when purged
	Clauses    []clauseRef          `json:"clauses,omitempty"`
	Withdrawn  []clauses.Withdrawal `json:"withdrawn,omitempty"`
	Purged     bool                 `json:"purged,omitempty"`

	time time.Time // stands before the JSON
}

// A clauseRef says where the body of a clause stands.
type clauseRef struct {
	ID   clauses.ClauseID `json:"id"`
	Body ref              `json:"body"`
}

// A head says how an instrument now stands.
type head struct {
	Revision clauses.Revision    `json:"revision"`       // its newest version
	Hash     string              `json:"hash,omitempty"` // of that version
	Body     ref                 `json:"body,omitzero"`
	Gone     *clauses.Withdrawal `json:"gone,omitempty"` // withdrawn or purged
	Purged   bool                `json:"purged,omitempty"`
}

// An entry says how a clause now stands.
type entry struct {
	Body ref                 `json:"body,omitzero"`
	Gone *clauses.Withdrawal `json:"gone,omitempty"`
}

// headOf returns the head that a version makes.
func headOf(at clauses.Revision, v version) head {
	h := head{Revision: at, Hash: v.Hash, Body: v.Body, Purged: v.Purged}
	for i, w := range v.Withdrawn {
		if w.ID == string(v.Instrument) {
			h.Gone = &v.Withdrawn[i]
		}
	}
	return h
}

// entriesOf yields the entry of every clause that a version names.
func entriesOf(v version, visit func(id clauses.ClauseID, e entry) error) error {
	for _, c := range v.Clauses {
		if err := visit(c.ID, entry{Body: c.Body}); err != nil {
			return err
		}
	}
	for i, w := range v.Withdrawn {
		if w.ID == string(v.Instrument) {
			continue
		}
		if err := visit(clauses.ClauseID(w.ID), entry{Gone: &v.Withdrawn[i]}); err != nil {
			return err
		}
	}
	return nil
}

// encode writes a value as one line of JSON without HTML escaping.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// versionHead is what stands before the JSON of a version: a CRC-32C of the
// key and all that follows, and the time in milliseconds since 1970.
const versionHead = 4 + 8

func encodeVersion(at clauses.Revision, v version) ([]byte, error) {
	text, err := encode(v)
	if err != nil {
		return nil, err
	}
	b := make([]byte, versionHead, versionHead+len(text))
	binary.BigEndian.PutUint64(b[4:], uint64(v.time.UnixMilli()))
	b = append(b, text...)
	binary.BigEndian.PutUint32(b, versionSum(at, b))
	return b, nil
}

func versionSum(at clauses.Revision, value []byte) uint32 {
	return crc32.Update(crc32.Checksum(revisionKey(at), castagnoli), castagnoli, value[4:])
}

func decodeVersion(at clauses.Revision, value []byte) (version, error) {
	if len(value) < versionHead || binary.BigEndian.Uint32(value) != versionSum(at, value) {
		return version{}, unreadable("version %d: checksum does not fit", at)
	}
	v := version{time: versionTime(value)}
	if err := json.Unmarshal(value[versionHead:], &v); err != nil {
		return version{}, unreadable("version %d: %v", at, err)
	}
	return v, nil
}

// versionTime reads the time of a version without the rest of it.
func versionTime(value []byte) time.Time {
	return time.UnixMilli(int64(binary.BigEndian.Uint64(value[4:]))).UTC()
}

// revisionKey orders revisions as bytes.
func revisionKey(at clauses.Revision) []byte {
	return binary.BigEndian.AppendUint64(nil, uint64(at))
}

func chunkKey(at clauses.Revision, chunk uint32) []byte {
	return binary.BigEndian.AppendUint32(revisionKey(at), chunk)
}

// readVersion returns a version that the record says is there.
func readVersion(tx *bbolt.Tx, at clauses.Revision) (version, error) {
	value := tx.Bucket(versionsBucket).Get(revisionKey(at))
	if value == nil {
		return version{}, unreadable("version %d is missing", at)
	}
	return decodeVersion(at, value)
}

// readBody returns the bytes of a body, valid while the transaction is open.
func readBody(tx *bbolt.Tx, r ref) ([]byte, error) {
	chunk := tx.Bucket(bodiesBucket).Get(chunkKey(r.at, r.chunk))
	end := uint64(r.start) + uint64(r.length)
	if chunk == nil || end > uint64(len(chunk)) {
		return nil, unreadable("body %d.%d is missing or short", r.at, r.chunk)
	}
	body := chunk[r.start:end]
	if crc32.Checksum(body, castagnoli) != r.sum {
		return nil, unreadable("body %d.%d at %d: checksum does not fit", r.at, r.chunk, r.start)
	}
	return body, nil
}

// decodeBody reads a body into an Instrument or a Clause.
func decodeBody(tx *bbolt.Tx, r ref, into any) error {
	body, err := readBody(tx, r)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, into); err != nil {
		return unreadable("body %d.%d at %d: %v", r.at, r.chunk, r.start, err)
	}
	return nil
}

// readHead returns how an instrument stands; ok is false where there is none.
func readHead(tx *bbolt.Tx, id clauses.InstrumentID) (h head, ok bool, err error) {
	value := tx.Bucket(instrumentsBucket).Get([]byte(id))
	if value == nil {
		return head{}, false, nil
	}
	if err := json.Unmarshal(value, &h); err != nil {
		return head{}, false, unreadable("instrument %s: %v", id, err)
	}
	return h, true, nil
}

// readDocument puts a version's document together, without its Correction.
func readDocument(tx *bbolt.Tx, v version) (clauses.Document, error) {
	d := clauses.Document{Withdrawn: v.Withdrawn}
	if v.Purged {
		d.Instrument.ID = v.Instrument
		return d, nil
	}
	if err := decodeBody(tx, v.Body, &d.Instrument); err != nil {
		return clauses.Document{}, err
	}
	if len(v.Clauses) > 0 {
		d.Clauses = make([]clauses.Clause, len(v.Clauses))
	}
	for i, c := range v.Clauses {
		if err := decodeBody(tx, c.Body, &d.Clauses[i]); err != nil {
			return clauses.Document{}, err
		}
	}
	return d, nil
}
