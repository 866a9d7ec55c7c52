package filter

import (
	"math"
	"sync"

	"github.com/winnow-data/winnow/internal/lanes"
)

// letterTree is one of those that say how likely the marks of a line are letters.
type letterTree lanes.Tree

// Looks at a line: by itself, and once it is known what is around it, which
// TextContext and lookCloser tell after the features.
const (
	firstLook = iota
	secondLook
)

// forests are the trees of both looks, for rows and for columns.
var forests = sync.OnceValue(func() (all [2][2][]lanes.Tree) {
	for look, trees := range [2][2][]letterTree{{rowTrees, columnTrees}, {rowTreesAgain, columnTreesAgain}} {
		for i := range trees {
			for _, t := range trees[i] {
				all[look][i] = append(all[look][i], lanes.Tree(t))
			}
		}
	}
	return all
})

// ballot gathers lines until there are enough to ask the trees of, and hands out
// the odds that each is letters, 0–1.
type ballot struct {
	trees    [2][]lanes.Tree
	features [2][128][8]float32
	lines    [2][8]int
	n        [2]int
	give     func(line int, odds float64)
}

// ballots keeps memory from picture to picture.
var ballots = sync.Pool{New: func() any { return new(ballot) }}

// ask lets lines be added, and hands out their odds.
func ask(look int, give func(line int, odds float64), lines func(b *ballot)) {
	b := ballots.Get().(*ballot)
	defer ballots.Put(b)
	b.trees, b.n, b.give = forests()[look], [2]int{}, give
	lines(b)
	for way, n := range b.n {
		if n > 0 {
			b.count(way)
		}
	}
	b.give = nil
}

// add takes in a line's number, and its features in several parts.
func (b *ballot) add(line int, vertical bool, parts ...[]float64) {
	way := 0
	if vertical {
		way = 1
	}
	k, i := b.n[way], 0
	for _, part := range parts {
		for _, v := range part {
			b.features[way][i][k] = float32(v)
			i++
		}
	}
	b.lines[way][k] = line
	if b.n[way]++; b.n[way] == len(b.lines[way]) {
		b.count(way)
	}
}

// count puts the sums of the trees through the logistic function.
func (b *ballot) count(way int) {
	var sums [8]float64
	lanes.Trees(&sums, &b.features[way], b.trees[way])
	for k, line := range b.lines[way][:b.n[way]] {
		b.give(line, 1/(1+math.Exp(-sums[k])))
	}
	b.n[way] = 0
}
