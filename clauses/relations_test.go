package clauses

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCheckRelations(t *testing.T) {
	t.Parallel()
	older := Document{
		Instrument: Instrument{ID: "es-banca-2016"},
		Clauses:    []Clause{{ID: "es-banca-2016.art-80"}},
	}
	newer := Document{
		Instrument: Instrument{ID: "es-banca-2021", Relations: []Relation{{Supersedes, "es-banca-2016"}}},
		Clauses: []Clause{{ID: "es-banca-2021.art-80", Relations: []Relation{
			{Supersedes, "es-banca-2016.art-80"}, {RestsOn, "es-lopdgdd-2018.art-88"},
		}}},
		Withdrawn: []Withdrawal{{ID: "es-banca-2021.art-79", Successor: "es-banca-2021.art-80"}},
	}
	law := Document{
		Instrument: Instrument{ID: "es-lopdgdd-2018"},
		Clauses:    []Clause{{ID: "es-lopdgdd-2018.art-88"}},
	}
	circle := older
	circle.Clauses = []Clause{{ID: "es-banca-2016.art-80", Relations: []Relation{{Supersedes, "es-banca-2021.art-80"}}}}
	stray := law
	stray.Withdrawn = []Withdrawal{{ID: "es-lopdgdd-2018.art-1", Successor: "es-lopdgdd-2018.art-2"}}

	for _, tt := range []struct {
		name string
		docs []Document
		want []string
	}{
		{"all there", []Document{newer, law, older}, nil},
		{"none", nil, nil},
		{"an instrument missing", []Document{newer, law}, []string{
			"es-banca-2021: instrument.relations[0].to", "es-banca-2021: clauses[0].relations[0].to",
		}},
		{"a clause missing", []Document{newer, older}, []string{"es-banca-2021: clauses[0].relations[1].to"}},
		{"a successor missing", []Document{stray}, []string{"es-lopdgdd-2018: withdrawn[0].successor"}},
		{"a circle", []Document{newer, law, circle}, []string{
			"es-banca-2021: clauses[0].relations[0].to", "es-banca-2016: clauses[0].relations[0].to",
		}},
		{"twice", []Document{older, older}, []string{"es-banca-2016: instrument.id"}},
	} {
		err := CheckRelations(tt.docs)
		var got []string
		var invalid *InvalidError
		if errors.As(err, &invalid) {
			for _, p := range invalid.Problems {
				got = append(got, p.Path)
			}
		} else if err != nil {
			t.Errorf("%s: CheckRelations() = %v, want an *InvalidError", tt.name, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: paths (-want +got):\n%s", tt.name, diff)
		}
	}
}
