// Package bleve is the index.Engine that stands on Bleve: on disk, or in memory.
//
// Bleve's scorch writes, merges and keeps the inverted index; what matches, in
// which order and with which counts is worked out here, because those rules
// (docs/design.md, "Search") are not Bleve's: texts are grouped into clauses,
// hits into tiers, facets ignore their own filter, and all counts are exact.
//
// # What is written
//
// An instrument is one Bleve document, and each text of its clauses is a
// document nested in it. So a family (an instrument, then its texts, in the order
// of the document) has adjacent numbers in one segment, and replacing or
// deleting an instrument replaces or deletes the family.
//
//	instrument  _id   the instrument's ID
//	            row   stored: all that filters, orders and facets need, see row.go
//	text        _id   "#", the same for all: nobody looks a text up
//	            exact the exact forms of heading, body and context
//	            stem  their stems under the rules of the text's language
//	            concept the concepts that it names, see mention.go
//
// The frequency of a term in a text is its weighted tf: occurrences in the
// heading count index.HeadingWeight times. A term has one location in a text,
// which holds all of its positions: Start says how many stand in the heading,
// End how many in the body, and the array positions are the numbers of the words
// in their part, the heading's first, then the body's, then the context's. There
// are no norms (the lengths are in the row), no doc values and no stored text.
//
// The position that the index has reached is an internal value, written in the
// batch that reaches it.
//
// # What is kept in memory
//
// A view holds the rows of one segment as columns. It never changes, and is
// made once for each segment of the process. A generation is a state of the
// library that searches read: a scorch snapshot, a view for each of its segments,
// and what of each is alive. Apply makes the next generation and
// exchanges it in one step, so a search sees all of an Apply or nothing of it.
// Merges change no content; the generation that uses their segments is made in
// the background when a search notices them. Walks by relevance keep the
// generation of their first page.
//
// # How a search runs
//
// search.go is the road map: the expression gives, for each segment, a bit for
// each text that matches, with tier and score (tree.go, leaf.go, words.go,
// like.go); sift applies the filters and counts facets; rank orders what is left.
//
// The package promises what index.Engine asks for, and that a damaged directory
// is an error (ErrCorrupt), never a panic and never a wrong answer that could
// have been noticed: segment files are checked against their checksums when the
// index is opened.
package bleve
