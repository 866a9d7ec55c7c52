package lanes

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestWideIsPlain compares what the wide instructions give with what the Go
// beside them does, for rows of every length and of extreme and random bytes.
func TestWideIsPlain(t *testing.T) {
	if !wide {
		t.Skip("this processor has no AVX2: there is nothing to compare")
	}
	dice := rand.New(rand.NewPCG(1, 2))
	row := func(n int) []byte {
		b := make([]byte, n)
		kind := dice.IntN(4)
		for i := range b {
			switch v := byte(dice.Uint32()); kind {
			case 0:
				b[i] = v
			case 1:
				b[i] = -(v & 1) // 0 and 255
			case 2:
				b[i] = 255 - v&1
			default:
				b[i] = v & 3
			}
		}
		return b
	}
	sums := func(n int) []uint32 {
		s := make([]uint32, n)
		for i := range s {
			s[i] = dice.Uint32N(1 << 26)
		}
		return s
	}
	both := func(name string, n int, run func(out [2][]byte, steps []uint16)) {
		t.Helper()
		var got [2][2][]byte
		var steps [2][]uint16
		for i := range 2 {
			wide = i == 0
			got[i] = [2][]byte{make([]byte, 4*n+200), make([]byte, 4*n)}
			steps[i] = make([]uint16, n)
			run(got[i], steps[i])
		}
		wide = true
		if !bytes.Equal(got[0][0], got[1][0]) || !bytes.Equal(got[0][1], got[1][1]) || !slices.Equal(steps[0], steps[1]) {
			t.Errorf("%s of %d: wide %v %v\nplain %v %v", name, n, got[0], steps[0], got[1], steps[1])
		}
	}
	for round := range 900 {
		weight := uint16(dice.IntN(129))
		n := round % 150
		p, a, b, c, d, e := row(4*n), row(n), row(n), row(n), row(n), row(n+1)
		row3 := [3][]byte{row(max(2, n)), row(max(2, n)), row(max(2, n))}
		ul, ur, ll, lr := sums(n), sums(n), sums(n), make([]uint32, n)
		both("Premultiply", n, func(o [2][]byte, _ []uint16) { Premultiply(o[0], p) })
		both("Lumas", n, func(o [2][]byte, _ []uint16) { Lumas(o[0][:n], o[1][:n], p) })
		both("Chroma", n, func(o [2][]byte, _ []uint16) { Chroma(o[0][:n], o[1][:n], p) })
		both("Binomial", n, func(o [2][]byte, _ []uint16) { Binomial(o[0][:n], a, b, c, d, e[:n]) })
		both("Steps", n, func(_ [2][]byte, s []uint16) { Steps(s, e, a) })
		both("AtLeast", n, func(o [2][]byte, s []uint16) {
			Steps(s, e, a)
			bitsOf(o[0], n, func(b []uint64) { AtLeast(b, s, 3*weight) })
		})
		both("Weigh", n, func(o [2][]byte, _ []uint16) {
			Weigh(o[0], a, weight, false)
			Weigh(o[0], b, 256-weight, true)
		})
		both("Blocks", n, func(o [2][]byte, s []uint16) {
			var sums, counts [8]int
			Blocks(&sums, &counts, e, byte(weight))
			copy(o[0], fmt.Sprint(sums, counts))
		})
		both("Round", n, func(o [2][]byte, _ []uint16) { Round(o[0], a, 1+round%255) })
		both("Residuals", n, func(o [2][]byte, _ []uint16) { Residuals(o[0][:n], a, b, c, d) })
		low := byte(dice.IntN(250))
		both("Within", n, func(o [2][]byte, _ []uint16) {
			bitsOf(o[0], n, func(b []uint64) { Within(b, a, low, low+byte(weight)) })
		})
		both("Uneven", n, func(o [2][]byte, _ []uint16) { bitsOf(o[0], n, func(b []uint64) { Uneven(b, e, a, byte(weight)) }) })
		both("Ends", n, func(o [2][]byte, _ []uint16) {
			bitsOf(o[0], n+1, func(b []uint64) { Ends(b, e, append(a, 0), append(c, 1)) })
		})
		both("Bends", n, func(_ [2][]byte, s []uint16) { Bends(s[:max(0, n-2)], row3[0], row3[1], row3[2]) })
		both("Accumulate", n, func(o [2][]byte, _ []uint16) {
			to := make([]uint32, n)
			Accumulate(to, ul, a)
			for i, v := range to {
				binary.LittleEndian.PutUint32(o[1][4*i:], v)
			}
		})
		for _, taps := range []int{8, 24} {
			first, weights, samples := tapsOf(dice, n, taps)
			both("Average", n, func(o [2][]byte, _ []uint16) { Average(o[0][:n], samples, first, weights, taps) })
			first, weights, samples = tapsOf(dice, n, taps/4)
			both("AveragePixels", n, func(o [2][]byte, _ []uint16) { AveragePixels(o[0][:4*n], samples, first, weights, taps/4) })
		}
		for bpp := 1; bpp <= 4; bpp++ {
			both("Paeth", n, func(o [2][]byte, _ []uint16) { Paeth(o[0][:copy(o[0], p[:bpp*n])], p[len(p)-bpp*n:], bpp) })
		}
		both("Moments", n, func(o [2][]byte, _ []uint16) {
			sum, squares := Moments(a)
			copy(o[0], fmt.Sprint(sum, squares, Dot(a, b)))
		})
		both("BoxMoments", n, func(o [2][]byte, _ []uint16) {
			width := 1 + (n*7+round)%max(1, n)
			sum, squares := BoxMoments(p, n, min(n, width), (4*n-min(n, width))/max(1, n)+1)
			copy(o[0], fmt.Sprint(sum, squares))
		})
		both("Adler", n, func(o [2][]byte, _ []uint16) { copy(o[0], fmt.Sprint(Adler(p))) })
		both("Halve", n, func(o [2][]byte, _ []uint16) { copy(o[1], fmt.Sprint(Halve(o[0][:n], p, p[len(p)-2*n:]))) })
		rows, offset, widths := 1+dice.IntN(41), dice.IntN(40), make([]uint32, n)
		for i := range lr {
			widths[i] = 1 + dice.Uint32N(41)
			lr[i] = ll[i] + ur[i] - ul[i] + uint32(rows)*widths[i]*uint32(b[i])
		}
		both("Standouts", n, func(o [2][]byte, _ []uint16) {
			bitsOf(o[0], n, func(dark []uint64) {
				bitsOf(o[0][100:], n, func(light []uint64) { Standouts(dark, light, a, ul, ur, ll, lr, widths, rows, offset) })
			})
		})
		both("Graded", n, func(o [2][]byte, _ []uint16) {
			bitsOf(o[0], n, func(right []uint64) {
				bitsOf(o[0][100:], n, func(below []uint64) { Graded(right, below, a, b, byte(round%2*8)) })
			})
		})
	}
}

// tapsOf are n sums of some of so many pixels each, by weights that add up to 256,
// and twice as many samples of two bytes for pixels of four.
func tapsOf(dice *rand.Rand, n, taps int) (first []int32, weights []int16, samples []byte) {
	for range n {
		first = append(first, int32(dice.IntN(n)))
		left, some := 256, 1+dice.IntN(taps)
		for i := range taps {
			w := 0
			if i < some {
				if w = dice.IntN(left + 1); i == some-1 {
					w = left
				}
			}
			weights, left = append(weights, int16(w)), left-w
		}
	}
	for range 4 * (n + taps) {
		samples = binary.LittleEndian.AppendUint16(samples, uint16(256*dice.IntN(256)))
	}
	return first, weights, samples
}

func TestLongRowsAreSummedUp(t *testing.T) {
	row := bytes.Repeat([]byte{255}, 1<<18+5)
	const n = 1<<18 + 5
	if sum, squares := Moments(row); sum != n*255 || squares != n*255*255 || Dot(row, row) != squares {
		t.Errorf("Moments = %d and %d, Dot = %d, want %d and %d", sum, squares, Dot(row, row), n*255, n*255*255)
	}
}

// bitsOf has the bits of n pixels made where others were, and lays them down.
func bitsOf(to []byte, n int, make64 func(bits []uint64)) {
	bits := []uint64{^uint64(0), ^uint64(0), ^uint64(0)}
	make64(bits)
	for i, v := range bits[:(n+63)/64] {
		binary.LittleEndian.PutUint64(to[8*i:], v)
	}
}

func TestWideFloatsArePlain(t *testing.T) {
	if !wide {
		t.Skip("this processor has no AVX2: there is nothing to compare")
	}
	dice := rand.New(rand.NewPCG(3, 4))
	found := 0
	for n := range 80 {
		row := func() []float32 {
			v := make([]float32, n)
			for i := range v {
				v[i] = 300*dice.Float32() - 20
			}
			return v
		}
		a, b := row(), row()
		weights := []float32{.1, .2, .3, .4, .5, .6, .7, .8, .9}[dice.IntN(9):]
		stride := 1 + dice.IntN(n+3)
		var lines []float32
		for len(lines) < 2*(len(weights)-1)*stride+n {
			lines = append(append(lines, row()...), 7)
		}
		var rows [9][]float32
		for i := range rows {
			rows[i] = make([]float32, n+2) // of few values, so that some are equal
			for x := range rows[i] {
				rows[i][x] = float32(dice.IntN(41) - 20)
			}
		}
		var got [2][2][]float32
		var marks [2][]byte
		for i := range 2 {
			wide = i == 0
			got[i] = [2][]float32{make([]float32, n), make([]float32, n)}
			marks[i] = make([]byte, (n+7)/8)
			Kernel(got[i][0], lines, stride, weights)
			Subtract(got[i][1], a, b)
			Peaks(marks[i], &rows, 2)
		}
		wide = true
		if !slices.Equal(got[0][0], got[1][0]) || !slices.Equal(got[0][1], got[1][1]) || !slices.Equal(marks[0], marks[1]) {
			t.Errorf("of %d: wide %v %b, plain %v %b", n, got[0], marks[0], got[1], marks[1])
		}
		for _, m := range marks[0] {
			found += bits.OnesCount8(m)
		}
	}
	if found < 20 {
		t.Errorf("only %d peaks were there to compare", found)
	}
}

func TestWideFrequenciesArePlain(t *testing.T) {
	if !wide {
		t.Skip("this processor has no AVX2: there is nothing to compare")
	}
	dice := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		var samples [16][16]float32
		for y := range samples {
			for x := range samples[y] {
				samples[y][x] = 300*dice.Float32() - 20
			}
		}
		var got [2][8][8]float32
		for i := range got {
			wide = i == 0
			Frequencies(&got[i], &samples)
		}
		wide = true
		if got[0] != got[1] {
			t.Fatalf("wide %v, plain %v", got[0], got[1])
		}
	}
}
