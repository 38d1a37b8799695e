package api

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"clausebank/clauses"
)

// digest returns a short hash of parts that say what an answer depends on.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%q", p)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func positionKey(p clauses.Position) string {
	return fmt.Sprintf("%s/%d/%d", p.Store, p.Epoch, p.Revision)
}

// weakTag returns the entity tag of an answer that depends on the parts.
func weakTag(parts ...string) string { return `W/"` + digest(parts...) + `"` }

// documentTag returns the strong entity tag of an instrument's representation.
// It begins with what documentVersion returns.
func documentTag(version string, parts ...string) string {
	return `"` + version + "." + digest(parts...) + `"`
}

// documentVersion names a state of a document: a revision is unique within an
// epoch only.
func documentVersion(epoch uint64, at clauses.Revision) string {
	return fmt.Sprintf("%d-%d", epoch, at)
}

// unchanged reports whether the client has the answer of the tag already, and
// answers 304 then. The tag is in the header of the answer either way.
func unchanged(c echo.Context, tag string) (bool, error) {
	c.Response().Header().Set("ETag", tag)
	c.Response().Header().Set(echo.HeaderCacheControl, "no-cache")
	asked := strings.Join(c.Request().Header.Values("If-None-Match"), ",")
	if asked == "" {
		return false, nil
	}
	for _, t := range entityTags(asked) {
		if t == "*" || strings.TrimPrefix(t, "W/") == strings.TrimPrefix(tag, "W/") {
			return true, c.NoContent(http.StatusNotModified)
		}
	}
	return false, nil
}

// entityTags splits the value of If-Match or If-None-Match. None of our tags has
// a comma in it.
func entityTags(header string) []string {
	var tags []string
	for t := range strings.SplitSeq(header, ",") {
		if t = strings.TrimSpace(t); t != "" {
			tags = append(tags, t)
		}
	}
	return tags
}

// revisionOf returns the revision that a strong tag of an instrument names in an
// epoch. A tag of another epoch, a weak one, or one that is not ours names none.
func revisionOf(tag string, epoch uint64) (clauses.Revision, bool) {
	inner, begins := strings.CutPrefix(tag, `"`)
	inner, ends := strings.CutSuffix(inner, `"`)
	if !begins || !ends {
		return 0, false
	}
	version, _, _ := strings.Cut(inner, ".")
	of, number, _ := strings.Cut(version, "-")
	n, err := strconv.ParseUint(number, 10, 64)
	if err != nil || of != strconv.FormatUint(epoch, 10) || n == 0 {
		return 0, false
	}
	return clauses.Revision(n), true
}
