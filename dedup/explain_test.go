package dedup

import (
	"encoding/json"
	"image"
	"strings"
	"testing"
)

func TestWhatWasNotMeasuredIsNoZero(t *testing.T) {
	explained := func(a, b printed) *Explanation {
		e, err := Explain(&a.row, &b.row, &a.made, &b.made, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	square := printedOf("square", drawing(4))
	shapes := explained(square, printedOf("wide", blots(2, 400, 100)))
	if shapes.Luma != nil || shapes.Chroma != nil || shapes.Spot != nil || shapes.Agreement != nil || shapes.Tone != nil {
		t.Errorf("of two shapes it measured luma %s, colour %s, spot %s, agreement %s, tone %v; want none", shapes.Luma, shapes.Chroma, shapes.Spot, shapes.Agreement, shapes.Tone)
	}
	if text := shapes.Luma.String(); text != "not measured" {
		t.Errorf("it says %q", text)
	}
	if text, err := json.Marshal(shapes); err != nil || !strings.Contains(string(text), `"luma":null`) {
		t.Errorf("JSON %s: %v; want luma null", text, err)
	}
	other := explained(square, printedOf("other", drawing(5)))
	if other.Luma == nil || other.Spot != nil {
		t.Errorf("of two pictures of one shape it measured luma %s, spot %s; want only the former", other.Luma, other.Spot)
	}
	if same := explained(square, square); same.Spot == nil || *same.Spot > .1 {
		t.Errorf("of a picture and itself the spot is %s", same.Spot)
	}
}

func TestACropThatReachesBeyondTheWiderOneIsDrawn(t *testing.T) {
	whole := blots(31, 400, 300)
	a, b := thumbOf(t, whole), thumbOf(t, cutOut(whole, image.Rect(0, 0, 300, 300)))
	for _, part := range []box{{-.02, -.03, .75, 1}, {0, 0, .77, 1.04}} {
		drawn := besideCrop(a, b, cropping{part: part}, true)
		if drawn == nil || drawn.Bounds().Dx() < 3*drawn.Bounds().Dy() {
			t.Errorf("a part of %v: drawn as %v", part, drawn)
		}
	}
}
