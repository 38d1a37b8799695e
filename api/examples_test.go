package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "write what the examples of openapi.yaml answer into it")

// TestExamplesAnswerAsTheySay runs every example of an answer that names its
// request, and compares what comes back with what the contract shows.
func TestExamplesAnswerAsTheySay(t *testing.T) {
	s := newServer(t)
	doc, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	each := func(status string, r *openapi3.Response) {
		for media, content := range r.Content {
			for name, example := range content.Examples {
				request, ok := example.Value.Extensions["x-request"].(string)
				if !ok {
					continue
				}
				ran++
				t.Run(request, func(t *testing.T) {
					a := s.do(t, call{url: strings.TrimPrefix(request, "GET ")})
					if got := fmt.Sprint(a.status); status != "" && got != status {
						t.Fatalf("%s: status %s, want %s\n%s", name, got, status, a.body)
					}
					if got, _, _ := strings.Cut(a.header.Get("Content-Type"), ";"); got != media {
						t.Fatalf("%s: the answer is of type %s, want %s", name, got, media)
					}
					if *update {
						splice(t, request, a.body, strings.HasSuffix(media, "json"))
						return
					}
					if diff := cmp.Diff(example.Value.Value, normalised(t, media, a.body)); diff != "" {
						t.Errorf("%s: the example differs from the answer (go test ./api -run Examples -update):\n%s", name, diff)
					}
				})
			}
		}
	}
	for _, item := range doc.Paths.Map() {
		for _, op := range item.Operations() {
			for status, r := range op.Responses.Map() {
				if r.Ref == "" {
					each(status, r.Value)
				}
			}
		}
	}
	for _, r := range doc.Components.Responses {
		each("", r.Value)
	}
	if ran < 20 {
		t.Errorf("only %d examples were run", ran)
	}
}

// fixed replaces what differs from run to run in the body of an answer.
func fixed(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, field := range v {
			switch name {
			case "request_id":
				v[name] = "4QJ7RBZ2N5XKQW3LCT6YHUVE2A"
			case "time":
				v[name] = "2026-11-21T12:00:00Z"
			case "next":
				v[name] = "/v1/…&cursor=AQID"
			default:
				v[name] = fixed(field)
			}
		}
	case []any:
		for i := range v {
			v[i] = fixed(v[i])
		}
	}
	return v
}

// normalised returns the body of an answer in a form that can be compared.
func normalised(t *testing.T, media string, body []byte) any {
	t.Helper()
	if !strings.HasSuffix(media, "json") {
		return string(body)
	}
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatal(err)
	}
	return fixed(v)
}

// splice writes an answer into openapi.yaml, as the value of the example that
// names its request.
func splice(t *testing.T, request string, body []byte, isJSON bool) {
	t.Helper()
	const path = "../openapi.yaml"
	contract, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(contract), "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return strings.TrimSpace(l) == "x-request: "+request })
	if at < 0 || !strings.HasPrefix(strings.TrimSpace(lines[at+1]), "value:") {
		t.Fatalf("no value follows after x-request: %s", request)
	}
	at++
	indent := lines[at][:strings.Index(lines[at], "value:")]
	end := at + 1
	for strings.HasPrefix(lines[end], indent+" ") {
		end++
	}
	var value yaml.Node
	if isJSON {
		var ordered yaml.Node
		if err := yaml.Unmarshal(body, &ordered); err != nil {
			t.Fatal(err)
		}
		value = *ordered.Content[0]
		plainStyle(&value)
	} else if err := value.Encode(string(body)); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(map[string]*yaml.Node{"value": &value}); err != nil {
		t.Fatal(err)
	}
	var block strings.Builder
	for line := range strings.Lines(b.String()) {
		block.WriteString(indent + line)
	}
	lines = slices.Replace(lines, at, end, block.String())
	if err := os.WriteFile(path, []byte(strings.Join(lines, "")), 0o644); err != nil {
		t.Fatal(err)
	}
}

// plainStyle prepares an answer to be printed: in blocks, with what differs from
// run to run replaced.
func plainStyle(n *yaml.Node) {
	n.Style = 0
	if n.Value == "on" || n.Value == "no" { // which some readers of YAML take for true and false
		n.Style = yaml.DoubleQuotedStyle
	}
	for i, c := range n.Content {
		plainStyle(c)
		if n.Kind != yaml.MappingNode || i%2 == 0 {
			continue
		}
		if replaced, ok := fixed(map[string]any{n.Content[i-1].Value: c.Value}).(map[string]any)[n.Content[i-1].Value].(string); ok && c.Kind == yaml.ScalarNode {
			c.Value = replaced
		}
	}
}

// TestParameterExamplesAreAccepted runs every GET with the example of each of its
// parameters.
func TestParameterExamplesAreAccepted(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	doc, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	for path, item := range doc.Paths.Map() {
		if item.Get == nil {
			continue
		}
		required, all := url.Values{}, map[string][]string{}
		for _, p := range item.Get.Parameters {
			example := exampleValues(p.Value)
			switch {
			case p.Value.In == "path":
				path = strings.ReplaceAll(path, "{"+p.Value.Name+"}", example[0])
			case p.Value.Required:
				required[p.Value.Name] = example
			case p.Value.In == "query":
				all[p.Value.Name] = example
			}
		}
		if strings.HasSuffix(path, "/backup") {
			continue // needs a token, and has no parameters
		}
		for _, name := range append(slices.Sorted(maps.Keys(all)), "") {
			values := maps.Clone(required)
			if name != "" {
				values[name] = all[name]
			}
			if name == "cursor" {
				values = nextOf(t, s, path)
			}
			t.Run(path+" "+name, func(t *testing.T) {
				if a := s.do(t, call{url: path + "?" + values.Encode()}); a.status >= 400 {
					t.Errorf("status %d\n%s", a.status, a.body)
				}
			})
		}
	}
}

func exampleValues(p *openapi3.Parameter) []string {
	if list, ok := p.Example.([]any); ok {
		values := make([]string, len(list))
		for i, v := range list {
			values[i] = fmt.Sprint(v)
		}
		return values
	}
	return []string{fmt.Sprint(p.Example)}
}

// nextOf returns the parameters of the second page of everything.
func nextOf(t *testing.T, s *server, path string) url.Values {
	t.Helper()
	if path == "/v1/export" {
		path = "/v1/clauses"
	}
	next, err := url.Parse(get[struct{ Next string }](t, s, path+"?limit=1").Next)
	if err != nil {
		t.Fatal(err)
	}
	return next.Query()
}

// TestBodyExamplesAreTaken sends every example of a body.
func TestBodyExamplesAreTaken(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	doc, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	put := doc.Paths.Value("/v1/instruments/{id}").Put.RequestBody.Value.Content["application/json"].Examples["agreement"].Value.Value
	body, err := json.Marshal(put)
	if err != nil {
		t.Fatal(err)
	}
	s.run(t, []call{{
		name: "create", method: "PUT", url: "/v1/instruments/xx-example-2026", body: string(body), status: 201,
		header: writing("If-None-Match", "*", "Content-Type", "application/json"), want: []string{`"created":true`, `"searchable":true`},
		headers: map[string]string{"Location": "/v1/instruments/xx-example-2026"},
	}})
	for media, content := range doc.Paths.Value("/v1/lookup").Post.RequestBody.Value.Content {
		for name, example := range content.Examples {
			text, ok := example.Value.Value.(string)
			if !ok {
				b, err := json.Marshal(example.Value.Value)
				if err != nil {
					t.Fatal(err)
				}
				text = string(b)
			}
			s.run(t, []call{{
				name: media + " " + name, method: "POST", url: "/v1/lookup", body: text, header: map[string]string{"Content-Type": media},
				want: []string{`"text":"BOE-A-2021-5003 art 80"`, `"found":true`, `"found":false`},
			}})
		}
	}
	etag := s.do(t, call{url: "/v1/instruments/xx-example-2026"}).header.Get("ETag")
	s.run(t, []call{{
		name: "withdraw", method: "POST", url: "/v1/instruments/xx-example-2026/withdrawal",
		body:   `{"reason": "The same agreement is in the library under another ID.", "successor": "es-banca-2024"}`,
		header: writing("If-Match", etag, "Content-Type", "application/json"), want: []string{`"created":false`},
	}})
}
