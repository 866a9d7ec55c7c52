package cmd

import (
	"strconv"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/tags"
)

var _ = addTags(func(a *app) *cobra.Command {
	return lineCommand(a, "describe", "How many people, of which gender, framed how",
		`Describe adds to each JSON line "people" (none, solo, multi, unknown), "count"
(null if open), "gender", "framing" and their "evidence", from the tags and the
caption. Where they differ the tags win, and "conflicts" says so. Unknown is an
answer: nothing is guessed.`,
		`  winnow tags describe --from posts.jsonl
  echo '{"id":"1","caption":"a woman and her two sons"}' | winnow tags describe --from -`,
		[]string{"people", "count", "gender", "framing", "evidence", "conflicts"},
		func(post tags.Post, out []byte) ([]byte, error) {
			if err := captionFits(post.Caption); err != nil {
				return nil, err
			}
			return appendDescription(out, tags.Describe(post.Tags, post.Caption)), nil
		})
})

func appendDescription(out []byte, d tags.Description) []byte {
	out = appendJSON(append(out, `"people":`...), d.People)
	out = append(out, `,"count":`...)
	if d.Count == nil {
		out = append(out, "null"...)
	} else {
		out = strconv.AppendInt(out, int64(*d.Count), 10)
	}
	out = appendJSON(append(out, `,"gender":`...), d.Gender)
	out = appendJSON(append(out, `,"framing":`...), d.Framing)
	out = appendList(append(out, `,"evidence":{"people":`...), d.Evidence.People)
	out = appendList(append(out, `,"gender":`...), d.Evidence.Gender)
	out = append(appendList(append(out, `,"framing":`...), d.Evidence.Framing), '}')
	if len(d.Conflicts) > 0 {
		out = appendList(append(out, `,"conflicts":`...), d.Conflicts)
	}
	return out
}
