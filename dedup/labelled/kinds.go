package labelled

import (
	"image"
	"image/color"
	"image/png"
	"math"
	"math/rand/v2"

	"github.com/winnow-data/winnow/dataset"
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
	{"tiff", truthSame, dataset.ClassPixels, func(s source) []byte { return asTIFF(s.img) }},
	{"jpeg 95", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(s.img, 95) }},
	{"jpeg 75", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(s.img, 75) }},
	{"jpeg 50", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(s.img, 50) }},
	{"jpeg 30", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(s.img, 30) }},
	{"gif 256", truthSame, dataset.ClassCopy, func(s source) []byte { return asGIF(s.img) }},
	{"posterized", truthSame, dataset.ClassCopy, func(s source) []byte {
		return asPNG(levels(s.img, func(v float64) float64 { return math.Round(v*15) / 15 }))
	}},
	{"16 colours", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(ofColours(onGround(s.img, 255), 16)) }},
	{"size 50 %", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(resized(s.img, .5)) }},
	{"size 25 %", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(resized(noSmaller(s.img, 128), .25)) }},
	{"size 25 % and back", truthSame, dataset.ClassCopy, func(s source) []byte {
		return asPNG(again(noSmaller(s.img, 128), .25))
	}},
	{"size 200 %", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(resized(s.img, 2)) }},
	{"size 60 %, jpeg 60", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(resized(s.img, .6), 60) }},
	{"size 150 %, jpeg 60", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(resized(s.img, 1.5), 60) }},
	{"size 300 %, blocky", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(blocky(s.img, 3)) }},
	{"size 37 %, jpeg 80", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(resized(noSmaller(s.img, 128), .37), 80) }},
	{"stretched 3 %", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(stretched(s.img, 1.03)) }},
	{"blur", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(blurred(blurred(noSmaller(s.img, 128)))) }},
	{"sharpened, jpeg 85", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(sharpened(s.img), 85) }},
	{"noise", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(noisy(s.img, 8, s.dice)) }},
	{"noise, jpeg 60", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(noisy(s.img, 14, s.dice), 60) }},
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
	{"brighter by 12 %, jpeg 75", truthSame, dataset.ClassCopy, func(s source) []byte {
		return asJPEG(levels(onGround(s.img, 255), func(v float64) float64 { return v + .12 }), 75)
	}},
	{"darker by 12 %, jpeg 75", truthSame, dataset.ClassCopy, func(s source) []byte {
		return asJPEG(levels(onGround(s.img, 255), func(v float64) float64 { return v - .12 }), 75)
	}},
	{"saturated", truthSame, dataset.ClassCopy, func(s source) []byte { return asPNG(saturated(onGround(s.img, 255), 1.25)) }},
	{"contrast 80 %", truthSame, dataset.ClassCopy, func(s source) []byte {
		return asPNG(levels(onGround(s.img, 255), func(v float64) float64 { return .5 + .8*(v-.5) }))
	}},
	{"corner mark", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(marked(noSmaller(s.img, 240), false), 85) }},
	{"mark across", truthSame, dataset.ClassCopy, func(s source) []byte { return asJPEG(marked(noSmaller(s.img, 240), true), 85) }},
	{"flattened on white", truthSame, dataset.ClassCopy, func(s source) []byte { return flattened(s.img, color.NRGBA{255, 255, 255, 255}) }},
	{"flattened on black", truthSame, dataset.ClassCopy, func(s source) []byte { return flattened(s.img, color.NRGBA{0, 0, 0, 255}) }},
	{"flattened on colour", truthSame, dataset.ClassCopy, func(s source) []byte {
		return flattened(s.img, color.NRGBA{70, 130, 180, 255})
	}},
	{"flattened on black, jpeg 70", truthSame, dataset.ClassCopy, func(s source) []byte {
		if s.img.Opaque() {
			return nil
		}
		return asJPEG(onGround(s.img, 0), 70)
	}},
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
	{"mirrored, size 50 %, darker", truthSame, dataset.ClassFlip, func(s source) []byte {
		return asJPEG(levels(resized(remapped(onGround(s.img, 255), 1), .5), func(v float64) float64 { return .9 * v }), 80)
	}},
	{"upside down", truthSame, dataset.ClassFlip, func(s source) []byte { return asPNG(remapped(s.img, 2)) }},
	{"turned 90°", truthSame, dataset.ClassRotation, func(s source) []byte { return asPNG(remapped(s.img, 5)) }},
	{"turned 180°", truthSame, dataset.ClassRotation, func(s source) []byte { return asJPEG(remapped(s.img, 3), 80) }},
	{"turned 270°, size 50 %", truthSame, dataset.ClassRotation, func(s source) []byte { return asJPEG(resized(remapped(s.img, 6), .5), 80) }},
	{"grey", truthSame, dataset.ClassGrey, func(s source) []byte { return greyed(s.img, 0) }},
	{"grey, jpeg 75", truthSame, dataset.ClassGrey, func(s source) []byte { return greyed(s.img, 75) }},
	{"grey, size 50 %, brighter", truthSame, dataset.ClassGrey, func(s source) []byte {
		return greyed(levels(resized(onGround(s.img, 255), .5), func(v float64) float64 { return 1.08 * v }), 80)
	}},
	{"crop 5 %", truthSame, dataset.ClassCrop, func(s source) []byte { return asPNG(cropped(s.img, .05, s.dice)) }},
	{"crop 10 %", truthSame, dataset.ClassCrop, func(s source) []byte { return asPNG(cropped(s.img, .10, s.dice)) }},
	{"crop 20 %", truthSame, dataset.ClassCrop, func(s source) []byte { return asPNG(cropped(s.img, .20, s.dice)) }},
	{"crop 40 %", truthSame, dataset.ClassCrop, func(s source) []byte { return asPNG(cropped(s.img, .40, s.dice)) }},
	{"crop 20 %, mirrored, jpeg 80", truthSame, dataset.ClassCrop, func(s source) []byte { return asJPEG(remapped(cropped(s.img, .20, s.dice), 1), 80) }},
	{"crop 15 %, size 60 %, jpeg 75", truthSame, dataset.ClassCrop, func(s source) []byte { return asJPEG(resized(cropped(s.img, .15, s.dice), .6), 75) }},
	{"crop 5 %, mirrored", truthSame, dataset.ClassCrop, func(s source) []byte { return asPNG(remapped(cropped(s.img, .05, s.dice), 1)) }},
	{"crop 10 %, jpeg 60", truthSame, dataset.ClassCrop, func(s source) []byte { return asJPEG(cropped(s.img, .10, s.dice), 60) }},
	{"free crop, resized, jpeg", truthSame, dataset.ClassCrop, func(s source) []byte {
		return asJPEG(resized(freelyCropped(s.img, s.dice), .5+.8*s.dice.Float64()), 60+s.dice.IntN(35))
	}},
	{"crop 20 %, brighter, jpeg", truthSame, dataset.ClassCrop, func(s source) []byte {
		return asJPEG(levels(cropped(onGround(s.img, 255), .2, s.dice), func(v float64) float64 { return 1.12 * v }), 75)
	}},
	{"square crop", truthSame, dataset.ClassCrop, func(s source) []byte { return asPNG(squareOf(s.img)) }},

	{"recoloured place", truthVariant, dataset.ClassVariant, func(s source) []byte { return asJPEG(visible(s.img, recoloured(s.img, s.dice)), 90) }},
	{"redrawn place", truthVariant, dataset.ClassVariant, func(s source) []byte { return asPNG(visible(s.img, redrawn(s.img, s.dice))) }},
	{"other expression", truthVariant, dataset.ClassVariant, func(s source) []byte { return asPNG(visible(s.img, expressed(s.img, s.dice))) }},
	{"other expression, mirrored, jpeg", truthVariant, dataset.ClassVariant, func(s source) []byte {
		return asJPEG(remapped(visible(s.img, expressed(s.img, s.dice)), 1), 80)
	}},
	{"recoloured place, size 50 %, jpeg", truthVariant, dataset.ClassVariant, func(s source) []byte {
		return asJPEG(resized(visible(s.img, recoloured(s.img, s.dice)), .5), 75)
	}},
	{"speech bubble", truthVariant, dataset.ClassVariant, func(s source) []byte { return asJPEG(visible(s.img, bubbled(s.img, s.dice)), 90) }},
	{"other text", truthVariant, dataset.ClassVariant, func(s source) []byte { return asPNG(visible(s.img, lettered(s.img, s.dice))) }},

	{"other figure on its backdrop", truthHard, "", func(s source) []byte { return asPNG(pasted(s.img, s.other, .55)) }},
	{"half another picture", truthHard, "", func(s source) []byte { return asPNG(joined(s.img, s.other)) }},
	{"key cap", truthHard, "", func(s source) []byte { return asPNG(keyCap(s.dice)) }},
	{"glyph", truthHard, "", func(s source) []byte { return asPNG(glyph(s.dice)) }},
	{"dialog window", truthHard, "", func(s source) []byte { return asPNG(window(s.dice)) }},
}

// KindNames lists all kinds in their order.
func KindNames() []string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.name
	}
	return names
}
