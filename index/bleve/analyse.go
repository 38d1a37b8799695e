package bleve

import (
	"encoding/binary"
	"strings"

	"clausebank/clauses"
	"clausebank/index"
	"clausebank/index/words"
)

// An analyser reads texts word by word. Each different term of the texts that it
// reads has a number. It may not be used by two goroutines at once.
type analyser struct {
	terms   []string                  // by number
	numbers map[string]uint32         // of terms
	stems   map[*words.Rules][]uint32 // by the number of an exact form: 1 + that of its stem, 0 where it is not known
	at      []uint32                  // by number: 1 + where the term stands in found, 0 where it does not
	found   []occurring               // of the text that is being read

	recogniser *index.Recogniser
}

// A section is a part of a text: what is written, its words, and their exact
// forms by their numbers.
type section struct {
	text  string
	split []words.Word
	forms []uint32
}

// An occurring term stands in a text at these places: numbers of words within
// their part, the heading's first, then the body's, then the context's.
type occurring struct {
	term          uint32
	heading, body uint32 // how many of the places are in the heading, in the body
	places        []uint32
}

func newAnalyser(r *index.Recogniser) *analyser {
	return &analyser{recogniser: r, numbers: make(map[string]uint32), stems: make(map[*words.Rules][]uint32)}
}

// number returns the number of a term, which may share the memory of a text.
func (a *analyser) number(term string) uint32 {
	n, ok := a.numbers[term]
	if !ok {
		term = strings.Clone(term)
		n = uint32(len(a.terms))
		a.terms, a.at, a.numbers[term] = append(a.terms, term), append(a.at, 0), n
	}
	return n
}

// section reads a part of a text.
func (a *analyser) section(text string) section {
	s := section{text: text, split: words.Split(text)}
	s.forms = make([]uint32, len(s.split))
	for i, w := range s.split {
		s.forms[i] = a.number(w.Exact)
	}
	return s
}

// stem returns the number of an exact form's stem.
func (a *analyser) stem(rules *words.Rules, form uint32) uint32 {
	known := a.stems[rules]
	if int(form) >= len(known) {
		known = append(known, make([]uint32, len(a.terms)-len(known))...)
		a.stems[rules] = known
	}
	if known[form] == 0 {
		known[form] = 1 + a.number(rules.Stem(a.terms[form]))
	}
	return known[form] - 1
}

// context returns what every text of an instrument holds besides its own words:
// all titles, and the names of all parties, as if they were one text.
func (a *analyser) context(i clauses.Instrument) section {
	var lines []string
	for _, t := range i.Titles {
		lines = append(lines, t.Text)
	}
	for _, p := range i.Parties {
		lines = append(lines, p.Name)
	}
	return a.section(strings.Join(lines, "\n"))
}

// postings are the terms of one text by field, those that are words packed.
type postings struct {
	exact, stem []byte
	concepts    []mention
	length      int // words of heading and body
}

// read finds the terms of a text.
func (a *analyser) read(t clauses.Text, context section) postings {
	rules := words.For(t.Language)
	sections := [...]section{headingPart: a.section(t.Heading), bodyPart: a.section(t.Text), contextPart: context}
	var forms [len(sections)][]uint32
	for part, s := range sections {
		forms[part] = s.forms
	}
	p := postings{exact: a.pack(forms), length: len(forms[headingPart]) + len(forms[bodyPart])}
	for part, exact := range forms {
		stems := make([]uint32, len(exact))
		for i, form := range exact {
			stems[i] = a.stem(rules, form)
		}
		forms[part] = stems
	}
	p.stem = a.pack(forms)
	p.concepts = a.mentions(t.Language, sections[:])
	return p
}

// pack lists the terms of a text with their places. Packed, a term takes a tenth
// of the memory: its number, how many of its places are in the heading, in the
// body, and in all, and the places, all of them varints.
func (a *analyser) pack(parts [3][]uint32) []byte {
	a.found = a.found[:0]
	for part, terms := range parts {
		for i, term := range terms {
			if a.at[term] == 0 {
				a.add(term)
			}
			t := &a.found[a.at[term]-1]
			t.places = append(t.places, uint32(i))
			switch part {
			case headingPart:
				t.heading++
			case bodyPart:
				t.body++
			}
		}
	}
	packed := make([]byte, 0, 8*len(a.found))
	for _, t := range a.found {
		a.at[t.term] = 0
		for _, n := range [...]uint32{t.term, t.heading, t.body, uint32(len(t.places))} {
			packed = binary.AppendUvarint(packed, uint64(n))
		}
		for _, p := range t.places {
			packed = binary.AppendUvarint(packed, uint64(p))
		}
	}
	return packed
}

// add makes room for a term in found, in memory that an earlier text used if
// there is some.
func (a *analyser) add(term uint32) {
	if len(a.found) < cap(a.found) {
		a.found = a.found[:len(a.found)+1]
	} else {
		a.found = append(a.found, occurring{})
	}
	last := &a.found[len(a.found)-1]
	*last = occurring{term: term, places: last.places[:0]}
	a.at[term] = uint32(len(a.found))
}

// unpack calls visit for each term that was packed. The places are valid for that
// call only.
func unpack(packed []byte, visit func(occurring)) {
	var t occurring
	next := func() uint32 {
		n, size := binary.Uvarint(packed)
		packed = packed[size:]
		return uint32(n)
	}
	for len(packed) > 0 {
		t.term, t.heading, t.body = next(), next(), next()
		t.places = t.places[:0]
		for range next() {
			t.places = append(t.places, next())
		}
		visit(t)
	}
}
