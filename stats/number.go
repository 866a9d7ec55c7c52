package stats

import (
	"fmt"
	"strconv"
	"strings"
)

// percent writes .1234 as "12.3 %".
func percent(x float64) string { return strconv.FormatFloat(100*x, 'f', 1, 64) + " %" }

// thousands writes 1234567 as "1,234,567".
func thousands(n int64) string {
	digits := strconv.FormatInt(n, 10)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 && digits[i-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}

// images writes "1 image" or "2,000 images".
func images(n int64) string {
	if n == 1 {
		return "1 image"
	}
	return fmt.Sprintf("%s images", thousands(n))
}
