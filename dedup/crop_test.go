package dedup

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"regexp"
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
		c, _, ok := explainCrop(thumbOf(t, whole), thumbOf(t, crop))
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
	if c, _, ok := explainCrop(thumbOf(t, whole), thumbOf(t, blots(32, 280, 220))); ok {
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

// drawing is a page with a frame of small marks around a large blot: its crops
// keep the blot in place, so that their hashes are near.
func drawing(seed uint64) *image.NRGBA {
	img := blots(seed, 300, 300)
	dice := rand.New(rand.NewPCG(seed, 9))
	for range 60 {
		x, y := dice.IntN(285), dice.IntN(285)
		c := color.NRGBA{uint8(dice.IntN(256)), uint8(dice.IntN(256)), uint8(dice.IntN(256)), 255}
		for i := range 15 * 4 {
			img.SetNRGBA(x+i%15, y+i/15, c)
		}
	}
	return img
}

func TestCropsOfManySizesGoToTheWholePicture(t *testing.T) {
	var pictures []found
	crops := 0
	for seed := range uint64(4) {
		whole := drawing(seed)
		pictures = append(pictures, found{name: fmt.Sprint("a whole ", seed), img: whole, mode: "rgb"})
		for i, share := range []float64{.04, .07, .1, .25, .4} {
			side := int(300 * (1 - share))
			place := (300 - side) * (1 + i%3) / 3
			crop := cutOut(whole, image.Rect(0, 0, side, side).Add(image.Pt(place, (300-side)/2)))
			if i%2 == 1 {
				crop = mirrored(crop)
			}
			pictures = append(pictures, found{name: fmt.Sprint("crop ", seed, " ", share), img: crop, mode: "rgb"})
			crops++
		}
	}
	var names []string
	for _, p := range pictures {
		names = append(names, p.name)
	}
	fate, s := fates(t, scanned(t, pictures), Options{}, names...)
	// Which of a picture and its smallest crops leads is no matter here.
	for name, of := range fate {
		if seed := regexp.MustCompile(`(?:whole|crop) \d`).FindString(of); name == "" || !strings.HasSuffix(seed, regexp.MustCompile(`\d`).FindString(name)) {
			t.Errorf("%q is %s", name, of)
		}
	}
	if s.Kept > 6 {
		t.Errorf("kept %d pictures of %d with %d crops, want 4 and at most two crops: %v", s.Kept, len(pictures), crops, fate)
	}
}

func TestASecondScaleAndShiftIsVotedOn(t *testing.T) {
	// Ten matches agree that b lies at (90, 0) of a, as a row of letters would
	// have it, and four that it lies where it does.
	var a, b []feature
	var some []match
	add := func(ax, ay, bx, by float32) {
		some = append(some, match{uint8(len(a)), uint8(len(b))})
		a, b = append(a, feature{x: ax, y: ay, sigma: 2}), append(b, feature{x: bx, y: by, sigma: 2})
	}
	for i := range 10 {
		add(90+12*float32(i), 20, 12*float32(i), 20)
	}
	for _, p := range [][2]float32{{10, 40}, {70, 90}, {30, 150}, {110, 60}} {
		add(p[0]+25, p[1]+10, p[0], p[1])
	}
	ways := votes(described{a, 256, 256}, described{b, 256, 256}, false, some)
	if len(ways) < 2 || math.Abs(ways[0].dx-90) > 3 || ways[0].votes != 10 || math.Abs(ways[1].dx-25) > 3 || math.Abs(ways[1].dy-10) > 3 {
		t.Errorf("the ways are %+v, want first the shift (90, 0) and then (25, 10)", ways)
	}
}

func TestALinkOfTheWholeSeenFromTheOtherSide(t *testing.T) {
	l := cropLink{wide: 1, narrow: 2, shown: 1, cropping: cropping{part: box{.01, -.02, .99, 1.01}, whole: true}}
	back := l.turned().turned()
	if back.wide != 1 || back.narrow != 2 || back.shown != 1 || math.Abs(back.part.x0-.01) > 1e-9 || math.Abs(back.part.y1-1.01) > 1e-9 {
		t.Errorf("turned twice it is %+v", back)
	}
	if x := l.turned().part.x0; math.Abs(x+.01/.98) > 1e-9 {
		t.Errorf("the whole begins at %v of its part, want %v", x, -.01/.98)
	}
}

// differing is the mean distance from grey of the third of three panels.
func differing(t *testing.T, img image.Image) float64 {
	t.Helper()
	g, ok := img.(*image.Gray)
	if !ok {
		t.Fatal("there is no picture of the pair")
	}
	w, sum := (g.Rect.Dx()-16)/3, 0.0
	for y := range g.Rect.Dy() {
		for x := range w {
			sum += math.Abs(float64(g.GrayAt(2*(w+8)+x, y).Y) - 128)
		}
	}
	return sum / float64(w*g.Rect.Dy())
}

func TestAPairIsDrawnAsItLies(t *testing.T) {
	whole := blots(31, 400, 300)
	crop := cutOut(whole, image.Rect(60, 30, 340, 250))
	for name, copy := range map[string]*image.NRGBA{"mirrored": mirrored(whole), "turned": turned(whole), "crop": crop, "mirrored crop": mirrored(crop)} {
		for _, swap := range []bool{false, true} {
			pictures := []image.Image{whole, copy}
			if swap {
				pictures[0], pictures[1] = pictures[1], pictures[0]
			}
			var of [2]*dataset.Measured
			for i, img := range pictures {
				of[i] = &dataset.Measured{ID: dataset.IDOf([]byte{byte(i)}), Print: Print(frameOf(img))}
			}
			e, err := Explain(&dataset.Image{ID: of[0].ID, Path: "a"}, &dataset.Image{ID: of[1].ID, Path: "b"}, of[0], of[1], Options{})
			if err != nil {
				t.Fatal(err)
			}
			if d := differing(t, e.Aligned()); !e.Same || d > 8 {
				t.Errorf("%s (swapped %t): same %t, and the drawn difference is %.1f grey levels, want at most 8", name, swap, e.Same, d)
			}
		}
	}
}

func TestAStarIsNotTornApartForLessThanItGains(t *testing.T) {
	for _, c := range []struct {
		leavers, members, led int
		want                  bool
	}{
		{0, 40, 0, true}, {0, 0, 0, true}, // nobody stays behind
		{1, 2, 30, true}, {2, 2, 30, false}, // of a few, half
		{5, 40, 30, true}, {15, 40, 60, false}, // of many, a quarter
		{5, 40, 2, false}, {1, 2, 0, false}, // for a picture that leads fewer than that
	} {
		if got := mayLeave(c.leavers, c.members, c.led); got != c.want {
			t.Errorf("%d of %d staying behind for a star of %d: %t, want %t", c.leavers, c.members, c.led, got, c.want)
		}
	}
}

func TestAllThatAgreeSayTheScale(t *testing.T) {
	// Two features near to one another would have it 1.0; all together know that it is 0.9.
	var a, b []feature
	var some []match
	for i, p := range [][2]float32{{20, 20}, {32, 21}, {120, 40}, {200, 100}, {30, 110}} {
		some = append(some, match{uint8(i), uint8(i)})
		shift := float32(i%2) * 1.2
		a = append(a, feature{x: .9*p[0] + 12 + shift, y: .9*p[1] + 7, sigma: 2})
		b = append(b, feature{x: p[0], y: p[1], sigma: 2})
	}
	ways := votes(described{a, 256, 256}, described{b, 256, 256}, false, some)
	if len(ways) == 0 || math.Abs(ways[0].s-.9) > .01 || ways[0].votes != 5 {
		t.Errorf("the ways are %+v, want 5 votes for a scale of .9", ways)
	}
}

func TestLinesOfAnotherPatternAreNoCrop(t *testing.T) {
	star := func(points int) image.Image {
		img := image.NewNRGBA(image.Rect(0, 0, 240, 240))
		for i := range img.Pix {
			img.Pix[i] = 255
		}
		for i := range points {
			x0, y0 := 120+110*math.Cos(2*math.Pi*float64(i)/float64(points)), 120+110*math.Sin(2*math.Pi*float64(i)/float64(points))
			j := float64(i) + float64(points)*.4
			x1, y1 := 120+110*math.Cos(2*math.Pi*j/float64(points)), 120+110*math.Sin(2*math.Pi*j/float64(points))
			for s := range 400 {
				f := float64(s) / 400
				img.SetNRGBA(int(x0+(x1-x0)*f), int(y0+(y1-y0)*f), color.NRGBA{0, 0, 0, 255})
			}
		}
		return img
	}
	a, b := thumbOf(t, star(37)), thumbOf(t, star(43))
	way := cropWay{s: 1, votes: 9}
	if c, _, ok := judgeCropWay(a, b, way); ok {
		t.Errorf("a star of 43 points is a part of one of 37: %+v", c)
	}
	if _, _, ok := judgeCropWay(a, a, way); !ok {
		t.Error("a star is no part of itself")
	}
}

func TestAColouredPlaceMakesNoGreyCrop(t *testing.T) {
	grey, edited := greyAndTouched(drawing(3), image.Rect(120, 120, 180, 180), [3]int{60, -20, -40})
	if c, _, ok := judgeCropWay(thumbOf(t, grey), thumbOf(t, edited), cropWay{s: 1, votes: 9}); ok {
		t.Errorf("a grey picture with a coloured place is a crop of it: %+v", c)
	}
}

func TestMatchesWithTheNextRowDoNotPullTheOthersAway(t *testing.T) {
	var a, b described
	var some []match
	add := func(x, y, toX, toY float32) {
		some = append(some, match{uint8(len(a.features)), uint8(len(b.features))})
		a.features = append(a.features, feature{x: x, y: y, sigma: 2})
		b.features = append(b.features, feature{x: toX, y: toY, sigma: 2})
	}
	for i := range 12 {
		x, y := float32(20+15*i), float32(40+16*(i%4))
		add(x, y, x-10, y-5)
		if i%2 == 0 {
			add(x, y, x-10, y-5-8) // the row above
		}
	}
	ways := votes(a, b, false, some)
	if len(ways) == 0 {
		t.Fatal("nothing was voted for")
	}
	if w := ways[0]; math.Abs(w.s-1) > .01 || math.Abs(w.dx-10) > 1 || math.Abs(w.dy-5) > 1 {
		t.Errorf("voted for a scale of %.3f and a shift of %.1f, %.1f; want 1 and 10, 5", w.s, w.dx, w.dy)
	}
}

// reduced is the picture in so few levels of each colour.
func reduced(img *image.NRGBA, levels int) *image.NRGBA {
	out := cutOut(img, img.Rect)
	for i := range out.Pix {
		if i%4 != 3 {
			out.Pix[i] = uint8((int(out.Pix[i])*(levels-1) + 127) / 255 * 255 / (levels - 1))
		}
	}
	return out
}

func TestACropOfWhatTheSurvivorLostGoesToItByACopy(t *testing.T) {
	whole := drawing(3)
	crop := cutOut(whole, image.Rect(40, 50, 250, 260))
	few := reduced(whole, 12)
	if c, _, ok := explainCrop(thumbOf(t, few), thumbOf(t, crop)); ok {
		t.Fatalf("the crop agrees with the picture of few colours: %+v", c)
	}
	pictures := []found{
		{name: "few colours.png", img: few, mode: "rgb", tags: []string{"1girl", "hat"}},
		{name: "whole.png", img: whole, mode: "rgb"},
		{name: "crop.png", img: crop, mode: "rgb"},
		{name: "another.png", img: cutOut(drawing(6), image.Rect(40, 50, 250, 260)), mode: "rgb"},
	}
	got, s := fates(t, scanned(t, pictures), Options{}, "few colours.png", "whole.png", "crop.png", "another.png")
	if got["whole"] != "copy of few colours" || got["crop"] != "crop of few colours" || s.Kept != 2 {
		t.Errorf("kept %d: %v; want the whole picture and its crop to go to the one of few colours", s.Kept, got)
	}
}

// brightened is the picture in strong warm colours, and a part of it so bright that red
// is clipped where the others are not.
func brightened(seed uint64, part image.Rectangle) (whole, crop *image.NRGBA) {
	whole = drawing(seed)
	for i := 0; i < len(whole.Pix); i += 4 {
		c := whole.Pix[i : i+3]
		c[0], c[1], c[2] = uint8(min(255, int(c[0])*3/2)), c[1]/2, uint8(int(c[2])*2/3)
	}
	crop = cutOut(whole, part)
	for i, v := range crop.Pix {
		if i%4 != 3 {
			crop.Pix[i] = uint8(min(int(v)*5/4, 255))
		}
	}
	return whole, crop
}

func TestACropWhoseStrongColoursWereClippedIsFound(t *testing.T) {
	part := image.Rect(40, 50, 250, 260)
	for _, seed := range []uint64{0, 3} {
		whole, crop := brightened(seed, part)
		if c, _, ok := explainCrop(thumbOf(t, whole), thumbOf(t, crop)); !ok {
			t.Errorf("the brighter part of drawing %d is not found: %+v", seed, c)
		}
		other, _ := brightened(seed+1, part)
		if c, _, ok := explainCrop(thumbOf(t, other), thumbOf(t, crop)); ok {
			t.Errorf("the brighter part of drawing %d is found in another: %+v", seed, c)
		}
	}
}
