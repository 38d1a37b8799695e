//go:build !race

package relevance

// raceDetector says that the tests run with the race detector, ten times
// slower: those in which nothing runs at the same time are left out.
const raceDetector = false
