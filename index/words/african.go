package words

import "strings"

// swahiliClasses are the prefixes of noun classes that change with the number:
// mfanyakazi and wafanyakazi, mkataba and mikataba, chama and vyama.
var swahiliClasses = []string{"mw", "wa", "mi", "vy", "ch", "vi", "ki", "ma", "m"}

// swahili takes the class prefix from a noun, and its locative -ni.
func swahili(word string) string {
	if rest, ok := strings.CutSuffix(word, "ni"); ok && len(rest) >= 4 {
		word = rest
	}
	for _, class := range swahiliClasses {
		if rest, ok := strings.CutPrefix(word, class); ok && len(rest) >= 3 {
			return rest
		}
	}
	return word
}
