package index

import "clausebank/clauses"

// A Cursor says where the next page begins: after this hit, in this order.
type Cursor struct {
	Query    uint64      // Fingerprint of the query that it continues
	Snapshot string      // the engine's name of the snapshot; "" for orders that need none
	Day      clauses.Day // the day that the query asked about
	Tier     int
	Score    int64
	Key      int64 // the date that the order goes by, as a Day; see NoKey
	ID       string
}
