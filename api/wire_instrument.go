package api

import "clausebank/clauses"

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
