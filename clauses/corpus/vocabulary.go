package corpus

import (
	"bytes"
	"fmt"
	"sync"

	"go.yaml.in/yaml/v3"

	"clausebank/clauses"
)

// Taxonomy returns the vocabularies that documents are described with. All
// callers share one; it must not be changed.
func Taxonomy() *clauses.Taxonomy { return taxonomy() }

var taxonomy = sync.OnceValue(func() *clauses.Taxonomy {
	return &clauses.Taxonomy{
		Topics:         vocabulary("topics"),
		Sectors:        vocabulary("sectors"),
		PublicServices: vocabulary("public_services"),
		Kinds:          vocabulary("kinds"),
		Levels:         vocabulary("levels"),
		Statuses:       vocabulary("statuses"),
		TextKinds:      vocabulary("text_kinds"),
		EvidenceLevels: vocabulary("evidence_levels"),
		Thesaurus:      Thesaurus(),
	}
})

// A term is one code of a vocabulary file.
type term struct {
	Code     string         `yaml:"code"`
	Labels   clauses.Labels `yaml:"labels"`
	Concepts []string       `yaml:"concepts"` // of a topic: the concepts of the thesaurus that belong to it
	Below    []term         `yaml:"below"`
}

// vocabulary returns an embedded vocabulary. What is embedded has passed the
// tests, so that a file which can't be read is a fault of the build.
func vocabulary(name string) clauses.Vocabulary {
	terms, err := readTerms(name)
	if err != nil {
		panic(err)
	}
	return clauses.NewVocabulary(entries(terms, "")...)
}

func readTerms(name string) ([]term, error) {
	path := "vocabulary/" + name + ".yaml"
	b, err := files.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read a vocabulary: %w", err)
	}
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	var terms []term
	if err := d.Decode(&terms); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return terms, nil
}

// entries returns the terms and all below them, each after the one above it.
func entries(terms []term, parent string) []clauses.Entry {
	var list []clauses.Entry
	for _, t := range terms {
		list = append(list, clauses.Entry{Code: t.Code, Parent: parent, Labels: t.Labels})
		list = append(list, entries(t.Below, t.Code)...)
	}
	return list
}
