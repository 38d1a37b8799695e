package corpus

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausebank/clauses"
	"clausebank/clauses/ingest"
)

var parsed = sync.OnceValues(Documents)

func documents(t *testing.T) []clauses.Document {
	t.Helper()
	docs, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// TestDocuments reads and validates every document.
func TestDocuments(t *testing.T) {
	t.Parallel()
	docs := documents(t)
	for i, d := range docs {
		if i > 0 && d.Instrument.ID <= docs[i-1].Instrument.ID {
			t.Errorf("%s comes after %s", d.Instrument.ID, docs[i-1].Instrument.ID)
		}
		if d.Correction != nil {
			t.Errorf("%s has a correction: nothing was there before it", d.Instrument.ID)
		}
	}
}

// TestDocumentsSurviveEncoding makes sure that nothing of a document is lost or
// changed on the way through its JSON.
func TestDocumentsSurviveEncoding(t *testing.T) {
	t.Parallel()
	for _, d := range documents(t) {
		b, err := d.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := ingest.Decode(string(d.Instrument.ID), ingest.JSONL, b, nil)
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(d, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", d.Instrument.ID, diff)
		}
	}
}

func TestHash(t *testing.T) {
	t.Parallel()
	if h := Hash(); len(h) != 64 || h != Hash() {
		t.Errorf("Hash() = %q and %q", h, Hash())
	}
}

// TestFileNames makes sure that every file of the library is a document, and is
// where its instrument's ID and first country say.
func TestFileNames(t *testing.T) {
	t.Parallel()
	want := map[string]bool{}
	for _, d := range documents(t) {
		country := strings.ToLower(d.Instrument.Territory[0].Country)
		want["library/"+country+"/"+string(d.Instrument.ID)+".yaml"] = true
	}
	err := fs.WalkDir(files, "library", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if !want[p] {
			t.Errorf("%s: the name does not say instrument and first country, or is not .yaml", p)
		}
		delete(want, p)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for p := range want {
		t.Errorf("%s is missing", p)
	}
}

// TestTexts wants each clause in English and in a language of the instrument,
// with heading and summary, said once.
func TestTexts(t *testing.T) {
	t.Parallel()
	said := map[string]clauses.ClauseID{}
	for _, d := range documents(t) {
		for _, c := range d.Clauses {
			if c.Evidence.HeadingOnly {
				t.Errorf("%s: only the heading is known", c.ID)
			}
			english, authentic := false, false
			for _, text := range c.Texts {
				if text.Heading == "" || text.Text == "" {
					t.Errorf("%s: no heading or no text in %s", c.ID, text.Language)
				}
				if other, twice := said[text.Text]; twice {
					t.Errorf("%s: has a text of %s", c.ID, other)
				}
				said[text.Text] = c.ID
				english = english || text.Language == "en"
				authentic = authentic || slices.Contains(d.Instrument.Languages, text.Language)
			}
			if !english {
				t.Errorf("%s: no text in English", c.ID)
			}
			if !authentic {
				t.Errorf("%s: no text in a language of the instrument (%s)", c.ID, strings.Join(d.Instrument.Languages, ", "))
			}
		}
	}
}

// numberPattern finds what is written with digits, with its separators. A blank
// is one where three digits follow.
var numberPattern = regexp.MustCompile(`[0-9]+(?:[.,:'][0-9]+|[\x{a0}\x{202f} ][0-9]{3}\b)*`)

// digits returns the digits of a text, number by number without separators, in
// ascending order, each once.
func digits(s string) []string {
	set := map[string]bool{}
	for _, n := range numberPattern.FindAllString(s, -1) {
		set[strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, n)] = true
	}
	return slices.Sorted(maps.Keys(set))
}

func TestDigits(t *testing.T) {
	t.Parallel()
	for s, want := range map[string][]string{
		"no number": nil, "7.5 hours, 45 minutes": {"45", "75"}, "7,5 horas": {"75"}, "1,000 or 1 000 or 1.000 workers": {"1000"}, "7 24-hour days": {"24", "7"}, "24/7": {"24", "7"},
	} {
		if got := digits(s); !slices.Equal(got, want) {
			t.Errorf("digits(%q) = %v, want %v", s, got, want)
		}
	}
}

// TestNumbersAgree wants the same numbers in all languages of a clause.
func TestNumbersAgree(t *testing.T) {
	t.Parallel()
	unused := maps.Clone(numbersDiffer)
	for _, d := range documents(t) {
		for _, c := range d.Clauses {
			if _, except := numbersDiffer[c.ID]; except {
				delete(unused, c.ID)
				continue
			}
			first := digits(c.Texts[0].Text)
			for _, text := range c.Texts[1:] {
				if got := digits(text.Text); !slices.Equal(first, got) {
					t.Errorf("%s: numbers are %v in %s and %v in %s", c.ID, first, c.Texts[0].Language, got, text.Language)
				}
			}
		}
	}
	for id := range unused {
		t.Errorf("numbersDiffer names %s, which is no clause", id)
	}
}

// numbersDiffer lists the clauses whose languages rightly differ in their
// numbers, with the reason.
var numbersDiffer = map[clauses.ClauseID]string{
	"es-lopdgdd-2018.art-91":         "the Spanish agreement is numbered in Roman figures",
	"ro-oug99-2000.minimum-measures": "5 p.m. is 17 o'clock in Romanian",
}

// negotiated are the kinds of instruments that unions signed.
var negotiated = []clauses.Kind{
	clauses.CollectiveAgreement, clauses.CompanyAgreement, clauses.FrameworkAgreement, clauses.SocialPartnerGuideline,
}

// TestSizeAndVariety holds the library to what it promises to readers, and with
// -v prints the counts.
func TestSizeAndVariety(t *testing.T) {
	t.Parallel()
	var (
		total, agreed, public int
		countries             = map[string]int{}
		topics                = map[clauses.TopicID]int{}
		kinds                 = map[clauses.Kind]int{}
		languages             = map[string]int{}
		evidence              = map[clauses.EvidenceLevel]int{}
	)
	docs := documents(t)
	for _, d := range docs {
		n := len(d.Clauses)
		total += n
		kinds[d.Instrument.Kind] += n
		if slices.Contains(negotiated, d.Instrument.Kind) {
			agreed += n
		}
		if len(d.Instrument.PublicServices) > 0 {
			public++
		}
		for country := range countriesOf(d) {
			countries[country] += n
		}
		for _, c := range d.Clauses {
			evidence[c.Evidence.Level]++
			for _, topic := range c.Topics {
				topics[topic]++
			}
			for _, text := range c.Texts {
				languages[text.Language]++
			}
		}
	}
	t.Logf("%d instruments, %d clauses, %d of them negotiated, %d instruments of public services", len(docs), total, agreed, public)
	t.Logf("clauses by country: %v", countries)
	t.Logf("clauses by kind: %v", kinds)
	t.Logf("clauses by evidence: %v", evidence)
	t.Logf("texts by language: %v", languages)
	t.Logf("clauses by topic: %v", topics)

	for _, want := range []struct {
		what       string
		got, least int
	}{
		{"instruments", len(docs), 60},
		{"clauses", total, 120},
		{"countries besides EU and 001", len(countries) - min(countries["EU"], 1) - min(countries["001"], 1), 20},
		{"clauses of the European Union", countries["EU"], 1},
		{"clauses for the whole world", countries["001"], 1},
		{"negotiated clauses in a hundred", agreed * 100 / max(total, 1), 60},
		{"instruments of public services", public, 20},
	} {
		if want.got < want.least {
			t.Errorf("%d %s, want %d at least", want.got, want.what, want.least)
		}
	}
	for _, e := range Taxonomy().Topics.Entries() {
		if e.Parent != "" && topics[clauses.TopicID(e.Code)] == 0 {
			t.Errorf("no clause on %s", e.Code)
		}
	}
	for topic := range topics {
		if e, ok := Taxonomy().Topics.Lookup(string(topic)); ok && e.Parent == "" {
			t.Errorf("a clause has the subject %s as its topic; give it one of the topics below", topic)
		}
	}
}

func countriesOf(d clauses.Document) map[string]bool {
	set := map[string]bool{}
	for _, place := range d.Instrument.Territory {
		set[place.Country] = true
	}
	return set
}

func TestErrorsNameFileAndLine(t *testing.T) {
	t.Parallel()
	_, err := parse("library/xx/spoilt.yaml", []byte("instrument:\n  titel: x\n"))
	if got := fmt.Sprint(err); !strings.Contains(got, "library/xx/spoilt.yaml:2") || !strings.Contains(got, "titel") {
		t.Errorf("parse() = %s, want the file, line 2 and the key", got)
	}
}
