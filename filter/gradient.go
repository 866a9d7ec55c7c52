package filter

import (
	"math"
	"math/bits"
	"sync"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
)

// gradients are the steps between neighbouring luma pixels, |right| + |down|,
// 0–510, before and after the picture is blurred. The strongest hundredth of each,
// and all above gentle, are where they belong; weaker ones may be counted as 0.
type gradients struct {
	n              int
	sharp, blurred [511]int // histograms
}

// gentle is the size of steps below which those of most pictures are, and none
// that is asked after.
const gentle = 16

type gradientsKey struct{}

func gradientsOf(f *dataset.Frame) *gradients {
	return f.Memo(gradientsKey{}, func() any {
		g := &gradients{}
		p := f.White.Luma
		if !f.Opaque && tonesOf(f).white.std < tonesOf(f).black.std {
			p = f.Black.Luma
		}
		if p.W < 8 || p.H < 8 {
			return g
		}
		g.n = (p.W - 1) * (p.H - 1)
		s := blurs.Get().(*blurScratch)
		defer blurs.Put(s)
		s.count(p, &g.sharp)
		s.count(s.twiceBlurred(p), &g.blurred)
		return g
	}).(*gradients)
}

// count counts the steps of p, the gentle ones among their like as 0 unless the
// strongest hundredth has some of them.
func (s *blurScratch) count(p dataset.Plane, histogram *[511]int) {
	s.countFrom(gentle, p, histogram)
	if strong := strongestOf((p.W - 1) * (p.H - 1)); !reaches(histogram[gentle:], strong) {
		s.countFrom(1, p, histogram)
	}
}

// reaches says whether a histogram holds so many.
func reaches(histogram []int, n int) bool {
	for _, c := range histogram {
		n -= c
	}
	return n <= 0
}

// countFrom counts steps below least as 0 where most of those beside them are.
func (s *blurScratch) countFrom(least uint16, p dataset.Plane, histogram *[511]int) {
	const many = 16           // of a word: so many are counted one after the other without asking which
	var odd, even [511]uint32 // two counters, so that equal neighbours do not wait for each other
	s.steps, s.strong = grown(s.steps, p.W-1), grown(s.strong, wordsOf(p.W-1))
	counted := 0
	for y := range p.H - 1 {
		lanes.Steps(s.steps, p.Row(y), p.Row(y+1))
		lanes.AtLeast(s.strong, s.steps, least)
		for i, word := range s.strong {
			if word == 0 { // drawings are full of them
				continue
			}
			steps := s.steps[64*i : min(64*i+64, len(s.steps))]
			if n := bits.OnesCount64(word); n < many {
				counted += n
				for ; word != 0; word &= word - 1 {
					even[steps[bits.TrailingZeros64(word)]]++
				}
				continue
			}
			counted += len(steps)
			for ; len(steps) >= 2; steps = steps[2:] {
				even[steps[0]]++
				odd[steps[1]]++
			}
			for _, v := range steps {
				even[v]++
			}
		}
	}
	for i := range histogram {
		histogram[i] = int(odd[i] + even[i])
	}
	histogram[0] += (p.W-1)*(p.H-1) - counted
}

// magnitude is |d| without a branch, which would be guessed wrong on detail.
func magnitude(d int) int {
	sign := d >> 63
	return (d ^ sign) - sign
}

// blurScratch is the memory that blurring needs, kept from picture to picture.
type blurScratch struct {
	along, out []byte
	steps      []uint16
	strong     []uint64 // a bit for each step that is
}

var blurs = sync.Pool{New: func() any { return new(blurScratch) }}

// twiceBlurred passes [1 2 1]/4 twice along and twice down, which is
// [1 4 6 4 1]/16 each way. The plane is valid until the next call.
func (s *blurScratch) twiceBlurred(p dataset.Plane) dataset.Plane {
	w, h := p.W, p.H
	s.along, s.out = grown(s.along, w*h), grown(s.out, w*h)
	along := s.along
	for y := range h {
		row, out := p.Row(y), along[y*w:(y+1)*w]
		n := w - 4
		lanes.Binomial(out[2:2+n], row[:n], row[1:1+n], row[2:2+n], row[3:3+n], row[4:4+n])
		for _, x := range [4]int{0, 1, w - 2, w - 1} {
			at := func(i int) int { return int(row[max(0, min(w-1, i))]) }
			out[x] = byte((at(x-2) + at(x+2) + 4*(at(x-1)+at(x+1)) + 6*at(x) + 8) >> 4)
		}
	}
	out := dataset.Plane{W: w, H: h, Pix: s.out}
	line := func(i int) []byte { i = max(0, min(h-1, i)); return along[i*w : (i+1)*w] }
	for y := range h {
		lanes.Binomial(out.Row(y), line(y-2), line(y-1), line(y), line(y+1), line(y+2))
	}
	return out
}

// strongest is the mean of the strongest hundredth of the steps.
func strongest(histogram *[511]int, n int) float64 {
	want := strongestOf(n)
	left, sum := want, 0
	for v := len(histogram) - 1; v >= 0 && left > 0; v-- {
		take := min(left, histogram[v])
		sum += take * v
		left -= take
	}
	return float64(sum) / float64(want)
}

// strongestOf is a hundredth of so many steps.
func strongestOf(n int) int { return max(1, n/100) }

// above is the share of steps greater than a step, which is not a gentle one.
func (g *gradients) above(step int) float64 {
	if g.n == 0 {
		return math.NaN()
	}
	n := 0
	for _, c := range g.sharp[step+1:] {
		n += c
	}
	return float64(n) / float64(g.n)
}
