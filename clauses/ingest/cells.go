package ingest

import "strings"

// In a cell that holds a list, items stand with a semicolon between and the
// fields of an item with a bar between; empty fields at the end of an item are
// left out. A backslash before a character takes it as it is: \; \| \\ and, at
// either end of a field, a space. Spaces around items and fields do not count.

// formatList writes items as the text of a cell.
func formatList(items [][]string) string {
	cells := make([]string, len(items))
	for i, fields := range items {
		last := len(fields)
		for last > 1 && fields[last-1] == "" {
			last--
		}
		escaped := make([]string, last)
		for j, f := range fields[:last] {
			escaped[j] = escapeField(f)
		}
		cells[i] = strings.Join(escaped, " | ")
	}
	return strings.Join(cells, "; ")
}

var listEscaper = strings.NewReplacer(`\`, `\\`, `;`, `\;`, `|`, `\|`)

func escapeField(s string) string {
	inner := strings.Trim(s, " ")
	if inner == "" {
		return strings.ReplaceAll(s, " ", `\ `)
	}
	before, after, _ := strings.Cut(s, inner)
	return strings.ReplaceAll(before, " ", `\ `) + listEscaper.Replace(inner) + strings.ReplaceAll(after, " ", `\ `)
}

// parseList reads what formatList writes. Items without anything in them are
// left out.
func parseList(s string) [][]string {
	var items [][]string
	var fields []string
	var f strings.Builder
	kept := 0 // length of f up to the last character that is not a bare space
	endField := func() {
		fields = append(fields, f.String()[:kept])
		f.Reset()
		kept = 0
	}
	endItem := func() {
		endField()
		if strings.Join(fields, "") != "" {
			items = append(items, fields)
		}
		fields = nil
	}
	escaped := false
	for i := range len(s) {
		c := s[i]
		switch {
		case escaped:
			escaped = false
			f.WriteByte(c)
			kept = f.Len()
		case c == '\\':
			escaped = true
		case c == '|':
			endField()
		case c == ';':
			endItem()
		case c != ' ':
			f.WriteByte(c)
			kept = f.Len()
		case f.Len() > 0:
			f.WriteByte(c)
		}
	}
	if escaped {
		f.WriteByte('\\') // there was nothing left to take as it is
		kept = f.Len()
	}
	endItem()
	return items
}

// guarded are the characters at which a spreadsheet may take a cell for a
// formula.
const guarded = "=+-@\t\r"

// guard makes a cell harmless for spreadsheets: a quotation mark goes before a
// first character that could begin a formula. A cell that looks as if that had
// been done to it gets one too, so that unguard always gives the cell back.
func guard(s string) string {
	if s == "" || !strings.Contains(guarded, s[:1]) && !looksGuarded(s) {
		return s
	}
	return "'" + s
}

func unguard(s string) string {
	if looksGuarded(s) {
		return s[1:]
	}
	return s
}

func looksGuarded(s string) bool {
	return len(s) > 1 && s[0] == '\'' && strings.Contains(guarded+"'", s[1:2])
}
