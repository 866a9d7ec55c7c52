package filter

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// code is the luma of a QR code of so many modules across by chance, at (x, y)
// in modules; only its finders are as in a real one.
func code(modules int, seed uint64) func(x, y int) float64 {
	dice := rand.New(rand.NewPCG(seed, 1))
	dark := make([]bool, modules*modules)
	for i := range dark {
		dark[i] = dice.IntN(2) == 0
	}
	for _, corner := range [][2]int{{0, 0}, {modules - 7, 0}, {0, modules - 7}} {
		for y := -1; y <= 7; y++ {
			for x := -1; x <= 7; x++ {
				if u, v := corner[0]+x, corner[1]+y; u >= 0 && v >= 0 && u < modules && v < modules {
					ring := max(max(3-x, x-3), max(3-y, y-3))
					dark[v*modules+u] = ring != 2 && ring != 4
				}
			}
		}
	}
	return func(x, y int) float64 {
		if x >= 0 && y >= 0 && x < modules && y < modules && dark[y*modules+x] {
			return 15
		}
		return 245
	}
}

func TestQRCodesAreFoundByTheirCorners(t *testing.T) {
	set := func(modules int, size, turn, left, top float64) func(x, y float64) float64 {
		c := code(modules, uint64(modules))
		sin, cos := math.Sincos(turn)
		return func(x, y float64) float64 {
			u, v := (x-left)*cos+(y-top)*sin, (y-top)*cos-(x-left)*sin
			return c(int(math.Floor(u/size)), int(math.Floor(v/size)))
		}
	}
	dice := rand.New(rand.NewPCG(3, 4))
	blocks := make([]float64, 80*80)
	for i := range blocks {
		blocks[i] = float64(255 * dice.IntN(2))
	}
	one, another, whole := set(21, 4, 0, 20, 20), set(25, 4, 0, 180, 160), set(25, 6, 0, 60, 60)
	tests := []struct {
		name string
		luma func(x, y float64) float64
		want float64
	}{
		{"21 modules of 5 pixels", set(21, 5, 0, 60, 90), 1},
		{"33 modules of 2.4 pixels", set(33, 2.4, 0, 30, 100), 1},
		{"turned a little", set(25, 6, .15, 90, 60), 1},
		{"two", func(x, y float64) float64 { return min(one(x, y), another(x, y)) }, 2},
		{"two corners of three", func(x, y float64) float64 {
			if x < 140 && y > 140 {
				return 245
			}
			return whole(x, y)
		}, 0},
		{"blocks by chance", func(x, y float64) float64 { return blocks[int(y/4)%80*80+int(x/4)%80] }, 0},
		{"checks", func(x, y float64) float64 { return float64(255 * ((int(x/9) + int(y/9)) % 2)) }, 0},
		{"targets in a grid", dotted(60, 9, 0), 0},
	}
	for _, tt := range tests {
		if got := qrCodes(shaded(tt.luma)); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestQRCodesOfASmallPictureAreNone(t *testing.T) {
	f := &dataset.Frame{White: dataset.Ground{Luma: dataset.Plane{W: 5, H: 5, Pix: make([]byte, 25)}}}
	if got := qrCodes(f); got != 0 {
		t.Errorf("%v, want 0", got)
	}
}
