package filter

import (
	"encoding/binary"
	"math"

	"github.com/winnow-data/winnow/dataset"
)

// tone is the distribution of luma over one ground.
type tone struct {
	n         int
	histogram [256]int
	mean, std float64 // 0–255
}

// tones are those over white and over black; the same when the frame is opaque.
type tones struct{ white, black tone }

type tonesKey struct{}

func tonesOf(f *dataset.Frame) *tones {
	return f.Memo(tonesKey{}, func() any {
		t := &tones{white: toneOf(f.White.Luma)}
		t.black = t.white
		if !f.Opaque {
			t.black = toneOf(f.Black.Luma)
		}
		return t
	}).(*tones)
}

func toneOf(p dataset.Plane) tone {
	var parts [4][256]int // four counters, so that equal neighbours do not wait for each other
	pix := p.Pix
	for ; len(pix) >= 8; pix = pix[8:] {
		if v := binary.LittleEndian.Uint64(pix); v == v<<8|v>>56 { // eight alike, as in much of a drawing
			parts[0][pix[0]] += 8
			continue
		}
		parts[0][pix[0]]++
		parts[1][pix[1]]++
		parts[2][pix[2]]++
		parts[3][pix[3]]++
		parts[0][pix[4]]++
		parts[1][pix[5]]++
		parts[2][pix[6]]++
		parts[3][pix[7]]++
	}
	for _, v := range pix {
		parts[0][v]++
	}
	t := tone{n: len(p.Pix)}
	var sum, squares float64
	for v := range t.histogram {
		c := parts[0][v] + parts[1][v] + parts[2][v] + parts[3][v]
		t.histogram[v] = c
		sum += float64(c) * float64(v)
		squares += float64(c) * float64(v) * float64(v)
	}
	if t.n == 0 {
		t.mean, t.std = math.NaN(), math.NaN()
		return t
	}
	t.mean = sum / float64(t.n)
	t.std = math.Sqrt(max(0, squares/float64(t.n)-t.mean*t.mean))
	return t
}

// percentile is the luma below or at which that share of the pixels is, as
// 0–1, or NaN when there is none.
func (t *tone) percentile(share float64) float64 {
	if t.n == 0 {
		return math.NaN()
	}
	return float64(rank(t.histogram[:], share, t.n)) / 255
}

// rank is the first bin at which the running count reaches that share of n.
func rank[N int | int32](histogram []N, share float64, n int) int {
	need := max(1, int(math.Ceil(share*float64(n))))
	for v, c := range histogram {
		if need -= int(c); need <= 0 {
			return v
		}
	}
	return len(histogram) - 1
}
