package caption

import (
	"github.com/winnow-data/winnow/compose"
	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&Backend{
	Name: "compose",
	Doc:  "English composed from the tags, offline",
	Kind: dataset.KindComposed,
	Lacking: "their tags say nothing that can be seen, or they have none. `winnow caption --backend source` takes the text that came with them, " +
		"--backend openai has a model describe them",
	Write: func(o Options) (func(*Subject) string, error) {
		if err := o.Compose.Check(); err != nil {
			return nil, err
		}
		return func(s *Subject) string { return compose.Caption(s.Tags, s.ID, o.Compose) }, nil
	},
})
