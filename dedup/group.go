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
	upright   bool // the survivor was chosen for how it stands
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
	apart    map[int32][]int32 // of which a person said that they are not the same
	memory   *memory
	dir      string // for files that memory should not hold

	standsFor map[int32]int32 // how many other pictures of equal pixels
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
	g.standsFor = map[int32]int32{}
	for i, s := range stands {
		if int32(i) != s {
			g.standsFor[s]++
		}
	}
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
	out.sort()
	return out, nil
}

// mustBeStars panics when a picture went to one that went elsewhere itself,
// which would be a mistake in this package.
func (o *outcome) mustBeStars() {
	for i, v := range o.verdicts {
		if o.verdicts[v.survivor].survivor != v.survivor {
			panic(fmt.Sprintf("dedup: picture %d went to %d, which did not survive", i, v.survivor))
		}
	}
}

func (o *outcome) sort() {
	slices.SortFunc(o.links, func(x, y link) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
}

// samePixels lets the best of all pictures of equal pixels stand for them, and
// gives for each picture the one that stands for it. However many there are,
// each is looked at once. Those that are not free to go, or of which a person
// said what they are not, take part in the search like any other.
func (g *grouper) samePixels(out *outcome) []int32 {
	stands := make([]int32, len(g.pictures))
	best := map[[pixelBytes]byte]int32{}
	inReference := map[string]int32{}
	for i := range g.pictures {
		p := &g.pictures[i]
		stands[i] = int32(i)
		if p.standing == ofReference {
			inReference[p.id] = int32(i)
		}
		if p.pixels == ([pixelBytes]byte{}) || !g.options.drops(dataset.ClassPixels) {
			continue
		}
		if had, ok := best[p.pixels]; !ok || compareRank(p, &g.pictures[had]) < 0 {
			best[p.pixels] = int32(i)
		}
	}
	for i := range g.pictures {
		p := &g.pictures[i]
		if p.standing != free || len(g.apart[int32(i)]) > 0 {
			continue
		}
		class, transform := dataset.ClassPixels, "same pixels"
		s, ok := best[p.pixels]
		if same, known := inReference[p.id]; known && g.options.drops(dataset.ClassExact) {
			s, ok, class, transform = same, true, dataset.ClassExact, "same bytes"
		}
		if !ok || s == int32(i) {
			continue
		}
		stands[i] = s
		out.verdicts[i] = verdict{survivor: s, class: class, transform: transform}
		if class == dataset.ClassPixels { // the same bytes are no pair: they have one id
			out.links = append(out.links, link{min(s, int32(i)), max(s, int32(i)), judgement{class: class, transform: transform, reverse: transform}})
		}
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

const (
	leadersByRank   = 3   // pictures of the best rank that may become the centre of a star
	leadersByHash   = 3   // and those whose hashes lie nearest to all others
	nearlyAsLarge   = .97 // of the largest star that a better picture's may have
	failuresAllowed = 100 // pictures compared in vain, the nearest first, before a centre gives up
)

// part is the work on pictures that candidates connect.
type part struct {
	*grouper
	ways     map[[2]int32][]candidate
	partners map[int32][]int32 // the nearest first
	judged   map[[2]int32]judgement
	left     []int32 // by rank
	taken    map[int32]verdict
}

// stars groups one part. The centre of a star is the best picture of those with
// which nearly as many agree as with any: a copy with a border may be large,
// and few others can be laid on it.
func (g *grouper) stars(ctx context.Context, candidates []candidate) ([]link, map[int32]verdict, error) {
	own := *g
	own.fetch = keepLast(g.fetch)
	p := &part{grouper: &own, ways: map[[2]int32][]candidate{}, partners: map[int32][]int32{}, judged: map[[2]int32]judgement{}, taken: map[int32]verdict{}}
	p.connect(candidates)
	done := map[int32]bool{}
	for len(p.left) > 1 {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		centre, star, err := p.next()
		if err != nil {
			return nil, nil, err
		}
		centre, star, turned, err := p.upright(centre, star)
		if err != nil {
			return nil, nil, err
		}
		if star, err = p.withoutRedrawn(centre, star); err != nil {
			return nil, nil, err
		}
		done[centre] = true
		for _, other := range star {
			done[other] = true
			pair := pairOf(centre, other)
			j := p.judged[pair]
			p.taken[other] = verdict{centre, j.class, seenFrom(centre, pair, j), j.distance, turned}
		}
		p.left = slices.DeleteFunc(p.left, func(i int32) bool { return done[i] })
	}
	if err := p.vouch(); err != nil {
		return nil, nil, err
	}
	var links []link
	for pair, j := range p.judged {
		if j.class != "" {
			links = append(links, link{pair[0], pair[1], j})
		}
	}
	return links, p.taken, nil
}

func pairOf(a, b int32) [2]int32 { return [2]int32{min(a, b), max(a, b)} }

func (p *part) byRank(x, y int32) int { return compareRank(&p.pictures[x], &p.pictures[y]) }

func (p *part) connect(candidates []candidate) {
	for start := 0; start < len(candidates); {
		end := start
		for end < len(candidates) && candidates[end].pair() == candidates[start].pair() {
			end++
		}
		c := candidates[start]
		p.ways[c.pair()] = candidates[start:end]
		p.partners[c.a] = append(p.partners[c.a], c.b)
		p.partners[c.b] = append(p.partners[c.b], c.a)
		start = end
	}
	for i, some := range p.partners {
		p.left = append(p.left, i)
		slices.SortFunc(some, func(x, y int32) int {
			return cmp.Or(cmp.Compare(p.gap(i, x), p.gap(i, y)), p.byRank(x, y))
		})
	}
	slices.SortFunc(p.left, p.byRank)
}

// gap is how far apart the hashes of two partners are.
func (p *part) gap(x, y int32) int { return p.ways[pairOf(x, y)][0].handicapped() }

// next is the centre of the next star, and the pictures that go to it.
func (p *part) next() (centre int32, star []int32, err error) {
	if p.pictures[p.left[0]].standing != free {
		// Whoever cannot go takes in what is the same, however few agree.
		star, err = p.star(p.left[0])
		return p.left[0], star, err
	}
	leaders := p.leaders()
	stars := make([][]int32, len(leaders))
	largest := 0
	for i, leader := range leaders {
		if stars[i], err = p.star(leader); err != nil {
			return 0, nil, err
		}
		largest = max(largest, len(stars[i])+1)
	}
	best := -1
	for i, leader := range leaders {
		if float64(len(stars[i])+1) < nearlyAsLarge*float64(largest) {
			continue
		}
		// Of pictures that only their paths tell apart, one is central: what noise, or
		// a stroke of few colours, lies on agrees less closely with all others.
		if best < 0 || sameRank(&p.pictures[leader], &p.pictures[leaders[best]]) && p.apartOf(leader, stars[i]) < p.apartOf(leaders[best], stars[best]) {
			best = i
		}
	}
	return leaders[best], stars[best], nil
}

// apartOf is how far the pictures of a star are from its centre, in the mean.
func (p *part) apartOf(centre int32, star []int32) float64 {
	sum := 0.0
	for _, other := range star {
		sum += p.judged[pairOf(centre, other)].distance
	}
	return sum / float64(max(len(star), 1))
}

// leaders are the pictures, by rank, that may become the centre of the next star.
func (p *part) leaders() []int32 {
	leaders := slices.Clone(p.left[:min(leadersByRank, len(p.left))])
	if len(p.left) <= leadersByRank {
		return leaders
	}
	left := make(map[int32]bool, len(p.left))
	for _, i := range p.left {
		left[i] = true
	}
	nearness := make(map[int32]int, len(p.left))
	for _, i := range p.left {
		for _, other := range p.partners[i] {
			if left[other] {
				nearness[i] += max(96-p.gap(i, other), 1)
			}
		}
	}
	central := slices.Clone(p.left[len(leaders):])
	slices.SortStableFunc(central, func(x, y int32) int { return cmp.Compare(nearness[y], nearness[x]) })
	some := min(leadersByHash, len(central))
	leaders = append(leaders, central[:some]...)
	// Copies that were flattened on several grounds can be laid on a transparent one only.
	if i := slices.IndexFunc(central[some:], func(i int32) bool { return !p.pictures[i].opaque }); i >= 0 && !slices.ContainsFunc(central[:some], func(i int32) bool { return !p.pictures[i].opaque }) {
		leaders = append(leaders, central[some+i])
	}
	slices.SortFunc(leaders, p.byRank)
	return leaders
}

// star is the pictures that are left and may go to centre.
func (p *part) star(centre int32) (star []int32, err error) {
	failures := 0
	for _, other := range p.partners[centre] {
		if _, taken := p.taken[other]; taken || !slices.Contains(p.left, other) {
			continue
		}
		if p.bothOfReference(centre, other) || p.isApart(other, centre, star) {
			continue
		}
		j, err := p.judgeOnce(centre, other)
		if err != nil {
			return nil, err
		}
		switch {
		case p.options.drops(j.class) && p.pictures[other].standing == free:
			star = append(star, other)
		case j.class == "":
			if failures++; failures == failuresAllowed {
				return star, nil
			}
		}
	}
	return star, nil
}

// judgeOnce judges a pair, unless that was done.
func (p *part) judgeOnce(x, y int32) (judgement, error) {
	pair := pairOf(x, y)
	j, known := p.judged[pair]
	if !known {
		var err error
		if j, err = p.judge(pair, p.ways[pair]); err != nil {
			return j, err
		}
		p.judged[pair] = j
	}
	return j, nil
}

// isApart says that a person said of a picture that it is not the same as the
// centre of a star or as one that is in it.
func (p *part) isApart(other, centre int32, star []int32) bool {
	return slices.ContainsFunc(p.apart[other], func(i int32) bool { return i == centre || slices.Contains(star, i) })
}

func (g *grouper) judge(pair [2]int32, ways []candidate) (judgement, error) {
	if p := g.pictures[pair[0]].pixels; p == g.pictures[pair[1]].pixels && p != ([pixelBytes]byte{}) {
		return judgement{class: dataset.ClassPixels, transform: "same pixels", reverse: "same pixels"}, nil
	}
	one, other := &g.pictures[pair[0]], &g.pictures[pair[1]]
	if answer, known := g.memory.recall(one, other, askSame, aboutWays(ways)); known {
		return decodeJudgement(answer), nil
	}
	a, err := g.fetch(pair[0])
	if err != nil {
		return judgement{}, err
	}
	b, err := g.fetch(pair[1])
	if err != nil {
		return judgement{}, err
	}
	j := judge(a, b, ways)
	g.memory.learn(one, other, askSame, aboutWays(ways), j.encode())
	return j, nil
}

// thumbsKept is how many thumbnails stay unpacked: the centre of a star is
// compared with one after the other, and to keep all would take memory without bound.
const thumbsKept = 8

// keepLast fetches what was not among the last that were asked for. It is for
// one goroutine.
func keepLast(fetch thumbs) thumbs {
	type kept struct {
		picture int32
		thumb   *thumb
	}
	var last []kept // the latest at the end
	return func(picture int32) (*thumb, error) {
		i := slices.IndexFunc(last, func(k kept) bool { return k.picture == picture })
		if i < 0 {
			t, err := fetch(picture)
			if err != nil {
				return nil, err
			}
			if len(last) == thumbsKept {
				last = slices.Delete(last, 0, 1)
			}
			last = append(last, kept{picture, t})
			return t, nil
		}
		k := last[i]
		last = append(slices.Delete(last, i, i+1), k)
		return k.thumb, nil
	}
}

// seenFrom is the transform that makes the other picture of a pair from centre.
func seenFrom(centre int32, pair [2]int32, j judgement) string {
	if centre == pair[0] {
		return j.transform
	}
	return j.reverse
}

// families numbers survivors that variants connect: by the smallest of each.
// Pictures of a reference connect none.
func families(pictures []picture, verdicts []verdict, links []link) map[int32]int32 {
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
		if l.class != dataset.ClassVariant || pictures[l.a].standing == ofReference || pictures[l.b].standing == ofReference {
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
			if pictures[i].standing == free {
				moved[i] = some[0]
			}
		}
	}
	for i := range verdicts {
		if to, ok := moved[verdicts[i].survivor]; ok {
			verdicts[i] = verdict{survivor: to, class: dataset.ClassVariant, transform: fmt.Sprintf("beyond the %d best variants", most), distance: 1}
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
