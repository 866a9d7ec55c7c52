package dedup

import (
	"context"
	"image"
	"math"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// cutOut is the rectangle r of a picture.
func cutOut(img *image.NRGBA, r image.Rectangle) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, r.Dx(), r.Dy()))
	for y := range r.Dy() {
		copy(out.Pix[out.PixOffset(0, y):][:4*r.Dx()], img.Pix[img.PixOffset(r.Min.X, r.Min.Y+y):])
	}
	return out
}

func thumbOf(t *testing.T, img image.Image) *thumb {
	t.Helper()
	out, err := unpack(Print(frameOf(img)).Thumb)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCropsAreFoundWithTheirPlace(t *testing.T) {
	whole := blots(31, 400, 300)
	r := image.Rect(60, 30, 340, 250)
	for name, crop := range map[string]*image.NRGBA{"as it is": cutOut(whole, r), "mirrored": mirrored(cutOut(whole, r)), "halved": halved(cutOut(whole, r))} {
		c, ok := explainCrop(thumbOf(t, whole), thumbOf(t, crop))
		if !ok {
			t.Errorf("%s: the crop was not recognised", name)
			continue
		}
		want := box{60. / 400, 30. / 300, 340. / 400, 250. / 300}
		if c.mirrored {
			want.x0, want.x1 = 1-want.x1, 1-want.x0
		}
		// Places are shares of the picture without its margins, and both may have some.
		if math.Abs(c.part.x0-want.x0) > .12 || math.Abs(c.part.y1-want.y1) > .12 || c.mirrored != (name == "mirrored") {
			t.Errorf("%s: found %v (mirrored %t), want %v", name, c.part, c.mirrored, want)
		}
	}
	if c, ok := explainCrop(thumbOf(t, whole), thumbOf(t, blots(32, 280, 220))); ok {
		t.Errorf("another picture counts as %v", c)
	}
}

func TestCropsGoToTheWholePicture(t *testing.T) {
	whole := blots(31, 400, 300)
	crop := cutOut(whole, image.Rect(60, 30, 340, 250))
	ws := scanned(t, []found{{name: "a crop.png", img: crop, mode: "rgb"}, {name: "its copy.png", img: halved(crop), mode: "rgb"}, {name: "whole.png", img: whole, mode: "rgb"}})
	s, err := Run(context.Background(), ws, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s.Kept != 1 || s.Dropped[dataset.ClassCrop] != 2 {
		t.Errorf("kept %d, dropped %v; want the whole picture kept and two crops dropped", s.Kept, s.Dropped)
	}
	groups, err := table.ReadAll[dataset.Group](ws.Table(dataset.TableGroups))
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range groups {
		if g.Group != dataset.IDOf([]byte("whole.png")) {
			t.Errorf("a row says %q", g.Why)
		}
		if !g.Survivor && !strings.Contains(g.Transform, "across") {
			t.Errorf("transform %q does not say which part it is", g.Transform)
		}
	}
	none, err := Run(context.Background(), ws, Options{NoCrops: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if none.Dropped[dataset.ClassCrop] != 0 || none.Dropped[dataset.ClassCopy] != 1 {
		t.Errorf("without the search for crops it dropped %v, want one copy", none.Dropped)
	}
}
