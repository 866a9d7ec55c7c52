package recipe

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"
)

// Bounds of a recipe. Parsing what is beyond them takes more memory and time
// than a machine has: nested brackets cost the square of their depth.
const (
	mostBytes = 1 << 18
	mostDepth = 200 // brackets and dashes that may be open at once
)

// readSome reads a file as far as a recipe may go, and a byte more.
func readSome(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(file, mostBytes+1))
	return text, errors.Join(err, file.Close())
}

// readable is an error for what cannot be a recipe.
func readable(text []byte) error {
	if len(text) > mostBytes {
		return fmt.Errorf("it has more than %d bytes, which no recipe has: name another file with --recipe", mostBytes)
	}
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		return errors.New("it is no text in UTF-8: save it as such, or name another file with --recipe")
	}
	depth := 0
	number := 0
	for line := range bytes.Lines(text) {
		number++
		marks := 0
		for _, c := range line {
			switch c {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(depth-1, 0)
			case '-', '?':
				marks++
			case ' ':
			default:
				marks = 0
			}
			if depth > mostDepth || marks > mostDepth {
				return fmt.Errorf("line %d: it is nested more than %d deep, which no recipe is", number, mostDepth)
			}
		}
	}
	return nil
}
