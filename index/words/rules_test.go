package words

import (
	"os"
	"strings"
	"testing"
)

func TestRulesByLanguage(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ tag, name, stem string }{
		{"es", "es", "es:desconexion"},
		{"es-419", "es", "es:desconexion"},
		{"PT-br", "pt", "pt:desconexion"},
		{"mt", "", "desconexion"},
		{"sr-Latn", "hr", "hr:desconexion"},
		{"nn-NO", "nb", "nb:desconexion"},

		{"", "", "desconexion"},
		{"eng", "", "desconexion"},
	} {
		r := For(test.tag)
		if r.Name() != test.name || r.Stem("desconexion") != test.stem {
			t.Errorf("For(%q) is %q with stem %q, want %q and %q", test.tag, r.Name(), r.Stem("desconexion"), test.name, test.stem)
		}
	}
}

func TestStopWords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ language, stop, content string }{
		{"en", "the of to what is s don't", "notice labour right may"},
		{"fr", "l' d' qu' jusqu' les des à où", "employeur poste libère salariés"},
		{"es", "el la qué cuándo los del", "empresa desconexión digital"},
		{"it", "dell' l' gli perché è", "lavoro azienda"},
		{"pt", "não uma à você", "trabalho férias"},
		{"de", "der für fuer über ueber während", "kündigung betrieb"},
		{"mt", "", "u fil ta"},
		{"zh", "的 吗 者的 的权", "目的 权利 劳动"},
		{"ja", "は を です ことができる において", "労働 監視 つな"},
		{"ko", "그리고 및", "근로자는"},
		{"hr", "је koji које", "запослени"},
		{"da", "hvornår på", "aftale"},
	} {
		r := For(test.language)
		for _, w := range Split(test.stop) {
			if !r.Stop(w.Exact) {
				t.Errorf("%s: %q is no stop word", test.language, w.Exact)
			}
		}
		for _, w := range Split(test.content) {
			if r.Stop(w.Exact) {
				t.Errorf("%s: %q is a stop word", test.language, w.Exact)
			}
		}
	}
}

const sentence = "Si un poste se libère, l'employeur doit-il en informer les salariés avant l’échéance du préavis ? "

func BenchmarkSplit(b *testing.B) {
	text := strings.Repeat(sentence, 10)
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Split(text)
	}
}

// BenchmarkText splits and stems a text of 120 words, each of whose words has been
// met before, as nearly all are when a library is indexed.
func BenchmarkText(b *testing.B) {
	for _, language := range []string{"en", "fr", "de", "el", "cs", "ko", "ja", "th", "zh"} {
		text := sentence
		if data, err := os.ReadFile("testdata/questions/" + language + ".txt"); err == nil {
			text = string(data)
		}
		for n := len(Split(text)); n < 120; n = len(Split(text)) {
			text += text
		}
		split := Split(text)
		text = text[:split[119].End]
		r := For(language)
		b.Run(language, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, w := range Split(text) {
					r.Stem(w.Exact)
				}
			}
		})
	}
}

func BenchmarkStem(b *testing.B) {
	for _, language := range []string{"fr", "cs", "fi", "tr"} {
		r, split := For(language), Split(sentence)
		b.Run(language+"/known", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, w := range split {
					r.Stem(w.Exact)
				}
			}
		})
		b.Run(language+"/new", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, w := range split {
					r.bare(w.Exact)
				}
			}
		})
	}
}

// TestStemAllocatesNothing: not for a word whose stem is known.
func TestStemAllocatesNothing(t *testing.T) {
	r := For("cs")
	r.Stem("zamestnanec")
	if n := testing.AllocsPerRun(100, func() { r.Stem("zamestnanec") }); n != 0 {
		t.Errorf("Stem of a known word allocates %v times", n)
	}
}
