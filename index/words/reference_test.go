package words

import (
	"testing"
)

// TestReferences says which words numbers and references are: what any usual way
// of writing one of them is found by.
func TestReferences(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		// Articles.
		{"art. 80", "art 80"},
		{"Art.80", "art 80"},
		{"§ 87", "§ 87"},
		{"§87", "§ 87"},
		{"§§ 87, 88", "§ 87 88"},
		{"§ 26a", "§ 26a"},
		{"Article 26(7)", "article 26 26.7"},
		{"Article 26 (7)", "article 26 26.7"},
		{"6(1)(f)", "6 6.1 6.1f"},
		{"artículo 26.7", "articulo 26.7"},
		{"26(12 months)", "26 12 months"},
		{"2016 (3)", "2016 3"},
		{"90 (ninety)", "90 ninety"},
		{"artigo 199-A", "artigo 199a"},
		{"artigo 199‑a", "artigo 199a"},
		{"7:669 BW", "7:669 bw"},
		{"3.2.1.", "3.2.1"},
		// Acts of the European Union, cases, conventions, standards.
		{"(EU) 2016/679", "eu 2016/679"},
		{"2016/679/EU", "2016/679 eu"},
		{"2003/88/EC", "2003/88 ec"},
		{"C-518/15", "c518/15"},
		{"C‑518/15", "c518/15"},
		{"C190", "c190"},
		{"C-190", "c190"},
		{"C. 190", "c190"},
		{"ISO/IEC 42001:2023", "iso iec 42001 2023"},
		{"BOE-A-2021-5003", "boe a 2021 5003"},
		// Amounts.
		{"90 days", "90 days"},
		{"90-day", "90 day"},
		{"90 jours", "90 jours"},
		{"1.5", "1.5"},
		{"1,5", "1.5"},
		{"10.000", "10000"},
		{"10,000", "10000"},
		{"10\u00A0000", "10000"},
		{"10 000", "10 000"},
		{"10'000", "10000"},
		{"1.500.000,50", "1500000.50"},
		{"1,500,000.50", "1500000.50"},
		{"0.125", "0.125"},
		{"24/7", "24/7"},
		{"10:30", "10:30"},
		// What is more than one number.
		{"01.02.2024", "01 02 2024"},
		{"1/2/2024", "1 2 2024"},
		{"2024-02-01", "2024 02 01"},
		{"2024/2025", "2024 2025"},
		{"30-60", "30 60"},
		{"1, 2 and 3", "1 2 and 3"},
		{"COVID-19", "covid 19"},
		{"A 30 días", "a 30 dias"},
		{"n. 300", "n 300"},
		{"plan-B", "plan b"},
	} {
		if got := Fold(test.text); got != test.want {
			t.Errorf("Split(%q) = %q, want %q", test.text, got, test.want)
		}
	}
	for _, text := range []string{"L2242-17", "L.2242-17", "L. 2242-17", "L 2242-17", "l. 2242‑17", "L.\u00A02242-17", "L2242–17"} {
		if got := Fold(text); got != "l2242-17" {
			t.Errorf("Split(%q) = %q, want %q", text, got, "l2242-17")
		}
	}
}

// TestReferenceIsOneWord: its numbers apart are not the reference.
func TestReferenceIsOneWord(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ query, text string }{
		{"2016/679", "In 2016 the parties agreed on 679 places."},
		{"26(7)", "Article 26 has 7 paragraphs."},
		{"L2242-17", "Article L2242 and article 17"},
		{"1.5", "between 1 and 5"},
		{"199-A", "Article 199, annex A"},
	} {
		if holdsAll(Fold(test.text), Fold(test.query)) {
			t.Errorf("%q holds all words of %q", test.text, test.query)
		}
	}
}
