package corpus

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"

	"clausebank/clauses"
)

// Thesaurus returns the concepts of the library and the words for them, by the
// files of vocabulary/thesaurus in alphabetical order; its README says what they
// hold. All callers share one; it must not be changed. It is part of what
// Taxonomy returns.
func Thesaurus() clauses.Thesaurus { return thesaurus() }

// What is embedded has passed the tests, so that a file which can't be read is a
// fault of the build.
var thesaurus = sync.OnceValue(func() clauses.Thesaurus {
	paths, err := fs.Glob(files, "vocabulary/thesaurus/*.yaml")
	if err != nil {
		panic(err)
	}
	topics, err := readTerms("topics")
	if err != nil {
		panic(err)
	}
	of := topicsOf(topics)
	var all []clauses.Concept
	for _, p := range paths {
		concepts, err := readConcepts(p)
		if err != nil {
			panic(err)
		}
		for _, c := range concepts {
			all = append(all, c.concept(of[c.ID]))
		}
	}
	return clauses.NewThesaurus(all...)
})

// topicsOf returns the topics that each concept belongs to. The file of topics
// is the one place that says so.
func topicsOf(subjects []term) map[string][]clauses.TopicID {
	of := make(map[string][]clauses.TopicID)
	for _, subject := range subjects {
		for _, topic := range subject.Below {
			for _, concept := range topic.Concepts {
				of[concept] = append(of[concept], clauses.TopicID(topic.Code))
			}
		}
	}
	return of
}

// A concept is one concept of a thesaurus file.
type concept struct {
	ID      string             `yaml:"id"`
	Broader string             `yaml:"broader"`
	Weight  float64            `yaml:"weight"` // of labels that have none of their own
	Scope   string             `yaml:"scope"`
	Exact   []string           `yaml:"exact"`
	Close   []string           `yaml:"close"`
	Labels  map[string][]label `yaml:"labels"` // by language
}

// A label is a text, or a text with what is special about it.
type label struct {
	Text     string              `yaml:"text"`
	Weight   *float64            `yaml:"weight"`
	Word     bool                `yaml:"word"`
	Case     bool                `yaml:"case"`
	LangOnly bool                `yaml:"langOnly"`
	Region   []string            `yaml:"region"`
	Script   string              `yaml:"script"`
	Also     []clauses.ConceptID `yaml:"also"`
}

// UnmarshalYAML reads a label in both its forms.
func (l *label) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		l.Text = n.Value
		return nil
	}
	type fields label // without this method
	return n.Decode((*fields)(l))
}

func readConcepts(file string) ([]concept, error) {
	b, err := files.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the thesaurus: %w", err)
	}
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	var concepts []concept
	if err := d.Decode(&concepts); err != nil {
		return nil, fmt.Errorf("read %s: %w", path.Base(file), err)
	}
	return concepts, nil
}

// concept returns the concept as the rest of the program knows it.
func (c concept) concept(topics []clauses.TopicID) clauses.Concept {
	made := clauses.Concept{ID: clauses.ConceptID(c.ID), Broader: clauses.ConceptID(c.Broader), Scope: c.Scope,
		Topics: topics, Exact: c.Exact, Close: c.Close}
	for _, language := range slices.Sorted(maps.Keys(c.Labels)) {
		for _, l := range c.Labels[language] {
			weight := c.Weight
			if l.Weight != nil {
				weight = *l.Weight
			}
			made.Labels = append(made.Labels, clauses.Label{Language: language, Text: l.Text, Weight: weight, Word: l.Word,
				Case: l.Case, LangOnly: l.LangOnly, Region: l.Region, Script: l.Script, Also: l.Also})
		}
	}
	return made
}
