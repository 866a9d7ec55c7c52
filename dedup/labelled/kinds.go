package labelled

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/decode"
)

// Truths about a derived picture and the one that it was made from.
const (
	truthSame    = "same"
	truthVariant = "variant"
	truthHard    = "hard" // another picture that shares much with it
)

// source is what a kind makes a picture from.
type source struct {
	img   *image.NRGBA
	other *image.NRGBA // another picture of the set
	dice  *rand.Rand
}

// kind is one way to derive a file from a picture. It gives nil where it does
// not apply, such as flattening a picture that is opaque.
type kind struct {
	name  string
	truth string
	class dataset.Class
	file  func(s source) []byte
}

// original is the kind of the file that the others are compared with.
const original = "original"

var kinds = []kind{
	{original, truthSame, dataset.ClassPixels, func(s source) []byte { return asPNG(s.img) }},
	{"png again", truthSame, dataset.ClassPixels, func(s source) []byte { return pngWith(s.img, png.BestSpeed) }},
	{"jpeg 95", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(s.img, 95) }},
	{"jpeg 75", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(s.img, 75) }},
	{"jpeg 50", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(s.img, 50) }},
	{"jpeg 30", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(s.img, 30) }},
	{"gif 256", truthSame, dataset.ClassCopy, func(s source) []byte { return asGIF(s.img) }},
	{"posterized", truthSame, dataset.ClassCopy, func(s source) []byte {
		return asPNG(levels(s.img, func(v float64) float64 { return math.Round(v*15) / 15 }))
	}},
	{"size 50 %", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(resized(s.img, .5)) }},
	{"size 25 %", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(resized(noSmaller(s.img, 128), .25)) }},
	{"size 25 % and back", truthSame, dataset.ClassCopy, func(s source) []byte {
		return asPNG(again(noSmaller(s.img, 128), .25))
	}},
	{"size 200 %", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(resized(s.img, 2)) }},
	{"size 60 %, jpeg 60", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(resized(s.img, .6), 60) }},
	{"blur", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(blurred(blurred(noSmaller(s.img, 128)))) }},
	{"noise", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(noisy(s.img, 8, s.dice)) }},
	{"gamma 0.8", truthSame, dataset.ClassCopy, func(s source) []byte {
		return asPNG(levels(onGround(s.img, 255), func(v float64) float64 { return math.Pow(v, .8) }))
	}},
	{"gamma 1.3", truthSame, dataset.ClassCopy, func(s source) []byte {
		return asPNG(levels(onGround(s.img, 255), func(v float64) float64 { return math.Pow(v, 1.3) }))
	}},
	{"brighter 10 %", truthSame, dataset.ClassCopy, func(s source) []byte {
		return asPNG(levels(onGround(s.img, 255), func(v float64) float64 { return 1.1 * v }))
	}},
	{"darker 15 %", truthSame, dataset.ClassCopy, func(s source) []byte {
		return asPNG(levels(onGround(s.img, 255), func(v float64) float64 { return .85 * v }))
	}},
	{"contrast 80 %", truthSame, dataset.ClassCopy, func(s source) []byte {
		return asPNG(levels(onGround(s.img, 255), func(v float64) float64 { return .5 + .8*(v-.5) }))
	}},
	{"corner mark", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(marked(noSmaller(s.img, 240), false), 85) }},
	{"mark across", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(marked(noSmaller(s.img, 240), true), 85) }},
	{"flattened on white", truthSame, dataset.ClassCopy, func(s source) []byte { return flattened(s.img, 255) }},
	{"flattened on black", truthSame, dataset.ClassCopy, func(s source) []byte { return flattened(s.img, 0) }},
	{"exif turned", truthSame, dataset.ClassCopy, func(s source) []byte { return exifTurned(s.img) }},
	{"border white", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(framed(s.img, .05, .05, color.NRGBA{255, 255, 255, 255})) }},
	{"border black", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(framed(s.img, .03, .03, color.NRGBA{0, 0, 0, 255})) }},
	{"border colour, jpeg 80", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(framed(s.img, .08, .06, color.NRGBA{120, 40, 60, 255}), 80) }},
	{"letterbox", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(framed(s.img, 0, .22, color.NRGBA{0, 0, 0, 255}), 85) }},
	{"pillarbox", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(framed(s.img, .25, 0, color.NRGBA{0, 0, 0, 255})) }},
	{"border, size 50 %, jpeg 60", truthSame, dataset.ClassCopy, func(s source) []byte {
		return asJPEG(resized(framed(s.img, .04, .04, color.NRGBA{255, 255, 255, 255}), .5), 60)
	}},
	{"mirrored", truthSame, dataset.ClassFlip, func(s source) []byte { return asPNG(remapped(s.img, 1)) }},
	{"mirrored, jpeg 70", truthSame, dataset.ClassFlip, func(s source) []byte { return asJPEG(remapped(s.img, 1), 70) }},
	{"upside down", truthSame, dataset.ClassFlip, func(s source) []byte { return asPNG(remapped(s.img, 2)) }},
	{"turned 90°", truthSame, dataset.ClassRotation, func(s source) []byte { return asPNG(remapped(s.img, 5)) }},
	{"turned 180°", truthSame, dataset.ClassRotation, func(s source) []byte { return asJPEG(remapped(s.img, 3), 80) }},
	{"turned 270°, size 50 %", truthSame, dataset.ClassRotation, func(s source) []byte { return asJPEG(resized(remapped(s.img, 6), .5), 80) }},
	{"grey", truthSame, dataset.ClassGrey, func(s source) []byte { return greyed(s.img, 0) }},
	{"grey, jpeg 75", truthSame, dataset.ClassGrey, func(s source) []byte { return greyed(s.img, 75) }},
	{"crop 5 %", truthSame, dataset.ClassCrop, func(s source) []byte { return asPNG(cropped(s.img, .05, s.dice)) }},
	{"crop 10 %", truthSame, dataset.ClassCrop, func(s source) []byte { return asPNG(cropped(s.img, .10, s.dice)) }},
	{"crop 20 %", truthSame, dataset.ClassCrop, func(s source) []byte { return asPNG(cropped(s.img, .20, s.dice)) }},
	{"crop 40 %", truthSame, dataset.ClassCrop, func(s source) []byte { return asPNG(cropped(s.img, .40, s.dice)) }},
	{"crop 20 %, mirrored, jpeg 80", truthSame, dataset.ClassCrop, func(s source) []byte { return asJPEG(remapped(cropped(s.img, .20, s.dice), 1), 80) }},
	{"crop 15 %, size 60 %, jpeg 75", truthSame, dataset.ClassCrop, func(s source) []byte { return asJPEG(resized(cropped(s.img, .15, s.dice), .6), 75) }},

	{"recoloured place", truthVariant, dataset.ClassVariant, func(s source) []byte { return asJPEG(visible(s.img, recoloured(s.img, s.dice)), 90) }},
	{"redrawn place", truthVariant, dataset.ClassVariant, func(s source) []byte { return asPNG(visible(s.img, redrawn(s.img, s.dice))) }},
	{"speech bubble", truthVariant, dataset.ClassVariant, func(s source) []byte { return asJPEG(visible(s.img, bubbled(s.img, s.dice)), 90) }},
	{"other text", truthVariant, dataset.ClassVariant, func(s source) []byte { return asPNG(visible(s.img, lettered(s.img, s.dice))) }},

	{"other figure on its backdrop", truthHard, "", func(s source) []byte { return asPNG(pasted(s.img, s.other, .55)) }},
	{"half another picture", truthHard, "", func(s source) []byte { return asPNG(joined(s.img, s.other)) }},
	{"key cap", truthHard, "", func(s source) []byte { return asPNG(keyCap(s.dice)) }},
	{"glyph", truthHard, "", func(s source) []byte { return asPNG(glyph(s.dice)) }},
	{"dialog window", truthHard, "", func(s source) []byte { return asPNG(window(s.dice)) }},
}

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

func flattened(img *image.NRGBA, ground uint8) []byte {
	if img.Opaque() {
		return nil
	}
	return asPNG(onGround(img, ground))
}

func onGround(img *image.NRGBA, ground uint8) *image.NRGBA {
	out := image.NewNRGBA(img.Rect)
	for i := 0; i < len(img.Pix); i += 4 {
		a := int(img.Pix[i+3])
		for c := range 3 {
			out.Pix[i+c] = uint8((int(img.Pix[i+c])*a + int(ground)*(255-a) + 127) / 255)
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

// KindNames lists all kinds in their order.
func KindNames() []string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.name
	}
	return names
}
