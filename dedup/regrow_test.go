package dedup

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// crowded is planted hashes, and crowds: of one hash, of one word, and of flat
// drawings that look much alike.
func crowded(n int) []folded {
	dice := rand.New(rand.NewPCG(5, 5))
	m := made{dice: dice}
	var all []folded
	nodes, _ := planted(n, 10)
	for _, node := range nodes {
		all = append(all, node.hash)
	}
	same, word, flat := all[1], all[3], m.flat()
	for range n / 20 {
		h := word
		h.sign[1] ^= 1 << dice.IntN(64) // odd across: the word stays
		all = append(all, same, m.copyOf(h), m.turn(flat, dice.IntN(7)))
	}
	for range n / 20 { // nearly symmetric drawings and their copies
		h := m.hash()
		for i, w := range h.transpose().sign {
			h.sign[i] &= w
		}
		h = m.turn(h, 4)
		all = append(all, h, h)
	}
	for range n / 5 { // copies of copies, so that many are near
		of := all[dice.IntN(len(all))]
		all = append(all, m.copyOf(of).in(position(dice.IntN(positions))), m.turn(of, dice.IntN(50)))
	}
	dice.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

func TestAForestThatIsClimbedAgainFindsWhatOneFromScratchDoes(t *testing.T) {
	dice := rand.New(rand.NewPCG(6, 6))
	all := crowded(1000)
	most := reach(72)
	in := make([]bool, len(all))
	for i := range in {
		in[i] = dice.IntN(10) > 0
	}
	var old *nearState
	var oldPairs map[[2]pictureKey]bool
	again, lost, gained := 0, 0, 0
	for round := range 12 {
		for range min(round, 1) * len(all) / 25 {
			in[dice.IntN(len(in))] = round%2 == 0
		}
		var nodes []node
		var keys []pictureKey
		was := map[pictureKey]bool{}
		if old != nil {
			for _, k := range old.keys {
				was[k] = true
			}
		}
		for i, here := range in {
			if !here {
				continue
			}
			keys = append(keys, pictureKey{byte(i), byte(i >> 8)})
			nodes = append(nodes, node{hash: all[i], picture: int32(i)})
			if i%5 == 0 { // another view
				nodes = append(nodes, node{hash: all[(i+1)%len(all)], picture: int32(i), view: 1})
			}
		}
		grown := func(old *nearState) (*nearState, int) {
			f := newForest(nodes, &most)
			f.stems, f.stemBits = 1, 2 // so that buckets are taken apart, and few meet again
			s, n, err := f.growAgain(context.Background(), old, keys, 2)
			if err != nil {
				t.Fatal(err)
			}
			return s, n
		}
		want, _ := grown(nil)
		got, searched := grown(old)
		if !slices.Equal(got.pairs, want.pairs) {
			t.Fatalf("round %d: %d pairs, from scratch %d", round, len(got.pairs), len(want.pairs))
		}
		if searched < len(nodes)/5 {
			again++
		}
		pairs := map[[2]pictureKey]bool{}
		for _, p := range want.pairs {
			pair := [2]pictureKey{keys[want.pictures[p>>32]], keys[want.pictures[uint32(p)]]}
			pairs[pair] = true
			if was[pair[0]] && was[pair[1]] && !oldPairs[pair] {
				gained++
			}
		}
		is := map[pictureKey]bool{}
		for _, k := range keys {
			is[k] = true
		}
		for pair := range oldPairs {
			if is[pair[0]] && is[pair[1]] && !pairs[pair] {
				lost++
			}
		}
		old, oldPairs = got, pairs
	}
	if again < 9 || lost == 0 || gained == 0 {
		t.Errorf("%d of 12 rounds searched few; of pairs that stayed %d were lost and %d gained: too little was tested", again, lost, gained)
	}
}

func TestWhatWasNearIsKeptAndMadeAnewWhenDamaged(t *testing.T) {
	dir := t.TempDir()
	all := crowded(600)
	most := reach(56)
	setOf := func(n int) (keys []pictureKey, nodes []node) {
		for i := range n {
			keys = append(keys, pictureKey{byte(i), byte(i >> 8)})
			nodes = append(nodes, node{hash: all[i], picture: int32(i)})
		}
		return keys, nodes
	}
	for _, tt := range []struct {
		name   string
		n      int
		radius int
		before func(path string) error
		all    bool
	}{
		{"at first", 500, 56, func(string) error { return nil }, true},
		{"with some more", 510, 56, func(string) error { return nil }, false},
		{"with none more", 510, 56, func(string) error { return nil }, false},
		{"with fewer", 500, 56, func(string) error { return nil }, false},
		{"cut short", 510, 56, func(path string) error { return os.Truncate(path, 20_000) }, true},
		{"by another radius", 510, 48, func(string) error { return nil }, true},
		{"gone", 510, 48, os.Remove, true},
	} {
		if err := tt.before(nearStatePath(dir)); err != nil {
			t.Fatal(err)
		}
		keys, nodes := setOf(tt.n)
		most = reach(tt.radius)
		near, err := nearby(context.Background(), nodes, &most, 2)
		if err != nil {
			t.Fatal(err)
		}
		want, err := waysOfAll(context.Background(), nodes, near, &most, 2)
		if err != nil {
			t.Fatal(err)
		}
		got, searched, err := searchKept(context.Background(), keys, nodes, tt.radius, 2, dir)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) || len(want) < 300 {
			t.Errorf("%s: %d candidates, want %d", tt.name, len(got), len(want))
		}
		if (searched == tt.n) != tt.all {
			t.Errorf("%s: %d of %d were searched with all others", tt.name, searched, tt.n)
		}
	}
}

func TestALargeSetIsDecidedAgainAsFromScratch(t *testing.T) {
	defer func(most int) { exhaustiveMost = most }(exhaustiveMost)
	exhaustiveMost = 0
	all := familyOf(1)
	for seed := range uint64(20) {
		all = append(all, printedOf(fmt.Sprintf("%d.png", seed), blots(seed, 40, 30)))
	}
	ws := dataset.Workspace{Dir: t.TempDir()}
	for _, n := range []int{1, 0} {
		put(t, ws, all[n:])
		got, _ := decided(t, ws)
		if n == 0 && !sameTables(got, scratch(t, all)) {
			t.Errorf("with one more, the tables are not those of a run from scratch")
		}
		state, err := readNearState(ws.Dir, Options{}.withDefaults().Radius)
		if err != nil || state == nil || len(state.keys) != len(all)-n || len(state.pairs) == 0 {
			t.Errorf("without the first %d, what is near was not kept (%v)", n, err)
		}
	}
}
