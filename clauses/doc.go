// Package clauses says what a clause is.
//
// A clause belongs to an instrument (an agreement, a statute, an award, a
// guideline, a model text). An instrument with all its clauses is a Document:
// the unit of import, of change and of history. The JSON tags of the types
// here are the import format, the export format and the record; there is no
// second shape of a document in the program.
//
// The package promises that
//   - a Document that passes Validate can be stored, indexed, cited and
//     exported without a further check,
//   - two Documents with the same content have the same Encode bytes,
//   - what is not known stays not known: a Date may lack its day or its month,
//     a Validity its end, and Status says so instead of guessing.
//
// It knows nothing of storage, search or HTTP, and depends on the standard
// library, the validator and golang.org/x/text only.
package clauses
