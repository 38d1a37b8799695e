package words

// After Ntais and Saroukos, without what makes verbs of nouns: the endings of
// nouns and adjectives, and the third person. Words come without tonos, and with
// σ at their end.
var greek = parseEndings(`
	3: ματοσ>μ ματα>μ ματων>μ ματι>μ μα>μ εωσ εων εισ ησ η ουσ ου οσ οι ων ο εσ ασ α ονται εται ουν ει ε
`).of
