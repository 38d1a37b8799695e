package relevance

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"clausebank/clauses"
)

// Languages are those that every need is put in.
var Languages = []string{"en", "fr", "es", "de", "it", "pt"}

// NeedsOfASet is how many needs a set has.
const NeedsOfASet = 60

// A Kind says what sort of question a need makes.
type Kind string

// The kinds of needs.
const (
	ConceptKind  Kind = "concept"
	TopicKind    Kind = "topic"
	PhraseKind   Kind = "phrase"
	TypoKind     Kind = "typo"
	NumberKind   Kind = "number"
	CitationKind Kind = "citation"
	MixedKind    Kind = "mixed"    // words of several languages
	QuestionKind Kind = "question" // in plain words
	NothingKind  Kind = "nothing"  // the library has no answer
)

// Kinds lists all kinds in the order of the tables.
var Kinds = []Kind{
	ConceptKind, TopicKind, PhraseKind, TypoKind, NumberKind, CitationKind, MixedKind, QuestionKind, NothingKind,
}

// A Half says what a need may be used for.
type Half string

// The halves of a set.
const (
	Tuning    Half = "tuning"    // looked at while the search is changed
	Reporting Half = "reporting" // only measured
)

// Halves lists both halves.
var Halves = []Half{Tuning, Reporting}

// The grades of a judgement.
const (
	Useful  = 1
	Answers = 2
)

// A Need is one thing that readers want to know.
type Need struct {
	ID         string            `yaml:"id"`
	Kind       Kind              `yaml:"kind"`
	Half       Half              `yaml:"half"`
	Need       string            `yaml:"need"`    // in English
	Queries    map[string]string `yaml:"queries"` // by language
	Judgements []Judgement       `yaml:"-"`       // in the order of the file
}

// A Judgement says what a clause is worth to a need.
type Judgement struct {
	Clause   clauses.ClauseID
	Grade    int
	Language string // only for the question in it, by the clause's text in it; "": for all questions, whatever the text
}

// A Set is needs with what answers them.
type Set struct{ Needs []Need }

// The files of a set.
const (
	needsFile      = "needs.yaml"
	judgementsFile = "judgements.tsv"
	frozenFile     = "frozen.sha256"
)

// ReadSet reads the needs and judgements of a directory. Their soundness is for
// Check.
func ReadSet(dir fs.FS) (Set, error) {
	raw, err := fs.ReadFile(dir, needsFile)
	if err != nil {
		return Set{}, fmt.Errorf("read needs: %w", err)
	}
	var set Set
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	if err := decoder.Decode(&set.Needs); err != nil {
		return Set{}, fmt.Errorf("read needs: %w", err)
	}
	if raw, err = fs.ReadFile(dir, judgementsFile); err != nil {
		return Set{}, fmt.Errorf("read judgements: %w", err)
	}
	if err := set.judge(raw); err != nil {
		return Set{}, fmt.Errorf("read judgements: %w", err)
	}
	return set, nil
}

// judge puts the judgements to their needs. The first line may name the columns.
func (s *Set) judge(raw []byte) error {
	byID := make(map[string]*Need, len(s.Needs))
	for i := range s.Needs {
		byID[s.Needs[i].ID] = &s.Needs[i]
	}
	lines := bufio.NewScanner(bytes.NewReader(raw))
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") || n == 1 && strings.HasPrefix(line, "need\t") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) < 3 {
			return fmt.Errorf("line %d: want need, clause and grade, parted by tabs", n)
		}
		need, known := byID[cells[0]]
		if !known {
			return fmt.Errorf("line %d: there is no need %q", n, cells[0])
		}
		grade, err := strconv.Atoi(cells[2])
		if err != nil || grade < 0 || grade > Answers {
			return fmt.Errorf("line %d: grade %q is none of 0, 1, 2", n, cells[2])
		}
		made := Judgement{Clause: clauses.ClauseID(cells[1]), Grade: grade}
		if len(cells) > 3 {
			made.Language = cells[3]
		}
		if made.Language != "" && !slices.Contains(Languages, made.Language) {
			return fmt.Errorf("line %d: no question is in the language %q", n, made.Language)
		}
		if slices.ContainsFunc(need.Judgements, made.meets) {
			return fmt.Errorf("line %d: %s is judged twice for %s", n, made.Clause, need.ID)
		}
		need.Judgements = append(need.Judgements, made)
	}
	return lines.Err()
}

// meets reports whether two judgements are of one clause for one question.
func (j Judgement) meets(other Judgement) bool {
	return j.Clause == other.Clause && (j.Language == other.Language || j.Language == "" || other.Language == "")
}

// Check returns everything that is wrong with a set for a library: nil where
// nothing is.
func (s Set) Check(docs []clauses.Document) error {
	var wrong []error
	report := func(format string, args ...any) { wrong = append(wrong, fmt.Errorf(format, args...)) }
	if len(s.Needs) != NeedsOfASet {
		report("%d needs, want %d", len(s.Needs), NeedsOfASet)
	}
	held := make(map[clauses.ClauseID]bool)
	for _, d := range docs {
		for _, c := range d.Clauses {
			held[c.ID] = true
		}
	}
	seen := make(map[string]bool)
	kinds := make(map[Half]map[Kind]bool)
	for _, n := range s.Needs {
		if seen[n.ID] || n.ID == "" {
			report("need %q: the ID stands twice or is missing", n.ID)
		}
		seen[n.ID] = true
		if !slices.Contains(Kinds, n.Kind) || !slices.Contains(Halves, n.Half) || n.Need == "" {
			report("need %s: kind %q, half %q, need %q", n.ID, n.Kind, n.Half, n.Need)
		}
		if kinds[n.Half] == nil {
			kinds[n.Half] = make(map[Kind]bool)
		}
		kinds[n.Half][n.Kind] = true
		for _, err := range n.faults(held) {
			report("need %s: %w", n.ID, err)
		}
	}
	for _, half := range Halves {
		for _, k := range Kinds {
			if !kinds[half][k] {
				report("half %s has no need of kind %s", half, k)
			}
		}
	}
	return errors.Join(wrong...)
}

// faults returns what is wrong with the queries and judgements of a need.
func (n Need) faults(held map[clauses.ClauseID]bool) []error {
	var wrong []error
	for _, l := range Languages {
		if strings.TrimSpace(n.Queries[l]) == "" {
			wrong = append(wrong, fmt.Errorf("no query in %s", l))
		}
	}
	if len(n.Queries) > len(Languages) {
		wrong = append(wrong, fmt.Errorf("queries in %d languages, want %d", len(n.Queries), len(Languages)))
	}
	best := 0
	for _, j := range n.Judgements {
		if !held[j.Clause] {
			wrong = append(wrong, fmt.Errorf("the library has no clause %s", j.Clause))
		}
		best = max(best, j.Grade)
	}
	if (best == 0) != (n.Kind == NothingKind) {
		wrong = append(wrong, fmt.Errorf("kind %s and the best grade is %d", n.Kind, best))
	}
	return wrong
}

// CheckFrozen returns an error unless the needs and judgements of a directory
// are those that were frozen: the SHA-256 of both files, one behind the other,
// stands first in frozen.sha256.
func CheckFrozen(dir fs.FS) error {
	hash := sha256.New()
	for _, name := range []string{needsFile, judgementsFile} {
		raw, err := fs.ReadFile(dir, name)
		if err != nil {
			return fmt.Errorf("check the frozen set: %w", err)
		}
		hash.Write(raw)
	}
	frozen, err := fs.ReadFile(dir, frozenFile)
	if err != nil {
		return fmt.Errorf("check the frozen set: %w", err)
	}
	now := hex.EncodeToString(hash.Sum(nil))
	if fields := strings.Fields(string(frozen)); len(fields) == 0 || fields[0] != now {
		return fmt.Errorf("the needs and judgements are not those that were frozen: their hash is now %s", now)
	}
	return nil
}
