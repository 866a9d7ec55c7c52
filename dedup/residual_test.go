package dedup

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// TestResidualsComeBack takes planes of all widths around a group through
// coding, packing and back.
func TestResidualsComeBack(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	for _, noise := range []int{0, 3, 256} {
		for w := 1; w < 20; w++ {
			for _, step := range []int{1, 3, 13} {
				p := dataset.Plane{W: w, H: 9, Pix: make([]byte, 9*w)}
				for i := range p.Pix {
					p.Pix[i] = byte(i/w*20 + i%w*5)
					if noise > 0 && i > 4*w {
						p.Pix[i] += byte(dice.IntN(noise))
					}
				}
				var coded, taken residuals
				coded.add(p, step)
				coded.add(p, step)
				packed := appendPacked(appendPacked(nil, coded.marks), coded.groups)
				if err := taken.unpack(packed, 2*groupsOf(w, 9)); err != nil {
					t.Fatalf("%d wide, step %d: %v", w, step, err)
				}
				for range 2 {
					got := taken.take(w, 9, step)
					for i, v := range got.Pix {
						if d := int(v) - int(p.Pix[i]); d > step/2 || -d > step/2 {
							t.Fatalf("%d wide, step %d: pixel %d is off by %d", w, step, i, d)
						}
					}
				}
			}
		}
	}
}

func TestPackingDoesNotDependOnWhatCameBefore(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 4))
	text := func(n, letters int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(dice.IntN(letters))
		}
		return b
	}
	all := [][]byte{nil, {7}, bytes.Repeat([]byte{9}, 500), text(300, 5), text(mostBlock+77, 40), text(900, 256)}
	var first [][]byte
	for _, b := range all {
		first = append(first, appendPacked(nil, b))
	}
	for i := len(all) - 1; i >= 0; i-- {
		if !bytes.Equal(appendPacked(nil, all[i]), first[i]) {
			t.Errorf("%d bytes are packed otherwise after other ones", len(all[i]))
		}
		got, rest, err := unpacked(nil, len(all[i]), append(first[i], "rest"...))
		if err != nil || !bytes.Equal(got, all[i]) || string(rest) != "rest" {
			t.Errorf("%d bytes do not come back: %v", len(all[i]), err)
		}
	}
}

func FuzzUnpackingNeverPanics(f *testing.F) {
	img := blots(2, 60, 40)
	img.Pix[3] = 90
	f.Add(Print(frameOf(img)).Thumb)
	f.Add(Print(frameOf(blots(5, 9, 300))).Thumb)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		if thumb, err := unpack(data); err == nil && len(thumb.white.Pix) != thumb.white.W*thumb.white.H {
			t.Errorf("a plane of %d×%d has %d pixels", thumb.white.W, thumb.white.H, len(thumb.white.Pix))
		}
	})
}

func TestEachBitOfAPlaneCounts(t *testing.T) {
	p := dataset.Plane{W: 37, H: 3, Pix: make([]byte, 37*3)}
	seen := map[string]bool{}
	note := func() {
		d := newDigest()
		d.plane(p)
		if s := string(d.sum()); seen[s] {
			t.Errorf("two planes have one digest")
		} else {
			seen[s] = true
		}
	}
	note()
	for i := range p.Pix {
		for bit := range 8 {
			p.Pix[i] ^= 1 << bit
			note()
			p.Pix[i] ^= 1 << bit
		}
	}
}
