package relevance

import (
	"math"
	"strings"
	"testing"

	"clausebank/clauses"
)

func TestScore(t *testing.T) {
	t.Parallel()
	grades := map[clauses.ClauseID]int{"a.1": Answers, "b.1": Useful, "c.1": 0}
	best := 3 + 1/math.Log2(3)
	for _, test := range []struct {
		name       string
		hits       []clauses.ClauseID
		grades     map[clauses.ClauseID]int
		want       Score
		answerable bool
	}{
		{"the best order", []clauses.ClauseID{"a.1", "b.1", "c.1"}, grades, Score{1, 1, 1, 0}, true},
		{"the other order", []clauses.ClauseID{"b.1", "a.1"}, grades, Score{(1 + 3/math.Log2(3)) / best, 1, 1, 0}, true},
		{"one of two, in the second place", []clauses.ClauseID{"x.1", "b.1"}, grades, Score{1 / math.Log2(3) / best, 0.5, 1, 0}, true},
		{"only what is neither", []clauses.ClauseID{"c.1", "x.1"}, grades, Score{}, true},
		{"no hits", nil, grades, Score{Empty: 1}, true},
		{"nothing is relevant", []clauses.ClauseID{"c.1"}, map[clauses.ClauseID]int{"c.1": 0}, Score{}, false},
		{"nothing is relevant and nothing found", nil, nil, Score{Empty: 1}, false},
		{"beyond the fifth", []clauses.ClauseID{"1", "2", "3", "4", "5", "a.1", "b.1"}, grades,
			Score{(3/math.Log2(7) + 1/math.Log2(8)) / best, 1, 0, 0}, true},
		{"beyond the tenth", []clauses.ClauseID{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "a.1"}, grades, Score{0, 0.5, 0, 0}, true},
	} {
		got, answerable := score(test.hits, test.grades)
		if answerable != test.answerable || math.Abs(got.NDCG-test.want.NDCG) > 1e-12 || got.Recall != test.want.Recall || got.Success != test.want.Success || got.Empty != test.want.Empty {
			t.Errorf("%s: score(%v) = %v, %t, want %v, %t", test.name, test.hits, got, answerable, test.want, test.answerable)
		}
	}
}

func TestEscape(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                         "",
		"art. 80":                  "art. 80",
		"2016/679":                 `2016\/679`,
		"follow-up (new)":          `follow\-up \(new\)`,
		`"right to disconnect"`:    `"right to disconnect"`,
		`"work-life" a:b`:          `"work-life" a\:b`,
		`an inch is " and no more`: `an inch is   and no more`,
		`a\b`:                      `a\\b`,
	} {
		if got := escape(text); got != want {
			t.Errorf("escape(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestPageWantsMarkers(t *testing.T) {
	t.Parallel()
	for page, want := range map[string]bool{
		"": false, "# A page\n": false, pageBegin: false, pageEnd + pageBegin: false,
		"before\n" + pageBegin + "old\n" + pageEnd + "after\n": true,
	} {
		got, ok := Report{}.Page(page)
		if ok != want {
			t.Errorf("Page(%q) = %q, %t, want %t", page, got, ok, want)
		}
		if ok && (!strings.HasPrefix(got, "before\n"+pageBegin) || !strings.HasSuffix(got, pageEnd+"after\n") || strings.Contains(got, "old")) {
			t.Errorf("Page(%q) = %q", page, got)
		}
	}
}
