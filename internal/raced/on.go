//go:build race

// Package raced tells tests whether the race detector runs. It looks at code and not at
// data, so that a part of a large set will do for it.
package raced

// On says that it runs.
const On = true
