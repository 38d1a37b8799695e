package bleve

import (
	"clausebank/index"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// The names of the fields, see the package comment.
const (
	idField    = "_id"
	rowField   = "row"
	exactField = "exact"
	stemField  = "stem"

	conceptField = "concept"
)

// textID is the ID of every text. No instrument has it.
const textID = "#"

// A family is an instrument as Bleve sees it: a document with its texts nested
// in it.
type family struct {
	document
	texts []document
}

// VisitNestedDocuments visits the texts in their order.
func (f *family) VisitNestedDocuments(visit func(bleveindex.Document)) {
	for i := range f.texts {
		visit(&f.texts[i])
	}
}

// A document is what Bleve's builder of segments reads: an ID and fields.
type document struct {
	id     string
	fields []bleveindex.Field
}

func (d *document) ID() string                                      { return d.id }
func (d *document) VisitComposite(bleveindex.CompositeFieldVisitor) {}
func (d *document) HasComposite() bool                              { return false }
func (d *document) NumPlainTextBytes() uint64                       { return 0 }
func (d *document) StoredFieldsBytes() uint64                       { return 0 }
func (d *document) Size() int                                       { return 0 }
func (d *document) Indexed() bool                                   { return true }

// AddIDField does nothing: every document is made with its ID.
func (d *document) AddIDField() {}

// VisitFields visits the fields in their order.
func (d *document) VisitFields(visit bleveindex.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

// newFamily makes the documents of an instrument.
func newFamily(r *row, texts []postings) *family {
	f := &family{document: document{id: r.instrument, fields: []bleveindex.Field{
		value{name: idField, bytes: []byte(r.instrument), options: bleveindex.IndexField | bleveindex.StoreField},
		value{name: rowField, bytes: r.encode(), options: bleveindex.StoreField},
	}}}
	f.texts = make([]document, len(texts))
	for i := range texts {
		f.texts[i] = document{id: textID, fields: []bleveindex.Field{
			value{name: idField, bytes: []byte(textID), options: bleveindex.IndexField | bleveindex.StoreField},
			occurrences{name: exactField, terms: texts[i].exact},
			occurrences{name: stemField, terms: texts[i].stem},
			occurrences{name: conceptField, terms: texts[i].concepts},
		}}
	}
	return f
}

// A value is a field that holds bytes: one term where it is indexed.
type value struct {
	name    string
	bytes   []byte
	options bleveindex.FieldIndexingOptions
}

func (v value) Name() string                             { return v.name }
func (v value) Value() []byte                            { return v.bytes }
func (v value) ArrayPositions() []uint64                 { return nil }
func (v value) EncodedFieldType() byte                   { return 't' }
func (v value) Analyze()                                 {}
func (v value) Options() bleveindex.FieldIndexingOptions { return v.options }
func (v value) NumPlainTextBytes() uint64                { return 0 }
func (v value) AnalyzedLength() int                      { return 1 }

// AnalyzedTokenFrequencies returns the whole value as one term.
func (v value) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies {
	if !v.options.IsIndexed() {
		return nil
	}
	only := &bleveindex.TokenFreq{Term: v.bytes}
	only.SetFrequency(1)
	return bleveindex.TokenFrequencies{string(v.bytes): only}
}

// occurrences is a field of words that have been read already. The form that
// Bleve wants takes many times the memory, so it is made when it is asked for.
type occurrences struct {
	name  string
	terms []occurring
}

// An occurring term stands in a text at these places: numbers of words within
// their part, the heading's first, then the body's, then the context's.
type occurring struct {
	term          string
	heading, body uint32 // how many of the places are in the heading, in the body
	places        []uint32
	weight        float64 // of a concept: the greatest of the labels that name it
}

// frequency returns what is kept as the frequency: the weighted tf. That of a
// concept is doubled, and one more where the labels weigh half.
func (t occurring) frequency() int {
	tf := len(t.places) + (index.HeadingWeight-1)*int(t.heading)
	switch t.weight {
	case 0:
		return tf
	case 1:
		return 2 * tf
	}
	return 2*tf + 1
}

// readConceptFrequency returns the weighted tf and the weight of a concept.
func readConceptFrequency(frequency int) (tf int, weight float64) {
	if frequency%2 == 1 {
		return frequency / 2, halfWeight
	}
	return frequency / 2, 1
}

// halfWeight is the one weight of labels between 0 and 1.
const halfWeight = 0.5

func (o occurrences) Name() string              { return o.name }
func (o occurrences) Value() []byte             { return nil }
func (o occurrences) ArrayPositions() []uint64  { return nil }
func (o occurrences) EncodedFieldType() byte    { return 't' }
func (o occurrences) Analyze()                  {}
func (o occurrences) NumPlainTextBytes() uint64 { return 0 }
func (o occurrences) Options() bleveindex.FieldIndexingOptions {
	return bleveindex.IndexField | bleveindex.IncludeTermVectors
}

// AnalyzedLength is what Bleve keeps beside each posting as its norm. The lengths
// that scores need are in the row, so it is always 1: one byte.
func (o occurrences) AnalyzedLength() int { return 1 }

// AnalyzedTokenFrequencies returns each term with its weighted tf and one
// location that holds all of its places.
func (o occurrences) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies {
	frequencies := make(bleveindex.TokenFrequencies, len(o.terms))
	for _, t := range o.terms {
		places := make([]uint64, len(t.places))
		for i, p := range t.places {
			places[i] = uint64(p)
		}
		freq := &bleveindex.TokenFreq{Term: []byte(t.term), Locations: []*bleveindex.TokenLocation{{
			Start: int(t.heading), End: int(t.body), ArrayPositions: places}}}
		freq.SetFrequency(t.frequency())
		frequencies[t.term] = freq
	}
	return frequencies
}
