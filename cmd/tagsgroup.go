package cmd

import (
	"strconv"
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
			var list []tags.Placed
			var thing tags.Thing
			if objects {
				list, thing = tags.InOrderAndApart(post.Tags)
			} else {
				list = tags.InOrder(post.Tags)
			}
			out = append(out, `"groups":{`...)
			for i, tag := range list {
				if i > 0 {
					out = append(out, ',')
				}
				out = append(appendJSON(out, tag.Tag), ':')
				out = appendJSON(out, string(tag.Group))
			}
			out = append(out, '}')
			if !objects {
				return out, nil
			}
			return appendThing(append(out, ','), thing), nil
		})
	c.Flags().BoolVar(&objects, "objects", false, "also the tags of each object and person")
	return c
})

// appendThing appends the members of a Thing as its JSON has them.
func appendThing(out []byte, t tags.Thing) []byte {
	out = appendList(append(out, `"people":`...), t.People)
	out = append(out, `,"objects":[`...)
	for i, o := range t.Objects {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendJSON(append(out, `{"object":`...), o.Object)
		out = appendJSON(append(out, `,"group":`...), string(o.Group))
		if o.Person > 0 {
			out = strconv.AppendInt(append(out, `,"person":`...), int64(o.Person), 10)
		}
		out = append(appendList(append(out, `,"tags":`...), o.Tags), '}')
	}
	out = append(out, ']')
	if len(t.Unassigned) > 0 {
		out = appendList(append(out, `,"unassigned":`...), t.Unassigned)
	}
	return out
}
