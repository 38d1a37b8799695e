package bolt

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"clausebank/clauses"
)

// generated returns a document of 10 clauses of 120 words, some 14 KB.
func generated(random *rand.Rand, n int) clauses.Document {
	id := clauses.InstrumentID(fmt.Sprintf("%08x-%d", random.Uint32(), n)) // not in the order of keys
	d := document(id, 10, "")
	d.Instrument.Identifiers = []clauses.Identifier{{Scheme: "X", Value: fmt.Sprintf("X-%08x", random.Uint32())}}
	for i := range d.Clauses {
		var text strings.Builder
		for range 120 {
			fmt.Fprintf(&text, "word%d ", random.IntN(10_000))
		}
		d.Clauses[i].Texts[0].Text = text.String()
		d.Clauses[i].Relations = []clauses.Relation{{Type: clauses.RestsOn, To: fmt.Sprintf("ie-law-%d.1", random.IntN(100))}}
	}
	return d
}

// BenchmarkImport puts groups of 350 documents (some 4 MiB) into a store that
// grows.
func BenchmarkImport(b *testing.B) {
	const perGroup = 350
	s := openNew(b)
	random := rand.New(rand.NewPCG(1, 2))
	n := 0
	for b.Loop() {
		b.StopTimer()
		docs := make([]clauses.Document, perGroup)
		for i := range docs {
			docs[i] = generated(random, n)
			n++
		}
		b.StartTimer()
		mustPut(b, s, docs...)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "documents/s")
	if err := s.view(b.Context(), func(tx *bbolt.Tx) error {
		b.ReportMetric(float64(tx.Size())/float64(n), "bytes/document")
		return nil
	}); err != nil {
		b.Fatal(err)
	}
}

// longDocument has as many clauses as a document may have.
func longDocument() clauses.Document {
	return document("ie-long", 20_000, strings.Repeat("working time ", 60))
}

// BenchmarkPutLong changes one clause of 20,000.
func BenchmarkPutLong(b *testing.B) {
	s := openNew(b)
	d := longDocument()
	mustPut(b, s, d)
	for i := 0; b.Loop(); i++ {
		d.Clauses[777].Note = fmt.Sprint(i)
		mustPut(b, s, d)
	}
}

// BenchmarkClause reads one clause of a document that has 20,000.
func BenchmarkClause(b *testing.B) {
	s := openNew(b)
	mustPut(b, s, longDocument())
	for b.Loop() {
		if _, _, err := s.Clause(b.Context(), "ie-long.777"); err != nil {
			b.Fatal(err)
		}
	}
}
