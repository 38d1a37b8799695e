package api

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
)

// readBody reads a body of one of the types. A larger one than the limit is a
// *tooLargeError; the machine's own user has no limit.
func readBody(r *request, limit int64, limitName string, types ...string) ([]byte, error) {
	if _, err := mediaType(r, types...); err != nil {
		return nil, err
	}
	body, err := io.ReadAll(r.body(limit))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return nil, &tooLargeError{limit: limitName, max: limit, unit: "bytes"}
	}
	if err != nil {
		return nil, &bodyError{"The body broke off."}
	}
	return body, nil
}

// mediaType returns the type of the body, which must be one of the types given.
func mediaType(r *request, types ...string) (string, error) {
	given := r.Request().Header.Get("Content-Type")
	media, parameters, err := mime.ParseMediaType(given)
	charset := strings.ToLower(parameters["charset"])
	if err != nil || !slices.Contains(types, media) || charset != "" && charset != "utf-8" && charset != "us-ascii" {
		return "", &mediaTypeError{got: shown(given), want: types}
	}
	return media, nil
}

// decodeStrictly reads one JSON value without fields that the target has not.
func decodeStrictly(body []byte, into any) error {
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return &bodyError{"The body is not the JSON that is wanted: " + strings.TrimPrefix(err.Error(), "json: ") + "."}
	}
	if d.More() {
		return &bodyError{"Something follows after the JSON of the body."}
	}
	return nil
}
