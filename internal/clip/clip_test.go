package clip

import (
	"math"
	"strings"
	"testing"
)

// captions with their exact counts by CLIP's vocabulary.
var captions = map[string]int{
	"a photo of a cat": 5,
	"A girl with very long grey hair in a crown braid stands in a sunflower field, wearing a white sundress and a white straw hat with a blue ribbon; her red eyes look at the viewer.": 40,
	"Two boys in school uniforms sit on a rooftop at sunset. One holds a thermos, the other points at the skyline, and both are smiling.":                                               30,
	"The illustration shows a black-haired woman in a purple kimono embroidered with chrysanthemums, kneeling beside a lacquered table in a dimly lit tatami room.":                     35,
	"An anthropomorphic fox wearing an adventurer's cloak, knee-high boots and a leather bandolier crouches behind mossy ruins, holding a lantern.":                                     33,
	"Upper body of a silver-haired girl with heterochromia, twintails and a frilled hairband, against a gradient background; monochrome except for her eyes.":                           33,
	"1girl, solo, long hair, looking at viewer, blush, simple background, thighhighs, detached sleeves":                                                                                 22,
}

func TestEstimateIsNearTheExactCount(t *testing.T) {
	var off, exact float64
	for text, n := range captions {
		off += math.Abs(float64(Estimate(text) - n))
		exact += float64(n)
	}
	if off/exact > .06 {
		t.Errorf("the estimate is off by %.1f %% on average, want 6 at most", 100*off/exact)
	}
}

func TestEstimateIsOneTokenForACommonWord(t *testing.T) {
	for text, want := range map[string]int{"": 0, "a photo of a cat": 5, "a red cat.": 4, "1girl, 2024": 7} {
		if got := Estimate(text); got != want {
			t.Errorf("Estimate(%q) = %d, want %d", text, got, want)
		}
	}
}

// TestCountMergesByRank has a vocabulary of a few pairs.
func TestCountMergesByRank(t *testing.T) {
	v := &Vocabulary{of: letters(), rank: map[[2]string]int{{"c", "a"}: 0, {"ca", "t</w>"}: 1, {"a", "t</w>"}: 2, {"Ã", "©</w>"}: 3}}
	for text, want := range map[string]int{"cat": 1, " CAT cat!": 3, "cats": 3, "at": 1, "é": 1, "it's": 4, "&amp;amp;": 1, "42": 2} {
		if got := v.Count(text); got != want {
			t.Errorf("Count(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestForeignFilesAreNoVocabulary(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "prose": "this is\nno vocabulary at all\n", "short": "#version\na b\nc d\n"} {
		if _, err := read(strings.NewReader(text)); err == nil {
			t.Errorf("%s was taken as a vocabulary", name)
		}
	}
}

func FuzzEstimate(f *testing.F) {
	f.Add("a girl, 1girl; 絵 'tis &amp; <|endoftext|>")
	f.Fuzz(func(t *testing.T, text string) {
		if n := Estimate(text); n < 0 || n > 2*len(text)+1 {
			t.Errorf("Estimate of %d bytes is %d", len(text), n)
		}
	})
}
