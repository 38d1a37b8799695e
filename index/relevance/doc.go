// Package relevance measures how well searches answer questions.
//
// It asks the questions of a judged set (needs that readers have, each put in
// six languages, with the clauses that answer them) in four ways: by the
// library's own engine, by the same without concepts, by Bleve as it comes, and
// by Bleve with the same concepts. Each is asked of two libraries: the whole
// one, and one that holds no text and no title in the language of the question,
// so that only a crossing of languages can answer.
//
// A set is a directory of three files. needs.yaml is a list of needs with id,
// kind, half (tuning or reporting), need (what the reader wants to know) and
// queries (by language). judgements.tsv has a line for each clause that was
// judged, with need, clause, grade and, where the judgement is of one question
// alone, its language: a phrase in French is no answer to one in German, and
// none where the French text is missing. Grade 2 answers the need, 1 is useful,
// 0 is neither; clauses that were not judged count as 0. frozen.sha256 holds the
// hash of both files, so that no judgement changes unseen.
//
// The package promises that
//   - the same set and the same library give the same figures, byte for byte,
//   - a set that is not sound is refused with everything that is wrong,
//   - nothing is counted of a question that a library cannot answer, except
//     whether the answer was empty.
//
// It imports an engine and Bleve itself because it compares them; nothing that
// serves readers may import it.
package relevance
