package stats

import (
	"fmt"
	"math"

	"github.com/winnow-data/winnow/internal/digits"
)

// piece is a part of the funnel.
type piece struct {
	Name, Label, Title, Href, Class, N, Share string
	Grow                                      float64
}

func (b *pageBuilder) funnel() []piece {
	f := b.Funnel
	var pieces []piece
	for _, part := range []struct {
		name, href, class string
		n                 int64
	}{{"kept", "#properties", "kept", f.Kept}, {"duplicates", "#dropped", "duplicate", f.Duplicate}, {"filtered", "#dropped", "filtered", f.Filtered}, {"failed", "#dropped", "failed", f.Failed}} {
		if part.n == 0 {
			continue
		}
		share := float64(part.n) / float64(f.Found)
		pc := piece{Name: part.name, Href: part.href, Class: part.class, N: digits.Thin(part.n), Share: percent(share), Grow: math.Max(share, .002)}
		pc.Title = fmt.Sprintf("%s: %s %s, %s", pc.Name, pc.N, digits.Form(part.n, "image", "images"), pc.Share)
		if share > .14 {
			pc.Label = pc.Name + " " + pc.Share
		}
		pieces = append(pieces, pc)
	}
	return pieces
}
