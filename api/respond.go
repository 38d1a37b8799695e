package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/labstack/echo/v4"
)

// encode returns JSON with a line break at the end. Letters such as < and & stay
// as they are: nothing of it is ever put into HTML.
func encode(answer any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(answer); err != nil {
		return nil, fmt.Errorf("encode the answer: %w", err)
	}
	return b.Bytes(), nil
}

// respond answers with JSON. The length is known, so that small answers are not
// compressed.
func respond(c echo.Context, status int, answer any) error {
	body, err := encode(answer)
	if err != nil {
		return err
	}
	return respondBytes(c, status, echo.MIMEApplicationJSON, body)
}

func respondBytes(c echo.Context, status int, contentType string, body []byte) error {
	c.Response().Header().Set(echo.HeaderContentLength, strconv.Itoa(len(body)))
	return c.Blob(status, contentType, body)
}
