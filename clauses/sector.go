package clauses

// A Sector is a branch of the economy in one of the known classifications: a
// section (a letter), a division (two digits) or a group (two digits, a dot, a
// digit).
type Sector struct {
	Scheme string `json:"scheme" validate:"required,sector_scheme"`
	Code   string `json:"code" validate:"required"`
}

// The classifications of sectors.
const (
	NACE21 = "NACE-2.1"
	NACE2  = "NACE-2"
	ISIC4  = "ISIC-4"
	ISIC5  = "ISIC-5"
)
