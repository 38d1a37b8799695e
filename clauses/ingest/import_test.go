package ingest

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"clausebank/clauses"
)

func TestImport(t *testing.T) {
	t.Parallel()
	a, b := agreement("es-banca-2021", 2), agreement("es-banca-2023", 3)
	bad := agreement("es-banca-2025", 1)
	bad.Instrument.Level = "sektor"
	shorter := agreement("es-banca-2021", 1)
	for _, c := range []struct {
		name    string
		before  []clauses.Document
		sources []Source
		options Options
		want    Report // without Problems
		after   []clauses.Document
	}{
		{"into an empty store", nil, []Source{sourceOf("x.jsonl", jsonlOf(t, a, b))}, Options{},
			Report{Documents: 2, Clauses: 5, Imported: 2, Revision: 2}, []clauses.Document{a, b}},
		{"from two sources", nil, []Source{sourceOf("x.jsonl", jsonlOf(t, a)), sourceOf("y.csv", string(writeCSV(t, b)))}, Options{},
			Report{Documents: 2, Clauses: 5, Imported: 2, Revision: 2}, []clauses.Document{a, b}},
		{"what is there already", []clauses.Document{a}, []Source{sourceOf("x.jsonl", jsonlOf(t, a, b))}, Options{},
			Report{Documents: 2, Clauses: 5, Imported: 1, Unchanged: 1, Revision: 1}, []clauses.Document{a, b}},
		{"nothing", nil, []Source{sourceOf("x.jsonl", "")}, Options{}, Report{}, nil},
		{"one is bad", nil, []Source{sourceOf("x.jsonl", jsonlOf(t, a, bad, b))}, Options{},
			Report{Documents: 3, Clauses: 5, Rejected: 1}, nil},
		{"one is bad, the others are wanted", nil, []Source{sourceOf("x.jsonl", jsonlOf(t, a, bad)+"{\n"+jsonlOf(t, b))}, Options{KeepGoing: true},
			Report{Documents: 4, Clauses: 5, Imported: 2, Rejected: 2, Revision: 2}, []clauses.Document{a, b}},
		{"only to check", nil, []Source{sourceOf("x.jsonl", jsonlOf(t, a, b))}, Options{DryRun: true},
			Report{Documents: 2, Clauses: 5}, nil},
		{"the store refuses one", []clauses.Document{a}, []Source{sourceOf("x.jsonl", jsonlOf(t, b, shorter))}, Options{},
			Report{Documents: 2, Clauses: 3, Rejected: 1}, []clauses.Document{a}},
		{"the store refuses one in a dry run too", []clauses.Document{a}, []Source{sourceOf("x.jsonl", jsonlOf(t, b, shorter))}, Options{DryRun: true},
			Report{Documents: 2, Clauses: 3, Rejected: 1}, []clauses.Document{a}},
		{"the store refuses one, the others are wanted", []clauses.Document{a}, []Source{sourceOf("x.jsonl", jsonlOf(t, b, shorter))}, Options{KeepGoing: true},
			Report{Documents: 2, Clauses: 3, Imported: 1, Rejected: 1, Revision: 1}, []clauses.Document{a, b}},
		{"an instrument three times", nil, []Source{sourceOf("x.jsonl", jsonlOf(t, a, b)), sourceOf("y.jsonl", jsonlOf(t, a, a))}, Options{KeepGoing: true},
			Report{Documents: 4, Clauses: 3, Imported: 1, Rejected: 3, Revision: 1}, []clauses.Document{b}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := newMemory(c.before...)
			c.options.Taxonomy = taxonomy()
			got, err := Import(t.Context(), m, c.sources, c.options)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got, cmpopts.IgnoreFields(Report{}, "Problems")); diff != "" {
				t.Errorf("report (-want +got):\n%s\n%v", diff, got.Problems)
			}
			if (got.Rejected == 0) != (len(got.Problems) == 0) {
				t.Errorf("%d documents are rejected, with the problems %v", got.Rejected, got.Problems)
			}
			if diff := cmp.Diff(jsonlOf(t, c.after...), m.jsonl(t)); diff != "" {
				t.Errorf("store (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCopiesNameEachOther(t *testing.T) {
	t.Parallel()
	a := jsonlOf(t, agreement("es-banca-2021", 1))
	got := problemsOf(t, sourceOf("x.jsonl", "\n"+a), sourceOf("y.yaml", goodYAML), sourceOf("z.jsonl", a))
	want := []string{
		`x.jsonl:2:21: es-banca-2021: instrument.id: the instrument stands twice, also in y.yaml, line 3, column 7; keep one of them, or give one another ID`,
		`y.yaml:3:7: es-banca-2021: instrument.id: the instrument stands twice, also in x.jsonl, line 2, column 21; keep one of them, or give one another ID`,
		`z.jsonl:1:21: es-banca-2021: instrument.id: the instrument stands twice, also in x.jsonl, line 2, column 21; keep one of them, or give one another ID`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestRefusalsOfTheStoreHaveAPlace(t *testing.T) {
	t.Parallel()
	m := newMemory(agreement("es-banca-2021", 2))
	line := jsonlOf(t, agreement("es-banca-2021", 1))
	report, err := Import(t.Context(), m, []Source{sourceOf("x.jsonl", line)}, Options{Taxonomy: taxonomy()})
	if err != nil {
		t.Fatal(err)
	}
	want := []Problem{{File: "x.jsonl", Line: 1, Column: strings.Index(line, `"clauses":[`) + len(`"clauses":[`), ID: "es-banca-2021", Path: "clauses",
		Reason: "es-banca-2021.art-2 is missing", Remedy: "withdraw it"}}
	if diff := cmp.Diff(want, report.Problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// A whole export is imported into an empty store and comes out again byte by
// byte.
func TestExportRoundTrip(t *testing.T) {
	t.Parallel()
	export := jsonlOf(t, agreement("es-banca-2021", 2), agreement("es-banca-2023", 30))
	m := newMemory()
	if _, err := Import(t.Context(), m, []Source{sourceOf("x.jsonl", export)}, Options{Taxonomy: taxonomy()}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(export, m.jsonl(t)); diff != "" {
		t.Errorf("export (-want +got):\n%s", diff)
	}
}

func TestCorrectionIsImportedAndNotExported(t *testing.T) {
	t.Parallel()
	d := agreement("es-banca-2021", 1)
	d.Correction = &clauses.Correction{Reason: "It is of Andorra."}
	line, err := d.Encode()
	if err != nil {
		t.Fatal(err)
	}
	m := newMemory()
	if _, err := Import(t.Context(), m, []Source{sourceOf("x.jsonl", string(line))}, Options{Taxonomy: taxonomy()}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, m.documents["es-banca-2021"]); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
	if export := m.jsonl(t) + string(writeCSV(t, d)); strings.Contains(export, "Andorra") {
		t.Errorf("the correction is exported: %s", export)
	}
}

func TestImportStops(t *testing.T) {
	t.Parallel()
	a, b := agreement("es-banca-2021", 2), agreement("es-banca-2023", 3)
	changing := func(contents ...string) Source {
		opened := 0
		return Source{Name: "x.jsonl", Format: JSONL, Open: func() (io.ReadCloser, error) {
			opened++
			return io.NopCloser(strings.NewReader(contents[opened-1])), nil
		}}
	}
	failed := errors.New("disk on fire")
	var limit *LimitError
	for _, c := range []struct {
		name    string
		source  Source
		options Options
		is      error
		as      any
	}{
		{"changed", changing(jsonlOf(t, a), jsonlOf(t, b)), Options{}, ErrChanged, nil},
		{"became shorter", changing(jsonlOf(t, a, b), jsonlOf(t, a)), Options{}, ErrChanged, nil},
		{"became longer", changing(jsonlOf(t, a), jsonlOf(t, a, b)), Options{}, ErrChanged, nil},
		{"a bad one became good", changing("{\n"+jsonlOf(t, a), jsonlOf(t, b, a)), Options{KeepGoing: true}, ErrChanged, nil},
		{"cannot be opened", Source{Name: "x.jsonl", Format: JSONL, Open: func() (io.ReadCloser, error) { return nil, failed }}, Options{}, failed, nil},
		{"JSON cannot be read", unreadable(JSONL, jsonlOf(t, a), failed), Options{}, failed, nil},
		{"YAML cannot be read", unreadable(YAML, goodYAML, failed), Options{}, failed, nil},
		{"CSV cannot be read", unreadable(CSV, goodCSV, failed), Options{}, failed, nil},
		{"too many bytes", sourceOf("x.jsonl", jsonlOf(t, a, b)), Options{MaxBytes: 1000}, nil, &limit},
		{"too many bytes of YAML", sourceOf("x.yaml", goodYAML), Options{MaxBytes: 300}, nil, &limit},
		{"too many clauses", sourceOf("x.jsonl", jsonlOf(t, a, b)), Options{MaxClauses: 4}, nil, &limit},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory()
			c.options.Taxonomy = taxonomy()
			_, err := Import(t.Context(), m, []Source{c.source}, c.options)
			if c.is != nil && !errors.Is(err, c.is) || c.as != nil && !errors.As(err, c.as) || err == nil {
				t.Errorf("Import() = %v, want %v", err, c.is)
			}
			if len(m.documents) > 0 {
				t.Errorf("%d documents were stored", len(m.documents))
			}
		})
	}
}

func unreadable(f Format, content string, err error) Source {
	return Source{Name: "x", Format: f, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(strings.NewReader(content), failing{err})), nil
	}}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestProblemsAreCounted(t *testing.T) {
	t.Parallel()
	report, err := Check(t.Context(), []Source{sourceOf("x.jsonl", strings.Repeat("{\n", MaxProblems+7))}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Problems) != MaxProblems || report.ProblemsLeftOut != 7 || report.Rejected != MaxProblems+7 {
		t.Errorf("%d problems, %d left out, %d rejected", len(report.Problems), report.ProblemsLeftOut, report.Rejected)
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	lines := jsonlOf(t, agreement("es-banca-2021", 1), agreement("es-banca-2023", 1))
	var last [3]Progress
	options := Options{Taxonomy: taxonomy(), Progress: func(p Progress) { last[p.Pass] = p }}
	if _, err := Import(t.Context(), newMemory(), []Source{sourceOf("x.jsonl", lines)}, options); err != nil {
		t.Fatal(err)
	}
	size := int64(len(lines))
	want := [3]Progress{1: {1, 2, size, size}, 2: {2, 2, size, size}}
	if diff := cmp.Diff(want, last); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
}

func TestFileSource(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "es-banca-2021.YAML")
	if err := os.WriteFile(path, []byte(goodYAML), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := FileSource(path)
	if err != nil || s.Format != YAML || s.Size != int64(len(goodYAML)) {
		t.Fatalf("FileSource(%q) = %v, %v", path, s, err)
	}
	if problems := problemsOf(t, s); problems != nil {
		t.Errorf("problems: %v", problems)
	}
	for _, bad := range []string{filepath.Join(dir, "missing.yaml"), filepath.Join(dir, "x.json"), dir} {
		if _, err := FileSource(bad); err == nil {
			t.Errorf("FileSource(%q) has no error", bad)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "dir.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := FileSource(filepath.Join(dir, "dir.csv")); err == nil {
		t.Error("FileSource of a directory has no error")
	}
}
