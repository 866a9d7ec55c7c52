package sample

import "image"

func rounded(w, h float64) image.Point { return image.Pt(max(1, int(w)), max(1, int(h))) }

// paste puts another canvas at x, y.
func (c *canvas) paste(from *canvas, x, y int) {
	for row := range min(from.img.Rect.Max.Y, c.img.Rect.Max.Y-y) {
		copy(c.img.Pix[c.img.PixOffset(x, y+row):(y+row+1)*c.img.Stride], from.img.Pix[row*from.img.Stride:(row+1)*from.img.Stride])
	}
}

// Resized is the picture at another size, each pixel the average of those that
// it covers, in whole numbers.
func Resized(src *image.RGBA, size image.Point) *image.RGBA {
	across := resizeRows(src, size.X)
	return turned(resizeRows(turned(across), size.Y))
}

// resizeRows changes the width only.
func resizeRows(src *image.RGBA, width int) *image.RGBA {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, width, h))
	for x := range width {
		// Pixel x covers from·w to to·w, in units of 1/width of a pixel.
		from, to := x*w, (x+1)*w
		for y := range h {
			var sum [4]int
			for p := from / width; p*width < to; p++ {
				share := min(to, (p+1)*width) - max(from, p*width)
				at := src.PixOffset(p, y)
				for i := range sum {
					sum[i] += int(src.Pix[at+i]) * share
				}
			}
			at := out.PixOffset(x, y)
			for i := range sum {
				out.Pix[at+i] = uint8((sum[i] + w/2) / w)
			}
		}
	}
	return out
}

// turned swaps rows and columns.
func turned(src *image.RGBA) *image.RGBA {
	return remapped(src, image.Pt(src.Rect.Dy(), src.Rect.Dx()), func(x, y int) (int, int) { return y, x })
}

// Mirrored is the picture with left and right exchanged.
func Mirrored(src *image.RGBA) *image.RGBA {
	w := src.Rect.Dx()
	return remapped(src, src.Rect.Size(), func(x, y int) (int, int) { return w - 1 - x, y })
}

// TurnedLeft is the picture turned by a quarter against the clock.
func TurnedLeft(src *image.RGBA) *image.RGBA {
	w := src.Rect.Dx()
	return remapped(src, image.Pt(src.Rect.Dy(), w), func(x, y int) (int, int) { return w - 1 - y, x })
}

// Cropped is the part of the picture within r.
func Cropped(src *image.RGBA, r image.Rectangle) *image.RGBA {
	return remapped(src, r.Size(), func(x, y int) (int, int) { return x + r.Min.X, y + r.Min.Y })
}

func remapped(src *image.RGBA, size image.Point, from func(x, y int) (int, int)) *image.RGBA {
	out := image.NewRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			a, b := from(x, y)
			copy(out.Pix[out.PixOffset(x, y):][:4], src.Pix[src.PixOffset(a, b):][:4])
		}
	}
	return out
}

// Bordered is the picture with an even border of that many pixels.
func Bordered(src *image.RGBA, width int, r, g, b uint8) *image.RGBA {
	size := src.Rect.Size()
	out := newCanvas(size.Add(image.Pt(2*width, 2*width)), colour{r, g, b, 255})
	out.paste(&canvas{img: src}, width, width)
	return out.img
}

// Greyed is the picture without colour.
func Greyed(src *image.RGBA) *image.RGBA {
	out := newCanvas(src.Rect.Size(), black)
	copy(out.img.Pix, src.Pix)
	out.develop(Truth{Colouring: Greyscale})
	return out.img
}

// Blurred is the picture through three box filters of that radius.
func Blurred(src *image.RGBA, radius int) *image.RGBA {
	out := src
	for range 3 {
		out = turned(boxed(turned(boxed(out, radius)), radius))
	}
	return out
}

func boxed(src *image.RGBA, radius int) *image.RGBA {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	out := image.NewRGBA(src.Rect)
	for y := range h {
		row := src.Pix[y*src.Stride:]
		for i := range 4 {
			sum := 0
			for x := -radius; x <= radius; x++ {
				sum += int(row[min(max(x, 0), w-1)*4+i])
			}
			for x := range w {
				out.Pix[y*out.Stride+x*4+i] = uint8(sum / (2*radius + 1))
				sum += int(row[min(x+radius+1, w-1)*4+i]) - int(row[max(x-radius, 0)*4+i])
			}
		}
	}
	return out
}
