package retag

import (
	"fmt"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/tags"
)

// columns are what the conditions of rules speak of.
var columns = expression.Columns{
	"id": expression.Text, "path": expression.Text, "site": expression.Text, "rating": expression.Text,
	"tags": expression.List, "tags_general": expression.List, "tags_character": expression.List, "tags_copyright": expression.List,
	"tags_artist": expression.List, "tags_meta": expression.List,
	"people": expression.Text, "gender": expression.Text, "framing": expression.Text,
}

// program is a rule made ready.
type program struct {
	rule   Rule
	from   tags.Selector
	to     string
	remove []tags.Selector
	add    []addition
	where  *expression.Expression
}

type addition struct {
	category int
	tag      string
}

func compileRules(rules []Rule) ([]program, error) {
	var list []program
	for i, r := range rules {
		p, err := compileRule(r)
		if err != nil {
			return nil, fmt.Errorf("tags: rule %d (%s): %w", i+1, r, err)
		}
		list = append(list, p)
	}
	return list, nil
}

func compileRule(r Rule) (program, error) {
	p := program{rule: r}
	var err error
	if r.Rename != "" {
		if p.from, err = tags.ParseSelector(r.Rename); err != nil {
			return p, err
		}
		if p.from.Name == "" {
			return p, fmt.Errorf("rename needs one tag, not %q", r.Rename)
		}
		if p.to = tags.Normal(r.To); p.to == p.from.Name || p.to == "" {
			return p, fmt.Errorf("it renames %s to %q", p.from.Name, p.to)
		}
	}
	for _, text := range r.Remove {
		s, err := tags.ParseSelector(text)
		if err != nil {
			return p, err
		}
		p.remove = append(p.remove, s)
	}
	for _, text := range r.Add {
		s, err := tags.ParseSelector(text)
		if err != nil {
			return p, err
		}
		if s.Name == "" {
			return p, fmt.Errorf("add needs the name of a tag, not %q", text)
		}
		p.add = append(p.add, addition{max(0, slices.Index(tags.CategoryNames, s.Category)), s.Name})
	}
	if strings.TrimSpace(r.Where) != "" {
		p.where, err = expression.Compile(r.Where, columns)
	}
	return p, err
}

// apply changes a post.
func (p *program) apply(post *post) error {
	if p.where != nil {
		outcome, err := p.where.Eval(post.value)
		if err != nil || outcome != expression.True {
			return err
		}
	}
	for c := range post.lists {
		for i := 0; i < len(post.lists[c]); i++ {
			tag := post.lists[c][i]
			switch {
			case p.to != "" && p.from.Matches(tags.CategoryNames[c], tag):
				n := len(post.lists[c])
				post.renameAt(c, i, p.to, byRule)
				i -= n - len(post.lists[c])
			case slices.ContainsFunc(p.remove, func(s tags.Selector) bool { return s.Matches(tags.CategoryNames[c], tag) }):
				post.removeAt(c, i, "", byRule)
				i--
			}
		}
	}
	for _, a := range p.add {
		post.add(a.category, a.tag, "", byRule)
	}
	return nil
}

// value hands a condition the columns of a post.
func (p *post) value(column string) any {
	switch column {
	case "id":
		return p.id
	case "path":
		return p.path
	case "site":
		return p.site
	case "rating":
		return p.rating
	case "tags":
		return p.categories().All()
	case "people":
		return tags.Describe(p.categories(), "").People
	case "gender":
		return tags.Describe(p.categories(), "").Gender
	case "framing":
		return tags.Describe(p.categories(), "").Framing
	}
	for i, name := range tags.CategoryNames {
		if column == "tags_"+name {
			return slices.Clone(p.lists[i])
		}
	}
	return nil
}
