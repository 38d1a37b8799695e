package clauses

// The limits of a document. One that bites is named in the problem. Characters
// are Unicode code points.
const (
	MaxClauses       = 20_000    // clauses of a document
	MaxWithdrawals   = 100_000   // withdrawals of a document
	MaxListItems     = 1_000     // entries of any other list of an instrument
	MaxClauseItems   = 100       // entries of any list of a clause
	MaxNameLength    = 300       // characters of a name, a number, a locator, a licence
	MaxTitleLength   = 2_000     // characters of a title or a heading
	MaxNoteLength    = 5_000     // characters of a note or a reason
	MaxURLLength     = 2_000     // characters of an address
	MaxTextBytes     = 200 << 10 // bytes of the body of one text
	MaxDocumentBytes = 64 << 20  // bytes of all texts, headings and notes of a document
	MaxProblems      = 1_000     // problems that Validate lists
)
