package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"

	"go.yaml.in/yaml/v3"

	"clausebank"
)

// A contract is openapi.yaml in the three forms in which it is served.
type contract struct{ yaml, json, page []byte }

func readContract() (contract, error) {
	var document yaml.Node
	if err := yaml.Unmarshal(clausebank.Contract, &document); err != nil {
		return contract{}, fmt.Errorf("read the contract: %w", err)
	}
	var b bytes.Buffer
	if err := writeJSON(&b, &document); err != nil {
		return contract{}, fmt.Errorf("write the contract as JSON: %w", err)
	}
	page, err := contractPage(&document)
	if err != nil {
		return contract{}, fmt.Errorf("write the contract as a page: %w", err)
	}
	return contract{yaml: clausebank.Contract, json: append(b.Bytes(), '\n'), page: page}, nil
}

// writeJSON writes YAML as JSON, the fields in their order.
func writeJSON(b *bytes.Buffer, n *yaml.Node) error {
	switch n.Kind {
	case yaml.DocumentNode:
		return writeJSON(b, n.Content[0])
	case yaml.MappingNode:
		b.WriteByte('{')
		for i := 0; i < len(n.Content); i += 2 {
			if i > 0 {
				b.WriteByte(',')
			}
			name, err := json.Marshal(n.Content[i].Value)
			if err != nil {
				return err
			}
			b.Write(append(name, ':'))
			if err := writeJSON(b, n.Content[i+1]); err != nil {
				return err
			}
		}
		b.WriteByte('}')
	case yaml.SequenceNode:
		b.WriteByte('[')
		for i, item := range n.Content {
			if i > 0 {
				b.WriteByte(',')
			}
			if err := writeJSON(b, item); err != nil {
				return err
			}
		}
		b.WriteByte(']')
	default:
		var v any
		if err := n.Decode(&v); err != nil {
			return err
		}
		value, err := json.Marshal(v)
		if err != nil {
			return err
		}
		b.Write(value)
	}
	return nil
}

// getContractYAML answers GET /openapi.yaml.
func (a *API) getContractYAML(r *request) error {
	return a.serveContract(r, "application/yaml", a.contract.yaml)
}

// getContractJSON answers GET /openapi.json.
func (a *API) getContractJSON(r *request) error {
	return a.serveContract(r, "application/json", a.contract.json)
}

// getDocs answers GET /docs.
func (a *API) getDocs(r *request) error {
	r.Response().Header().Set("Content-Security-Policy", docsPolicy)
	return a.serveContract(r, "text/html; charset=utf-8", a.contract.page)
}

func (a *API) serveContract(r *request, contentType string, body []byte) error {
	same, err := unchanged(r, weakTag(contentType, string(body)))
	if same || err != nil {
		return err
	}
	return respondBytes(r, http.StatusOK, contentType, body)
}

// indentedJSON returns YAML as JSON to be read by people.
func indentedJSON(n *yaml.Node) (string, error) {
	var compact, indented bytes.Buffer
	if err := writeJSON(&compact, n); err != nil {
		return "", err
	}
	err := json.Indent(&indented, compact.Bytes(), "", "  ")
	return indented.String(), err
}
