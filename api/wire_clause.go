package api

import (
	"time"

	"clausebank/clauses"
)

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
