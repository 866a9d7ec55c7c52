package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/sample"
)

var _ = add(func(a *app) *cobra.Command {
	var o sample.Options
	c := &cobra.Command{
		Use:   "sample DIR",
		Short: "Draw a small folder of illustrations to try winnow on",
		Long: `Sample draws a folder such as a scrape leaves it: illustrations in nested
folders with the posts' JSON in several forms, duplicates of every kind,
variants, pages of text, and broken files. Mostly portraits of girls, so that
the report has something to say. The same options draw the same files. DIR must
be new or empty.` + "\n" + exitHelp,
		Example: `  winnow sample demo
  winnow sample demo --count 1000 --seed 7 --truth truth.csv`,
		Args: exactly(1, "the folder to draw into"),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := sample.Write(args[0], o)
			if err != nil {
				return err
			}
			return a.answer(s, func() {
				fmt.Fprintf(a.out, "drew %s images and %s files about them in %s (%.1f MB)\n", digits.Commas(int64(s.Images)), digits.Commas(int64(s.Sidecars)), s.Dir, float64(s.Bytes)/1e6)
				if !a.quiet {
					fmt.Fprintf(a.out, "next: winnow run %s -o training-set\n", quoted(s.Dir))
				}
			})
		},
	}
	c.Flags().IntVar(&o.Count, "count", 0, "image files, broken ones among them (default 120)")
	c.Flags().Uint64Var(&o.Seed, "seed", 0, "another seed draws other pictures")
	c.Flags().IntVar(&o.Side, "side", 0, "longest side of a picture in pixels (default 900)")
	c.Flags().StringVar(&o.Truth, "truth", "", "also write what each file shows to this CSV file, outside DIR")
	return c
})
