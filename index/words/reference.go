package words

import (
	"strings"
	"unicode/utf8"
)

// reference adds the words of a number or reference that begins with a run, and
// returns where to go on; false where the run is none.
//
//   - Numbers that points, commas, slashes or colons join are one word: 2016/679,
//     1.5, 3.2.1, 10:30, 7:669. A decimal comma is a point, and what only parts
//     thousands is left away: 1,5 is 1.5, and 10.000 is 10000.
//   - A number with one letter is one word, and with it all that hyphens join to it:
//     199-A is 199a, C-190 and C. 190 are c190, L. 2242-17 is l2242-17.
//   - A paragraph in parentheses comes behind its article: 26(7) is 26 and 26.7.
//   - Dates (01.02.2024), pairs of years (2024/2025) and ranges (30-60) are words
//     of their own, for any of them may be asked for.
func (s *splitter) reference(first run) (end int, ok bool) {
	c := chain{text: s.text}
	c.add(0, first.start, first.end)
	switch {
	case first.digits:
		c.lettered = isLettered(s.text[first.start:first.end])
	case first.end-first.start == 1:
		number, ok := numberOfLetter(s.text, first)
		if !ok {
			return 0, false
		}
		c.lettered = true
		c.add(0, number.start, number.end)
	default:
		return 0, false
	}
	c.read()
	if c.isDate() {
		for _, g := range c.groups {
			s.add(s.text[g.start:g.end], g.start, g.end)
		}
		return c.end(), true
	}
	exact := c.exact()
	s.add(exact, first.start, c.end())
	return s.paragraphs(c, exact), true
}

// A chain is a number with what is joined to it.
type chain struct {
	text     string
	groups   []group
	lettered bool // a single letter stands before the first number
}

// A group is a run of the chain.
type group struct {
	joint      rune // what joins it to the group before: . , / : - ' or 0 for nothing
	start, end int  // bytes of the text
}

func (c *chain) add(joint rune, start, end int) {
	c.groups = append(c.groups, group{joint, start, end})
}

func (c *chain) end() int { return c.groups[len(c.groups)-1].end }

func (c *chain) of(i int) string { return c.text[c.groups[i].start:c.groups[i].end] }

// read adds what is joined to the first number.
func (c *chain) read() {
	for endsInDigit(c.text[:c.end()]) && c.end() < len(c.text) {
		joint, size := decode(c.text[c.end():])
		start := c.end() + size
		if start == len(c.text) || !asciiLetterOrDigit(c.text[start]) {
			return
		}
		next := readRun(c.text, start)
		number := asciiDigit(c.text[start])
		switch joint {
		case '.', ',', '/':
			if !number {
				return
			}
		case ':':
			if !number || len(c.groups) > 1 || len(c.of(0)) > 2 { // 10:30, not 42001:2023
				return
			}
		case '\'', '’', '\u00A0', '\u2009', '\u202F':
			joint = '\''
			if len(c.of(0)) > 3 || !isThousands(c.text[start:next.end]) {
				return
			}
		case '-', '\u2010', '\u2011', '\u2013':
			joint = '-'
			switch {
			case number && c.lettered:
			case !number && next.end-start == 1: // 199-A
				c.add(0, start, next.end)
				return
			default:
				return
			}
		default:
			return
		}
		c.add(joint, start, next.end)
	}
}

// isDate reports whether the chain is a date or two years.
func (c *chain) isDate() bool {
	for i := range c.groups {
		if !isNumber(c.of(i)) {
			return false
		}
	}
	switch len(c.groups) {
	case 2:
		return c.groups[1].joint == '/' && len(c.of(0)) == 4 && len(c.of(1)) == 4
	case 3:
		a, b, d := len(c.of(0)), len(c.of(1)), len(c.of(2))
		joint := c.groups[1].joint
		return (joint == '.' || joint == '/') && c.groups[2].joint == joint && b <= 2 && (a <= 2 && d == 4 || a == 4 && d <= 2)
	}
	return false
}

// exact returns the exact form of the chain.
func (c *chain) exact() string {
	if len(c.groups) == 1 {
		return fold(c.of(0))
	}
	thousands := c.thousands()
	var exact strings.Builder
	for i, g := range c.groups {
		switch {
		case g.joint == 0, g.joint == '\'', 0 < i && i <= thousands:
		case g.joint == ',':
			exact.WriteByte('.')
		default:
			exact.WriteRune(g.joint)
		}
		exact.WriteString(fold(c.of(i)))
	}
	return strings.TrimRight(cut(exact.String()), "./:-")
}

// thousands returns how many groups behind the first are parted from it only to
// be read more easily: 1.500.000,50 has two.
func (c *chain) thousands() int {
	first := c.of(0)
	joint := c.groups[1].joint
	if !isNumber(first) || len(first) > 3 || first[0] == '0' || joint != '.' && joint != ',' {
		return 0
	}
	n := 0
	for i := 1; i < len(c.groups) && c.groups[i].joint == joint; i++ {
		if !isThousands(c.of(i)) {
			return 0
		}
		n = i
	}
	if rest := c.groups[n+1:]; len(rest) > 1 || len(rest) == 1 && rest[0].joint != '.' && rest[0].joint != ',' {
		return 0
	}
	return n
}

// paragraphs adds what stands in parentheses behind an article, each with all
// before it, and returns where to go on: 6(1)(f) has 6.1 and 6.1f.
func (s *splitter) paragraphs(c chain, article string) int {
	end := c.end()
	if !c.lettered && len(c.of(0)) > 3 { // a year or an amount
		return end
	}
	exact := article
	for len(exact) < MaxRunes-3 && endsInDigit(exact) {
		open := end
		if exact == article && strings.HasPrefix(s.text[end:], " (") {
			open++
		}
		inside, ok := strings.CutPrefix(s.text[open:], "(")
		closing := strings.IndexByte(inside[:min(len(inside), 3)], ')')
		if !ok || closing < 1 {
			break
		}
		inside = inside[:closing]
		switch {
		case asciiDigit(inside[0]) && isAlphanumeric(inside):
			exact += "." + fold(inside)
		case exact != article && closing == 1 && isAlphanumeric(inside):
			exact += fold(inside)
		default:
			return end
		}
		end = open + closing + 2
		s.add(exact, open, end)
	}
	return end
}

// numberOfLetter returns the number that a single letter belongs to: of any
// letter with a hyphen (C-190), of the articles of French codes also behind a
// point or a space (L. 2242-17), of the conventions of the ILO behind a point
// (C. 190).
func numberOfLetter(text string, single run) (number run, ok bool) {
	if strings.HasSuffix(text[:single.start], "-") { // BOE-A-2021-5003
		return run{}, false
	}
	rest := text[single.end:]
	for _, hyphen := range []string{"-", "\u2010", "\u2011"} {
		if after, ok := strings.CutPrefix(rest, hyphen); ok && after != "" && asciiDigit(after[0]) {
			return readRun(text, len(text)-len(after)), true
		}
	}
	after := strings.TrimPrefix(rest, ".")
	for _, space := range []string{" ", "\u00A0", "\u202F"} {
		after = strings.TrimPrefix(after, space)
	}
	if after == "" || len(after) == len(rest) || !asciiDigit(after[0]) {
		return run{}, false
	}
	number = readRun(text, len(text)-len(after))
	digits := text[number.start:number.end]
	switch text[single.start] | 0x20 {
	case 'l', 'r', 'd':
		behind := text[number.end:]
		joint, size := utf8.DecodeRuneInString(behind)
		hyphen := joint == '-' || joint == '\u2010' || joint == '\u2011' || joint == '\u2013'
		ok = isNumber(digits) && len(digits) >= 3 && hyphen && len(behind) > size && asciiDigit(behind[size])
	case 'c':
		ok = isThousands(digits) && rest[0] == '.'
	}
	return number, ok
}

// isLettered reports whether a run is one letter and a number.
func isLettered(run string) bool {
	return len(run) > 1 && asciiLetterOrDigit(run[0]) && !asciiDigit(run[0]) && isNumber(run[1:])
}

func isThousands(run string) bool { return len(run) == 3 && isNumber(run) }

func isNumber(run string) bool { return strings.Trim(run, "0123456789") == "" }

func isAlphanumeric(s string) bool {
	for i := range len(s) {
		if !asciiLetterOrDigit(s[i]) {
			return false
		}
	}
	return true
}

func endsInDigit(s string) bool { return asciiDigit(s[len(s)-1]) }

func asciiDigit(c byte) bool { return '0' <= c && c <= '9' }

func asciiLetterOrDigit(c byte) bool {
	return asciiDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'z'
}
