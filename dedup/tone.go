package dedup

import "math"

// tone is how the grey levels of A became those of B: gain · (A/255)^gamma ·
// 255 + offset, clipped to what a byte holds.
type tone struct {
	Gain   float64 `json:"gain"`
	Offset float64 `json:"offset"` // grey levels
	Gamma  float64 `json:"gamma"`
}

var noTone = tone{1, 0, 1}

func (t tone) apply(v float32) float32 {
	x := float64(v)
	if t.Gamma != 1 {
		x = 255 * math.Pow(max(x, 0)/255, t.Gamma)
	}
	return float32(min(max(t.Gain*x+t.Offset, 0), 255))
}

// nearNone says that the tone changes next to nothing.
func (t tone) nearNone() bool {
	return t.Gamma == 1 && math.Abs(t.Gain-1) < .04 && math.Abs(t.Offset) < 8
}

// table is the tone of every whole grey level.
func (t tone) table() (levels [257]float32) {
	for i := range levels {
		levels[i] = t.apply(float32(min(i, 255)))
	}
	return levels
}

// clips says that the tone makes light of what A shows brighter than white, or
// darker than black.
func (t tone) clips() bool {
	return t.Gain*255+t.Offset > 255+toneClips || t.Offset < -toneClips
}

const toneClips = 8 // grey levels

// colours is the chroma of A in the tone, which each of red, green and blue has
// and is clipped in by itself: that leaves other colours, paler ones where it is bright.
func (t tone) colours(luma, cb, cr grid) (toCb, toCr grid) {
	levels := t.table()
	toned := func(v float32) float32 { return levels[int(min(max(v+.5, 0), 255))] }
	toCb, toCr = newGrid(cb.w, cb.h), newGrid(cr.w, cr.h)
	for i, y := range luma.v {
		r, g, b := channels(y, cb.v[i], cr.v[i])
		r, g, b = toned(r), toned(g), toned(b)
		toCb.v[i] = 128 - .168736*r - .331264*g + .5*b
		toCr.v[i] = 128 + .5*r - .418688*g - .081312*b
	}
	return toCb, toCr
}

// ofChannels is the brightness of A in the tone, in which each of red, green and blue is
// clipped by itself: what is of a strong colour becomes less bright than what is grey.
func (t tone) ofChannels(luma, cb, cr grid) grid {
	levels := t.table()
	toned := func(v float32) float32 { return levels[int(min(max(v+.5, 0), 255))] }
	out := newGrid(luma.w, luma.h)
	for i, y := range luma.v {
		r, g, b := channels(y, cb.v[i], cr.v[i])
		out.v[i] = .299*toned(r) + .587*toned(g) + .114*toned(b)
	}
	return out
}

func channels(y, cb, cr float32) (r, g, b float32) {
	u, v := cb-128, cr-128
	return y + 1.402*v, y - .344136*u - .714136*v, y + 1.772*u
}

// clippedByChannel is a in the tone that brings those of its cells nearest to b that
// lose nothing by it, each channel clipped by itself. It is false where the tone clips
// nothing that has colour, or too little is left to tell it.
func clippedByChannel(a, cb, cr, b grid, t tone) (toned grid, of tone, ok bool) {
	if t.nearNone() {
		return toned, t, false
	}
	for range clippingRounds {
		var kept, to grid
		coloured := false
		for i, y := range a.v {
			r, g, blue := channels(y, cb.v[i], cr.v[i])
			low, high := t.Gain*float64(min(r, g, blue))+t.Offset, t.Gain*float64(max(r, g, blue))+t.Offset
			if low >= 0 && high <= 255 {
				kept.v, to.v = append(kept.v, y), append(to.v, b.v[i])
			} else if high-low > channelsApart {
				coloured = true
			}
		}
		if n := len(kept.v); !coloured || n*unclippedLeast < len(a.v) {
			return toned, t, false
		}
		kept.w, kept.h, to.w, to.h = len(kept.v), 1, len(to.v), 1
		t, _ = fitGain(kept, to, noGamma, toneCells)
	}
	return t.ofChannels(a, cb, cr), t, true
}

const (
	clippingRounds = 2
	channelsApart  = 16.0 // levels from the weakest to the strongest channel of what has colour
	unclippedLeast = 10   // one in so many cells must be kept
)

const (
	clipHigh = 249 // grey levels from which light may have been clipped
	clipLow  = 4
)

// gammas that are tried, around none.
var gammas = [...]float64{.45, .55, .65, .75, .85, 1, 1.15, 1.3, 1.5, 1.8, 2.2}

const (
	noGamma   = 5   // place of 1 among them
	gammaPays = .75 // of what is left without that a gamma must come down to
)

// curves is what each gamma makes of every whole grey level.
var curves = func() (curves [len(gammas)][257]float32) {
	for i, gamma := range gammas {
		curves[i] = tone{1, 0, gamma}.table()
	}
	return curves
}()

// fitTone finds the tone that brings a nearest to b, cell by cell. A gamma
// other than 1 must pay for itself. What is left falls towards the best gamma
// from either side, so that it is walked to.
func fitTone(a, b grid) tone {
	plain, left := fitGain(a, b, noGamma, toneCells)
	if left < 2 {
		return plain
	}
	best, least := noGamma, left
	for _, way := range []int{-1, 1} {
		for i := noGamma + way; i >= 0 && i < len(gammas); i += way {
			_, e := fitGain(a, b, i, toneCells/3)
			if e >= least {
				break
			}
			best, least = i, e
		}
		if best != noGamma {
			break
		}
	}
	if least >= gammaPays*left {
		return plain
	}
	t, _ := fitGain(a, b, best, toneCells)
	return t
}

// toneCells is how many cells tell a tone: three unknowns need no more.
const toneCells = 4096

// sampling is the stride that visits about so many cells, in all columns: it
// has no factor in common with the width.
func (g grid) sampling(cells int) int {
	stride := max(len(g.v)/cells, 1)
	for common(stride, g.w) > 1 {
		stride++
	}
	return stride
}

func common(a, b int) int {
	for b > 0 {
		a, b = b, a%b
	}
	return a
}

// fitGain is the best tone of one of the gammas by weighted least squares over about
// so many cells, and the mean size of what is left, in which no cell counts
// more than 30.
func fitGain(a, b grid, gamma, cells int) (tone, float64) {
	stride := a.sampling(cells)
	t := tone{1, 0, gammas[gamma]}
	levels := &curves[gamma]
	spread, left := float32(40), float32(0)
	for range 4 {
		var n, sx, sy, sxx, sxy, total, count float32
		gain, offset := float32(t.Gain), float32(t.Offset)
		for i := 0; i < len(a.v); i += stride {
			bv := b.v[i]
			x := levels[int(min(max(a.v[i], 0), 255))]
			toned := gain*x + offset
			e := bv - min(max(toned, 0), 255)
			total += min(max(e, -e), 30)
			count++
			if bv >= clipHigh && toned > 255 || bv <= clipLow && toned < 0 {
				continue
			}
			// Centred, so that float32 keeps enough digits.
			x, bv = x-128, bv-128
			w := 1 / (1 + e*e/(spread*spread))
			n += w
			sx += w * x
			sy += w * bv
			sxx += w * x * x
			sxy += w * x * bv
		}
		left = total / max(count, 1)
		spread = max(4, 2*left)
		det := n*sxx - sx*sx
		if n < 16 || det < 1e-3*n*n {
			t.Gain = 1
			if n > 0 {
				t.Offset = float64((sy - sx) / n)
			}
			continue
		}
		t.Gain = float64((n*sxy - sx*sy) / det)
		t.Offset = float64((sy-float32(t.Gain)*sx)/n) + 128 - 128*t.Gain
	}
	return t, float64(left)
}
