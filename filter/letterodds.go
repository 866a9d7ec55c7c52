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
	sum := 0.
	for i := range trees {
		sum += trees[i].value(features)
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

func (t *letterTree) value(f []float64) float64 {
	n := 0
	for n < len(t.feature) {
		if float32(f[t.feature[n]]) <= t.limit[n] {
			n = 2*n + 1
		} else {
			n = 2*n + 2
		}
	}
	return float64(t.leaf[n-len(t.feature)])
}
