package words

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Endings take the inflection from words, in steps.
type endings []step

// A step takes away or replaces the longest of its endings that a word has and
// that leaves a word of enough letters.
type step struct {
	least   int               // letters that the word must have afterwards
	longest int               // bytes of the longest ending
	endings map[string]string // what stands in their place
}

// parseEndings reads steps, one a line: the number of letters that a word must have
// afterwards, a colon, and endings. "ec>c" replaces, "em" takes away, and
// "system>system" protects from shorter endings. The tables are part of the
// program, so a mistake in one is a panic at its start.
func parseEndings(table string) endings {
	var e endings
	for line := range strings.Lines(table) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		number, list, _ := strings.Cut(line, ":")
		least, err := strconv.Atoi(strings.TrimSpace(number))
		if err != nil {
			panic("no number of letters: " + line)
		}
		s := step{least: least, endings: make(map[string]string)}
		for entry := range strings.FieldsSeq(list) {
			ending, instead, _ := strings.Cut(entry, ">")
			ending = foldAny(ending) // as words come
			s.endings[ending] = instead
			s.longest = max(s.longest, len(ending))
		}
		e = append(e, s)
	}
	return e
}

// of returns a word without its endings.
func (e endings) of(word string) string {
	for i := range e {
		word = e[i].of(word)
	}
	return word
}

func (s *step) of(word string) string {
	for at := max(0, len(word)-s.longest); at < len(word); at++ {
		instead, ok := s.endings[word[at:]]
		if ok && utf8.RuneCountInString(word[:at])+utf8.RuneCountInString(instead) >= s.least {
			return word[:at] + instead
		}
	}
	return word
}
