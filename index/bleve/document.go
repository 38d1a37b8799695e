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
func newFamily(r *row, texts []postings, terms *[]string) *family {
	f := &family{document: document{id: r.instrument, fields: []bleveindex.Field{
		value{name: idField, bytes: []byte(r.instrument), options: bleveindex.IndexField | bleveindex.StoreField},
		value{name: rowField, bytes: r.encode(), options: bleveindex.StoreField},
	}}}
	f.texts = make([]document, len(texts))
	for i := range texts {
		f.texts[i] = document{id: textID, fields: []bleveindex.Field{
			value{name: idField, bytes: []byte(textID), options: bleveindex.IndexField | bleveindex.StoreField},
			occurrences{name: exactField, terms: terms, packed: texts[i].exact},
			occurrences{name: stemField, terms: terms, packed: texts[i].stem},
			mentions{occurrences{name: conceptField}, texts[i].concepts},
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
	name   string
	terms  *[]string // by number
	packed []byte    // see analyser.pack
}

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
	terms, total := 0, 0
	unpack(o.packed, func(t occurring) { terms++; total += len(t.places) })
	frequencies := make(bleveindex.TokenFrequencies, terms)
	all := make([]bleveindex.TokenFreq, 0, terms)
	locations := make([]bleveindex.TokenLocation, 0, terms)
	pointers := make([]*bleveindex.TokenLocation, 0, terms)
	places := make([]uint64, 0, total)
	unpack(o.packed, func(t occurring) {
		i, first := len(all), len(places)
		for _, p := range t.places {
			places = append(places, uint64(p))
		}
		locations = append(locations, bleveindex.TokenLocation{Start: int(t.heading), End: int(t.body),
			ArrayPositions: places[first:len(places):len(places)]})
		pointers = append(pointers, &locations[i])
		term := (*o.terms)[t.term]
		all = append(all, bleveindex.TokenFreq{Term: []byte(term), Locations: pointers[i : i+1 : i+1]})
		all[i].SetFrequency(len(t.places) + (index.HeadingWeight-1)*int(t.heading))
		frequencies[term] = &all[i]
	})
	return frequencies
}
