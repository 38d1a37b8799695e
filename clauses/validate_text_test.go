package clauses

import (
	"strings"
	"testing"
)

func TestProse(t *testing.T) {
	t.Parallel()
	for _, good := range []string{
		"Article 80", "été", "12", "§ 5", "日本語", "नमस्ते", "שלום\u200f (א)", "می\u200cخواهم", "co\u00adoperation", "👩\u200d🏭 a",
	} {
		if f := lineFault(good); f != (fault{}) {
			t.Errorf("lineFault(%q) = %v, want none", good, f)
		}
	}
	for bad, want := range map[string]string{
		"a\nb": "line break", "a\tb": "tab", "a\x00b": "U+0000", "a\u0085b": "U+0085", "a\x7f": "U+007F",
		"a\u2028b": "U+2028", "e\u0301": "form C", " a": "blank", "a ": "blank", "\u00a0a": "blank", "a\u202eb": "U+202E",
		"a\u2066b": "U+2066", "\ufeffa": "byte order mark", "a\ufffdb": "lost", "\xff": "UTF-8", "—": "no letter", "\u200b": "no letter",
		"a\U000e0041": "U+E0041", "a\uffffb": "U+FFFF",
	} {
		if f := lineFault(bad); !strings.Contains(f.reason, want) {
			t.Errorf("lineFault(%q) = %q, want %q", bad, f.reason, want)
		}
	}
	if f := bodyFault("First.\n\nSecond."); f != (fault{}) {
		t.Errorf("bodyFault of two paragraphs = %v, want none", f)
	}
	if f := bodyFault("a\rb"); !strings.Contains(f.reason, "carriage return") {
		t.Errorf("bodyFault of a carriage return = %v", f)
	}
}

func TestLanguageFault(t *testing.T) {
	t.Parallel()
	for _, good := range []string{"en", "nb", "nn", "pt-BR", "sr-Latn", "zh-Hant", "zh-Hant-TW", "es-419", "ca-valencia", "de-1996", "gsw", "fil"} {
		if f := languageFault(good); f != (fault{}) {
			t.Errorf("languageFault(%q) = %v, want none", good, f)
		}
	}
	for bad, remedy := range map[string]string{
		"no": "nb", "no-NO": "nb", "iw": "write he", "EN": "write en", "en_GB": "write en-GB", "en-gb": "write en-GB", "eng": "write en",
		"sh": "write sr-Latn", "und": "BCP 47", "mul": "BCP 47", "zxx": "BCP 47", "x-foo": "BCP 47", "en-u-co-phonebk": "BCP 47",
		"": "BCP 47", "xx": "BCP 47", "english": "BCP 47", "e": "BCP 47", "en-x-" + strings.Repeat("a", 40): "BCP 47",
	} {
		if f := languageFault(bad); !strings.Contains(f.remedy, remedy) {
			t.Errorf("languageFault(%q) = %v, want the remedy %q", bad, f, remedy)
		}
	}
}

func TestWebURLFault(t *testing.T) {
	t.Parallel()
	for _, good := range []string{
		"https://www.boe.es/eli/es/res/2021/03/17/(4)", "http://example.org", "https://[2001:db8::1]:8080/a?b=c#d",
		"https://xn--bcher-kva.example/%C3%A9",
	} {
		if f := webURLFault(good); f != (fault{}) {
			t.Errorf("webURLFault(%q) = %v, want none", good, f)
		}
	}
	for _, bad := range []string{
		"", "example.org", "//example.org", "ftp://example.org", "javascript:alert(1)", "data:text/html,x", "https://", "https:///x",
		"https://:80/", "https://user:pass@example.org/", "https://a b.org", "https://a.org/\"onclick", "https://a.org/<x>",
		"https://bücher.example/", "https://a.org/\n", "https://a.org/%zz", "https://a.org/" + strings.Repeat("a", MaxURLLength),
	} {
		if f := webURLFault(bad); f == (fault{}) {
			t.Errorf("webURLFault(%q) found nothing", bad)
		}
	}
}
