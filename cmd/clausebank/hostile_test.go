//go:build hostile

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"clausebank/api"
	"clausebank/clauses"
	"clausebank/clauses/bolt"
)

// The size of the hostile test.
const (
	hostileDocuments = 10_000
	hostileClauses   = 10 // a document
	hostileRequests  = 2_000
	hostileGrace     = 500 * time.Millisecond // beyond the deadline
	streamGrace      = 10 * time.Minute       // exports and backups have no deadline in total
)

// TestHostile sends random hostile requests to a server with 100,000 generated
// clauses: bad parameters, odd bytes, deep nesting, and the worst query of each
// limit. The only answer from 500 up that is allowed is 503 with the type
// deadline-exceeded, and each must come within the deadline and half a second.
// CLAUSEBANK_HOSTILE_DATA names a directory in which the clauses are kept for the
// next run.
func TestHostile(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	g := newGenerator(random)

	data := os.Getenv("CLAUSEBANK_HOSTILE_DATA")
	if data == "" {
		data = t.TempDir()
	}
	fillWithGenerated(t, data, g)
	started := time.Now()
	r := serveFor(t, 10*time.Minute, data, "--library", "none")
	t.Logf("ready after %v", time.Since(started).Round(time.Millisecond))

	worst := map[string]time.Duration{}
	counts := map[string]int{}
	for n := range hostileRequests {
		attack := attacks[n%len(attacks)]
		if n >= 20*len(attacks) && attack.stream { // a few whole exports are enough
			attack = attacks[random.IntN(len(attacks)-streamAttacks)]
		}
		limit := api.DefaultDeadline + hostileGrace
		if attack.stream {
			limit = streamGrace
		}
		request := attack.make(g)
		status, body, took, err := r.raw(request, limit)
		label := attack.name
		worst[label] = max(worst[label], took)
		counts[fmt.Sprint(status)]++
		switch {
		case err != nil:
			t.Errorf("%s: %v after %v\n%.300q", label, err, took, request)
		case took > limit:
			t.Errorf("%s: took %v\n%.300q", label, took, request)
		case status >= 500 && !(status == 503 && bytes.Contains(body, []byte("deadline-exceeded"))):
			t.Errorf("%s: status %d: %.300s\n%.300q", label, status, body, request)
		}
	}
	for _, attack := range attacks {
		t.Logf("%-24s worst %v", attack.name, worst[attack.name].Round(100*time.Microsecond))
	}
	t.Logf("answers by status: %v", counts)
	if strings.Contains(r.log.String(), "panic") {
		t.Errorf("the log speaks of a panic:\n%.2000s", r.log)
	}
}

// raw sends bytes as they are and reads the answer.
func (r *running) raw(request string, limit time.Duration) (int, []byte, time.Duration, error) {
	started := time.Now()
	conn, err := net.Dial("tcp", strings.TrimPrefix(r.base, "http://"))
	if err != nil {
		return 0, nil, 0, err
	}
	defer conn.Close()
	if err := conn.SetDeadline(started.Add(limit + 5*time.Second)); err != nil {
		return 0, nil, 0, err
	}
	if _, err := io.WriteString(conn, request); err != nil && !errors.Is(err, net.ErrClosed) {
		return 0, nil, time.Since(started), fmt.Errorf("write: %w", err)
	}
	method, _, _ := strings.Cut(request, " ")
	response, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		return 0, nil, time.Since(started), fmt.Errorf("read: %w", err)
	}
	defer response.Body.Close()
	var head bytes.Buffer
	_, err = io.Copy(&head, io.LimitReader(response.Body, 4<<10))
	if err == nil {
		_, err = io.Copy(io.Discard, response.Body)
	}
	return response.StatusCode, head.Bytes(), time.Since(started), err
}

// An attack is one way of being hostile.
type attack struct {
	name   string
	stream bool
	make   func(g *generator) string
}

// streamAttacks is how many attacks at the end of the list are streams.
const streamAttacks = 2

var attacks = []attack{
	{name: "common words", make: func(g *generator) string { return g.search(strings.Join(g.common(48), " "), "") }},
	{name: "more words than used", make: func(g *generator) string { return g.search(strings.Join(g.any(350), " "), "") }},
	{name: "two common words", make: func(g *generator) string { return g.search(strings.Join(g.common(2), " "), "") }},
	{name: "or of all terms", make: func(g *generator) string { return g.search(strings.Join(g.common(32), " OR "), "") }},
	{name: "and of all terms", make: func(g *generator) string { return g.search(strings.Join(g.common(32), " AND "), "") }},
	{name: "not of everything", make: func(g *generator) string {
		return g.search("NOT ("+strings.Join(g.common(30), " OR ")+")", "")
	}},
	{name: "long phrase", make: func(g *generator) string { return g.search(`"`+strings.Join(g.common(32), " ")+`"`, "") }},
	{name: "phrases", make: func(g *generator) string {
		var all []string
		for range 16 {
			all = append(all, `"`+strings.Join(g.common(2), " ")+`"`)
		}
		return g.search(strings.Join(all, " OR "), "")
	}},
	{name: "near", make: func(g *generator) string {
		var all []string
		for range 16 {
			w := g.common(2)
			all = append(all, fmt.Sprintf("(%s near/50 %s)", w[0], w[1]))
		}
		return g.search(strings.Join(all, " OR "), "")
	}},
	{name: "prefixes", make: func(g *generator) string {
		var all []string
		for _, w := range g.common(32) {
			all = append(all, string([]rune(w)[:3])+"*")
		}
		return g.search(strings.Join(all, " OR "), "")
	}},
	{name: "near prefixes", make: func(g *generator) string {
		w := g.common(2)
		return g.search(string([]rune(w[0])[:3])+"* near/50 "+string([]rune(w[1])[:3])+"*", "")
	}},
	{name: "deep nesting", make: func(g *generator) string {
		n := 1 + g.IntN(1300)
		return g.search(strings.Repeat("(", n)+"a"+strings.Repeat(")", n), "")
	}},
	{name: "nots", make: func(g *generator) string { return g.search(strings.Repeat("NOT ", g.IntN(900))+"telework", "") }},
	{name: "long query", make: func(g *generator) string { return g.search(strings.Repeat("a ", g.IntN(5000)), "") }},
	{name: "one long word", make: func(g *generator) string { return g.search(strings.Repeat("ä", g.IntN(2100)), "") }},
	{name: "odd bytes", make: func(g *generator) string {
		b := make([]byte, g.IntN(300))
		for i := range b {
			b[i] = byte(g.IntN(256))
		}
		return get("/v1/clauses?q=" + url.QueryEscape(string(b)))
	}},
	{name: "bytes as they are", make: func(g *generator) string {
		b := make([]byte, g.IntN(60))
		for i := range b {
			b[i] = byte(33 + g.IntN(223))
		}
		return get("/v1/clauses?" + string(b))
	}},
	{name: "operators", make: func(g *generator) string {
		pieces := []string{"AND", "OR", "NOT", "(", ")", `"`, "near/3", "near/", "a*", "*", "-", "-b", "topic:", "country:ES", `kind:"`, "«", "word", ":", "/"}
		var all []string
		for range g.IntN(40) {
			all = append(all, pieces[g.IntN(len(pieces))])
		}
		return g.search(strings.Join(all, " "), "")
	}},
	{name: "bad parameters", make: func(g *generator) string {
		names := []string{"limit", "cursor", "sort", "on", "status", "in_force", "facet", "lang", "match", "expand", "signed_from", "expires_to", "updated_since",
			"country", "topic", "sector", "language", "kind", "party", "instrument", "nonsense", "q", "Q", "limit[]", ""}
		values := []string{"", "-1", "0", "101", "1e9", "NaN", "today", "2026-13-45", "9999-12-31", "relevance", "../../etc/passwd", "%00", "'; --", "ES,,FR", strings.Repeat("x,", 200),
			"in_force", "true", "<script>", "🦊", strings.Repeat("9", 400)}
		query := url.Values{}
		for range 1 + g.IntN(6) {
			query.Add(names[g.IntN(len(names))], values[g.IntN(len(values))])
		}
		paths := []string{"/v1/clauses", "/v1/instruments", "/v1/topics", "/v1/suggest", "/v1/lookup", "/v1/clauses/ie-g-1.c-1", "/v1/clauses/ie-g-1.c-1/similar", "/v1/clauses/ie-g-1.c-1/citation"}
		return get(paths[g.IntN(len(paths))] + "?" + query.Encode())
	}},
	{name: "everything with facets", make: func(g *generator) string {
		return get("/v1/clauses?limit=100&sort=newest&facet=country,subdivision,sector,public_service,topic,language,kind,level,text_kind,evidence,status,party")
	}},
	{name: "words with facets", make: func(g *generator) string {
		return g.search(strings.Join(g.common(8), " "), "&limit=100&facet=country,subdivision,sector,public_service,topic,language,kind,level,text_kind,evidence,status,party&country=IE,FR,ES&status=unknown,presumed")
	}},
	{name: "instruments", make: func(g *generator) string {
		return get("/v1/instruments?limit=100&q=" + url.QueryEscape(strings.Join(g.common(3), " ")))
	}},
	{name: "many filter values", make: func(g *generator) string {
		var all []string
		for i := range 64 + g.IntN(3) {
			all = append(all, fmt.Sprintf("party-%d", i))
		}
		return get("/v1/clauses?party=" + strings.Join(all, ","))
	}},
	{name: "similar", make: func(g *generator) string {
		return get(fmt.Sprintf("/v1/clauses/ie-g-%d.c-%d/similar", g.IntN(hostileDocuments), g.IntN(hostileClauses)))
	}},
	{name: "suggest", make: func(g *generator) string {
		return get("/v1/suggest?q=" + url.QueryEscape(g.common(1)[0][:1+g.IntN(3)]))
	}},
	{name: "garbled cursor", make: func(g *generator) string {
		b := make([]byte, g.IntN(200))
		for i := range b {
			b[i] = "ABCDEFabcdef0123456789-_"[g.IntN(24)]
		}
		return get("/v1/clauses?q=telework&cursor=" + string(b))
	}},
	{name: "odd paths and methods", make: func(g *generator) string {
		methods := []string{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"}
		paths := []string{"/", "/v1", "/v1/clauses/", "/v1/clauses/%2e%2e%2f", "/v1/clauses/" + strings.Repeat("a", 3000), "/v1/instruments/ie-g-1", "/v1/imports", "/v1/backup", "/openapi.json", "//", "/v1/clauses/%ff/history"}
		return fmt.Sprintf("%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", methods[g.IntN(len(methods))], paths[g.IntN(len(paths))])
	}},
	{name: "lookup of a long text", make: func(g *generator) string {
		text := strings.Repeat("art. 5 of Regulation (EU) 2016/679, § 87 BOE-A-2021-5003; ", g.IntN(400))
		return post("/v1/lookup", "text/plain", text)
	}},
	{name: "import without a token", make: func(g *generator) string {
		return post("/v1/imports", "application/jsonl", strings.Repeat("{", g.IntN(5000)))
	}},
	{name: "export with a filter", stream: true, make: func(g *generator) string {
		return get("/v1/export?format=csv&country=FR&q=" + url.QueryEscape(g.common(1)[0]))
	}},
	{name: "export of everything", stream: true, make: func(g *generator) string { return get("/v1/export?format=jsonl") }},
}

func get(target string) string {
	return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
}

func post(target, contentType, body string) string {
	return fmt.Sprintf("POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", target, contentType, len(body), body)
}

// A generator makes words with a skewed distribution, and clauses of them.
type generator struct {
	*rand.Rand
	words []string
	zipf  *rand.Zipf
}

func newGenerator(random *rand.Rand) *generator {
	syllables := []string{"te", "le", "wor", "ka", "con", "dis", "pro", "tec", "mon", "ver", "sal", "ari", "ment", "tion", "al", "gor", "ith", "re", "du", "ba"}
	words := rand.New(rand.NewPCG(7, 7)) // the same words in every run, so that data can be kept
	g := &generator{Rand: random, zipf: rand.NewZipf(random, 1.1, 2, 19_999)}
	seen := map[string]bool{}
	for len(g.words) < 20_000 {
		w := ""
		for range 2 + words.IntN(4) {
			w += syllables[words.IntN(len(syllables))]
		}
		if !seen[w] {
			seen[w] = true
			g.words = append(g.words, w)
		}
	}
	return g
}

// common returns different words of the 200 commonest.
func (g *generator) common(n int) []string {
	var all []string
	for _, i := range g.Perm(200)[:n] {
		all = append(all, g.words[i])
	}
	return all
}

// any returns words as texts have them.
func (g *generator) any(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = g.words[g.zipf.Uint64()]
	}
	return all
}

func (g *generator) search(q, more string) string {
	return get("/v1/clauses?q=" + url.QueryEscape(q) + more)
}

// document makes a document of ten clauses with an English and a Spanish text of
// 60 words each.
func (g *generator) document(n int) clauses.Document {
	id := clauses.InstrumentID(fmt.Sprintf("ie-g-%d", n))
	countries := []string{"IE", "FR", "ES", "DE", "IT", "PT", "BR", "US"}
	topics := []clauses.TopicID{"telework_costs", "right_to_disconnect", "data_protection", "human_oversight", "job_security"}
	d := clauses.Document{Instrument: clauses.Instrument{
		ID: id, Kind: clauses.CompanyAgreement, Level: clauses.CompanyLevel,
		Titles:    []clauses.Title{{Language: "en", Text: "Agreement on " + strings.Join(g.any(4), " "), Kind: clauses.OfficialTitle}},
		Languages: []string{"en"}, Territory: []clauses.Territory{{Country: countries[n%len(countries)]}},
		Parties: []clauses.Party{{Name: fmt.Sprintf("Party %d", n%500), Role: clauses.Union}},
		Signed:  clauses.Date{Year: 2000 + n%25},
	}}
	for i := range hostileClauses {
		c := clauses.Clause{
			ID:       clauses.ClauseID(fmt.Sprintf("%s.c-%d", id, i)),
			Locator:  fmt.Sprintf("Article %d", i),
			Topics:   []clauses.TopicID{topics[g.IntN(len(topics))]},
			Evidence: clauses.Evidence{Level: clauses.PartyEvidence},
		}
		for _, language := range []string{"en", "es"} {
			c.Texts = append(c.Texts, clauses.Text{
				Language: language, Kind: clauses.Summary, Heading: strings.Join(g.any(4), " "), Text: strings.Join(g.any(60), " ") + ".",
				Made: clauses.Made{Method: clauses.Machine, Date: clauses.Date{Year: 2026}}, Licence: "CC0-1.0",
			})
		}
		d.Clauses = append(d.Clauses, c)
	}
	return d
}

func fillWithGenerated(t *testing.T, data string, g *generator) {
	t.Helper()
	started := time.Now()
	store, err := bolt.Open(filepath.Join(data, recordFile))
	if err != nil {
		t.Fatal(err)
	}
	position, err := store.Position(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if position.Revision == 0 {
		for batch := range slices.Chunk(makeRange(hostileDocuments), 500) {
			var docs []clauses.Document
			for _, n := range batch {
				docs = append(docs, g.document(n))
			}
			if _, err := store.Put(t.Context(), docs...); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d clauses in the record after %v", hostileDocuments*hostileClauses, time.Since(started).Round(time.Millisecond))
}

func makeRange(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}
