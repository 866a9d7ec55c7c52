package labelled

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math/rand/v2"

	"github.com/winnow-data/winnow/internal/sample"
)

// spoil is one way to make a picture unfit, or nearly so, and the rules that
// must speak about the result. No others of the judged rules may.
type spoil struct {
	name  string
	rules []string
	class string // of colour, in truth: grey, tinted, colour, or marked for grey with a mark; empty where it is hard to say
	make  func(img *image.RGBA, dice *rand.Rand) *image.RGBA
}

var spoils = []spoil{
	{"as it is", nil, "colour", func(img *image.RGBA, _ *rand.Rand) *image.RGBA { return img }},
	{"pale", nil, "colour", func(img *image.RGBA, _ *rand.Rand) *image.RGBA { return faded(img, .3) }},
	{"night", nil, "colour", func(img *image.RGBA, dice *rand.Rand) *image.RGBA { return exposed(img, .4+.2*dice.Float64()) }},
	{"grey", []string{"greyscale"}, "grey", func(img *image.RGBA, _ *rand.Rand) *image.RGBA { return sample.Greyed(img) }},
	{"grey with noise in its colours", []string{"greyscale"}, "grey", func(img *image.RGBA, dice *rand.Rand) *image.RGBA { return noisy(sample.Greyed(img), dice) }},
	{"grey, as a JPEG", []string{"greyscale"}, "grey", jpegged},
	{"grey with a coloured mark", nil, "marked", marked},
	{"one hue", []string{"tinted"}, "tinted", toned},
	{"dark", []string{"dark"}, "", func(img *image.RGBA, dice *rand.Rand) *image.RGBA { return exposed(img, .08+.1*dice.Float64()) }},
	{"flat", []string{"blank"}, "", flat},
	{"nearly white", []string{"bright"}, "", func(img *image.RGBA, dice *rand.Rand) *image.RGBA { return washed(img, .02+.02*dice.Float64()) }},
	{"lower part lost", []string{"broken"}, "", cutShort},
	{"blurred", []string{"blurry"}, "colour", func(img *image.RGBA, dice *rand.Rand) *image.RGBA {
		return sample.Blurred(img, max(img.Rect.Dx(), img.Rect.Dy())/110+dice.IntN(4))
	}},
}

// each makes every pixel anew.
func each(img *image.RGBA, change func(r, g, b float64) (float64, float64, float64)) *image.RGBA {
	out := image.NewRGBA(img.Rect)
	for i := 0; i < len(img.Pix); i += 4 {
		r, g, b := change(float64(img.Pix[i]), float64(img.Pix[i+1]), float64(img.Pix[i+2]))
		for k, v := range [3]float64{r, g, b} {
			out.Pix[i+k] = byte(min(255, max(0, v+.5)))
		}
		out.Pix[i+3] = 255
	}
	return out
}

func luma(r, g, b float64) float64 { return .299*r + .587*g + .114*b }

func faded(img *image.RGBA, by float64) *image.RGBA {
	return each(img, func(r, g, b float64) (float64, float64, float64) {
		y := luma(r, g, b)
		return y + (r-y)*by, y + (g-y)*by, y + (b-y)*by
	})
}

func exposed(img *image.RGBA, by float64) *image.RGBA {
	return each(img, func(r, g, b float64) (float64, float64, float64) { return r * by, g * by, b * by })
}

func washed(img *image.RGBA, by float64) *image.RGBA {
	return each(img, func(r, g, b float64) (float64, float64, float64) {
		return 255 - by*(255-r), 255 - by*(255-g), 255 - by*(255-b)
	})
}

func noisy(img *image.RGBA, dice *rand.Rand) *image.RGBA {
	return each(img, func(r, g, b float64) (float64, float64, float64) {
		return r + 4*dice.Float64() - 2, g, b + 4*dice.Float64() - 2
	})
}

// toned maps luma to one hue, from a dark shade to a light one.
func toned(img *image.RGBA, dice *rand.Rand) *image.RGBA {
	hues := [][3]float64{{112, 66, 20}, {20, 50, 130}, {30, 100, 50}, {120, 30, 80}, {20, 100, 110}}
	h := hues[dice.IntN(len(hues))]
	return each(img, func(r, g, b float64) (float64, float64, float64) {
		y := luma(r, g, b) / 255
		at := func(c float64) float64 {
			if y < .5 {
				return 2 * y * c
			}
			return c + (2*y-1)*(250-c)
		}
		return at(h[0]), at(h[1]), at(h[2])
	})
}

// jpegged is grey as a JPEG of any quality in colour has it, opened and saved again.
func jpegged(img *image.RGBA, dice *rand.Rand) *image.RGBA {
	var b bytes.Buffer
	// Warm and cold by a step, as scans are: what is stored then has two chroma planes.
	err := jpeg.Encode(&b, noisy(sample.Greyed(img), dice), &jpeg.Options{Quality: 30 + dice.IntN(66)})
	if err != nil {
		panic("labelled: encode a picture of our own: " + err.Error())
	}
	again, err := jpeg.Decode(&b)
	if err != nil {
		panic("labelled: decode a picture of our own: " + err.Error())
	}
	out := image.NewRGBA(img.Rect)
	draw.Draw(out, out.Rect, again, image.Point{}, draw.Src)
	return out
}

// marked is grey but for a coloured square of 0.1 to 0.2 % of the area.
func marked(img *image.RGBA, dice *rand.Rand) *image.RGBA {
	out := sample.Greyed(img)
	area := (.001 + .001*dice.Float64()) * float64(out.Rect.Dx()*out.Rect.Dy())
	side := 2
	for float64(side*side) < area {
		side++
	}
	x, y := dice.IntN(max(1, out.Rect.Dx()-side)), dice.IntN(max(1, out.Rect.Dy()-side))
	c := []color.RGBA{{220, 30, 40, 255}, {30, 60, 200, 255}, {20, 150, 60, 255}}[dice.IntN(3)]
	draw.Draw(out, image.Rect(x, y, x+side, y+side), image.NewUniform(c), image.Point{}, draw.Src)
	return out
}

// cutShort is as a tolerant decoder leaves a JPEG that ends too soon: blocks are
// there up to one in a row, and grey from then on.
func cutShort(img *image.RGBA, dice *rand.Rand) *image.RGBA {
	const block = 16
	out := copied(img)
	grey := image.NewUniform(color.RGBA{128, 128, 128, 255})
	across, down := (out.Rect.Dx()+block-1)/block, (out.Rect.Dy()+block-1)/block
	row, column := int(float64(down)*(.15+.7*dice.Float64())), dice.IntN(across)
	draw.Draw(out, image.Rect(column*block, row*block, out.Rect.Dx(), (row+1)*block), grey, image.Point{}, draw.Src)
	draw.Draw(out, image.Rect(0, (row+1)*block, out.Rect.Dx(), out.Rect.Dy()), grey, image.Point{}, draw.Src)
	return out
}

func flat(img *image.RGBA, dice *rand.Rand) *image.RGBA {
	out := image.NewRGBA(img.Rect)
	c := color.RGBA{byte(90 + dice.IntN(120)), byte(90 + dice.IntN(120)), byte(40 + dice.IntN(40)), 255}
	draw.Draw(out, out.Rect, image.NewUniform(c), image.Point{}, draw.Src)
	return noisy(out, dice)
}
