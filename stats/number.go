package stats

import (
	"strconv"

	"github.com/winnow-data/winnow/internal/digits"
)

// percent writes .1234 as "12.3 %".
func percent(x float64) string { return strconv.FormatFloat(100*x, 'f', 1, 64) + " %" }

// images writes "1 image" or "2,000 images".
func images(n int64) string { return digits.Count(n, "image") }
