package labelled

import (
	"context"
	"fmt"
	"image"
	"math"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/filter"
)

// Lines of which this much is in the truth are letters; up to the other they
// are none; what is between says nothing.
const (
	lettersFrom  = .6
	lettersBelow = .15
)

// linesOf gives the lines found in a picture, and whether they are letters. A
// line counts by the root of its area, for area is what is measured by them.
func linesOf(f *dataset.Frame, size image.Point, boxes []image.Rectangle, vertical bool) (all []example) {
	whole := image.Rectangle{Max: size}
	for _, l := range filter.TextLines(f) {
		if l.Vertical != vertical {
			continue
		}
		b := image.Rect(int(l.X0*float64(size.X)), int(l.Y0*float64(size.Y)), int(l.X1*float64(size.X))+1, int(l.Y1*float64(size.Y))+1).Intersect(whole)
		var within []image.Rectangle
		for _, t := range boxes {
			if i := t.Intersect(b); !i.Empty() {
				within = append(within, i.Sub(b.Min))
			}
		}
		part := covered(within, image.Rectangle{Max: b.Size()})
		if part > lettersBelow && part < lettersFrom {
			continue
		}
		weight := math.Sqrt(float64(b.Dx()*b.Dy())/float64(size.X*size.Y)) * 10
		all = append(all, example{l.Features, part >= lettersFrom, weight})
	}
	return all
}

// Fit is what a fit of the odds of lines found, for rows and for columns.
type Fit struct {
	AUC    [2]float64 `json:"auc"`   // over the lines of the half that was not fitted on
	Lines  [2]int     `json:"lines"` // that were fitted on
	Source string     `json:"-"`     // of filter/lettertrees.go
}

// fitLines fits the odds of lines on half 0 and scores them on half 1.
func fitLines(ctx context.Context, pictures []lettered, art []art) (*Fit, error) {
	fit := &Fit{}
	var lines [2][2][]example // by half, by direction
	add := func(img *image.RGBA, boxes []image.Rectangle, half, n int) error {
		f, err := framed(ctx, img, jpegOf(n))
		if err != nil {
			return err
		}
		for v := range 2 {
			lines[half][v] = append(lines[half][v], linesOf(f, img.Rect.Size(), boxes, v == 1)...)
		}
		return ctx.Err()
	}
	for i, p := range pictures {
		if err := add(p.img, p.boxes, p.half, i); err != nil {
			return nil, err
		}
	}
	for i, a := range art {
		if err := add(a.img, nil, a.half, i); err != nil {
			return nil, err
		}
	}
	var b strings.Builder
	b.WriteString("package filter\n\n// Written by `winnow bench filter --fit`.\n")
	for v, name := range []string{"rowTrees", "columnTrees"} {
		trees := grow(lines[0][v])
		var cases []scored
		for _, e := range lines[1][v] {
			cases = append(cases, scored{total(trees, e.x), e.y})
		}
		fit.AUC[v], fit.Lines[v] = auc(cases), len(lines[0][v])
		source(&b, name, trees)
	}
	fit.Source = b.String()
	return fit, nil
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
