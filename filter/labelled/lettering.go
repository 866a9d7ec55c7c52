package labelled

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/decode"
)

// lettered is a picture with text and where it is.
type lettered struct {
	art
	layout, script string
	boxes          []image.Rectangle
	area           float64
}

// leastSize is of letters that can be read, in pixels.
const leastSize = 11

// sizes of letters by layout, of the picture's longer side.
var sizes = map[string][2]float64{
	"poster": {.06, .16}, "page": {.022, .05}, "bubbles": {.025, .05}, "meme": {.06, .12},
	"subtitle": {.035, .06}, "signature": {.02, .04}, "watermark": {.03, .06}, "columns": {.03, .12},
	"upright bubbles": {.022, .045}, "dialogue": {.03, .05}, "caption": {.025, .07},
	"sounds": {.08, .2}, "logo": {.1, .25}, "stamped": {.03, .08},
}

// press is what text is set with.
type press struct {
	layouts []layout
	sizes   map[string][2]float64 // of letters by layout, of the picture's longer side
	kinds   []script
	writers [][]typeface // of each kind

	furnished bool // frames, boxes and bars may lie beneath
}

func newPress(layouts []layout, sizes map[string][2]float64, fonts []typeface) press {
	kinds, writers := byScript(fonts)
	return press{layouts: layouts, sizes: sizes, kinds: kinds, writers: writers}
}

// letter sets text on a piece of art, in the way that dice say.
func (p press) letter(a art, dice *rand.Rand) (lettered, error) {
	layouts, kinds, writers := p.layouts, p.kinds, p.writers
	lay := layouts[dice.IntN(len(layouts))]
	k := dice.IntN(len(kinds))
	for strings.Contains("columns, upright bubbles", lay.name) && !kinds[k].columns {
		lay = layouts[dice.IntN(len(layouts))]
	}
	w := &writer{img: copied(a.img), dice: dice, kind: kinds[k]}
	side := float64(max(a.img.Rect.Dx(), a.img.Rect.Dy()))
	size := p.sizes[lay.name]
	font := writers[k][dice.IntN(len(writers[k]))]
	w.font = font
	if err := w.resize(font, max(leastSize, side*(size[0]+(size[1]-size[0])*dice.Float64()))); err != nil {
		return lettered{}, fmt.Errorf("write %s: %w", w.kind.name, err)
	}
	if p.furnished {
		for range dice.IntN(3) {
			furnish(w.img, dice)
		}
	}
	lay.write(w)
	w.readable()
	a.img = w.img
	return lettered{art: a, layout: lay.name, script: w.kind.name, boxes: w.boxes, area: w.area()}, nil
}

// framed is a picture as scan sees its file: PNG, or JPEG of that quality.
func framed(ctx context.Context, img image.Image, quality int) (*dataset.Frame, error) {
	var b bytes.Buffer
	err := error(nil)
	if quality > 0 {
		err = jpeg.Encode(&b, img, &jpeg.Options{Quality: quality})
	} else {
		err = (&png.Encoder{CompressionLevel: png.NoCompression}).Encode(&b, img)
	}
	if err != nil {
		return nil, err
	}
	p := decode.Decode(ctx, "made", b.Bytes(), decode.Options{})
	if p.Frame == nil {
		return nil, fmt.Errorf("decode a picture of our own: %s", p.Error)
	}
	return p.Frame, nil
}
