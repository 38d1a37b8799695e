package storetest_test

import (
	"testing"

	"clausebank/clauses/storetest"
)

func TestModel(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(*testing.T) storetest.Store { return storetest.NewModel() })
}
