package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// What parseJSON says of JSON that is less or more than one value.
const (
	endsEarly = "the JSON ends too early"
	goesOn    = "something follows the document"
)

// parseJSON reads one JSON value. The spots of the tree hold the offset in data
// as their column.
func parseJSON(data []byte) (value, *fault) {
	if at := invalidUTF8(data); at >= 0 {
		return value{}, jsonFault(at, "is not UTF-8", "save the file as UTF-8")
	}
	p := jsonParser{data: data, tokens: json.NewDecoder(bytes.NewReader(data))}
	p.tokens.UseNumber()
	v, fault := p.value(1)
	if fault != nil {
		return value{}, fault
	}
	end := int(p.tokens.InputOffset())
	if at := len(data) - len(bytes.TrimLeft(data[end:], jsonBlanks)); at < len(data) {
		return value{}, jsonFault(at, goesOn, "")
	}
	return v, nil
}

func jsonFault(at int, reason, remedy string) *fault {
	return &fault{at: spot{column: at}, reason: reason, remedy: remedy}
}

func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	at := 0
	for at < len(data) {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return at
}

type jsonParser struct {
	data   []byte
	tokens *json.Decoder
	budget budget
}

const jsonBlanks = " \t\r\n"

// next returns the offset at which the next token begins.
func (p *jsonParser) next() int {
	rest := p.data[p.tokens.InputOffset():]
	return len(p.data) - len(bytes.TrimLeft(rest, jsonBlanks+",:"))
}

func (p *jsonParser) token() (json.Token, int, *fault) {
	at := p.next()
	t, err := p.tokens.Token()
	if err == nil {
		return t, at, nil
	}
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, 0, jsonFault(len(p.data), endsEarly, "")
	case errors.As(err, &syntax):
		at = max(at, min(int(syntax.Offset)-1, len(p.data)))
	}
	return nil, 0, jsonFault(at, "is not JSON: "+err.Error(), "")
}

func (p *jsonParser) value(depth int) (value, *fault) {
	t, at, f := p.token()
	if f != nil {
		return value{}, f
	}
	if reason := p.budget.take(depth); reason != "" {
		return value{}, jsonFault(at, reason, "")
	}
	v := value{at: spot{column: at}}
	switch t := t.(type) {
	case json.Delim:
		if t == '{' {
			v.kind = object
			f = p.object(&v, depth)
		} else {
			v.kind = list
			f = p.list(&v, depth)
		}
	case string:
		v.kind, v.text = text, t
		f = p.whole(t, at)
	case json.Number:
		v.kind, v.text = number, t.String()
	case bool:
		v.kind, v.text = boolean, fmt.Sprint(t)
	}
	return v, f
}

func (p *jsonParser) object(v *value, depth int) *fault {
	for p.tokens.More() {
		name, at, f := p.token()
		if f != nil {
			return f
		}
		below, f := p.value(depth + 1)
		if f != nil {
			return f
		}
		v.fields = append(v.fields, field{name: name.(string), at: spot{column: at}, value: below})
	}
	_, _, f := p.token()
	return f
}

func (p *jsonParser) list(v *value, depth int) *fault {
	for p.tokens.More() {
		item, f := p.value(depth + 1)
		if f != nil {
			return f
		}
		v.items = append(v.items, item)
	}
	_, _, f := p.token()
	return f
}

// whole finds the half of a surrogate pair, which the decoder has replaced by
// U+FFFD without an error.
func (p *jsonParser) whole(s string, at int) *fault {
	if !strings.ContainsRune(s, utf8.RuneError) {
		return nil
	}
	written := bytes.ToLower(p.data[at:p.tokens.InputOffset()])
	marks := bytes.Count(written, []byte(`\ufffd`)) + bytes.Count(written, []byte("\uFFFD"))
	if marks < strings.Count(s, "\uFFFD") {
		return jsonFault(at, "holds half a surrogate pair, which is no character", "")
	}
	return nil
}
