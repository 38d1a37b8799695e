package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// A running program of a test.
type running struct {
	t      *testing.T
	data   string
	base   string
	stop   context.CancelFunc
	exited chan int
	log    *syncBuffer
}

// syncBuffer is a bytes.Buffer that several goroutines may use.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// serve starts a server on the data and waits until it is ready.
func serve(t *testing.T, data string, flags ...string) *running {
	t.Helper()
	return serveFor(t, time.Minute, data, flags...)
}

// serveFor is serve with patience for larger data.
func serveFor(t *testing.T, patience time.Duration, data string, flags ...string) *running {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	r := &running{t: t, data: data, stop: stop, exited: make(chan int, 1), log: &syncBuffer{}}
	args := append([]string{"serve", "--data", data, "--addr", "127.0.0.1:0"}, flags...)
	go func() { r.exited <- run(ctx, args, strings.NewReader(""), r.log, r.log) }()
	t.Cleanup(stop)
	r.wait("the server's address", patience, func() bool {
		s, err := readLocalServer(data)
		r.base = "http://" + s.Address
		return err == nil && s.answers(ctx)
	})
	r.wait("readiness", patience, func() bool {
		response, err := http.Get(r.base + "/readyz")
		if err != nil {
			return false
		}
		response.Body.Close()
		return response.StatusCode == http.StatusOK
	})
	return r
}

// wait polls a condition, and fails the test when patience ends.
func (r *running) wait(what string, patience time.Duration, holds func() bool) {
	r.t.Helper()
	for deadline := time.Now().Add(patience); !holds(); {
		select {
		case status := <-r.exited:
			r.t.Fatalf("the server ended with %d while %s was waited for:\n%s", status, what, r.log)
		case <-time.After(10 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			r.t.Fatalf("no %s within %v:\n%s", what, patience, r.log)
		}
	}
}

// end stops the server as Ctrl-C does and returns its exit status.
func (r *running) end() int {
	r.t.Helper()
	r.stop()
	select {
	case status := <-r.exited:
		return status
	case <-time.After(time.Minute):
		r.t.Fatalf("the server did not end:\n%s", r.log)
		return 0
	}
}

// command runs a command to its end.
func command(t *testing.T, args ...string) (status int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(t.Context(), args, strings.NewReader(""), &o, &e)
	return status, o.String(), e.String()
}

// must runs a command that has to succeed.
func must(t *testing.T, args ...string) string {
	t.Helper()
	status, out, errOut := command(t, args...)
	if status != 0 {
		t.Fatalf("clausebank %s: exit status %d\n%s%s", strings.Join(args, " "), status, out, errOut)
	}
	return out
}

// mustFail runs a command that has to fail with one sentence that says why.
func mustFail(t *testing.T, reason string, args ...string) {
	t.Helper()
	status, out, errOut := command(t, args...)
	if status != 1 {
		t.Errorf("clausebank %s: exit status %d, want 1\n%s%s", strings.Join(args, " "), status, out, errOut)
	}
	var sentence string // the last line; log events may stand above it
	if lines := strings.Split(strings.TrimSpace(errOut), "\n"); len(lines) > 0 {
		sentence = lines[len(lines)-1]
	}
	if !strings.HasPrefix(sentence, "clausebank: ") || !strings.Contains(sentence, reason) {
		t.Errorf("clausebank %s said %q, want one sentence with %q", strings.Join(args, " "), errOut, reason)
	}
}

// one is a document with one clause about a word that nothing else holds.
func one(id, word string) string {
	return fmt.Sprintf(`{"instrument":{"id":%q,"kind":"company_agreement","level":"company","titles":[{"language":"en","text":"Agreement on %s","kind":"official"}],`+
		`"languages":["en"],"territory":[{"country":"IE"}]},"clauses":[{"id":"%s.art-1","locator":"Article 1","topics":["telework_costs"],`+
		`"texts":[{"language":"en","kind":"summary","heading":"Rule","text":"The employer pays for the %s.","made":{"method":"editorial","date":"2026-11-21"},"licence":"CC-BY-4.0"}],`+
		`"evidence":{"level":"party","sources":[{"url":"https://example.org/"}]}}]}`+"\n", id, word, id, word)
}

func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// total asks a server how many clauses match.
func (r *running) total(q string) int {
	r.t.Helper()
	response, err := http.Get(r.base + "/v1/clauses?q=" + url.QueryEscape(q))
	if err != nil {
		r.t.Fatal(err)
	}
	defer response.Body.Close()
	var answer struct{ Total int }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		r.t.Fatal(err)
	}
	return answer.Total
}

func TestFirstStartServesTheBuiltInLibrary(t *testing.T) {
	t.Parallel()
	r := serve(t, filepath.Join(t.TempDir(), "clausebank-data"))
	response, err := http.Get(r.base + "/v1/clauses?q=desconexi%C3%B3n+digital&country=ES")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var answer struct {
		Total int
		Items []struct {
			Highlights []struct {
				Language string
				Text     string
				Marks    []struct{ Start, End int }
			}
		}
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	if answer.Total == 0 || len(answer.Items) == 0 {
		t.Fatal("no Spanish clause on digital disconnection")
	}
	if h := answer.Items[0].Highlights; len(h) == 0 || h[0].Language != "es" || len(h[0].Marks) == 0 {
		t.Errorf("first hit has highlights %+v, want marks in the Spanish text", h)
	}
	if !strings.Contains(r.log.String(), r.base) {
		t.Errorf("the log lacks the address %s:\n%s", r.base, r.log)
	}
	if status := r.end(); status != 0 {
		t.Errorf("Ctrl-C: exit status %d, want 0\n%s", status, r.log)
	}
	if _, err := readLocalServer(r.data); err == nil {
		t.Error("the address of the server is still there after its end")
	}
}

func TestLibraryNoneIsEmpty(t *testing.T) {
	t.Parallel()
	r := serve(t, t.TempDir(), "--library", "none")
	if n := r.total("telework"); n != 0 {
		t.Errorf("%d clauses in a library without the built-in one", n)
	}
}

// TestSearchSaysWhatIsWrongOnce: an error of the API is one sentence, here too.
func TestSearchSaysWhatIsWrongOnce(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	must(t, "import", "--data", data, "--library", "none", file(t, "a.jsonl", one("ie-a-2026", "zeppelin")))
	mustFail(t, `country: "XX" is no country.`, "search", "--data", data, "--library", "none", "zeppelin", "country=XX")
	mustFail(t, "There is no such parameter. Did you mean lang? It is one of q, country,", "search", "--data", data, "--library", "none", "zeppelin", "land=IE")
}

func TestImportedIsFoundByTheNextSearch(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	down, up := file(t, "down.jsonl", one("ie-down-2026", "zeppelin")), file(t, "up.jsonl", one("ie-up-2026", "gondola"))

	must(t, "import", "--data", data, "--library", "none", down)
	if out := must(t, "search", "--data", data, "--library", "none", "zeppelin"); !strings.Contains(out, "ie-down-2026.art-1") {
		t.Errorf("with the server down the next search finds %q", out)
	}

	r := serve(t, data, "--library", "none")
	if n := r.total("zeppelin"); n != 1 {
		t.Errorf("a server started after the import finds %d clauses, want 1", n)
	}
	out := must(t, "import", "--data", data, up)
	if !strings.Contains(out, "1 documents imported") {
		t.Errorf("import through the server said %q", out)
	}
	if n := r.total("gondola"); n != 1 {
		t.Errorf("the next search finds %d clauses, want 1", n)
	}
	if out := must(t, "search", "--data", data, "--json", "gondola"); !strings.Contains(out, `"total":1`) {
		t.Errorf("search through the server answered %s", out)
	}
}

func TestImportIsAllOrNothing(t *testing.T) {
	t.Parallel()
	wrong := strings.Replace(one("ie-wrong-2026", "airship"), `"telework_costs"`, `"no_such_topic"`, 1)
	mixed := file(t, "mixed.jsonl", one("ie-right-2026", "balloon")+wrong)
	for _, up := range []bool{false, true} {
		t.Run(fmt.Sprintf("server up %v", up), func(t *testing.T) {
			t.Parallel()
			data := t.TempDir()
			if up {
				serve(t, data, "--library", "none")
			}
			status, _, errOut := command(t, "import", "--data", data, "--library", "none", mixed)
			if status != 1 || !strings.Contains(errOut, "mixed.jsonl:2") || !strings.Contains(errOut, "no_such_topic") {
				t.Errorf("exit status %d and %q, want 1 and the line and the topic at fault", status, errOut)
			}
			if out := must(t, "search", "--data", data, "--library", "none", "balloon"); !strings.Contains(out, "0 of 0") {
				t.Errorf("something was imported: %s", out)
			}
			if status, _, _ := command(t, "import", "--data", data, "--library", "none", "--keep-going", mixed); status != 1 {
				t.Errorf("keep-going with a rejected document: exit status %d, want 1", status)
			}
			if out := must(t, "search", "--data", data, "--library", "none", "balloon"); !strings.Contains(out, "ie-right-2026.art-1") {
				t.Errorf("keep-going did not import the right document: %s", out)
			}
		})
	}
}

func TestExportRoundTrips(t *testing.T) {
	t.Parallel()
	data, copied := t.TempDir(), t.TempDir()
	first, second := filepath.Join(t.TempDir(), "first.jsonl"), filepath.Join(t.TempDir(), "second.jsonl")
	must(t, "export", "--data", data, "-o", first) // the built-in library, server down
	must(t, "import", "--data", copied, "--library", "none", first)
	serve(t, copied, "--library", "none")
	must(t, "export", "--data", copied, "-o", second) // server up
	a, b := read(t, first), read(t, second)
	if a != b || len(a) == 0 {
		t.Errorf("export, import, export gave %d bytes and then %d other ones", len(a), len(b))
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	for _, up := range []bool{false, true} {
		t.Run(fmt.Sprintf("server up %v", up), func(t *testing.T) {
			t.Parallel()
			data, restored := t.TempDir(), t.TempDir()
			must(t, "import", "--data", data, "--library", "none", file(t, "a.jsonl", one("ie-a-2026", "zeppelin")))
			if up {
				serve(t, data, "--library", "none")
			}
			backup := filepath.Join(t.TempDir(), "backup")
			must(t, "backup", "--data", data, "--library", "none", backup)
			mustFail(t, "exists already", "backup", "--data", data, "--library", "none", backup)
			must(t, "restore", "--data", restored, "--library", "none", backup)
			if out := must(t, "search", "--data", restored, "--library", "none", "zeppelin"); !strings.Contains(out, "ie-a-2026.art-1") {
				t.Errorf("the restored library finds %q", out)
			}
			must(t, "verify", "--data", restored)
			mustFail(t, "restore", "restore", "--data", restored, file(t, "broken", "no backup"))
			must(t, "verify", "--data", restored)
		})
	}
}

func TestCommandsThatNeedTheServerStopped(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	r := serve(t, data, "--library", "none")
	for _, args := range [][]string{
		{"reindex"}, {"verify"}, {"library", "diff"}, {"purge", "ie-a-2026", "--reason", "court order"},
		{"restore", file(t, "backup", "x")},
	} {
		mustFail(t, "stop the server", append(args, "--data", data)...)
	}
	mustFail(t, "in use", "serve", "--data", data, "--addr", "127.0.0.1:0")
	if r.end() != 0 {
		t.Error("the server did not end well")
	}
	if out := must(t, "verify", "--data", data); !strings.HasPrefix(out, "read up to revision ") || strings.Count(out, "\n") != 1 {
		t.Errorf("verify prints %q, want a line without faults", out)
	}
	must(t, "reindex", "--data", data, "--library", "none")
}

func TestPurgeLeavesNoTrace(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	must(t, "import", "--data", data, "--library", "none", file(t, "a.jsonl", one("ie-a-2026", "zeppelinsecret")))
	must(t, "purge", "--data", data, "--library", "none", "ie-a-2026", "--reason", "court order")
	if out := must(t, "search", "--data", data, "--library", "none", "zeppelinsecret"); !strings.Contains(out, "0 of 0") {
		t.Errorf("found after its purge: %s", out)
	}
	err := filepath.WalkDir(data, func(path string, entry os.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && strings.Contains(read(t, path), "zeppelinsecret") {
			t.Errorf("%s still holds what was purged", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestStaleServerFileIsIgnored(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	killed := localServer{Address: "127.0.0.1:1", Token: "left by a killed server"}
	if err := killed.write(data); err != nil {
		t.Fatal(err)
	}
	must(t, "import", "--data", data, "--library", "none", file(t, "a.jsonl", one("ie-a-2026", "zeppelin")))
}

func TestServerFileIsTheOwnersAlone(t *testing.T) {
	t.Parallel()
	r := serve(t, t.TempDir(), "--library", "none")
	info, err := os.Stat(filepath.Join(r.data, serverFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v: want mode 0600", info.Mode(), err)
	}
}

func TestPlainErrors(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	mustFail(t, "in use by another program", "serve", "--data", t.TempDir(), "--addr", taken.Addr().String())

	unreadable := t.TempDir()
	if err := os.WriteFile(filepath.Join(unreadable, recordFile), bytes.Repeat([]byte("x"), 64<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	mustFail(t, "restore", "serve", "--data", unreadable, "--addr", "127.0.0.1:0")

	mustFail(t, "there is no library", "verify", "--data", filepath.Join(t.TempDir(), "nothing"))
	mustFail(t, "names no format", "check", file(t, "letter.txt", "x"))
	mustFail(t, "see clausebank --help", "serch", "telework")

	open := file(t, "token", strings.Repeat("a", 64))
	if err := os.Chmod(open, 0o644); err != nil {
		t.Fatal(err)
	}
	mustFail(t, "chmod 600", "serve", "--data", t.TempDir(), "--addr", "127.0.0.1:0", "--token-file", open)
	mustFail(t, "openssl rand", "serve", "--data", t.TempDir(), "--addr", "127.0.0.1:0", "--token-file", file(t, "short", "secret"))
}

func TestHelpExplainsFlagsWithTheirDefaults(t *testing.T) {
	t.Parallel()
	out := must(t, "serve", "--help")
	for _, want := range []string{"--addr", "127.0.0.1:8080", "CLAUSEBANK_ADDR", "--data", "clausebank-data", "CLAUSEBANK_DATA", "--library", "CLAUSEBANK_LIBRARY", "CLAUSEBANK_TOKEN_FILE"} {
		if !strings.Contains(out, want) {
			t.Errorf("help lacks %q:\n%s", want, out)
		}
	}
}

func TestFlagsWinOverTheEnvironment(t *testing.T) {
	flagged, set := t.TempDir(), t.TempDir()
	t.Setenv("CLAUSEBANK_LIBRARY", "none")
	t.Setenv("CLAUSEBANK_DATA", set)
	must(t, "import", file(t, "a.jsonl", one("ie-a-2026", "zeppelin")))
	if out := must(t, "search", "zeppelin"); !strings.Contains(out, "1 of 1") {
		t.Errorf("the environment's data hold %q", out)
	}
	if out := must(t, "search", "--data", flagged, "zeppelin"); !strings.Contains(out, "0 of 0") {
		t.Errorf("the flag's data hold %q", out)
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	r := serve(t, t.TempDir(), "--library", "none")
	must(t, "health", "--addr", strings.TrimPrefix(r.base, "http://"))
	mustFail(t, "no server answers", "health", "--addr", "127.0.0.1:1")
}

func TestSearchSaysWhatItAssumed(t *testing.T) {
	t.Parallel()
	out := must(t, "search", "--data", t.TempDir(), "telewrok")
	for _, want := range []string{`searched for "telework" instead of "telewrok"`, "also searched in all languages for: telework"} {
		if !strings.Contains(out, want) {
			t.Errorf("search telewrok lacks %q:\n%s", want, out)
		}
	}
}

func TestVersionIsOneLine(t *testing.T) {
	t.Parallel()
	if out := must(t, "version"); !strings.HasPrefix(out, "clausebank ") || strings.Count(out, "\n") != 1 {
		t.Errorf("version printed %q", out)
	}
}

func TestReachable(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"0.0.0.0:8080": "127.0.0.1:8080", "[::]:8080": "[::1]:8080", ":8080": "127.0.0.1:8080",
		"127.0.0.1:80": "127.0.0.1:80", "example.org:80": "example.org:80",
	} {
		if got := reachable(in); got != want {
			t.Errorf("reachable(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCheckAndDryRunStoreNothing(t *testing.T) {
	t.Parallel()
	right := file(t, "right.jsonl", one("ie-right-2026", "balloon"))
	if out := must(t, "check", right); out != "1 documents are right, 0 are wrong\n" {
		t.Errorf("check printed %q", out)
	}
	for _, up := range []bool{false, true} {
		data := t.TempDir()
		if up {
			serve(t, data, "--library", "none")
		}
		if out := must(t, "import", "--data", data, "--library", "none", "--dry-run", right); out != "1 documents could be imported, 0 are rejected\n" {
			t.Errorf("server up %v: a dry run printed %q", up, out)
		}
		if out := must(t, "search", "--data", data, "--library", "none", "balloon"); !strings.Contains(out, "0 of 0") {
			t.Errorf("server up %v: a dry run stored something: %s", up, out)
		}
	}
}
