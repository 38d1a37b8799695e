package api

import (
	"slices"
	"strings"

	"clausebank/clauses"
)

// A permission is what a licence lets a reader do.
type permission int

const (
	askFirst   permission = iota // no licence is known
	asStated                     // a licence in words of its own
	withCredit                   // copy, change and share, naming the source
	shareAlike                   // and sharing what was changed under the same licence
	freely                       // no condition
)

// permissions are the licences that texts usually have, by their SPDX
// identifiers in small letters.
var permissions = map[string]permission{
	"cc0-1.0":         freely,
	"cc-by-4.0":       withCredit,
	"cc-by-3.0":       withCredit,
	"cc-by-3.0-igo":   withCredit,
	"ogl-uk-3.0":      withCredit,
	"etalab-2.0":      withCredit,
	"dl-de-by-2.0":    withCredit,
	"cc-by-sa-4.0":    shareAlike,
	"cc-by-sa-3.0":    shareAlike,
	"dl-de-zero-2.0":  freely,
	"pddl-1.0":        freely,
	"cc-pddc":         freely,
	"public domain":   freely,
	"gemeinfrei":      freely,
	"domaine public":  freely,
	"dominio público": freely,
}

// reuseNotes say in plain words what each permission means.
var reuseNotes = map[permission]clauses.Labels{
	freely: {
		"en": "You may copy, change and share this without asking and without naming the source.",
		"fr": "Vous pouvez copier, modifier et partager ce texte sans demander et sans citer la source.",
		"es": "Puede copiar, modificar y compartir este texto sin pedir permiso y sin citar la fuente.",
		"de": "Sie dürfen diesen Text kopieren, ändern und weitergeben, ohne zu fragen und ohne die Quelle zu nennen.",
		"it": "Potete copiare, modificare e condividere questo testo senza chiedere e senza citare la fonte.",
		"pt": "Pode copiar, alterar e partilhar este texto sem pedir autorização e sem citar a fonte.",
	},
	withCredit: {
		"en": "You may copy, change and share this if you name the source and the licence and say what you changed.",
		"fr": "Vous pouvez copier, modifier et partager ce texte si vous citez la source et la licence et signalez vos modifications.",
		"es": "Puede copiar, modificar y compartir este texto si cita la fuente y la licencia e indica los cambios.",
		"de": "Sie dürfen diesen Text kopieren, ändern und weitergeben, wenn Sie Quelle und Lizenz nennen und Änderungen angeben.",
		"it": "Potete copiare, modificare e condividere questo testo se citate la fonte e la licenza e indicate le modifiche.",
		"pt": "Pode copiar, alterar e partilhar este texto se citar a fonte e a licença e indicar as alterações.",
	},
	shareAlike: {
		"en": "You may copy, change and share this if you name the source, say what you changed, and share it under the same licence.",
		"fr": "Vous pouvez copier, modifier et partager ce texte si vous citez la source, signalez vos modifications et le partagez sous la même licence.",
		"es": "Puede copiar, modificar y compartir este texto si cita la fuente, indica los cambios y lo comparte con la misma licencia.",
		"de": "Sie dürfen diesen Text kopieren, ändern und weitergeben, wenn Sie die Quelle nennen, Änderungen angeben und dieselbe Lizenz verwenden.",
		"it": "Potete copiare, modificare e condividere questo testo se citate la fonte, indicate le modifiche e lo condividete con la stessa licenza.",
		"pt": "Pode copiar, alterar e partilhar este texto se citar a fonte, indicar as alterações e o partilhar com a mesma licença.",
	},
	asStated: {
		"en": "The licence is given in the words of its publisher; read them before you copy more than a quotation.",
		"fr": "La licence est donnée dans les termes de l'éditeur ; lisez-les avant de copier plus qu'une citation.",
		"es": "La licencia se indica con las palabras de quien publica; léalas antes de copiar más que una cita.",
		"de": "Die Lizenz steht in den Worten des Herausgebers da; lesen Sie sie, bevor Sie mehr als ein Zitat kopieren.",
		"it": "La licenza è indicata con le parole dell'editore; leggetele prima di copiare più di una citazione.",
		"pt": "A licença é dada nas palavras de quem publica; leia-as antes de copiar mais do que uma citação.",
	},
	askFirst: {
		"en": "No licence is known. Quote it with its source; ask the publisher before you copy more.",
		"fr": "Aucune licence n'est connue. Citez avec la source ; demandez à l'éditeur avant de copier davantage.",
		"es": "No se conoce la licencia. Cite con la fuente; pregunte a quien publica antes de copiar más.",
		"de": "Es ist keine Lizenz bekannt. Zitieren Sie mit Quelle; fragen Sie den Herausgeber, bevor Sie mehr kopieren.",
		"it": "Non è nota alcuna licenza. Citate con la fonte; chiedete all'editore prima di copiare di più.",
		"pt": "Não se conhece a licença. Cite com a fonte; pergunte a quem publica antes de copiar mais.",
	},
}

// permissionOf returns what a licence permits.
func permissionOf(licence string) permission {
	if licence == "" {
		return askFirst
	}
	if p, known := permissions[strings.ToLower(licence)]; known {
		return p
	}
	return asStated
}

func (p presenter) reuseNote(licence string) string {
	return reuseNotes[permissionOf(licence)].In(p.lang)
}

// reuse sums several licences up: the strictest of them says what may be done
// with all. A licence of "" is one that is not known.
func (p presenter) reuse(licences []string) Reuse {
	strictest := freely
	if len(licences) == 0 {
		strictest = askFirst
	}
	for _, l := range licences {
		strictest = min(strictest, permissionOf(l))
	}
	known := slices.DeleteFunc(slices.Clone(licences), func(l string) bool { return l == "" })
	return Reuse{Licences: listed(known), Note: reuseNotes[strictest].In(p.lang)}
}

// licencesOf returns the licences of the texts of clauses, each once, sorted.
func licencesOf(all ...clauses.Clause) []string {
	var licences []string
	for _, c := range all {
		for _, t := range c.Texts {
			licences = append(licences, t.Licence)
		}
	}
	slices.Sort(licences)
	return slices.Compact(licences)
}
