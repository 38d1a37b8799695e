// Package ingest reads documents from files and writes them to files.
//
// It reads JSON Lines, YAML and CSV, and writes JSON Lines and CSV; the formats
// are described in docs/import.md. It promises that
//   - reading is strict: a field or column that is not known, a key that stands
//     twice and a value of the wrong type are errors, each with its file, line,
//     column and path, and with the nearest name that is known,
//   - an import is checked whole before anything is stored, and stores nothing
//     when anything is wrong, unless it is told to keep going,
//   - what is written is read back as the same document,
//   - memory depends on the largest document and on the number of documents,
//     not on the size of the sources.
//
// Every format is first read into a tree of values that know their place. One
// decoder turns the tree into a Document, so all formats accept the same and
// complain in the same words.
//
// The package depends on package clauses, the standard library and a YAML
// parser. It knows no store: it puts documents into a Writer.
package ingest
