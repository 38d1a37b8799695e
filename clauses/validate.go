package clauses

import (
	"fmt"
	"slices"
)

// Validate checks everything that a document must be before it is stored,
// indexed, cited or exported. Topics and public services must be in the
// taxonomy; a nil taxonomy has none.
//
// The error is nil or an *InvalidError with every problem, MaxProblems at most,
// in the order of their paths. Whether relations point to something is not
// asked: what they point to may come later.
func (d Document) Validate(t *Taxonomy) error {
	if t == nil {
		t = &Taxonomy{}
	}
	c := checker{taxonomy: t}
	if c.tags("", &d) {
		c.instrument(d.Instrument)
		c.clauses(d)
		c.withdrawals(d)
	}
	if len(c.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(c.problems, func(a, b Problem) int { return comparePaths(a.Path, b.Path) })
	if c.full() {
		c.problems = append(c.problems[:MaxProblems], Problem{
			Path:   "document",
			Reason: fmt.Sprintf("has more problems than the %d listed", MaxProblems),
			Remedy: "mend these and check it again",
		})
	}
	return &InvalidError{Problems: c.problems}
}

// A checker gathers the problems of one document.
type checker struct {
	taxonomy *Taxonomy
	problems []Problem
}

// full reports whether enough problems are known; those who walk a long list
// then stop.
func (c *checker) full() bool { return len(c.problems) > MaxProblems }

func (c *checker) report(path, reason, remedy string) {
	c.problems = append(c.problems, Problem{Path: path, Reason: reason, Remedy: remedy})
}

// date checks that a date, where one is given, is in the calendar. It reports
// whether the date is given and sound.
func (c *checker) date(path string, d Date) bool {
	if d.IsZero() {
		return false
	}
	if parsed, err := ParseDate(d.String()); err != nil || parsed != d {
		c.report(path, "is not a date of the calendar",
			fmt.Sprintf("write 2021, 2021-03 or 2021-03-30, from %d to %d", MinYear, MaxYear))
		return false
	}
	return true
}

// fullDate checks that a date, where one is given, has its day.
func (c *checker) fullDate(path string, d Date) {
	if c.date(path, d) && !d.Full() {
		c.report(path, "lacks its month or its day", "write the day too, as 2021-03-30")
	}
}

// checkUnique reports each entry of a list that stands there a second time.
func checkUnique[T comparable](c *checker, path string, list []T) {
	seen := make(map[T]bool, len(list))
	for i, x := range list {
		if seen[x] {
			c.report(index(path, i), "stands twice in the list", "leave one of the two out")
		}
		seen[x] = true
	}
}

func index(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

// comparePaths orders paths by their characters, and the numbers of list entries
// by number.
func comparePaths(a, b string) int {
	for a != "" && b != "" {
		x, restA := leadingNumber(a)
		y, restB := leadingNumber(b)
		if restA == a || restB == b {
			if a[0] != b[0] {
				return int(a[0]) - int(b[0])
			}
			a, b = a[1:], b[1:]
			continue
		}
		if x != y {
			return x - y
		}
		a, b = restA, restB
	}
	return len(a) - len(b)
}

// leadingNumber returns the number that s begins with, and what follows it.
func leadingNumber(s string) (int, string) {
	n := 0
	for s != "" && s[0] >= '0' && s[0] <= '9' {
		n, s = n*10+int(s[0]-'0'), s[1:]
	}
	return n, s
}
