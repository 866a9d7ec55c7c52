//go:build race

package decode

// raced: the race detector looks at code and not at data, so a part of a large set will do.
const raced = true
