package api

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

// A route is one operation of the contract.
type route struct {
	method string
	path   string // as Echo writes it
	handle func(*API, *request) error
	query  []string // the query parameters that it has
	is     trait
}

// A trait is what sets a route apart from a plain read.
type trait uint

const (
	writes   trait = 1 << iota // needs a token, and no page of another site may ask for it
	searches                   // needs an index that has caught up once
	long                       // sets its own deadlines
	labelled                   // the answer depends on the reader's language
	exactTag                   // has a strong entity tag, so its bytes must not be compressed
)

// selecting are the parameters that say which clauses are meant.
var selecting = []string{
	"q", "country", "subdivision", "sector", "public_service", "topic", "language", "kind", "level", "text_kind",
	"evidence", "instrument", "party", "on", "status", "in_force", "signed_from", "signed_to", "expires_from",
	"expires_to", "updated_since", "match", "expand",
}

var searching = append(slices.Clip(selecting), "sort", "facet", "limit", "cursor", "lang")

// routes is every operation of the API.
var routes = []route{
	{"GET", "/v1/clauses", (*API).searchClauses, searching, searches | labelled},
	{"GET", "/v1/clauses/:id", (*API).getClause, []string{"on", "lang"}, labelled},
	{"GET", "/v1/clauses/:id/history", (*API).getHistory, nil, 0},
	{"GET", "/v1/clauses/:id/similar", (*API).listSimilar, []string{"limit", "lang"}, searches | labelled},
	{"GET", "/v1/clauses/:id/citation", (*API).citeClause, []string{"style", "format", "accessed"}, 0},
	{"GET", "/v1/instruments", (*API).searchInstruments, searching, searches | labelled},
	{"GET", "/v1/instruments/:id", (*API).getInstrument, []string{"lang"}, labelled | exactTag},
	{"PUT", "/v1/instruments/:id", (*API).putInstrument, nil, writes | long},
	{"POST", "/v1/instruments/:id/withdrawal", (*API).withdrawInstrument, nil, writes | long},
	{"GET", "/v1/topics", (*API).listTopics, []string{"lang"}, searches | labelled},
	{"GET", "/v1/countries", (*API).listCountries, []string{"lang"}, searches | labelled},
	{"GET", "/v1/sectors", (*API).listSectors, []string{"lang"}, searches | labelled},
	{"GET", "/v1/languages", (*API).listLanguages, []string{"lang"}, searches | labelled},
	{"GET", "/v1/suggest", (*API).suggest, []string{"q", "lang"}, searches | labelled},
	{"GET", "/v1/lookup", (*API).lookUp, []string{"q", "lang"}, labelled},
	{"POST", "/v1/lookup", (*API).lookUpText, []string{"lang"}, labelled},
	{"GET", "/v1/export", (*API).export, append([]string{"format"}, searching...), long},
	{"GET", "/v1/backup", (*API).backUp, nil, writes | long},
	{"POST", "/v1/imports", (*API).importDocuments, []string{"wait", "dry_run", "keep_going"}, writes | long},
	{"GET", "/openapi.yaml", (*API).getContractYAML, nil, 0},
	{"GET", "/openapi.json", (*API).getContractJSON, nil, 0},
	{"GET", "/docs", (*API).getDocs, nil, 0},
	{"GET", "/healthz", (*API).getHealth, nil, 0},
	{"GET", "/readyz", (*API).getReadiness, nil, 0},
}

// router registers the routes: each GET for HEAD too, and for each path what
// OPTIONS answers.
func (a *API) router() *echo.Echo {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = echo.ExtractIPDirect()
	e.HTTPErrorHandler = func(err error, c echo.Context) { writeProblem(c, err) }
	e.Use(a.compress, a.observe, refuseEncoded)
	methods, open := map[string][]string{}, map[string][]string{}
	for _, r := range routes {
		names := []string{r.method}
		if r.method == http.MethodGet {
			names = append(names, http.MethodHead)
		}
		e.Match(names, r.path, a.serve(r))
		methods[r.path] = append(methods[r.path], names...)
		if r.is&writes == 0 {
			open[r.path] = append(open[r.path], names...)
		}
	}
	for path, names := range methods {
		e.OPTIONS(path, options(append(names, http.MethodOptions), open[path]))
	}
	return e
}

// A request is one request to a route, with its parameters known to be ones
// that the route has.
type request struct {
	echo.Context
	values url.Values
	lang   string // of labels
	reader string // the reader's language (BCP 47), labels or not; "" where it is not known
	local  bool   // it carries the token of the machine's own user
	long   bool   // the route sets its own deadlines
}

// serve wraps a route's handler in what all routes have.
func (a *API) serve(r route) echo.HandlerFunc {
	return func(c echo.Context) error {
		req := c.Request()
		if r.is&writes == 0 {
			allowEverySite(c.Response().Header())
		}
		if r.is&exactTag != 0 {
			keepBytes(c)
		}
		local, err := a.keys.check(r.is&writes != 0, req.Header.Get(echo.HeaderAuthorization))
		if err != nil {
			return err
		}
		values, err := queryOf(req.URL.RawQuery, r.query)
		if err != nil {
			return err
		}
		lang := "en"
		if r.is&labelled != 0 {
			if lang, err = labelLanguage(values.Get("lang"), req.Header.Get("Accept-Language")); err != nil {
				return err
			}
			c.Response().Header().Set("Content-Language", lang)
			c.Response().Header().Add(echo.HeaderVary, "Accept-Language")
		}
		if r.is&long != 0 {
			unhurried(c.Response())
		} else {
			ctx, cancel := context.WithTimeout(req.Context(), a.deadline)
			defer cancel()
			c.SetRequest(req.WithContext(ctx))
		}
		if r.is&searches != 0 {
			if err := a.caughtUp(c.Request().Context()); err != nil {
				return err
			}
		}
		return r.handle(a, &request{Context: c, values: values, lang: lang, reader: readerLanguage(values.Get("lang"), req.Header.Get("Accept-Language")), local: local, long: r.is&long != 0})
	}
}

// context returns the context of the request, with its deadline.
func (r *request) context() context.Context { return r.Request().Context() }

// id returns the ID in the path, as it was meant.
func (r *request) id() string {
	raw := r.Param("id")
	if id, err := url.PathUnescape(raw); err == nil {
		return id
	}
	return raw
}

// options answers what a path takes, and to a browser that asks first, what
// pages of other sites may ask for.
func options(methods, open []string) echo.HandlerFunc {
	slices.Sort(methods)
	return func(c echo.Context) error {
		header := c.Response().Header()
		header.Set(echo.HeaderAllow, strings.Join(methods, ", "))
		if len(open) > 0 {
			allowEverySite(header)
			header.Set(echo.HeaderAccessControlAllowMethods, strings.Join(open, ", "))
			header.Set(echo.HeaderAccessControlAllowHeaders, "Accept-Language, Content-Type, If-None-Match")
			header.Set(echo.HeaderAccessControlMaxAge, "86400")
		}
		return c.NoContent(http.StatusNoContent)
	}
}

// allowEverySite lets pages of every site read the answer, without credentials.
func allowEverySite(h http.Header) {
	h.Set(echo.HeaderAccessControlAllowOrigin, "*")
	h.Set(echo.HeaderAccessControlExposeHeaders, "Content-Language, Content-Location, ETag, Link, Retry-After, X-Request-Id, "+exportHeader)
}
