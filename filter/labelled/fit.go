package labelled

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"image"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/filter"
)

// Lines of which no more than this is in the truth are no letters.
const lettersBelow = .15

// negativeShare is that one of so many lines that are no letters is fitted on,
// and counts for all: there are many times more of them.
const negativeShare = 3

// looked is a picture's lines, and for each how much of it is text in truth: half
// of a line counts as half, for the odds decide over its area.
type looked struct {
	lines  []filter.TextLine
	part   []float64 // 0–1
	weight []float64
	fold   int // 0 or 1, by the art
}

// look finds the lines of a picture and holds them against the truth. A line
// counts by the root of its area, for area is what is measured by them.
func look(f *dataset.Frame, size image.Point, boxes []image.Rectangle) looked {
	p := looked{lines: filter.TextLines(f)}
	for _, l := range p.lines {
		area, part := partOf(l, size, boxes)
		p.part = append(p.part, part)
		p.weight = append(p.weight, math.Sqrt(area)*10)
	}
	return p
}

// partOf is the share of the picture that a line would cover, and the share of
// that which the boxes of the truth cover.
func partOf(l filter.TextLine, size image.Point, boxes []image.Rectangle) (area, part float64) {
	b := image.Rect(int(l.X0*float64(size.X)), int(l.Y0*float64(size.Y)), int(l.X1*float64(size.X))+1, int(l.Y1*float64(size.Y))+1).Intersect(image.Rectangle{Max: size})
	var own, within []image.Rectangle
	for _, c := range l.Cover {
		r := image.Rect(int(c.X0*float64(size.X)), int(c.Y0*float64(size.Y)), int(c.X1*float64(size.X))+1, int(c.Y1*float64(size.Y))+1).Intersect(b)
		own = append(own, r.Sub(b.Min))
		for _, t := range boxes {
			if i := t.Intersect(r); !i.Empty() {
				within = append(within, i.Sub(b.Min))
			}
		}
	}
	whole := image.Rectangle{Max: b.Size()}
	covers := covered(own, whole)
	return covers * float64(b.Dx()*b.Dy()) / float64(size.X*size.Y), covered(within, whole) / max(covers, 1e-9)
}

// Fit is what a fit of the odds of lines found, for rows and for columns, at the
// second look.
type Fit struct {
	AUC      [2]float64 `json:"auc"`      // over the lines of the half that was not fitted on
	Lines    [2]int     `json:"lines"`    // that were fitted on
	Pictures int        `json:"pictures"` // that the lines are of
	Inputs   string     `json:"inputs"`   // SHA-256 of the pixels of these pictures
	Source   string     `json:"-"`        // of filter/lettertrees.go
}

// forest is the trees for rows, and those for columns.
type forest [2][]tree

func direction(vertical bool) int {
	if vertical {
		return 1
	}
	return 0
}

func (t forest) odds(vertical bool, x []float64) float64 {
	return 1 / (1 + math.Exp(-total(t[direction(vertical)], x)))
}

// first are the odds of a picture's lines by themselves.
func (t forest) first(p *looked) (odds []float64) {
	for _, l := range p.lines {
		odds = append(odds, t.odds(l.Vertical, l.Features))
	}
	return odds
}

// firstLook fits the odds of lines by themselves.
func firstLook(pictures []*looked) (t forest) {
	var examples [2][]example
	for _, p := range pictures {
		skipped := 0
		for i, l := range p.lines {
			weight := p.weight[i]
			if p.part[i] <= lettersBelow {
				if skipped++; skipped%negativeShare != 0 {
					continue
				}
				weight *= negativeShare
			}
			v := direction(l.Vertical)
			examples[v] = append(examples[v], example{l.Features, p.part[i], weight})
		}
	}
	return grown(examples)
}

// grown are trees for rows and for columns.
func grown(examples [2][]example) (t forest) {
	var both sync.WaitGroup
	for v := range examples {
		both.Go(func() { t[v] = grow(examples[v]) })
	}
	both.Wait()
	return t
}

// secondLook has the examples of lines with what is around them.
func secondLook(p *looked, odds []float64) (examples [2][]example) {
	for i, c := range filter.TextContext(p.lines, odds) {
		if c != nil {
			v := direction(p.lines[i].Vertical)
			examples[v] = append(examples[v], example{slices.Concat(p.lines[i].Features, c, p.lines[i].Surround), p.part[i], p.weight[i]})
		}
	}
	return examples
}

// fitLines fits the odds of lines on half 0 and scores them on half 1. What the
// second look is fitted on had its first odds from art that is not its own.
func fitLines(ctx context.Context, pictures []lettered, art []art) (*Fit, error) {
	var fitted, judged []*looked
	inputs := sha256.New()
	add := func(img *image.RGBA, boxes []image.Rectangle, name string, half, n int) error {
		f, err := framed(ctx, img, jpegOf(n))
		if err != nil {
			return err
		}
		p := look(f, img.Rect.Size(), boxes)
		h := fnv.New32a()
		h.Write([]byte(name))
		p.fold = int(h.Sum32() & 1)
		if half == 0 {
			inputs.Write(img.Pix)
			fitted = append(fitted, &p)
		} else {
			judged = append(judged, &p)
		}
		return ctx.Err()
	}
	for i, p := range pictures {
		if err := add(p.img, p.boxes, p.name, p.half, i); err != nil {
			return nil, err
		}
	}
	for i, a := range art {
		if err := add(a.img, nil, a.name, a.half, i); err != nil {
			return nil, err
		}
	}
	fit := fitLooked(fitted, judged)
	fit.Inputs = hex.EncodeToString(inputs.Sum(nil))
	fit.Source = headed(fit)
	return fit, nil
}

// headed is the source of the trees under what they were fitted on, and the sum
// by which a test sees that nobody has changed them by hand.
func headed(f *Fit) string {
	return fmt.Sprintf("package filter\n\n// Written by `winnow bench filter --fit`, from %d pictures whose pixels have the SHA-256\n// %s.\n// What follows this line has the SHA-256 %x.\n%s",
		f.Pictures, f.Inputs, sha256.Sum256([]byte(f.Source)), f.Source)
}

// fitLooked fits on some pictures and scores on others.
func fitLooked(fitted, judged []*looked) *Fit {
	first := firstLook(fitted)
	var seconds [2][]example
	for fold := range 2 {
		others := firstLook(slices.DeleteFunc(slices.Clone(fitted), func(p *looked) bool { return p.fold == fold }))
		for _, p := range fitted {
			if p.fold == fold {
				more := secondLook(p, others.first(p))
				seconds[0], seconds[1] = append(seconds[0], more[0]...), append(seconds[1], more[1]...)
			}
		}
	}
	again := grown(seconds)
	fit := &Fit{Pictures: len(fitted)}
	var cases [2][]scored
	for _, p := range judged {
		for v, examples := range secondLook(p, first.first(p)) {
			for _, e := range examples {
				cases[v] = append(cases[v], scored{total(again[v], e.x), e.y > .5})
			}
		}
	}
	var b strings.Builder
	for i, f := range []forest{first, again} {
		source(&b, "rowTrees"+[]string{"", "Again"}[i], f[0])
		source(&b, "columnTrees"+[]string{"", "Again"}[i], f[1])
	}
	for v := range 2 {
		fit.AUC[v], fit.Lines[v] = auc(cases[v]), len(seconds[v])
	}
	fit.Source = b.String()
	return fit
}

func source(b *strings.Builder, name string, trees []tree) {
	fmt.Fprintf(b, "\nvar %s = []letterTree{\n", name)
	list := func(values []float64) string {
		var parts []string
		for _, v := range values {
			parts = append(parts, fmt.Sprintf("%.4g", min(v, 1e9)))
		}
		return strings.Join(parts, ", ")
	}
	for _, t := range trees {
		var features []float64
		for _, f := range t.feature {
			features = append(features, float64(f))
		}
		fmt.Fprintf(b, "\t{[7]uint8{%s}, [7]float32{%s}, [8]float32{%s}},\n", list(features), list(t.limit[:]), list(t.leaf[:]))
	}
	b.WriteString("}\n")
}

// jpegOf makes every third picture a JPEG of middling quality.
func jpegOf(n int) int {
	if n%3 == 0 {
		return 60 + n%35
	}
	return 0
}
