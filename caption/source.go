package caption

import (
	"strings"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&Backend{
	Name:    "source",
	Doc:     "the caption or alt text that came with the image, as it is",
	Kind:    dataset.KindSource,
	Lacking: "no text came with them. Captions of other kinds stay; `winnow caption` composes captions of those that have tags, --backend openai has a model describe them",
	Write: func(Options) (func(*Subject) string, error) {
		return func(s *Subject) string {
			if text := strings.TrimSpace(s.Text); text != "" {
				return text
			}
			return strings.TrimSpace(s.AltText)
		}, nil
	},
})
