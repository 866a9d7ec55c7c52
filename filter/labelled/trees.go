package labelled

import (
	"math"
	"slices"
)

// tree asks three questions: node n leads to 2n+1 at or below the limit and to
// 2n+2 above it; the last eight nodes are leaves.
type tree struct {
	feature [7]int
	limit   [7]float64
	leaf    [8]float64
}

// example is a row of features, its truth, and how much it counts.
type example struct {
	x      []float64
	y      float64 // 0-1
	weight float64
}

// Growth of the trees, after Friedman's gradient boosting with second-order
// steps: many small steps generalise better than few large ones.
const (
	treeCount = 400
	treeRate  = .1
	treeBins  = 48
	treeLeast = 1. // of the second derivatives in a leaf, beside shrinkage
)

// grow fits trees to examples.
func grow(examples []example) []tree {
	edges := edgesOf(examples)
	bins := binned(examples, edges)
	sums := make([]float64, len(examples))
	slope, bend := make([]float64, len(examples)), make([]float64, len(examples))
	var trees []tree
	for range treeCount {
		for i := range examples {
			p := 1 / (1 + math.Exp(-sums[i]))
			slope[i], bend[i] = examples[i].weight*(p-examples[i].y), examples[i].weight*p*(1-p)
		}
		t := growOne(bins, edges, slope, bend)
		for i := range examples {
			sums[i] += t.value(examples[i].x)
		}
		trees = append(trees, t)
	}
	return trees
}

func edgesOf(examples []example) [][]float64 {
	n := len(examples[0].x)
	edges := make([][]float64, n)
	values := make([]float64, len(examples))
	for k := range n {
		for i := range examples {
			values[i] = examples[i].x[k]
		}
		slices.Sort(values)
		for b := 1; b < treeBins; b++ {
			edges[k] = append(edges[k], float64(float32(values[b*len(values)/treeBins])))
		}
		edges[k] = slices.Compact(edges[k])
	}
	return edges
}

func binned(examples []example, edges [][]float64) [][]uint8 {
	bins := make([][]uint8, len(examples))
	for i := range examples {
		bins[i] = make([]uint8, len(edges))
		for k, v := range examples[i].x {
			at, _ := slices.BinarySearch(edges[k], v)
			bins[i][k] = uint8(at)
		}
	}
	return bins
}

func growOne(bins [][]uint8, edges [][]float64, slope, bend []float64) (t tree) {
	var members [15][]int32 // the examples of each node
	members[0] = make([]int32, len(bins))
	for i := range members[0] {
		members[0][i] = int32(i)
	}
	var all [7]sums
	all[0] = sumsOf(bins, slope, bend, members[0], len(edges))
	for node := range t.feature {
		feature, bin := all[node].bestSplit(edges)
		t.feature[node], t.limit[node] = feature, math.Inf(1)
		if bin >= 0 {
			t.limit[node] = edges[feature][bin]
		}
		low, high := 2*node+1, 2*node+2
		for _, i := range members[node] {
			at := low
			if bin >= 0 && int(bins[i][feature]) > bin {
				at = high
			}
			members[at] = append(members[at], i)
		}
		if high < len(all) {
			if len(members[low]) > len(members[high]) {
				low, high = high, low
			}
			all[low] = sumsOf(bins, slope, bend, members[low], len(edges))
			all[high] = all[node].without(all[low])
		}
	}
	for l := range t.leaf {
		var g, h float64
		for _, i := range members[l+7] {
			g, h = g+slope[i], h+bend[i]
		}
		t.leaf[l] = -treeRate * g / (h + treeLeast)
	}
	return t
}

// sums are those of slopes and of bends, of the examples of a node in each bin of
// each feature.
type sums [][2 * treeBins]float64

func sumsOf(bins [][]uint8, slope, bend []float64, members []int32, features int) sums {
	s := make(sums, features)
	for _, i := range members {
		g, h := slope[i], bend[i]
		for k, b := range bins[i] {
			s[k][2*b] += g
			s[k][2*b+1] += h
		}
	}
	return s
}

// without is what one of two children leaves to the other.
func (s sums) without(child sums) sums {
	rest := make(sums, len(s))
	for k := range s {
		for b := range s[k] {
			rest[k][b] = s[k][b] - child[k][b]
		}
	}
	return rest
}

// bestSplit of a node gives bin -1 when nothing is gained.
func (s sums) bestSplit(edges [][]float64) (feature, bin int) {
	var g, h float64
	for b := range treeBins {
		g, h = g+s[0][2*b], h+s[0][2*b+1]
	}
	gain := func(g, h float64) float64 { return g * g / (h + treeLeast) }
	best := 1e-9
	bin = -1
	for k := range s {
		var lg, lh float64
		for b := range edges[k] {
			lg, lh = lg+s[k][2*b], lh+s[k][2*b+1]
			if lh < treeLeast || h-lh < treeLeast {
				continue
			}
			if won := gain(lg, lh) + gain(g-lg, h-lh) - gain(g, h); won > best {
				best, feature, bin = won, k, b
			}
		}
	}
	return feature, bin
}

func (t *tree) value(x []float64) float64 {
	n := 0
	for n < len(t.feature) {
		if x[t.feature[n]] <= t.limit[n] {
			n = 2*n + 1
		} else {
			n = 2*n + 2
		}
	}
	return t.leaf[n-len(t.feature)]
}

func total(trees []tree, x []float64) float64 {
	sum := 0.
	for i := range trees {
		sum += trees[i].value(x)
	}
	return sum
}
