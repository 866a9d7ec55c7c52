package filter

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// shaded is a plane of 320×320 of which each pixel has its luma.
func shaded(luma func(x, y float64) float64) *dataset.Frame {
	const side = 320
	p := dataset.Plane{W: side, H: side, Pix: make([]byte, side*side)}
	for y := range side {
		for x := range side {
			sum := 0.
			for i := range 9 { // antialiased
				sum += luma(float64(x)+float64(i%3)/3, float64(y)+float64(i/3)/3)
			}
			p.Pix[y*side+x] = byte(max(0, min(255, sum/9)))
		}
	}
	plain := dataset.Plane{W: side, H: side, Pix: bytes.Repeat([]byte{128}, side*side)}
	return &dataset.Frame{Width: side, Height: side, Opaque: true, White: dataset.Ground{Luma: p, Y: p, Cb: plain, Cr: plain}}
}

// dotted are dots of a radius on a turned grid.
func dotted(pitch, radius, turn float64) func(x, y float64) float64 {
	sin, cos := math.Sincos(turn)
	return func(x, y float64) float64 {
		u, v := (x*cos+y*sin)/pitch, (y*cos-x*sin)/pitch
		if math.Hypot(u-math.Round(u), v-math.Round(v))*pitch < radius {
			return 20
		}
		return 250
	}
}

func TestScreentoneIsAGridOfDots(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	grain := make([]float64, 320*320)
	for i := range grain {
		grain[i] = 255 * dice.Float64()
	}
	tests := []struct {
		name      string
		luma      func(x, y float64) float64
		low, high float64
	}{
		{"dots 4 apart", dotted(4, 1.2, 0), .9, 1},
		{"dots 6 apart, turned by 45°", dotted(6, 2, math.Pi/4), .9, 1},
		{"dots 8 apart, turned by 15°", dotted(8, 2.4, .26), .9, 1},
		{"large dots 10 apart", dotted(10, 4.2, math.Pi/4), .9, 1},
		{"small dots in shifted rows", func(x, y float64) float64 {
			row := math.Floor(y / 7)
			u, v := math.Mod(x+3.5*math.Mod(row, 2), 7)-3.5, y-7*row-3.5
			if math.Hypot(u, v) < 1.5 {
				return 20
			}
			return 250
		}, .9, 1},
		{"light dots on dark", func(x, y float64) float64 { return 270 - dotted(6, 1.8, .5)(x, y) }, .9, 1},
		{"dots on a quarter", func(x, y float64) float64 {
			if x < 160 && y < 160 {
				return dotted(6, 2, math.Pi/4)(x, y)
			}
			return 250
		}, .2, .3},
		{"one tone", func(x, y float64) float64 { return 128 }, 0, 0},
		{"stripes", func(x, y float64) float64 { return 128 + 120*math.Copysign(1, math.Sin(x)) }, 0, .02},
		{"hatching both ways, wide apart", func(x, y float64) float64 {
			if math.Mod(x+y, 20) < 1.5 || math.Mod(x-y+640, 20) < 1.5 {
				return 0
			}
			return 250
		}, 0, .05},
		{"grain", func(x, y float64) float64 { return grain[int(y)*320+int(x)] }, 0, .02},
		{"a soft gradient", func(x, y float64) float64 { return (x + y) * .39 }, 0, 0},
		{"lines from a point", func(x, y float64) float64 { return 128 + 120*math.Copysign(1, math.Sin(40*math.Atan2(y-160, x-160))) }, 0, .08},
	}
	for _, tt := range tests {
		if got := screentone(shaded(tt.luma)); !(got >= tt.low && got <= tt.high) {
			t.Errorf("%s: %.3f, want %v to %v", tt.name, got, tt.low, tt.high)
		}
	}
}

func TestScreentoneIsNotAskedOfColour(t *testing.T) {
	f := shaded(dotted(6, 2, 0))
	f.White.Cb = dataset.Plane{W: 320, H: 320, Pix: bytes.Repeat([]byte{200}, 320*320)}
	if got := screentone(f); !math.IsNaN(got) {
		t.Errorf("of blue dots it is %v, want NaN", got)
	}
}

func BenchmarkScreentone(b *testing.B) {
	for name, luma := range map[string]func(x, y float64) float64{"dots": dotted(6, 2, .3), "plain": func(x, y float64) float64 { return x / 2 }} {
		b.Run(name, func(b *testing.B) {
			f := shaded(luma)
			for b.Loop() {
				screentone(f)
			}
		})
	}
}
