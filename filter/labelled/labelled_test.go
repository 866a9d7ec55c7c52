package labelled

import (
	"bytes"
	"context"
	"image"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAUCCountsPairsInOrder(t *testing.T) {
	tests := []struct {
		name  string
		cases []scored
		want  float64
	}{
		{"apart", []scored{{.1, false}, {.2, false}, {.8, true}}, 1},
		{"the wrong way round", []scored{{.9, false}, {.1, true}}, 0},
		{"equal", []scored{{.5, false}, {.5, true}}, .5},
		{"three of four", []scored{{.1, false}, {.5, true}, {.6, false}, {.7, true}}, .75},
	}
	for _, tt := range tests {
		if got := auc(tt.cases); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	if got := auc([]scored{{1, true}}); !math.IsNaN(got) {
		t.Errorf("of one kind alone it is %v, want NaN", got)
	}
}

func TestTreesLearnWhatALineCannotSay(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	var examples []example
	for range 800 {
		a, b := dice.Float64(), dice.Float64()
		examples = append(examples, example{[]float64{a, b}, map[bool]float64{true: 1}[(a > .5) != (b > .5)], 1})
	}
	trees := grow(examples[:400])
	right := 0
	for _, e := range examples[400:] {
		if (total(trees, e.x) > 0) == (e.y == 1) {
			right++
		}
	}
	if right < 360 {
		t.Errorf("%d of 400 right, want 360 and more", right)
	}
}

func TestTheTruthOfLetteringIsWhereItIs(t *testing.T) {
	fonts, err := seenFonts(Options{Bare: true}).typefaces()
	if err != nil {
		t.Fatal(err)
	}
	a := drawnArt(1, artSide, 1)[0]
	p, err := newPress(layouts, sizes, fonts[:1]).letter(a, rand.New(rand.NewPCG(3, 4)))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.boxes) == 0 || p.area <= 0 || p.area > 1 {
		t.Fatalf("%d lines on %v of the area", len(p.boxes), p.area)
	}
	in := func(x, y int) bool {
		for _, b := range p.boxes {
			if x >= b.Min.X-12 && x < b.Max.X+12 && y >= b.Min.Y-12 && y < b.Max.Y+12 {
				return true
			}
		}
		return false
	}
	if strings.Contains("bubbles page upright bubbles dialogue caption", p.layout) {
		return // these paint beside the letters too
	}
	for y := range a.img.Rect.Dy() {
		for x := range a.img.Rect.Dx() {
			if a.img.RGBAAt(x, y) != p.img.RGBAAt(x, y) && !in(x, y) {
				t.Fatalf("(%d, %d) was changed, far from every line", x, y)
			}
		}
	}
}

func TestTurnedLettersAreOnlyWhereTheirInkIs(t *testing.T) {
	fonts, err := seenFonts(Options{Bare: true}).typefaces()
	if err != nil {
		t.Fatal(err)
	}
	w := &writer{img: image.NewRGBA(image.Rect(0, 0, 400, 400)), turn: .4, font: fonts[0]}
	if err := w.resize(fonts[0], 24); err != nil {
		t.Fatal(err)
	}
	w.line("to        be", 200, 200, style{fill: black, outline: white, stroke: 3, opacity: 1})
	if len(w.boxes) == 0 {
		t.Fatal("no boxes of a line that was written")
	}
	for _, b := range w.boxes {
		if b.Min.X < 180 || b.Min.Y < 120 {
			t.Errorf("a box at %v, far from the letters at (200, 200)", b)
		}
	}
}

func TestTheSameOptionsGiveTheSameDocument(t *testing.T) {
	var texts [2]bytes.Buffer
	for i := range texts {
		r, err := Measure(context.Background(), Options{Bare: true, Drawn: 3, Side: 256, Seed: 5})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Markdown(&texts[i], "2026-11-28"); err != nil {
			t.Fatal(err)
		}
	}
	if texts[0].String() != texts[1].String() {
		t.Error("two runs give two documents")
	}
}

func TestLabelsMustNameRules(t *testing.T) {
	path := filepath.Join(t.TempDir(), "labels.csv")
	if err := os.WriteFile(path, []byte("file,verdict\na.png,1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	asker, err := newAsker()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := measureLabels(context.Background(), newTally(asker), path); err == nil || !strings.Contains(err.Error(), "path,text_heavy") {
		t.Errorf("error %v, want one that shows the header", err)
	}
}
