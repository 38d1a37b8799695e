package words

import (
	"strings"
	"testing"
)

// golden says, for each language, which forms must meet (one group a line) and
// which must not (also one group a line: no two of it).
var golden = []struct{ language, meet, apart string }{
	{"en", `
		agreement agreements Agreement's
		negotiate negotiated negotiating negotiates
		labour labor Labour's labours
		organisation organization organisations organizations
		organise organize organised organizing
		dismissal dismissals
		carry carries carried
		exercise exercises exercised exercising
		worker workers worker’s
		policy policies
		café cafe cafés`, `
		worker work
		union unit
		notice notion
		hour her
		leave live`},
	{"fr", `
		salarié salariés salariée salariées Salarie
		syndical syndicaux syndicale syndicales
		congé congés
		infirmier infirmière infirmières infirmiers
		déconnexion deconnexion DÉCONNEXION déconnexions
		travailleur travailleurs travailleuse
		négociation négociations
		employeur employeurs
		œuvre oeuvre œuvres`, `
		salarié salaire
		congé congrès
		grève grave
		préavis prévu`},
	{"es", `
		desconexión desconexion desconexiones DESCONEXIÓN
		trabajador trabajadora trabajadores trabajadoras
		convenio convenios
		huelga huelgas
		vez veces
		conciliación conciliaciones
		jornada jornadas`, `
		trabajador trabajo
		convenio convento
		jornada jornal
		salario sala`},
	{"it", `
		turno turni
		orario orari
		lavoratore lavoratori
		lavoratrice lavoratrici
		mese mesi
		banca banche
		disconnessione disconnessioni
		attività attivita
		licenziamento licenziamenti`, `
		turno torno
		lavoratore lavoro
		ferie fiera
		sindacato sindaco`},
	{"pt", `
		negociação negociações negociacao negociacoes
		trabalhador trabalhadora trabalhadores trabalhadoras
		sindical sindicais
		cláusula cláusulas clausula
		desconexão desconexões
		papel papéis
		lençol lençóis
		férias ferias`, `
		trabalhador trabalho
		greve grave
		sindical sindicato
		salário sala`},
	{"de", `
		künstliche kuenstliche kunstliche Künstlichen
		Kündigung Kündigungen Kuendigung KÜNDIGUNG
		Arbeitnehmer Arbeitnehmern Arbeitnehmers Arbeitnehmerin Arbeitnehmerinnen
		Tarifvertrag Tarifvertrages Tarifvertrags
		Straße Strasse Straßen
		Betriebsrat Betriebsrats Betriebsrates
		Überstunde Überstunden Ueberstunden`, `
		Kündigung Kunde
		Arbeitnehmer Arbeitgeber
		neu Neuerung
		Steuer Stern
		Quelle Qual`},
	{"pl", `
		układ Uklad UKŁAD
		związek zwiazek
		prawo Prawo
		płaca placa
		godziną godzina`, `
		praca prawo
		urlop urlopy
		czas czasy`},
}

func TestStems(t *testing.T) {
	t.Parallel()
	for _, test := range golden {
		rules := For(test.language)
		stems := func(line string) (stems []string) {
			for _, form := range strings.Fields(line) {
				stems = append(stems, rules.Stem(Split(form)[0].Exact))
			}
			return stems
		}
		for line := range strings.Lines(test.meet) {
			s := stems(line)
			for i := range s {
				if s[i] != s[0] {
					t.Errorf("%s: %q must meet, stems are %q", test.language, strings.TrimSpace(line), s)
					break
				}
			}
		}
		for line := range strings.Lines(test.apart) {
			seen := map[string]bool{}
			for _, s := range stems(line) {
				if seen[s] {
					t.Errorf("%s: %q must stay apart, stems are %q", test.language, strings.TrimSpace(line), stems(line))
					break
				}
				seen[s] = true
			}
		}
	}
}

func TestRulesByLanguage(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ tag, name, stem string }{
		{"es", "es", "es:desconexion"},
		{"es-419", "es", "es:desconexion"},
		{"PT-br", "pt", "pt:desconexion"},
		{"pl", "", "desconexion"},
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
		{"pl", "", "i w na"},
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

func BenchmarkStem(b *testing.B) {
	r, split := For("fr"), Split(sentence)
	b.Run("known", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, w := range split {
				r.Stem(w.Exact)
			}
		}
	})
	b.Run("new", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, w := range split {
				r.stem(w.Exact)
			}
		}
	})
}
