package cmd

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/dedup"
	"github.com/winnow-data/winnow/filter"
	"github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/scan"
)

var _ = add(func(a *app) *cobra.Command {
	var flags scan.Options
	c := &cobra.Command{
		Use:   "scan SOURCE",
		Short: "Read every image once: integrity, measures, hashes, metadata",
		Long: `Scan reads every image below SOURCE once and writes the tables of images and
measures to the workspace. SOURCE itself is never changed. A second scan reads
only what is new or changed; one that was stopped goes on where it was.` + "\n" + exitHelp,
		Example: `  winnow scan ~/scrape
  winnow scan ~/scrape -w work --workers 4 --max-pixels 100000000`,
		Args: exactly(1, "the folder that holds the images"),
		RunE: func(c *cobra.Command, args []string) error {
			o := scan.Options{}
			if err := a.section("scan", &o); err != nil {
				return err
			}
			override(c, "max-pixels", &o.MaxPixels, flags.MaxPixels)
			override(c, "workers", &o.Workers, flags.Workers)
			override(c, "memory", &o.Memory, flags.Memory)
			override(c, "time-limit", &o.TimeLimit, flags.TimeLimit)
			ws := a.workspace()
			if err := outsideSource(args[0], ws); err != nil {
				return err
			}
			return a.locked(ws, func() error {
				report, end := a.progress()
				s, err := scan.Run(c.Context(), ws, args[0], scanTools(), o, report)
				end()
				if err != nil {
					return err
				}
				return a.conclude(s)
			})
		},
	}
	c.Flags().Int64Var(&flags.MaxPixels, "max-pixels", 0, "refuse larger images by their header (default 256000000)")
	c.Flags().IntVar(&flags.Workers, "workers", 0, "images decoded at once (default one for each core)")
	c.Flags().Int64Var(&flags.Memory, "memory", 0, "bytes that decoding may use at once (default 536870912)")
	c.Flags().Float64Var(&flags.TimeLimit, "time-limit", 0, "seconds that decoding one image may take (default 60)")
	return c
})

// outsideSource refuses a workspace inside the source before the lock would be
// written to it.
func outsideSource(source string, ws dataset.Workspace) error {
	if info, err := os.Stat(source); err != nil || !info.IsDir() {
		return fmt.Errorf("open the source: there is no folder %q to read images from", source)
	}
	if err := place.OutsideOf(source, ws.Dir); err != nil {
		return fmt.Errorf("the workspace %w", err)
	}
	return nil
}

// scanTools are what the stages want to know of every frame.
func scanTools() scan.Tools {
	return scan.Tools{
		Measures:     filter.Measures(),
		Print:        func(f *dataset.Frame) dataset.Fingerprint { return dedup.Print(f) },
		PrintVersion: dedup.PrintVersion,
	}
}
