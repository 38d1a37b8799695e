package words

import (
	"hash/maphash"
	"strings"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
)

// Rules say how the words of a language are read. They may be used by many at
// the same time.
type Rules struct {
	name  string
	plain func(exact string) string // spellings that mean the same; nil: none
	stem  func(exact string) string // nil: a word is its own stem
	stop  map[string]bool
	cache [1 << 15]atomic.Pointer[stemmed]
}

// stemmed is a word whose stem is known.
type stemmed struct{ exact, stem string }

// For returns the rules for a language tag (BCP 47). The base language decides:
// "pt-BR" is read like "pt". A language that has no rules of its own gets those
// that all such languages share.
func For(language string) *Rules {
	base, _, _ := strings.Cut(language, "-")
	if r, ok := byLanguage[base]; ok {
		return r
	}
	if r, ok := byLanguage[strings.ToLower(base)]; ok {
		return r
	}
	return shared
}

// All returns one Rules for each way of reading words: those of each language
// that has its own, in the order of their names, and last the shared ones.
func All() []*Rules { return all }

// Name returns the base language that the rules are for, "" for those that
// languages without their own share.
func (r *Rules) Name() string { return r.name }

// Stem returns the stem of an exact form, with the rules' name and a colon in
// front; under the shared rules it is the exact form itself.
func (r *Rules) Stem(exact string) string {
	if r.stem == nil {
		return exact
	}
	slot := &r.cache[maphash.String(seed, exact)%uint64(len(r.cache))]
	if known := slot.Load(); known != nil && known.exact == exact {
		return known.stem
	}
	exact = strings.Clone(exact) // it may be a piece of a long text
	stem := r.name + ":" + r.stem(r.spelling(exact))
	slot.Store(&stemmed{exact, stem})
	return stem
}

// Stop reports whether an exact form is a stop word.
func (r *Rules) Stop(exact string) bool { return r.stop[r.spelling(exact)] }

func (r *Rules) spelling(exact string) string {
	if r.plain == nil {
		return exact
	}
	return r.plain(exact)
}

var (
	seed   = maphash.MakeSeed() // places words in caches, nothing else
	shared = &Rules{}
	all    = []*Rules{
		newRules("de", withoutUmlauts, german, de.GermanStopWords),
		newRules("en", nil, english, en.EnglishStopWords),
		newRules("es", nil, spanish, es.SpanishStopWords),
		newRules("fr", nil, french, fr.FrenchStopWords, fr.FrenchArticles),
		newRules("it", nil, italian, it.ItalianStopWords, it.ItalianArticles),
		newRules("pt", nil, portuguese, pt.PortugueseStopWords),
		shared,
	}
	byLanguage = func() map[string]*Rules {
		m := make(map[string]*Rules, len(all))
		for _, r := range all {
			m[r.name] = r
		}
		return m
	}()
)

// newRules makes rules with stop words from lists in the form of Snowball. An
// entry with an apostrophe (don't, l') stands for each of its parts.
func newRules(name string, plain, stem func(string) string, lists ...[]byte) *Rules {
	r := &Rules{name: name, plain: plain, stem: stem, stop: make(map[string]bool)}
	for _, list := range lists {
		entries := analysis.NewTokenMap()
		if err := entries.LoadBytes(list); err != nil {
			panic(err) // a bufio.Scanner over memory, with lines of a few bytes
		}
		for entry := range entries {
			for _, w := range Split(entry) {
				r.stop[r.spelling(w.Exact)] = true
			}
		}
	}
	return r
}
