package index

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"io"
	"math"
	"slices"
	"unicode/utf8"

	"clausebank/clauses"
)

// A Cursor says where the next page begins: after this hit, in this order.
type Cursor struct {
	Query       uint64       // Fingerprint of the query that it continues
	Snapshot    string       // the engine's name of the snapshot; "" for orders that need none
	Language    string       // of the reader of the first page
	Day         clauses.Day  // the day that the query asked about
	Relaxed     bool         // one word was enough on the first page, and is on all
	Words       []string     // the words that the first page used of a longer plain query; nil: all
	Corrections []Correction // what the first page read other words for
	Tier        int
	Score       int64
	Key         int64  // see Sort.Key; NoKey for relevance and ID
	ID          string // a ClauseID or, of instruments, an InstrumentID
}

// NoKey is the key of what an order does not know. It comes last.
const NoKey = math.MaxInt64

// Fingerprint tells queries apart, but for Limit and After. It is the same in
// every process. The order of a filter's values does not count.
func (q Query) Fingerprint() uint64 {
	h := fnv.New64a()
	writeExpr(h, q.Expr)
	fmt.Fprintf(h, "%t %t %q %d %q %q", q.Exact, q.NoConcepts, q.Language, q.Unit, q.Order(), q.Facets)
	for _, f := range Fields {
		values := slices.Sorted(slices.Values(q.Filter.Values[f]))
		fmt.Fprintf(h, "%q", slices.Compact(values))
	}
	for _, r := range []DayRange{q.Filter.Signed, q.Filter.Expires} {
		for _, day := range []*clauses.Day{r.From, r.To} {
			if day == nil {
				fmt.Fprint(h, "- ")
			} else {
				fmt.Fprintf(h, "%d ", *day)
			}
		}
	}
	statuses := slices.Sorted(slices.Values(q.Status.Values))
	fmt.Fprintf(h, "%d %d %d %q", q.Filter.UpdatedSince.Unix(), q.Filter.UpdatedSince.Nanosecond(),
		q.Status.Day, slices.Compact(statuses))
	return h.Sum64()
}

// writeExpr writes an expression so that no two write the same. Trees that are
// no Words and no Like are told apart by what they print.
func writeExpr(w io.Writer, e Expr) {
	switch e := e.(type) {
	case nil:
		fmt.Fprint(w, "nothing ")
	case Words:
		fmt.Fprintf(w, "words %q %q ", e.Words, e.Text)
	case Like:
		fmt.Fprintf(w, "like %q %q %q ", e.ID, e.Texts, e.Topics)
	default:
		fmt.Fprintf(w, "tree %q ", e.String())
	}
}

// cursorVersion is the first byte of an encoded cursor.
const cursorVersion = 2

// maxCursorBytes bounds what DecodeCursor looks at: a plain query's words are
// the longest part.
const maxCursorBytes = 2 * MaxQueryBytes * 3

// Encode returns the cursor as letters that can stand in a URL.
func (c Cursor) Encode() string {
	b := []byte{cursorVersion}
	b = binary.BigEndian.AppendUint64(b, c.Query)
	b = appendText(b, c.Snapshot)
	b = appendText(b, c.Language)
	b = binary.AppendVarint(b, int64(c.Day))
	if c.Relaxed {
		b = append(b, 1)
	} else {
		b = append(b, 0)
	}
	b = binary.AppendUvarint(b, uint64(len(c.Words)))
	for _, w := range c.Words {
		b = appendText(b, w)
	}
	b = binary.AppendUvarint(b, uint64(len(c.Corrections)))
	for _, correction := range c.Corrections {
		b = appendText(appendText(b, correction.From), correction.To)
	}
	b = binary.AppendVarint(b, int64(c.Tier))
	b = binary.AppendVarint(b, c.Score)
	b = binary.AppendVarint(b, c.Key)
	b = appendText(b, c.ID)
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
	return base64.RawURLEncoding.EncodeToString(b)
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

var errCursor = errors.New("not a cursor of this library: take it from the link to the next page as it is")

// DecodeCursor reads what Encode wrote. Anything else is an error: a cursor that
// was cut, changed, or made by another version.
func DecodeCursor(s string) (Cursor, error) {
	if len(s) > maxCursorBytes {
		return Cursor{}, errCursor
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(b) < 5 || b[0] != cursorVersion {
		return Cursor{}, errCursor
	}
	b, sum := b[:len(b)-4], binary.BigEndian.Uint32(b[len(b)-4:])
	if crc32.ChecksumIEEE(b) != sum {
		return Cursor{}, errCursor
	}
	r := cursorReader{rest: b[1:]}
	c := Cursor{Query: r.fixed(), Snapshot: r.text(), Language: r.text(), Day: clauses.Day(r.number(math.MinInt32, math.MaxInt32)),
		Relaxed: r.number8(1) == 1}
	if n := r.count(); n > 0 {
		c.Words = make([]string, n)
		for i := range c.Words {
			c.Words[i] = r.text()
		}
	}
	if n := r.count(); n > 0 {
		c.Corrections = make([]Correction, n)
		for i := range c.Corrections {
			c.Corrections[i] = Correction{From: r.text(), To: r.text()}
		}
	}
	c.Tier = int(r.number(0, 3))
	c.Score = r.number(math.MinInt64, math.MaxInt64)
	c.Key = r.number(math.MinInt64, math.MaxInt64)
	c.ID = r.text()
	if r.wrong || len(r.rest) > 0 || c.Encode() != s {
		return Cursor{}, errCursor
	}
	return c, nil
}

// A cursorReader takes an encoded cursor apart. After the first fault it returns
// zeros.
type cursorReader struct {
	rest  []byte
	wrong bool
}

func (r *cursorReader) take(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.wrong, r.rest = true, nil
		return nil
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *cursorReader) fixed() uint64 {
	if b := r.take(8); b != nil {
		return binary.BigEndian.Uint64(b)
	}
	return 0
}

func (r *cursorReader) number8(most byte) byte {
	if b := r.take(1); b != nil && b[0] <= most {
		return b[0]
	}
	r.wrong = true
	return 0
}

func (r *cursorReader) number(least, most int64) int64 {
	n, size := binary.Varint(r.rest)
	if size <= 0 || n < least || n > most {
		r.wrong = true
		return 0
	}
	r.take(size)
	return n
}

// count reads how many things or bytes follow; each thing takes a byte at least.
func (r *cursorReader) count() int {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 || n > uint64(len(r.rest)) {
		r.wrong = true
		return 0
	}
	r.take(size)
	return int(n)
}

func (r *cursorReader) text() string {
	s := string(r.take(r.count()))
	r.wrong = r.wrong || !utf8.ValidString(s)
	return s
}
