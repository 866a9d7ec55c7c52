package filter

import "math"

// letterWeights are of a logistic regression over the features of lines, with
// its constant last. `winnow bench filter --fit` prints them.
var letterWeights = [2][lineFeatures + 1]float64{
	{2, -4, -8, 0, -3, 0, -3, -1, -2, -1, -1, .5, 0, 1, -1},
	{2, -6, -8, 0, -3, 0, -3, -1, -2, -1, -2, -.5, 0, 1, -2},
}

// letterOdds is how likely the marks of a line are letters, 0–1.
func letterOdds(line *textLine) float64 {
	weights := &letterWeights[0]
	if line.vertical {
		weights = &letterWeights[1]
	}
	sum := weights[lineFeatures]
	for i, f := range line.features {
		sum += weights[i] * f
	}
	return 1 / (1 + math.Exp(-sum))
}
