package filter

import (
	"math"
	"math/bits"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
)

var _ = register(&dataset.Measure{
	Name: "screentone",
	Doc:  "share of the area, in tiles of 32 pixels at 512, that is a grid of dots 3 to 11 pixels apart, 0–1: tones of comics and print; finer grids are lost in shrinking; null where colour is plain to see",
	Low:  0, High: 1,
	Func: screentone,
})

func screentone(f *dataset.Frame) float64 {
	p := f.White.Luma
	across, down := p.W/waveTile, p.H/waveTile
	if across*down == 0 || !(chroma(f) <= markChroma) {
		return math.NaN()
	}
	dotted := make([]bool, across*down) // or may be
	for i := range dotted {
		dotted[i] = alternates(p, i%across*waveTile, i/across*waveTile)
	}
	var w waves
	dots := func(i int) bool {
		w.measure(p, i%across*waveTile, i/across*waveTile)
		return w.dots()
	}
	for i := range dotted {
		// What nothing beside it can accompany need not be asked.
		dotted[i] = dotted[i] && accompanied(dotted, across, i) && dots(i)
	}
	n := 0
	for i := range dotted {
		if dotted[i] && accompanied(dotted, across, i) {
			n++
		}
	}
	return float64(n) / float64(len(dotted))
}

// accompanied says whether a tile beside this one is dotted too: a tone fills an
// area, and what looks like one in a single tile is chance.
func accompanied(dotted []bool, across, i int) bool {
	x := i % across
	return x > 0 && dotted[i-1] || x < across-1 && dotted[i+1] || i >= across && dotted[i-across] || i+across < len(dotted) && dotted[i+across]
}

// A tile is asked after its waves when its pixels cross its mean often, as they
// do where something repeats: this spares most tiles a transform.
const (
	leastCrossings = 2 * waveTile // of rows and columns together
	leastContrast  = 5            // mean distance from the mean
)

// alternates says whether a tile crosses its mean often.
func alternates(p dataset.Plane, x0, y0 int) bool {
	sum := 0
	for y := y0; y < y0+waveTile; y++ {
		row, _ := lanes.Moments(p.Row(y)[x0 : x0+waveTile])
		sum += row
	}
	mean := sum / (waveTile * waveTile)
	crossings := 0
	var word [1]uint64
	above := uint32(0) // which pixels of the last row are above the mean
	for y := y0; y < y0+waveTile; y++ {
		lanes.Within(word[:], p.Row(y)[x0:x0+waveTile], byte(mean), 255)
		row := uint32(word[0])
		crossings += bits.OnesCount32((row ^ row>>1) & (1<<(waveTile-1) - 1))
		if y > y0 {
			crossings += bits.OnesCount32(row ^ above)
		}
		above = row
	}
	if crossings < leastCrossings {
		return false
	}
	away := 0
	for y := y0; y < y0+waveTile; y++ {
		for _, v := range p.Row(y)[x0 : x0+waveTile] {
			away += magnitude(int(v) - mean)
		}
	}
	return away >= leastContrast*waveTile*waveTile
}
