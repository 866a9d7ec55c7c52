package dedup

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
)

// planted is n random hashes, and copies of some with a few signs turned: most
// of them among those that are not sure, as in real pictures.
func planted(n int) []node {
	dice := rand.New(rand.NewPCG(3, 3))
	random := func() (h hash) {
		for i := range 4 {
			h.sign[i] = dice.Uint64()
			h.sure[i] = dice.Uint64() | dice.Uint64() | dice.Uint64()
		}
		return h
	}
	var nodes []node
	for i := range n {
		h := random()
		nodes = append(nodes, node{hash: h, picture: int32(2 * i)})
		if i%10 != 0 {
			continue
		}
		for k := range 4 {
			h.sign[k] ^= ^h.sure[k] & dice.Uint64()
		}
		for range dice.IntN(12) {
			at := dice.IntN(256)
			h.sign[at/64] ^= 1 << (at % 64)
		}
		nodes = append(nodes, node{hash: h.in(position(dice.IntN(positions))), picture: int32(2*i + 1)})
	}
	return nodes
}

func TestBandsFindWhatExhaustiveSearchFinds(t *testing.T) {
	nodes := planted(3000)
	most := reach(56)
	index := newBands(nodes, &most)
	var all, found []candidate
	for i := range nodes {
		all = append(all, nearTo(nodes, i, &most)...)
		found = append(found, index.nearTo(i)...)
	}
	all, found = arrange(all), arrange(found)
	hits := 0
	for _, c := range all {
		if slices.Contains(found, c) {
			hits++
		}
	}
	if len(all) < 300 || float64(hits) < .97*float64(len(all)) {
		t.Errorf("the bands found %d of the %d pairs that exhaustive search finds, want at least 97 %%", hits, len(all))
	}
	if extra := len(found) - hits; extra > 0 {
		t.Errorf("the bands found %d pairs that are out of reach", extra)
	}
}

func TestPlaceholdersStayLinear(t *testing.T) {
	nodes := planted(100)
	same := nodes[0].hash
	for i := range exhaustiveMost {
		nodes = append(nodes, node{hash: same, picture: int32(1000 + i)})
	}
	found, err := search(context.Background(), nodes, 56, 1)
	if err != nil {
		t.Fatal(err)
	}
	if most := len(nodes) * (sameHashMost + 2); len(found) > most {
		t.Errorf("%d views of one hash gave %d pairs, want at most %d", exhaustiveMost, len(found), most)
	}
}

func BenchmarkBands(b *testing.B) {
	nodes := planted(100_000)
	most := reach(56)
	for b.Loop() {
		index := newBands(nodes, &most)
		for i := range 1000 {
			index.nearTo(i)
		}
	}
}
