package index

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"clausebank/clauses"
	"clausebank/index/words"
)

// tokenKind is what a token is for the parser.
type tokenKind int

const (
	operandToken tokenKind = iota // a word, a phrase, a prefix or a field with its value
	andToken
	orToken
	notToken
	nearToken
	openToken
	closeToken
	endToken
)

// A token is a piece of a query.
type token struct {
	kind     tokenKind
	at       int    // its first byte in the query
	text     string // as it is written
	expr     Expr   // of an operandToken
	distance int    // of a nearToken
}

// A lexer takes a query apart. Words are what words.Split says; operators are
// looked for at their edges and between them, and all else is a space.
type lexer struct {
	query   string
	words   []words.Word
	word    int // the first word that does not lie before at
	at      int // bytes read
	tokens  []token
	grammar bool   // an operator was seen
	open    []bool // parentheses that wait to be closed: whether each is an operator
	terms   int    // operands so far
	phrase  int    // words of the longest phrase
}

// lex returns the tokens of a query with an endToken behind them, and whether
// there is an operator among them.
func lex(query string) (tokens []token, grammar bool, err error) {
	l := &lexer{query: query, words: words.Split(query)}
	for l.at < len(query) && err == nil {
		for l.word < len(l.words) && l.words[l.word].Start < l.at {
			l.word++
		}
		if l.word < len(l.words) && l.words[l.word].Start == l.at {
			err = l.lexWord()
		} else {
			err = l.lexBetween()
		}
	}
	if err == nil && l.grammar {
		err = l.checkLimits()
	}
	l.add(endToken, len(query), "the end of the query")
	return l.tokens, l.grammar, err
}

// checkLimits checks what only binds a query with operators.
func (l *lexer) checkLimits() error {
	switch {
	case l.terms > MaxTerms:
		return tooManyTerms(l.terms)
	case l.phrase > MaxPhraseWords:
		return &LimitError{Limit: "phrase", Max: MaxPhraseWords, Got: l.phrase, Remedy: "quote the most telling part of it"}
	}
	return nil
}

// checkWord checks the length of a word as it is written.
func checkWord(word string) error {
	if n := utf8.RuneCountInString(word); n > MaxTermRunes {
		return &LimitError{Limit: "term", Max: MaxTermRunes, Got: n, Remedy: "shorten the word"}
	}
	return nil
}

func (l *lexer) add(kind tokenKind, at int, text string) *token {
	l.tokens = append(l.tokens, token{kind: kind, at: at, text: text})
	return &l.tokens[len(l.tokens)-1]
}

// operator adds a token that makes the query grammar, and reads on behind it.
func (l *lexer) operator(kind tokenKind, text string) *token {
	l.grammar = true
	t := l.add(kind, l.at, text)
	l.at += len(text)
	return t
}

func (l *lexer) operand(e Expr, at int) {
	l.add(operandToken, at, l.query[at:l.at]).expr = e
	l.terms++
}

// afterWord reports whether the rune before at is part of a word.
func (l *lexer) afterWord() bool {
	r, _ := utf8.DecodeLastRuneInString(l.query[:l.at])
	return l.at > 0 && words.InWord(r)
}

// atStart reports whether a word or its operators could begin here: at the
// start of the query, after a space, an opening parenthesis, a quote or a minus.
func (l *lexer) atStart() bool {
	r, _ := utf8.DecodeLastRuneInString(l.query[:l.at])
	return l.at == 0 || unicode.IsSpace(r) || r == '(' || r == '-' || isQuote(r)
}

// startsWord reports whether a word begins at a byte.
func (l *lexer) startsWord(at int) bool {
	_, found := slices.BinarySearchFunc(l.words, at, func(w words.Word, at int) int { return w.Start - at })
	return found
}

// lexBetween reads one rune that is not part of a word.
func (l *lexer) lexBetween() error {
	r, size := utf8.DecodeRuneInString(l.query[l.at:])
	switch {
	case isQuote(r):
		return l.lexPhrase(size)
	case r == '(' && l.afterWord(): // salarié(e)s
		l.open = append(l.open, false)
	case r == '(':
		l.open = append(l.open, true)
		l.operator(openToken, "(")
		return nil
	case r == ')':
		operator := true
		if n := len(l.open) - 1; n >= 0 {
			operator, l.open = l.open[n], l.open[:n]
		}
		if operator { // one that closes nothing is only wrong where there is grammar
			l.add(closeToken, l.at, ")")
		}
	case r == '-' && l.negates():
		l.operator(notToken, "-")
		return nil
	}
	l.at += size
	return nil
}

// negates reports whether the minus at at stands at the start of a word, a
// phrase or a parenthesis.
func (l *lexer) negates() bool {
	before, _ := utf8.DecodeLastRuneInString(l.query[:l.at])
	next, _ := utf8.DecodeRuneInString(l.query[l.at+1:])
	return l.atStart() && before != '-' && (l.startsWord(l.at+1) || next == '(' || isQuote(next))
}

// isQuote reports whether a rune opens and closes phrases; any of them closes
// what any has opened.
func isQuote(r rune) bool { return strings.ContainsRune("\"“”„‟«»", r) }

// quoted reads a quote of size bytes and all up to the next.
func (l *lexer) quoted(size int) (inside string, err error) {
	start := l.at + size
	length := strings.IndexFunc(l.query[start:], isQuote)
	if length < 0 {
		return "", l.wrong(len(l.query), "a closing quote", "the end of the query")
	}
	_, closing := utf8.DecodeRuneInString(l.query[start+length:])
	l.at = start + length + closing
	return l.query[start : start+length], nil
}

func (l *lexer) lexPhrase(size int) error {
	start := l.at
	l.grammar = true
	inside, err := l.quoted(size)
	if err != nil {
		return err
	}
	var phrase []string
	for _, w := range words.Split(inside) {
		if err := checkWord(inside[w.Start:w.End]); err != nil {
			return err
		}
		phrase = append(phrase, w.Exact)
	}
	if len(phrase) == 0 {
		return l.wrong(start+size, "a word between the quotes", "none")
	}
	l.phrase = max(l.phrase, len(phrase))
	l.operand(Phrase{phrase}, start)
	return nil
}

// conceptField stands before the ID of a concept. It is no field that could be
// filtered or counted.
const conceptField Field = "concept"

// asked are what can stand before a colon and a value.
var asked = append(slices.Clone(Fields), conceptField)

// lexWord reads what begins with a word: an operator in letters, a field with
// its value, or a word with what hyphens and apostrophes join to it.
func (l *lexer) lexWord() error {
	if l.atStart() {
		for _, f := range asked {
			value, ok := strings.CutPrefix(l.query[l.at:], string(f)+":")
			if next, _ := utf8.DecodeRuneInString(value); ok && value != "" && !unicode.IsSpace(next) {
				return l.lexField(f)
			}
		}
	}
	first := l.words[l.word]
	if n, text, ok := l.near(); ok {
		if n < 1 {
			return l.wrong(first.Start, fmt.Sprintf("near/1 to near/%d", MaxNear), text)
		}
		if n > MaxNear {
			return &LimitError{Limit: "near", Max: MaxNear, Got: n, Remedy: "use AND for words that are farther apart"}
		}
		l.operator(nearToken, text).distance = n
		return nil
	}
	run, hyphens := l.run()
	star := strings.HasPrefix(l.query[l.at:], "*") && !l.startsWord(l.at+1)
	if len(run) == 1 && !star {
		switch text := l.query[first.Start:first.End]; text {
		case "AND", "OR", "NOT":
			l.at = first.Start
			l.operator(map[string]tokenKind{"AND": andToken, "OR": orToken, "NOT": notToken}[text], text)
			return nil
		}
	}
	for _, w := range run {
		if err := checkWord(l.query[w.Start:w.End]); err != nil {
			return err
		}
	}
	if star {
		return l.lexPrefix(run, hyphens)
	}
	if hyphens == 0 {
		l.operand(Term{longest(run)}, first.Start)
		return nil
	}
	l.phrase = max(l.phrase, len(run))
	phrase := make([]string, len(run))
	for i, w := range run {
		phrase[i] = w.Exact
	}
	l.operand(Phrase{phrase}, first.Start)
	return nil
}

// run reads a word and those that are written together with it, or that single
// hyphens and apostrophes join to it. hyphens is the number of words before the
// last hyphen, or before the last word that is written together with another; 0
// without one.
func (l *lexer) run() (run []words.Word, hyphens int) {
	run = append(run, l.words[l.word])
	for _, w := range l.words[l.word+1:] {
		end := run[len(run)-1].End
		if w.Start <= end { // written together: 劳动合同, 26(7)
			hyphens = len(run)
			run = append(run, w)
			continue
		}
		switch l.query[end:w.Start] {
		case "-", "\u2010", "\u2011":
			hyphens = len(run)
		case "'", "\u2019", "\u02BC", "\uFF07":
		default:
			l.at = end
			return run, hyphens
		}
		run = append(run, w)
	}
	l.at = run[len(run)-1].End
	return run, hyphens
}

// longest returns the word that counts of those that apostrophes join: the
// longest, of equal ones the last (l'employeur, employer's).
func longest(run []words.Word) string {
	best := run[0].Exact
	for _, w := range run[1:] {
		if utf8.RuneCountInString(w.Exact) >= utf8.RuneCountInString(best) {
			best = w.Exact
		}
	}
	return best
}

// lexPrefix reads the star behind a run of words. The star belongs to the last
// of them; what a hyphen joins to it must be there too.
func (l *lexer) lexPrefix(run []words.Word, hyphens int) error {
	last := run[len(run)-1]
	if utf8.RuneCountInString(last.Exact) < MinPrefixRunes {
		return l.wrong(last.Start, fmt.Sprintf("at least %d letters before the star", MinPrefixRunes),
			l.query[last.Start:last.End+1])
	}
	l.grammar = true
	for _, w := range run[:hyphens] {
		l.operand(Term{w.Exact}, w.Start)
	}
	l.at++
	l.operand(Prefix{last.Exact}, last.Start)
	return nil
}

// near reads near/N without going on.
func (l *lexer) near() (n int, text string, ok bool) {
	first := l.words[l.word]
	if l.word+1 == len(l.words) || !strings.EqualFold(l.query[first.Start:first.End], "near") {
		return 0, "", false
	}
	second := l.words[l.word+1]
	digits := l.query[second.Start:second.End]
	if l.query[first.End:second.Start] != "/" || strings.Trim(digits, "0123456789") != "" {
		return 0, "", false
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		n = MaxNear + 1 // more digits than an int has
	}
	return n, l.query[first.Start:second.End], true
}

// lexField reads field:value, or field:"value".
func (l *lexer) lexField(f Field) error {
	start := l.at
	l.grammar = true
	l.at += len(f) + 1
	var value string
	if r, size := utf8.DecodeRuneInString(l.query[l.at:]); isQuote(r) {
		inside, err := l.quoted(size)
		if err != nil {
			return err
		}
		value = strings.Join(strings.Fields(inside), " ")
	} else {
		value = l.query[l.at:]
		if end := strings.IndexFunc(value, func(r rune) bool { return !inBareValue(r) }); end >= 0 {
			value = value[:end]
		}
		value = strings.TrimRight(value, ".")
		l.at += len(value)
		if strings.HasPrefix(l.query[l.at:], ",") && l.startsWord(l.at+1) {
			return l.wrong(l.at, fmt.Sprintf("one value; write (%s:%s OR %s:…)", f, value, f), "a comma")
		}
	}
	if value == "" {
		return l.wrong(start+len(f)+1, "a value for "+string(f), "none")
	}
	if f == conceptField {
		l.operand(Concept{clauses.ConceptID(Canonical(f, value))}, start)
		return nil
	}
	l.operand(In{f, Canonical(f, value)}, start)
	return nil
}

// inBareValue reports whether a rune may stand in a value without quotes.
func inBareValue(r rune) bool {
	return words.InWord(r) || strings.ContainsRune("-_.&/+", r)
}

func (l *lexer) wrong(at int, expected, found string) error {
	return &SyntaxError{Column: column(l.query, at), Expected: expected, Found: found}
}

// column counts the runes up to a byte of the query, from 1.
func column(query string, at int) int { return utf8.RuneCountInString(query[:at]) + 1 }
