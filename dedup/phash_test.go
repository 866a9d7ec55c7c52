package dedup

import (
	"image"
	"math/rand/v2"
	"testing"

	"github.com/corona10/goimagehash"
)

func TestPHashIsThatOfGoimagehash(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 4))
	for round := range 300 {
		var c cells
		for i := range c {
			switch x, y := i%hashSide, i/hashSide; round % 4 {
			case 0:
				c[i] = byte(dice.Uint32())
			case 1:
				c[i] = byte(x*round + y*(round/3))
			case 2:
				c[i] = byte(round) // blank
			default:
				c[i] = byte(min(255, 255*((x*y+round)/(round+1)))) // black and white
			}
		}
		hash, err := goimagehash.PerceptionHash(&image.Gray{Pix: c[:], Stride: hashSide, Rect: image.Rect(0, 0, hashSide, hashSide)})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := pHash(&c), hash.GetHash(); got != want {
			t.Errorf("picture %d: %016x, and goimagehash says %016x", round, got, want)
		}
	}
}
