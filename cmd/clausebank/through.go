package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/rs/zerolog"

	"clausebank/api"
	"clausebank/clauses/bolt"
)

// A caller speaks to the API of the library in the data directory: over the
// network where a server runs, else in this process. Commands that read or
// write through the API are written once.
type caller struct {
	base   string
	token  string
	client *http.Client
	close  func() error
}

// call opens the way to the API. Close it after use.
func (p *program) call(ctx context.Context) (*caller, error) {
	lib, err := p.openLibrary(ctx)
	if errors.Is(err, bolt.ErrInUse) {
		server, err := findServer(ctx, p.data)
		if err != nil {
			return nil, err
		}
		return &caller{
			base: "http://" + server.Address, token: server.Token,
			client: &http.Client{}, close: func() error { return nil },
		}, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := p.callHere(ctx, lib)
	if err != nil {
		return nil, errors.Join(err, lib.Close())
	}
	return c, nil
}

// callHere speaks to the API of an open library in this process.
func (p *program) callHere(ctx context.Context, lib *library) (*caller, error) {
	if err := lib.catchUp(ctx, p); err != nil {
		return nil, err
	}
	local, err := newLocalServer(inProcess{})
	if err != nil {
		return nil, err
	}
	config := p.apiConfig(lib, "", local.Token)
	config.Logger = p.log.Level(zerolog.WarnLevel) // nobody asked over the network
	handler, err := api.New(config)
	if err != nil {
		return nil, err
	}
	return &caller{
		base: "http://" + inProcess{}.String(), token: local.Token,
		client: &http.Client{Transport: handlerTransport{handler}},
		close:  func() error { return errors.Join(handler.Close(), lib.Close()) },
	}, nil
}

// Close ends the way to the API.
func (c *caller) Close() error { return c.close() }

// do sends a request and returns the answer, or the problem that the API
// answered with as an error.
func (c *caller) do(ctx context.Context, method, path string, contentType string, body io.Reader) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+c.token)
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	response, err := c.client.Do(request)
	if err != nil {
		return nil, err
	}
	if response.StatusCode >= 400 {
		defer response.Body.Close()
		return nil, problemOf(response)
	}
	return response, nil
}

// problemOf turns a problem of the API into one sentence, and a line for each
// fault that the sentence does not name.
func problemOf(response *http.Response) error {
	var problem api.Problem
	if err := json.NewDecoder(response.Body).Decode(&problem); err != nil || problem.Title == "" {
		return fmt.Errorf("the server answered %s", response.Status)
	}
	message := problem.Title
	if problem.Detail != "" {
		message = problem.Detail
	}
	if len(problem.Known) > 0 {
		message += " It is one of " + strings.Join(problem.Known, ", ") + "."
	}
	for _, e := range problem.Errors {
		if e.Parameter != "" {
			continue // the detail has said it
		}
		message += "\n  " + strings.Join(slices.DeleteFunc([]string{e.ID, e.Path, e.Reason}, func(s string) bool { return s == "" }), ": ")
	}
	return errors.New(message)
}

// inProcess is the address of an API that nobody else can call.
type inProcess struct{}

func (inProcess) Network() string { return "in-process" }
func (inProcess) String() string  { return "localhost:0" }

// A handlerTransport answers requests by a handler in this process, streaming
// the answer as the handler writes it.
type handlerTransport struct{ handler http.Handler }

// RoundTrip runs the handler and returns when it has begun its answer.
func (t handlerTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	reader, writer := io.Pipe()
	answer := &pipedAnswer{header: http.Header{}, body: writer, begun: make(chan struct{})}
	served := request.Clone(request.Context())
	served.RequestURI = request.URL.RequestURI()
	served.RemoteAddr = "127.0.0.1:0"
	if served.Body == nil {
		served.Body = http.NoBody
	}
	go func() {
		defer func() { // a handler breaks a stream off by panicking with http.ErrAbortHandler
			if broken := recover(); broken != nil {
				writer.CloseWithError(fmt.Errorf("the answer broke off: %v", broken))
				answer.WriteHeader(http.StatusInternalServerError)
			}
		}()
		t.handler.ServeHTTP(answer, served)
		answer.WriteHeader(http.StatusOK)
		writer.Close()
	}()
	select {
	case <-answer.begun:
	case <-request.Context().Done():
		return nil, request.Context().Err()
	}
	return &http.Response{
		Status: fmt.Sprintf("%d %s", answer.status, http.StatusText(answer.status)), StatusCode: answer.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: answer.sent, Body: reader, ContentLength: -1, Request: request,
	}, nil
}

// A pipedAnswer is the handler's side of an answer.
type pipedAnswer struct {
	header, sent http.Header
	status       int
	body         *io.PipeWriter
	begun        chan struct{}
}

func (a *pipedAnswer) Header() http.Header { return a.header }

func (a *pipedAnswer) WriteHeader(status int) {
	if a.status != 0 {
		return
	}
	a.status, a.sent = status, a.header.Clone()
	close(a.begun)
}

func (a *pipedAnswer) Write(b []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(b)
}

// Flush does nothing: what is written is already at the reader.
func (a *pipedAnswer) Flush() {}
