package labelled

import (
	"cmp"
	"fmt"
	"image"
	"image/color"
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/winnow-data/winnow/internal/sample"
)

// scenes are flat drawings of our generator in all their kinds: one to three
// people in a row, in any framing and place, in grey, brown, tones or lines
// alone; some with patterns on what is plain, which makes dresses of dots and
// checks, walls of bricks and leaves, and some with parts of a page.
func scenes(n, side int, seed uint64) []art {
	var all []art
	for i := range n {
		dice := rand.New(rand.NewPCG(seed^0x5ce7e, uint64(i)))
		img := scene(dice, side)
		all = append(all, art{fmt.Sprintf("scene %d", i), img, i % 2})
	}
	return all
}

func scene(dice *rand.Rand, side int) *image.RGBA {
	t := sample.Truth{Seed: dice.Uint64(), Subject: sample.Figures, People: make([]sample.Person, 1+dice.IntN(3))}
	if dice.IntN(8) == 0 {
		t.Subject, t.People = []string{sample.Landscape, sample.Still}[dice.IntN(2)], nil
	}
	kind := dice.IntN(10)
	switch kind {
	case 0, 1:
		t.Colouring = sample.Greyscale
	case 2:
		t.Colouring = sample.LineArt
	case 3:
		t.Colouring = sample.Sepia
	}
	img := sample.Draw(t, sample.Size(t, side))
	switch {
	case kind == 0:
		printed(img, 4+dice.IntN(6))
	case dice.IntN(2) == 0:
		clad(img, dice)
	}
	if dice.IntN(5) == 0 {
		furnish(img, dice)
	}
	return img
}

// clad lays patterns on one to three of the colours that cover most.
func clad(img *image.RGBA, dice *rand.Rand) {
	plain := plainColours(img)
	for range 1 + dice.IntN(3) {
		which := plain[dice.IntN(len(plain))]
		cloth := image.NewRGBA(img.Rect)
		pattern(cloth, dice.IntN(patternCount), dice)
		strength := .2 + .8*dice.Float64()
		for i := 0; i < len(img.Pix); i += 4 {
			if colourKey(img.Pix[i:]) != which {
				continue
			}
			for k := range 3 {
				img.Pix[i+k] = byte(float64(img.Pix[i+k])*(1-strength) + float64(cloth.Pix[i+k])*strength)
			}
		}
	}
}

// plainColours are the dozen that cover most, the largest first.
func plainColours(img *image.RGBA) []uint32 {
	count := map[uint32]int{}
	for i := 0; i < len(img.Pix); i += 4 {
		count[colourKey(img.Pix[i:])]++
	}
	colours := slices.SortedFunc(maps.Keys(count), func(a, b uint32) int { return cmp.Or(count[b]-count[a], cmp.Compare(a, b)) })
	return colours[:min(12, len(colours))]
}

// colourKey is alike for colours that can hardly be told apart.
func colourKey(p []byte) uint32 {
	return uint32(p[0]>>3)<<16 | uint32(p[1]>>3)<<8 | uint32(p[2]>>3)
}

// printed sets black dots for the middling greys of a picture, as print does.
func printed(img *image.RGBA, pitch int) {
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			g := img.RGBAAt(x, y).R
			if g < 56 || g > 240 {
				continue
			}
			row := y / pitch
			u, v := (x+row%2*pitch/2)%pitch-pitch/2, y%pitch-pitch/2
			c := white
			if math.Hypot(float64(u), float64(v)) <= .62*float64(pitch)*math.Sqrt(1-float64(g)/255) {
				c = color.RGBA{20, 20, 20, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
}
