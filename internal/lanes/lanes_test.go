package lanes

import (
	"bytes"
	"hash/adler32"
	"math"
	"slices"
	"testing"
)

// The plain functions are held to the definitions that their comments name.
func TestRows(t *testing.T) {
	for a := range 256 {
		src, dst := make([]byte, 4*256), make([]byte, 4*256)
		for v := range 256 {
			copy(src[4*v:], []byte{byte(v), byte(255 - v), 255, byte(a)})
		}
		Premultiply(dst, src)
		for i, v := range dst {
			want := (int(src[i])*a*2 + 255) / 510
			if i%4 == 3 {
				want = a
			}
			if int(v) != want {
				t.Fatalf("Premultiply(%d) by %d = %d, want %d", src[i], a, v, want)
			}
		}
	}
	var white, black, cb, cr [4]byte
	Lumas(white[:], black[:], []byte{0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 255, 64, 64, 64, 128})
	if got, want := [2][4]byte{white, black}, [2][4]byte{{255, 255, 0, 191}, {0, 255, 0, 64}}; got != want {
		t.Errorf("Lumas = %v, want %v", got, want)
	}
	Chroma(cb[:], cr[:], []byte{9, 9, 9, 255, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255})
	if got, want := [2][4]byte{cb, cr}, [2][4]byte{{128, 85, 44, 255}, {128, 255, 21, 107}}; got != want {
		t.Errorf("Chroma = %v, want %v", got, want)
	}
	to := []byte{0}
	if Binomial(to, []byte{255}, []byte{0}, []byte{255}, []byte{0}, []byte{1}); to[0] != 112 {
		t.Errorf("Binomial = %d, want 112", to[0])
	}
	steps := []uint16{0, 0}
	if Steps(steps, []byte{0, 255, 250}, []byte{255, 0}); steps[0] != 510 || steps[1] != 260 {
		t.Errorf("Steps = %v, want [510 260]", steps)
	}
	sums := make([]byte, 4)
	Weigh(sums, []byte{255, 1}, 255, false)
	if Weigh(sums, []byte{255, 2}, 1, true); string(sums) != "\x00\xff\x01\x01" {
		t.Errorf("Weigh = %v, want 65280 and 257", sums)
	}
	var far, counts [8]int
	Blocks(&far, &counts, []byte{0, 0, 24, 49, 49, 49, 49, 49, 25, 25}, 24)
	if want := [8]int{24, 0, 24}; far != want {
		t.Errorf("Blocks: sums %v, want %v", far, want)
	}
	if want := [8]int{1, 2, 1, 0, 1, 1, 1, 1}; counts != want {
		t.Errorf("Blocks: counts %v, want %v", counts, want)
	}
	rounded := make([]byte, 4)
	if Round(rounded, []byte{0, 2, 3, 255}, 5); string(rounded) != "\x00\x00\x01\x33" {
		t.Errorf("Round = %v, want [0 0 1 51]", rounded)
	}
	codes := make([]byte, 3)
	if Residuals(codes, []byte{10, 8, 9}, []byte{10, 9, 7}, []byte{9, 9, 9}, []byte{9, 9, 8}); string(codes) != "\x00\x01\x02" {
		t.Errorf("Residuals = %v, want [0 1 2]", codes)
	}
	zero, sum := []uint32{0, 0, 0}, []uint32{400, 400, 400}
	dark, light := []uint64{^uint64(0)}, []uint64{^uint64(0)}
	if Standouts(dark, light, []byte{89, 90, 111}, zero, zero, zero, sum, []uint32{2, 2, 2}, 2, 10); dark[0] != 0b001 || light[0] != 0b100 {
		t.Errorf("Standouts = %b and %b, want 1 and 100", dark[0], light[0])
	}
	right, below := []uint64{^uint64(0)}, []uint64{^uint64(0)}
	if Graded(right, below, []byte{0, 15, 16, 255}, []byte{16, 0, 31, 240}, 0); right[0] != 0b0001 || below[0] != 0b1110 {
		t.Errorf("Graded = %b and %b, want 1 and 1110", right[0], below[0])
	}
	if Graded(right, below, []byte{7, 8, 23, 255}, []byte{0, 7, 24, 248}, 8); right[0] != 0b0010 || below[0] != 0b1001 {
		t.Errorf("Graded by levels from -8 on = %b and %b, want 10 and 1001", right[0], below[0])
	}
	for bpp := 1; bpp <= 4; bpp++ {
		line := append(make([]byte, bpp, 2*bpp), 1, 1, 1, 1)[:2*bpp]
		line[0] = 5
		Paeth(line, []byte{10, 20, 30, 40, 50, 60, 70, 80}[:2*bpp], bpp)
		if want := []byte{15, 21}; bpp == 1 && string(line) != string(want) {
			t.Errorf("Paeth of one byte a pixel = %v, want %v", line, want)
		}
		if want := []byte{15, 20, 30, 40, 51, 61, 71, 81}; bpp == 4 && string(line) != string(want) {
			t.Errorf("Paeth of four bytes a pixel = %v, want %v", line, want)
		}
	}
	averaged := make([]byte, 4)
	taps := []int16{128, 64, 64, 0, 0, 0, 0, 0}
	if Average(averaged[:1], []byte{9, 9, 0, 100, 0, 200, 0, 0}, []int32{1}, taps, 8); averaged[0] != 100 {
		t.Errorf("Average = %d, want half of 100 and a quarter of 200", averaged[0])
	}
	if AveragePixels(averaged, []byte{0, 100, 0, 0, 0, 255, 0, 1, 0, 200, 0, 0, 0, 255, 0, 2}, []int32{0}, []int16{64, 192}, 2); string(averaged) != "\xaf\x00\xff\x02" {
		t.Errorf("AveragePixels = %v, want [175 0 255 2]", averaged)
	}
	bits := []uint64{^uint64(0)}
	if Within(bits, []byte{9, 10, 20, 21, 255}, 10, 20); bits[0] != 0b00110 {
		t.Errorf("Within = %b, want 110", bits[0])
	}
	if AtLeast(bits, []uint16{15, 16, 510, 0}, 16); bits[0] != 0b0110 {
		t.Errorf("AtLeast = %b, want 110", bits[0])
	}
	if Uneven(bits, []byte{0, 24, 24, 50, 51}, []byte{0, 24, 49, 50}, 24); bits[0] != 0b0100 {
		t.Errorf("Uneven = %b, want 100", bits[0])
	}
	if Ends(bits, []byte{1, 1, 2, 2, 2}, []byte{0, 0, 0, 0, 0}, []byte{5, 5, 5, 6, 6}); bits[0] != 0b10110 {
		t.Errorf("Ends = %b, want 10110", bits[0])
	}
	bends := []uint16{0, 0}
	if Bends(bends, []byte{255, 0, 255, 9}, []byte{0, 255, 0, 9}, []byte{255, 0, 255, 9}); bends[0] != 2040 || bends[1] != 1530 {
		t.Errorf("Bends = %v, want [2040 1530]", bends)
	}
	integral := []uint32{0, 0, 0}
	if Accumulate(integral, []uint32{1, 2, 3}, []byte{10, 20, 30}); !slices.Equal(integral, []uint32{11, 32, 63}) {
		t.Errorf("Accumulate = %v, want [11 32 63]", integral)
	}
	for _, n := range []int{0, 1, 31, 32, 4095, 4128, 20000} { // of the greatest bytes
		if p := bytes.Repeat([]byte{255}, n); Adler(p) != adler32.Checksum(p) {
			t.Errorf("Adler of %d bytes = %08x, want %08x", n, Adler(p), adler32.Checksum(p))
		}
	}
	small := make([]byte, 2)
	if squares := Halve(small, []byte{0, 255, 10, 11}, []byte{255, 0, 12, 14}); squares != 510*510+1 || small[0] != 128 || small[1] != 12 {
		t.Errorf("Halve = %v and %d", small, squares)
	}
	if squares := Halve(make([]byte, 1<<15), bytes.Repeat([]byte{0, 255}, 1<<15), bytes.Repeat([]byte{255, 0}, 1<<15)); squares != 510*510<<15 {
		t.Errorf("Halve of a long row = %d, want %d", squares, 510*510<<15)
	}
	if sum, squares := Moments([]byte{1, 2, 255}); sum != 258 || squares != 65030 {
		t.Errorf("Moments = %d and %d, want 258 and 65030", sum, squares)
	}
	if sum, squares := BoxMoments([]byte{1, 2, 9, 3, 255}, 3, 2, 2); sum != 261 || squares != 65039 {
		t.Errorf("BoxMoments = %d and %d, want 261 and 65039", sum, squares)
	}
	if sum, squares := BoxMoments(bytes.Repeat([]byte{255}, 2000*999), 2000, 1999, 999); sum != 1999*999*255 || squares != 1999*999*255*255 {
		t.Errorf("BoxMoments of a large box = %d and %d", sum, squares)
	}
	if sum := Dot([]byte{1, 2, 255}, []byte{3, 4, 255}); sum != 65036 {
		t.Errorf("Dot = %d, want 65036", sum)
	}
	blurred := []float32{0, 0}
	if Kernel(blurred, []float32{1, 2, 9, 10, 20, 9, 3, 4}, 3, []float32{.5, .25}); blurred[0] != 4.5 || blurred[1] != 8 {
		t.Errorf("Kernel = %v, want [4.5 8]", blurred)
	}
	var wave [16][16]float32 // once up and down from top to bottom
	for y := range wave {
		for x := range wave[y] {
			wave[y][x] = float32(math.Cos(math.Pi * 2 * (float64(y) + .5) / 16))
		}
	}
	var found [8][8]float32
	Frequencies(&found, &wave)
	for v := range found {
		for u, s := range found[v] {
			want := 0.0
			if v == 2 && u == 0 {
				want = 16 * 8
			}
			if math.Abs(float64(s)-want) > 1e-3 {
				t.Errorf("Frequencies gives %v at %d, %d, want %v", s, v, u, want)
			}
		}
	}
	flat := []float32{0, 0, 0, 0, 0, 0}
	level := [9][]float32{flat, flat, flat, flat, {0, 3, 0, -3, 0, 0}, flat, {0, 0, 0, 0, -3, 0}, flat, flat}
	marks := []byte{255}
	if Peaks(marks, &level, 2); marks[0] != 1 {
		t.Errorf("Peaks = %b, want the first alone: the third has its equal", marks)
	}
	if Peaks(marks, &level, 3.5); marks[0] != 0 {
		t.Errorf("Peaks = %b, want none that stand out by 3.5", marks)
	}
}
