package cmd

import (
	"encoding/json"
	"strings"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/tags"
)

var _ = addTags(func(a *app) *cobra.Command {
	var objects bool
	c := lineCommand(a, "group", "What each tag speaks of: one of fifteen groups",
		`Group adds "groups" to each JSON line: for every tag one of
`+strings.Join(tags.GroupNames(), " ")+`.
With --objects it also takes the picture apart: "objects" has the tags of the
hair, the eyes, each garment and each thing, "people" who is told apart, and
"unassigned" what belongs to one of several people, but not certainly to whom.`,
		`  winnow tags group --from posts.jsonl
  echo '{"id":"1","tags":"1girl red_hair hat"}' | winnow tags group --from - --objects`,
		[]string{"groups", "people", "objects", "unassigned"},
		func(post tags.Post, out []byte) ([]byte, error) {
			out = append(out, `"groups":{`...)
			groups := tags.Grouped(post.Tags)
			first := true
			for _, tag := range tags.Order(post.Tags) {
				if !first {
					out = append(out, ',')
				}
				first = false
				out = append(appendJSON(out, tag), ':')
				out = appendJSON(out, string(groups[tag]))
			}
			out = append(out, '}')
			if !objects {
				return out, nil
			}
			text, err := json.Marshal(tags.Objects(post.Tags))
			if err != nil {
				return nil, err
			}
			return append(append(out, ','), text[1:len(text)-1]...), nil
		})
	c.Flags().BoolVar(&objects, "objects", false, "also the tags of each object and person")
	return c
})
