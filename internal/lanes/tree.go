package lanes

// Tree is a decision tree that asks three questions one after the other: node n
// leads to 2n+1 where its feature is at or below its limit, else to 2n+2; the last
// eight are leaves.
type Tree struct {
	Feature [7]uint8 // below 128
	Limit   [7]float32
	Leaf    [8]float32
}

// Trees sets sums to what trees say, added in their order, of eight things, whose
// features are beside one another.
func Trees(sums *[8]float64, features *[128][8]float32, trees []Tree) {
	if sumTrees(sums, features, trees) {
		return
	}
	*sums = [8]float64{}
	for i := range trees {
		t := &trees[i]
		for k := range sums {
			n := 2 - t.atMost(features, 0, k)
			n = 2*n + 2 - t.atMost(features, n, k)
			n = 2*n + 2 - t.atMost(features, n, k)
			sums[k] += float64(t.Leaf[n-len(t.Feature)])
		}
	}
}

// atMost is 1 where the feature of a node is at or below its limit, else 0: a branch
// would be guessed wrong half of the time.
func (t *Tree) atMost(features *[128][8]float32, node, k int) int {
	below := 0
	if features[t.Feature[node]&127][k] <= t.Limit[node] {
		below = 1
	}
	return below
}
