package clauses

import (
	"strings"
	"testing"
)

func TestSectorCodes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ scheme, code, want string }{ // ~ is approximate
		{NACE21, "R", "R"},
		{NACE21, "86", "86 R"},
		{NACE21, "86.1", "86.1 86 R"},
		{NACE21, "62.1", "62.1 62 K"},
		{NACE21, "01", "01 A"},
		{NACE21, "99", "99 V"},
		{NACE2, "J", "J~ K~"},
		{NACE2, "K", "L"},
		{NACE2, "64.1", "64 L"},
		{NACE2, "45", "46~ 47~ 95~ G~ T~"},
		{NACE2, "45.2", "46~ 47~ 95~ G~ T~"},
		{NACE2, "63", "60~ 63~ J~ K~"},
		{NACE2, "70", "70~ 73~ N"},
		{NACE2, "41", "41~ 68~ F~ M~"},
		{NACE2, "G", "G~ T~"},
		{NACE2, "M", "N"},
		{NACE2, "Q", "R"},
		{NACE2, "U", "V"},
		{NACE2, "C", "C"},
		{ISIC4, "62", "62 K"},
		{ISIC4, "O", "P"},
		{ISIC5, "K", "K"},
		{ISIC5, "86.1", "86 R"},
		{NACE21, "45", ""},
		{NACE2, "V", ""},
		{NACE2, "04", ""},
		{NACE21, "", ""},
		{NACE21, "861", ""},
		{NACE21, "r", ""},
		{"NAICS", "62", ""},
	} {
		var got []string
		for _, c := range (Sector{tt.scheme, tt.code}).Codes() {
			if c.Approximate {
				c.Code += "~"
			}
			got = append(got, c.Code)
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s %s: Codes() = %q, want %q", tt.scheme, tt.code, s, tt.want)
		}
	}
}

// TestEveryDivisionHasAPlace counts the divisions of both generations and wants
// each of the older one to arrive somewhere, and each of the newer one to be
// reached.
func TestEveryDivisionHasAPlace(t *testing.T) {
	t.Parallel()
	older, newer := 0, 0
	reached := map[int]bool{}
	for d := 1; d <= 99; d++ {
		if sectionOf(sections2, d) != "" {
			older++
			for _, now := range divisionsNow(d) {
				reached[now] = true
				if sectionOf(sections21, now) == "" {
					t.Errorf("division %d arrives at %d, which is none", d, now)
				}
			}
		}
	}
	for d := 1; d <= 99; d++ {
		if sectionOf(sections21, d) != "" {
			newer++
			if !reached[d] {
				t.Errorf("division %d is not reached", d)
			}
		}
	}
	if older != 88 || newer != 87 {
		t.Errorf("%d and %d divisions, want 88 and 87", older, newer)
	}
}
