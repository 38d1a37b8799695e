package indextest

import (
	"testing"

	"clausebank/index"
)

func TestNaive(t *testing.T) {
	t.Parallel()
	Run(t, func(*testing.T) index.Engine { return NewNaive(Taxonomy()) })
}
