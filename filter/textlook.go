package filter

import (
	"math"
	"slices"

	"github.com/winnow-data/winnow/dataset"
)

// lineFeatures is the number of features of a line. Lengths are in units of the
// line's mean height, so that size does not matter.
const lineFeatures = 43

// look measures the chain of a line that runs along rows.
func look(marks []mark) (f [lineFeatures]float64) {
	n := float64(len(marks))
	heights, tops, bottoms, middles, widths := series{}, series{}, series{}, series{}, series{}
	shares, strokes, tones, gaps, complexity := series{}, series{}, series{}, series{}, series{}
	areas, edges, uneven := series{}, series{}, series{}
	sided, grounds := series{}, series{}
	along, down, holes := series{}, series{}, series{}
	inner := 0.0
	slope := slopeOf(marks)
	for i := range marks {
		m := &marks[i]
		drop := slope * float64(m.x0+m.x1) / 2
		heights.add(float64(m.height()))
		tops.add(float64(m.y0) - drop)
		bottoms.add(float64(m.y1) - drop)
		middles.add(float64(m.y0+m.y1)/2 - drop)
		widths.add(float64(m.width()))
		areas.add(float64(m.area))
		edges.add(m.edge())
		uneven.add(m.uneven())
		sided.add(m.oneSided())
		grounds.add(m.ground())
		shares.add(m.share())
		lean, sink := m.leaning()
		along.add(lean)
		down.add(sink)
		holes.add(float64(m.holes()))
		strokes.add(m.stroke())
		mean, spread := m.tone()
		tones.add(mean)
		inner += spread
		complexity.add(float64(m.across+m.down) / float64(m.width()+m.height()))
		if i > 0 {
			gaps.add(float64(m.x0 - marks[i-1].x1))
		}
	}
	h := heights.mean()
	f[0] = math.Log(n)
	f[1] = heights.std() / h
	f[2] = min(tops.std(), bottoms.std(), middles.std()) / h
	f[3] = shares.mean()
	f[4] = shares.std()
	f[5] = strokes.mean() / h
	f[6] = strokes.std() / strokes.mean()
	f[7] = inner / n / 32
	f[8] = tones.std() / 32
	f[9] = gaps.mean() / h
	f[10] = gaps.std() / h
	f[11] = widths.std() / h
	f[12] = math.Log(h / 10)
	f[13] = complexity.mean()
	f[14] = areas.std() / areas.mean()
	f[22] = edges.mean() / 32
	f[23] = edges.std() / (edges.mean() + 1)
	f[24] = uneven.mean()
	f[25] = uneven.std()
	f[27] = along.std()
	f[28] = down.std()
	f[29] = holes.mean()
	f[30] = holes.std()
	f[31] = strayed(marks, slope) / h
	f[32] = repeats(marks, h)
	f[33] = pitch(marks, h)
	f[37] = sided.mean()
	f[38] = sided.std()
	f[39] = grounds.std() / (edges.mean() + 8)
	f[40] = unmirrored(marks, h)
	f[41] = math.Abs(slope)
	return f
}

// strayed is the median distance of the marks' feet, heads or middles, whichever
// is least, from their own median: descenders and quotes do not count in it.
func strayed(marks []mark, slope float64) float64 {
	least := math.Inf(1)
	var few [32]float64
	at := few[:0]
	if len(marks) > len(few) {
		at = make([]float64, len(marks))
	}
	at = at[:len(marks)]
	for _, where := range [3]func(m *mark) float64{
		func(m *mark) float64 { return float64(m.y0) },
		func(m *mark) float64 { return float64(m.y1) },
		func(m *mark) float64 { return float64(m.y0+m.y1) / 2 },
	} {
		for i := range marks {
			at[i] = where(&marks[i]) - slope*float64(marks[i].x0+marks[i].x1)/2
		}
		middle := median(at)
		for i := range at {
			at[i] = math.Abs(at[i] - middle)
		}
		least = min(least, median(at))
	}
	return least
}

func median(values []float64) float64 {
	slices.Sort(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}

// repeats is how much each mark differs from the one that stands one, two or
// three places before it, whichever is least: patterns come again, words do not.
func repeats(marks []mark, h float64) float64 {
	least := 2.
	for lag := 1; lag <= 3 && lag+2 <= len(marks); lag++ {
		sum := 0.
		for i := lag; i < len(marks); i++ {
			a, b := &marks[i], &marks[i-lag]
			ax, ay := a.leaning()
			bx, by := b.leaning()
			sum += math.Abs(float64(a.width()-b.width()))/h + math.Abs(float64(a.height()-b.height()))/h +
				math.Abs(a.share()-b.share()) + math.Abs(ax-bx) + math.Abs(ay-by) +
				math.Abs(float64(a.across+a.down-b.across-b.down))/(4*h)
		}
		least = min(least, sum/float64(len(marks)-lag))
	}
	return least
}

// unmirrored is how much the marks differ from the same line seen in a mirror:
// faces and figures are their own mirror images, words are not.
func unmirrored(marks []mark, h float64) float64 {
	sum := 0.
	n := len(marks)
	for i := range n / 2 {
		a, b := &marks[i], &marks[n-1-i]
		ax, ay := a.leaning()
		bx, by := b.leaning()
		sum += math.Abs(float64(a.width()-b.width()))/h + math.Abs(float64(a.height()-b.height()))/h +
			math.Abs(a.share()-b.share()) + math.Abs(ax+bx) + math.Abs(ay-by) +
			math.Abs(float64(a.across+a.down-b.across-b.down))/(4*h)
	}
	return min(2, sum/float64(n/2))
}

// pitch is how unevenly the marks' middles follow one another.
func pitch(marks []mark, h float64) float64 {
	s := series{}
	for i := 1; i < len(marks); i++ {
		s.add(float64(marks[i].x0+marks[i].x1-marks[i-1].x0-marks[i-1].x1) / 2)
	}
	return s.std() / max(h, s.mean())
}

// lookAround adds what the box of a line shows beside its marks: box is upright
// in the plane, marks' ink is summed up in it.
func lookAround(p dataset.Plane, box *mark, vertical bool, f *[lineFeatures]float64) (ink, ground float64) {
	b := box.cell()
	n := b.area()
	sum, squares := b.moments(p)
	ink, inkSpread := box.tone()
	rest := max(1, n-box.area)
	ground = float64(sum-box.luma) / float64(rest)
	spread := math.Sqrt(max(0, float64(squares-box.squares)/float64(rest)-ground*ground))
	length, height := float64(box.width()), float64(box.height())
	if vertical {
		length, height = height, length
	}
	f[15] = spread / 32
	f[16] = math.Abs(ink-ground) / 64
	f[17] = math.Abs(ink-ground) / (inkSpread + spread + 8)
	f[18] = float64(box.area) / float64(max(1, n))
	f[19] = math.Log(max(1, length/height))
	f[20] = box.stroke() / height
	f[26] = 32 * f[22] / (math.Abs(ink-ground) + 8)
	f[34] = ink / 128 // of whichever plane it was found in, which the last one tells
	f[35] = math.Log(float64(n) / float64(len(p.Pix)))
	return ink, ground
}

// lookNearby counts for each line those of like height beside it, for text
// comes in blocks.
func lookNearby(lines []textLine) {
	boxes := make([]cell, len(lines)) // as if all ran along rows, those along rows first
	at := make([]int, 0, len(lines))
	for _, vertical := range [2]bool{false, true} {
		from := len(at)
		for i := range lines {
			if lines[i].vertical != vertical {
				continue
			}
			b := lines[i].box.cell()
			if vertical {
				b = b.turned()
			}
			boxes[len(at)] = b
			at = append(at, i)
		}
		same := boxes[from:len(at)]
		for i := range same {
			like := 0
			for j := range same {
				if besides(&same[i], &same[j]) {
					like++
				}
			}
			lines[at[from+i]].features[21] = math.Log(float64(1 + like))
		}
	}
}

// besides says whether b is a line of like height next to a, not the same again.
func besides(a, b *cell) bool {
	if 2*(min(a.x1, b.x1)-max(a.x0, b.x0)) <= min(a.x1-a.x0, b.x1-b.x0) {
		return false
	}
	h, g := float64(a.y1-a.y0), float64(b.y1-b.y0)
	away := math.Abs(float64(a.y0+a.y1-b.y0-b.y1)) / 2
	return away >= .6*h && away <= 3*h && min(h, g) >= .7*max(h, g)
}

// slopeOf is the least-squares rise of the marks' middles, so that tilted lines
// count as aligned.
func slopeOf(marks []mark) float64 {
	var n, sx, sy, sxx, sxy float64
	for i := range marks {
		x, y := float64(marks[i].x0+marks[i].x1)/2, float64(marks[i].y0+marks[i].y1)/2
		n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	d := sxx - sx*sx/n
	if d <= 0 {
		return 0
	}
	return (sxy - sx*sy/n) / d
}

// series gathers a mean and a standard deviation.
type series struct{ n, sum, squares float64 }

func (s *series) add(v float64) { s.n, s.sum, s.squares = s.n+1, s.sum+v, s.squares+v*v }

func (s *series) mean() float64 { return s.sum / max(1, s.n) }

func (s *series) std() float64 {
	if s.n == 0 {
		return 0
	}
	return math.Sqrt(max(0, s.squares/s.n-s.mean()*s.mean()))
}
