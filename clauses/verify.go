package clauses

// A VerifyReport says what a store found when it read all that it holds.
type VerifyReport struct {
	Revision    Revision      `json:"revision"`    // the newest
	Documents   int           `json:"documents"`   // as they now stand, neither withdrawn nor purged
	Clauses     int           `json:"clauses"`     // of those documents
	Withdrawn   int           `json:"withdrawn"`   // instruments
	Purged      int           `json:"purged"`      // instruments
	Versions    int           `json:"versions"`    // states of documents, earlier ones included
	Links       int           `json:"links"`       // pairs of which one points to the other
	Identifiers int           `json:"identifiers"` // official numbers by which instruments are found
	Faults      []VerifyFault `json:"faults"`      // none: the store is sound
}

// A VerifyFault is something in a store that is not as it must be.
type VerifyFault struct {
	Place  string `json:"place"` // "version 17", "clause es-banca-2021.art-80" …
	Reason string `json:"reason"`
}
