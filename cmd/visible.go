package cmd

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// visible passes text on with the characters that steer a terminal, or turn
// the direction of writing, as \u001b: names of files, tags and captions come
// from strangers. That is also how JSON writes them, so that JSON says the same.
type visible struct {
	to   io.Writer
	rest []byte // a character that the next write ends

	failed error // of the first write that was lost
}

func (v *visible) Write(p []byte) (int, error) {
	if len(v.rest) == 0 && plainASCII(p) { // nearly always, and then nothing is copied
		return v.pass(p)
	}
	text := append(v.rest, p...)
	whole := len(text)
	for back := 1; back < utf8.UTFMax && back <= len(text); back++ {
		if c := text[len(text)-back]; utf8.RuneStart(c) {
			if !utf8.FullRune(text[len(text)-back:]) {
				whole = len(text) - back
			}
			break
		}
	}
	v.rest = append([]byte(nil), text[whole:]...)
	if _, err := v.pass([]byte(shown(string(text[:whole])))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// plainASCII says that text has no characters but those that ASCII prints, and
// ends of lines and tabs. It looks at eight bytes at once.
func plainASCII(text []byte) bool {
	const each = 0x0101010101010101
	for len(text) >= 8 {
		word := binary.LittleEndian.Uint64(text)
		// The highest bit of a byte is set where the byte has it, is below 0x20, or is 0x7f.
		if (word|(word-0x20*each)|(word+each))&(0x80*each) != 0 && !inASCII(text[:8]) {
			return false
		}
		text = text[8:]
	}
	return inASCII(text)
}

func inASCII(text []byte) bool {
	for _, c := range text {
		if c >= 0x7f || c < 0x20 && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

// flush writes what began as a character and did not end as one.
func (v *visible) flush() error {
	if len(v.rest) == 0 {
		return nil
	}
	_, err := v.pass(v.rest)
	v.rest = nil
	return err
}

// pass writes text as it is, and keeps the first error: many who print look at none.
func (v *visible) pass(text []byte) (int, error) {
	n, err := v.to.Write(text)
	v.failed = cmp.Or(v.failed, err)
	return n, err
}

// shown is text with what steers a terminal written out.
func shown(text string) string {
	if strings.IndexFunc(text, steers) < 0 {
		return text
	}
	var b strings.Builder
	for at, r := range text {
		if steers(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		b.WriteString(text[at : at+size]) // as it is, also where it is no UTF-8
	}
	return b.String()
}

// steers says whether a character is a control but for the end of a line and
// the tab, or overrides the direction of what is written after it.
func steers(r rune) bool {
	switch {
	case r == '\n', r == '\t':
		return false
	case r < 0x20, r >= 0x7f && r < 0xa0:
		return true
	}
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
