package filter

import "math"

// letterOdds is how likely the marks of a line are letters, 0–1, by themselves.
func letterOdds(vertical bool, features []float64) float64 {
	if vertical {
		return oddsBy(columnTrees, features)
	}
	return oddsBy(rowTrees, features)
}

// lettersAgain is the same once it is known what is around the line, which
// TextContext has after the features.
func lettersAgain(vertical bool, features []float64) float64 {
	if vertical {
		return oddsBy(columnTreesAgain, features)
	}
	return oddsBy(rowTreesAgain, features)
}

// oddsBy is the sum of small decision trees, through the logistic function.
func oddsBy(trees []letterTree, features []float64) float64 {
	var f [128]float32
	for i, v := range features {
		f[i] = float32(v)
	}
	sum := 0.
	for i := range trees {
		sum += float64(trees[i].value(&f))
	}
	return 1 / (1 + math.Exp(-sum))
}

// letterTree asks three questions one after the other: node n leads to 2n+1
// below or at the limit, to 2n+2 above it; the last eight are leaves.
type letterTree struct {
	feature [7]uint8
	limit   [7]float32
	leaf    [8]float32
}

// value asks without branches, which would be guessed wrong half of the time.
func (t *letterTree) value(f *[128]float32) float32 {
	n := 2 - t.atMost(f, 0)
	n = 2*n + 2 - t.atMost(f, n)
	n = 2*n + 2 - t.atMost(f, n)
	return t.leaf[n-len(t.feature)]
}

// atMost is 1 where the feature of a node is at or below its limit, else 0.
func (t *letterTree) atMost(f *[128]float32, node int) int {
	below := 0
	if f[t.feature[node]&127] <= t.limit[node] {
		below = 1
	}
	return below
}
