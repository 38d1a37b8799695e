package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"clausebank/api"
)

type searchCommand struct {
	Words []string `arg:"" optional:"" help:"What to search for; words of the form name=value are parameters of the API, such as country=ES."`
	Limit int      `help:"Clauses to print." default:"10"`
	JSON  bool     `help:"Print the answer of the API as it is."`
}

// Run prints what a search finds: for people, or as the API answers it.
func (c searchCommand) Run(ctx context.Context, p *program) error {
	words, query := parameters(c.Words)
	query.Set("q", strings.Join(words, " "))
	query.Set("limit", strconv.Itoa(c.Limit))
	return p.withAnswer(ctx, "/v1/clauses?"+query.Encode(), func(body io.Reader) error {
		if c.JSON {
			_, err := io.Copy(p.out, body)
			return err
		}
		var found api.ClauseSearch
		if err := json.NewDecoder(body).Decode(&found); err != nil {
			return err
		}
		printFound(p.out, found)
		return nil
	})
}

// parameters parts name=value words from the others. Only names of the API's
// form count, so that "a=b" in a question does no harm but to be refused.
func parameters(words []string) ([]string, url.Values) {
	var rest []string
	query := url.Values{}
	for _, w := range words {
		name, value, is := strings.Cut(w, "=")
		if is && name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_") == "" {
			query.Add(name, value)
			continue
		}
		rest = append(rest, w)
	}
	return rest, query
}

func printFound(w io.Writer, found api.ClauseSearch) {
	for _, item := range found.Items {
		fmt.Fprintf(w, "%s\n  %s", item.ID, item.Instrument.Title)
		if item.Locator != "" {
			fmt.Fprintf(w, ", %s", item.Locator)
		}
		fmt.Fprintf(w, " (%s)\n", item.Status)
		for _, h := range item.Highlights {
			fmt.Fprintf(w, "  %s: %s\n", h.Language, marked(h))
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "%d of %d clauses\n", len(found.Items), found.Total)
	for _, c := range found.Read.Corrections {
		fmt.Fprintf(w, "searched for %q instead of %q; match=exact searches as it is written\n", c.To, c.From)
	}
	for _, c := range found.Read.Concepts {
		if c.Searched {
			fmt.Fprintf(w, "also searched in all languages for: %s; expand=false leaves that out\n", c.Label)
		}
	}
	if found.Read.Relaxed {
		fmt.Fprintln(w, "nothing holds enough of the words, so any one word was enough")
	}
}

// marked puts the marked words of a passage between asterisks. Marks count
// UTF-16 units.
func marked(h api.Highlight) string {
	var b strings.Builder
	at, mark := 0, 0
	for _, r := range h.Text {
		for mark < len(h.Marks) && at >= h.Marks[mark].End {
			b.WriteByte('*')
			mark++
		}
		if mark < len(h.Marks) && at == h.Marks[mark].Start {
			b.WriteByte('*')
		}
		b.WriteRune(r)
		at++
		if r > 0xFFFF {
			at++
		}
	}
	if mark < len(h.Marks) {
		b.WriteByte('*')
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

type exportCommand struct {
	Parameters []string `arg:"" optional:"" help:"Parameters of the API that narrow the export, such as country=ES or 'q=right to disconnect'."`
	Format     string   `help:"jsonl (whole documents, can be imported again) or csv (a clause a row)." enum:"jsonl,csv" default:"jsonl"`
	Output     string   `help:"File to write; '-' is the terminal." short:"o" default:"-" placeholder:"FILE"`
}

// Run writes the export; a file appears whole or not at all.
func (c exportCommand) Run(ctx context.Context, p *program) error {
	words, query := parameters(c.Parameters)
	if len(words) > 0 {
		return fmt.Errorf("%q is no parameter: write name=value, such as q=telework", words[0])
	}
	query.Set("format", c.Format)
	return p.withAnswer(ctx, "/v1/export?"+query.Encode(), func(body io.Reader) error {
		if c.Output == "-" {
			_, err := io.Copy(p.out, body)
			return err
		}
		return writeWhole(c.Output, body)
	})
}

type backupCommand struct {
	File string `arg:"" help:"File to write; it must not exist."`
}

// Run writes a backup; the file appears whole or not at all.
func (c backupCommand) Run(ctx context.Context, p *program) error {
	if _, err := os.Stat(c.File); err == nil {
		return fmt.Errorf("%s exists already: name another file", c.File)
	}
	return p.withAnswer(ctx, "/v1/backup", func(body io.Reader) error { return writeWhole(c.File, body) })
}

// withAnswer gets a path of the API and hands the body of the answer on.
func (p *program) withAnswer(ctx context.Context, path string, use func(io.Reader) error) error {
	c, err := p.call(ctx)
	if err != nil {
		return err
	}
	response, err := c.do(ctx, "GET", path, "", nil)
	if err != nil {
		return errors.Join(err, c.Close())
	}
	return errors.Join(use(response.Body), response.Body.Close(), c.Close())
}

// writeWhole writes what r holds to a file: durable and whole, or not at all.
func writeWhole(path string, r io.Reader) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	_, err = io.Copy(temporary, r)
	if err == nil {
		err = temporary.Sync()
	}
	if err := errors.Join(err, temporary.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return os.Rename(temporary.Name(), path)
}
