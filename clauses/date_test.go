package clauses

import (
	"encoding/json"
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in               string
		want             Date
		earliest, latest string
	}{
		{"2021", Date{Year: 2021}, "2021-01-01", "2021-12-31"},
		{"2021-03", Date{Year: 2021, Month: 3}, "2021-03-01", "2021-03-31"},
		{"2024-02", Date{Year: 2024, Month: 2}, "2024-02-01", "2024-02-29"},
		{"2023-12", Date{Year: 2023, Month: 12}, "2023-12-01", "2023-12-31"},
		{"2021-03-30", Date{2021, 3, 30}, "2021-03-30", "2021-03-30"},
		{"1800-01-01", Date{1800, 1, 1}, "1800-01-01", "1800-01-01"},
		{"2200", Date{Year: 2200}, "2200-01-01", "2200-12-31"},
	} {
		d, err := ParseDate(tt.in)
		if err != nil || d != tt.want {
			t.Errorf("ParseDate(%q) = %v, %v, want %v", tt.in, d, err, tt.want)
			continue
		}
		if e, l := d.Earliest().String(), d.Latest().String(); e != tt.earliest || l != tt.latest {
			t.Errorf("%q: from %s to %s, want from %s to %s", tt.in, e, l, tt.earliest, tt.latest)
		}
		if d.String() != tt.in {
			t.Errorf("ParseDate(%q).String() = %q", tt.in, d)
		}
		if d.Full() != (len(tt.in) == 10) || d.IsZero() {
			t.Errorf("%q: Full() = %v, IsZero() = %v", tt.in, d.Full(), d.IsZero())
		}
	}
	for _, in := range []string{
		"", "21", "20210330", "2021-3", "2021-3-30", "2021-13", "2021-00", "2021-02-29", "2021-04-31", "1799", "2201-01-01",
		"30.03.2021", "2021/03/30", " 2021", "2021-03-30T00:00", "２０２１", "-2021",
	} {
		if d, err := ParseDate(in); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", in, d)
		}
	}
}

func TestParseDay(t *testing.T) {
	t.Parallel()
	d, err := ParseDay("1970-01-02")
	if err != nil || d != 1 {
		t.Errorf(`ParseDay("1970-01-02") = %d, %v, want 1`, d, err)
	}
	for _, in := range []string{"1970", "1970-01", "today"} {
		if d, err := ParseDay(in); err == nil {
			t.Errorf("ParseDay(%q) = %v, want an error", in, d)
		}
	}
	early, err := ParseDay("1850-06-15")
	if err != nil || early.String() != "1850-06-15" {
		t.Errorf("ParseDay(1850-06-15) = %v, %v", early, err)
	}
}

func TestDayOfGoesByItsTimeZone(t *testing.T) {
	t.Parallel()
	moment := time.Date(2021, 3, 30, 23, 30, 0, 0, time.UTC)
	if got := DayOf(moment).String(); got != "2021-03-30" {
		t.Errorf("DayOf(UTC) = %s", got)
	}
	if got := DayOf(moment.In(time.FixedZone("east", 60*60))).String(); got != "2021-03-31" {
		t.Errorf("DayOf(an hour east) = %s", got)
	}
}

func TestDateInJSON(t *testing.T) {
	t.Parallel()
	for _, in := range []string{`""`, `"2021"`, `"2021-03"`, `"2021-03-30"`} {
		var d Date
		if err := json.Unmarshal([]byte(in), &d); err != nil {
			t.Errorf("Unmarshal(%s) = %v", in, err)
		}
		if out, err := json.Marshal(d); err != nil || string(out) != in {
			t.Errorf("Marshal(Unmarshal(%s)) = %s, %v", in, out, err)
		}
	}
	d := Date{Year: 2021}
	if err := json.Unmarshal([]byte("null"), &d); err != nil || !d.IsZero() {
		t.Errorf("Unmarshal(null) = %v, %v, want the zero Date", d, err)
	}
	for _, in := range []string{`2021`, `"soon"`, `{}`} {
		if err := json.Unmarshal([]byte(in), &d); err == nil {
			t.Errorf("Unmarshal(%s) = nil, want an error", in)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"", "2021", "2021-03", "2021-03-30", "2024-02-29", "1799-01-01", "２021"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			return
		}
		if d.String() != s {
			t.Errorf("ParseDate(%q).String() = %q", s, d)
		}
		if d.Earliest() > d.Latest() || d.Full() != (d.Earliest() == d.Latest()) {
			t.Errorf("%q is from %s to %s", s, d.Earliest(), d.Latest())
		}
	})
}
