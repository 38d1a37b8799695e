package clauses

import "testing"

func parseDates(t *testing.T, from, to, checked, stateFrom string) (f, o, c, s Date) {
	t.Helper()
	for _, d := range []struct {
		in  string
		out *Date
	}{{from, &f}, {to, &o}, {checked, &c}, {stateFrom, &s}} {
		if d.in == "" {
			continue
		}
		var err error
		if *d.out, err = ParseDate(d.in); err != nil {
			t.Fatal(err)
		}
	}
	return f, o, c, s
}

func TestValidityOn(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name          string
		from, to      string
		end           End
		checked       string
		state         State
		stateFrom, on string
		want          Status
	}{
		{name: "nothing known", on: "2022-01-01", want: Unknown},
		{name: "the day before", from: "2021-03-30", end: EndOpen, on: "2021-03-29", want: NotInForce},
		{name: "the first day", from: "2021-03-30", to: "2023-12-31", end: EndFixed, on: "2021-03-30", want: InForce},
		{name: "the last day", from: "2021-03-30", to: "2023-12-31", end: EndFixed, on: "2023-12-31", want: InForce},
		{name: "the day after", from: "2021-03-30", to: "2023-12-31", end: EndFixed, on: "2024-01-01", want: NotInForce},
		{name: "fixed without from, after", to: "2023-12-31", end: EndFixed, on: "2024-01-01", want: NotInForce},
		{name: "fixed without from, before", to: "2023-12-31", end: EndFixed, on: "2023-01-01", want: Unknown},
		{name: "from is a year, the year before", from: "2021", end: EndOpen, on: "2020-12-31", want: NotInForce},
		{name: "from is a year, in it", from: "2021", end: EndOpen, on: "2021-06-01", want: Unknown},
		{name: "from is a year, its last day", from: "2021", end: EndOpen, on: "2021-12-31", want: Presumed},
		{name: "to is a year, in it", from: "2021-01-01", to: "2023", end: EndFixed, on: "2023-06-01", want: Unknown},
		{name: "to is a year, its first day", from: "2021-01-01", to: "2023", end: EndFixed, on: "2023-01-01", want: InForce},
		{name: "to is a year, the year after", from: "2021-01-01", to: "2023", end: EndFixed, on: "2024-01-01", want: NotInForce},
		{name: "to is a month, in it", from: "2021-01-01", to: "2023-03", end: EndFixed, on: "2023-03-15", want: Unknown},
		{name: "open, checked that day", from: "2021-01-01", end: EndOpen, checked: "2026-11-21", on: "2026-11-21", want: InForce},
		{name: "open, checked earlier", from: "2021-01-01", end: EndOpen, checked: "2026-11-21", on: "2026-11-22", want: Presumed},
		{name: "open, never checked", from: "2021-01-01", end: EndOpen, on: "2022-01-01", want: Presumed},
		{name: "renews, within the term", from: "2021-01-01", to: "2023-12-31", end: EndRenews, on: "2022-01-01", want: InForce},
		{name: "renews, after the term", from: "2021-01-01", to: "2023-12-31", end: EndRenews, on: "2024-01-01", want: Presumed},
		{name: "renews, after the term, checked", from: "2021-01-01", to: "2023-12-31", end: EndRenews, checked: "2024-06-30", on: "2024-01-01", want: InForce},
		{name: "unknown end, though checked", from: "2021-01-01", end: EndUnknown, checked: "2026-11-21", on: "2022-01-01", want: Unknown},
		{name: "no end, though checked", from: "2021-01-01", checked: "2026-11-21", on: "2022-01-01", want: Unknown},
		{name: "annulled, the day before", from: "2021-01-01", end: EndOpen, checked: "2026-11-21", state: Annulled, stateFrom: "2022-05-10", on: "2022-05-09", want: InForce},
		{name: "annulled, that day", from: "2021-01-01", end: EndOpen, checked: "2026-11-21", state: Annulled, stateFrom: "2022-05-10", on: "2022-05-10", want: NotInForce},
		{name: "repealed in a month, in it", from: "2021-01-01", end: EndOpen, checked: "2026-11-21", state: Repealed, stateFrom: "2022-05", on: "2022-05-10", want: Unknown},
		{name: "repealed in a month, its last day", from: "2021-01-01", end: EndOpen, state: Repealed, stateFrom: "2022-05", on: "2022-05-31", want: NotInForce},
		{name: "repealed in a month, before", from: "2021-01-01", end: EndOpen, state: Repealed, stateFrom: "2022-05", on: "2022-04-30", want: Presumed},
		{name: "suspended, nobody knows when", from: "2021-01-01", end: EndOpen, checked: "2026-11-21", state: Suspended, on: "2022-01-01", want: Unknown},
		{name: "suspended, nobody knows when, before from", from: "2021-01-01", end: EndOpen, state: Suspended, on: "2020-01-01", want: NotInForce},
		{name: "suspended, nobody knows when, after to", from: "2021-01-01", to: "2022-01-01", end: EndFixed, state: Suspended, on: "2023-01-01", want: NotInForce},
	} {
		v := Validity{End: tt.end, State: tt.state}
		v.From, v.To, v.Checked, v.StateFrom = parseDates(t, tt.from, tt.to, tt.checked, tt.stateFrom)
		day, err := ParseDay(tt.on)
		if err != nil {
			t.Fatal(err)
		}
		if got := v.On(day); got != tt.want {
			t.Errorf("%s: On(%s) = %s, want %s", tt.name, tt.on, got, tt.want)
		}
	}
}

func TestEffectiveValidity(t *testing.T) {
	t.Parallel()
	base := Validity{
		From: Date{Year: 2019}, To: Date{Year: 2023}, End: EndFixed, Checked: Date{2026, 11, 21}, State: Annulled, StateFrom: Date{Year: 2022},
	}
	with := func(change func(*Validity)) Validity { v := base; change(&v); return v }
	for _, tt := range []struct {
		name      string
		of        Instrument
		own, want Validity
	}{
		{"nothing of its own", Instrument{Validity: base}, Validity{}, base},
		{"from", Instrument{Validity: base}, Validity{From: Date{Year: 2020}}, with(func(v *Validity) { v.From = Date{Year: 2020} })},
		{"checked", Instrument{Validity: base}, Validity{Checked: Date{Year: 2027}}, with(func(v *Validity) { v.Checked = Date{Year: 2027} })},
		{"end replaces to", Instrument{Validity: base}, Validity{End: EndOpen}, with(func(v *Validity) { v.End, v.To = EndOpen, Date{} })},
		{"to replaces end", Instrument{Validity: base}, Validity{To: Date{Year: 2025}, End: EndRenews},
			with(func(v *Validity) { v.End, v.To = EndRenews, Date{Year: 2025} })},
		{"state replaces its day", Instrument{Validity: base}, Validity{State: Suspended},
			with(func(v *Validity) { v.State, v.StateFrom = Suspended, Date{} })},
		{"signed stands in for from", Instrument{Signed: Date{Year: 2018}}, Validity{End: EndOpen}, Validity{From: Date{Year: 2018}, End: EndOpen}},
		{"signed does not replace from", Instrument{Signed: Date{Year: 2018}, Validity: base}, Validity{}, base},
	} {
		if got := tt.of.EffectiveValidity(Clause{Validity: tt.own}); got != tt.want {
			t.Errorf("%s: EffectiveValidity() = %v, want %v", tt.name, got, tt.want)
		}
	}
}
