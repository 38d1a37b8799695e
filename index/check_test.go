package index

import (
	"errors"
	"strings"
	"testing"
)

func TestCheckLimitsOfTrees(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, query, limit string }{
		{"phrases", strings.Repeat(`"a b" OR `, MaxPhrases-1) + `"a b"`, ""},
		{"one phrase too many", strings.Repeat(`"a b" OR `, MaxPhrases) + `"a b"`, "phrases"},
		{"nears", strings.Repeat("(a near/5 b) OR ", MaxPhrases-1) + "(a near/5 b)", ""},
		{"a near and its phrases", strings.Repeat(`("a b" near/5 "c d") OR `, 5) + `("a b" near/5 "c d")`, "phrases"},
		{"terms", strings.Repeat("a OR ", MaxTerms-1) + "a", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			e, err := Parse(test.query)
			if err != nil {
				t.Fatal(err)
			}
			err = Query{Expr: e}.Check()
			var limit *LimitError
			if (test.limit != "") != errors.As(err, &limit) || limit != nil && limit.Limit != test.limit {
				t.Errorf("Check of %q: %v, want limit %q", test.query, err, test.limit)
			}
		})
	}
}
