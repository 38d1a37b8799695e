package clauses

// Validity says from when to when an instrument or a clause applies, as far as
// it is known.
type Validity struct {
	From      Date  `json:"from,omitzero"`
	To        Date  `json:"to,omitzero"` // known end; needs End fixed or renews
	End       End   `json:"end,omitempty" validate:"omitempty,known"`
	Checked   Date  `json:"checked,omitzero"` // the day it was last found to be so
	State     State `json:"state,omitempty" validate:"omitempty,known"`
	StateFrom Date  `json:"state_from,omitzero"` // not known: nobody can say from when State holds
}

// End says how a validity ends. "" means unknown.
type End string

// The ways in which a validity ends.
const (
	EndFixed   End = "fixed"  // at To
	EndOpen    End = "open"   // indefinite: statutes, open-ended agreements
	EndRenews  End = "renews" // tacit renewal or after-effect
	EndUnknown End = "unknown"
)

// State says that the law itself was taken away: not our withdrawal from the
// library. "" means that nothing of the sort is known.
type State string

// The states of an instrument or a clause that no longer applies.
const (
	Suspended State = "suspended"
	Annulled  State = "annulled"
	Repealed  State = "repealed"
)

// Status says whether a clause applies on a day.
type Status string

// The statuses.
const (
	InForce    Status = "in_force"
	Presumed   Status = "presumed" // open or renewing, and not checked on or after the day
	NotInForce Status = "not_in_force"
	Unknown    Status = "unknown"
)

// Statuses lists all statuses in the order in which readers see them.
var Statuses = []Status{InForce, Presumed, NotInForce, Unknown}

// EffectiveValidity returns the validity of a clause of the instrument. What
// the clause says replaces what the instrument says: From; Checked; End with
// To; State with StateFrom. A From that neither knows is the day of signature.
func (i Instrument) EffectiveValidity(c Clause) Validity {
	v := i.Validity
	if !c.Validity.From.IsZero() {
		v.From = c.Validity.From
	}
	if !c.Validity.Checked.IsZero() {
		v.Checked = c.Validity.Checked
	}
	if c.Validity.End != "" || !c.Validity.To.IsZero() {
		v.End, v.To = c.Validity.End, c.Validity.To
	}
	if c.Validity.State != "" {
		v.State, v.StateFrom = c.Validity.State, c.Validity.StateFrom
	}
	if v.From.IsZero() {
		v.From = i.Signed
	}
	return v
}

// On returns the status on day d: the first of these that fits.
//
//  1. not_in_force: d is before every day that From can mean; or the end is
//     fixed and d is after every day that To can mean; or d is on or after
//     every day that StateFrom can mean.
//  2. unknown: there is a State whose day is not known, or d is one of the days
//     that StateFrom can mean.
//  3. in_force: d is on or after every day that From can mean, and either d is
//     on or before every day that To can mean, or the end is open or renews and
//     d is on or before Checked.
//  4. presumed: d is on or after every day that From can mean and the end is
//     open or renews.
//  5. unknown.
func (v Validity) On(d Day) Status {
	fromKnown, toKnown := !v.From.IsZero(), !v.To.IsZero()
	runsOn := v.End == EndOpen || v.End == EndRenews
	switch {
	case fromKnown && d < v.From.Earliest(),
		v.End == EndFixed && toKnown && d > v.To.Latest(),
		v.State != "" && !v.StateFrom.IsZero() && d >= v.StateFrom.Latest():
		return NotInForce
	case v.State != "" && (v.StateFrom.IsZero() || d >= v.StateFrom.Earliest()):
		return Unknown
	case !fromKnown || d < v.From.Latest():
		return Unknown
	case toKnown && d <= v.To.Earliest(),
		runsOn && !v.Checked.IsZero() && d <= v.Checked.Earliest():
		return InForce
	case runsOn:
		return Presumed
	}
	return Unknown
}
