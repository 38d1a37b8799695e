package bleve_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"clausebank/clauses"
	"clausebank/clauses/corpus"
	"clausebank/index"
	"clausebank/index/bleve"
)

// benchClauses is the environment variable that says how many clauses the
// generated library of BenchmarkSearch has, 10,000 unless it is set.
const benchClauses = "CLAUSEBANK_BENCH_CLAUSES"

// BenchmarkSearch measures searches in a generated library: two texts of 120
// words a clause, ten clauses an instrument, words as frequent as in language.
func BenchmarkSearch(b *testing.B) {
	size := benchSize(b)
	e := open(b, b.TempDir())
	defer e.Close()
	w := newWriter()
	start := time.Now()
	w.fill(b, e, size)
	b.Logf("%d clauses indexed in %v", size, time.Since(start).Round(time.Millisecond))
	facets := []index.Field{index.Country, index.SectorCode, index.Topic, index.Language, index.Party}
	for _, bench := range []struct {
		name  string
		query index.Query
	}{
		{"two words", index.Query{Expr: w.words(60, 300)}},
		{"two common words", index.Query{Expr: w.words(8, 9)}},
		{"two words and five facets", index.Query{Expr: w.words(60, 300), Facets: facets}},
		{"two words, filters and facets", index.Query{Expr: w.words(60, 300), Facets: facets,
			Filter: index.Filter{Values: map[index.Field][]string{index.Country: {"FR", "ES"}, index.Topic: {"leave"}}}}},
		{"eight words", index.Query{Expr: w.words(60, 100, 200, 300, 500, 900, 1500, 3000)}},
		{"phrase", index.Query{Expr: index.Phrase{Words: []string{w.word(8), w.word(9)}}}},
		{"prefix", index.Query{Expr: index.Prefix{Start: w.word(300)[:4]}}},
		{"near", index.Query{Expr: index.Near{A: index.Term{Word: w.word(60)}, B: index.Term{Word: w.word(300)}, Distance: 5}}},
		{"everything and five facets", index.Query{Facets: facets}},
		{"everything, instruments, newest", index.Query{Facets: facets, Unit: index.Instruments, Sort: index.ByNewest}},
		{"similar", index.Query{Expr: index.Like{ID: "x", Topics: []clauses.TopicID{"leave"},
			Texts: []index.LikeText{{Language: "en", Text: w.text(120)}, {Language: "es", Text: w.text(120)}}}}},
		{"worst: 32 terms or", index.Query{Expr: index.Or{Any: w.terms(32)}, Facets: facets}},
		{"worst: 32 terms and", index.Query{Expr: index.And{All: w.terms(32)}, Facets: facets}},
		{"worst: prefixes of 1,024", index.Query{Expr: w.widestPrefix(), Facets: facets}},
		{"worst: 48 common words", index.Query{Expr: w.words(numbers(8, 56)...), Facets: facets}},
		{"worst: 700 words, of which 48 are used", index.Query{Expr: w.words(numbers(0, 700)...), Facets: facets}},
		{"worst: 500 unknown words", index.Query{Expr: w.unknown(500), Facets: facets}},
		{"worst: phrase of common words", index.Query{Expr: index.Phrase{Words: []string{"the", "of"}}, Facets: facets}},
		{"worst: near of common words", index.Query{Expr: index.Near{A: index.Term{Word: "the"}, B: index.Term{Word: "of"}, Distance: 50}, Facets: facets}},
		{"worst: 16 near of common words", index.Query{Expr: w.nears(16), Facets: facets}},
		{"worst: 16 phrases of common words", index.Query{Expr: w.phrases(index.MaxPhrases), Facets: facets}},
		{"worst: near of prefixes", index.Query{Expr: index.Near{A: w.widestPrefix(), B: w.widestPrefix(), Distance: 50}, Facets: facets}},
	} {
		bench.query.Limit = 20
		b.Run(bench.name, func(b *testing.B) {
			total := 0
			for b.Loop() {
				r, err := e.Search(b.Context(), bench.query)
				if err != nil {
					b.Fatal(err)
				}
				total = r.Total
			}
			b.ReportMetric(float64(total), "found")
		})
	}
}

func benchSize(b *testing.B) int {
	b.Helper()
	size := 10_000
	if s := os.Getenv(benchClauses); s != "" {
		var err error
		if size, err = strconv.Atoi(s); err != nil {
			b.Fatalf("%s: %v", benchClauses, err)
		}
	}
	return size
}

// BenchmarkConcepts measures plain queries that name concepts against the same
// queries without them, in a library whose texts name some concepts of the real
// thesaurus in their languages.
func BenchmarkConcepts(b *testing.B) {
	e, err := bleve.Open(b.TempDir(), corpus.Taxonomy(), zerolog.Nop())
	if err != nil {
		b.Fatal(err)
	}
	defer e.Close()
	w := newWriter()
	w.naming = []clauses.ConceptID{"right-to-disconnect", "telework", "telework", "telework", "data-protection", "works-council"}
	w.fill(b, e, benchSize(b))
	for _, q := range []string{"right to disconnect", "telework", "Datenschutz", "comité social et économique", "works council telework " + w.word(300),
		"does the " + w.word(60) + " of the works council " + w.word(500) + " data protection in telework"} {
		expr, err := index.Parse(q)
		if err != nil {
			b.Fatal(err)
		}
		for _, without := range []bool{true, false} {
			name := q + ": with concepts"
			if without {
				name = q + ": without"
			}
			b.Run(name, func(b *testing.B) {
				total := 0
				for b.Loop() {
					r, err := e.Search(b.Context(), index.Query{Expr: expr, NoConcepts: without, Limit: 20,
						Facets: []index.Field{index.Country, index.SectorCode, index.Topic, index.Language, index.Party}})
					if err != nil {
						b.Fatal(err)
					}
					total = r.Total
				}
				b.ReportMetric(float64(total), "found")
			})
		}
	}
}

// A writer makes texts up. Word number n is about n times rarer than the first.
type writer struct {
	random     *rand.Rand
	vocabulary []string
	zipf       *rand.Zipf
	naming     []clauses.ConceptID // one of three texts names one of them
}

// wordsKnown is how many different words a writer knows.
const wordsKnown = 40_000

func newWriter() *writer {
	w := &writer{random: rand.New(rand.NewPCG(1, 2))}
	w.vocabulary = []string{"the", "of", "de", "la", "and", "to", "in", "a"}
	syllables := strings.Fields("ba ce di fo gu la me ni po ru sa te vi wo zu tra ple sti con per")
	known := make(map[string]bool)
	for len(w.vocabulary) < wordsKnown {
		word := ""
		for range 2 + w.random.IntN(4) {
			word += syllables[w.random.IntN(len(syllables))]
		}
		if !known[word] {
			known[word] = true
			w.vocabulary = append(w.vocabulary, word)
		}
	}
	w.zipf = rand.NewZipf(w.random, 1.07, 3, wordsKnown-1)
	return w
}

func (w *writer) word(n int) string { return w.vocabulary[n] }

func (w *writer) words(numbers ...int) index.Words {
	var e index.Words
	for _, n := range numbers {
		e.Words = append(e.Words, w.word(n))
	}
	return e
}

// unknown returns words that no text holds, one letter or two from some that do.
func (w *writer) unknown(n int) index.Words {
	var e index.Words
	for i := range n {
		e.Words = append(e.Words, w.word(50+7*i)+"xq")
	}
	return e
}

func numbers(from, to int) (all []int) {
	for n := from; n < to; n++ {
		all = append(all, n)
	}
	return all
}

// terms returns the most frequent words.
func (w *writer) terms(n int) (all []index.Expr) {
	for i := range n {
		all = append(all, index.Term{Word: w.word(i)})
	}
	return all
}

func (w *writer) nears(n int) index.Expr {
	var e index.Or
	for i := range n {
		e.Any = append(e.Any, index.Near{A: index.Term{Word: w.word(2 * i)}, B: index.Term{Word: w.word(2*i + 1)}, Distance: 50})
	}
	return e
}

func (w *writer) phrases(n int) index.Expr {
	var e index.Or
	for i := range n {
		e.Any = append(e.Any, index.Phrase{Words: []string{w.word(i % 8), w.word(i / 4)}})
	}
	return e
}

// widestPrefix returns the prefix of those that stand for few enough words that
// stands for the most.
func (w *writer) widestPrefix() index.Prefix {
	counts := make(map[string]int)
	for _, word := range w.vocabulary {
		for n := index.MinPrefixRunes; n <= len(word); n++ {
			counts[word[:n]]++
		}
	}
	widest := ""
	for start, n := range counts {
		if n <= index.MaxExpanded && (n > counts[widest] || n == counts[widest] && start < widest) {
			widest = start
		}
	}
	return index.Prefix{Start: widest}
}

func (w *writer) text(length int) string {
	words := make([]string, length)
	for i := range words {
		words[i] = w.vocabulary[w.zipf.Uint64()]
	}
	return strings.Join(words, " ")
}

// label returns a label of one of the concepts that texts name, or nothing.
func (w *writer) label(language string) string {
	if len(w.naming) == 0 || w.random.IntN(3) > 0 {
		return ""
	}
	c, _ := corpus.Thesaurus().Lookup(w.naming[w.random.IntN(len(w.naming))])
	return " " + c.Label(language)
}

// fill indexes so many clauses, a thousand to an Apply.
func (w *writer) fill(tb testing.TB, e *bleve.Engine, size int) {
	const perInstrument, perApply = 10, 1000
	at := clauses.Position{Store: "bench", Epoch: 1}
	var changes []clauses.Change
	for n := 0; n < size; n += perInstrument {
		at.Revision++
		changes = append(changes, clauses.Change{Revision: at.Revision, Time: time.Unix(int64(n), 0),
			Document: w.document(n/perInstrument, perInstrument)})
		if len(changes) == perApply/perInstrument || n+perInstrument >= size {
			if err := e.Apply(tb.Context(), changes, at); err != nil {
				tb.Fatal(err)
			}
			changes = nil
		}
	}
}

func (w *writer) document(n, size int) clauses.Document {
	countries := []string{"FR", "ES", "DE", "IT", "PT", "BE", "NL", "AT", "SE", "IE"}
	languages := []string{"fr", "es", "de", "it", "pt", "fr", "nl", "de", "sv", "en"}
	i := clauses.Instrument{
		ID: clauses.InstrumentID(fmt.Sprintf("instrument-%06d", n)), Kind: clauses.CollectiveAgreement, Level: clauses.SectorLevel,
		Titles:    []clauses.Title{{Language: "en", Text: w.text(8)}},
		Territory: []clauses.Territory{{Country: countries[n%len(countries)]}},
		Sectors:   []clauses.Sector{{Scheme: clauses.NACE21, Code: fmt.Sprintf("%02d", 10+w.random.IntN(20))}},
		Parties:   []clauses.Party{{Name: fmt.Sprintf("Union %d", w.random.IntN(300))}, {Name: fmt.Sprintf("Employers %d", w.random.IntN(3000))}},
		Signed:    clauses.Date{Year: 2000 + w.random.IntN(25)},
		Validity:  clauses.Validity{End: clauses.EndOpen},
	}
	doc := clauses.Document{Instrument: i}
	topics := []clauses.TopicID{"leave", "disconnect", "bonus", "pay"}
	for c := range size {
		clause := clauses.Clause{ID: clauses.ClauseID(fmt.Sprintf("%s.art-%d", i.ID, c)), Topics: []clauses.TopicID{topics[w.random.IntN(len(topics))]}}
		for _, language := range []string{"en", languages[n%len(languages)]} {
			clause.Texts = append(clause.Texts, clauses.Text{Language: language, Kind: clauses.Summary, Heading: w.text(5), Text: w.text(115) + w.label(language)})
		}
		doc.Clauses = append(doc.Clauses, clause)
	}
	return doc
}
