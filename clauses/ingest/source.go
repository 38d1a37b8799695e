package ingest

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Format names a format of sources.
type Format string

// The formats.
const (
	JSONL Format = "jsonl" // a document a line
	YAML  Format = "yaml"  // a document a file, or several with --- between
	CSV   Format = "csv"   // a clause a row
)

// A Source is something that documents are read from. An import opens it
// twice and must find the same both times.
type Source struct {
	Name   string // how problems call it: the file's name
	Format Format
	Size   int64 // in bytes, for Progress; 0 when it is not known
	Open   func() (io.ReadCloser, error)
}

// FormatOf returns the format that the ending of a file's name stands for.
func FormatOf(name string) (Format, error) {
	switch ending := strings.ToLower(filepath.Ext(name)); ending {
	case ".jsonl", ".ndjson":
		return JSONL, nil
	case ".yaml", ".yml":
		return YAML, nil
	case ".csv", ".tsv":
		return CSV, nil
	default:
		return "", fmt.Errorf("%s: the ending %q names no format: use .jsonl, .ndjson, .yaml, .yml, .csv or .tsv", name, ending)
	}
}

// FileSource returns the source of a file. The file's name says the format.
func FileSource(path string) (Source, error) {
	format, err := FormatOf(path)
	if err != nil {
		return Source{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return Source{}, err
	}
	if !info.Mode().IsRegular() {
		return Source{}, fmt.Errorf("%s is not a regular file: an import reads its sources twice", path)
	}
	return Source{
		Name:   path,
		Format: format,
		Size:   info.Size(),
		Open:   func() (io.ReadCloser, error) { return os.Open(path) },
	}, nil
}
