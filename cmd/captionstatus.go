package cmd

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/caption"
	"github.com/winnow-data/winnow/internal/digits"
)

// captionStatus is a command of caption.
func (a *app) captionStatus() *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "How far captioning is: done, failed and why, spent, rate, time left",
		Long: `Status reads the ledger, also while another winnow captions. It has a block for
each backend with its model and prompt; a * marks the one of the last run. What
cannot be known is said to be unknown.` + "\n" + exitHelp,
		Example: "  winnow caption status -w training-set/.winnow",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o := caption.Options{}
			if err := a.section("caption", &o); err != nil {
				return err
			}
			ws, err := a.existing()
			if err != nil {
				return err
			}
			s, err := caption.StatusOf(c.Context(), ws, o)
			if err != nil {
				return err
			}
			return a.answer(s, func() { a.printCaptionStatus(s, time.Now()) })
		},
	}
}

func (a *app) printCaptionStatus(s caption.Status, now time.Time) {
	at := "no winnow is at work here now"
	if s.Working {
		at = "a winnow is at work here"
	}
	fmt.Fprintf(a.out, "%s survivors, %s spent in all; %s\n", digits.Commas(s.Survivors), dollars(s.Spent), at)
	for _, g := range s.Generations {
		mark := ""
		if g.Chosen {
			mark = " *"
		}
		fmt.Fprintf(a.out, "\n%s%s\n", strings.Join(slices.DeleteFunc([]string{g.Backend, g.Model, promptWords(g)}, func(s string) bool { return s == "" }), " "), mark)
		facts := shares(g, s.Survivors)
		if g.Asks {
			facts = append(facts, account(g, s.Working, now)...)
		}
		a.printFacts(facts)
	}
}

func promptWords(g *caption.GenerationStatus) string {
	if g.Prompt == "" || g.Prompt == g.Backend {
		return ""
	}
	return "prompt " + g.Prompt
}

// fact is a name, a value that is aligned to the right, and what else there is
// to say of it.
type fact struct{ name, value, more string }

func (a *app) printFacts(facts []fact) {
	name, value := 0, 0
	for _, f := range facts {
		name, value = max(name, len(f.name)), max(value, len(f.value))
	}
	for _, f := range facts {
		fmt.Fprintln(a.out, strings.TrimRight(fmt.Sprintf("  %-*s  %*s  %s", name, f.name, value, f.value, f.more), " "))
	}
}

// shares is where the survivors are.
func shares(g *caption.GenerationStatus, survivors int64) []fact {
	share := func(name string, n int64, more string) fact {
		text := ""
		if survivors > 0 {
			text = fmt.Sprintf("%5.1f %%", 100*float64(n)/float64(survivors))
		}
		return fact{name, digits.Commas(n), strings.TrimRight(text+more, " ")}
	}
	if g.Kind == "" {
		return []fact{share("mended", g.Captioned, "")}
	}
	facts := []fact{share("done", g.Captioned, "")}
	for _, reason := range byCount(g.Failed) {
		facts = append(facts, share("failed: "+strings.ReplaceAll(reason, "_", " "), g.Failed[reason], ""))
	}
	if g.Without > 0 {
		facts = append(facts, share("no text", g.Without, "  nothing that a caption could be made of"))
	}
	more := ""
	if g.Changed > 0 {
		more = fmt.Sprintf("  the tags of %s have changed since they were captioned", digits.Commas(g.Changed))
	}
	return append(facts, share("left", g.Left, more))
}

// account is what a server was asked, and what that cost and took.
func account(g *caption.GenerationStatus, working bool, now time.Time) []fact {
	total := g.InFlight
	var outcomes []string
	for _, outcome := range slices.Sorted(maps.Keys(g.Requests)) {
		total += g.Requests[outcome]
		outcomes = append(outcomes, digits.Commas(g.Requests[outcome])+" "+outcome)
	}
	if g.InFlight > 0 && working {
		outcomes = append(outcomes, digits.Commas(g.InFlight)+" in flight")
	} else if g.InFlight > 0 {
		outcomes = append(outcomes, digits.Commas(g.InFlight)+" cut off when the run ended, counted as paid")
	}
	facts := []fact{{"requests", digits.Commas(total), strings.Join(outcomes, ", ")}}
	if g.InBatches > 0 {
		facts = append(facts, fact{"in batches", digits.Commas(g.InBatches), "at the server, counted at the most they may cost; the same command fetches them"})
	}
	return append(facts, money(g), rate(g, now), timeLeft(g, working))
}

func money(g *caption.GenerationStatus) fact {
	switch {
	case !g.PriceKnown:
		return fact{"spent", "unknown", fmt.Sprintf("no price is known of %s: prices in the recipe gives one", g.Model)}
	case g.ToSpend != nil && g.Left > 0:
		return fact{"spent", dollars(g.Spent), fmt.Sprintf("about %s more for those left", dollars(*g.ToSpend))}
	}
	return fact{"spent", dollars(g.Spent), ""}
}

func rate(g *caption.GenerationStatus, now time.Time) fact {
	if g.PerMinute == nil {
		return fact{"rate", "unknown", "two captions that were not in a batch would tell"}
	}
	took := time.Duration(*g.Minutes * float64(time.Minute))
	return fact{"rate", fmt.Sprintf("%.0f", *g.PerMinute), fmt.Sprintf("a minute, in the last %s of work; the last came %s ago", spell(took), spell(now.Sub(*g.LastAnswer)))}
}

func timeLeft(g *caption.GenerationStatus, working bool) fact {
	switch {
	case g.Left == 0:
		return fact{"time left", "none", ""}
	case g.MinutesLeft == nil:
		return fact{"time left", "unknown", ""}
	case !working:
		return fact{"time left", spell(time.Duration(*g.MinutesLeft * float64(time.Minute))), "at that rate, once it is run again"}
	}
	return fact{"time left", spell(time.Duration(*g.MinutesLeft * float64(time.Minute))), "at that rate"}
}

// dollars are told to the cent, and small sums to a hundredth of one.
func dollars(sum float64) string {
	if sum >= 1 {
		whole, cents, _ := strings.Cut(fmt.Sprintf("%.2f", sum), ".")
		n, err := strconv.ParseInt(whole, 10, 64)
		if err != nil {
			return "$" + whole // more than anybody has
		}
		return "$" + digits.Commas(n) + "." + cents
	}
	return fmt.Sprintf("$%.4f", sum)
}

// spell writes a duration in its two largest units.
func spell(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", max(int(d.Round(time.Second).Seconds()), 0))
	case d < time.Hour:
		return fmt.Sprintf("%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
	}
	return fmt.Sprintf("%d days %d h", int(d.Hours())/24, int(d.Hours())%24)
}
