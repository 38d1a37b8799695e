package index

import (
	"fmt"
	"strings"

	"clausebank/index/words"
)

// A SyntaxError says where a query with operators is wrong.
type SyntaxError struct {
	Column   int    // in runes, from 1
	Expected string // what could stand there
	Found    string // what stands there
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("column %d: expected %s, found %s", e.Column, e.Expected, e.Found)
}

// Parse reads a query as docs/query-syntax.md describes it. A query without
// operators is plain language and becomes Words; an empty one is nil, which
// asks for every clause. The error is a *SyntaxError, also for a query that
// holds no word at all, or a *LimitError.
func Parse(query string) (Expr, error) {
	if len(query) > MaxQueryBytes {
		return nil, &LimitError{Limit: "query", Max: MaxQueryBytes, Got: len(query), Remedy: "shorten the query"}
	}
	query = strings.ToValidUTF8(query, " ")
	if strings.TrimSpace(query) == "" {
		return nil, nil
	}
	tokens, grammar, err := lex(query)
	if err != nil {
		return nil, err
	}
	if !grammar {
		return plain(query)
	}
	p := &parser{query: query, tokens: tokens}
	e, err := p.or()
	if err != nil {
		return nil, err
	}
	if t := p.tokens[0]; t.kind != endToken {
		return nil, p.wrong("AND, OR or a word")
	}
	if term, alone := e.(Term); alone { // (word) is no more than word
		return Words{Words: []string{term.Word}}, nil
	}
	return e, nil
}

// plain reads a query in plain language.
func plain(query string) (Expr, error) {
	var different []string
	seen := make(map[string]bool)
	for _, w := range words.Split(query) {
		if !seen[w.Exact] {
			seen[w.Exact] = true
			different = append(different, w.Exact)
		}
	}
	if len(different) == 0 {
		return nil, &SyntaxError{Column: 1, Expected: "a word", Found: "only punctuation"}
	}
	e := Words{Words: different}
	if e.String() != query {
		e.Text = query
	}
	return e, nil
}

// A parser reads the tokens of a query with operators by recursive descent. The
// depth of recursion is bounded by MaxDepth, and for NOT by the query's length.
type parser struct {
	query  string
	tokens []token // not yet read; the last is the endToken
	depth  int     // parentheses that are open
	nots   int     // NOTs directly before, without a parenthesis between
}

func (p *parser) peek() tokenKind { return p.tokens[0].kind }

func (p *parser) next() token {
	t := p.tokens[0]
	p.tokens = p.tokens[1:]
	return t
}

// wrong is the error about the next token.
func (p *parser) wrong(expected string) error {
	t := p.tokens[0]
	return &SyntaxError{Column: column(p.query, t.at), Expected: expected, Found: t.text}
}

// or = and { "OR" and }
func (p *parser) or() (Expr, error) {
	e, err := p.and()
	if err != nil || p.peek() != orToken {
		return e, err
	}
	any := []Expr{e}
	for p.peek() == orToken {
		p.next()
		e, err := p.and()
		if err != nil {
			return nil, err
		}
		any = append(any, e)
	}
	return Or{any}, nil
}

// and = near { [ "AND" ] near }
func (p *parser) and() (Expr, error) {
	var all []Expr
	for {
		e, err := p.near()
		if err != nil {
			return nil, err
		}
		all = append(all, e)
		switch p.peek() {
		case andToken:
			p.next()
		case operandToken, notToken, openToken:
		default:
			if len(all) == 1 {
				return all[0], nil
			}
			return And{all}, nil
		}
	}
}

// near = not [ "near/N" not ]
func (p *parser) near() (Expr, error) {
	const sides = "a word, a phrase or a prefix* on both sides of near/N"
	a, err := p.not()
	if err != nil || p.peek() != nearToken {
		return a, err
	}
	if !canBeNear(a) {
		return nil, p.wrong(sides)
	}
	distance := p.next().distance
	second := *p
	b, err := p.not()
	if err != nil {
		return nil, err
	}
	if !canBeNear(b) {
		return nil, second.wrong(sides)
	}
	if p.peek() == nearToken {
		return nil, p.wrong("AND or OR, for near/N joins two")
	}
	return Near{A: a, B: b, Distance: distance}, nil
}

func canBeNear(e Expr) bool {
	switch e.(type) {
	case Term, Phrase, Prefix:
		return true
	}
	return false
}

// not = ( "NOT" | "-" ) not | "(" or ")" | operand
func (p *parser) not() (Expr, error) {
	switch p.peek() {
	case notToken:
		if p.nots == MaxDepth {
			return nil, &LimitError{Limit: "depth", Max: MaxDepth, Remedy: "use fewer NOTs one behind the other"}
		}
		p.next()
		p.nots++
		e, err := p.not()
		if err != nil {
			return nil, err
		}
		p.nots--
		return Not{e}, nil
	case openToken:
		if p.depth == MaxDepth {
			return nil, &LimitError{Limit: "depth", Max: MaxDepth, Remedy: "use fewer parentheses within parentheses"}
		}
		p.next()
		p.depth++
		outside := p.nots
		p.nots = 0
		e, err := p.or()
		if err != nil {
			return nil, err
		}
		if p.peek() != closeToken {
			return nil, p.wrong("AND, OR, a word or a closing parenthesis")
		}
		p.next()
		p.depth--
		p.nots = outside
		return e, nil
	case operandToken:
		return p.next().expr, nil
	}
	return nil, p.wrong("a word, a phrase or a parenthesis")
}
