package api

import "clausebank/clauses"

// The JSON of the API, as openapi.yaml describes it. Lists are never null; what
// is not known is left out. The small types of package clauses whose JSON is
// the same here and in documents are used as they are.

// ClauseSearch is one page of clauses.
type ClauseSearch struct {
	Total    int              `json:"total"`
	Items    []ClauseHit      `json:"items"`
	Facets   Facets           `json:"facets"`
	Read     Read             `json:"read"`
	On       clauses.Date     `json:"on"`
	Next     string           `json:"next,omitempty"`
	Revision clauses.Revision `json:"revision"`
}

// InstrumentSearch is one page of instruments.
type InstrumentSearch struct {
	Total    int              `json:"total"`
	Items    []InstrumentHit  `json:"items"`
	Facets   Facets           `json:"facets"`
	Read     Read             `json:"read"`
	On       clauses.Date     `json:"on"`
	Next     string           `json:"next,omitempty"`
	Revision clauses.Revision `json:"revision"`
}

// Read says what a search understood of the query.
type Read struct {
	Tree        string           `json:"tree"`
	Concepts    []Concept        `json:"concepts"`
	Corrections []WordCorrection `json:"corrections"`
	DidYouMean  []WordCorrection `json:"did_you_mean"`
	Relaxed     bool             `json:"relaxed"`
	LeftOut     []string         `json:"left_out"`
}

// Concept is a concept that words of a query name.
type Concept struct {
	ID       string   `json:"id"`
	Label    string   `json:"label"`
	Words    []string `json:"words"`
	Searched bool     `json:"searched"`
	Topics   []string `json:"topics"`
}

// WordCorrection is a word that was taken for another.
type WordCorrection struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Facets holds the counts of fields by the name of the field.
type Facets map[string][]FacetValue

// FacetValue is a value of a field with its count.
type FacetValue struct {
	Value    string `json:"value"`
	Label    string `json:"label"`
	Count    int    `json:"count"`
	Selected bool   `json:"selected"`
}

// Highlight is a passage of a text with the words that matched. Offsets count
// UTF-16 code units.
type Highlight struct {
	Language string           `json:"language"`
	TextKind clauses.TextKind `json:"text_kind"`
	Part     string           `json:"part"`
	Start    int              `json:"start"`
	Text     string           `json:"text"`
	Marks    []Mark           `json:"marks"`
}

// Mark is a stretch of a passage.
type Mark struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Vocabulary is a list of codes with labels and counts.
type Vocabulary struct {
	Items    []VocabularyItem `json:"items"`
	Revision clauses.Revision `json:"revision"`
}

// VocabularyItem is a code with its label and count.
type VocabularyItem struct {
	Value    string           `json:"value"`
	Label    string           `json:"label"`
	Count    int              `json:"count"`
	Children []VocabularyItem `json:"children,omitempty"`
}

// Suggestions is what a reader may mean.
type Suggestions struct {
	Items []Suggestion `json:"items"`
}

// Suggestion is a topic, a concept, an instrument or a party.
type Suggestion struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
	Label string `json:"label"`
	Href  string `json:"href"`
}

// LookupRequest is a text in which to find citations.
type LookupRequest struct {
	Text string `json:"text"`
}

// Lookup is the citations of a text.
type Lookup struct {
	Items []LookupItem `json:"items"`
}

// LookupItem is a citation, and what it names. Offsets count UTF-16 code units.
type LookupItem struct {
	Text       string              `json:"text"`
	Start      int                 `json:"start"`
	End        int                 `json:"end"`
	Found      bool                `json:"found"`
	Clause     *Target             `json:"clause,omitempty"`
	Clauses    []Target            `json:"clauses"`
	Instrument *Target             `json:"instrument,omitempty"`
	Withdrawn  *clauses.Withdrawal `json:"withdrawn,omitempty"`
}

// WithdrawalRequest is why an instrument is withdrawn.
type WithdrawalRequest struct {
	Reason    string               `json:"reason"`
	Successor clauses.InstrumentID `json:"successor"`
}

// Receipt is what became durable.
type Receipt struct {
	ID         clauses.InstrumentID `json:"id"`
	Revision   clauses.Revision     `json:"revision"`
	Created    bool                 `json:"created"`
	Searchable bool                 `json:"searchable"`
}

// ImportReport is what an import did.
type ImportReport struct {
	Documents       int              `json:"documents"`
	Imported        int              `json:"imported"`
	Unchanged       int              `json:"unchanged"`
	Rejected        int              `json:"rejected"`
	Clauses         int              `json:"clauses"`
	Revision        clauses.Revision `json:"revision"`
	Searchable      bool             `json:"searchable"`
	DryRun          bool             `json:"dry_run"`
	Problems        []Fault          `json:"problems"`
	ProblemsLeftOut int              `json:"problems_left_out"`
}

// Health says that the server is alive.
type Health struct {
	Status  string `json:"status"`
	Version string `json:"version"`
}

// Readiness says how far the index is.
type Readiness struct {
	Ready    bool             `json:"ready"`
	Revision clauses.Revision `json:"revision"`
	Indexed  clauses.Revision `json:"indexed"`
}

// Problem is an error, by RFC 9457.
type Problem struct {
	Type      string       `json:"type"`
	Title     string       `json:"title"`
	Status    int          `json:"status"`
	Detail    string       `json:"detail"`
	RequestID string       `json:"request_id"`
	Errors    []Fault      `json:"errors,omitempty"`
	Known     []string     `json:"known,omitempty"`
	Column    int          `json:"column,omitempty"`
	Expected  string       `json:"expected,omitempty"`
	Limit     string       `json:"limit,omitempty"`
	Max       int64        `json:"max,omitempty"`
	Restart   string       `json:"restart,omitempty"`
	Reason    string       `json:"reason,omitempty"`
	Date      clauses.Date `json:"date,omitzero"`
	Successor *Successor   `json:"successor,omitempty"`
}

// Successor is what takes the place of something withdrawn.
type Successor struct {
	ID   string `json:"id"`
	Href string `json:"href"`
}

// Fault is a single fault of a request.
type Fault struct {
	Parameter string `json:"parameter,omitempty"`
	File      string `json:"file,omitempty"`
	Line      int    `json:"line,omitempty"`
	Column    int    `json:"column,omitempty"`
	ID        string `json:"id,omitempty"`
	Path      string `json:"path,omitempty"`
	Reason    string `json:"reason"`
	Remedy    string `json:"remedy,omitempty"`
}
