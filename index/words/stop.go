package words

import (
	"embed"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
)

// stopFiles has lists of our own: function words and the words of questions,
// where a library has no list or leaves them out. A line that begins with a minus
// has words of the library's list that mean something in agreements (drept, حق).
//
//go:embed stop
var stopFiles embed.FS

// readStop returns the stop words of a language: of lists in the form of Snowball,
// and of its file. An entry of several words (don't, l') stands for each of them.
func readStop(e entry) map[string]bool {
	stop := make(map[string]bool)
	add := func(text string) {
		for _, w := range Split(text) {
			exact := w.Exact
			if e.spelling != nil {
				exact = e.spelling(exact)
			}
			stop[exact] = true
		}
	}
	for _, list := range e.lists {
		entries := analysis.NewTokenMap()
		if err := entries.LoadBytes(list); err != nil {
			panic(err) // a bufio.Scanner over memory, with lines of a few bytes
		}
		for entry := range entries {
			add(entry)
		}
	}
	list, _ := stopFiles.ReadFile("stop/" + e.tag + ".txt") // not every language has one
	for line := range strings.Lines(string(list)) {
		switch line[0] {
		case '#':
		case '-':
			for _, w := range Split(line) {
				delete(stop, w.Exact)
			}
		default:
			add(line)
		}
	}
	return stop
}
