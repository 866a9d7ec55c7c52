package chat

import (
	"bytes"
	"fmt"
	"os"
	"strings"
)

// Secret is a key. It prints as dots wherever it is printed, also within
// errors, JSON and %#v.
type Secret struct{ value string }

const hidden = "•••"

// NewSecret is a key with that value.
func NewSecret(value string) Secret { return Secret{value: strings.TrimSpace(value)} }

// String hides the key.
func (s Secret) String() string { return hidden }

// GoString hides the key.
func (s Secret) GoString() string { return hidden }

// MarshalText hides the key.
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// Empty says that there is no key.
func (s Secret) Empty() bool { return s.value == "" }

// Scrub takes the key out of a text.
func (s Secret) Scrub(text string) string {
	if len(s.value) < 4 {
		return text
	}
	return strings.ReplaceAll(text, s.value, hidden)
}

// ScrubBytes takes the key out of what a server sent.
func (s Secret) ScrubBytes(text []byte) []byte {
	if len(s.value) < 4 || !bytes.Contains(text, []byte(s.value)) {
		return text
	}
	return bytes.ReplaceAll(text, []byte(s.value), []byte(hidden))
}

// ReadSecret reads a key from a file that nobody but its owner may read.
func ReadSecret(path string) (Secret, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Secret{}, fmt.Errorf("read the key file: %w", err)
	}
	if open := info.Mode().Perm() & 0o077; open != 0 {
		return Secret{}, fmt.Errorf("the key file %s may be read by others (mode %o): chmod 600 %s", path, info.Mode().Perm(), path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return Secret{}, fmt.Errorf("read the key file: %w", err)
	}
	s := NewSecret(string(text))
	if s.Empty() || strings.ContainsAny(s.value, " \n\r\t") {
		return Secret{}, fmt.Errorf("the key file %s should hold one key and nothing else", path)
	}
	return s, nil
}
