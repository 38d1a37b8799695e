package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"clausebank/clauses"
	"clausebank/clauses/ingest"
)

// lines returns documents as JSON Lines.
func lines(t *testing.T, docs ...clauses.Document) string {
	t.Helper()
	var b bytes.Buffer
	for _, d := range docs {
		if err := ingest.WriteJSONL(&b, d); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// TestTask40Import: a dry run says what is wrong with row and column, an import is
// all or nothing unless told otherwise, and duplicates are found.
func TestTask40Import(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	good := lines(t, copies(t, "good", 2)...)
	bad := strings.Replace(lines(t, copies(t, "bad", 1)...), `"language":"fr"`, `"language":"xx-"`, 1)
	jsonl := writing("Content-Type", "application/jsonl")
	const url = "/v1/imports"
	s.run(t, []call{
		{name: "dry run", method: "POST", url: url + "?dry_run=true", header: jsonl, body: good, want: []string{`"documents":2`, `"imported":0`, `"dry_run":true`}},
		{name: "nothing was stored", url: "/v1/clauses/xx-good-000.art-1", status: 404},
		{name: "dry run of a fault", method: "POST", url: url + "?dry_run=true", header: jsonl, body: good + bad, status: 422, want: []string{problemPrefix + "import-rejected", `"line":3`, `"column":`, `"reason":`}},
		{name: "all or nothing", method: "POST", url: url, header: jsonl, body: good + bad, status: 422, want: []string{`"line":3`, `"id":"xx-bad-000"`}},
		{name: "still nothing", url: "/v1/clauses/xx-good-000.art-1", status: 404},
		{name: "duplicates", method: "POST", url: url, header: jsonl, body: good + good, status: 422, want: []string{`"line":1`, `"line":3`, "xx-good-000"}},
		{name: "keep going", method: "POST", url: url + "?keep_going=true", header: jsonl, body: good + bad, want: []string{`"imported":2`, `"rejected":1`, `"searchable":true`, `"line":3`}},
		{name: "found by the next search", url: "/v1/clauses?instrument=xx-good-001", want: []string{`"total":1`}},
		{name: "again", method: "POST", url: url, header: writing("Content-Type", "application/x-ndjson"), body: good, want: []string{`"unchanged":2`, `"imported":0`}},
		{name: "stored only", method: "POST", url: url + "?wait=stored", header: jsonl, body: lines(t, copies(t, "stored", 1)...), status: 202, want: []string{`"searchable":false`, `"imported":1`}},
		{name: "csv", method: "POST", url: url, header: writing("Content-Type", "text/csv; charset=utf-8"), body: "instrument.id,clause.id\r\nx,y\r\n", status: 422, want: []string{`"line":`}},
		{name: "other type", method: "POST", url: url, header: writing("Content-Type", "application/xml"), body: good, status: 415, want: []string{"application/jsonl"}},
		{name: "no token", method: "POST", url: url, header: map[string]string{"Content-Type": "application/jsonl"}, body: good, status: 401},
		{name: "bad flag", method: "POST", url: url + "?dry_run=yes", header: jsonl, body: good, status: 400, want: []string{`"parameter":"dry_run"`}},
	})
}

// TestImportLimits: a body or a library that is too large names the limit, and the
// machine's own user has none.
func TestImportLimits(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	large := strings.Repeat(" ", maxImportBytes) + "\n{}"
	own := map[string]string{"Authorization": "Bearer " + localToken, "Content-Type": "application/jsonl"}
	d := copies(t, "many", 1)[0]
	one := d.Clauses[0]
	d.Clauses = nil
	for i := range maxImportClauses/2 + 1 {
		c := one
		c.ID = clauses.ClauseID(fmt.Sprintf("%s.art-%d", d.Instrument.ID, i))
		c.Texts = []clauses.Text{{Language: "fr", Kind: clauses.Summary, Heading: "h", Text: "t", Made: one.Texts[0].Made, Licence: "CC-BY-4.0"}}
		d.Clauses = append(d.Clauses, c)
	}
	other := d
	other.Instrument.ID = "xx-many-001"
	other.Clauses = nil
	for _, c := range d.Clauses {
		c.ID = clauses.ClauseID(strings.Replace(string(c.ID), "xx-many-000", "xx-many-001", 1))
		other.Clauses = append(other.Clauses, c)
	}
	many := lines(t, d, other)
	jsonl := writing("Content-Type", "application/jsonl")
	s.run(t, []call{
		{name: "bytes", method: "POST", url: "/v1/imports", header: jsonl, body: large, status: 413, want: []string{`"limit":"import_bytes"`, "33554432"}},
		{name: "bytes of a document", method: "PUT", url: "/v1/instruments/xx-big", header: writing("Content-Type", "application/json", "If-None-Match", "*"), body: large, status: 413, want: []string{`"limit":"import_bytes"`}},
		{name: "clauses", method: "POST", url: "/v1/imports", header: jsonl, body: many, status: 413, want: []string{`"limit":"import_clauses"`, "20000"}},
		{name: "own user, bytes", method: "POST", url: "/v1/imports", header: own, body: large, status: 422},
		{name: "own user, clauses", method: "POST", url: "/v1/imports?dry_run=true", header: own, body: many, want: []string{`"documents":2`}},
	})
}

// TestWritingNeedsAToken tries every route that changes something.
func TestWritingNeedsAToken(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	off := newServer(t, func(c *Config) { c.Token = "" })
	for _, r := range routes {
		if r.is&writes == 0 {
			continue
		}
		url := strings.Replace(r.path, ":id", "es-banca-2021", 1)
		for _, header := range []string{"", "Bearer", "Bearer wrong", "Basic " + testToken, testToken, "Bearer " + testToken + "x"} {
			s.run(t, []call{{
				name: url + " " + header, method: r.method, url: url, header: map[string]string{"Authorization": header, "Origin": "https://example.org"},
				status: 401, headers: map[string]string{"WWW-Authenticate": `Bearer realm="clausebank"`, "Access-Control-Allow-Origin": ""},
			}})
		}
		off.run(t, []call{{name: url + " off", method: r.method, url: url, header: writing(), status: 403, want: []string{problemPrefix + "writing-off", "--token-file"}}})
	}
	off.run(t, []call{{name: "own user", url: "/v1/backup", header: map[string]string{"Authorization": "bearer " + localToken}}})
}

// TestChangesNeedAPrecondition: create once, replace what was read, and refuse
// what has changed.
func TestChangesNeedAPrecondition(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	d := copies(t, "doc", 1)[0]
	encoded, err := d.Encode()
	if err != nil {
		t.Fatal(err)
	}
	body := string(encoded)
	changed := strings.Replace(body, "Télétravail volontaire", "Télétravail choisi", 1)
	const url = "/v1/instruments/xx-doc-000"
	with := func(more ...string) map[string]string {
		return writing(append(more, "Content-Type", "application/json")...)
	}
	s.run(t, []call{
		{name: "none", method: "PUT", url: url, header: with(), body: body, status: 428},
		{name: "not there", method: "PUT", url: url, header: with("If-Match", `"1-3"`), body: body, status: 412},
		{name: "create", method: "PUT", url: url, header: with("If-None-Match", "*"), body: body, status: 201, want: []string{`"created":true`, `"searchable":true`}},
		{name: "found", url: "/v1/clauses?instrument=xx-doc-000", want: []string{`"total":1`}},
		{name: "create again", method: "PUT", url: url, header: with("If-None-Match", "*"), body: body, status: 412},
	})
	first := s.do(t, call{url: url}).header.Get("ETag")
	other := s.do(t, call{url: url + "?lang=fr"}).header.Get("ETag")
	if first == other || !strings.HasPrefix(first, `"1-`) {
		t.Errorf("tags %s and %s", first, other)
	}
	s.run(t, []call{
		{name: "same", method: "PUT", url: url, header: with("If-Match", first), body: body, want: []string{`"created":false`}},
		{name: "replace, as read in another language", method: "PUT", url: url, header: with("If-Match", other), body: changed},
		{name: "changed meanwhile", method: "PUT", url: url, header: with("If-Match", first), body: body, status: 412},
		{name: "weak", method: "PUT", url: url, header: with("If-Match", "W/"+first), body: body, status: 412},
		{name: "another ID", method: "PUT", url: "/v1/instruments/xx-other", header: with("If-None-Match", "*"), body: body, status: 422, want: []string{`"path":"instrument.id"`}},
		{name: "a fault", method: "PUT", url: url, header: with("If-Match", "*"), body: strings.Replace(body, `"kind":"framework_agreement"`, `"kind":"law"`, 1), status: 422, want: []string{`"path":"instrument.kind"`, `"line":1`, `"column":`, `"remedy":`}},
		{name: "a dropped clause", method: "PUT", url: url, header: with("If-Match", "*"), body: strings.Replace(body, ".art-1", ".art-2", 1), status: 422, want: []string{problemPrefix + "invalid-document"}},
		{name: "no JSON", method: "PUT", url: url, header: with("If-Match", "*"), body: "{\n", status: 400, want: []string{problemPrefix + "invalid-body", `"line":2`, `"column":1`, `"reason":"the JSON ends too early"`}},
		{name: "no document", method: "PUT", url: url, header: with("If-Match", "*"), body: `[` + body + `]`, status: 422, want: []string{problemPrefix + "invalid-document", `"line":1`, `"column":1`, "an object is wanted"}},
		{name: "an unknown field", method: "PUT", url: url, header: with("If-Match", "*"), body: "{\n" + strings.Replace(body[1:], `"kind":`, `"kin":`, 1), status: 422, want: []string{problemPrefix + "invalid-document", `"path":"instrument.kin"`, `"line":2`, `"column":`, `"id":"xx-doc-000"`, `"remedy":"did you mean \"kind\"?"`}},
		{name: "no type", method: "PUT", url: url, header: writing("If-Match", "*"), body: body, status: 415},
	})
	s.run(t, []call{
		{name: "withdraw without", method: "POST", url: url + "/withdrawal", header: with(), body: `{"reason":"x y"}`, status: 428},
		{name: "withdraw as new", method: "POST", url: url + "/withdrawal", header: with("If-None-Match", "*"), body: `{"reason":"x y"}`, status: 428},
		{name: "without a reason", method: "POST", url: url + "/withdrawal", header: with("If-Match", "*"), body: `{"reason":" "}`, status: 422, want: []string{`"path":"reason"`}},
		{name: "unknown successor", method: "POST", url: url + "/withdrawal", header: with("If-Match", "*"), body: `{"reason":"x y","successor":"xx-none"}`, status: 422, want: []string{`"path":"successor"`}},
		{name: "unknown field", method: "POST", url: url + "/withdrawal", header: with("If-Match", "*"), body: `{"reson":"x y"}`, status: 400},
		{name: "unknown instrument", method: "POST", url: "/v1/instruments/xx-none/withdrawal", header: with("If-Match", "*"), body: `{"reason":"x y"}`, status: 404},
		{name: "withdraw", method: "POST", url: url + "/withdrawal", header: with("If-Match", "*"), body: `{"reason":"It was a draft.","successor":"fr-ani-teletravail-2020"}`},
		{name: "gone", url: url, status: 410, want: []string{`"successor":{"id":"fr-ani-teletravail-2020","href":"/v1/instruments/fr-ani-teletravail-2020"}`}},
		{name: "its clause too", url: "/v1/clauses/xx-doc-000.art-1", status: 410, want: []string{`"successor":{"id":"fr-ani-teletravail-2020","href":"/v1/instruments/fr-ani-teletravail-2020"}`}},
		{name: "not found any more", url: "/v1/clauses?instrument=xx-doc-000", want: []string{`"total":0`}},
		{name: "withdraw again", method: "POST", url: url + "/withdrawal", header: with("If-Match", "*"), body: `{"reason":"x y"}`, status: 410},
		{name: "create once more", method: "PUT", url: url, header: with("If-None-Match", "*"), body: body, status: 412},
	})
}

// A stuckFollower never catches up.
type stuckFollower struct{ Follower }

func (stuckFollower) CatchUp(ctx context.Context) (clauses.Position, error) {
	return clauses.Position{}, errors.New("stuck")
}

// TestStoredIsNotYetSearchable: what is stored is acknowledged although the index
// is behind, and an import says 202.
func TestStoredIsNotYetSearchable(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	s.run(t, []call{{name: "ready", url: "/readyz", want: []string{`"ready":true`, `"revision":9`, `"indexed":9`}}})
	s.follower = stuckFollower{}
	s.run(t, []call{
		{name: "import", method: "POST", url: "/v1/imports", header: writing("Content-Type", "application/jsonl"), body: lines(t, copies(t, "doc", 1)...), status: 202, want: []string{`"imported":1`, `"searchable":false`, `"revision":10`}},
		{name: "behind", url: "/readyz", want: []string{`"revision":10`, `"indexed":9`}},
		{name: "read", url: "/v1/clauses/xx-doc-000.art-1"},
		{name: "not found yet", url: "/v1/clauses?instrument=xx-doc-000", want: []string{`"total":0`}},
	})
	behind := newServer(t)
	if _, err := behind.store.Put(t.Context(), copies(t, "doc", 1)...); err != nil {
		t.Fatal(err)
	}
	behind.run(t, []call{
		{name: "not ready", url: "/readyz", status: 503, want: []string{problemPrefix + "not-ready"}, headers: map[string]string{"Retry-After": "5"}},
		{name: "no search that leaves out", url: "/v1/clauses", status: 503, headers: map[string]string{"Retry-After": "5"}},
		{name: "alive", url: "/healthz", want: []string{`"version":"test"`}},
		{name: "reading goes on", url: "/v1/clauses/xx-doc-000.art-1"},
	})
}

// TestExportRoundTrips: without filters an export, imported elsewhere and exported
// again, is the same bytes; CSV comes back as the same documents.
func TestExportRoundTrips(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	_, at, err := s.store.Document(t.Context(), "es-banca-2016")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.store.Withdraw(t.Context(), "es-banca-2016", "A draft.", "es-banca-2021", at); err != nil {
		t.Fatal(err)
	}
	s.put(t)
	for format, media := range map[string]string{"jsonl": "application/jsonl", "csv": "text/csv"} {
		t.Run(format, func(t *testing.T) {
			elsewhere := emptyServer(t)
			first := s.do(t, call{url: "/v1/export?format=" + format})
			report := elsewhere.do(t, call{method: "POST", url: "/v1/imports", header: writing("Content-Type", media), body: string(first.body)})
			if report.status != 200 {
				t.Fatalf("import: %s", report.body)
			}
			if again := elsewhere.do(t, call{url: "/v1/export"}); !bytes.Equal(again.body, s.do(t, call{url: "/v1/export"}).body) {
				t.Error("the second export differs from the first")
			}
		})
	}
	s.run(t, []call{
		{name: "nothing", url: "/v1/export?country=JP"},
		{name: "nothing in csv", url: "/v1/export?country=JP&format=csv", want: []string{"# licence"}},
		{name: "whole documents", url: "/v1/export?topic=gps_tracking", want: []string{"us-city-2023.art-9", "us-city-2023.art-11"}, wantNot: []string{"es-banca"}},
		{name: "matching rows", url: "/v1/export?topic=gps_tracking&format=csv", want: []string{"us-city-2023.art-11"}, wantNot: []string{"us-city-2023.art-9"}},
		{name: "the address of a search", url: "/v1/export?q=vehicles&sort=newest&limit=1&facet=topic&lang=fr", want: []string{"us-city-2023"}},
		{name: "no formulas", url: "/v1/export?format=csv&country=DE", want: []string{"'=Der Arbeitgeber"}},
		{name: "head", method: "HEAD", url: "/v1/export", headers: map[string]string{"Content-Type": "application/jsonl"}},
		{name: "bad filter", url: "/v1/export?topic=x", status: 400},
		{name: "bad format", url: "/v1/export?format=xml", status: 400, want: []string{"jsonl, csv"}},
	})
}

// TestBackup streams a backup that is a store again.
func TestBackup(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	a := s.do(t, call{url: "/v1/backup", header: writing()})
	if a.status != 200 || len(a.body) == 0 || !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment;") {
		t.Fatalf("status %d, %d bytes, %v", a.status, len(a.body), a.header)
	}
}

// emptyServer returns an API of a library without documents.
func emptyServer(t *testing.T) *server {
	t.Helper()
	return newLibrary(t, nil)
}

// TestDeadlinesHold: a search that takes too long is a 503 of its own type.
func TestDeadlinesHold(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *Config) {
		c.Deadline = 20 * time.Millisecond
	})
	s.API.index = slowSearcher{s.API.index}
	s.run(t, []call{{name: "slow", url: "/v1/clauses?q=telework", status: 503, want: []string{problemPrefix + "deadline-exceeded"}}})
	var event map[string]any
	if err := json.Unmarshal(s.log.Bytes(), &event); err != nil || event["level"] != "warn" {
		t.Errorf("logged %s", s.log)
	}
}
