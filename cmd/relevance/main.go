// Command relevance prints how well searches in the built-in library answer the
// judged questions of index/relevance/testdata, as Markdown tables.
package main

import (
	"context"
	"fmt"
	"os"

	"clausebank/clauses/corpus"
	"clausebank/index/relevance"
)

// directory holds the judged set, from the root of the module.
const directory = "index/relevance/testdata"

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "relevance:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	set, err := relevance.ReadSet(os.DirFS(directory))
	if err != nil {
		return err
	}
	docs, err := corpus.Documents()
	if err != nil {
		return err
	}
	if err := set.Check(docs); err != nil {
		return err
	}
	report, err := relevance.Measure(ctx, set, docs, corpus.Taxonomy())
	if err != nil {
		return err
	}
	_, err = fmt.Print(report.Tables())
	return err
}
