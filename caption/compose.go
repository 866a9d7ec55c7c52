package caption

import (
	"github.com/winnow-data/winnow/compose"
	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&Backend{
	Name: "compose",
	Doc:  "English composed from the tags, offline",
	Kind: dataset.KindComposed,
	Write: func(o Options) (func(*Subject) string, error) {
		if err := o.Compose.Check(); err != nil {
			return nil, err
		}
		return func(s *Subject) string { return compose.Caption(s.Tags, s.ID, o.Compose) }, nil
	},
})
