package dedup

import (
	"slices"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

func TestWhatTheBestPictureFindsRedrawnLeavesTheStar(t *testing.T) {
	// Centre 1 is of few pixels, so that 2 and 3 look the same beside it. Beside the
	// better picture 0 one place of 2 stands out; with 3 it is never compared.
	near, redrawn := judgement{class: dataset.ClassCopy, distance: .2}, judgement{class: dataset.ClassVariant, distance: 1, redrawn: true}
	star := func(protect standing) (*part, []int32) {
		p := &part{grouper: &grouper{pictures: make([]picture, 4)}, ways: map[[2]int32][]candidate{},
			judged: map[[2]int32]judgement{{0, 1}: near, {1, 2}: near, {1, 3}: near, {0, 2}: redrawn}}
		for pair := range p.judged {
			p.ways[pair] = []candidate{{a: pair[0], b: pair[1]}}
		}
		for i := range p.pictures {
			p.pictures[i].id, p.pictures[i].quality = string(rune('a'+i)), 90-10*i
		}
		p.pictures[1].standing = protect
		kept, err := p.withoutRedrawn(1, []int32{0, 2, 3})
		if err != nil {
			t.Fatal(err)
		}
		return p, kept
	}
	for _, protect := range []standing{free, protected} {
		p, kept := star(protect)
		if !slices.Equal(kept, []int32{0, 3}) {
			t.Errorf("%v stay in the star, want 0 and 3", kept)
		}
		if j := p.judged[[2]int32{1, 2}]; j.class != dataset.ClassVariant || j.distance != 1 {
			t.Errorf("centre and redrawn picture are %+v, want a variant", j)
		}
	}
}
