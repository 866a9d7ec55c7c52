package filter

import "math"

// lineFeatures is the number of features of a line. Lengths are in units of the
// line's mean height, so that size does not matter.
const lineFeatures = 14

// lineFeatureNames are for the printed fit.
var lineFeatureNames = [lineFeatures]string{
	"log members", "height spread", "alignment", "ink share", "ink share spread", "stroke", "stroke spread",
	"ink tone spread", "tone between marks", "gap", "gap spread", "width spread", "log height", "strokes a mark",
}

// look measures the chain of a line that runs along rows.
func look(marks []mark) (f [lineFeatures]float64) {
	n := float64(len(marks))
	heights, tops, bottoms, middles, widths := series{}, series{}, series{}, series{}, series{}
	shares, strokes, tones, gaps, complexity := series{}, series{}, series{}, series{}, series{}
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
		shares.add(m.share())
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
	return f
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
