package ingest

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// yamlDocuments reads the documents of a YAML stream. After a fault of the YAML
// itself nothing more can be read.
func yamlDocuments(r io.Reader) iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) {
		bounded := &boundedReader{r: r, limit: MaxDocumentBytes}
		decoder := yaml.NewDecoder(bounded)
		for {
			var n yaml.Node
			bounded.next()
			err := decoder.Decode(&n)
			if errors.Is(err, io.EOF) {
				return
			}
			if bounded.failed != nil {
				yield(entry{}, bounded.failed)
				return
			}
			e := entry{size: bounded.read}
			if err != nil {
				e.faults = []fault{yamlFault(err, bounded.over)}
				yield(e, nil)
				return
			}
			var f *fault
			if e.tree, f = yamlTree(&n); f != nil {
				e.faults = []fault{*f}
			}
			e.at = e.tree.at
			if e.tree.kind == null && f == nil {
				continue // nothing but comments
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

var (
	yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)
	// The YAML library counts lines from 0 in what its grammar says, and from 1
	// in what its scanner says.
	yamlGrammar = regexp.MustCompile(`^did not find expected (key$|node content|'-' indicator|',' or |<document start>)`)
)

func yamlFault(err error, over bool) fault {
	if over {
		return fault{reason: fmt.Sprintf("the document is longer than %d bytes", MaxDocumentBytes), remedy: "the rest of the file was not read"}
	}
	message := err.Error()
	parts := yamlLine.FindStringSubmatch(message)
	var at spot
	if len(parts) == 2 {
		message = message[len(parts[0]):]
		if line, err := strconv.Atoi(parts[1]); err == nil { // else no line is given
			at.line = line
			if yamlGrammar.MatchString(message) {
				at.line++
			}
		}
	}
	return fault{at: at, reason: "is not YAML: " + message, remedy: "the rest of the file was not read"}
}

// yamlTree turns a YAML document into a tree with its aliases resolved.
func yamlTree(document *yaml.Node) (value, *fault) {
	var t yamlTurner
	if document.Kind != yaml.DocumentNode || len(document.Content) != 1 {
		return value{}, nil
	}
	return t.value(document.Content[0], 1)
}

// A yamlTurner turns nodes into values and counts what aliases bring in, so
// that a few lines cannot stand for a few billion values.
type yamlTurner struct {
	budget     budget
	inAlias    int // how many aliases the turner is inside of
	aliased    int
	aliasBytes int
}

func (t *yamlTurner) value(n *yaml.Node, depth int) (value, *fault) {
	at := spot{line: n.Line, column: n.Column}
	wrong := func(reason, remedy string) (value, *fault) {
		return value{}, &fault{at: at, reason: reason, remedy: remedy}
	}
	if reason := t.budget.take(depth); reason != "" {
		return wrong(reason, "")
	}
	if t.inAlias > 0 {
		t.aliased++
		t.aliasBytes += len(n.Value)
	}
	switch {
	case t.aliased > MaxAliasValues:
		return wrong(fmt.Sprintf("the aliases stand for more than %d values", MaxAliasValues), "write them out")
	case t.aliasBytes > MaxAliasBytes:
		return wrong(fmt.Sprintf("the aliases stand for more than %d bytes", MaxAliasBytes), "write them out")
	}
	if n.Kind == yaml.AliasNode {
		t.inAlias++
		defer func() { t.inAlias-- }()
		v, f := t.value(n.Alias, depth+1)
		if v.at = at; f != nil {
			f.at = at // what stands elsewhere is good in itself
		}
		return v, f
	}
	v := value{kind: yamlKinds[n.ShortTag()], at: at}
	shape, fits := yamlShapes[n.Kind], false
	switch v.kind {
	case list, object:
		fits = shape == v.kind
	case null:
		fits = n.ShortTag() == "!!null"
	default:
		fits = shape == text
	}
	if !fits {
		return wrong(fmt.Sprintf("has the tag %s, which has no meaning here", n.ShortTag()), "leave the tag out")
	}
	var f *fault
	switch v.kind {
	case list:
		v.items, f = t.items(n, depth)
	case object:
		v.fields, f = t.fields(n, depth)
	case boolean:
		v.text = strings.ToLower(n.Value)
	default:
		v.text = n.Value
	}
	return v, f
}

func (t *yamlTurner) items(n *yaml.Node, depth int) ([]value, *fault) {
	items := make([]value, len(n.Content))
	for i, item := range n.Content {
		var f *fault
		if items[i], f = t.value(item, depth+1); f != nil {
			return nil, f
		}
	}
	return items, nil
}

func (t *yamlTurner) fields(n *yaml.Node, depth int) ([]field, *fault) {
	fields := make([]field, len(n.Content)/2)
	for i := range fields {
		key := n.Content[2*i]
		at := spot{line: key.Line, column: key.Column}
		if key.Kind != yaml.ScalarNode {
			return nil, &fault{at: at, reason: "the key is not a word", remedy: "write the name of a field"}
		}
		below, f := t.value(n.Content[2*i+1], depth+1)
		if f != nil {
			return nil, f
		}
		fields[i] = field{name: key.Value, at: at, value: below}
	}
	return fields, nil
}

// yamlKinds are the kinds of the tags that are given or guessed. A date is text
// to us.
var yamlKinds = map[string]kind{
	"!!str": text, "!!timestamp": text, "!!int": number, "!!float": number, "!!bool": boolean,
	"!!null": null, "!!seq": list, "!!map": object,
}

// yamlShapes are the kinds that stand for the shapes of nodes.
var yamlShapes = map[yaml.Kind]kind{yaml.ScalarNode: text, yaml.SequenceNode: list, yaml.MappingNode: object}
