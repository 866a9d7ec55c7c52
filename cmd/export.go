package cmd

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/export"
	"github.com/winnow-data/winnow/internal/digits"
)

var _ = add(func(a *app) *cobra.Command {
	var flags export.Options
	var balance, caps []string
	var mix string
	var repeats int
	c := &cobra.Command{
		Use:   "export -o OUT",
		Short: "Write the survivors as shards for training, with a dataset card",
		Long: `Export writes every image that was kept, with caption, tags and provenance, to
OUT, with a card and a manifest. Pictures keep the bytes of their files; one
that changed since the scan is counted as failed and not written.
Formats: ` + formatNames() + `.` + "\n" + exitHelp,
		Example: `  winnow export -o training-set
  winnow export -o lora --format kohya --where 'width >= 768 && "solo" in tags'
  winnow export -o even --balance gender --cap tags_artist=200 --validation 0.02
  winnow export -o mixed --balance framing=portrait:0.5,full_body:0.5 --repeats 3`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("the folder to write to stands behind -o: winnow export -o %s", args[0])
			}
			return nil
		},
	}
	c.RunE = func(c *cobra.Command, _ []string) error {
		o := export.Options{}
		if err := a.section("export", &o); err != nil {
			return err
		}
		if err := exportFlags(c, &o, flags, balance, caps, mix, repeats); err != nil {
			return err
		}
		ws, err := a.existing()
		if err != nil {
			return err
		}
		return a.locked(ws, func() error {
			report, end := a.progress()
			s, err := export.Run(c.Context(), ws, o, report)
			end()
			if err != nil {
				return a.asWritten(c, "export", err)
			}
			return a.exported(s, o.Out)
		})
	}
	f := c.Flags()
	f.StringVarP(&flags.Out, "out", "o", "", "folder to write to, outside of the source")
	f.StringVar(&flags.Format, "format", "", "form of the set (default parquet)")
	f.StringVar(&flags.Where, "where", "", "a condition that images must meet as well")
	f.StringArrayVar(&balance, "balance", nil, "column or expression to balance by; =VALUE:SHARE,… for other than even shares")
	f.StringArrayVar(&caps, "cap", nil, "COLUMN=N: at most N images of each value")
	f.IntVar(&repeats, "repeats", 0, "times that rare images may be repeated to balance, in the column repeats")
	f.IntVar(&flags.Limit, "limit", 0, "images at most, chosen by chance")
	f.Int64Var(&flags.Seed, "seed", 0, "of every choice by chance")
	f.Float64Var(&flags.Validation, "validation", 0, "share set apart as a split for validation")
	f.StringSliceVar(&flags.CaptionKinds, "captions", nil, "kinds of caption to take, the preferred first (default the current one)")
	f.StringVar(&mix, "mix", "", "KIND=SHARE,…: which captions to take by chance (vlm=0.6,short=0.3,tags=0.1)")
	f.StringSliceVar(&flags.Fallback, "fallback", nil, "for images without a caption: composed,source,tags")
	f.StringVar(&flags.Trigger, "trigger", "", "words that stand first in captions and lines of tags")
	f.Float64Var(&flags.CaptionDropout, "caption-dropout", 0, "share of images whose caption is left empty")
	f.StringSliceVar(&flags.Measures, "measures", nil, "measures to add as columns")
	f.IntVar(&flags.ShardRows, "shard-rows", 0, "images in a shard at most (default 10000)")
	f.Int64Var(&flags.ShardBytes, "shard-bytes", 0, "bytes of images in a shard at most (default 500000000)")
	f.BoolVar(&flags.NoImages, "no-images", false, "paths in place of pictures")
	f.StringVar(&flags.Reencode, "reencode", "", "auto (what readers cannot open), always or never")
	f.IntVar(&flags.MaxSide, "max-side", 0, "shrink larger pictures to this long side")
	return c
})

// asWritten names the place of the recipe in an error about an option that was
// not given as a flag.
func (a *app) asWritten(c *cobra.Command, section string, err error) error {
	_, after, ok := strings.Cut(err.Error(), ": --")
	flag, why, is := strings.Cut(after, " ")
	r, readErr := a.recipe()
	if !ok || !is || c.Flags().Changed(flag) || readErr != nil {
		return err
	}
	option := strings.ReplaceAll(flag, "-", "_")
	where := r.Where(section, option)
	if where == "" {
		return err
	}
	return fmt.Errorf("%s: %s: %s %s", where, section, option, why)
}

func exportFlags(c *cobra.Command, o *export.Options, flags export.Options, balance, caps []string, mix string, repeats int) error {
	override(c, "out", &o.Out, flags.Out)
	override(c, "format", &o.Format, flags.Format)
	override(c, "where", &o.Where, flags.Where)
	override(c, "limit", &o.Limit, flags.Limit)
	override(c, "seed", &o.Seed, flags.Seed)
	override(c, "validation", &o.Validation, flags.Validation)
	override(c, "captions", &o.CaptionKinds, flags.CaptionKinds)
	override(c, "fallback", &o.Fallback, flags.Fallback)
	override(c, "trigger", &o.Trigger, flags.Trigger)
	override(c, "caption-dropout", &o.CaptionDropout, flags.CaptionDropout)
	override(c, "measures", &o.Measures, flags.Measures)
	if mix == "" && c.Flags().Changed("mix") {
		return errors.New("--mix is empty: write KIND=SHARE,KIND=SHARE, such as tags=0.05,short=0.3, or leave it out")
	}
	if mix != "" {
		var err error
		if o.Mix, err = export.ParseMix(mix); err != nil {
			return err
		}
	}
	override(c, "shard-rows", &o.ShardRows, flags.ShardRows)
	override(c, "shard-bytes", &o.ShardBytes, flags.ShardBytes)
	override(c, "no-images", &o.NoImages, flags.NoImages)
	override(c, "reencode", &o.Reencode, flags.Reencode)
	override(c, "max-side", &o.MaxSide, flags.MaxSide)
	if len(balance)+len(caps) > 0 {
		o.Balance = nil
	}
	for _, text := range balance {
		t, err := export.ParseTarget(text)
		if err != nil {
			return err
		}
		t.MaxRepeats = repeats
		o.Balance = append(o.Balance, t)
	}
	for _, text := range caps {
		t, err := export.ParseCap(text)
		if err != nil {
			return err
		}
		o.Balance = append(o.Balance, t)
	}
	return nil
}

func formatNames() string {
	var names []string
	for _, f := range export.Formats() {
		names = append(names, f.Name)
	}
	return strings.Join(names, " ")
}

// exported prints what an export did, with a table for each target of balance.
func (a *app) exported(s export.Summary, out string) error {
	err := a.answer(s, func() {
		a.printSummary(s.Summary)
		for _, b := range s.Balance {
			a.printBalance(b)
		}
		if !a.quiet {
			fmt.Fprintf(a.out, "wrote %s: see its README.md\n", out)
		}
	})
	if err == nil && s.Failed > 0 {
		return &statusError{status: exitSomeFailed}
	}
	return err
}

// mostValues of a target are printed; the card has all.
const mostValues = 12

func (a *app) printBalance(b export.Balanced) {
	fmt.Fprintf(a.out, "\n  %-20s %9s %8s %9s %9s %8s %8s\n", b.By, "before", "share", "after", "seen", "share", "wanted")
	for i, v := range b.Values {
		if i == mostValues {
			fmt.Fprintf(a.out, "  and %d more values\n", len(b.Values)-i)
			return
		}
		wanted := ""
		if v.Wanted > 0 {
			wanted = fmt.Sprintf("%.1f %%", 100*v.Wanted)
		}
		fmt.Fprintf(a.out, "  %-20s %9s %6.1f %% %9s %9s %6.1f %% %8s\n", v.Value, digits.Commas(int64(v.Before)), 100*v.ShareBefore, digits.Commas(int64(v.After)), digits.Commas(int64(v.Seen)), 100*v.Share, wanted)
	}
}
