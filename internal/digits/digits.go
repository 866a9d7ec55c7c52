// Package digits writes whole numbers so that people can read them.
package digits

import (
	"strconv"
	"strings"
)

// Commas writes 1234567 as "1,234,567".
func Commas(n int64) string { return grouped(n, ",") }

// Thin writes 1234567 with thin spaces, for pages.
func Thin(n int64) string { return grouped(n, ThinSpace) }

// Count writes a number of things: "1 image", "2,000 images".
func Count(n int64, thing string) string { return Commas(n) + " " + Form(n, thing, thing+"s") }

// Form is the words that go with n: those for one, or those for many.
func Form(n int64, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// ThinSpace stands between groups of three digits on pages.
const ThinSpace = "\u2009"

func grouped(n int64, between string) string {
	text := strconv.FormatInt(n, 10)
	var b strings.Builder
	for i, d := range text {
		if i > 0 && (len(text)-i)%3 == 0 && text[i-1] != '-' {
			b.WriteString(between)
		}
		b.WriteRune(d)
	}
	return b.String()
}
