package labelled

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// written sets text in a layout on a drawing, or on plain paper, with the first
// font that writes the script, in letters of the middling size of the layout.
func written(t *testing.T, write func(w *writer), size float64, on *image.RGBA, kind script, font typeface, seed uint64) *frame {
	t.Helper()
	w := &writer{img: on, dice: rand.New(rand.NewPCG(seed, 1)), kind: kind, font: font}
	if err := w.resize(font, size*float64(max(on.Rect.Dx(), on.Rect.Dy()))); err != nil {
		t.Fatal(err)
	}
	write(w)
	f, err := framed(context.Background(), w.img, 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func paper() *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 360, 480))
	draw.Draw(img, img.Rect, image.NewUniform(color.RGBA{236, 226, 205, 255}), image.Point{}, draw.Src)
	return img
}

// ofThree is the middle one of a measure's numbers on three pictures.
func ofThree(name string, pictures [3]*frame) float64 {
	measure := measureNamed(name)
	var values []float64
	for _, f := range pictures {
		values = append(values, measure(f))
	}
	slices.Sort(values)
	return values[1]
}

// TestTextIsToldByItsKind sets text of each kind on drawings, and on paper that
// has nothing else.
func TestTextIsToldByItsKind(t *testing.T) {
	fonts, err := seenFonts(Options{Bare: true}).typefaces()
	if err != nil {
		t.Fatal(err)
	}
	downwards := func(w *writer) {
		for i := range 3 {
			w.column(w.words(14), 260-i*40, 40, style{fill: black, opacity: 1})
		}
	}
	signed := func(w *writer) {
		w.line(w.words(9), 20, w.img.Rect.Dy()-10, style{fill: white, outline: black, stroke: 1, opacity: 1})
	}
	heading := func(w *writer) {
		draw.Draw(w.img, image.Rect(0, 0, w.img.Rect.Dx(), w.img.Rect.Dy()/8), image.White, image.Point{}, draw.Src)
		w.line(w.words(13), w.img.Rect.Dx()/10, int(1.3*w.size), style{fill: black, opacity: 1})
	}
	type claim struct {
		measure   string
		low, high float64
	}
	tests := []struct {
		name   string
		write  func(w *writer)
		size   float64
		art    bool
		claims []claim
	}{
		{"a page of letters is only text", page, .04, false, []claim{{"text_only", .8, 1}, {"text_area", .15, 1}, {"text_lines", 6, 40}, {"text_down", 0, .1}}},
		{"a drawing with a subtitle contains some", subtitle, .05, true, []claim{{"text_only", .005, .6}, {"text_area", .01, .3}, {"text_subtitle", .01, .3}, {"text_title", 0, 0}, {"text_edges", .4, 1}}},
		{"a bar above", heading, .06, true, []claim{{"text_title", .01, .3}, {"text_subtitle", 0, 0}, {"text_only", .005, .6}}},
		{"balloons", bubbles, .04, true, []claim{{"text_bubble", .002, .4}}},
		{"a signature", signed, .035, true, []claim{{"text_corner", .002, .05}, {"text_area", .002, .06}, {"text_only", .001, .3}, {"text_bubble", 0, 0}}},
		{"columns", downwards, .045, false, []claim{{"text_down", .7, 1}, {"text_area", .05, .5}}},
		{"nothing", func(*writer) {}, .05, true, []claim{{"text_area", 0, .03}, {"text_only", 0, .1}}},
	}
	for _, tt := range tests {
		var pictures [3]*frame
		for i := range pictures {
			on := paper()
			if tt.art {
				on = drawnArt(3, 480, 77)[i].img
			}
			pictures[i] = written(t, tt.write, tt.size, on, scripts[1], fonts[0], uint64(i))
		}
		for _, c := range tt.claims {
			if got := ofThree(c.measure, pictures); !(got >= c.low && got <= c.high) {
				t.Errorf("%s: %s is %.4f, want %v to %v", tt.name, c.measure, got, c.low, c.high)
			}
		}
	}
}

// TestTextIsFoundInEveryScript wants a share of the picture that is near the
// truth, along and, where it is written so, down.
func TestTextIsFoundInEveryScript(t *testing.T) {
	fonts, err := seenFonts(Options{}).typefaces()
	if err != nil {
		t.Fatal(err)
	}
	kinds, writers := byScript(fonts)
	missing := ""
	for _, s := range scripts {
		at := slices.IndexFunc(kinds, func(k script) bool { return k.name == s.name })
		if at < 0 {
			missing += " " + s.name
			continue
		}
		ways := map[string]func(w *writer){"along": func(w *writer) {
			w.block(image.Rect(30, 90, 330, 420), 5, 1.5, style{fill: black, opacity: 1})
		}}
		if s.columns {
			ways["down"] = func(w *writer) {
				for i := range 4 {
					w.column(w.words(12), 280-i*45, 60, style{fill: black, opacity: 1})
				}
			}
		}
		for way, write := range ways {
			var measured, truth float64
			for i := range 3 {
				var w *writer
				f := written(t, func(x *writer) { write(x); w = x }, .06, paper(), s, writers[at][i%len(writers[at])], uint64(i))
				measured, truth = measured+measureNamed("text_area")(f), truth+w.area()
			}
			if r := measured / truth; !(r > .6 && r < 1.6) {
				t.Errorf("%s %s: %s of the true area is found, want 0.6 to 1.6", s.name, way, fmt.Sprintf("%.2f", r))
			}
		}
	}
	if missing != "" {
		t.Skip("no font of this machine writes:" + strings.TrimRight(missing, " "))
	}
}
