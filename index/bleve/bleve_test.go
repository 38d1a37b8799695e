package bleve_test

import (
	"testing"

	"github.com/rs/zerolog"
	"go.uber.org/goleak"

	"clausebank/index"
	"clausebank/index/bleve"
	"clausebank/index/indextest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func open(t testing.TB, dir string) *bleve.Engine {
	t.Helper()
	e, err := bleve.Open(dir, indextest.Taxonomy(), zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestInMemory(t *testing.T) {
	t.Parallel()
	indextest.Run(t, func(t *testing.T) index.Engine { return open(t, "") })
}

func TestOnDisk(t *testing.T) {
	t.Parallel()
	indextest.Run(t, func(t *testing.T) index.Engine { return open(t, t.TempDir()) })
}
