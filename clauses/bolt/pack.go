package bolt

import (
	"bytes"
	"hash/crc32"

	"go.etcd.io/bbolt"

	"clausebank/clauses"
)

// chunkSize is where a chunk of bodies ends, in bytes; a body is never cut, so
// a chunk may be longer. bbolt rewrites the last page of a table with every
// addition: long chunks would make short changes dear, short ones waste the
// ends of pages.
const chunkSize = 16 << 10

// A packer stores the bodies of one revision, one after the other in chunks.
type packer struct {
	tx    *bbolt.Tx
	at    clauses.Revision
	chunk uint32 // the number of the next one
	bytes []byte // not yet stored
}

// store returns where a body stands: where it stood if it is the same as the
// old one, else a new place. A zero old ref is of no body.
func (p *packer) store(body []byte, old ref) (r ref, changed bool, err error) {
	if !old.IsZero() {
		before, err := readBody(p.tx, old)
		if err != nil {
			return ref{}, false, err
		}
		if bytes.Equal(before, body) {
			return old, false, nil
		}
	}
	if len(p.bytes) > 0 && len(p.bytes)+len(body) > chunkSize {
		if err := p.flush(); err != nil {
			return ref{}, false, err
		}
	}
	r = ref{
		at: p.at, chunk: p.chunk, start: uint32(len(p.bytes)), length: uint32(len(body)),
		sum: crc32.Checksum(body, castagnoli),
	}
	p.bytes = append(p.bytes, body...)
	return r, true, nil
}

// flush stores what is not yet stored.
func (p *packer) flush() error {
	if len(p.bytes) == 0 {
		return nil
	}
	err := p.tx.Bucket(bodiesBucket).Put(chunkKey(p.at, p.chunk), p.bytes)
	p.chunk, p.bytes = p.chunk+1, nil
	return err
}
