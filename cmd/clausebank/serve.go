package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"time"

	"clausebank/api"
	"clausebank/clauses/corpus"
)

type serveCommand struct {
	Addr      string `help:"Address to listen on." default:"127.0.0.1:8080" env:"CLAUSEBANK_ADDR"`
	TokenFile string `help:"File with the bearer token that permits writing: at least 32 random bytes in hexadecimal or base64, readable by its owner only. Without one, writing over HTTP is off." env:"CLAUSEBANK_TOKEN_FILE" placeholder:"FILE" type:"path"`
}

// drainTime is how long requests under way may take to end after a signal.
const drainTime = 10 * time.Second

// Run serves until the context ends, then lets requests end and returns nil.
func (c serveCommand) Run(ctx context.Context, p *program) error {
	token, err := readToken(c.TokenFile)
	if err != nil {
		return err
	}
	listener, err := listen(c.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	lib, err := p.openLibrary(ctx)
	if err != nil {
		return err
	}
	passage, err := newLocalServer(listener.Addr())
	if err != nil {
		return errors.Join(err, lib.Close())
	}
	handler, err := api.New(p.apiConfig(lib, token, passage.Token))
	if err != nil {
		return errors.Join(err, lib.Close())
	}
	server := handler.Server(c.Addr)
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	if err := passage.write(p.data); err != nil {
		return errors.Join(err, server.Close(), handler.Close(), lib.Close())
	}
	defer removeLocalServer(p.data)
	p.log.Info().Str("address", "http://"+passage.Address).Str("data", p.data).Msg("serving")
	caughtUp := make(chan error, 1)
	go func() { caughtUp <- lib.catchUp(ctx, p) }()
	return errors.Join(p.serveUntilDone(ctx, server, served, caughtUp), handler.Close(), lib.Close())
}

// serveUntilDone waits for the end of the context or of the server, and for the
// work that uses the library.
func (p *program) serveUntilDone(ctx context.Context, server *http.Server, served, caughtUp chan error) error {
	catching := caughtUp
	for {
		select {
		case err := <-catching:
			catching = nil
			if err != nil && ctx.Err() == nil {
				return errors.Join(err, server.Close())
			}
			p.log.Info().Msg("ready")
		case err := <-served:
			return fmt.Errorf("serve: %w", err)
		case <-ctx.Done():
			p.log.Info().Msg("stopping")
			draining, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
			defer cancel()
			if err := server.Shutdown(draining); err != nil {
				p.log.Warn().Err(err).Msg("requests cut off")
				server.Close()
			}
			if catching != nil {
				<-catching
			}
			return nil
		}
	}
}

func (p *program) apiConfig(lib *library, token, localToken string) api.Config {
	return api.Config{
		Store:      lib.store,
		Index:      lib.engine,
		Follower:   lib.follower,
		Taxonomy:   corpus.Taxonomy(),
		Logger:     p.log,
		Version:    version(),
		Token:      token,
		LocalToken: localToken,
		TempDir:    p.data,
	}
}

func listen(address string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("the address %s is in use by another program; stop it, or choose another with --addr", address)
	case err != nil:
		return nil, fmt.Errorf("the address %s can't be listened on: %w; choose another with --addr", address, err)
	}
	return listener, nil
}

// readToken reads the token that permits writing; "" where there is no file.
func readToken(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("the token file can't be read: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("the token file %s can be read by others; run: chmod 600 %s", path, path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("the token file can't be read: %w", err)
	}
	token := strings.TrimSpace(string(b))
	if len(token) < api.MinTokenLength || strings.ContainsAny(token, " \t\r\n") {
		return "", fmt.Errorf("the token in %s is not one word of at least %d signs; make one with: openssl rand -hex 32 > %s", path, api.MinTokenLength, path)
	}
	return token, nil
}
