// Package clausebank holds the contract of the API, so that the program can
// serve the very file that its tests hold it to.
package clausebank

import _ "embed"

// Contract is openapi.yaml: the contract of the API, OpenAPI 3.1.
//
//go:embed openapi.yaml
var Contract []byte
