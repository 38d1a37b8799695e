package api

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"clausebank"
	"clausebank/clauses/cite"
	"clausebank/index"
)

// theContract is openapi.yaml, validated.
var theContract = sync.OnceValues(func() (*openapi3.T, error) {
	plain := func(body io.Reader, _ http.Header, _ *openapi3.SchemaRef, _ openapi3filter.EncodingFn) (any, error) {
		b, err := io.ReadAll(body)
		return string(b), err
	}
	for _, media := range []string{
		"text/html", "text/csv", "application/jsonl", "application/x-bibtex", "application/x-research-info-systems", "application/octet-stream",
		"application/yaml", "text/plain",
	} {
		openapi3filter.RegisterBodyDecoder(media, plain)
	}
	openapi3filter.RegisterBodyDecoder("application/vnd.citationstyles.csl+json", openapi3filter.JSONBodyDecoder)
	loader := openapi3.NewLoader()
	doc, err := loader.LoadFromData(clausebank.Contract)
	if err != nil {
		return nil, err
	}
	options := []openapi3.ValidationOption{openapi3.EnableMultiError()}
	if *update {
		options = append(options, openapi3.DisableExamplesValidation())
	}
	return doc, doc.Validate(loader.Context, options...)
})

// operationOf returns the operation of the contract that a request is for, nil
// where there is none. HEAD is answered as GET is.
func operationOf(doc *openapi3.T, method, path string) (template string, op *openapi3.Operation) {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	asked := strings.Split(path, "/")
	for template, item := range doc.Paths.Map() {
		parts := strings.Split(template, "/")
		if len(parts) == len(asked) && !slices.ContainsFunc(slices.Collect(pairs(parts, asked)), func(p [2]string) bool {
			return p[0] != p[1] && !strings.HasPrefix(p[0], "{")
		}) {
			return template, item.GetOperation(method)
		}
	}
	return "", nil
}

func pairs(a, b []string) func(func([2]string) bool) {
	return func(yield func([2]string) bool) {
		for i := range a {
			if !yield([2]string{a[i], b[i]}) {
				return
			}
		}
	}
}

// holdToContract fails the test if an answer is not as the contract says.
func holdToContract(t *testing.T, r *http.Request, status int, header http.Header, body []byte) {
	t.Helper()
	doc, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	if header.Get("X-Request-Id") == "" || header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%s %s: X-Request-Id or nosniff is missing", r.Method, r.URL)
	}
	if header.Get("Content-Encoding") != "" || r.Method == http.MethodOptions {
		return // what is inside is checked without
	}
	template, op := operationOf(doc, r.Method, r.URL.Path)
	if op == nil {
		op, template = doc.Paths.Value("/healthz").Get, "/healthz" // any operation: its default answer is a problem
		if status < 400 {
			t.Errorf("%s %s: status %d, but the contract has no such operation", r.Method, r.URL, status)
		}
	}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{
			Request: r,
			Route:   &routers.Route{Spec: doc, Path: template, PathItem: doc.Paths.Value(template), Method: r.Method, Operation: op},
		},
		Status: status, Header: header, Body: io.NopCloser(bytes.NewReader(body)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	}
	if err := openapi3filter.ValidateResponse(t.Context(), input); err != nil {
		t.Errorf("%s %s: the answer is not as the contract says: %v\n%s", r.Method, r.URL, err, shortened(body))
	}
	if status == http.StatusNotModified && len(body) > 0 {
		t.Errorf("%s %s: a 304 with a body", r.Method, r.URL)
	}
}

func shortened(b []byte) []byte { return b[:min(len(b), 2000)] }

// TestContractIsValid checks the contract itself: kin-openapi reads it as 3.1,
// and everything in it has a description and an example.
func TestContractIsValid(t *testing.T) {
	t.Parallel()
	doc, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	if !doc.IsOpenAPI31OrLater() {
		t.Errorf("openapi is %q, want 3.1", doc.OpenAPI)
	}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			where := method + " " + path
			if op.Description == "" || op.Summary == "" || op.OperationID == "" || len(op.Tags) != 1 {
				t.Errorf("%s: no description, summary, operationId or tag", where)
			}
			for _, p := range op.Parameters {
				if p.Value.Description == "" || p.Value.Example == nil {
					t.Errorf("%s: parameter %s has no description or no example", where, p.Value.Name)
				}
			}
			for status, r := range op.Responses.Map() {
				if r.Value.Description == nil || *r.Value.Description == "" {
					t.Errorf("%s: response %s has no description", where, status)
				}
			}
		}
	}
	for name, s := range doc.Components.Schemas {
		checkDescribed(t, name, s)
	}
	for name, h := range doc.Components.Headers {
		if h.Value.Description == "" || h.Value.Example == nil {
			t.Errorf("header %s has no description or no example", name)
		}
	}
}

// checkDescribed wants a description and an example of a schema and its fields.
// An example of a field may be that of the schema that it refers to.
func checkDescribed(t *testing.T, name string, s *openapi3.SchemaRef) {
	t.Helper()
	if s.Value.Description == "" {
		t.Errorf("schema %s has no description", name)
	}
	if len(s.Value.Examples) == 0 && len(s.Value.AllOf) == 0 && s.Ref == "" {
		t.Errorf("schema %s has no example", name)
	}
	for _, example := range s.Value.Examples {
		if err := s.Value.VisitJSON(example, openapi3.EnableJSONSchema2020()); err != nil && s.Ref == "" {
			t.Errorf("an example of %s is not of the schema: %v", name, err)
		}
	}
	for field, p := range s.Value.Properties {
		checkDescribed(t, name+"."+field, p)
	}
}

// TestContractAndRoutesAgree compares routes and contract both ways, with their
// parameters.
func TestContractAndRoutesAgree(t *testing.T) {
	t.Parallel()
	doc, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	routed := map[string][]string{}
	for _, r := range routes {
		routed[r.method+" "+strings.ReplaceAll(r.path, ":id", "{id}")] = slices.Sorted(slices.Values(r.query))
	}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			where := method + " " + path
			have, ok := routed[where]
			if !ok {
				t.Errorf("%s is in the contract and not routed", where)
				continue
			}
			delete(routed, where)
			var want []string
			for _, p := range op.Parameters {
				if p.Value.In == "query" {
					want = append(want, p.Value.Name)
				}
			}
			slices.Sort(want)
			if !slices.Equal(have, want) {
				t.Errorf("%s takes %v, in the contract %v", where, have, want)
			}
		}
	}
	for where := range routed {
		t.Errorf("%s is routed and not in the contract", where)
	}
}

// TestContractListsEveryProblem compares the problems of problem.go with the
// types in the contract.
func TestContractListsEveryProblem(t *testing.T) {
	t.Parallel()
	doc, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, k := range []problemKind{
		invalidParameter, unknownParameter, querySyntax, limitExceeded, cursorMismatch, cursorExpired, invalidBody, invalidDocument,
		importRejected, unauthorized, writingOff, notFound, withdrawn, methodNotAllowed, preconditionRequired, preconditionFailed,
		bodyTooLarge, unsupportedMediaType, deadlineExceeded, notReady, unavailable, internal,
	} {
		have = append(have, problemPrefix+k.name)
		if !strings.Contains(doc.Info.Description, "`"+k.name+"`:") {
			t.Errorf("the description of the contract does not explain %s", k.name)
		}
	}
	var want []string
	for _, v := range doc.Components.Schemas["Problem"].Value.Properties["type"].Value.Enum {
		want = append(want, fmt.Sprint(v))
	}
	if !slices.Equal(have, want) {
		t.Errorf("problems are\n%v\nin the contract\n%v", have, want)
	}
}

// TestContractListsEveryLimit compares the limits with the numbers in the contract.
func TestContractListsEveryLimit(t *testing.T) {
	t.Parallel()
	doc, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	for _, limit := range []struct {
		name string
		max  int
	}{
		{"query", index.MaxQueryBytes}, {"terms", index.MaxTerms}, {"term", index.MaxTermRunes}, {"phrase", index.MaxPhraseWords}, {"phrases", index.MaxPhrases},
		{"depth", index.MaxDepth}, {"near", index.MaxNear}, {"expanded", index.MaxExpanded}, {"values", index.MaxFilterValues},
		{"lookup_bytes", maxLookupWord}, {"suggest_bytes", maxSuggestBytes}, {"import_bytes", maxImportBytes},
		{"import_clauses", maxImportClauses}, {"request_bytes", maxRequestBytes},
	} {
		if line := fmt.Sprintf("`%s`: %d ", limit.name, limit.max); !strings.Contains(doc.Info.Description, line) {
			t.Errorf("the description of the contract does not say %q", line)
		}
	}
	if !strings.Contains(doc.Info.Description, fmt.Sprintf("%d bytes of a text", cite.MaxTextBytes)) {
		t.Errorf("the description of the contract does not say that a text has %d bytes at most", cite.MaxTextBytes)
	}
}

// TestContractRefusesWhatItDoesNotKnow makes sure that holding answers to the
// contract can fail.
func TestContractRefusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	doc, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	hit := doc.Components.Schemas["ClauseHit"].Value
	facts := map[string]any{}
	for name, value := range doc.Components.Schemas["ClauseBase"].Value.Examples[0].(map[string]any) {
		facts[name] = value
	}
	facts["instrument"] = doc.Components.Schemas["InstrumentShort"].Value.Examples[0]
	facts["score"], facts["tier"], facts["highlights"] = 1.5, 1.0, []any{}
	if err := hit.VisitJSON(facts, openapi3.EnableJSONSchema2020()); err != nil {
		t.Errorf("a good clause is refused: %v", err)
	}
	facts["secret"] = "x"
	if hit.VisitJSON(facts, openapi3.EnableJSONSchema2020()) == nil {
		t.Error("a field that the contract does not have is accepted")
	}
}
