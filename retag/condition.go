package retag

import (
	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/tags"
)

// Condition is what the rules' "where" asks of a post, for posts without images.
type Condition struct{ where *expression.Expression }

// CompileCondition compiles a condition over id, path, rating, tags, people,
// gender and framing.
func CompileCondition(text string) (Condition, error) {
	e, err := expression.Compile(text, columns)
	return Condition{e}, err
}

// Holds says whether the condition is true of a post.
func (c Condition) Holds(id string, t tags.Categories) (bool, error) {
	p := &post{id: id, path: id, rating: t.Rating, lists: [5][]string{}}
	for i, name := range tags.CategoryNames {
		switch name {
		case "general":
			p.lists[i] = t.General
		case "character":
			p.lists[i] = t.Character
		case "copyright":
			p.lists[i] = t.Copyright
		case "artist":
			p.lists[i] = t.Artist
		case "meta":
			p.lists[i] = t.Meta
		}
	}
	outcome, err := c.where.Eval(p.value)
	return outcome == expression.True, err
}
