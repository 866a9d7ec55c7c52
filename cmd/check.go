package cmd

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/check"
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/tags"
)

var _ = add(func(a *app) *cobra.Command {
	var flags check.Options
	var from string
	var selfTest bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Judge captions against the tags of their images",
		Long: `Check judges every caption of the workspace against the tags of its image: tags
that it does not state, tags that it contradicts, things that it invents, and
signs that it did not come about properly. Score and findings go into the table
of captions. With --from it answers JSON lines {"id","tags","caption","finish"}
instead, one line each. --self-test swaps colours, counts, places and more in good
captions (those of --from, or of the development set) and tells how many it finds.` + "\n" + exitHelp,
		Example: `  winnow check
  winnow check --from captions.jsonl > judged.jsonl
  winnow show --where 'caption_score < 0.6'`,
		Args: cobra.NoArgs,
	}
	c.RunE = func(c *cobra.Command, _ []string) error {
		o := check.Options{}
		if err := a.section("check", &o); err != nil {
			return err
		}
		override(c, "artist", &o.Artist, flags.Artist)
		override(c, "ignore", &o.Ignore, flags.Ignore)
		override(c, "skip", &o.Skip, flags.Skip)
		if selfTest {
			return a.selfTest(from, o)
		}
		if from != "" {
			return a.eachLine(c.Context(), from, func(line []byte, out *bytes.Buffer) error { return checkLine(line, out, o) })
		}
		ws, err := a.existing()
		if err != nil {
			return err
		}
		return a.locked(ws, func() error {
			report, end := a.progress()
			var s dataset.Summary
			s, err := check.Run(c.Context(), ws, o, report)
			end()
			if err != nil {
				return err
			}
			return a.conclude(s)
		})
	}
	c.Flags().StringVar(&from, "from", "", "judge a file of JSON lines; - is standard input")
	c.Flags().BoolVar(&selfTest, "self-test", false, "swap words of good captions and tell how many swaps are found")
	c.Flags().BoolVar(&flags.Artist, "artist", false, "captions must name the artist")
	c.Flags().StringSliceVar(&flags.Ignore, "ignore", nil, "tags that captions need not state")
	c.Flags().StringSliceVar(&flags.Skip, "skip", nil, "kinds of process failures that are fine here")
	return c
})

// selfTest prints how many swapped captions are found, type by type.
func (a *app) selfTest(from string, o check.Options) error {
	cases, err := check.Development()
	if from != "" {
		in, openErr := a.open(from)
		if openErr != nil {
			return openErr
		}
		text, readErr := io.ReadAll(in)
		if err := errors.Join(readErr, in.Close()); err != nil {
			return err
		}
		if cases, err = check.Cases(string(text)); err != nil {
			err = fmt.Errorf("%s: %w: each line should be an object such as {\"id\":\"1\",\"tags\":\"1girl red_hair\",\"caption\":\"A girl with red hair.\"}", from, err)
		}
	}
	if err != nil {
		return err
	}
	cases = slices.DeleteFunc(cases, func(c check.Case) bool { return !c.Want.Good() })
	report := check.SelfTest(cases, o)
	if len(report) == 0 {
		return fmt.Errorf("nothing was tested: of %s no word could be swapped; give captions that state some of their tags, such as \"long red hair\" of long_hair and red_hair",
			digits.Count(int64(len(cases)), "good caption"))
	}
	return a.answer(report, func() {
		fmt.Fprintf(a.out, "self-test: %d good captions\n  %-12s %5s %6s %9s %13s\n", len(cases), "swap", "made", "found", "rate", "false alarms")
		for _, r := range report {
			fmt.Fprintf(a.out, "  %-12s %5d %6d %7.1f %% %13.3f\n", r.Type, r.Made, r.Found, r.Rate*100, r.False)
		}
	})
}

// checkLine answers one line.
func checkLine(line []byte, out *bytes.Buffer, o check.Options) error {
	post, err := tags.ReadCaptioned(line)
	if err != nil {
		return err
	}
	if err := errors.Join(captionFits(post.Caption), tagsFit(&post.Tags)); err != nil {
		return err
	}
	if post.ID == nil {
		post.ID = json.RawMessage(`""`)
	}
	answer, err := json.Marshal(struct {
		ID json.RawMessage `json:"id"`
		check.Result
	}{post.ID, check.Check(post.Tags, post.Caption, post.Finish, o)})
	out.Write(answer)
	return err
}
