package ingest

import (
	"errors"
	"io"
)

var errOver = errors.New("the document is too long")

// A boundedReader ends with an error when more than limit bytes are read between
// two calls of next. It serves parsers that would otherwise read a
// whole file in search of the end of one document.
type boundedReader struct {
	r      io.Reader
	limit  int
	read   int   // bytes since next
	over   bool  // the limit was passed
	failed error // what r itself failed with
}

func (b *boundedReader) next() { b.read = 0 }

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.read > b.limit {
		b.over = true
		return 0, errOver
	}
	n, err := b.r.Read(p)
	b.read += n
	if err != nil && !errors.Is(err, io.EOF) {
		b.failed = err
	}
	return n, err
}
