package cmd

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/caption"
)

// captionStatus is a command of caption.
func (a *app) captionStatus() *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "How far captioning is: done, failed and why, spent, rate, time left",
		Long: `Status reads the ledger, also while another winnow captions. A generation is a
backend with its model and prompt.` + "\n" + exitHelp,
		Example: "  winnow caption status -w training-set/.winnow",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			ws, err := a.existing()
			if err != nil {
				return err
			}
			s, err := caption.StatusOf(c.Context(), ws)
			if err != nil {
				return err
			}
			return a.answer(s, func() { a.printCaptionStatus(s) })
		},
	}
}

func (a *app) printCaptionStatus(s caption.Status) {
	fmt.Fprintf(a.out, "%s survivors, $%.4f spent in all\n", thousands(s.Survivors), s.Spent)
	for _, g := range s.Generations {
		fmt.Fprintf(a.out, "\n%s\n", strings.TrimSpace(g.Backend+" "+g.Model))
		lines := []line{{"captioned", g.Captioned, true}}
		for _, reason := range byCount(g.Failed) {
			lines = append(lines, line{"failed: " + reason, g.Failed[reason], true})
		}
		lines = append(lines, line{"left", g.Left, true})
		for _, outcome := range slices.Sorted(maps.Keys(g.Requests)) {
			lines = append(lines, line{"requests " + outcome, g.Requests[outcome], false})
		}
		if g.InFlight > 0 {
			lines = append(lines, line{"requests in flight", g.InFlight, false})
		}
		a.printLines(lines, s.Survivors)
		if g.Spent > 0 {
			fmt.Fprintf(a.out, "  spent $%.4f\n", g.Spent)
		}
		if g.PerMinute > 0 {
			fmt.Fprintf(a.out, "  %.0f a minute", g.PerMinute)
			if g.Left > 0 {
				fmt.Fprintf(a.out, ", %s left at that rate", (time.Duration(g.MinutesLeft * float64(time.Minute))).Round(time.Second))
			}
			fmt.Fprintln(a.out)
		}
	}
}
