package ingest

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

func TestLongLinesArePassedOver(t *testing.T) {
	t.Parallel()
	lines := lineReader{r: bufio.NewReaderSize(strings.NewReader("short\n"+strings.Repeat("x", 100)+"\r\n\nlast one\n"+strings.Repeat("y", 11)), 16)}
	for _, want := range []struct {
		line  string
		whole bool
	}{{"short", true}, {"", false}, {"", true}, {"last one", true}, {"", false}} {
		line, whole, err := lines.read(10)
		if err != nil || whole != want.whole || whole && string(line) != want.line {
			t.Errorf("read() = %q, %v, %v; want %q, %v", line, whole, err, want.line, want.whole)
		}
	}
	if _, _, err := lines.read(10); !errors.Is(err, io.EOF) {
		t.Errorf("read() at the end = %v, want io.EOF", err)
	}
}

func TestAnOpenQuotationMarkDoesNotReadTheWholeFile(t *testing.T) {
	t.Parallel()
	rows := newRowReader(strings.NewReader("instrument.id\n\""+strings.Repeat("x", 1<<20)), ',')
	rows.bounded.limit = 10_000
	if _, faults, err := rows.header(); err != nil || faults != nil {
		t.Fatal(faults, err)
	}
	_, err := rows.next()
	var f *fault
	if !errors.As(err, &f) || f.at.line != 2 || !strings.Contains(f.reason, "longer than") {
		t.Errorf("next() = %v, want a fault in row 2", err)
	}
	if rows.bounded.read > 20_000 {
		t.Errorf("%d bytes were read", rows.bounded.read)
	}
}

func TestLongYAMLIsNotReadToItsEnd(t *testing.T) {
	t.Parallel()
	bounded := &boundedReader{r: strings.NewReader("a: " + strings.Repeat("x", 1<<20)), limit: 10_000}
	err := yaml.NewDecoder(bounded).Decode(&yaml.Node{})
	if err == nil || !bounded.over {
		t.Fatalf("Decode() = %v, want an error", err)
	}
	if f := yamlFault(err, bounded.over); !strings.Contains(f.reason, "longer than") {
		t.Errorf("the fault is %v", f)
	}
}

func TestValuesAreCounted(t *testing.T) {
	t.Parallel()
	b := budget{values: MaxDocumentValues - 1}
	if reason := b.take(1); reason != "" {
		t.Errorf("the last value that is allowed: %s", reason)
	}
	if reason := b.take(1); reason == "" {
		t.Error("one value too many is allowed")
	}
}
