package index

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausebank/clauses"
)

func TestValues(t *testing.T) {
	t.Parallel()
	taxonomy := &clauses.Taxonomy{
		Topics:         clauses.NewVocabulary(clauses.Entry{Code: "time"}, clauses.Entry{Code: "leave", Parent: "time"}, clauses.Entry{Code: "rest", Parent: "time"}),
		PublicServices: clauses.NewVocabulary(clauses.Entry{Code: "health"}),
	}
	i := clauses.Instrument{
		ID: "es-x", Kind: clauses.Legislation, Level: clauses.NationalLevel,
		Territory:      []clauses.Territory{{Country: "FR"}, {Country: "CA", Subdivision: "CA-QC"}, {Country: "CA", Subdivision: "CA-ON"}},
		Sectors:        []clauses.Sector{{Scheme: clauses.NACE21, Code: "86.1"}},
		PublicServices: []string{"health"},
		Parties:        []clauses.Party{{Name: "CCOO"}, {Name: "A long name", Ref: "es-ugt"}},
	}
	c := clauses.Clause{Topics: []clauses.TopicID{"rest", "leave", "unheard"}, Evidence: clauses.Evidence{Level: clauses.KnownEvidence}}
	want := map[Field][]string{
		Country: {"CA", "FR"}, Subdivision: {"CA-ON", "CA-QC"}, SectorCode: {"86", "86.1", "R"}, PublicService: {"health"},
		Topic: {"leave", "rest", "time", "unheard"}, Kind: {"legislation"}, Level: {"national"}, Evidence: {"known"},
		Instrument: {"es-x"}, Party: {"CCOO", "es-ugt"},
	}
	if diff := cmp.Diff(want, Values(taxonomy, i, c)); diff != "" {
		t.Errorf("Values (-want +got):\n%s", diff)
	}
}

func TestCanonical(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		field       Field
		value, want string
	}{
		{Country, "es", "ES"},
		{Subdivision, "ca-qc", "CA-QC"},
		{SectorCode, "r", "R"},
		{Language, "PT-br", "pt-BR"},
		{Language, "ZH-hant", "zh-Hant"},
		{Language, "no such tag", "no such tag"},
		{Topic, "Right_to_Disconnect", "right_to_disconnect"},
		{Party, "Ver.di", "Ver.di"},
	} {
		got := Canonical(test.field, test.value)
		if got != test.want {
			t.Errorf("Canonical(%s, %q) = %q, want %q", test.field, test.value, got, test.want)
		}
		if again := Canonical(test.field, got); again != got {
			t.Errorf("Canonical(%s, %q) = %q, want it unchanged", test.field, got, again)
		}
	}
}

func TestComparable(t *testing.T) {
	t.Parallel()
	if a, b := Comparable(Party, "Ver.di"), Comparable(Party, "VER DI"); a != b {
		t.Errorf("Ver.di is compared as %q, VER DI as %q, want the same", a, b)
	}
	if a, b := Comparable(Country, "ES"), Comparable(Country, "es"); a == b {
		t.Error("countries in capitals and small letters are the same")
	}
}
