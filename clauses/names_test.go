package clauses

import "testing"

func TestCountryName(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ code, in, want string }{
		{"ES", "en", "Spain"}, {"ES", "fr", "Espagne"}, {"ES", "es", "España"},
		{"ES", "de", "Spanien"}, {"ES", "it", "Spagna"}, {"ES", "pt", "Espanha"},
		{"ES", "pt-BR", "Espanha"}, {"ES", "ja", "Spain"}, {"ES", "", "Spain"},
		{"EU", "en", "European Union"}, {"EU", "de", "Europäische Union"},
		{"001", "en", "World"}, {"001", "fr", "Monde"},
		{"nowhere", "en", "nowhere"}, {"", "en", ""},
	} {
		if got := CountryName(tt.code, tt.in); got != tt.want {
			t.Errorf("CountryName(%q, %q) = %q, want %q", tt.code, tt.in, got, tt.want)
		}
	}
}

func TestLanguageName(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ tag, in, want string }{
		{"es", "en", "Spanish"}, {"es", "es", "español"}, {"es", "pt-BR", "espanhol"}, {"es", "ko", "Spanish"},
		{"nb", "en", "Norwegian Bokmål"},
		{"pt-BR", "en", "Portuguese (Brazil)"}, {"pt-BR", "pt", "português (Brasil)"},
		{"sr-Latn", "en", "Serbian (Latin)"},
		{"ca-valencia", "en", "Catalan"},
		{"not a tag", "en", "not a tag"},
	} {
		if got := LanguageName(tt.tag, tt.in); got != tt.want {
			t.Errorf("LanguageName(%q, %q) = %q, want %q", tt.tag, tt.in, got, tt.want)
		}
	}
}
