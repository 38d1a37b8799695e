package ingest

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"clausebank/clauses"
)

// A fault is a Problem whose place is still in the terms of its format.
type fault struct {
	at     spot
	path   string
	reason string
	remedy string
}

func (f *fault) Error() string { return f.reason }

// A decoder turns trees into the types of package clauses. The fields are those
// of the JSON tags. It goes on after a fault and collects them all.
type decoder struct{ faults []fault }

// document returns the document of a tree and the faults that were found, about
// MaxProblems at most.
func document(root *value) (clauses.Document, []fault) {
	var d clauses.Document
	var dec decoder
	dec.decode(root, reflect.ValueOf(&d).Elem(), "")
	return d, dec.faults
}

var dateType = reflect.TypeFor[clauses.Date]()

// decode stores v in the settable value into. What is null is left out.
func (d *decoder) decode(v *value, into reflect.Value, path string) {
	switch {
	case v.kind == null, len(d.faults) > MaxProblems:
		return
	case into.Type() == dateType:
		d.date(v, into, path)
		return
	}
	switch into.Kind() {
	case reflect.Struct:
		if d.want(v, path, object) {
			d.object(v, into, path)
		}
	case reflect.Slice:
		if d.want(v, path, list) {
			d.list(v, into, path)
		}
	case reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		d.decode(v, into.Elem(), path)
	case reflect.String:
		if d.want(v, path, text) {
			into.SetString(v.text)
		}
	case reflect.Bool:
		if d.want(v, path, boolean) {
			into.SetBool(v.text == "true")
		}
	default:
		if d.want(v, path, number) {
			d.number(v, into, path)
		}
	}
}

// want reports whether the value is of the kind, or is a cell that can be read
// as one; otherwise it notes the fault.
func (d *decoder) want(v *value, path string, k kind) bool {
	if v.kind == k {
		return true
	}
	remedy := ""
	switch {
	case v.kind == cell && (k == text || k == number):
		return true
	case v.kind == cell && k == boolean:
		if v.text == "true" || v.text == "false" {
			return true
		}
		d.fault(v.at, path, fmt.Sprintf("is %q: true or false is wanted", v.text), "")
		return false
	case k == text && (v.kind == number || v.kind == boolean):
		remedy = fmt.Sprintf("write it in quotes: %q", v.text)
	case k == list:
		remedy = "make it a list, even of one"
	}
	d.fault(v.at, path, fmt.Sprintf("is %s: %s is wanted", v.kind, k), remedy)
	return false
}

func (d *decoder) fault(at spot, path, reason, remedy string) {
	d.faults = append(d.faults, fault{at: at, path: path, reason: reason, remedy: remedy})
}

// date accepts a number too, because 2021 is one in YAML.
func (d *decoder) date(v *value, into reflect.Value, path string) {
	if v.kind != text && v.kind != cell && v.kind != number {
		d.fault(v.at, path, fmt.Sprintf("is %s: a date is wanted", v.kind), "write 2021, 2021-03 or 2021-03-30")
		return
	}
	if v.text == "" {
		return
	}
	date, err := clauses.ParseDate(v.text)
	if err != nil {
		d.fault(v.at, path, err.Error(), "")
		return
	}
	into.Set(reflect.ValueOf(date))
}

// jsonNumber is what JSON calls a number; YAML and cells are held to it too.
var jsonNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

func (d *decoder) number(v *value, into reflect.Value, path string) {
	if !jsonNumber.MatchString(v.text) {
		d.fault(v.at, path, fmt.Sprintf("%q is not a number", v.text), "write digits, with a point before decimals: 1200.5")
		return
	}
	if into.CanInt() {
		n, err := strconv.ParseInt(v.text, 10, into.Type().Bits())
		if err != nil {
			d.fault(v.at, path, fmt.Sprintf("%s is not a whole number of at most %d bits", v.text, into.Type().Bits()), "")
			return
		}
		into.SetInt(n)
		return
	}
	n, err := strconv.ParseFloat(v.text, 64)
	if err != nil {
		d.fault(v.at, path, v.text+" is too large a number", "")
		return
	}
	into.SetFloat(n)
}

func (d *decoder) list(v *value, into reflect.Value, path string) {
	if len(v.items) == 0 {
		return
	}
	into.Set(reflect.MakeSlice(into.Type(), len(v.items), len(v.items)))
	for i := range v.items {
		item := path + "[" + strconv.Itoa(i) + "]"
		if v.items[i].kind == null {
			d.fault(v.items[i].at, item, "is null", "leave it out of the list")
			continue
		}
		d.decode(&v.items[i], into.Index(i), item)
	}
}

func (d *decoder) object(v *value, into reflect.Value, path string) {
	known := fieldsOf(into.Type())
	seen := make(map[string]bool, len(v.fields))
	for i := range v.fields {
		if len(d.faults) > MaxProblems {
			return
		}
		f := &v.fields[i]
		below := f.name
		if path != "" {
			below = path + "." + f.name
		}
		index, ok := known.index[f.name]
		switch {
		case seen[f.name]:
			d.fault(f.at, below, fmt.Sprintf("the key %q stands twice in one object", f.name), "keep one of them")
		case !ok:
			d.fault(f.at, below, fmt.Sprintf("%q is not a known field here", f.name), didYouMean(f.name, known.names, "known here: "+strings.Join(known.names, ", ")))
		default:
			d.decode(&f.value, into.Field(index), below)
		}
		seen[f.name] = true
	}
}

// A fieldSet knows the JSON names of a struct's fields.
type fieldSet struct {
	names []string
	index map[string]int
}

var fieldSets sync.Map // reflect.Type → fieldSet

func fieldsOf(t reflect.Type) fieldSet {
	if known, ok := fieldSets.Load(t); ok {
		return known.(fieldSet)
	}
	set := fieldSet{index: map[string]int{}}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		set.names = append(set.names, name)
		set.index[name] = i
	}
	fieldSets.Store(t, set)
	return set
}
