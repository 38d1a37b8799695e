package clauses

// A VerifyReport says what a store found when it read all that it holds.
type VerifyReport struct {
	Revision    Revision      // the newest
	Documents   int           // as they now stand, neither withdrawn nor purged
	Clauses     int           // of those documents
	Withdrawn   int           // instruments
	Purged      int           // instruments
	Versions    int           // states of documents, earlier ones included
	Links       int           // pairs of which one points to the other
	Identifiers int           // official numbers by which instruments are found
	Faults      []VerifyFault // none: the store is sound
}

// A VerifyFault is something in a store that is not as it must be.
type VerifyFault struct {
	Place  string // "version 17", "clause es-banca-2021.art-80" …
	Reason string
}
