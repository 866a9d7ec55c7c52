package export

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/digits"
)

// goal is a target with shares, made ready to be met.
type goal struct {
	at        int // of the target
	by        string
	order     int                // among all goals
	values    []string           // those with a share, sorted
	cells     map[string][]int   // of each value
	shares    map[string]float64 // of known values, and of otherValue; they add up to 1
	tolerance float64
	counts    map[string]int // of images
}

// newGoal settles what share each value is to have, given those that occur.
func newGoal(at int, t Target, images []chosen) (goal, []string) {
	g := goal{at: at, by: t.By, shares: map[string]float64{}, tolerance: t.Tolerance, counts: map[string]int{}}
	counts := g.counts
	for _, c := range images {
		counts[c.values[at]]++
	}
	var notes []string
	note := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	asked := t.Shares
	if len(asked) == 0 {
		asked = map[string]float64{}
		for value := range counts {
			if value != unknownValue {
				asked[value] = 1
			}
		}
		if n := counts[unknownValue]; n > 0 {
			note("%s whose %s is unknown %s left out: %s cannot be balanced", digits.Count(int64(n), "image"), t.By, digits.Form(int64(n), "was", "were"), digits.Form(int64(n), "it", "they"))
		}
	} else if text := unnamed(t, counts); text != "" {
		note("%s", text)
	}
	total, there := 0.0, 0.0
	for _, value := range slices.Sorted(maps.Keys(asked)) {
		total += asked[value]
		if counts[value] == 0 && asked[value] > 0 {
			note("no image has %s %s: its share goes to the others", t.By, value)
			continue
		}
		there += asked[value]
		g.shares[value] = asked[value]
	}
	if rest := 1 - total; rest > roundingShare && len(t.Shares) > 0 {
		if others := othersOf(t, counts); others == 0 {
			note("no image has another %s: what the shares leave of 1 goes to the named ones", t.By)
		} else {
			g.shares[otherValue] = rest
			there += rest
		}
	}
	for value := range g.shares {
		g.shares[value] /= there
	}
	g.values = slices.Sorted(maps.Keys(g.shares))
	return g, notes
}

// roundingShare is what shares may lack of 1 and still be all: three thirds are
// written as 0.333.
const roundingShare = .005

// othersOf is how many images have none of the values with a share.
func othersOf(t Target, counts map[string]int) (n int) {
	for value, k := range counts {
		if _, named := t.Shares[value]; !named {
			n += k
		}
	}
	return n
}

// unnamed tells of the images that have none of the values with a share, when
// the shares leave nothing to them.
func unnamed(t Target, counts map[string]int) string {
	sum, left := 0.0, othersOf(t, counts)
	var names []string
	for _, value := range slices.Sorted(maps.Keys(counts)) {
		if _, named := t.Shares[value]; !named {
			names = append(names, value)
		}
	}
	for _, value := range slices.Sorted(maps.Keys(t.Shares)) {
		sum += t.Shares[value]
	}
	if left == 0 || sum < 1-roundingShare {
		return ""
	}
	slices.SortStableFunc(names, func(a, b string) int { return counts[b] - counts[a] })
	list := strings.Join(names[:min(len(names), 5)], ", ")
	if len(names) > 5 {
		list += ", …"
	}
	return fmt.Sprintf("%s with another %s (%s) %s left out: the shares add up to 1 without %s", digits.Count(int64(left), "image"), t.By, list,
		digits.Form(int64(left), "was", "were"), digits.Form(int64(left), "it", "them"))
}

// value is what an image counts as for the goal.
func (g goal) value(c chosen) string {
	value := c.values[g.at]
	if _, named := g.shares[value]; named {
		return value
	}
	return otherValue
}

// cells are the images by their values under all goals at once.
type cells struct {
	goals  []goal
	keys   []string
	values [][]string // by cell, of each goal that was asked for
	have   []float64  // images of the cell
	most   []float64  // times that they may be seen
}

func newCells(goals []goal, members map[string][]int, repeats int) *cells {
	c := &cells{goals: goals, keys: slices.Sorted(maps.Keys(members))}
	for i := range goals {
		goals[i].cells = map[string][]int{}
	}
	for n, key := range c.keys {
		count := float64(len(members[key]))
		c.have = append(c.have, count)
		c.most = append(c.most, count*float64(repeats))
		c.values = append(c.values, strings.Split(key, "\x00"))
		for i, value := range c.values[n] {
			goals[i].cells[value] = append(goals[i].cells[value], n)
		}
	}
	return c
}

// solution is how often each cell is to be seen.
type solution struct {
	seen   []int
	unmet  []goal // that cannot hold with the former ones
	with   string // names of the former ones
	scarce string // the cells that keep the set from being larger
}

// solve finds the largest set that meets the goals, and among such sets the one
// that changes the proportions of everything else least. A goal that cannot
// hold together with the former ones is put aside.
func (c *cells) solve() solution {
	var s solution
	all := c.goals
	c.goals = nil
	for _, g := range all {
		c.goals = append(c.goals, g)
		if _, ok := c.largest(); !ok {
			c.goals = c.goals[:len(c.goals)-1]
			s.unmet = append(s.unmet, g)
		}
	}
	var names []string
	for _, g := range c.goals {
		names = append(names, g.by)
	}
	s.with = strings.Join(names, ", ")
	if len(c.goals) == 0 {
		s.seen = whole(c.have)
		return s
	}
	total, _ := c.largest()
	seen, _ := c.meet(total)
	s.seen = whole(seen)
	s.scarce = c.scarcest(seen, total)
	return s
}

// largest is the greatest number of times that images can be seen in one pass
// while all goals hold, but no more than are needed for every image to be
// seen; false when not even a small set holds.
func (c *cells) largest() (float64, bool) {
	high := 0.0
	for _, g := range c.goals {
		for value, share := range g.shares {
			if share > 0 {
				high = max(high, c.sum(g, value, c.have)/share)
			}
		}
	}
	for _, g := range c.goals {
		for value, share := range g.shares {
			if share > 0 {
				high = min(high, c.sum(g, value, c.most)/(share*(1-g.tolerance)))
			}
		}
	}
	if _, ok := c.meet(high); ok {
		return high, high >= 1
	}
	low := 0.0
	for high-low > max(.25, high*1e-4) {
		middle := (low + high) / 2
		if _, ok := c.meet(middle); ok {
			low = middle
		} else {
			high = middle
		}
	}
	return low, low >= 1
}

func (c *cells) sum(g goal, value string, of []float64) (sum float64) {
	for _, i := range g.cells[value] {
		sum += of[i]
	}
	return sum
}

const (
	// near is how far, in parts of the wanted number, a share may be off
	// before whole numbers are made of it.
	near = .004
	// rounds of meet at most; every patience rounds it must have come closer.
	rounds   = 400
	patience = 40
)

// meet looks for counts of cells that add up to total and hold the goals, as
// near as can be to the proportions that are there (least Kullback-Leibler
// divergence, by exact ascent in one multiplier after the other). It says
// whether they hold.
func (c *cells) meet(total float64) ([]float64, bool) {
	factors := make([]map[string]float64, len(c.goals))
	for k, g := range c.goals {
		factors[k] = map[string]float64{}
		for _, value := range g.values {
			factors[k][value] = 1
		}
	}
	before := math.Inf(1)
	for round := range rounds {
		worst := 0.0
		for k, g := range c.goals {
			for _, value := range g.values {
				worst = max(worst, c.adjust(factors, k, value, total))
			}
		}
		if worst < near/4 {
			break
		}
		if round%patience == patience-1 {
			if worst > before*.9 {
				break
			}
			before = worst
		}
	}
	seen := make([]float64, len(c.have))
	for i := range seen {
		seen[i] = min(c.weight(i, factors, -1), c.most[i])
	}
	return seen, c.holds(seen, total)
}

// weight is what a cell counts before its bound, under the factors of all
// goals but one.
func (c *cells) weight(i int, factors []map[string]float64, but int) float64 {
	w := c.have[i]
	for k, g := range c.goals {
		if k == but {
			continue
		}
		f, wanted := factors[k][c.value(i, g)]
		if !wanted {
			return 0 // nobody asked for that value
		}
		w *= f
	}
	return w
}

// value is that of a cell for a goal.
func (c *cells) value(i int, g goal) string { return c.values[i][g.order] }

// adjust sets the factor of a value so that its share holds, and returns how
// far it was off, in parts of the wanted number.
func (c *cells) adjust(factors []map[string]float64, k int, value string, total float64) float64 {
	g := c.goals[k]
	of := g.cells[value]
	weights, bounds := make([]float64, len(of)), make([]float64, len(of))
	for j, i := range of {
		weights[j], bounds[j] = c.weight(i, factors, k), c.most[i]
	}
	before := clipped(weights, bounds, factors[k][value])
	low, high := g.bounds(value, total)
	// Within a tolerance the factor is 1: the goal does not press.
	switch neutral := clipped(weights, bounds, 1); {
	case neutral < low:
		factors[k][value] = scaleTo(weights, bounds, low)
	case neutral > high:
		factors[k][value] = scaleTo(weights, bounds, high)
	default:
		factors[k][value] = 1
	}
	return max(0, low-before, before-high) / max(high, 1)
}

// bounds are between which the count of a value may be.
func (g goal) bounds(value string, total float64) (low, high float64) {
	return g.shares[value] * total * (1 - g.tolerance), g.shares[value] * total * (1 + g.tolerance)
}

// clipped is the sum of weights times factor, each within its bound.
func clipped(weights, bounds []float64, factor float64) (sum float64) {
	for i, w := range weights {
		sum += min(w*factor, bounds[i])
	}
	return sum
}

// scaleTo is the factor at which the clipped sum is want, or a very large one
// when it cannot be.
func scaleTo(weights, bounds []float64, want float64) float64 {
	const huge = 1e12
	if want <= 0 {
		return 0
	}
	if clipped(weights, bounds, huge) <= want {
		return huge
	}
	low, high := 0.0, 1.0
	for clipped(weights, bounds, high) < want {
		low, high = high, high*4
	}
	for range 50 {
		if middle := (low + high) / 2; clipped(weights, bounds, middle) < want {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// holds says whether every share is met, but for a small part of it.
func (c *cells) holds(seen []float64, total float64) bool {
	for _, g := range c.goals {
		for value := range g.shares {
			low, high := g.bounds(value, total)
			slack := near*2*high + 1e-6
			if sum := c.sum(g, value, seen); sum < low-slack || sum > high+slack {
				return false
			}
		}
	}
	return true
}

// scarcest names the cells of which every image is seen as often as it may be,
// and which keep the set from being larger.
func (c *cells) scarcest(seen []float64, total float64) string {
	for _, g := range c.goals {
		for _, value := range g.values {
			low, _ := g.bounds(value, total)
			if most := c.sum(g, value, c.most); most > 0 && most <= low*1.01 {
				return fmt.Sprintf("%s %s %s", have(c.sum(g, value, c.have)), g.by, value)
			}
		}
	}
	best, at := 0.0, -1
	for i := range seen {
		if seen[i] >= c.most[i]*.99 && c.most[i] > best {
			best, at = c.most[i], i
		}
	}
	if at < 0 || slices.Max(seen) == 0 {
		return ""
	}
	var parts []string
	for _, g := range c.goals {
		parts = append(parts, g.by+" "+c.value(at, g))
	}
	return fmt.Sprintf("%s %s, and all of them are taken", have(c.have[at]), strings.Join(parts, " and "))
}

// have begins a sentence about n images.
func have(n float64) string {
	return digits.Commas(int64(n)) + " " + digits.Form(int64(n), "image has", "images have")
}

// whole rounds counts so that their sum is kept: the largest fractions are
// rounded up.
func whole(counts []float64) []int {
	n := make([]int, len(counts))
	order := make([]int, len(counts))
	sum, rounded := 0.0, 0
	for i, v := range counts {
		n[i], order[i] = int(math.Floor(v+1e-9)), i
		sum += v
		rounded += n[i]
	}
	slices.SortStableFunc(order, func(a, b int) int {
		fa, fb := counts[a]-float64(n[a]), counts[b]-float64(n[b])
		switch {
		case fa > fb:
			return -1
		case fa < fb:
			return 1
		}
		return a - b
	})
	for _, i := range order[:min(max(0, int(math.Round(sum))-rounded), len(order))] {
		if counts[i]-float64(n[i]) > 1e-6 {
			n[i]++
		}
	}
	return n
}
