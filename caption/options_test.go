package caption

import (
	"math"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/compose"
)

func TestNumbersThatOptionsCannotTakeAreNamed(t *testing.T) {
	of := func(n float64) *float64 { return &n }
	for want, o := range map[string]Options{
		"limit is -1":              {Limit: -1},
		"budget is NaN":            {Budget: math.NaN()},
		"compose max_tokens is -1": {Compose: compose.Options{MaxTokens: -1}},
		"stop is -1":               {Stop: -1},
		"batch_bytes is -1":        {BatchBytes: -1},
		"batch_requests is -1":     {BatchRequests: -1},
		"hedge is -0.5":            {Hedge: -.5},
		"temperature is -1":        {Temperature: of(-1)},
		"top_p is 0":               {TopP: of(0)},
		"top_p is 1.5":             {TopP: of(1.5)},
		"quality is 101":           {Quality: 101},
		"side is 8":                {Side: 8},
	} {
		if err := checkOptions(o.withDefaults()); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: the options give %v", want, err)
		}
	}
	if err := checkOptions(Options{Temperature: of(0), TopP: of(1)}.withDefaults()); err != nil {
		t.Errorf("good options give %v", err)
	}
}
