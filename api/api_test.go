package api

import (
	"strings"
	"testing"

	"clausebank/clauses/corpus"
)

// TestNewRefusesHalfAnAPI: parts that are missing, and tokens that can be guessed.
func TestNewRefusesHalfAnAPI(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	whole := Config{Store: s.store, Index: s.engine, Follower: s.follower, Taxonomy: corpus.Taxonomy()}
	for name, change := range map[string]func(*Config){
		"no store":          func(c *Config) { c.Store = nil },
		"no index":          func(c *Config) { c.Index = nil },
		"no follower":       func(c *Config) { c.Follower = nil },
		"no taxonomy":       func(c *Config) { c.Taxonomy = nil },
		"short token":       func(c *Config) { c.Token = strings.Repeat("x", MinTokenLength-1) },
		"short local token": func(c *Config) { c.LocalToken = "x" },
	} {
		broken := whole
		change(&broken)
		if _, err := New(broken); err == nil {
			t.Errorf("%s: an API was made", name)
		}
	}
	a, err := New(whole)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
}

// TestServerHasAllTimeouts: nobody keeps a connection for nothing.
func TestServerHasAllTimeouts(t *testing.T) {
	t.Parallel()
	server := newServer(t).Server("127.0.0.1:0")
	if server.ReadHeaderTimeout == 0 || server.ReadTimeout == 0 || server.WriteTimeout == 0 || server.IdleTimeout == 0 || server.MaxHeaderBytes == 0 {
		t.Errorf("%+v", server)
	}
}
