package api

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:embed docs.html
var docsHTML string

//go:embed docs.css
var docsCSS string

// docsPolicy lets the page use its own style and nothing else.
var docsPolicy = fmt.Sprintf("default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", hashOf(docsCSS))

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base64.StdEncoding.EncodeToString(sum[:])
}

var docsTemplate = template.Must(template.New("docs").Funcs(template.FuncMap{
	"style":      func() template.CSS { return template.CSS(docsCSS) }, // our own file
	"paragraphs": paragraphs,
	"type":       typeOf,
	"json":       shownJSON,
	"last":       lastPart,
}).Parse(docsHTML))

// A docs is what the page shows of the contract.
type docs struct {
	Info struct{ Title, Version, Summary, Description string }
	Tags []docsTag

	Paths      yaml.Node
	Components struct {
		Parameters map[string]docsParameter
		Responses  map[string]docsResponse
		Schemas    yaml.Node
	}
	Schemas []docsSchema `yaml:"-"`
}

type docsTag struct {
	Name, Description string
	Operations        []docsOperation `yaml:"-"`
}

type docsOperation struct {
	Method, Path         string `yaml:"-"`
	OperationID          string `yaml:"operationId"`
	Summary, Description string
	Tags                 []string
	Security             []any
	Parameters           []docsParameter
	RequestBody          docsResponse `yaml:"requestBody"`
	Responses            map[string]docsResponse
}

type docsParameter struct {
	Ref                   string `yaml:"$ref"`
	Name, In, Description string
	Required              bool
	Schema                docsSchema
	Example               yaml.Node
}

type docsResponse struct {
	Ref         string `yaml:"$ref"`
	Description string
	Content     map[string]docsMedia
}

type docsMedia struct {
	Schema   docsSchema
	Examples map[string]struct {
		Summary string
		Request string `yaml:"x-request"`
		Value   yaml.Node
	}
}

type docsSchema struct {
	Name        string `yaml:"-"`
	Ref         string `yaml:"$ref"`
	Type        string
	Format      string
	Description string
	Enum        []string
	Default     yaml.Node
	Required    []string
	AllOf       []docsSchema `yaml:"allOf"`
	Items       *docsSchema
	Properties  yaml.Node
	Fields      []docsSchema `yaml:"-"` // the properties, in their order
}

// contractPage makes the page of the contract.
func contractPage(document *yaml.Node) ([]byte, error) {
	var d docs
	if err := document.Decode(&d); err != nil {
		return nil, err
	}
	err := eachField(&d.Paths, func(path string, item *yaml.Node) error {
		return eachField(item, func(method string, n *yaml.Node) error {
			o := docsOperation{Method: strings.ToUpper(method), Path: path}
			if err := n.Decode(&o); err != nil {
				return err
			}
			d.resolve(&o)
			for i := range d.Tags {
				if slices.Contains(o.Tags, d.Tags[i].Name) {
					d.Tags[i].Operations = append(d.Tags[i].Operations, o)
				}
			}
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	if d.Schemas, err = schemasOf(&d.Components.Schemas); err != nil {
		return nil, err
	}
	for i := range d.Schemas {
		if d.Schemas[i].Fields, err = schemasOf(&d.Schemas[i].Properties); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	err = docsTemplate.Execute(&b, d)
	return b.Bytes(), err
}

// resolve puts parameters and responses in the place of references to them.
func (d *docs) resolve(o *docsOperation) {
	for i, p := range o.Parameters {
		if p.Ref != "" {
			o.Parameters[i] = d.Components.Parameters[lastPart(p.Ref)]
		}
	}
	for _, status := range slices.Collect(maps.Keys(o.Responses)) {
		if r := o.Responses[status]; r.Ref != "" {
			o.Responses[status] = d.Components.Responses[lastPart(r.Ref)]
		}
	}
}

// eachField visits the fields of a mapping in their order.
func eachField(n *yaml.Node, visit func(name string, value *yaml.Node) error) error {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if err := visit(n.Content[i].Value, n.Content[i+1]); err != nil {
			return err
		}
	}
	return nil
}

func schemasOf(n *yaml.Node) ([]docsSchema, error) {
	var schemas []docsSchema
	err := eachField(n, func(name string, value *yaml.Node) error {
		s := docsSchema{}
		err := value.Decode(&s)
		s.Name = name
		schemas = append(schemas, s)
		return err
	})
	return schemas, err
}

func lastPart(ref string) string { return ref[strings.LastIndexByte(ref, '/')+1:] }

// typeOf says in a few words what a schema takes; a schema with a name is a link
// to it.
func typeOf(s docsSchema) template.HTML {
	switch {
	case s.Ref != "":
		name := template.HTMLEscapeString(lastPart(s.Ref))
		return template.HTML(`<a href="#schema-` + name + `">` + name + `</a>`)
	case s.Items != nil:
		return "list of " + typeOf(*s.Items)
	case len(s.Enum) > 0:
		return template.HTML(template.HTMLEscapeString(strings.Join(s.Enum, " | ")))
	case s.Format != "":
		return template.HTML(template.HTMLEscapeString(s.Format))
	}
	return template.HTML(template.HTMLEscapeString(s.Type))
}

// paragraphs turns the plain text of a description into HTML: empty lines part
// paragraphs, and what stands between backticks is code.
func paragraphs(text string) template.HTML {
	var b strings.Builder
	for part := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		lines := strings.Split(part, "\n")
		for n, line := range lines {
			// A list of problem types has one a line.
			if n == 0 || strings.HasPrefix(line, "`") && strings.Contains(line, "`: ") {
				b.WriteString("<p>")
			}
			for i, piece := range strings.Split(line, "`") {
				piece = template.HTMLEscapeString(piece)
				if i%2 == 1 {
					piece = "<code>" + piece + "</code>"
				}
				b.WriteString(piece)
			}
			b.WriteByte('\n')
		}
	}
	return template.HTML(b.String())
}

// shownJSON prints an example.
func shownJSON(n yaml.Node) (string, error) {
	if n.Kind == 0 {
		return "", nil
	}
	if n.Kind == yaml.ScalarNode {
		return n.Value, nil
	}
	return indentedJSON(&n)
}
