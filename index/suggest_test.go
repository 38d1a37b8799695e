package index

import (
	"fmt"
	"strings"
	"testing"

	"clausebank/clauses/corpus"
)

func TestSuggest(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ typed, reader, want string }{
		{"", "", ""},
		{"?", "", ""},
		{"dis", "en", "disconnect"},
		{"right to dis", "", "disconnect"},
		{"to disc", "en", "disconnect"},
		{"disconnect right", "en", ""}, // side by side, as they are typed
		{"RECHT AUF", "en", "disconnect"},
		{"desconexion d", "es", "disconnect"},
		{"telewr", "", "telework"}, // te-l-e-w-r begins as telework nearly does
		{"disconection", "", "disconnect"},
		{"xylophone", "", ""},
		{"a", "en", "ai"}, // labels of the reader's language first, short ones first
		{"media", "", "mediation"},
		{"conc", "", "balance mediation"},
	} {
		got := strings.Trim(fmt.Sprint(NewRecogniser(few).Suggest(test.typed, test.reader, 5)), "[]")
		if test.typed == "a" {
			got, _, _ = strings.Cut(got, " ")
		}
		if got != test.want {
			t.Errorf("%q of a reader of %q suggests %q, want %q", test.typed, test.reader, got, test.want)
		}
	}
	if got := RecogniserOf(corpus.Taxonomy()).Suggest("a", "en", 3); len(got) != 3 {
		t.Errorf("three at most are %v", got)
	}
}

func BenchmarkSuggest(b *testing.B) {
	r := RecogniserOf(corpus.Taxonomy())
	for _, typed := range []string{"tele", "right to disc", "algoritmic managm", "xyzzyqwe"} {
		b.Run(typed, func(b *testing.B) {
			for b.Loop() {
				r.Suggest(typed, "en", 10)
			}
		})
	}
}
