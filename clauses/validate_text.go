package clauses

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// lineFault finds no fault with one line of text that can be shown and stored
// anywhere as it is.
func lineFault(s string) fault {
	if strings.ContainsRune(s, '\n') {
		return fault{"holds a line break", "write it in one line"}
	}
	return proseFault(s)
}

// bodyFault finds no fault with the body of a text: lineFault's rules, but for
// line breaks, within MaxTextBytes.
func bodyFault(s string) fault {
	if len(s) > MaxTextBytes {
		return fault{fmt.Sprintf("has %d bytes, the limit is %d", len(s), MaxTextBytes),
			"divide the clause into its paragraphs"}
	}
	return proseFault(s)
}

// proseFault refuses what is not UTF-8 in normalisation form C, what is not
// seen but acts (control characters, characters that turn the direction of
// writing over, tags, byte order marks), blanks around the text, and text
// without a letter or a digit.
func proseFault(s string) fault {
	if !utf8.ValidString(s) {
		return fault{"is not UTF-8", "save the file as UTF-8"}
	}
	telling := false
	for _, r := range s {
		if f := runeFault(r); f != (fault{}) {
			return f
		}
		telling = telling || unicode.IsLetter(r) || unicode.IsNumber(r)
	}
	switch {
	case strings.TrimSpace(s) != s:
		return fault{"begins or ends with a blank", "trim it"}
	case !telling && s != "":
		return fault{"has no letter and no digit", "write words, or leave the field out"}
	case !norm.NFC.IsNormalString(s):
		return fault{"is not in Unicode normalisation form C", "normalise it to NFC"}
	}
	return fault{}
}

func runeFault(r rune) fault {
	switch {
	case r == '\n', r >= ' ' && r <= '~':
		return fault{}
	case r == '\r':
		return fault{"holds a carriage return", `end lines with "\n" alone`}
	case r == '\t':
		return fault{"holds a tab", "write a blank"}
	case r == '\u2028', r == '\u2029':
		return fault{fmt.Sprintf("holds the separator %U", r), `end lines with "\n"`}
	case r == unicode.ReplacementChar:
		return fault{"holds U+FFFD, which stands for a character that was lost",
			"write the character again and save the file as UTF-8"}
	case unicode.IsControl(r):
		return fault{fmt.Sprintf("holds the control character %U", r), "delete it"}
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return fault{fmt.Sprintf("holds %U, which changes the direction of writing unseen", r), "delete it"}
	case r == '\ufeff':
		return fault{"holds a byte order mark (U+FEFF)", "delete it"}
	case r >= 0xe0000 && r <= 0xe007f, unicode.Is(unicode.Noncharacter_Code_Point, r):
		return fault{fmt.Sprintf("holds %U, which can't be seen", r), "delete it"}
	}
	return fault{}
}

// maxLanguageLength bounds a language tag: language, script, region and one or
// two variants.
const maxLanguageLength = 35

// languageFault finds no fault with a BCP 47 tag in its canonical form that
// names one language.
func languageFault(s string) fault {
	const remedy = "write a BCP 47 tag, as en, pt-BR or sr-Latn"
	if s == "no" || strings.HasPrefix(s, "no-") {
		return fault{`"no" is Norwegian of either kind`, "write nb (Bokmål) or nn (Nynorsk)"}
	}
	if len(s) > maxLanguageLength {
		return fault{fmt.Sprintf("has %d characters, the limit is %d", len(s), maxLanguageLength), remedy}
	}
	tag, err := language.Parse(s)
	if err != nil || s == "" {
		return fault{fmt.Sprintf("%q is not a language", s), remedy}
	}
	base, _, _ := tag.Raw()
	switch base.String() {
	case "und", "mul", "mis", "zxx":
		return fault{fmt.Sprintf("%q does not name one language", s), remedy}
	}
	switch {
	case base.IsPrivateUse(), tag.IsRoot(), len(tag.Extensions()) > 0:
		return fault{fmt.Sprintf("%q has a private part or an extension", s), remedy}
	case tag.String() != s:
		return fault{fmt.Sprintf("%q is not the canonical tag", s), fmt.Sprintf("write %s", tag)}
	}
	return fault{}
}
