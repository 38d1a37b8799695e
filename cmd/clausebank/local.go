package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"clausebank/clauses/bolt"
)

// A running server holds the record for itself, so it leaves its address and a
// token for one run in the data directory, readable by its owner only. Other
// commands find them there and go through the server. The lock on the record,
// not this file, says whether a server runs: a file that a killed server left
// is never read.
type localServer struct {
	Address string `json:"address"` // host:port
	Token   string `json:"token"`
	Process int    `json:"process"`
}

// newLocalServer makes the passage for a server that listens on an address.
func newLocalServer(listening net.Addr) (localServer, error) {
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return localServer{}, err
	}
	return localServer{
		Address: reachable(listening.String()),
		Token:   base64.RawURLEncoding.EncodeToString(secret),
		Process: os.Getpid(),
	}, nil
}

// reachable turns the address that a server listens on into one that can be
// called: every interface becomes the loopback one.
func reachable(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
		if ip != nil && ip.To4() == nil {
			host = "::1"
		}
	}
	return net.JoinHostPort(host, port)
}

// write leaves the passage in the data directory: whole or not at all.
func (s localServer) write(data string) error {
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	temporary, err := os.CreateTemp(data, serverFile+".*") // made with mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	_, err = temporary.Write(b)
	if err := errors.Join(err, temporary.Close()); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), filepath.Join(data, serverFile))
}

func removeLocalServer(data string) { os.Remove(filepath.Join(data, serverFile)) }

func readLocalServer(data string) (localServer, error) {
	var s localServer
	b, err := os.ReadFile(filepath.Join(data, serverFile))
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(b, &s)
}

// How long a command waits for a server that has taken the record and has not
// said yet where it listens.
const (
	passageWait = 5 * time.Second
	passageStep = 50 * time.Millisecond
)

// findServer waits for the passage of the server that holds the record.
func findServer(ctx context.Context, data string) (localServer, error) {
	ctx, cancel := context.WithTimeout(ctx, passageWait)
	defer cancel()
	for {
		if s, err := readLocalServer(data); err == nil && s.answers(ctx) {
			return s, nil
		}
		select {
		case <-ctx.Done():
			return localServer{}, fmt.Errorf("the data in %s are in use by another process that is no server to go through; wait until it has ended, or stop it", data)
		case <-time.After(passageStep):
		}
	}
}

func (s localServer) answers(ctx context.Context) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.Address+"/healthz", nil)
	if err != nil {
		return false
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	response.Body.Close()
	return response.StatusCode == http.StatusOK
}

// openRecordAlone opens an existing record for a command that can't go through
// a server.
func (p *program) openRecordAlone() (*bolt.Store, error) {
	store, err := p.openRecord(false)
	if errors.Is(err, bolt.ErrInUse) {
		return nil, fmt.Errorf("this command needs the data in %s for itself: stop the server that uses them first", p.data)
	}
	return store, err
}
