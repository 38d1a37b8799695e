package index

import (
	"fmt"
	"time"

	"clausebank/index/words"
)

// The limits of a query. Each is in the contract or in docs/query-syntax.md, and
// a query that breaks one is refused with a *LimitError or, where it is one of
// the grammar, with a *SyntaxError.
const (
	MaxQueryBytes   = 4 << 10        // bytes of the text of a query
	MaxTerms        = 32             // words, phrases, prefixes and fields of a query with operators
	MaxTermRunes    = words.MaxRunes // runes of one word
	MaxPhraseWords  = 64             // words of one phrase
	MaxPhrases      = 16             // phrases and nears of a query: they read the places of words, which costs most
	MaxDepth        = 5              // parentheses within parentheses, or NOTs one behind the other
	MaxExpanded     = 1024           // words of the library that the prefixes of one query stand for
	MaxNear         = 50             // N of near/N: fewer words than this stand between the sides
	MinPrefixRunes  = 3              // letters before the star
	MaxLimit        = 100            // hits a page
	MaxFilterValues = 64             // values of one filter
)

// What a search makes use of at most; nothing is refused for it.
const (
	MaxPlainWords  = 48 // words of a plain query: the most telling ones
	MaxLikeWords   = 12 // telling words of a clause that look for similar ones, a language
	MaxCorrections = 16 // unknown and rare words of a plain query that others are looked for: the first ones
	MaxFacetValues = 200
	MaxSnapshots   = 32 // snapshots kept for walks by relevance
	SnapshotAge    = 5 * time.Minute
)

// How concepts are recognised, and words corrected.
const (
	minForeignLabel = 6 // letters of a label in another language than the reader's that other forms of its words are recognised of
	foreignEnding   = 3 // letters of a query's word besides those that it shares with such a label of one word

	minCorrected      = 4  // letters of a word that one letter may be wrong of
	minCorrectedTwice = 8  // letters of a word that two letters may be wrong of
	RareTexts         = 3  // texts that a rare word stands in at most: what is near it may be offered
	FarMore           = 20 // times as many texts hold what is offered
)

// A LimitError says that a query breaks a limit.
type LimitError struct {
	Limit  string // the name in the contract: "query", "terms", "expanded" …
	Max    int
	Got    int    // 0 where it was not counted to the end
	Remedy string // what the reader can do
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("limit %q: at most %d; %s", e.Limit, e.Max, e.Remedy)
}
