package clauses

import (
	"fmt"
	"math"
)

// clauses checks the clauses of a document, and that they belong to it.
func (c *checker) clauses(d Document) {
	first := make(map[ClauseID]int, len(d.Clauses))
	size := 0
	for n, clause := range d.Clauses {
		if c.full() {
			return
		}
		path := index("clauses", n)
		if clause.ID.Valid() && clause.ID.Instrument() != d.Instrument.ID {
			c.report(path+".id", fmt.Sprintf("%q does not belong to the instrument %q", clause.ID, d.Instrument.ID),
				fmt.Sprintf("begin it with %q", d.Instrument.ID+"."))
		}
		if before, twice := first[clause.ID]; twice && clause.ID != "" {
			c.report(path+".id", fmt.Sprintf("%q is also the ID of clauses[%d]", clause.ID, before), "give each clause its own ID")
		} else {
			first[clause.ID] = n
		}
		if c.tags(path, &clause) {
			c.clause(path, clause)
		}
		c.override(path+".validity", d.Instrument.Validity, clause.Validity)
		size += textBytes(clause)
	}
	if size > MaxDocumentBytes {
		c.report("clauses", fmt.Sprintf("have %d bytes of text, the limit is %d", size, MaxDocumentBytes),
			"divide the instrument")
	}
}

func textBytes(clause Clause) int {
	n := len(clause.Note)
	for _, t := range clause.Texts {
		n += len(t.Heading) + len(t.Text)
	}
	return n
}

func (c *checker) clause(path string, clause Clause) {
	topics := make([]string, len(clause.Topics))
	for n, topic := range clause.Topics {
		topics[n] = string(topic)
	}
	c.codes(path+".topics", topics, c.taxonomy.Topics, "topic")
	c.texts(path+".texts", clause)
	for n, s := range clause.Evidence.Sources {
		at := index(path+".evidence.sources", n)
		c.source(at, s)
		if s == (Source{}) {
			c.report(at, "says nothing", "give the page's address, or leave it out")
		}
	}
	c.validity(path+".validity", clause.Validity)
	checkUnique(c, path+".terms", clause.Terms)
	for n, term := range clause.Terms {
		if math.IsNaN(term.Value) || math.IsInf(term.Value, 0) {
			c.report(index(path+".terms", n)+".value", "is not a finite number", "write the number itself")
		}
	}
	c.relations(path+".relations", string(clause.ID), clause.Relations)
}

// texts checks each text of a clause. There is one of each kind in a language.
func (c *checker) texts(path string, clause Clause) {
	type sort struct {
		language string
		kind     TextKind
	}
	seen := make(map[sort]bool, len(clause.Texts))
	for n, t := range clause.Texts {
		at := index(path, n)
		if s := (sort{t.Language, t.Kind}); seen[s] {
			c.report(at, fmt.Sprintf("is a second %s in %q", t.Kind, t.Language), "put the two together, or leave one out")
		} else {
			seen[s] = true
		}
		c.wording(at, t, clause.Evidence.HeadingOnly)
		c.made(at+".made", t.Made)
		if t.Kind != Verbatim && t.Kind != Translation {
			continue
		}
		if t.Licence == "" {
			c.report(at+".licence", fmt.Sprintf("is missing, and the text is a %s one", t.Kind),
				"say under which licence the wording may be shown, or write a summary")
		}
		if t.SourceURL == "" {
			c.report(at+".source_url", fmt.Sprintf("is missing, and the text is a %s one", t.Kind),
				"give the page where the wording stands")
		}
	}
}

// wording checks that a text says something, and no rule where only the
// heading is known.
func (c *checker) wording(path string, t Text, headingOnly bool) {
	switch {
	case headingOnly && t.Text != "":
		c.report(path+".text", "claims a rule, but evidence.heading_only says that only the heading is known",
			"leave the text out, or read the clause and take heading_only away")
	case headingOnly && t.Heading == "":
		c.report(path+".heading", "is missing, and only the heading is known", "give the heading")
	case !headingOnly && t.Text == "":
		c.report(path+".text", "is empty", "write the text, or set evidence.heading_only where only the heading is known")
	}
}

func (c *checker) made(path string, m Made) {
	c.date(path+".date", m.Date)
	if m.Reviewed && m.Reviewer == "" {
		c.report(path+".reviewer", "is missing, and the text is marked as reviewed", "name who read it against the source")
	}
	if !m.Reviewed && m.Reviewer != "" {
		c.report(path+".reviewed", "is not true, but there is a reviewer", "set reviewed, or leave the reviewer out")
	}
}

// override checks the dates that a clause takes from its instrument against
// those that it has itself.
func (c *checker) override(path string, of, own Validity) {
	ownEnd := own.End != "" || !own.To.IsZero()
	switch {
	case own.From.IsZero() && ownEnd && after(of.From, own.To):
		c.report(path+".to", fmt.Sprintf("%s is before the instrument's beginning, %s", own.To, of.From),
			"correct one of the dates, or give the clause its own from")
	case !ownEnd && after(own.From, of.To):
		c.report(path+".from", fmt.Sprintf("%s is after the instrument's end, %s", own.From, of.To),
			"correct one of the dates, or give the clause its own end")
	}
}

// after reports whether every day that a can mean is after every day that b
// can mean; false where one of them is not known.
func after(a, b Date) bool {
	return !a.IsZero() && !b.IsZero() && a.Earliest() > b.Latest()
}
