package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/dedup"
	"github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/scan"
)

var _ = add(func(a *app) *cobra.Command {
	var flags dedup.Options
	c := &cobra.Command{
		Use:   "dedup",
		Short: "Find images that are the same picture, and keep the best of each",
		Long: `Dedup compares all images of the workspace: copies, crops, mirrored, turned and
grey ones are grouped around the best of them, variants (same drawing, something
redrawn) are listed and stay. It writes the tables of pairs and groups.
'winnow explain A B' gives the numbers behind one pair, 'winnow dedup mark'
overrules what was decided.` + "\n" + exitHelp,
		Example: `  winnow dedup
  winnow dedup --report duplicates.html
  winnow dedup --keep flip,grey --max-variants 3
  winnow dedup --reference ~/benchmark --protect 'site == "mine"'`,
		Args: cobra.NoArgs,
	}
	var keep []string
	var page string
	c.RunE = func(c *cobra.Command, _ []string) error {
		o := dedup.Options{}
		if err := a.section("dedup", &o); err != nil {
			return err
		}
		override(c, "radius", &o.Radius, flags.Radius)
		override(c, "min-trust", &o.MinTrust, flags.MinTrust)
		override(c, "no-crops", &o.NoCrops, flags.NoCrops)
		override(c, "max-variants", &o.MaxVariants, flags.MaxVariants)
		override(c, "workers", &o.Workers, flags.Workers)
		override(c, "reference", &o.Reference, flags.Reference)
		override(c, "protect", &o.Protect, flags.Protect)
		for _, class := range keep {
			if o.Policy == nil {
				o.Policy = map[string]string{}
			}
			o.Policy[class] = dedup.PolicyKeep
		}
		ws, err := a.existing()
		if err != nil {
			return err
		}
		if c.Flags().Changed("report") {
			if page == "" {
				return errors.New("--report without a name: name the file to write, such as --report duplicates.html")
			}
			if err := outsideOfSource(ws, "the report", page); err != nil {
				return err
			}
		}
		scanning := scan.Options{}
		if err := a.section("scan", &scanning); err != nil {
			return err
		}
		return a.locked(ws, func() error {
			if len(o.Reference) > 0 {
				source, err := table.SourceOf(ws)
				if err != nil {
					return err
				}
				if err := a.readReferences(c.Context(), ws, source, &o, scanning); err != nil {
					return err
				}
			}
			report, end := a.progress()
			s, err := dedup.Run(c.Context(), ws, o, report)
			end()
			if err != nil {
				return err
			}
			if page != "" {
				if err := writeDuplicates(c.Context(), ws, o, &s, page); err != nil {
					return err
				}
			}
			err = a.conclude(s)
			if page != "" && !a.json {
				fmt.Fprintf(a.out, "wrote %s\n", page)
			}
			return err
		})
	}
	c.Flags().StringSliceVar(&keep, "keep", nil, "classes of which both pictures stay, such as flip or grey")
	c.Flags().IntVar(&flags.Radius, "radius", 0, "bits of 256 that hashes of candidates may differ (default 72)")
	c.Flags().Float64Var(&flags.MinTrust, "min-trust", 0, "structure below which only equal pixels count (default 0.06)")
	c.Flags().BoolVar(&flags.NoCrops, "no-crops", false, "leave out the search for crops")
	c.Flags().IntVar(&flags.MaxVariants, "max-variants", 0, "variants of one drawing that stay (default all)")
	c.Flags().IntVar(&flags.Workers, "workers", 0, "pairs compared at once (default one for each core)")
	c.Flags().StringSliceVar(&flags.Reference, "reference", nil, "folders or workspaces: what they have already is dropped here")
	c.Flags().StringVar(&flags.Protect, "protect", "", "condition over scan's columns: such images are never dropped")
	c.Flags().StringVar(&page, "report", "", "write the groups with their pictures to FILE as one self-contained page")
	c.AddCommand(a.markCommand())
	return c
})

// writeDuplicates writes the page of the groups, and adds it to what was written.
func writeDuplicates(ctx context.Context, ws dataset.Workspace, o dedup.Options, s *dataset.Summary, path string) error {
	r, err := dedup.ReportOf(ctx, ws, o, *s)
	if err != nil {
		return err
	}
	r.Version = buildVersion()
	if err := place.WriteFile(path, func(w io.Writer) error { return r.HTML(ctx, w) }); err != nil {
		return err
	}
	s.Files = append(s.Files, path)
	return nil
}
