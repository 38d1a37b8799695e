package clauses

import (
	"encoding/json"
	"fmt"
	"time"
)

// A Date is a day of the Gregorian calendar as far as it is known: a year, a
// year and a month, or a full day. The zero Date is not known at all. In JSON
// it is "2021", "2021-03" or "2021-03-30".
type Date struct {
	Year  int
	Month time.Month // 0: not known
	Day   int        // 0: not known
}

// MinYear and MaxYear bound the years that a Date may have.
const (
	MinYear = 1800
	MaxYear = 2200
)

// ParseDate reads "2021", "2021-03" or "2021-03-30". A date that is not in the
// calendar, or whose year is outside MinYear to MaxYear, is an error.
func ParseDate(s string) (Date, error) {
	layouts := map[int]string{4: "2006", 7: "2006-01", 10: "2006-01-02"}
	layout, ok := layouts[len(s)]
	if !ok {
		return Date{}, fmt.Errorf("%q is not a date: write 2021, 2021-03 or 2021-03-30", s)
	}
	t, err := time.Parse(layout, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date of the calendar: write 2021, 2021-03 or 2021-03-30", s)
	}
	if t.Year() < MinYear || t.Year() > MaxYear {
		return Date{}, fmt.Errorf("the year of %q is outside %d to %d", s, MinYear, MaxYear)
	}
	d := Date{Year: t.Year()}
	if len(s) >= 7 {
		d.Month = t.Month()
	}
	if len(s) == 10 {
		d.Day = t.Day()
	}
	return d, nil
}

// IsZero reports whether nothing is known of the date.
func (d Date) IsZero() bool { return d == Date{} }

// Full reports whether year, month and day are known.
func (d Date) Full() bool { return d.Year != 0 && d.Month != 0 && d.Day != 0 }

// String returns the date as it is written in JSON, "" for the zero Date.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Earliest returns the first day that the date can mean. The date must not be
// zero.
func (d Date) Earliest() Day {
	return dayOf(d.Year, max(d.Month, time.January), max(d.Day, 1))
}

// Latest returns the last day that the date can mean. The date must not be
// zero.
func (d Date) Latest() Day {
	switch {
	case d.Month == 0:
		return dayOf(d.Year, time.December, 31)
	case d.Day == 0:
		return dayOf(d.Year, d.Month+1, 0)
	}
	return dayOf(d.Year, d.Month, d.Day)
}

// MarshalJSON writes the date as a string.
func (d Date) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// UnmarshalJSON reads what MarshalJSON writes; null and "" are the zero Date.
func (d *Date) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("a date is a string such as \"2021-03-30\": %w", err)
	}
	if s == "" {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(s)
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// A Day is one day of the calendar, counted from 1970-01-01 (day 0). Days
// compare with < and >.
type Day int32

// DayOf returns the day that t falls on in t's own time zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return dayOf(y, m, d)
}

func dayOf(y int, m time.Month, d int) Day {
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// ParseDay reads a full date such as "2021-03-30".
func ParseDay(s string) (Day, error) {
	d, err := ParseDate(s)
	if err != nil {
		return 0, err
	}
	if !d.Full() {
		return 0, fmt.Errorf("%q lacks its day: write it as 2021-03-30", s)
	}
	return d.Earliest(), nil
}

// Date returns the day as a full Date.
func (d Day) Date() Date {
	t := time.Unix(int64(d)*24*60*60, 0).UTC()
	return Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

// String returns the day as "2021-03-30".
func (d Day) String() string { return d.Date().String() }
