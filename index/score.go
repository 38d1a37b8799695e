package index

import "math"

// The constants of the score. docs/design.md says what they mean; they are
// changed only with a measurement.
const (
	ScoreScale    = 10_000 // scores are whole ten-thousandths, so that ties are ties in every engine
	HeadingWeight = 3      // an occurrence in the heading counts as so many in the body
	BM25K1        = 1.2
	BM25B         = 0.75
	NearWindow    = 8   // words farther apart than this add nothing for nearness
	NearWeight    = 0.5 // of the smaller idf, for two neighbours of the query side by side
	LikeTopic     = 2.0 // for each topic that two clauses share, when looking for similar ones
)

// IDF returns how telling something is that df of n texts hold. Explicit
// conversions keep every platform from fusing operations, so that all engines
// on all machines get the same bits.
func IDF(df, n int) float64 {
	return math.Log(1 + float64(float64(n-df)+0.5)/float64(float64(df)+0.5))
}

// Average returns the mean length of n texts with so many words in all, and 1
// where there are no words: no score divides by 0.
func Average(words, n int) float64 {
	if words == 0 {
		return 1
	}
	return float64(words) / float64(n)
}

// BM25 returns what tf occurrences (those in the heading counted HeadingWeight
// times) add to the score of a text of length words, where texts have average
// words on average.
func BM25(idf float64, tf, length int, average float64) float64 {
	norm := float64(BM25B * float64(float64(length)/average))
	saturation := float64(BM25K1 * float64(float64(1-BM25B)+norm))
	return float64(float64(idf*float64(tf))*(BM25K1+1)) / float64(float64(tf)+saturation)
}

// Nearness returns what two neighbouring words of a query add to the score of
// a text in which they stand distance words apart: nothing beyond NearWindow,
// and nothing for distance 0.
func Nearness(idfA, idfB float64, distance int) float64 {
	if distance < 1 || distance > NearWindow {
		return 0
	}
	return float64(NearWeight*min(idfA, idfB)) / float64(distance)
}

// FixedScore rounds a score to whole ten-thousandths.
func FixedScore(score float64) int64 { return int64(math.Round(score * ScoreScale)) }

// Needed returns how many of n content words a text must hold to match.
func Needed(n int) int {
	switch {
	case n <= 2:
		return n
	case n <= 8:
		return (n + 1) / 2
	}
	return 3
}
