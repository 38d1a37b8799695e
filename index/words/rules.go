package words

import (
	"hash/maphash"
	"strings"
	"sync"
	"sync/atomic"
)

// Rules say how the words of a language are read. They may be used by many at
// the same time.
type Rules struct {
	name  string
	plain func(exact string) string // spellings that mean the same; nil: none
	stem  func(exact string) string // nil: a word is its own stem
	short map[string]string         // what abbreviations stand for
	stop  map[string]bool
	serve func(exact string) bool // stop words beside those; nil: none

	makeCache sync.Once
	cache     *[cacheSize]atomic.Pointer[stemmed]
}

// cacheSize bounds the words of a language whose stems are kept. A language that
// is not used keeps none.
const cacheSize = 1 << 15

// stemmed is a word whose stem is known.
type stemmed struct{ exact, stem string }

// For returns the rules for a language tag (BCP 47). The base language decides:
// "pt-BR" is read like "pt". A language that has no rules of its own gets those
// that all such languages share.
func For(language string) *Rules {
	base, _, _ := strings.Cut(language, "-")
	if r, ok := byTag[base]; ok {
		return r
	}
	if r, ok := byTag[strings.ToLower(base)]; ok {
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
// front; under the shared rules it is the exact form itself. Numbers,
// references and signs are their own stems.
func (r *Rules) Stem(exact string) string {
	if r.name == "" {
		return exact
	}
	r.makeCache.Do(func() { r.cache = new([cacheSize]atomic.Pointer[stemmed]) })
	slot := &r.cache[maphash.String(seed, exact)%cacheSize]
	if known := slot.Load(); known != nil && known.exact == exact {
		return known.stem
	}
	exact = strings.Clone(exact) // it may be a piece of a long text
	stem := r.name + ":" + r.bare(exact)
	slot.Store(&stemmed{exact, stem})
	return stem
}

// bare returns a stem without the rules' name.
func (r *Rules) bare(exact string) string {
	if strings.ContainsAny(exact, "0123456789§") {
		return exact
	}
	word := r.spelling(exact)
	if long, ok := r.short[word]; ok {
		word = long
	}
	if r.stem != nil {
		word = r.stem(word)
	}
	if word == "" {
		return exact
	}
	return word
}

// Stop reports whether an exact form is a stop word.
func (r *Rules) Stop(exact string) bool {
	word := r.spelling(exact)
	return r.stop[word] || r.serve != nil && r.serve(word)
}

func (r *Rules) spelling(exact string) string {
	if r.plain == nil {
		return exact
	}
	return r.plain(exact)
}

var (
	seed   = maphash.MakeSeed() // places words in caches, nothing else
	shared = &Rules{}
	all    = func() []*Rules {
		rules := make([]*Rules, 0, len(table)+1)
		for _, e := range table {
			rules = append(rules, &Rules{
				name: e.tag, plain: e.spelling, stem: e.stem, short: shortForms[e.tag], stop: readStop(e), serve: e.function,
			})
		}
		return append(rules, shared)
	}()
	byTag = func() map[string]*Rules {
		m := make(map[string]*Rules)
		for i, e := range table {
			m[e.tag] = all[i]
			for _, tag := range e.also {
				m[tag] = all[i]
			}
		}
		m[""] = shared
		return m
	}()
)
