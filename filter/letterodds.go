package filter

import "math"

// letterOdds is how likely the marks of a line are letters, 0–1: the sum of
// small decision trees over its features, through the logistic function.
func letterOdds(line *textLine) float64 {
	trees := rowTrees
	if line.vertical {
		trees = columnTrees
	}
	sum := 0.
	for i := range trees {
		sum += trees[i].value(&line.features)
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

func (t *letterTree) value(f *[lineFeatures]float64) float64 {
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
