package words

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed chinese.txt
var traditional string

// simplify has the simplified character of a traditional one.
var simplify = func() map[rune]rune {
	m := make(map[rune]rune)
	for line := range strings.Lines(traditional) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for pair := range strings.FieldsSeq(line) {
			from, size := utf8.DecodeRuneInString(pair)
			m[from], _ = utf8.DecodeRuneInString(pair[size:])
		}
	}
	return m
}()

// simplified writes traditional characters as simplified ones, one by one.
func simplified(exact string) string {
	return strings.Map(func(r rune) rune {
		if s, ok := simplify[r]; ok {
			return s
		}
		return r
	}, exact)
}

// chineseFunction reports whether a pair of characters has one that only serves
// grammar: 的权, 者的. Its neighbours stand in other pairs too.
func chineseFunction(exact string) bool {
	return strings.ContainsAny(exact, "的了吗呢吧么们和与或及而且之也都把被让从于以是在其这那哪我你您他她它什怎谁很") && !chineseContent[exact]
}

// chineseContent are the pairs with such a character that are words.
var chineseContent = map[string]bool{
	"目的": true, "参与": true, "和平": true, "和解": true, "调和": true, "及时": true, "涉及": true, "普及": true,
	"在线": true, "在家": true, "在职": true, "存在": true, "以上": true, "以下": true,
}

// japaneseFunction reports whether a word is a single hiragana: a particle, or
// what a verb ends in.
func japaneseFunction(exact string) bool {
	r, size := utf8.DecodeRuneInString(exact)
	return size == len(exact) && unicode.Is(unicode.Hiragana, r)
}
