package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// TestOperationsPage holds docs/operations.md to the command line: each command
// has a row, and each flag with a variable has one with its default.
func TestOperationsPage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(string(page), "\n")
	row := func(parts ...string) bool {
		for _, r := range rows {
			found := strings.HasPrefix(r, "| ")
			for _, p := range parts {
				found = found && strings.Contains(r, p)
			}
			if found {
				return true
			}
		}
		return false
	}
	parser, err := kong.New(&commandLine{}, kong.Name("clausebank"))
	if err != nil {
		t.Fatal(err)
	}
	check := func(command string, flags []*kong.Flag) {
		for _, f := range flags {
			if len(f.Envs) == 0 {
				continue
			}
			name := strings.TrimSpace(command + " --" + f.Name)
			if f.Default == "" && !row("`"+name+"`", "`"+f.Envs[0]+"`") || f.Default != "" && !row("`"+name+"`", "`"+f.Envs[0]+"`", fmt.Sprintf("| `%s` |", f.Default)) {
				t.Errorf("no row for the flag %s (%s, default %q)", name, f.Envs[0], f.Default)
			}
		}
	}
	check("", parser.Model.Flags)
	for _, leaf := range parser.Model.Leaves(true) {
		command := strings.TrimPrefix(leaf.FullPath(), "clausebank ")
		if !row("| `"+command+" ") && !row("| `"+command+"` ") {
			t.Errorf("no row for the command %s", command)
		}
		check(command, leaf.Flags)
	}
}
