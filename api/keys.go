package api

import (
	"crypto/sha256"
	"crypto/subtle"
	"strings"
)

// keys are the tokens that permit writing, as hashes: comparing hashes of one
// length takes the same time whatever is sent.
type keys struct {
	token, local       [sha256.Size]byte
	hasToken, hasLocal bool
}

func newKeys(token, local string) keys {
	return keys{
		token: sha256.Sum256([]byte(token)), hasToken: token != "",
		local: sha256.Sum256([]byte(local)), hasLocal: local != "",
	}
}

// check reports whether the header Authorization carries the local token. Where
// a token is needed and the header has neither, it returns errUnauthorized, or
// errWritingOff where no token would do.
func (k keys) check(needed bool, authorization string) (local bool, err error) {
	scheme, sent, _ := strings.Cut(authorization, " ")
	hash := sha256.Sum256([]byte(strings.TrimSpace(sent)))
	bearer := strings.EqualFold(scheme, "Bearer")
	local = bearer && k.hasLocal && subtle.ConstantTimeCompare(hash[:], k.local[:]) == 1
	token := bearer && k.hasToken && subtle.ConstantTimeCompare(hash[:], k.token[:]) == 1
	switch {
	case local || token || !needed:
		return local, nil
	case !k.hasToken:
		return false, errWritingOff
	}
	return false, errUnauthorized
}
