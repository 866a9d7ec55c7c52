package cmd

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/caption"
)

func TestCaptionStatusIsAlignedAndHonest(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	number := func(f float64) *float64 { return &f }
	last := now.Add(-3 * time.Minute)
	s := caption.Status{Survivors: 12000, Spent: 12.345, Working: true, Generations: []*caption.GenerationStatus{
		{Backend: "compose", Kind: "composed", Captioned: 11900, Without: 100},
		{Backend: "openai", Model: "gpt-4.1-mini", Kind: "vlm", Prompt: "with_tags", Chosen: true, Captioned: 9000, Failed: map[string]int64{"image_not_received": 20, "refused": 180},
			Left: 2800, Changed: 7, Asks: true, Requests: map[string]int64{"answered": 9001, "failed": 310}, InFlight: 16, PriceKnown: true, Spent: 12.345, ToSpend: number(3.8),
			PerMinute: number(120), Minutes: number(10), MinutesLeft: number(23.4), LastAnswer: &last},
		{Backend: "openai-batch", Model: "mine", Kind: "vlm", Prompt: "0123abcd", Left: 12000, Asks: true, InBatches: 50},
	}}
	var out bytes.Buffer
	(&app{out: &out}).printCaptionStatus(s, now)
	want := `12,000 survivors, $12.35 spent in all; a winnow is at work here

compose
  done     11,900   99.2 %
  no text     100    0.8 %  nothing that a caption could be made of
  left          0    0.0 %

openai gpt-4.1-mini prompt with_tags *
  done                              9,000   75.0 %
  failed: refused                     180    1.5 %
  failed: image not received           20    0.2 %
  left                              2,800   23.3 %  the tags of 7 have changed since they were captioned
  requests                          9,327  9,001 answered, 310 failed, 16 in flight
  spent                            $12.35  about $3.80 more for those left
  rate                                120  a minute, in the last 10 min 0 s of work; the last came 3 min 0 s ago
  time left                   23 min 24 s  at that rate

openai-batch mine prompt 0123abcd
  done              0    0.0 %
  left         12,000  100.0 %
  requests          0
  in batches       50  at the server, counted at the most they may cost; the same command fetches them
  spent       unknown  no price is known of mine: prices in the recipe gives one
  rate        unknown  two captions that were not in a batch would tell
  time left   unknown
`
	if d := cmp.Diff(want, out.String()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestSumsAndDurationsAreSpelled(t *testing.T) {
	for sum, want := range map[float64]string{0: "$0.0000", 0.01234: "$0.0123", 1: "$1.00", 1234.5: "$1,234.50", 9.999: "$10.00"} {
		if got := dollars(sum); got != want {
			t.Errorf("%v is %s, want %s", sum, got, want)
		}
	}
	for d, want := range map[time.Duration]string{-time.Second: "0 s", 59 * time.Second: "59 s", 3*time.Hour + 5*time.Minute: "3 h 5 min", 75 * time.Hour: "3 days 3 h"} {
		if got := spell(d); got != want {
			t.Errorf("%v is %s, want %s", d, got, want)
		}
	}
}
