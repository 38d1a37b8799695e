package index

import (
	"strings"
	"unicode/utf8"

	"clausebank/index/words"
)

// PassageRunes is about how long a passage is. One is longer only where a single
// mark is.
const PassageRunes = 240

// maxPassageRunes bounds a passage whose mark has no end, such as a text without
// spaces.
const maxPassageRunes = 4 * PassageRunes

// nearEdge is how many bytes before the first or behind the last word of a part
// still belong to a passage: a dash, a bracket, a full stop.
const nearEdge = 12

// bestPassage returns where the passage of a part begins and ends that marks
// most: most different leaves, then most spans, then the first. The spans are in
// order, and there is one at least.
func bestPassage(text string, split []words.Word, spans []span) (start, end, leaves int) {
	first, last, leaves := densest(text, split, spans)
	c := cutter{text: text, split: split, left: first, right: last}
	c.room = PassageRunes - utf8.RuneCountInString(text[split[first].Start:split[last].End])
	for half := c.room / 2; c.room > half && !c.startsSentence(c.left) && c.growLeft(); {
	}
	for c.growRight() {
	}
	for c.growLeft() {
	}
	start = split[c.left].Start
	for _, w := range split[c.left : c.right+1] { // words may overlap
		end = max(end, w.End)
	}
	if c.left == 0 && start <= nearEdge {
		start = 0
	}
	if c.right == len(split)-1 && len(text)-end <= nearEdge {
		end = len(text)
	}
	runes := 0
	for i := range text[start:end] {
		if runes++; runes > maxPassageRunes {
			return start, start + i, leaves
		}
	}
	return start, end, leaves
}

// densest returns the words from the first to the last span of those within
// PassageRunes that have most leaves, and how many these are.
func densest(text string, split []words.Word, spans []span) (first, last, leaves int) {
	from := make([]int, len(spans)) // runes before each span
	for i := 1; i < len(spans); i++ {
		from[i] = from[i-1] + utf8.RuneCountInString(text[split[spans[i-1].first].Start:split[spans[i].first].Start])
	}
	inside := make(map[int]int) // spans of each leaf between i and end
	for i, end, most := 0, 0, 0; i < len(spans); i++ {
		for ; end < len(spans) && from[end]-from[i] < PassageRunes; end++ {
			inside[spans[end].leaf]++
		}
		if len(inside) > leaves || len(inside) == leaves && end-i > most {
			leaves, most, first, last = len(inside), end-i, spans[i].first, spans[i].last
			for _, s := range spans[i:end] {
				last = max(last, s.last)
			}
		}
		if inside[spans[i].leaf]--; inside[spans[i].leaf] == 0 {
			delete(inside, spans[i].leaf)
		}
	}
	return first, last, leaves
}

// A cutter makes a passage wider, word by word, as long as there is room.
type cutter struct {
	text        string
	split       []words.Word
	left, right int // words
	room        int // runes
}

func (c *cutter) growLeft() bool {
	if c.left == 0 {
		return false
	}
	return c.take(&c.left, c.left-1, c.text[c.split[c.left-1].Start:c.split[c.left].Start])
}

func (c *cutter) growRight() bool {
	if c.right == len(c.split)-1 {
		return false
	}
	end := c.split[c.right+1].End
	return c.take(&c.right, c.right+1, c.text[min(c.split[c.right].End, end):end])
}

// take moves an edge if there is room for what that brings in.
func (c *cutter) take(edge *int, to int, brings string) bool {
	if len(brings) > c.room*utf8.UTFMax { // no need to count
		return false
	}
	n := utf8.RuneCountInString(brings)
	if n > c.room {
		return false
	}
	*edge, c.room = to, c.room-n
	return true
}

// startsSentence reports whether a word is the first of a sentence or a line.
func (c *cutter) startsSentence(word int) bool {
	if word == 0 {
		return true
	}
	start := c.split[word].Start
	gap := c.text[min(c.split[word-1].End, start):start]
	return strings.ContainsAny(gap, ".!?…\n") && strings.ContainsAny(gap, " \n\u00a0")
}
