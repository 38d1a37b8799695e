package bolt

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// childVariable makes the test binary run one of children instead of the
// tests, with the path of the store as its argument.
const childVariable = "CLAUSEBANK_TEST_CHILD"

var children = map[string]func(path string) error{
	"import": importForEver,
	"steps":  takeSteps,
}

func TestMain(m *testing.M) {
	name := os.Getenv(childVariable)
	if name == "" {
		if raceDetector {
			flag.Set("rapid.checks", "10")
		}
		os.Exit(m.Run())
	}
	if err := children[name](os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// skipWithRaceDetector leaves out a test in which nothing runs at the same time.
func skipWithRaceDetector(t *testing.T) {
	t.Helper()
	if raceDetector {
		t.Skip("nothing in here runs at the same time; it runs without the race detector")
	}
}

// child returns the command that runs one of children, in front of which
// another command may stand.
func child(ctx context.Context, t *testing.T, name, path string, before ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	line := append(before, self, path)
	cmd := exec.CommandContext(ctx, line[0], line[1:]...)
	cmd.Env = append(os.Environ(), childVariable+"="+name)
	return cmd
}
