// Command clausebank runs a library of clauses and works on one.
//
// It is the only package that knows store, engine and API: it reads flags, the
// environment and signals, opens the record and its index, and wires them to
// the API. "clausebank --help" lists the commands; docs/operations.md explains
// them.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
	"github.com/rs/zerolog"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// A commandLine is every command with its flags. A flag wins over the
// environment variable that its help names, which wins over the default.
type commandLine struct {
	Data    string `help:"Directory of the library's data." default:"clausebank-data" env:"CLAUSEBANK_DATA"`
	Library string `help:"The library to keep up to date when the data are opened: 'builtin' or 'none'." enum:"builtin,none" default:"builtin" env:"CLAUSEBANK_LIBRARY"`
	Log     string `help:"Least important log events that are written: debug, info, warn, error." enum:"debug,info,warn,error" default:"info" env:"CLAUSEBANK_LOG"`
	LogJSON bool   `help:"Write log events as JSON, one a line." env:"CLAUSEBANK_LOG_JSON"`

	Serve   serveCommand   `cmd:"" help:"Serve the library over HTTP."`
	Import  importCommand  `cmd:"" help:"Import documents from .jsonl, .yaml and .csv files: all of them, or none if one is wrong."`
	Check   checkCommand   `cmd:"" help:"Check files as import would, and store nothing."`
	Export  exportCommand  `cmd:"" help:"Write the library, or what matches, as JSON Lines or CSV."`
	Search  searchCommand  `cmd:"" help:"Search the library."`
	Reindex reindexCommand `cmd:"" help:"Build the search index anew from the record."`
	Backup  backupCommand  `cmd:"" help:"Write a backup of the record, also while a server runs."`
	Restore restoreCommand `cmd:"" help:"Replace the record by a backup."`
	Verify  verifyCommand  `cmd:"" help:"Read the whole record and check it."`
	Purge   purgeCommand   `cmd:"" help:"Remove every trace of an instrument but its ID, the date and the reason (a legal takedown)."`
	Builtin libraryCommand `cmd:"" name:"library" help:"Commands on the built-in library."`
	Health  healthCommand  `cmd:"" help:"Ask a server whether it is ready; exit status 1 if it is not."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// A program is what every command needs of the outside world.
type program struct {
	data    string
	builtin bool
	in      io.Reader
	out     io.Writer
	err     io.Writer
	log     zerolog.Logger
}

// run is the whole program: it returns the exit status.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	var line commandLine
	exit := -1
	parser, err := kong.New(&line,
		kong.Name("clausebank"),
		kong.Description("A library of collective-bargaining clauses. Each flag can be set by the environment variable that stands beside it."),
		kong.Writers(out, errOut),
		kong.Exit(func(status int) { exit = status }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		return fail(errOut, err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	chosen, err := parser.Parse(args)
	if exit >= 0 { // --help has been printed
		return exit
	}
	if err != nil {
		return fail(errOut, fmt.Errorf("%w; see clausebank --help", err))
	}
	p := &program{
		data: line.Data, builtin: line.Library == "builtin",
		in: in, out: out, err: errOut, log: logger(errOut, line.Log, line.LogJSON),
	}
	if err := chosen.Run(p); err != nil {
		return fail(errOut, err)
	}
	return 0
}

// errSilent fails a command that has already said why.
var errSilent = errors.New("failed")

// fail prints an error as one sentence and returns exit status 1.
func fail(w io.Writer, err error) int {
	if !errors.Is(err, errSilent) {
		fmt.Fprintf(w, "clausebank: %s\n", strings.TrimSpace(err.Error()))
	}
	return 1
}

func logger(w io.Writer, level string, asJSON bool) zerolog.Logger {
	parsed, err := zerolog.ParseLevel(level)
	if err != nil {
		parsed = zerolog.InfoLevel
	}
	if !asJSON {
		w = zerolog.ConsoleWriter{Out: w, NoColor: !isTerminal(w), TimeFormat: "2006-01-02 15:04:05"}
	}
	return zerolog.New(w).Level(parsed).With().Timestamp().Logger()
}

// isTerminal reports whether a person may be watching w.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
