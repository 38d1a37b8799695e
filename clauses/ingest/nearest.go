package ingest

import (
	"fmt"
	"strings"
)

// didYouMean returns the remedy for a name that is not known: the nearest known
// one, or otherwise when none is near.
func didYouMean(name string, known []string, otherwise string) string {
	nearest, least := "", 1+max(1, len(name)/3)
	for _, k := range known {
		if d := distance(strings.ToLower(name), k); d < least {
			nearest, least = k, d
		}
	}
	if nearest == "" {
		return otherwise
	}
	return fmt.Sprintf("did you mean %q?", nearest)
}

// maxName is the length from which a name is too long to be compared.
const maxName = 200

// distance counts the bytes that must be put in, left out or replaced to turn a
// into b.
func distance(a, b string) int {
	if len(a) > maxName {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
