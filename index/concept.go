package index

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"clausebank/clauses"
	"clausebank/index/words"
)

// A Recogniser finds the concepts of a thesaurus in texts and in plain queries,
// as docs/design.md says under "Concepts". It may be used by many at the same
// time.
type Recogniser struct {
	labels   []label
	rules    []*words.Rules // those by which some label is read
	next     map[edge]int   // a tree of the words of all labels; its root is 0
	ends     [][]int        // by node: the labels that end there
	lexicon  map[string][]string
	stemmed  map[string]bool
	concepts clauses.Thesaurus
}

// An edge leads from a node of the tree to the next by one word: its stem, or,
// for labels that do not bend, its exact form behind exactMark.
type edge struct {
	from int
	word string
}

// exactMark is in no stem.
const exactMark = "="

// A label is a way to name a concept.
type label struct {
	clauses.Label
	concept clauses.ConceptID
	family  string // of its language
	rules   *words.Rules
	forms   []string // the exact forms of its words
	exact   string   // all letters of them
	written string   // all letters as they are written
}

// minForeignLabel is how many letters a label of another language than the
// reader's must have for other forms of its words to be recognised in a query.
const minForeignLabel = 6

// recognisers holds those that were made, by the taxonomy: one takes some 50 ms
// and 10 MB.
var recognisers sync.Map

// RecogniserOf returns the recogniser of a taxonomy's thesaurus. It is made once
// for each taxonomy, which must not change.
func RecogniserOf(t *clauses.Taxonomy) *Recogniser {
	made, _ := recognisers.LoadOrStore(t, sync.OnceValue(func() *Recogniser { return NewRecogniser(t.Thesaurus) }))
	return made.(func() *Recogniser)()
}

// NewRecogniser returns a recogniser of the concepts of a thesaurus.
func NewRecogniser(t clauses.Thesaurus) *Recogniser {
	r := &Recogniser{next: make(map[edge]int), ends: make([][]int, 1), lexicon: make(map[string][]string),
		stemmed: make(map[string]bool), concepts: t}
	for _, c := range t.Concepts() {
		for _, l := range c.Labels {
			r.add(c.ID, l)
		}
	}
	return r
}

// add puts a label into the tree, and its words into the lexicon.
func (r *Recogniser) add(concept clauses.ConceptID, l clauses.Label) {
	made := label{Label: l, concept: concept, family: family(l.Language), rules: words.For(l.Language)}
	run := readRun(l.Text, words.Split(l.Text))
	for _, w := range run {
		made.forms = append(made.forms, w.exact)
		made.exact += w.exact
		made.written += w.written
		r.lexicon[w.exact] = addNew(r.lexicon[w.exact], made.family)
		r.stemmed[made.rules.Stem(w.exact)] = true
	}
	if len(run) == 0 {
		return
	}
	if !slices.Contains(r.rules, made.rules) {
		r.rules = append(r.rules, made.rules)
	}
	r.labels = append(r.labels, made)
	r.grow(0, run, made, len(r.labels)-1)
}

// grow makes the ways from a node that the rest of a label's words lead.
func (r *Recogniser) grow(node int, rest []spelt, l label, number int) {
	if len(rest) == 0 {
		if !slices.Contains(r.ends[node], number) {
			r.ends[node] = append(r.ends[node], number)
		}
		return
	}
	step := func(exact string, taken int) {
		e := edge{node, exactMark + exact}
		if !l.Word && !l.Case {
			e.word = l.rules.Stem(exact)
		}
		to, known := r.next[e]
		if !known {
			to = len(r.ends)
			r.ends = append(r.ends, nil)
			r.next[e] = to
		}
		r.grow(to, rest[taken:], l, number)
	}
	step(rest[0].exact, 1)
	if joined, ok := joinedWord(rest); ok {
		step(joined, 2)
	}
}

// A spelt word is a word as concepts are looked for in it.
type spelt struct {
	exact   string
	written string
	hyphen  bool // only a hyphen parts it from the next
}

// readRun returns the words of a text.
func readRun(text string, split []words.Word) []spelt {
	run := make([]spelt, len(split))
	for i, w := range split {
		run[i] = spelt{exact: w.Exact, written: text[w.Start:w.End]}
		if i > 0 && split[i-1].End < w.Start { // words may overlap
			run[i-1].hyphen = isHyphen(text[split[i-1].End:w.Start])
		}
	}
	return run
}

func isHyphen(between string) bool {
	return between == "-" || between == "\u2010" || between == "\u2011"
}

// joinedWord returns the exact form of the first two words as one, where only a
// hyphen parts them.
func joinedWord(run []spelt) (string, bool) {
	if len(run) < 2 || !run[0].hyphen {
		return "", false
	}
	return words.Fold(run[0].exact + run[1].exact), true
}

// A fit is a run of words that one or more labels fit: those from start to
// before end.
type fit struct {
	start, end int
	labels     []int
}

// fits returns the runs that labels read by the rules fit, those labels left out
// that do not bind.
func (r *Recogniser) fits(run []spelt, rules *words.Rules, binds func(l *label, run []spelt) bool) []fit {
	var found []fit
	var walk func(node, start, at int)
	walk = func(node, start, at int) {
		var labels []int
		for _, n := range r.ends[node] {
			if l := &r.labels[n]; l.rules == rules && binds(l, run[start:at]) {
				labels = append(labels, n)
			}
		}
		if len(labels) > 0 {
			found = append(found, fit{start, at, labels})
		}
		if at == len(run) {
			return
		}
		step := func(exact string, taken int) {
			for _, word := range [...]string{rules.Stem(exact), exactMark + exact} {
				if to, ok := r.next[edge{node, word}]; ok {
					walk(to, start, at+taken)
				}
			}
		}
		step(run[at].exact, 1)
		if joined, ok := joinedWord(run[at:]); ok {
			step(joined, 2)
		}
	}
	for start := range run {
		walk(0, start, start)
	}
	return found
}

// apart returns those fits that count, in the order of the words: longer ones go
// before shorter ones and then earlier ones before later ones, and none overlaps
// another. What fits the same run is put together.
func apart(all []fit) []fit {
	slices.SortStableFunc(all, func(a, b fit) int {
		return cmp.Or(cmp.Compare(b.end-b.start, a.end-a.start), cmp.Compare(a.start, b.start))
	})
	var chosen []fit
next:
	for _, f := range all {
		for i, c := range chosen {
			if f.start == c.start && f.end == c.end {
				chosen[i].labels = append(chosen[i].labels, f.labels...)
				continue next
			}
			if f.start < c.end && c.start < f.end {
				continue next
			}
		}
		chosen = append(chosen, f)
	}
	slices.SortFunc(chosen, func(a, b fit) int { return cmp.Compare(a.start, b.start) })
	return chosen
}

// A Mention is a place where a text names a concept: the words of one part from
// Start to before End.
type Mention struct {
	Concept    clauses.ConceptID
	Weight     float64 // of the label, above 0
	Start, End int
}

// InText returns the concepts that a part of a text in a language names, in the
// order of the places; those of one place by ID. The words are those of the part.
func (r *Recogniser) InText(language, part string, split []words.Word) []Mention {
	own, rules := family(language), words.For(language)
	if !slices.Contains(r.rules, rules) {
		return nil
	}
	found := r.fits(readRun(part, split), rules, func(l *label, run []spelt) bool {
		return l.family == own && (!l.Case || writtenLike(l, run)) && l.alike(run, len(l.exact))
	})
	var mentions []Mention
	for _, f := range apart(found) {
		for _, n := range r.named(f.labels) {
			if n.Weight > 0 {
				mentions = append(mentions, Mention{n.Concept, n.Weight, f.start, f.end})
			}
		}
	}
	return mentions
}

// family returns what languages share whose labels are looked for in the texts of
// all of them: those that are read by the same rules, such as nb and nn. One
// without rules stands alone.
func family(tag string) string {
	if name := words.For(tag).Name(); name != "" {
		return name
	}
	base, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(base)
}

// writtenLike reports whether a run has the capitals of a label.
func writtenLike(l *label, run []spelt) bool {
	written := ""
	for _, w := range run {
		written += w.written
	}
	return written == l.written
}

// exactLike reports whether a run has the exact forms of a label.
func exactLike(l *label, run []spelt) bool {
	exact := ""
	for _, w := range run {
		exact += w.exact
	}
	return exact == l.exact
}

// Named is a concept with the greatest weight of the labels that named it.
type named struct {
	Concept clauses.ConceptID
	Weight  float64
}

// named returns the different concepts of labels, by ID.
func (r *Recogniser) named(labels []int) []named {
	var all []named
	for _, n := range labels {
		all = append(all, named{r.labels[n].concept, r.labels[n].Weight})
	}
	slices.SortFunc(all, func(a, b named) int {
		return cmp.Or(cmp.Compare(a.Concept, b.Concept), cmp.Compare(b.Weight, a.Weight))
	})
	return slices.CompactFunc(all, func(a, b named) bool { return a.Concept == b.Concept })
}

// bindsInQuery reports whether a label may be recognised in a run of a query.
func bindsInQuery(l *label, run []spelt, reader string) bool {
	switch readers := reader == l.family; {
	case l.LangOnly && !readers:
		return false
	case l.Case:
		return readers || writtenLike(l, run)
	case readers:
		return l.alike(run, len(l.exact))
	case utf8.RuneCountInString(l.exact) < minForeignLabel:
		return exactLike(l, run)
	}
	return l.alike(run, foreignEnding)
}

// foreignEnding is how many letters the word of a query may have besides those
// that it shares with a label of one word in another language than the reader's.
const foreignEnding = 3

// alike reports whether the only word of a label and that of a run have a run of
// letters in common that is three fifths of the longer and all of it but so many
// letters. Stems go too far to tell formation from form. Labels of several words
// are always alike.
func (l *label) alike(run []spelt, but int) bool {
	if len(l.forms) > 1 || exactLike(l, run) {
		return true
	}
	exact := ""
	for _, w := range run {
		exact += w.exact
	}
	common, longer := commonRun([]rune(l.exact), []rune(exact))
	return 5*common >= 3*longer && common >= longer-but
}

// commonRun returns the length of the longest run of letters that two words have
// in common, and the length of the longer word.
func commonRun(a, b []rune) (common, longer int) {
	before := make([]int, len(b)+1)
	for i := range a {
		here := make([]int, len(b)+1)
		for j := range b {
			if a[i] == b[j] {
				here[j+1] = before[j] + 1
				common = max(common, here[j+1])
			}
		}
		before = here
	}
	return common, max(len(a), len(b))
}
