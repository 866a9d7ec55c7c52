package dedup

import (
	"math"
	"testing"
)

func TestSamplingVisitsAllColumns(t *testing.T) {
	for _, size := range [][2]int{{256, 256}, {256, 192}, {180, 255}, {64, 64}, {7, 300}, {255, 254}} {
		g := newGrid(size[0], size[1])
		stride := g.sampling(1000)
		seen := map[int]bool{}
		n := 0
		for i := 0; i < len(g.v); i += stride {
			seen[i%g.w] = true
			n++
		}
		if len(seen) != g.w || n > 2*1000+g.w && len(g.v) > 4000 {
			t.Errorf("%v: a stride of %d visits %d cells in %d of %d columns", size, stride, n, len(seen), g.w)
		}
	}
}

func TestTheToneIsWalkedTo(t *testing.T) {
	a := shrink(frameOf(blots(7, 300, 300)).White.Luma, box{0, 0, 300, 300}, 64, 64)
	for _, want := range []tone{{1, 0, 1}, {.8, 20, 1}, {.95, 8, .55}, {.9, 5, 1.8}, {1, 0, 2.2}} {
		b := newGrid(a.w, a.h)
		for i, v := range a.v {
			b.v[i] = want.apply(v)
		}
		got := fitTone(a, b)
		if got.Gamma != want.Gamma || math.Abs(got.Gain-want.Gain) > .05 || math.Abs(got.Offset-want.Offset) > 4 {
			t.Errorf("found %+v, want %+v", got, want)
		}
	}
}

func TestBrightColoursPaleWhereTheyAreClipped(t *testing.T) {
	luma, cb, cr := newGrid(2, 1), newGrid(2, 1), newGrid(2, 1)
	// A dark blue, and an orange whose red is near white.
	copy(luma.v, []float32{60, 180})
	copy(cb.v, []float32{150, 60})
	copy(cr.v, []float32{120, 180})
	brighter := tone{1, 60, 1}
	if !brighter.clips() || noTone.clips() {
		t.Error("a tone that goes beyond white clips, none does not")
	}
	toCb, toCr := brighter.colours(luma, cb, cr)
	if math.Abs(float64(toCb.v[0]-150)) > 1 || math.Abs(float64(toCr.v[0]-120)) > 1 {
		t.Errorf("the dark blue is %.0f, %.0f, want it as it was", toCb.v[0], toCr.v[0])
	}
	if toCr.v[1] > 160 {
		t.Errorf("the red of the orange is %.0f, want it clipped", toCr.v[1])
	}
}

func TestEachChannelIsClippedByItself(t *testing.T) {
	// Red cannot become more red, grey becomes lighter.
	luma, cb, cr := newGrid(2, 1), newGrid(2, 1), newGrid(2, 1)
	copy(luma.v, []float32{76, 100})
	copy(cb.v, []float32{85, 128})
	copy(cr.v, []float32{255, 128})
	got := tone{1.3, 0, 1}.ofChannels(luma, cb, cr)
	if red, grey := got.v[0], got.v[1]; red < 74 || red > 79 || grey < 129 || grey > 131 {
		t.Errorf("red became %.0f and grey %.0f, want 76 and 130", red, grey)
	}
}
