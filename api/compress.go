package api

import (
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

// minCompressed is the length of a body, in bytes, from which compressing is
// worth it.
const minCompressed = 1 << 10

var gzipWriters = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

// compress compresses answers for clients that take gzip.
func (a *API) compress(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
		if c.Request().Method == http.MethodHead || !takesGzip(c.Request().Header.Get(echo.HeaderAcceptEncoding)) {
			return next(c)
		}
		w := &compressor{ResponseWriter: c.Response().Writer}
		c.Response().Writer = w
		err := next(c)
		if closeErr := w.close(); err == nil {
			err = closeErr
		}
		return err
	}
}

// keepBytes makes sure that the answer is sent as it is.
func keepBytes(c echo.Context) {
	if w, ok := c.Response().Writer.(*compressor); ok {
		w.off = true
	}
}

// takesGzip reads the header Accept-Encoding.
func takesGzip(accept string) bool {
	for part := range strings.SplitSeq(accept, ",") {
		coding, parameters, _ := strings.Cut(strings.TrimSpace(part), ";")
		if coding = strings.TrimSpace(coding); !strings.EqualFold(coding, "gzip") && coding != "*" {
			continue
		}
		weight, given := strings.CutPrefix(strings.ReplaceAll(parameters, " ", ""), "q=")
		q, err := strconv.ParseFloat(weight, 64)
		return !given || err == nil && q > 0
	}
	return false
}

// A compressor decides when the header is written whether the body is worth
// compressing: one that is long, or of unknown length, and not packed already.
type compressor struct {
	http.ResponseWriter
	off     bool
	decided bool
	gzip    *gzip.Writer // nil: bytes pass as they are
}

func (w *compressor) WriteHeader(status int) {
	if !w.decided && status >= http.StatusOK {
		w.decided = true
		h := w.Header()
		length, err := strconv.Atoi(h.Get(echo.HeaderContentLength))
		long := err != nil || length >= minCompressed
		bodyless := status == http.StatusNoContent || status == http.StatusNotModified
		if !w.off && long && !bodyless && compressible(h.Get(echo.HeaderContentType)) {
			h.Del(echo.HeaderContentLength)
			h.Set(echo.HeaderContentEncoding, "gzip")
			w.gzip = gzipWriters.Get().(*gzip.Writer)
			w.gzip.Reset(w.ResponseWriter)
		}
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *compressor) Write(b []byte) (int, error) {
	if !w.decided {
		w.WriteHeader(http.StatusOK)
	}
	if w.gzip != nil {
		return w.gzip.Write(b)
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *compressor) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *compressor) close() error {
	if w.gzip == nil {
		return nil
	}
	err := w.gzip.Close()
	gzipWriters.Put(w.gzip)
	w.gzip = nil
	return err
}

func compressible(contentType string) bool {
	media, _, _ := strings.Cut(contentType, ";")
	switch media {
	case "application/json", "application/problem+json", "application/jsonl", "application/yaml":
		return true
	}
	return strings.HasPrefix(media, "text/")
}
