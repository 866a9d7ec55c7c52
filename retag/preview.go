package retag

import (
	"context"
	"fmt"

	"github.com/winnow-data/winnow/dataset"
)

// Preview is what a rule would change, on top of the recipe and the edits.
type Preview struct {
	Rule     Rule      `json:"rule"`
	Found    int64     `json:"found"`   // different images
	Images   int64     `json:"images"`  // that would change
	Changes  int64     `json:"changes"` // tags added, removed or renamed
	Examples []Example `json:"examples"`
}

// Example is one image that a rule changes.
type Example struct {
	Path    string              `json:"path"`
	ID      string              `json:"id"`
	Changes []dataset.TagChange `json:"changes"`
}

// PreviewRule tells what a rule would do, and changes nothing.
func PreviewRule(ctx context.Context, ws dataset.Workspace, o Options, r Rule, examples int) (Preview, error) {
	p := Preview{Rule: r, Examples: []Example{}}
	if err := r.check(); err != nil {
		return p, fmt.Errorf("edit (%s): %w", r, err)
	}
	m, err := newMaker(ws, o)
	if err != nil {
		return p, err
	}
	program, err := compileRule(r)
	if err != nil {
		return p, fmt.Errorf("edit (%s): %w", r, err)
	}
	m.programs = append(m.programs, program)
	src, err := readSource(ctx, ws)
	if err != nil {
		return p, err
	}
	if err := m.learn(ws, src); err != nil {
		return p, err
	}
	for _, f := range src.ids {
		p.Found++
		post, err := m.make(f)
		if err != nil {
			return p, err
		}
		n := post.touched[len(m.programs)-1]
		if n == 0 {
			continue
		}
		p.Images++
		p.Changes += int64(n)
		if len(p.Examples) < examples {
			p.Examples = append(p.Examples, Example{Path: post.path, ID: post.id, Changes: post.lastOf(byRule, n)})
		}
	}
	return p, nil
}

// lastOf is the last n changes that rules made: those of the last rule, but
// for what the blacklist and the traits removed after it.
func (p *post) lastOf(by string, n int) []dataset.TagChange {
	var list []dataset.TagChange
	for _, c := range p.changes {
		if c.By == by && (c.From == "" || c.Change == "renamed") {
			list = append(list, c)
		}
	}
	return list[max(0, len(list)-n):]
}
