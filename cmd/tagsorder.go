package cmd

import (
	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/tags"
)

var _ = addTags(func(a *app) *cobra.Command {
	var learn string
	var rank map[string]int
	c := lineCommand(a, "order", "Tags in an order that reads well",
		`Order adds "ordered" to each JSON line: every tag once, from the count and the
characters over hair, eyes, body and each garment with what describes it to
objects, pose, composition, place and style. With --learn, tags that often come
together in that file stand together where nothing else decides.`,
		`  winnow tags order --from posts.jsonl --learn posts.jsonl
  echo '{"id":"1","tags":"outdoors hat red_hair 1girl"}' | winnow tags order --from -`,
		[]string{"ordered"},
		func(post tags.Post, out []byte) ([]byte, error) {
			return appendList(append(out, `"ordered":`...), tags.OrderBy(post.Tags, rank)), nil
		})
	c.Flags().StringVar(&learn, "learn", "", "file of JSON lines whose co-occurrence decides among equals")
	c.PreRunE = func(*cobra.Command, []string) error {
		if learn == "" {
			return nil
		}
		source := postsOf{from: learn}
		posts, err := source.open(a)
		if err != nil {
			return err
		}
		p, err := tags.Count(items(posts), tags.CountOptions{})
		if err != nil {
			return err
		}
		rank = p.Seriate()
		return nil
	}
	return c
})
