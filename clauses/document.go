package clauses

// A Document is an instrument with all its clauses, in the order of the
// instrument.
type Document struct {
	Instrument Instrument   `json:"instrument"`
	Clauses    []Clause     `json:"clauses,omitempty" validate:"clause_list"`
	Withdrawn  []Withdrawal `json:"withdrawn,omitempty" validate:"withdrawal_list"`
	// Correction says why a field that should never change (country, kind) is
	// changed by this import. It is kept in the history and not exported.
	Correction *Correction `json:"correction,omitempty"`
}

// An Instrument is one edition of an agreement, a law, an award, a guideline or
// a model text. Another edition is another Instrument, tied to it by a
// Relation.
type Instrument struct {
	ID             InstrumentID `json:"id" validate:"required,instrument_id"`
	Kind           Kind         `json:"kind" validate:"required,known"`
	Level          Level        `json:"level" validate:"required,known"`
	Titles         []Title      `json:"titles" validate:"required_list,dive"`
	Languages      []string     `json:"languages" validate:"required_list,dive,required,language"` // the authentic ones, BCP 47, the first is the leading one
	Territory      []Territory  `json:"territory" validate:"required_list,dive"`
	Sectors        []Sector     `json:"sectors,omitempty" validate:"list,dive"`    // none: all sectors, or not limited to one
	PublicServices []string     `json:"public_services,omitempty" validate:"list"` // codes of Taxonomy.PublicServices
	Parties        []Party      `json:"parties,omitempty" validate:"list,dive"`    // none: a law, or not known
	Signed         Date         `json:"signed,omitzero"`
	Validity       Validity     `json:"validity,omitzero"`
	Covers         *Covers      `json:"covers,omitempty"`
	Identifiers    []Identifier `json:"identifiers,omitempty" validate:"list,dive"`
	Source         Source       `json:"source,omitzero"`
	Relations      []Relation   `json:"relations,omitempty" validate:"list,dive"`
}

// A Clause is one provision of an instrument.
type Clause struct {
	ID        ClauseID   `json:"id" validate:"required,clause_id"`
	Locator   string     `json:"locator,omitempty" validate:"omitempty,name"` // "Article 80"; "" where it is not known
	Topics    []TopicID  `json:"topics" validate:"required_items"`
	Texts     []Text     `json:"texts" validate:"required_items,dive"`
	Evidence  Evidence   `json:"evidence"`
	Validity  Validity   `json:"validity,omitzero"` // what differs from the instrument's, see EffectiveValidity
	Terms     []Term     `json:"terms,omitempty" validate:"items,dive"`
	Relations []Relation `json:"relations,omitempty" validate:"items,dive"`
	Note      string     `json:"note,omitempty" validate:"omitempty,note"` // what a reader must know, in English
}

// Kind says what sort of instrument it is.
type Kind string

// The kinds of instruments.
const (
	CollectiveAgreement    Kind = "collective_agreement"
	CompanyAgreement       Kind = "company_agreement"
	FrameworkAgreement     Kind = "framework_agreement"
	SocialPartnerGuideline Kind = "social_partner_guideline"
	Legislation            Kind = "legislation"
	Regulation             Kind = "regulation"
	Standard               Kind = "standard"
	CodeOfPractice         Kind = "code_of_practice"
	ArbitrationAward       Kind = "arbitration_award"
	ModelClause            Kind = "model_clause"
)

// Kinds lists all kinds of instruments.
var Kinds = []Kind{
	CollectiveAgreement, CompanyAgreement, FrameworkAgreement, SocialPartnerGuideline,
	Legislation, Regulation, Standard, CodeOfPractice, ArbitrationAward, ModelClause,
}

// Level says how far an instrument reaches.
type Level string

// The levels of instruments.
const (
	CompanyLevel       Level = "company"
	SectorLevel        Level = "sector"
	NationalLevel      Level = "national"
	EuropeanLevel      Level = "european"
	InternationalLevel Level = "international"
)

// Levels lists all levels, from the narrowest to the widest.
var Levels = []Level{CompanyLevel, SectorLevel, NationalLevel, EuropeanLevel, InternationalLevel}

// A Title is what an instrument is called in one language.
type Title struct {
	Language string    `json:"language" validate:"required,language"` // BCP 47
	Text     string    `json:"text" validate:"required,title"`
	Kind     TitleKind `json:"kind" validate:"required,known"`
}

// TitleKind says where a title comes from.
type TitleKind string

// The kinds of titles.
const (
	OfficialTitle    TitleKind = "official"    // as the instrument itself has it
	DescriptiveTitle TitleKind = "descriptive" // ours, where the official one is not known
	TranslatedTitle  TitleKind = "translation"
)

// A Territory is where an instrument applies.
type Territory struct {
	Country     string `json:"country" validate:"required,country"`                    // ISO 3166-1 alpha-2; EU; 001 is worldwide
	Subdivision string `json:"subdivision,omitempty" validate:"omitempty,subdivision"` // ISO 3166-2, such as CA-QC
}

// A Party signed the instrument or is bound by it.
type Party struct {
	Name string    `json:"name" validate:"required,name"`
	Role PartyRole `json:"role" validate:"required,known"`
	Ref  string    `json:"ref,omitempty" validate:"omitempty,slug"` // the party's code in a file of parties, where there is one
}

// PartyRole says on which side a party stands.
type PartyRole string

// The roles of parties.
const (
	Union               PartyRole = "union"
	UnionConfederation  PartyRole = "union_confederation"
	Employer            PartyRole = "employer"
	EmployerAssociation PartyRole = "employer_association"
	Government          PartyRole = "government"
	WorksCouncil        PartyRole = "works_council"
	OtherParty          PartyRole = "other"
)

// Covers says whom an instrument covers, where that is known.
type Covers struct {
	Workers      int `json:"workers,omitempty" validate:"min=0"`       // number of workers covered
	EmployerSize int `json:"employer_size,omitempty" validate:"min=0"` // number of workers of the employer
}

// An Identifier is an official number of the instrument.
type Identifier struct {
	Scheme string `json:"scheme" validate:"required,name"` // BOE, CELEX, ELI, CCT, NUMAC …
	Value  string `json:"value" validate:"required,name"`
}

// A Source is a page that can be opened.
type Source struct {
	URL       string `json:"url,omitempty" validate:"omitempty,web_url"`
	Publisher string `json:"publisher,omitempty" validate:"omitempty,name"`
	Licence   string `json:"licence,omitempty" validate:"omitempty,name"` // SPDX identifier or plain words; "" is not known
	Checked   Date   `json:"checked,omitzero"`                            // the day somebody last opened it
	Archived  string `json:"archived,omitempty" validate:"omitempty,web_url"`
	SHA256    string `json:"sha256,omitempty" validate:"omitempty,sha256_hex"` // of the bytes that were read, in hexadecimal
	Supports  string `json:"supports,omitempty" validate:"omitempty,note"`     // what the page supports, where it is not the whole clause
}

// A Relation ties an instrument or a clause to an older or higher one.
type Relation struct {
	Type RelationType `json:"type" validate:"required,known"`
	To   string       `json:"to" validate:"required,any_id"` // an InstrumentID or a ClauseID
}

// RelationType says how two instruments or clauses are tied. The inverse links
// are computed, never written down.
type RelationType string

// The types of relations.
const (
	Supersedes   RelationType = "supersedes"
	Amends       RelationType = "amends"
	Implements   RelationType = "implements"
	Extends      RelationType = "extends" // an erga omnes decree extends an agreement
	Suspends     RelationType = "suspends"
	Annuls       RelationType = "annuls"
	Consolidates RelationType = "consolidates"
	RestsOn      RelationType = "rests_on"
)

// A Text is the clause in one language: its wording, a translation, or a
// summary in our words.
type Text struct {
	Language  string   `json:"language" validate:"required,language"` // BCP 47
	Kind      TextKind `json:"kind" validate:"required,known"`
	Heading   string   `json:"heading,omitempty" validate:"omitempty,title"`
	Text      string   `json:"text,omitempty" validate:"omitempty,body"` // "" only where the evidence is heading_only
	Made      Made     `json:"made"`
	Licence   string   `json:"licence,omitempty" validate:"omitempty,name"`       // SPDX identifier or plain words
	SourceURL string   `json:"source_url,omitempty" validate:"omitempty,web_url"` // where the wording stands
}

// TextKind says what a text is. A summary is never shown as law.
type TextKind string

// The kinds of texts.
const (
	Verbatim    TextKind = "verbatim"
	Translation TextKind = "translation"
	Summary     TextKind = "summary"
	Model       TextKind = "model"
)

// TextKinds lists all kinds of texts.
var TextKinds = []TextKind{Verbatim, Translation, Summary, Model}

// Made says who made a text and when.
type Made struct {
	Method   Method `json:"method" validate:"required,known"`
	Date     Date   `json:"date,omitzero"`
	Reviewed bool   `json:"reviewed,omitempty"` // true only when Reviewer read it against the source
	Reviewer string `json:"reviewer,omitempty" validate:"omitempty,name"`
}

// Method says how a text was made.
type Method string

// The methods of making a text.
const (
	Human     Method = "human"
	Machine   Method = "machine"
	Editorial Method = "editorial"
)

// Evidence says how well it is known that the instrument provides what the
// texts say.
type Evidence struct {
	Level       EvidenceLevel `json:"level" validate:"required,known"`
	HeadingOnly bool          `json:"heading_only,omitempty"` // only a heading is known: no rule is claimed
	Sources     []Source      `json:"sources,omitempty" validate:"items,dive"`
}

// EvidenceLevel grades the evidence by who published it.
type EvidenceLevel string

// The levels of evidence, the best first.
const (
	OfficialEvidence  EvidenceLevel = "official"  // gazette, registry, court, government, EU, ILO
	PartyEvidence     EvidenceLevel = "party"     // a signatory's page
	SecondaryEvidence EvidenceLevel = "secondary" // press, law firm, aggregator
	KnownEvidence     EvidenceLevel = "known"     // a well-known statute, not re-read
)

// EvidenceLevels lists all levels of evidence, the best first.
var EvidenceLevels = []EvidenceLevel{OfficialEvidence, PartyEvidence, SecondaryEvidence, KnownEvidence}

// LocatorVerified reports whether the locator rests on an official or a party's
// page. Where it does not, the locator is shown and cited as not verified.
func (e Evidence) LocatorVerified() bool {
	return e.Level == OfficialEvidence || e.Level == PartyEvidence
}

// A Term is a number of the clause that people compare: 60 days of notice.
type Term struct {
	Name  string  `json:"name" validate:"required,code"`
	Value float64 `json:"value"`
	Unit  string  `json:"unit" validate:"required,code"`
}

// A Withdrawal says that a clause, or the whole instrument, was taken out of
// the library. It says nothing about the law: that is Validity's State.
type Withdrawal struct {
	ID        string `json:"id" validate:"required,any_id"` // a ClauseID, or the InstrumentID for the whole document
	Date      Date   `json:"date"`
	Reason    string `json:"reason" validate:"required,note"`
	Successor string `json:"successor,omitempty" validate:"omitempty,any_id"` // the ID that replaces it, of the same sort
}

// A Correction gives the reason of a change that would otherwise be refused.
type Correction struct {
	Reason string `json:"reason" validate:"required,note"`
}
