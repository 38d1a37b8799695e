package ingest

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"clausebank/clauses"
)

var large = flag.Int("large", 2_000, "documents of the test of large imports")

// count is a store that keeps nothing but numbers.
type count struct{ documents, clauses, puts int }

func (c *count) Put(_ context.Context, docs ...clauses.Document) (clauses.Receipt, error) {
	c.puts++
	c.documents += len(docs)
	for _, d := range docs {
		c.clauses += len(d.Clauses)
	}
	return clauses.Receipt{Revision: clauses.Revision(c.documents), Changed: len(docs)}, nil
}

func (*count) Check(context.Context, ...clauses.Document) error { return nil }

// words returns n words that are the same for the same random numbers.
func words(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(" word"[:3+r.IntN(3)])
		b.WriteByte(byte('a' + r.IntN(26)))
		b.WriteByte(byte('a' + r.IntN(26)))
	}
	return b.String()[1:]
}

// generated is a source of documents that are made while they are read.
func generated(documents, perDocument int) Source {
	return Source{Name: "generated.jsonl", Format: JSONL, Open: func() (io.ReadCloser, error) {
		r, w := io.Pipe()
		go func() {
			random := rand.New(rand.NewPCG(1, 2))
			var err error
			for i := 0; i < documents && err == nil; i++ {
				d := agreement(fmt.Sprintf("generated-%d", i), perDocument)
				for j := range d.Clauses {
					d.Clauses[j].Texts[0].Text = words(random, 120)
				}
				err = WriteJSONL(w, d)
			}
			w.CloseWithError(err)
		}()
		return r, nil
	}}
}

// With -large=100000 this is the promise that 100,000 documents of 10 clauses
// of 120 words are imported within 1 GiB.
func TestLargeImport(t *testing.T) {
	start, peak := time.Now(), uint64(0)
	var bytes int64
	store := &count{}
	report, err := Import(t.Context(), store, []Source{generated(*large, 10)}, Options{Taxonomy: taxonomy(), Progress: func(p Progress) {
		bytes = p.Bytes
		if p.Documents%1000 == 0 {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak = max(peak, m.Sys-m.HeapReleased)
		}
	}})
	if err != nil || report.Rejected > 0 {
		t.Fatal(report, err)
	}
	if store.documents != *large || store.clauses != 10**large {
		t.Errorf("%d documents of %d clauses were put", store.documents, store.clauses)
	}
	if most := int(bytes/groupBytes) + 1; store.puts > most || store.puts < most/2 {
		t.Errorf("%d Puts of %d bytes, want about %d", store.puts, bytes, most)
	}
	if peak > 1<<30 {
		t.Errorf("%d MiB of memory, want at most 1024", peak>>20)
	}
	t.Logf("%d documents, %d MB a pass, %v, %d MiB, %s", report.Documents, bytes/1e6, time.Since(start).Round(time.Millisecond), peak>>20, residentPeak())
}

// residentPeak returns what Linux says of the most memory that was used.
func residentPeak() string {
	status, _ := os.ReadFile("/proc/self/status") // elsewhere there is none
	for line := range strings.Lines(string(status)) {
		if strings.HasPrefix(line, "VmHWM:") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

func TestLargeDocument(t *testing.T) {
	d := agreement("es-banca-2021", clauses.MaxClauses)
	for _, c := range []struct {
		name, content string
	}{
		{"x.jsonl", jsonlOf(t, d)},
		{"x.csv", string(writeCSV(t, d))},
		{"x.yaml", jsonlOf(t, d)}, // JSON is YAML too
	} {
		start := time.Now()
		store := &count{}
		report, err := Import(t.Context(), store, []Source{sourceOf(c.name, c.content)}, Options{Taxonomy: taxonomy()})
		if err != nil || report.Rejected > 0 || store.clauses != clauses.MaxClauses {
			t.Errorf("%s: %d clauses, %v, %v", c.name, store.clauses, report.Problems, err)
		}
		t.Logf("%s: %d bytes in %v", c.name, len(c.content), time.Since(start).Round(time.Millisecond))
	}
}
