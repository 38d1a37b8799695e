package api

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/rs/zerolog"

	"clausebank/clauses"
)

// TestLanguages: lang goes before Accept-Language, and English is what is left.
func TestLanguages(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for _, c := range []struct{ lang, accept, want, label string }{
		{"", "", "en", "in force"},
		{"", "fr", "fr", "en vigueur"},
		{"", "nl, de;q=0.5, fr;q=0.9", "fr", "en vigueur"},
		{"", "pt-BR", "pt", "em vigor"},
		{"", "nl", "en", "in force"},
		{"", "ca", "en", "in force"},
		{"", "*", "en", "in force"},
		{"", ";;;", "en", "in force"},
		{"it", "fr", "it", "in vigore"},
		{"nl", "fr", "en", "in force"},
		{"es-419", "", "es", "vigente"},
	} {
		url := "/v1/clauses/es-lopdgdd-2018.art-88"
		if c.lang != "" {
			url += "?lang=" + c.lang
		}
		s.run(t, []call{{
			name: c.lang + " " + c.accept, url: url, header: map[string]string{"Accept-Language": c.accept},
			want: []string{`"status_label":"` + c.label + `"`}, headers: map[string]string{"Content-Language": c.want},
		}})
	}
	if vary := s.do(t, call{url: "/v1/clauses"}).header.Values("Vary"); strings.Join(vary, ", ") != "Accept-Encoding, Accept-Language" {
		t.Errorf("Vary is %q", vary)
	}
}

// TestCompression: gzip where it is wanted and worth it.
func TestCompression(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for _, c := range []struct{ name, url, accept, want string }{
		{"wanted", "/v1/clauses", "br, gzip", "gzip"},
		{"any", "/v1/clauses", "*", "gzip"},
		{"not wanted", "/v1/clauses", "", ""},
		{"refused", "/v1/clauses", "gzip;q=0, identity", ""},
		{"short", "/healthz", "gzip", ""},
		{"stream", "/v1/export", "gzip", "gzip"},
		{"strong tag", "/v1/instruments/es-banca-2021", "gzip", ""},
		{"page", "/docs", "gzip;q=0.5", "gzip"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := s.do(t, call{url: c.url, header: map[string]string{"Accept-Encoding": c.accept}})
			if got := a.header.Get("Content-Encoding"); got != c.want {
				t.Fatalf("Content-Encoding is %q, want %q", got, c.want)
			}
			if c.want == "" {
				return
			}
			r, err := gzip.NewReader(strings.NewReader(string(a.body)))
			if err != nil {
				t.Fatal(err)
			}
			unpacked, err := io.ReadAll(r)
			if err != nil || string(unpacked) != string(s.do(t, call{url: c.url}).body) {
				t.Errorf("unpacked to something else: %v", err)
			}
		})
	}
}

// TestHeadAndOptions: HEAD is GET without a body, and OPTIONS says what is there
// and what other sites may do.
func TestHeadAndOptions(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	live := httptest.NewServer(s)
	defer live.Close()
	for _, path := range []string{"/v1/clauses", "/v1/topics", "/v1/export", "/docs", "/openapi.yaml", "/healthz"} {
		get, err := http.Get(live.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		get.Body.Close()
		head, err := http.Head(live.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(head.Body)
		if err != nil || len(body) > 0 || head.StatusCode != http.StatusOK || head.Header.Get("ETag") != get.Header.Get("ETag") ||
			head.Header.Get("Content-Type") != get.Header.Get("Content-Type") {
			t.Errorf("HEAD %s: status %d, %d bytes, %v", path, head.StatusCode, len(body), head.Header)
		}
	}
	preflight := map[string]string{"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
	s.run(t, []call{
		{name: "read", method: "OPTIONS", url: "/v1/clauses", header: preflight, status: 204, headers: map[string]string{
			"Allow": "GET, HEAD, OPTIONS", "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET, HEAD", "Access-Control-Allow-Credentials": "",
		}},
		{name: "post that reads", method: "OPTIONS", url: "/v1/lookup", header: preflight, status: 204, headers: map[string]string{"Access-Control-Allow-Methods": "GET, HEAD, POST"}},
		{name: "read and write", method: "OPTIONS", url: "/v1/instruments/x-y", header: preflight, status: 204, headers: map[string]string{
			"Allow": "GET, HEAD, OPTIONS, PUT", "Access-Control-Allow-Methods": "GET, HEAD",
		}},
		{name: "write", method: "OPTIONS", url: "/v1/imports", header: preflight, status: 204, headers: map[string]string{"Allow": "OPTIONS, POST", "Access-Control-Allow-Origin": ""}},
		{name: "nothing", method: "OPTIONS", url: "/v1/none", header: preflight, status: 404},
		{name: "from another site", url: "/v1/topics", header: map[string]string{"Origin": "https://example.org"}, headers: map[string]string{"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": ""}},
		{name: "no such path, from another site", url: "/v1/none", header: map[string]string{"Origin": "https://example.org"}, status: 404, headers: map[string]string{"Access-Control-Allow-Origin": "*"}},
		{name: "not to be read, from another site", url: "/v1/imports", header: map[string]string{"Origin": "https://example.org"}, status: 405, headers: map[string]string{"Access-Control-Allow-Origin": "*"}},
		{name: "an error, from another site", url: "/v1/topics?x=y", header: map[string]string{"Origin": "https://example.org"}, status: 400, headers: map[string]string{"Access-Control-Allow-Origin": "*"}},
	})
}

// TestPageLoadsNothing: the page of the contract asks no other server for anything,
// runs no script, and has every operation.
func TestPageLoadsNothing(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	a := s.do(t, call{url: "/docs"})
	policy := a.header.Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none'; style-src 'sha256-") || strings.Contains(policy, "unsafe") {
		t.Errorf("the policy is %s", policy)
	}
	if found := regexp.MustCompile(`<(script|link|img|iframe|object)\b|url\(|@import|\bon[a-z]+="|style="`).Find(a.body); found != nil {
		t.Errorf("the page has %s", found)
	}
	doc, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range doc.Paths.Map() {
		for _, op := range item.Operations() {
			if !strings.Contains(string(a.body), `<article id="`+op.OperationID+`">`) {
				t.Errorf("the page lacks %s", op.OperationID)
			}
		}
	}
	for name := range doc.Components.Schemas {
		if !strings.Contains(string(a.body), `<article id="schema-`+name+`">`) {
			t.Errorf("the page lacks %s", name)
		}
	}
	s.run(t, []call{
		{name: "yaml", url: "/openapi.yaml", want: []string{"openapi: 3.1.0"}, headers: map[string]string{"Content-Type": "application/yaml"}},
		{name: "json", url: "/openapi.json", want: []string{`{"openapi":"3.1.0","info":{"title":"Clausebank API"`}, headers: map[string]string{"Content-Type": "application/json"}},
	})
}

// A brokenStore fails in the ways that a store can.
type brokenStore struct {
	Store
	err   error
	panic bool
}

func (s brokenStore) Clause(context.Context, clauses.ClauseID) (clauses.Clause, clauses.Instrument, error) {
	if s.panic {
		panic(s.err)
	}
	return clauses.Clause{}, clauses.Instrument{}, s.err
}

func (s brokenStore) Documents(ctx context.Context, at clauses.Revision) iter.Seq2[clauses.Document, error] {
	return func(yield func(clauses.Document, error) bool) {
		n := 0
		for d, err := range s.Store.Documents(ctx, at) {
			if n++; n > 3 {
				yield(clauses.Document{}, s.err)
				return
			}
			if !yield(d, err) {
				return
			}
		}
	}
}

// TestInternalsNeverLeak: of a fault the client reads a fixed sentence, and the log
// has it under the same request.
func TestInternalsNeverLeak(t *testing.T) {
	t.Parallel()
	const secret = "open /srv/secret/library.db: input/output error"
	for _, c := range []struct {
		name   string
		store  brokenStore
		status int
		kind   string
		level  string
	}{
		{"error", brokenStore{err: errors.New(secret)}, 500, "internal", "error"},
		{"panic", brokenStore{err: errors.New(secret), panic: true}, 500, "internal", "error"},
		{"unavailable", brokenStore{err: errors.Join(errors.New(secret), clauses.ErrUnavailable)}, 503, "unavailable", "error"},
	} {
		s := newServer(t)
		c.store.Store = s.store
		s.API.store = c.store
		for _, url := range []string{"/v1/clauses", "/v1/clauses/es-banca-2021.art-80", "/v1/clauses/es-banca-2021.art-80/citation"} {
			s.log.Reset()
			s.run(t, []call{{
				name: c.name + " " + url, url: url, status: c.status, want: []string{problemPrefix + c.kind},
				wantNot: []string{"secret", "/srv", "input/output", "goroutine", ".go:", "bolt"},
			}})
			if !containsAll(s.log.Bytes(), secret, `"level":"`+c.level+`"`, `"problem":"`+problemPrefix+c.kind) {
				t.Errorf("%s: the log has %s", c.name, s.log)
			}
		}
	}
}

// TestBrokenStreamsBreakOff: a stream that fails after it has begun has no proper
// end, so that nobody takes it for whole.
func TestBrokenStreamsBreakOff(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.put(t, copies(t, "filler", 200)...) // more than is written at once
	many := brokenStore{Store: s.store, err: errors.New("disk")}
	s.API.store = lateStore{many}
	live := httptest.NewServer(s)
	defer live.Close()
	for _, accept := range []string{"identity", "gzip"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, live.URL+"/v1/export", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept-Encoding", accept)
		response, err := http.DefaultClient.Do(r)
		if err == nil {
			_, err = io.ReadAll(response.Body)
			response.Body.Close()
		}
		if err == nil {
			t.Errorf("%s: the stream ended as if it were whole", accept)
		}
	}
}

// A lateStore fails after all documents.
type lateStore struct{ brokenStore }

func (s lateStore) Documents(ctx context.Context, at clauses.Revision) iter.Seq2[clauses.Document, error] {
	return func(yield func(clauses.Document, error) bool) {
		for d, err := range s.Store.Documents(ctx, at) {
			if !yield(d, err) {
				return
			}
		}
		yield(clauses.Document{}, s.err)
	}
}

// TestLogHasOneEventWithoutWords: one event a request, at info level without the
// words of the query, and no address of the client.
func TestLogHasOneEventWithoutWords(t *testing.T) {
	t.Parallel()
	for _, level := range []zerolog.Level{zerolog.InfoLevel, zerolog.DebugLevel} {
		s := newServer(t, func(c *Config) { c.Logger = c.Logger.Level(level) })
		for _, c := range []call{
			{url: "/v1/clauses?q=whistleblower"}, {url: "/v1/clauses?q=whistleblower AND"}, {url: "/v1/suggest?q=whistleblower"}, {url: "/v1/none?q=whistleblower"},
		} {
			s.log.Reset()
			a := s.do(t, c)
			events := strings.Split(strings.TrimSpace(s.log.String()), "\n")
			if want := map[zerolog.Level]int{zerolog.InfoLevel: 1, zerolog.DebugLevel: 2}[level]; len(events) != want {
				t.Errorf("%s: %d events at level %s", c.url, len(events), level)
			}
			if !strings.Contains(events[0], `"message":"request"`) || !strings.Contains(events[0], a.header.Get("X-Request-Id")) ||
				strings.Contains(events[0], "whistleblower") || strings.Contains(s.log.String(), "192.0.2.1") {
				t.Errorf("%s: logged %s", c.url, s.log)
			}
		}
	}
}

// TestHostileRequests tries what nobody should send: no answer is a fault of the
// server.
func TestHostileRequests(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	bad := []string{
		"\x00", "\xff\xfe", "%00", "%ff", "%F0%9F%98%80", "' OR 1=1 --", "<script>alert(1)</script>", "../../etc/passwd", "..%2F..%2Fetc", "\u202e",
		strings.Repeat("(", 200), strings.Repeat("a*", 50), "*", "***", `"`, `""`, "near/5", "a near/0 b", "a near/99999999999999 b", "AND", "NOT NOT NOT a",
		"country:", "country:ES country:", "nosuch:field", "body:*", "/.*/", strings.Repeat("ab ", 1300), strings.Repeat("é", 2000), "-", "--a", "- a", "a -(b", "𝕏",
		"9999999999999999999999", "-1", "2021-99-99", "0000-00-00", "today", "NaN", "1e9", ",,,,", strings.Repeat("ES,", 500), "null", "{}", "[]", "%",
	}
	names := append([]string{"x", "q[]", "", "Q"}, routes[0].query...)
	names = append(names, "style", "format", "accessed")
	for _, path := range []string{"/v1/clauses", "/v1/instruments", "/v1/export", "/v1/suggest", "/v1/lookup", "/v1/clauses/es-banca-2021.art-80", "/v1/clauses/es-banca-2021.art-80/citation"} {
		for _, name := range names {
			for _, value := range bad {
				s.hostile(t, "GET", path+"?"+name+"="+escaped(value), "")
			}
		}
	}
	for _, value := range bad {
		for _, path := range []string{"/", "/v1/", "/v1/clauses/", "/v1/instruments/", "/v1/clauses/../"} {
			s.hostile(t, "GET", path+strings.ReplaceAll(escaped(value), "+", "%20"), "")
		}
		for _, media := range []string{"text/plain", "application/json", "application/jsonl", "text/csv", "x", ""} {
			for _, target := range []string{"POST /v1/lookup", "POST /v1/imports?dry_run=true", "PUT /v1/instruments/xx-a", "POST /v1/instruments/es-banca-2021/withdrawal"} {
				method, url, _ := strings.Cut(target, " ")
				s.hostile(t, method, url, value, "Content-Type", media, "If-Match", `"1-1"`)
			}
		}
		s.hostile(t, "GET", "/v1/clauses", "", "Accept-Language", value, "If-None-Match", value, "Accept-Encoding", value, "Authorization", "Bearer "+value)
		s.hostile(t, "PUT", "/v1/instruments/es-banca-2021", "{}", "If-Match", value, "Content-Type", "application/json")
	}
}

// escaped writes a value so that it can stand in an address; what is escaped
// already stays.
func escaped(value string) string {
	var b strings.Builder
	for _, c := range []byte(value) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`"<>\^{|}#&+`+"`", c) >= 0 {
			b.WriteString("%" + string("0123456789ABCDEF"[c>>4]) + string("0123456789ABCDEF"[c&15]))
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func (s *server) hostile(t *testing.T, method, url, body string, header ...string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, "http://clausebank"+url, strings.NewReader(body))
	if err != nil {
		return // no server ever reads such a request
	}
	r.Header.Set("Authorization", "Bearer "+testToken)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code >= 500 {
		t.Errorf("%s %s %q %q: status %d\n%s\n%s", method, url, header, body, w.Code, w.Body, s.log)
	}
	s.log.Reset()
}

// TestVocabularies are trees and lists with labels and counts.
func TestVocabularies(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	topics := get[Vocabulary](t, s, "/v1/topics?lang=fr")
	codes, counted := 0, 0
	for _, subject := range topics.Items {
		if len(subject.Children) == 0 {
			t.Errorf("%s has no topics", subject.Value)
		}
		for _, topic := range subject.Children {
			codes++
			counted += topic.Count
			if topic.Label == "" || topic.Label == topic.Value {
				t.Errorf("%s has no label", topic.Value)
			}
			if n := get[ClauseSearch](t, s, "/v1/clauses?topic="+topic.Value).Total; n != topic.Count {
				t.Errorf("%s counts %d, a search finds %d", topic.Value, topic.Count, n)
			}
		}
	}
	if codes != 48 || len(topics.Items) != 4 || counted == 0 {
		t.Errorf("%d topics under %d subjects", codes, len(topics.Items))
	}
	s.run(t, []call{
		{name: "countries", url: "/v1/countries?lang=de", want: []string{`{"value":"ES","label":"Spanien","count":4}`, `{"value":"EU","label":"Europäische Union","count":1}`}},
		{name: "sectors", url: "/v1/sectors", want: []string{`"value":"R"`, `{"value":"86"`, `"count":1`}},
		{name: "languages", url: "/v1/languages?lang=es", want: []string{`{"value":"en","label":"inglés"`}},
	})
}

// TestSuggest completes topics, titles and parties.
func TestSuggest(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.run(t, []call{
		{name: "topic", url: "/v1/suggest?q=discon", want: []string{`{"kind":"topic","value":"right_to_disconnect"`, `"href":"/v1/clauses?topic=right_to_disconnect"`}},
		{name: "topic in French", url: "/v1/suggest?q=deconn&lang=fr", want: []string{`"value":"right_to_disconnect"`}},
		{name: "title", url: "/v1/suggest?q=CONVENIO banc", want: []string{`{"kind":"instrument","value":"es-banca-2021"`}, wantNot: []string{"it-sanita"}},
		{name: "party", url: "/v1/suggest?q=local 1", want: []string{`"items":[]`}},
		{name: "party by three letters", url: "/v1/suggest?q=medef", want: []string{`{"kind":"party","value":"MEDEF"`, `"href":"/v1/clauses?party=MEDEF"`}},
		{name: "nothing", url: "/v1/suggest?q=zzzz", want: []string{`"items":[]`}},
		{name: "no word", url: "/v1/suggest?q=---", status: 400, want: []string{`"parameter":"q"`}},
		{name: "too long", url: "/v1/suggest?q=" + strings.Repeat("a", 201), status: 400, want: []string{"suggest_bytes"}},
	})
}

// TestSimilar says how alike clauses were found, and never finds the clause itself.
func TestSimilar(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	found := get[Similar](t, s, "/v1/clauses/es-banca-2021.art-80/similar")
	if len(found.Items) == 0 || !strings.Contains(found.How, "telling words") {
		t.Fatalf("%+v", found)
	}
	for _, c := range found.Items {
		if c.ID == "es-banca-2021.art-80" {
			t.Error("the clause is like itself")
		}
	}
	if first := found.Items[0]; len(first.SharedTopics) == 0 || first.Score == 0 {
		t.Errorf("%s: %v, %f", first.ID, first.SharedTopics, first.Score)
	}
}
