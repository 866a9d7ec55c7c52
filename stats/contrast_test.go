package stats

import (
	"math"
	"regexp"
	"strconv"
	"testing"
)

// luminance is that of WCAG 2, of #rgb or #rrggbb.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	if len(colour) == 4 {
		colour = "#" + colour[1:2] + colour[1:2] + colour[2:3] + colour[2:3] + colour[3:4] + colour[3:4]
	}
	n, err := strconv.ParseUint(colour[1:], 16, 32)
	if err != nil {
		t.Fatalf("%s is no colour: %v", colour, err)
	}
	linear := func(v uint64) float64 {
		c := float64(v&255) / 255
		if c <= .04045 {
			return c / 12.92
		}
		return math.Pow((c+.055)/1.055, 2.4)
	}
	return .2126*linear(n>>16) + .7152*linear(n>>8) + .0722*linear(n)
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func TestEveryPairOfColoursCanBeRead(t *testing.T) {
	themes := regexp.MustCompile(`(?m)^:root(?:\.dark)?\{(.*)\}$`).FindAllStringSubmatch(pageStyle, -1)
	if len(themes) != 2 {
		t.Fatalf("the style has %d themes, want light and dark", len(themes))
	}
	for i, theme := range themes {
		colours := map[string]string{}
		for _, m := range regexp.MustCompile(`--([a-z0-9-]+):(#[0-9a-f]+)`).FindAllStringSubmatch(theme[1], -1) {
			colours[m[1]] = m[2]
		}
		for ground, texts := range map[string][]string{
			"page":    {"text", "muted", "accent", "dropped", "kept"},
			"surface": {"text", "muted", "accent", "kept", "dropped", "doubtful", "variant", "cat-general", "cat-artist", "cat-copyright", "cat-character", "cat-meta"},
			"over1":   {"text"}, "over2": {"text"}, "under1": {"text"}, "under2": {"text"}, "line": {"text"},
			"kept": {"surface"}, "dropped": {"surface"}, "doubtful": {"surface"}, "variant": {"surface"},
		} {
			for _, text := range texts {
				if c := contrast(t, colours[text], colours[ground]); c < 4.5 {
					t.Errorf("theme %d: %s %s on %s %s has contrast %.2f, want 4.5", i, text, colours[text], ground, colours[ground], c)
				}
			}
		}
		// Bars are no text: 3 is the bound for what has a meaning.
		for _, fill := range []string{"accent", "muted"} {
			if c := contrast(t, colours[fill], colours["surface"]); c < 3 {
				t.Errorf("theme %d: bars in %s have contrast %.2f, want 3", i, fill, c)
			}
		}
	}
}
