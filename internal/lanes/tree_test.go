package lanes

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Each thing goes to a leaf of its own: its features are the answers.
func TestTrees(t *testing.T) {
	tree := Tree{[7]uint8{5, 6, 6, 127, 127, 127, 127}, [7]float32{1, 2, 3, 4, 5, 6, 7}, [8]float32{10, 20, 30, 40, 50, 60, 70, 80}}
	var features [128][8]float32
	for k := range 8 {
		features[5][k] = float32(1 + k/4)            // at the limit is below
		features[6][k] = float32(2 + k/4 + k/2%2)    // of 2 or of 3
		features[127][k] = float32(4 + k/2 + k%2*10) // of 4 to 7
	}
	features[127][0] = float32(math.Inf(-1))
	features[127][7] = float32(math.NaN()) // is not at most anything
	var sums [8]float64
	Trees(&sums, &features, []Tree{tree, {Leaf: [8]float32{0, 0, 0, 0, 0, 0, 0, .5}}})
	for k, got := range sums {
		want := float64(10 + 10*k)
		if got != want && got != want+.5 {
			t.Errorf("thing %d: %v, want %v and perhaps a half", k, got, want)
		}
	}
}

func TestWideTreesArePlain(t *testing.T) {
	dice := rand.New(rand.NewPCG(5, 6))
	trees := make([]Tree, 50)
	for i := range trees {
		for n := range trees[i].Feature {
			trees[i].Feature[n], trees[i].Limit[n] = uint8(dice.IntN(128)), float32(dice.IntN(5))
		}
		for n := range trees[i].Leaf {
			trees[i].Leaf[n] = dice.Float32() - .5
		}
	}
	var features [128][8]float32
	for i := range features {
		for k := range features[i] {
			features[i][k] = []float32{0, 1, 2, 3.5, 9, float32(math.NaN())}[dice.IntN(6)]
		}
	}
	var sums [8]float64
	Trees(&sums, &features, trees)
	for k := range sums { // alone, by branches
		want := 0.
		for i := range trees {
			n := 0
			for n < 7 {
				if features[trees[i].Feature[n]][k] <= trees[i].Limit[n] {
					n = 2*n + 1
				} else {
					n = 2*n + 2
				}
			}
			want += float64(trees[i].Leaf[n-7])
		}
		if sums[k] != want {
			t.Errorf("thing %d: %v, want %v", k, sums[k], want)
		}
	}
}
