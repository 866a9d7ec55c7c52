package dataset

import (
	"crypto/sha256"
	"encoding/hex"
)

// IDOf is the id of an image file: the lower-case hexadecimal SHA-256 of its
// bytes, 64 characters.
func IDOf(file []byte) string {
	sum := sha256.Sum256(file)
	return hex.EncodeToString(sum[:])
}
