package cmd

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/retag"
	"github.com/winnow-data/winnow/tags"
)

// tagCommands are the commands below `winnow tags`, each declared by its file.
var tagCommands []func(*app) *cobra.Command

func addTags(c func(*app) *cobra.Command) struct{} {
	tagCommands = append(tagCommands, c)
	return struct{}{}
}

var _ = add(func(a *app) *cobra.Command {
	var flags retag.Options
	c := &cobra.Command{
		Use:   "tags",
		Short: "Make the effective tags, and answer questions about tags",
		Long: `Tags writes the table of effective tags: those that came with the images, merged
from duplicates, under their proper names, changed by the rules of the recipe
and by edits. What was found is never rewritten; every difference is kept with
its origin. The commands below answer questions about tags.` + "\n" + exitHelp,
		Example: `  winnow tags
  winnow tags --aliases aliases.csv --implications drop
  winnow tags group --from posts.jsonl
  winnow tags related grey_hair`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o := retag.Options{}
			if err := a.section("tags", &o); err != nil {
				return err
			}
			override(c, "aliases", &o.Aliases, flags.Aliases)
			override(c, "implications", &o.Implications, flags.Implications)
			override(c, "traits", &o.Traits, flags.Traits)
			override(c, "apart", &o.Apart, flags.Apart)
			ws, err := a.existing()
			if err != nil {
				return err
			}
			return a.locked(ws, func() error {
				report, end := a.progress()
				s, err := retag.Run(c.Context(), ws, o, report)
				end()
				if err != nil {
					return err
				}
				return a.conclude(s)
			})
		},
	}
	c.Flags().StringVar(&flags.Aliases, "aliases", "", "CSV file of other names: alias,tag")
	c.Flags().StringVar(&flags.Implications, "implications", "", "implied tags: keep, add or drop (default keep)")
	c.Flags().StringVar(&flags.Traits, "traits", "", "what a character always has: keep or drop (default keep)")
	c.Flags().BoolVar(&flags.Apart, "apart", false, "leave out the tags of duplicates")
	for _, sub := range tagCommands {
		c.AddCommand(sub(a))
	}
	return c
})

// memberRooms hold what is added to a line while it is being written.
var memberRooms = sync.Pool{New: func() any { return new([]byte) }}

// lineCommand declares a command that adds members of those names to each JSON
// line of posts. Members appends them as JSON without braces.
func lineCommand(a *app, use, short, long, example string, names []string, members func(tags.Post, []byte) ([]byte, error)) *cobra.Command {
	var from string
	c := &cobra.Command{
		Use:     use + " --from FILE",
		Short:   short,
		Long:    long + "\n" + exitHelp,
		Example: example,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("tags are read from a file of JSON lines, not from the command line: echo '{\"id\":\"1\",\"tags\":\"1girl solo\"}' | winnow tags %s --from -", use)
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error {
			if from == "" {
				return fmt.Errorf("the file of JSON lines is missing: --from FILE, or --from - for standard input")
			}
			return a.eachLine(c.Context(), from, func(line []byte, out *bytes.Buffer) error {
				post, err := tags.ReadPost(line)
				if err == nil {
					err = tagsFit(&post.Tags)
				}
				if err != nil {
					return err
				}
				room := memberRooms.Get().(*[]byte)
				defer memberRooms.Put(room)
				added, err := members(post, (*room)[:0])
				if err != nil {
					return err
				}
				*room = added
				return extended(out, line, names, added)
			})
		},
	}
	c.Flags().StringVar(&from, "from", "", "file of JSON lines {\"id\",\"tags\",\"caption\"}; - is standard input")
	return c
}
