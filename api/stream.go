package api

import (
	"io"
	"net/http"
	"time"
)

// A steadyWriter gives each write its own deadline: a stream may take as long as
// it needs, but a client that stops reading is left.
type steadyWriter struct {
	to         io.Writer
	connection *http.ResponseController
}

func steady(r *request) steadyWriter {
	return steadyWriter{to: r.Response(), connection: http.NewResponseController(r.Response())}
}

func (s steadyWriter) Write(b []byte) (int, error) {
	_ = s.connection.SetWriteDeadline(time.Now().Add(writeDeadline)) // a connection that knows no deadlines has none to move
	return s.to.Write(b)
}

// A steadyReader gives each read its own deadline, and none to what comes after
// the end: the server would take one that passes for a client that has left.
type steadyReader struct {
	from       io.Reader
	connection *http.ResponseController
}

func (s steadyReader) Read(b []byte) (int, error) {
	_ = s.connection.SetReadDeadline(time.Now().Add(writeDeadline))
	n, err := s.from.Read(b)
	if err != nil {
		_ = s.connection.SetReadDeadline(time.Time{})
	}
	return n, err
}

// unhurried takes the server's deadlines away from a route that sets its own.
func unhurried(w http.ResponseWriter) {
	connection := http.NewResponseController(w)
	_ = connection.SetReadDeadline(time.Time{})
	_ = connection.SetWriteDeadline(time.Now().Add(importDeadline + writeDeadline))
}

// body returns the body of a request to a route that sets its own deadlines. The
// machine's own user may send any number of bytes; of others, more than the limit
// is a *http.MaxBytesError.
func (r *request) body(limit int64) io.Reader {
	all := r.Request().Body
	if !r.local {
		all = http.MaxBytesReader(r.Response(), all, limit)
	}
	if !r.long {
		return all
	}
	return steadyReader{from: all, connection: http.NewResponseController(r.Response())}
}
