package dedup

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
)

// planted is n random hashes, and copies of one in so many with a few signs turned: most
// of them among those that are not sure, as in real pictures.
func planted(n, every int) (nodes []node, hashes []hash) {
	dice := rand.New(rand.NewPCG(3, 3))
	random := func() (h hash) {
		for i := range 4 {
			h.sign[i] = dice.Uint64()
			h.sure[i] = dice.Uint64() | dice.Uint64() | dice.Uint64()
		}
		return h
	}
	add := func(h hash, picture int) {
		nodes, hashes = append(nodes, node{hash: h.fold(), picture: int32(picture)}), append(hashes, h)
	}
	for i := range n {
		h := random()
		add(h, 2*i)
		if i%every != 0 {
			continue
		}
		for k := range 4 {
			h.sign[k] ^= ^h.sure[k] & dice.Uint64()
		}
		for range dice.IntN(12) {
			at := dice.IntN(256)
			h.sign[at/64] ^= 1 << (at % 64)
		}
		add(h.in(position(dice.IntN(positions))), 2*i+1)
	}
	return nodes, hashes
}

func TestTheForestFindsWhatExhaustiveSearchFinds(t *testing.T) {
	nodes, _ := planted(1500, 4)
	most := reach(56)
	var all, found []candidate
	for i := range nodes {
		all = append(all, nearTo(nodes, i, &most)...)
	}
	near, err := nearby(context.Background(), nodes, &most, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range near {
		found = append(found, waysOf(&nodes[p>>32], &nodes[uint32(p)], &most)...)
	}
	all, found = arrange(all), arrange(found)
	hits := 0
	for _, c := range all {
		if slices.Contains(found, c) {
			hits++
		}
	}
	if len(all) < 300 || float64(hits) < .99*float64(len(all)) {
		t.Errorf("the forest found %d of the %d pairs that exhaustive search finds, want at least 99 %%", hits, len(all))
	}
	if extra := len(found) - hits; extra > 0 {
		t.Errorf("the forest found %d pairs that are out of reach", extra)
	}
	for _, workers := range []int{0, 1, 7} {
		other, err := nearby(context.Background(), nodes, &most, workers)
		if err != nil || !slices.Equal(other, near) {
			t.Errorf("%d workers find other pairs than two (%v)", workers, err)
		}
	}
}

func TestNearInSomePositionIsWhatTheDistancesSay(t *testing.T) {
	most := reach(72)
	_, hashes := planted(300, 10)
	for i := range hashes {
		for j := range i {
			a, b := hashes[i], hashes[j]
			want := false
			for _, p := range []position{0, 1, 2, 3} {
				turned := a.in(p)
				differ, of := turned.distance(&b)
				want = want || differ <= most[of]
			}
			fa, fb := a.fold(), b.fold()
			if got := fa.near(&fb, &most); got != want {
				t.Fatalf("nodes %d and %d: near %t, want %t", i, j, got, want)
			}
		}
	}
}

func TestPlaceholdersStayLinear(t *testing.T) {
	defer func(most int) { exhaustiveMost = most }(exhaustiveMost)
	exhaustiveMost = 3000
	nodes, _ := planted(100, 10)
	same := nodes[0].hash
	for i := range 10 * exhaustiveMost {
		nodes = append(nodes, node{hash: same, picture: int32(1000 + i)})
	}
	found, err := search(context.Background(), nodes, 56, 1)
	if err != nil {
		t.Fatal(err)
	}
	if most := len(nodes)*sameHashStar + sameHashMost*(sameHashMost+100); len(found) > most {
		t.Errorf("%d views of one hash gave %d pairs, want at most %d", 10*exhaustiveMost, len(found), most)
	}
}

func TestFoldedHashesTurnAsHashesDo(t *testing.T) {
	_, hashes := planted(50, 10)
	for i, h := range hashes {
		turned := h.in(4)
		folded := h.fold()
		other := hashes[(i+1)%len(hashes)]
		otherFolded := other.fold()
		for p := range position(positions) {
			inPosition, foldedSo := h.in(p), folded.in(p)
			differ, of := inPosition.distance(&other)
			if gotDiffer, gotOf := foldedSo.distance(&otherFolded); gotDiffer != differ || gotOf != of {
				t.Fatalf("folded, %d of %d signs differ in position %d, want %d of %d", gotDiffer, gotOf, p, differ, of)
			}
		}
		if got, want := folded.transpose(), turned.fold(); got != want {
			t.Fatalf("transposed after folding %x, before %x", got, want)
		}
		for v := range uint8(16) {
			for u := range uint8(16) {
				if h.sign.bit(16*v+u) != turned.sign.bit(16*u+v) {
					t.Fatalf("frequency (%d, %d) is not that of (%d, %d) transposed", u, v, v, u)
				}
				if word := folded.sign[v%2*2+u%2]; uint32(word>>(v/2*8+u/2)&1) != h.sign.bit(16*v+u) {
					t.Fatalf("frequency (%d, %d) is folded to another place", u, v)
				}
			}
		}
	}
}

func (m *matrix) bit(at uint8) uint32 { return uint32(m[at>>6] >> (at & 63) & 1) }
