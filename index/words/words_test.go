package words

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestSplit(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text string
		want []Word
	}{
		{"", []Word{}},
		{" ?! – … ", []Word{}},
		{"Right to disconnect.", []Word{{"right", 0, 5}, {"to", 6, 8}, {"disconnect", 9, 19}}},
		{"l’employeur", []Word{{"l", 0, 1}, {"employeur", 4, 13}}},
		{"Follow-up 24/7", []Word{{"follow", 0, 6}, {"up", 7, 9}, {"24/7", 10, 14}}},
		{"Straße", []Word{{"strasse", 0, 7}}},
		{"Kündi\u00ADgung\u00AD", []Word{{"kundigung", 0, 12}}},
		{"ŒUVRE æther", []Word{{"oeuvre", 0, 6}, {"aether", 7, 13}}},
		{"a\xffb", []Word{{"a", 0, 1}, {"b", 2, 3}}},
		{"\u0301", []Word{}},
	} {
		if diff := cmp.Diff(test.want, Split(test.text)); diff != "" {
			t.Errorf("Split(%q) (-want +got):\n%s", test.text, diff)
		}
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"accents, composed and not", "Conciliación Conciliacio\u0301n", "conciliacion conciliacion"},
		{"letters with a stroke", "Øre Łódź Đorđe", "ore lodz dorde"},
		{"ligatures and capitals", "ﬁnance STRAẞE", "finance strasse"},
		{"Turkish i", "İŞ ışık iş", "is isik is"},
		{"Greek tonos and final sigma", "ΌΡΟΣ όρος ὅρος", "οροσ οροσ οροσ"},
		{"Cyrillic й stays, ё and stress do not", "Рабочий труд пере\u0301рыв всё", "рабочий труд перерыв все"},
		{"letters of Ukrainian and Macedonian stay", "Україна ќе ѓ", "україна ќе ѓ"},
		{"Arabic alef forms, teh marbuta, harakat, tatweel", "إِجَازَة اجازه أجـازة", "اجازه اجازه اجازه"},
		{"Arabic hamza on other letters stays", "مسؤول شئون", "مسؤول شئون"},
		{"Hebrew points", "שָׁבוּעַ שבוע", "שבוע שבוע"},
		{"full width", "Ｌａｂｏｕｒ １２", "labour 12"},
		{"Hindi marks are letters", "छुट्टी का अधिकार", "छुट्टी का अधिकार"},
		{"Thai marks are letters", "สิทธิ", "สิท ทธิ"},
		{"digits of any script", "٢٠٢٦ ۲۰۲۶ २०२६ ２０２６ ๒๐๒๖", "2026 2026 2026 2026 2026"},
		{"Persian heh", "خانهٔ خانۀ خانه", "خانه خانه خانه"},
		{"Catalan middle dot", "col·lectiu coŀlectiu", "collectiu collectiu"},
		{"Ukrainian apostrophe", "зв'язок зв’язок звʼязок", "звязок звязок звязок"},
		{"Hebrew abbreviations", "צה״ל צה\"ל צהל", "צהל צהל צהל"},
		{"kana and hangul are composed again", "ガ カ\u3099 ｶﾞ 한국", "ガ ガ ガ 한국"},
		{"emoji part words and are none", "pay👩‍⚖️day", "pay day"},
	} {
		if got := Fold(test.text); got != test.want {
			t.Errorf("%s: Fold(%q) = %q, want %q", test.name, test.text, got, test.want)
		}
	}
}

func TestLongWordsAreCut(t *testing.T) {
	t.Parallel()
	for _, letter := range []string{"a", "é", "ж", "한"} {
		got := Split(strings.Repeat(letter, MaxRunes+10))
		if len(got) != 1 || utf8.RuneCountInString(got[0].Exact) != MaxRunes {
			t.Errorf("Split of %d × %q = %v, want one word of %d runes", MaxRunes+10, letter, got, MaxRunes)
		}
	}
}

// TestExactFormsAreFixed takes every rune there is alone and on a letter.
func TestExactFormsAreFixed(t *testing.T) {
	t.Parallel()
	for r := range rune(unicode.MaxRune + 1) {
		for _, before := range []string{"", "e", "и"} {
			checkFixed(t, before+string(r))
		}
	}
}

// TestFoldLetters: letter by letter comes to the same as all together.
func TestFoldLetters(t *testing.T) {
	t.Parallel()
	for r := range rune(0xD800) {
		if !InWord(r) {
			continue
		}
		for _, run := range []string{string(r), "a" + string(r), "и" + string(r) + "ο", "한" + string(r), "ا" + string(r)} {
			if got, want := fold(run), cut(foldAny(run)); got != want {
				t.Errorf("fold(%q) = %q, want %q", run, got, want)
			}
		}
	}
}

// TestManyMarks: what stands on one letter must not cost more than its length.
func TestManyMarks(t *testing.T) {
	t.Parallel()
	for _, base := range []string{"ก", "中", "a", "한", "क"} {
		text := base + strings.Repeat("\u0301", 200_000) + base
		if n := len(Split(text)); n != 1 {
			t.Errorf("Split of %s with marks has %d words, want 1", base, n)
		}
	}
}

func checkFixed(t *testing.T, text string) {
	t.Helper()
	for _, w := range Split(text) {
		again := Split(w.Exact)
		if len(again) != 1 || again[0].Exact != w.Exact {
			t.Errorf("Split(%q) has %q, whose own words are %v", text, w.Exact, again)
		}
	}
}

// FuzzSplit holds the promises of the package against any text.
func FuzzSplit(f *testing.F) {
	for _, s := range []string{
		"", "L'employeur", "e\u0301\u0308", "한국\u3099", "\xff\u0301a\u00ad", "ﷺ", "אָ", "劳动合同AIシステムﾞ", "เเกำ", "1.500.000,50 26(7)(a) L. 2242-17",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := Word{}
		for _, w := range Split(text) {
			if w.Start < last.Start || w.End < last.End || w.End <= w.Start || w.End > len(text) {
				t.Fatalf("Split(%q): word %q at %d to %d follows one at %d to %d", text, w.Exact, w.Start, w.End, last.Start, last.End)
			}
			last = w
			if first, _ := utf8.DecodeRuneInString(text[w.Start:]); !InWord(first) && first != '(' && first != '§' {
				t.Fatalf("Split(%q): %q begins with %q", text, w.Exact, first)
			}
			if last, _ := utf8.DecodeLastRuneInString(text[:w.End]); !InWord(last) && last != ')' && last != '§' {
				t.Fatalf("Split(%q): %q ends with %q", text, w.Exact, last)
			}
			for _, r := range All() {
				stem := r.Stem(w.Exact)
				if stem != r.Stem(w.Exact) || !utf8.ValidString(stem) || strings.TrimPrefix(stem, r.Name()+":") == "" {
					t.Fatalf("%q: Stem(%q) = %q", r.Name(), w.Exact, stem)
				}
				r.Stop(w.Exact)
			}
		}
		checkFixed(t, text)
	})
}
