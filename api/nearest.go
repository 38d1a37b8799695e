package api

import "unicode/utf8"

// nearest returns the word that a misspelt one most likely stands for: the one
// with the fewest letters to change, at most a third of them. It returns ""
// where none is near.
func nearest(misspelt string, words []string) string {
	length := utf8.RuneCountInString(misspelt)
	best, fewest := "", length/3+1
	if length > 64 {
		return ""
	}
	for _, w := range words {
		if n := distance([]rune(misspelt), []rune(w)); n < fewest {
			best, fewest = w, n
		}
	}
	return best
}

// distance is the number of letters to insert, delete or replace to turn a into
// b.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
