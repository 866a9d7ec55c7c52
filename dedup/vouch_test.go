package dedup

import (
	"image"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// laidOut is the picture enlarged to w×h, each side for itself.
func laidOut(img *image.NRGBA, w, h int) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			out.SetNRGBA(x, y, img.NRGBAAt(x*img.Rect.Dx()/w, y*img.Rect.Dy()/h))
		}
	}
	return out
}

func TestACopyVouchesForWhatTheCentreDoesNotAgreeWith(t *testing.T) {
	whole := blots(5, 300, 300)
	redrawn := cutOut(whole, whole.Rect)
	for i := range 30 * 30 {
		redrawn.SetNRGBA(130+i%30, 130+i/30, whole.NRGBAAt(10, 10))
	}
	ws := scanned(t, []found{
		{name: "wide.png", img: laidOut(whole, 312, 300), mode: "rgb"},
		{name: "whole.png", img: whole, mode: "rgb"},
		{name: "tall.png", img: laidOut(whole, 300, 314), mode: "rgb"},
		{name: "redrawn.png", img: laidOut(redrawn, 300, 314), mode: "rgb"},
	})
	got, s := fates(t, ws, Options{Protect: `path == "wide.png"`}, "wide.png", "whole.png", "tall.png", "redrawn.png")
	for _, name := range []string{"whole", "tall"} {
		if got[name] != "copy of wide" {
			t.Errorf("%s is %q, want a copy of wide: the whole picture agrees closely with both", name, got[name])
		}
	}
	if got["redrawn"] != "" || s.Kept != 2 {
		t.Errorf("the redrawn one is %q and %d are kept, want it and the wide one", got["redrawn"], s.Kept)
	}
}

func TestNoChainGoesByTwoVouchers(t *testing.T) {
	// Centre 0 has copies 1 and 2; 3 agrees with 1, and 4 with 3 alone.
	near, far := judgement{class: dataset.ClassCopy, distance: .2}, judgement{}
	p := &part{grouper: &grouper{pictures: make([]picture, 5), options: Options{}.withDefaults()}, ways: map[[2]int32][]candidate{}, partners: map[int32][]int32{},
		judged: map[[2]int32]judgement{{0, 1}: near, {0, 2}: near, {1, 3}: near, {3, 4}: near, {0, 3}: far, {0, 4}: far, {1, 4}: far, {2, 3}: far, {2, 4}: far},
		taken:  map[int32]verdict{1: {survivor: 0, class: dataset.ClassCopy, distance: .2}, 2: {survivor: 0, class: dataset.ClassCopy, distance: .2}}}
	for pair := range p.judged {
		p.ways[pair] = []candidate{{a: pair[0], b: pair[1]}}
		p.partners[pair[0]] = append(p.partners[pair[0]], pair[1])
		p.partners[pair[1]] = append(p.partners[pair[1]], pair[0])
	}
	for i := range p.pictures {
		p.pictures[i].id = string(rune('a' + i))
	}
	if err := p.vouch(); err != nil {
		t.Fatal(err)
	}
	if p.taken[3].survivor != 0 || p.taken[3].class != dataset.ClassCopy {
		t.Errorf("picture 3 went to %+v, want 0", p.taken[3])
	}
	if v, gone := p.taken[4]; gone {
		t.Errorf("picture 4 went to %+v by a picture that had a voucher itself", v)
	}
}

func TestTheTransparentCopyVouchesForWhatWasFlattenedOnAColour(t *testing.T) {
	// Centre 0 has lost its colour and its transparency, as have its copies 1 to 3, the
	// nearest to 5; the transparent 4 can be laid on the ground of 5.
	near, far := judgement{class: dataset.ClassCopy, distance: .2}, judgement{}
	for want, step := range map[dataset.Class]float64{dataset.ClassGrey: .5, "": .7} {
		p := &part{grouper: &grouper{pictures: make([]picture, 6), options: Options{}.withDefaults()}, ways: map[[2]int32][]candidate{}, partners: map[int32][]int32{},
			judged: map[[2]int32]judgement{{0, 5}: far, {1, 5}: far, {2, 5}: far, {3, 5}: far, {4, 5}: {class: dataset.ClassCopy, distance: step}},
			taken: map[int32]verdict{1: {survivor: 0, class: near.class}, 2: {survivor: 0, class: near.class}, 3: {survivor: 0, class: near.class},
				4: {survivor: 0, class: dataset.ClassGrey, distance: .9}}}
		for i := range int32(5) {
			p.ways[pairOf(i, 5)] = []candidate{{a: i, b: 5}}
			p.partners[5] = append(p.partners[5], i)
		}
		for i := range p.pictures {
			p.pictures[i].id, p.pictures[i].opaque = string(rune('a'+i)), i != 4
		}
		if err := p.vouch(); err != nil {
			t.Fatal(err)
		}
		if got := p.taken[5].class; got != want {
			t.Errorf("at a distance of %.1f from a copy that is far from the centre it is %q, want %q", step, got, want)
		}
	}
}
