package export

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// ParseTarget reads a target as it is written on the command line: "gender"
// for as many of each value, or "framing=portrait:0.5,full_body:0.5" for
// shares. What is before the last "=" may be a condition, or an expression that
// gives a text; quotes behind it mean that it is part of one.
func ParseTarget(text string) (Target, error) {
	by, list, given := cutLast(text, "=")
	if !given || !strings.Contains(list, ":") || strings.ContainsAny(list, "'\"?`") {
		return Target{By: strings.TrimSpace(text)}, nil
	}
	t := Target{By: strings.TrimSpace(by), Shares: map[string]float64{}}
	for part := range strings.SplitSeq(list, ",") {
		value, share, _ := cutLast(part, ":")
		n, err := strconv.ParseFloat(strings.TrimSpace(share), 64)
		if err != nil || !(n >= 0 && n <= math.MaxFloat64) {
			return t, fmt.Errorf("--balance %q: %q is no share: write it as %s=VALUE:0.5,VALUE:0.5", text, part, t.By)
		}
		t.Shares[strings.TrimSpace(value)] = n
	}
	return t, nil
}

// ParseCap reads "tags_artist=200": at most so many of each value.
func ParseCap(text string) (Target, error) {
	by, limit, _ := cutLast(text, "=")
	n, err := strconv.Atoi(strings.TrimSpace(limit))
	if err != nil || n < 1 || strings.TrimSpace(by) == "" {
		return Target{}, fmt.Errorf("--cap %q: write it as COLUMN=NUMBER, such as tags_artist=200", text)
	}
	return Target{By: strings.TrimSpace(by), Cap: n}, nil
}

// cutLast cuts at the last separator.
func cutLast(text, separator string) (before, after string, found bool) {
	i := strings.LastIndex(text, separator)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(separator):], true
}
