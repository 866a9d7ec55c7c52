package labelled

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"

	"golang.org/x/image/tiff"

	"github.com/winnow-data/winnow/internal/decode"
)

func asPNG(img *image.NRGBA) []byte {
	if img == nil {
		return nil
	}
	return pngWith(img, png.DefaultCompression)
}

// Encoding to memory fails for pictures without pixels only, which no kind makes.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

func pngWith(img image.Image, level png.CompressionLevel) []byte {
	var b bytes.Buffer
	must((&png.Encoder{CompressionLevel: level}).Encode(&b, img))
	return b.Bytes()
}

func asJPEG(img *image.NRGBA, quality int) []byte {
	if img == nil {
		return nil
	}
	var b bytes.Buffer
	must(jpeg.Encode(&b, onGround(img, 255), &jpeg.Options{Quality: quality}))
	return b.Bytes()
}

func asGIF(img *image.NRGBA) []byte {
	var b bytes.Buffer
	must(gif.Encode(&b, onGround(img, 255), nil))
	return b.Bytes()
}

func asTIFF(img *image.NRGBA) []byte {
	var b bytes.Buffer
	must(tiff.Encode(&b, img, &tiff.Options{Compression: tiff.Deflate}))
	return b.Bytes()
}

func flattened(img *image.NRGBA, ground color.NRGBA) []byte {
	if img.Opaque() {
		return nil
	}
	return asPNG(onColour(img, ground))
}

func onGround(img *image.NRGBA, ground uint8) *image.NRGBA {
	return onColour(img, color.NRGBA{ground, ground, ground, 255})
}

func onColour(img *image.NRGBA, ground color.NRGBA) *image.NRGBA {
	out := image.NewNRGBA(img.Rect)
	under := [3]int{int(ground.R), int(ground.G), int(ground.B)}
	for i := 0; i < len(img.Pix); i += 4 {
		a := int(img.Pix[i+3])
		for c := range 3 {
			out.Pix[i+c] = uint8((int(img.Pix[i+c])*a + under[c]*(255-a) + 127) / 255)
		}
		out.Pix[i+3] = 255
	}
	return out
}

// exifTurned stores the picture turned, with the EXIF orientation that undoes it.
func exifTurned(img *image.NRGBA) []byte {
	file := asJPEG(remapped(img, 6), 90)
	tiff := []byte{'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0}
	segment := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(segment)+2))
	return append(append(head, segment...), file[2:]...)
}

// noSmaller is the picture, or nil when its smaller side is under the least: a
// thumbnail of an icon, or a mark on one, leaves nothing to recognise.
func noSmaller(img *image.NRGBA, least int) *image.NRGBA {
	if min(img.Rect.Dx(), img.Rect.Dy()) < least {
		return nil
	}
	return img
}

// again is the picture shrunk and enlarged to its former size.
func again(img *image.NRGBA, scale float64) *image.NRGBA {
	if img == nil {
		return nil
	}
	return decode.Resize(resized(img, scale), img.Rect.Dx(), img.Rect.Dy())
}

func resized(img *image.NRGBA, scale float64) *image.NRGBA {
	if img == nil {
		return nil
	}
	w, h := max(8, int(float64(img.Rect.Dx())*scale+.5)), max(8, int(float64(img.Rect.Dy())*scale+.5))
	return decode.Resize(img, w, h)
}

func levels(img *image.NRGBA, curve func(float64) float64) *image.NRGBA {
	var table [256]uint8
	for i := range table {
		table[i] = uint8(min(max(curve(float64(i)/255)*255+.5, 0), 255))
	}
	out := image.NewNRGBA(img.Rect)
	for i, v := range img.Pix {
		if i%4 == 3 {
			out.Pix[i] = v
		} else {
			out.Pix[i] = table[v]
		}
	}
	return out
}

func blurred(img *image.NRGBA) *image.NRGBA {
	if img == nil {
		return nil
	}
	out := image.NewNRGBA(img.Rect)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for y := range h {
		for x := range w {
			var sum [4]int
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					at := img.PixOffset(min(max(x+dx, 0), w-1), min(max(y+dy, 0), h-1))
					for c := range 4 {
						sum[c] += int(img.Pix[at+c])
					}
				}
			}
			at := out.PixOffset(x, y)
			for c := range 4 {
				out.Pix[at+c] = uint8(sum[c] / 9)
			}
		}
	}
	return out
}

func noisy(img *image.NRGBA, sigma float64, dice *rand.Rand) *image.NRGBA {
	out := image.NewNRGBA(img.Rect)
	for i, v := range img.Pix {
		out.Pix[i] = v
		if i%4 != 3 {
			out.Pix[i] = uint8(min(max(float64(v)+sigma*dice.NormFloat64()+.5, 0), 255))
		}
	}
	return out
}

// remapped lays the picture transposed (4), then mirrored (1), then upside down (2).
func remapped(img *image.NRGBA, how int) *image.NRGBA {
	if img == nil {
		return nil
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if how&4 != 0 {
		w, h = h, w
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			fx, fy := x, y
			if how&1 != 0 {
				fx = w - 1 - x
			}
			if how&2 != 0 {
				fy = h - 1 - y
			}
			if how&4 != 0 {
				fx, fy = fy, fx
			}
			copy(out.Pix[out.PixOffset(x, y):][:4], img.Pix[img.PixOffset(fx, fy):])
		}
	}
	return out
}

func framed(img *image.NRGBA, across, down float64, c color.NRGBA) *image.NRGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	mx, my := int(across*float64(w)+.5), int(down*float64(h)+.5)
	out := image.NewNRGBA(image.Rect(0, 0, w+2*mx, h+2*my))
	fill(out, out.Rect, c)
	flat := onGround(img, 255)
	for y := range h {
		copy(out.Pix[out.PixOffset(mx, my+y):][:4*w], flat.Pix[flat.PixOffset(0, y):])
	}
	return out
}

func greyed(img *image.NRGBA, quality int) []byte {
	if !colourful(img) {
		return nil
	}
	out := image.NewNRGBA(img.Rect)
	for i := 0; i < len(img.Pix); i += 4 {
		v := uint8((299*int(img.Pix[i]) + 587*int(img.Pix[i+1]) + 114*int(img.Pix[i+2]) + 500) / 1000)
		copy(out.Pix[i:], []uint8{v, v, v, img.Pix[i+3]})
	}
	if quality > 0 {
		return asJPEG(out, quality)
	}
	return asPNG(out)
}

// colourful says that a fiftieth of the picture has more than a hint of colour.
func colourful(img *image.NRGBA) bool {
	n := 0
	for i := 0; i < len(img.Pix); i += 4 {
		low, high := min(img.Pix[i], img.Pix[i+1], img.Pix[i+2]), max(img.Pix[i], img.Pix[i+1], img.Pix[i+2])
		if high-low > 40 && img.Pix[i+3] > 128 {
			n++
		}
	}
	return n > len(img.Pix)/200
}

// cropped takes that share off the width and the height, at a place by chance.
func cropped(img *image.NRGBA, share float64, dice *rand.Rand) *image.NRGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	cw, ch := int(float64(w)*(1-share)), int(float64(h)*(1-share))
	x0, y0 := dice.IntN(w-cw+1), dice.IntN(h-ch+1)
	out := image.NewNRGBA(image.Rect(0, 0, cw, ch))
	for y := range ch {
		copy(out.Pix[out.PixOffset(0, y):][:4*cw], img.Pix[img.PixOffset(x0, y0+y):])
	}
	return out
}

// freelyCropped is a part of 60 to 95 % of each side, for itself, at a place by chance.
func freelyCropped(img *image.NRGBA, dice *rand.Rand) *image.NRGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	cw, ch := int(float64(w)*(.6+.35*dice.Float64())), int(float64(h)*(.6+.35*dice.Float64()))
	return part(img, image.Rect(0, 0, cw, ch).Add(image.Pt(dice.IntN(w-cw+1), dice.IntN(h-ch+1))))
}

// squareOf is the middle square of a picture that is clearly not one.
func squareOf(img *image.NRGBA) *image.NRGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	side := min(w, h)
	if max(w, h)*10 < side*11 || max(w, h) > 2*side {
		return nil
	}
	return part(img, image.Rect(0, 0, side, side).Add(image.Pt((w-side)/2, (h-side)/3)))
}

func part(img *image.NRGBA, r image.Rectangle) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, r.Dx(), r.Dy()))
	for y := range r.Dy() {
		copy(out.Pix[out.PixOffset(0, y):][:4*r.Dx()], img.Pix[img.PixOffset(r.Min.X, r.Min.Y+y):])
	}
	return out
}

// blocky repeats each pixel k times across and down.
func blocky(img *image.NRGBA, k int) *image.NRGBA {
	if max(img.Rect.Dx(), img.Rect.Dy())*k > 2048 {
		return nil
	}
	out := image.NewNRGBA(image.Rect(0, 0, img.Rect.Dx()*k, img.Rect.Dy()*k))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			copy(out.Pix[out.PixOffset(x, y):][:4], img.Pix[img.PixOffset(x/k, y/k):])
		}
	}
	return out
}

func stretched(img *image.NRGBA, by float64) *image.NRGBA {
	return decode.Resize(img, int(float64(img.Rect.Dx())*by+.5), img.Rect.Dy())
}

// sharpened adds what a blur takes away.
func sharpened(img *image.NRGBA) *image.NRGBA {
	soft := blurred(img)
	out := image.NewNRGBA(img.Rect)
	for i, v := range img.Pix {
		out.Pix[i] = v
		if i%4 != 3 {
			out.Pix[i] = uint8(min(max(2*int(v)-int(soft.Pix[i]), 0), 255))
		}
	}
	return out
}

func saturated(img *image.NRGBA, by float64) *image.NRGBA {
	out := image.NewNRGBA(img.Rect)
	for i := 0; i < len(img.Pix); i += 4 {
		grey := .299*float64(img.Pix[i]) + .587*float64(img.Pix[i+1]) + .114*float64(img.Pix[i+2])
		for c := range 3 {
			out.Pix[i+c] = uint8(min(max(grey+by*(float64(img.Pix[i+c])-grey)+.5, 0), 255))
		}
		out.Pix[i+3] = img.Pix[i+3]
	}
	return out
}

// ofColours is the picture in so many colours of its own, by cutting the
// longest side of the box of colours that is longest in the middle, again and
// again.
func ofColours(img *image.NRGBA, most int) *image.NRGBA {
	all := make([]int, 0, len(img.Pix)/4) // places of pixels
	for i := 0; i < len(img.Pix); i += 4 {
		all = append(all, i)
	}
	longest := func(some []int) (channel, length int) {
		for c := range 3 {
			low, high := 255, 0
			for _, i := range some {
				low, high = min(low, int(img.Pix[i+c])), max(high, int(img.Pix[i+c]))
			}
			if high-low > length {
				channel, length = c, high-low
			}
		}
		return channel, length
	}
	boxes := [][]int{all}
	for len(boxes) < most {
		which, channel, length := 0, 0, 0
		for b, some := range boxes {
			if c, l := longest(some); l > length {
				which, channel, length = b, c, l
			}
		}
		if length == 0 {
			break
		}
		some := boxes[which]
		low, sum := 255, 0
		for _, i := range some {
			low = min(low, int(img.Pix[i+channel]))
			sum += int(img.Pix[i+channel])
		}
		cut := max(sum/len(some), low)
		var under, over []int
		for _, i := range some {
			if int(img.Pix[i+channel]) <= cut {
				under = append(under, i)
			} else {
				over = append(over, i)
			}
		}
		boxes[which] = under
		boxes = append(boxes, over)
	}
	out := copied(img)
	for _, some := range boxes {
		var sum [3]int
		for _, i := range some {
			for c := range sum {
				sum[c] += int(img.Pix[i+c])
			}
		}
		for _, i := range some {
			for c := range sum {
				out.Pix[i+c] = uint8(sum[c] / len(some))
			}
		}
	}
	return out
}
