package clauses

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Encode returns the document as one line of JSON without a line break at its
// end. The same content gives the same bytes: fields come in the order of the
// types, an empty list is the same as none, and no character is escaped that
// JSON does not ask to be. The error says that a term is not a finite number,
// which Validate refuses.
func (d Document) Encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(d.withoutNilLists()); err != nil {
		return nil, fmt.Errorf("encode %s: %w", d.Instrument.ID, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Hash returns the SHA-256 of what Encode returns, in hexadecimal. The
// Correction, which is no part of the content, is left out. A document that
// can't be encoded has the Hash "".
func (d Document) Hash() string {
	d.Correction = nil
	b, err := d.Encode()
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// withoutNilLists returns a copy in which the lists that are always written
// are empty instead of nil, so that no null is written.
func (d Document) withoutNilLists() Document {
	d.Instrument.Titles = notNil(d.Instrument.Titles)
	d.Instrument.Languages = notNil(d.Instrument.Languages)
	d.Instrument.Territory = notNil(d.Instrument.Territory)
	for i, c := range d.Clauses {
		if c.Topics != nil && c.Texts != nil {
			continue
		}
		list := make([]Clause, len(d.Clauses))
		copy(list, d.Clauses)
		for j := i; j < len(list); j++ {
			list[j].Topics = notNil(list[j].Topics)
			list[j].Texts = notNil(list[j].Texts)
		}
		d.Clauses = list
		break
	}
	return d
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
