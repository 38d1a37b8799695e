// Package corpus is the library that comes with the program: documents and the
// vocabularies that they are described with, embedded in the binary.
//
// Each document is one YAML file in the shape of its JSON,
// library/<first country in lower case>/<instrument ID>.yaml. The vocabularies
// are in vocabulary/, with labels in English, French, Spanish, German, Italian
// and Portuguese; the thesaurus below them has labels in 39 languages. The package promises that every document is valid, that every
// relation between them has both its ends, and that Hash changes with any byte
// of a document; its tests hold the library to that and to its size and
// variety.
package corpus

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"clausebank/clauses"
	"clausebank/clauses/ingest"
)

//go:embed library vocabulary
var files embed.FS

// Documents returns all documents of the library, sorted by ID. They are parsed
// and validated anew by each call. An error names file and line.
func Documents() ([]clauses.Document, error) {
	paths, err := libraryPaths()
	if err != nil {
		return nil, err
	}
	docs := make([]clauses.Document, 0, len(paths))
	for _, path := range paths {
		b, err := files.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read the built-in library: %w", err)
		}
		d, err := parse(path, b)
		if err != nil {
			return nil, err
		}
		docs = append(docs, d)
	}
	slices.SortFunc(docs, func(a, b clauses.Document) int {
		return strings.Compare(string(a.Instrument.ID), string(b.Instrument.ID))
	})
	return docs, nil
}

// parse reads and validates the document of one file.
func parse(path string, b []byte) (clauses.Document, error) {
	d, err := ingest.Decode(path, ingest.YAML, b, Taxonomy())
	if err != nil {
		return clauses.Document{}, fmt.Errorf("read the built-in library: %w", err)
	}
	return d, nil
}

// Hash returns the SHA-256, in hexadecimal, of the names and bytes of all files
// of the library. Nothing is parsed for it.
func Hash() string { return libraryHash() }

var libraryHash = sync.OnceValue(func() string {
	paths, err := libraryPaths()
	if err != nil {
		panic(err) // an embedded directory can always be read
	}
	h := sha256.New()
	for _, path := range paths {
		b, err := files.ReadFile(path)
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(h, "%s %d\n", path, len(b))
		h.Write(b)
	}
	return hex.EncodeToString(h.Sum(nil))
})

// libraryPaths returns the paths of all documents in alphabetical order.
func libraryPaths() ([]string, error) {
	paths, err := fs.Glob(files, "library/*/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the built-in library: %w", err)
	}
	return paths, nil
}
