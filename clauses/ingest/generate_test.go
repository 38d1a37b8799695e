package ingest

import (
	"reflect"
	"strings"
	"time"

	"pgregory.net/rapid"

	"clausebank/clauses"
)

// documents generates documents with every field that the types have, filled
// with the characters that the formats find hardest. They are not valid, but
// every list item has a first field, as in a valid document.
func documents() *rapid.Generator[clauses.Document] {
	return rapid.Custom(func(t *rapid.T) clauses.Document {
		var d clauses.Document
		generate(t, reflect.ValueOf(&d).Elem(), true)
		d.Correction = nil // is never exported
		return d
	})
}

var (
	hard  = rapid.StringOfN(rapid.RuneFrom([]rune("aé7;|\\'\"=+-@ ,#\t\n€漢\u2028:{}[]&*!%>")), 0, 12, -1)
	first = rapid.StringOfN(rapid.RuneFrom([]rune("aé;|\\'=+-@ ")), 1, 6, -1).Filter(func(s string) bool { return strings.TrimSpace(s) != "" })
)

func generate(t *rapid.T, v reflect.Value, isFirst bool) {
	switch {
	case v.Type() == dateType:
		v.Set(reflect.ValueOf(rapid.SampledFrom([]clauses.Date{{}, {Year: 2021}, {Year: 2021, Month: time.March},
			{Year: 2024, Month: time.February, Day: 29}}).Draw(t, "date")))
		return
	case v.Type() == reflect.TypeFor[clauses.Covers]():
		v.Set(reflect.ValueOf(clauses.Covers{Workers: rapid.Int().Draw(t, "workers"), EmployerSize: 1}))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			generate(t, v.Field(i), i == 0)
		}
	case reflect.Slice:
		n := rapid.IntRange(0, 3).Draw(t, "length")
		if v.Type().Elem() == reflect.TypeFor[clauses.Text]() {
			n = rapid.IntRange(0, textColumns+2).Draw(t, "texts")
		}
		for range n {
			item := reflect.New(v.Type().Elem()).Elem()
			generate(t, item, true)
			v.Set(reflect.Append(v, item))
		}
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "given") {
			v.Set(reflect.New(v.Type().Elem()))
			generate(t, v.Elem(), false)
		}
	case reflect.String:
		if isFirst {
			v.SetString(first.Draw(t, "first"))
		} else {
			v.SetString(hard.Draw(t, "string"))
		}
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "bool"))
	case reflect.Float64:
		v.SetFloat(rapid.Float64().Draw(t, "float"))
	default:
		panic("no generator for " + v.Type().String())
	}
}
