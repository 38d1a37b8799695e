package api

import (
	"time"

	"clausebank/clauses"
)

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

// ClauseBase is what a clause has wherever it is shown.
type ClauseBase struct {
	ID              clauses.ClauseID  `json:"id"`
	Locator         string            `json:"locator"`
	LocatorVerified bool              `json:"locator_verified"`
	Topics          []clauses.TopicID `json:"topics"`
	TopicLabels     []string          `json:"topic_labels"`
	Texts           []Text            `json:"texts"`
	Evidence        Evidence          `json:"evidence"`
	Validity        clauses.Validity  `json:"validity"` // the effective one
	Status          clauses.Status    `json:"status"`
	StatusLabel     string            `json:"status_label"`
	StatusOn        clauses.Date      `json:"status_on"`
	Terms           []clauses.Term    `json:"terms"`
	Note            string            `json:"note,omitempty"`
	Citation        string            `json:"citation"`
	Reuse           Reuse             `json:"reuse"`
	Links           ClauseLinks       `json:"links"`
}

// ClauseHit is a clause that a search found.
type ClauseHit struct {
	ClauseBase
	Instrument InstrumentShort `json:"instrument"`
	Score      float64         `json:"score"`
	Tier       int             `json:"tier"`
	Highlights []Highlight     `json:"highlights"`
}

// SimilarClause is a clause that is like another.
type SimilarClause struct {
	ClauseBase
	Instrument   InstrumentShort   `json:"instrument"`
	Score        float64           `json:"score"`
	SharedTopics []clauses.TopicID `json:"shared_topics"`
}

// Clause is a clause with its instrument and all its ties.
type Clause struct {
	ClauseBase
	Instrument InstrumentBase   `json:"instrument"`
	Relations  []Relation       `json:"relations"`
	Edition    string           `json:"edition"`
	Asked      clauses.ClauseID `json:"asked,omitempty"`
	Editions   []Edition        `json:"editions"`
}

// Edition is one edition of a clause.
type Edition struct {
	ID      clauses.ClauseID `json:"id"`
	Locator string           `json:"locator"`
	Title   string           `json:"title"`
	From    clauses.Date     `json:"from,omitzero"`
	To      clauses.Date     `json:"to,omitzero"`
	Status  clauses.Status   `json:"status"`
	Href    string           `json:"href"`
}

// ClauseLinks are addresses that belong to a clause.
type ClauseLinks struct {
	Self       string `json:"self"`
	Instrument string `json:"instrument"`
	History    string `json:"history"`
	Similar    string `json:"similar"`
	Citation   string `json:"citation"`
	Source     string `json:"source,omitempty"`
}

// Text is a clause in one language.
type Text struct {
	Language      string           `json:"language"`
	LanguageLabel string           `json:"language_label"`
	Kind          clauses.TextKind `json:"kind"`
	KindLabel     string           `json:"kind_label"`
	Authentic     bool             `json:"authentic"`
	Heading       string           `json:"heading,omitempty"`
	Text          string           `json:"text,omitempty"`
	Made          clauses.Made     `json:"made"`
	Licence       string           `json:"licence,omitempty"`
	Reuse         string           `json:"reuse"`
	SourceURL     string           `json:"source_url,omitempty"`
}

// Evidence says how well a clause is known.
type Evidence struct {
	Level       clauses.EvidenceLevel `json:"level"`
	LevelLabel  string                `json:"level_label"`
	HeadingOnly bool                  `json:"heading_only"`
	Sources     []clauses.Source      `json:"sources"`
}

// Reuse says what may be copied.
type Reuse struct {
	Licences []string `json:"licences"`
	Note     string   `json:"note"`
}

// Relation is a tie to another instrument or clause.
type Relation struct {
	Type      clauses.RelationType `json:"type"`
	Direction string               `json:"direction"` // to, from
	ID        string               `json:"id"`
	Title     string               `json:"title,omitempty"`
	Locator   string               `json:"locator,omitempty"`
	Href      string               `json:"href,omitempty"`
}

// InstrumentShort is an instrument in short.
type InstrumentShort struct {
	ID            clauses.InstrumentID `json:"id"`
	Title         string               `json:"title"`
	TitleLanguage string               `json:"title_language"`
	Kind          clauses.Kind         `json:"kind"`
	KindLabel     string               `json:"kind_label"`
	Level         clauses.Level        `json:"level"`
	LevelLabel    string               `json:"level_label"`
	Territory     []Territory          `json:"territory"`
	Signed        clauses.Date         `json:"signed,omitzero"`
	Href          string               `json:"href"`
}

// InstrumentBase is what an instrument has wherever it is shown in full.
type InstrumentBase struct {
	ID                  clauses.InstrumentID `json:"id"`
	Title               string               `json:"title"`
	TitleLanguage       string               `json:"title_language"`
	Titles              []clauses.Title      `json:"titles"`
	Kind                clauses.Kind         `json:"kind"`
	KindLabel           string               `json:"kind_label"`
	Level               clauses.Level        `json:"level"`
	LevelLabel          string               `json:"level_label"`
	Languages           []string             `json:"languages"`
	Territory           []Territory          `json:"territory"`
	Sectors             []Sector             `json:"sectors"`
	PublicServices      []string             `json:"public_services"`
	PublicServiceLabels []string             `json:"public_service_labels"`
	Parties             []clauses.Party      `json:"parties"`
	Signed              clauses.Date         `json:"signed,omitzero"`
	Validity            clauses.Validity     `json:"validity"`
	Covers              *clauses.Covers      `json:"covers,omitempty"`
	Identifiers         []clauses.Identifier `json:"identifiers"`
	Source              clauses.Source       `json:"source"`
	Status              clauses.Status       `json:"status"`
	StatusLabel         string               `json:"status_label"`
	StatusOn            clauses.Date         `json:"status_on"`
	Links               InstrumentLinks      `json:"links"`
}

// InstrumentHit is an instrument that a search found.
type InstrumentHit struct {
	InstrumentBase
	Score      float64 `json:"score"`
	Tier       int     `json:"tier"`
	BestClause Target  `json:"best_clause"`
}

// InstrumentDetail is an instrument with its ties.
type InstrumentDetail struct {
	InstrumentBase
	Relations   []Relation       `json:"relations"`
	ClauseCount int              `json:"clause_count"`
	Reuse       Reuse            `json:"reuse"`
	Revision    clauses.Revision `json:"revision"`
}

// InstrumentLinks are addresses that belong to an instrument.
type InstrumentLinks struct {
	Self    string `json:"self"`
	Clauses string `json:"clauses"`
	Source  string `json:"source,omitempty"`
}

// Territory is where an instrument applies.
type Territory struct {
	Country      string `json:"country"`
	CountryLabel string `json:"country_label"`
	Subdivision  string `json:"subdivision,omitempty"`
}

// Sector is a branch of the economy.
type Sector struct {
	Scheme string `json:"scheme"`
	Code   string `json:"code"`
	Label  string `json:"label"`
}

// Target is a clause or an instrument, in short.
type Target struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Locator string `json:"locator,omitempty"`
	Href    string `json:"href"`
}

// History is the versions of a clause in the library.
type History struct {
	ID    clauses.ClauseID `json:"id"`
	Items []Version        `json:"items"`
}

// Version is a clause as it stood from one revision to the next.
type Version struct {
	Revision   clauses.Revision    `json:"revision"`
	Time       time.Time           `json:"time"`
	Clause     *clauses.Clause     `json:"clause,omitempty"`
	Withdrawal *clauses.Withdrawal `json:"withdrawal,omitempty"`
	Correction string              `json:"correction,omitempty"`
}

// Similar is the clauses that are like another.
type Similar struct {
	ID    clauses.ClauseID `json:"id"`
	How   string           `json:"how"`
	Items []SimilarClause  `json:"items"`
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
