package api

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"clausebank/clauses"
	"clausebank/index"
	"clausebank/index/bleve"
)

// copies returns n documents like one of the library, each with IDs of its own.
func copies(t *testing.T, name string, n int) []clauses.Document {
	t.Helper()
	docs := testLibrary(t)
	at := slices.IndexFunc(docs, func(d clauses.Document) bool { return d.Instrument.ID == "fr-ani-teletravail-2020" })
	var made []clauses.Document
	for i := range n {
		d := docs[at]
		d.Instrument.ID = clauses.InstrumentID(fmt.Sprintf("xx-%s-%03d", name, i))
		d.Instrument.Signed = clauses.Date{Year: 1990 + i%30}
		c := d.Clauses[0]
		c.ID = clauses.ClauseID(d.Instrument.ID) + ".art-1"
		d.Clauses = []clauses.Clause{c}
		made = append(made, d)
	}
	return made
}

// walk follows next to the end and returns how often each clause came. Between
// pages it does what is given.
func (s *server) walk(t *testing.T, address string, between func(page int)) map[string]int {
	t.Helper()
	seen := map[string]int{}
	for page := 0; address != ""; page++ {
		a := s.do(t, call{url: address})
		if a.status != http.StatusOK {
			t.Fatalf("page %d: status %d\n%s", page, a.status, a.body)
		}
		found := read[ClauseSearch](t, a)
		for _, h := range found.Items {
			seen[string(h.ID)]++
		}
		if link := a.header.Get("Link"); (found.Next != "") != (link == "<"+found.Next+`>; rel="next"`) {
			t.Errorf("next is %q, Link %q", found.Next, link)
		}
		address = found.Next
		between(page)
	}
	return seen
}

// TestTask32WalkEverything: a walk sees each clause once, also while documents are
// imported; what has not changed is not sent again.
func TestTask32WalkEverything(t *testing.T) {
	t.Parallel()
	for name, engine := range map[string]func(*Config){"naive": func(*Config) {}, "bleve": onBleve(t)} {
		for _, query := range []string{"q=telework voluntary&limit=7", "sort=newest&limit=7", "sort=oldest&limit=7", "sort=expires&limit=7", "sort=id&limit=7", "limit=7"} {
			t.Run(name+" "+query, func(t *testing.T) {
				s := newServer(t, engine)
				s.put(t, copies(t, "old", 40)...)
				walked := s.walk(t, "/v1/clauses?"+query, func(page int) {
					s.put(t, copies(t, fmt.Sprintf("new-%d", page), 2)...)
					if page > 200 {
						t.Fatal("the walk does not end")
					}
				})
				for id, n := range walked {
					if n != 1 {
						t.Errorf("%s came %d times", id, n)
					}
				}
				for i := range 40 {
					if id := fmt.Sprintf("xx-old-%03d.art-1", i); walked[id] != 1 {
						t.Errorf("%s was skipped", id)
					}
				}
			})
		}
	}
}

// onBleve returns what makes an API search with the engine that is shipped, a
// fresh one in memory each time.
func onBleve(t *testing.T) func(*Config) {
	return func(c *Config) {
		engine, err := bleve.Open("", c.Taxonomy, zerolog.Nop())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := engine.Close(); err != nil {
				t.Error(err)
			}
		})
		store, ok := c.Store.(index.Log)
		if !ok {
			t.Fatal("the store is no log")
		}
		c.Index, c.Follower = engine, index.NewFollower(store, engine, zerolog.Nop())
	}
}

// TestEnginesAnswerAlike compares the engine that is shipped with the naive one,
// through the API.
func TestEnginesAnswerAlike(t *testing.T) {
	t.Parallel()
	naive, shipped := newServer(t), newServer(t, onBleve(t))
	for _, query := range []string{
		"q=desconexión digital&country=ES&facet=topic,country,status,party,sector,text_kind", "q=telework&facet=language", "q=electronic monitoring discipline union&facet=topic",
		`q="electronic monitoring" AND discipline NOT telework`, "sort=newest&facet=kind,level,evidence,public_service,subdivision", "sort=expires&limit=3", "in_force=today&q=disconnect",
		"q=hearing of nobody zebra", "language=en&text_kind=translation", "q=banca&match=exact",
	} {
		for _, path := range []string{"/v1/clauses?", "/v1/instruments?"} {
			a := normalised(t, "application/json", naive.do(t, call{url: path + query}).body)
			b := normalised(t, "application/json", shipped.do(t, call{url: path + query}).body)
			if diff := cmp.Diff(a, b); diff != "" {
				t.Errorf("%s%s: (-naive +bleve)\n%s", path, query, diff)
			}
		}
	}
	for _, path := range []string{"/v1/topics", "/v1/countries", "/v1/sectors", "/v1/languages", "/v1/clauses/es-banca-2021.art-80/similar", "/v1/suggest?q=convenio+banc"} {
		a := normalised(t, "application/json", naive.do(t, call{url: path}).body)
		b := normalised(t, "application/json", shipped.do(t, call{url: path}).body)
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("%s: (-naive +bleve)\n%s", path, diff)
		}
	}
}

// TestCursorsKeepTheirDayAndQuery: the day of the first page holds for the walk,
// another query refuses the cursor, and one whose snapshot is gone says where to
// begin again.
func TestCursorsKeepTheirDayAndQuery(t *testing.T) {
	t.Parallel()
	now := testDay
	s := newServer(t, func(c *Config) { c.Now = func() time.Time { return now } })
	first := get[ClauseSearch](t, s, "/v1/clauses?status=in_force&limit=1&sort=id")
	now = now.AddDate(1, 0, 0)
	second := get[ClauseSearch](t, s, first.Next)
	if first.On != second.On || second.On.String() != "2026-11-21" {
		t.Errorf("the day was %s, on the next page %s", first.On, second.On)
	}
	_, cursor, _ := strings.Cut(first.Next, "cursor=")
	cursor, _, _ = strings.Cut(cursor, "&")
	words := get[ClauseSearch](t, s, "/v1/clauses?q=telework voluntary&limit=1")
	s.engine.Now = func() time.Time { return time.Now().Add(index.SnapshotAge + time.Minute) }
	s.put(t, copies(t, "later", 2)...)
	s.run(t, []call{
		{name: "another filter", url: "/v1/clauses?status=unknown&limit=1&sort=id&cursor=" + cursor, status: 400, want: []string{problemPrefix + "cursor-mismatch"}},
		{name: "another day", url: "/v1/clauses?status=in_force&on=2020-01-01&limit=1&sort=id&cursor=" + cursor, status: 400, want: []string{problemPrefix + "cursor-mismatch"}},
		{name: "another unit", url: "/v1/instruments?status=in_force&limit=1&sort=id&cursor=" + cursor, status: 400, want: []string{problemPrefix + "cursor-mismatch"}},
		{name: "another page size", url: "/v1/clauses?status=in_force&limit=2&sort=id&cursor=" + cursor},
		{name: "gone", url: words.Next, status: 410, want: []string{problemPrefix + "cursor-expired", `"restart":"/v1/clauses?limit=1&q=telework+voluntary"`}},
	})
}

// TestUnchangedAnswersAreNotSentAgain: entity tags of searches and vocabularies
// change with the library, the query, its day and the language, and with nothing
// else.
func TestUnchangedAnswersAreNotSentAgain(t *testing.T) {
	t.Parallel()
	now := testDay
	s := newServer(t, func(c *Config) { c.Now = func() time.Time { return now } })
	tag := func(url string) string { return s.do(t, call{url: url}).header.Get("ETag") }
	first := tag("/v1/clauses?country=ES,IT&limit=5")
	if !strings.HasPrefix(first, `W/"`) {
		t.Fatalf("the tag is %s", first)
	}
	same := map[string]bool{
		"/v1/clauses?country=ES,IT&limit=5":                    true,
		"/v1/clauses?limit=5&country=it&country=es":            true,
		"/v1/clauses?limit=5&country=IT,ES&on=2026-11-21":      true,
		"/v1/clauses?limit=5&country=IT,ES&on=2026-11-20":      false,
		"/v1/clauses?limit=5&country=IT,ES&lang=fr":            false,
		"/v1/clauses?limit=6&country=IT,ES":                    false,
		"/v1/instruments?limit=5&country=IT,ES":                false,
		"/v1/clauses?limit=5&country=IT,ES&sort=newest":        false,
		"/v1/clauses?limit=5&country=IT,ES&facet=country":      false,
		"/v1/clauses?limit=5&country=IT,ES&q=desconexi%C3%B3n": false,
	}
	for _, url := range slices.Sorted(maps.Keys(same)) {
		if got := tag(url) == first; got != same[url] {
			t.Errorf("%s: same tag %t, want %t", url, got, same[url])
		}
	}
	searches := 0
	counted := countingSearcher{Searcher: s.API.index, count: &searches}
	s.API.index = counted
	header := map[string]string{"If-None-Match": `"other", ` + first}
	s.run(t, []call{{name: "304", url: "/v1/clauses?country=ES,IT&limit=5", header: header, status: 304, headers: map[string]string{"ETag": first}}})
	if searches != 0 {
		t.Errorf("%d searches for a 304", searches)
	}
	now = now.AddDate(0, 0, 1)
	s.run(t, []call{{name: "tomorrow", url: "/v1/clauses?country=ES,IT&limit=5", header: header}})
	now = testDay
	s.put(t, copies(t, "more", 1)...)
	s.run(t, []call{{name: "after an import", url: "/v1/clauses?country=ES,IT&limit=5", header: header}})
	for _, url := range []string{"/v1/topics", "/v1/countries", "/openapi.yaml", "/docs", "/v1/instruments/es-banca-2021"} {
		s.run(t, []call{{name: url, url: url, header: map[string]string{"If-None-Match": tag(url)}, status: 304}})
	}
}

// TestUpdatedSince finds what changed and nothing else.
func TestUpdatedSince(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	changed := copies(t, "changed", 2)
	since := time.Now().UTC().Add(time.Hour).Format(time.RFC3339)
	if found := ids(t, s, "updated_since="+since); len(found) > 0 {
		t.Errorf("found %v, changed in the future", found)
	}
	s.put(t, changed...)
	history := get[History](t, s, "/v1/clauses/xx-changed-000.art-1/history")
	found := ids(t, s, "sort=id&updated_since="+history.Items[0].Time.Format(time.RFC3339Nano))
	if diff := cmp.Diff([]string{"xx-changed-000.art-1", "xx-changed-001.art-1"}, found); diff != "" {
		t.Error(diff)
	}
}
