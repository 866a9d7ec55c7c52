// Package lanes is the arithmetic over whole rows of pixels that decoding and
// measuring spend most on. Each function is a few lines of Go that say what it
// does; on amd64 with AVX2 the most of a row is done by the instructions of
// lanes_amd64.s, with the same result in every byte. Slices of one call are of
// one length unless it says otherwise, and pixels are four bytes: red, green,
// blue, alpha.
package lanes

import (
	"encoding/binary"
	"math"
)

// Premultiply multiplies the colours of src by their alpha, rounded, into dst,
// which may be src.
func Premultiply(dst, src []byte) {
	n := premultiplied(dst, src)
	for ; n+4 <= len(src); n += 4 {
		q := binary.LittleEndian.Uint32(src[n:])
		if a := q >> 24; a != 255 {
			q = scaled(q&0xff00ff, a)&0xff00ff | scaled(q>>8&0xff, a)<<8&0xff00 | a<<24
		}
		binary.LittleEndian.PutUint32(dst[n:], q)
	}
}

// scaled is v·a/255, rounded, of two bytes 16 bits apart.
func scaled(v, a uint32) uint32 {
	t := v*a + 0x800080
	return (t + t>>8&0xff00ff) >> 8
}

// half rounds 16-bit fractions to the nearest.
const half = 1 << 15

// Lumas gives JPEG's full-range luma of premultiplied pixels over white and
// over black. White adds what alpha lets through.
func Lumas(white, black, pixels []byte) {
	white = white[:len(black)]
	for i := lumas(white, black, pixels); i < len(black); i++ {
		q := binary.LittleEndian.Uint32(pixels[4*i:])
		v := (19595*(q&255) + 38470*(q>>8&255) + 7471*(q>>16&255) + half) >> 16
		black[i] = byte(v)
		white[i] = byte(min(v+255-q>>24, 255))
	}
}

// Chroma gives JPEG's full-range Cb and Cr of pixels.
func Chroma(cb, cr, pixels []byte) {
	cr = cr[:len(cb)]
	for i := chroma(cb, cr, pixels); i < len(cb); i++ {
		q := binary.LittleEndian.Uint32(pixels[4*i:])
		r, g, b := int32(q&255), int32(q>>8&255), int32(q>>16&255)
		// 16-bit fractions. Only pure blue and pure red come to 256.
		cb[i] = byte(min((-11059*r-21709*g+32768*b+128<<16+half)>>16, 255))
		cr[i] = byte(min((32768*r-27439*g-5329*b+128<<16+half)>>16, 255))
	}
}

// Binomial is (a + 4b + 6c + 4d + e)/16, rounded.
func Binomial(to, a, b, c, d, e []byte) {
	n := len(to)
	a, b, c, d, e = a[:n], b[:n], c[:n], d[:n], e[:n]
	for x := binomial(to, a, b, c, d, e); x < n; x++ {
		to[x] = byte((int(a[x]) + int(e[x]) + 4*(int(b[x])+int(d[x])) + 6*int(c[x]) + 8) >> 4)
	}
}

// Steps are |right − left| + |below − left| of a row's pixels and the one
// below: steps[x] is that of row[x], whose right neighbour is row[x+1], so that
// row has one more than the others.
func Steps(steps []uint16, row, below []byte) {
	n := len(steps)
	row, below = row[:n+1], below[:n]
	for x := steps16(steps, row, below); x < n; x++ {
		v := int(row[x])
		steps[x] = uint16(magnitude(int(row[x+1])-v) + magnitude(int(below[x])-v))
	}
}

func magnitude(d int) int {
	sign := d >> 63
	return (d ^ sign) - sign
}

// Weigh sets sums, of two bytes a sample, to a row times a weight, or adds that
// to them. They stay below 2¹⁶.
func Weigh(sums, row []byte, weight uint16, add bool) {
	for x := weigh(sums[:2*len(row)], row, weight, add); x < len(row); x++ {
		v := uint16(row[x]) * weight
		if add {
			v += binary.LittleEndian.Uint16(sums[2*x:])
		}
		binary.LittleEndian.PutUint16(sums[2*x:], v)
	}
}

// Average gives each sample of out the sum of taps samples of two bytes, from the
// first[x]-th of sums on, by weights that add up to 256, less the lower 16 bits,
// rounded. taps is a multiple of 8; sums has room after the last sample for as
// many as may have a weight of 0.
func Average(out, sums []byte, first []int32, weights []int16, taps int) {
	n := len(out)
	first, weights = first[:n], weights[:n*taps]
	for x := average(out, sums, first, weights, taps); x < n; x++ {
		sum := int32(half)
		for i, w := range weights[x*taps : (x+1)*taps] {
			if w != 0 {
				sum += int32(binary.LittleEndian.Uint16(sums[2*(int(first[x])+i):])) * int32(w)
			}
		}
		out[x] = byte(sum >> 16)
	}
}

// AveragePixels is Average of each of the four channels of pixels, with an even
// number of taps.
func AveragePixels(out, sums []byte, first []int32, weights []int16, taps int) {
	n := len(out) / 4
	first, weights = first[:n], weights[:n*taps]
	for x := averagePixels(out, sums, first, weights, taps); x < n; x++ {
		sum := [4]int32{half, half, half, half}
		for i, w := range weights[x*taps : (x+1)*taps] {
			if w == 0 {
				continue
			}
			p := sums[8*(int(first[x])+i):][:8]
			for c := range sum {
				sum[c] += int32(binary.LittleEndian.Uint16(p[2*c:])) * int32(w)
			}
		}
		for c, v := range sum {
			out[4*x+c] = byte(v >> 16)
		}
	}
}

// Blocks adds to sums and counts the steps between a row's neighbours that are
// at most most, by the place of the right one, its number modulo 8: steps[x]
// is from row[x] to row[x+1] and counts at (x+1)&7. Rows have up to 2,048 pixels.
func Blocks(sums, counts *[8]int, row []byte, most byte) {
	n := len(row) - 1
	for x := blocks(sums, counts, row, most); x < n; x++ {
		if d := magnitude(int(row[x+1]) - int(row[x])); d <= int(most) {
			sums[(x+1)&7] += d
			counts[(x+1)&7]++
		}
	}
}

// Round gives bytes in whole steps of step, from 1 to 255: (src + step/2)/step.
func Round(dst, src []byte, step int) {
	dst = dst[:len(src)]
	for x := round(dst, src, step); x < len(src); x++ {
		dst[x] = byte((int(src[x]) + step/2) / step)
	}
}

// Residuals are the distances of pixels from what their left, upper and upper
// left neighbours predict (the median predictor of LOCO-I), modulo 256, with
// the sign in the lowest bit.
func Residuals(codes, pixels, left, up, corner []byte) {
	n := len(codes)
	pixels, left, up, corner = pixels[:n], left[:n], up[:n], corner[:n]
	for x := residuals(codes, pixels, left, up, corner); x < n; x++ {
		l, u := int(left[x]), int(up[x])
		d := pixels[x] - byte(max(min(l, u), min(max(l, u), l+u-int(corner[x]))))
		codes[x] = d<<1 ^ byte(int8(d)>>7)
	}
}

// Standouts sets a bit for each pixel of a row that is darker than the mean of
// its window by more than offset, one for each that is lighter, and clears those of
// the others and what is left of the last of (len(row)+63)/64 words. The window is
// so many rows high and widths wide, fewer than 2¹⁵ pixels, and its sum is that of the
// corners of an integral image: upper left, upper right, lower left, lower right.
// Sums stay below 2³¹.
func Standouts(dark, light []uint64, row []byte, ul, ur, ll, lr, widths []uint32, rows, offset int) {
	words := (len(row) + 63) / 64
	dark, light = dark[:words], light[:words]
	clear(dark)
	clear(light)
	ul, ur, ll, lr, widths = ul[:len(row)], ur[:len(row)], ll[:len(row)], lr[:len(row)], widths[:len(row)]
	for x := standouts(dark, light, row, ul, ur, ll, lr, widths, rows, offset); x < len(row); x++ {
		n := int(widths[x]) * rows
		d := int(row[x])*n - int(lr[x]-ll[x]-ur[x]+ul[x])
		dark[x/64] |= uint64(d+offset*n) >> 63 << (x % 64)
		light[x/64] |= uint64(offset*n-d) >> 63 << (x % 64)
	}
}

// Kernel sums lines by weights that are the same from either end: weights are
// those of an odd number of lines, from the outermost to the middle. The lines
// begin in from, each so many numbers after the one before it.
func Kernel(to, from []float32, stride int, weights []float32) {
	n, middle := len(to), len(weights)-1
	from = from[:2*middle*stride+n]
	for x := kernel(to, from, stride, weights); x < n; x++ {
		// Conversions keep processors from joining a product and a sum.
		sum := float32(weights[middle] * from[middle*stride+x])
		for i, w := range weights[:middle] {
			sum += float32(w * (from[i*stride+x] + from[(2*middle-i)*stride+x]))
		}
		to[x] = sum
	}
}

// Peaks marks the cells of a row, a bit each, whose numbers are least or more,
// or −least or less, and beyond those of all 26 neighbours: of rows, the fifth is
// the row itself, and all begin one cell before it and end one after.
func Peaks(marks []byte, rows *[9][]float32, least float32) {
	n := len(rows[4]) - 2
	clear(marks[:(n+7)/8])
	for i := range rows {
		rows[i] = rows[i][:n+2]
	}
	for x := peaks(marks, rows, n, least); x < n; x++ {
		v := rows[4][x+1]
		if v < least && v > -least {
			continue
		}
		if v < 0 && beyond(rows, x, -1) || v > 0 && beyond(rows, x, 1) {
			marks[x/8] |= 1 << (x % 8)
		}
	}
}

// beyond says that a cell, with that sign, is more than all its neighbours.
func beyond(rows *[9][]float32, x int, sign float32) bool {
	v := sign * rows[4][x+1]
	for i, r := range rows {
		if sign*r[x] >= v || i != 4 && sign*r[x+1] >= v || sign*r[x+2] >= v {
			return false
		}
	}
	return true
}

// cosines are those of the first half of 16 samples, which the second mirrors, of
// the lowest frequencies.
var cosines = func() (out [8][8]float32) {
	for u := range out {
		for x := range out[u] {
			out[u][x] = float32(math.Cos(math.Pi * float64(u) * (float64(x) + .5) / 16))
		}
	}
	return out
}()

// Frequencies gives the lowest frequencies of samples, by how they run down and
// then across (a discrete cosine transform, not scaled).
func Frequencies(out *[8][8]float32, samples *[16][16]float32) {
	if frequencies(out, samples) {
		return
	}
	var lines [8][16]float32 // by frequencies across
	for y := range samples {
		for u, s := range lowest(&samples[y]) {
			lines[u][y] = s
		}
	}
	for u := range lines {
		for v, s := range lowest(&lines[u]) {
			out[v][u] = s
		}
	}
}

// lowest are the lowest frequencies of a line: even ones see its halves added, odd
// ones subtracted.
func lowest(line *[16]float32) (out [8]float32) {
	for u := range out {
		for i, c := range cosines[u] {
			v := line[i] + line[15-i]
			if u%2 == 1 {
				v = line[i] - line[15-i]
			}
			out[u] += float32(c * v)
		}
	}
	return out
}

// Subtract sets to to a less b.
func Subtract(to, a, b []float32) {
	n := len(to)
	a, b = a[:n], b[:n]
	for x := subtract(to, a, b); x < n; x++ {
		to[x] = a[x] - b[x]
	}
}

// Within sets a bit for each pixel of a row that is from low to high, and clears
// those of the others and what is left of the last of (len(row)+63)/64 words.
func Within(bits []uint64, row []byte, low, high byte) {
	bits = bits[:(len(row)+63)/64]
	n := within(bits, row, low, high-low)
	clear(bits[(n+63)/64:])
	for x := n; x < len(row); x++ {
		if row[x]-low <= high-low {
			bits[x/64] |= 1 << (x % 64)
		}
	}
}

// Graded sets a bit for each pixel of a row whose right neighbour is of its
// level, and one for each that the pixel below is, as Within does: levels are 16
// tones, and begin at 0 less add, which is 0 or 8. The last pixel has no right neighbour.
func Graded(right, below []uint64, row, next []byte, add byte) {
	words := (len(row) + 63) / 64
	right, below, next = right[:words], below[:words], next[:len(row)]
	n := graded(right, below, row, next, add)
	clear(right[(n+63)/64:])
	clear(below[(n+63)/64:])
	level := func(v byte) int { return (int(v) + int(add)) / 16 }
	for x := n; x < len(row); x++ {
		if x+1 < len(row) && level(row[x]) == level(row[x+1]) {
			right[x/64] |= 1 << (x % 64)
		}
		if level(row[x]) == level(next[x]) {
			below[x/64] |= 1 << (x % 64)
		}
	}
}

// Uneven sets a bit for each pixel of a row whose right neighbour or the one
// below differs from it by more than step, as Within does. row has one pixel more
// than there are bits.
func Uneven(bits []uint64, row, below []byte, step byte) {
	below = below[:len(row)-1]
	bits = bits[:(len(below)+63)/64]
	n := uneven(bits, row, below, step)
	clear(bits[(n+63)/64:])
	for x := n; x < len(below); x++ {
		if v := int(row[x]); magnitude(int(row[x+1])-v) > int(step) || magnitude(int(below[x])-v) > int(step) {
			bits[x/64] |= 1 << (x % 64)
		}
	}
}

// AtLeast sets a bit for each step that is least or more, as Within does.
func AtLeast(bits []uint64, steps []uint16, least uint16) {
	bits = bits[:(len(steps)+63)/64]
	clear(bits)
	for x := atLeast(bits, steps, least); x < len(steps); x++ {
		if steps[x] >= least {
			bits[x/64] |= 1 << (x % 64)
		}
	}
}

// Ends sets a bit for each pixel that differs in any of three planes from the
// next one, and for the last, as Within does.
func Ends(bits []uint64, a, b, c []byte) {
	b, c = b[:len(a)], c[:len(a)]
	bits = bits[:(len(a)+63)/64]
	n := ends(bits, a, b, c)
	clear(bits[(n+63)/64:])
	for x := n; x < len(a); x++ {
		if x == len(a)-1 || a[x] != a[x+1] || b[x] != b[x+1] || c[x] != c[x+1] {
			bits[x/64] |= 1 << (x % 64)
		}
	}
}

// Bends are Immerkær's second differences of second differences: of rows one
// after another, to[x] is |d[x] − 2d[x+1] + d[x+2]| where d is above − 2·row + below.
// It has two pixels less than they.
func Bends(to []uint16, above, row, below []byte) {
	n := len(to)
	above, row, below = above[:n+2], row[:n+2], below[:n+2]
	d := func(x int) int { return int(above[x]) - 2*int(row[x]) + int(below[x]) }
	for x := bends(to, above, row, below); x < n; x++ {
		to[x] = uint16(magnitude(d(x) - 2*d(x+1) + d(x+2)))
	}
}

// Accumulate gives the next row of an integral image: sums[x] is above[x] and
// the sum of the row up to x.
func Accumulate(sums, above []uint32, row []byte) {
	sums, above = sums[:len(row)], above[:len(row)]
	n := accumulate(sums, above, row)
	sum := uint32(0)
	if n > 0 {
		sum = sums[n-1] - above[n-1]
	}
	for x := n; x < len(row); x++ {
		sum += uint32(row[x])
		sums[x] = above[x] + sum
	}
}

// Moments are the sum of a row's pixels and that of their squares.
func Moments(row []byte) (sum, squares int) {
	n, sum, squares := moments(row)
	for _, v := range row[n:] {
		sum, squares = sum+int(v), squares+int(v)*int(v)
	}
	return sum, squares
}

// BoxMoments are those of a box of a plane, whose upper left is the first of
// pixels, and of which each row begins stride after the one above.
func BoxMoments(pixels []byte, stride, width, height int) (sum, squares int) {
	if width <= 0 {
		return 0, 0
	}
	for y := 0; y < height; {
		rows, s, q := boxMoments(pixels[y*stride:], stride, width, height-y)
		if rows == 0 {
			rows = 1
			s, q = Moments(pixels[y*stride:][:width])
		}
		y, sum, squares = y+rows, sum+s, squares+q
	}
	return sum, squares
}

// Dot is the sum of the products of pixels of two rows.
func Dot(a, b []byte) int {
	b = b[:len(a)]
	n, sum := dot(a, b)
	for x, v := range a[n:] {
		sum += int(v) * int(b[n+x])
	}
	return sum
}

const adlerModulus = 65521

// Adler is the checksum that zlib puts behind its data, Adler-32.
func Adler(p []byte) uint32 {
	n, a, b := adler(1, 0, p)
	for ; n < len(p); n++ {
		a = (a + uint32(p[n])) % adlerModulus
		b = (b + a) % adlerModulus
	}
	return b<<16 | a
}

// Halve gives the rounded mean of each 2×2 pixels of two rows, which have at least
// twice as many as to, and the sum of the squares of their diagonal differences.
func Halve(to, up, down []byte) (squares int) {
	up, down = up[:2*len(to)], down[:2*len(to)]
	x, squares := halve(to, up, down)
	for ; x < len(to); x++ {
		a, b, c, d := int(up[2*x]), int(up[2*x+1]), int(down[2*x]), int(down[2*x+1])
		to[x] = byte((a + b + c + d + 2) / 4)
		squares += (a - b - c + d) * (a - b - c + d)
	}
	return squares
}
