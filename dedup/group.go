package dedup

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/pool"
)

// verdict is where a picture ended: with the survivor that it was verified
// against, or alone.
type verdict struct {
	survivor  int32 // its own number when it stays
	class     dataset.Class
	transform string
	distance  float64
}

// link is a verified pair.
type link struct {
	a, b int32
	judgement
}

// outcome is what grouping found.
type outcome struct {
	verdicts []verdict
	links    []link // a < b, sorted
}

// thumbs fetches the thumbnail of a picture by number. It is called by several
// goroutines.
type thumbs func(picture int32) (*thumb, error)

// grouper puts pictures into stars.
type grouper struct {
	pictures []picture
	options  Options
	fetch    thumbs
}

// group verifies the candidates, which are sorted by pair, and makes the stars:
// the best picture takes in all that are verified to be the same as it, then
// the best of those that are left, and so on. Parts that no candidate connects
// are worked on at the same time.
func (g *grouper) group(ctx context.Context, candidates []candidate, progress dataset.Progress) (outcome, error) {
	n := len(g.pictures)
	out := outcome{verdicts: make([]verdict, n)}
	for i := range out.verdicts {
		out.verdicts[i].survivor = int32(i)
	}
	stands := g.samePixels(&out)
	parts := partsOf(n, candidates, stands)
	total := int64(len(parts))
	type result struct {
		links    []link
		verdicts map[int32]verdict
		err      error
	}
	inputs := func(yield func([]candidate, error) bool) {
		for _, p := range parts {
			if !yield(p, nil) {
				return
			}
		}
	}
	work := func(ctx context.Context, part []candidate) (r result) {
		r.links, r.verdicts, r.err = g.stars(ctx, part)
		return r
	}
	done := int64(0)
	emit := func(_ []candidate, r result) error {
		if r.err != nil {
			return r.err
		}
		out.links = append(out.links, r.links...)
		for i, v := range r.verdicts {
			out.verdicts[i] = v
		}
		done++
		progress.Report(Stage, done, total, 0)
		return nil
	}
	if err := pool.Ordered(ctx, g.options.Workers, inputs, work, emit); err != nil {
		return outcome{}, err
	}
	// Those of equal pixels go where the one that stood for them went.
	for i, s := range stands {
		if v := out.verdicts[s]; int32(i) != s && v.survivor != s {
			out.verdicts[i] = v
		}
	}
	slices.SortFunc(out.links, func(x, y link) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	return out, nil
}

// samePixels lets the best of all pictures of equal pixels stand for them, and
// gives for each picture the one that stands for it. However many there are,
// each is looked at once.
func (g *grouper) samePixels(out *outcome) []int32 {
	stands := make([]int32, len(g.pictures))
	best := map[[pixelBytes]byte]int32{}
	for i := range g.pictures {
		p := &g.pictures[i]
		stands[i] = int32(i)
		if p.pixels == ([pixelBytes]byte{}) || !g.options.drops(dataset.ClassPixels) {
			continue
		}
		if had, ok := best[p.pixels]; !ok || compareRank(p, &g.pictures[had]) < 0 {
			best[p.pixels] = int32(i)
		}
	}
	for i := range g.pictures {
		s, ok := best[g.pictures[i].pixels]
		if !ok || s == int32(i) {
			continue
		}
		stands[i] = s
		out.verdicts[i] = verdict{s, dataset.ClassPixels, "same pixels", 0}
		out.links = append(out.links, link{min(s, int32(i)), max(s, int32(i)), judgement{class: dataset.ClassPixels, transform: "same pixels"}})
	}
	return stands
}

// partsOf splits candidates into parts that share no picture, each sorted by
// pair. Pictures that another stands for take no part.
func partsOf(n int, candidates []candidate, stands []int32) [][]candidate {
	root := make([]int32, n)
	for i := range root {
		root[i] = int32(i)
	}
	find := func(i int32) int32 {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	takesPart := func(c candidate) bool { return stands[c.a] == c.a && stands[c.b] == c.b }
	for _, c := range candidates {
		if takesPart(c) {
			a, b := find(c.a), find(c.b)
			root[max(a, b)] = min(a, b)
		}
	}
	at := map[int32]int{}
	var parts [][]candidate
	for _, c := range candidates {
		if !takesPart(c) {
			continue
		}
		r := find(c.a)
		i, ok := at[r]
		if !ok {
			i = len(parts)
			at[r] = i
			parts = append(parts, nil)
		}
		parts[i] = append(parts[i], c)
	}
	return parts
}

// stars groups one part.
func (g *grouper) stars(ctx context.Context, part []candidate) ([]link, map[int32]verdict, error) {
	ways := map[[2]int32][]candidate{}
	partners := map[int32][]int32{}
	for start := 0; start < len(part); {
		end := start
		for end < len(part) && part[end].pair() == part[start].pair() {
			end++
		}
		c := part[start]
		ways[c.pair()] = part[start:end]
		partners[c.a] = append(partners[c.a], c.b)
		partners[c.b] = append(partners[c.b], c.a)
		start = end
	}
	byRank := func(x, y int32) int { return compareRank(&g.pictures[x], &g.pictures[y]) }
	var centres []int32
	for i := range partners {
		centres = append(centres, i)
	}
	slices.SortFunc(centres, byRank)
	taken := map[int32]verdict{}
	var links []link
	for _, centre := range centres {
		if _, ok := taken[centre]; ok {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		for _, other := range partners[centre] {
			if _, ok := taken[other]; ok || byRank(other, centre) < 0 {
				continue
			}
			pair := [2]int32{min(centre, other), max(centre, other)}
			j, err := g.judge(pair, ways[pair])
			if err != nil {
				return nil, nil, err
			}
			if j.class == "" {
				continue
			}
			links = append(links, link{pair[0], pair[1], j})
			if g.options.drops(j.class) {
				taken[other] = verdict{centre, j.class, seenFrom(centre, pair, j), j.distance}
			}
		}
	}
	return links, taken, nil
}

func (g *grouper) judge(pair [2]int32, ways []candidate) (judgement, error) {
	if p := g.pictures[pair[0]].pixels; p == g.pictures[pair[1]].pixels && p != ([pixelBytes]byte{}) {
		return judgement{class: dataset.ClassPixels, transform: "same pixels"}, nil
	}
	a, err := g.fetch(pair[0])
	if err != nil {
		return judgement{}, err
	}
	b, err := g.fetch(pair[1])
	if err != nil {
		return judgement{}, err
	}
	return judge(a, b, ways), nil
}

// seenFrom is the transform that makes the other picture of a pair from centre.
func seenFrom(centre int32, pair [2]int32, j judgement) string {
	if centre == pair[0] {
		return j.transform
	}
	return j.reverse
}

// families numbers survivors that variants connect: by the smallest of each.
func families(verdicts []verdict, links []link) map[int32]int32 {
	root := map[int32]int32{}
	var find func(i int32) int32
	find = func(i int32) int32 {
		r, ok := root[i]
		if !ok || r == i {
			return i
		}
		r = find(r)
		root[i] = r
		return r
	}
	for _, l := range links {
		if l.class != dataset.ClassVariant {
			continue
		}
		a, b := find(verdicts[l.a].survivor), find(verdicts[l.b].survivor)
		root[a], root[b] = a, b
		if a != b {
			root[max(a, b)] = min(a, b)
		}
	}
	out := map[int32]int32{}
	for i := range root {
		out[i] = find(i)
	}
	// A family of one is none: its variants were all merged into it.
	size := map[int32]int{}
	for _, r := range out {
		size[r]++
	}
	for i, r := range out {
		if size[r] < 2 {
			delete(out, i)
		}
	}
	return out
}

// capFamilies leaves the best of each family, at most so many, and merges the
// rest into the best of all as variants.
func capFamilies(pictures []picture, verdicts []verdict, family map[int32]int32, most int) {
	if most <= 0 {
		return
	}
	members := map[int32][]int32{}
	for i, r := range family {
		members[r] = append(members[r], i)
	}
	moved := map[int32]int32{}
	for _, some := range members {
		slices.SortFunc(some, func(x, y int32) int { return compareRank(&pictures[x], &pictures[y]) })
		for _, i := range some[min(most, len(some)):] {
			moved[i] = some[0]
		}
	}
	for i := range verdicts {
		if to, ok := moved[verdicts[i].survivor]; ok {
			verdicts[i] = verdict{to, dataset.ClassVariant, fmt.Sprintf("beyond the %d best variants", most), 1}
		}
	}
}

// finite is d, or 1 for an infinite one, which no table holds.
func finite(d float64) float64 {
	if math.IsInf(d, 0) || math.IsNaN(d) {
		return 1
	}
	return d
}
