package dedup

import (
	"context"
	"math/bits"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
)

// madeFeatures are pictures of random features, of which some are found again,
// a little changed, in another picture, as it is or mirrored; and one feature
// that most pictures have.
func madeFeatures(dice *rand.Rand, n int) (all []described) {
	random := func() feature {
		f := feature{x: 256 * dice.Float32(), y: 200 * dice.Float32(), sigma: 2 + 3*dice.Float32(), signs: dice.Uint64() >> 1, weak: [mostFlips]uint8{uint8(dice.IntN(8)), uint8(8 + dice.IntN(8)), uint8(16 + dice.IntN(8)), uint8(24 + dice.IntN(8))}}
		return f
	}
	common := random()
	for i := range n {
		d := described{width: 256, height: 200}
		for range 1 + dice.IntN(30) {
			d.features = append(d.features, random())
		}
		if i%3 == 1 { // a crop of the one before
			for _, f := range all[i-1].features {
				if dice.IntN(2) == 0 {
					f.x, f.y, f.sigma = 1.5*f.x-40, 1.5*f.y-30, 1.5*f.sigma
					f.signs ^= 1<<(32+dice.IntN(30)) | 1<<f.weak[0]
					if i%2 == 1 {
						f = f.mirrored(256)
					}
					d.features = append(d.features, f)
				}
			}
		}
		if i%4 != 0 {
			d.features = append(d.features, common)
		}
		all = append(all, d)
	}
	return all
}

// exhaustively compares all features with all.
func exhaustively(all []described) (ways []cropWay) {
	sighted := map[uint32]int{}
	for _, d := range all {
		for _, f := range d.features {
			keys, mirrored := f.keys(flipsOf(len(d.features)))
			for _, k := range append(keys, mirrored...) {
				sighted[k]++
			}
		}
	}
	shared := func(a, b []uint32) bool {
		return slices.ContainsFunc(a, func(k uint32) bool { return sighted[k] <= mostOfKey && slices.Contains(b, k) })
	}
	for i := range all {
		for j := i + 1; j < len(all); j++ {
			for _, mirror := range []bool{false, true} {
				var matches []match // of all near features
				alone, keyed := false, 0
				for p, f := range all[i].features {
					for q, g := range all[j].features {
						apart := f.signs ^ g.signs
						if mirror {
							apart ^= mirrorSigns
						}
						if bits.OnesCount64(apart) > signsApart {
							continue
						}
						fk, fm := f.keys(flipsOf(len(all[i].features)))
						gk, gm := g.keys(flipsOf(len(all[j].features)))
						together := shared(fk, gk)
						if mirror {
							together = shared(fm, gk) || shared(fk, gm)
						}
						matches = append(matches, match{uint8(p), uint8(q)})
						if together {
							alone = alone || bits.OnesCount64(apart) <= signsAlone
							keyed++
						}
					}
				}
				if keyed == 0 || keyed < votesNeeded && !alone && min(len(all[i].features), len(all[j].features)) > fewFeatures {
					continue
				}
				for _, w := range votes(all[i], all[j], mirror, matches) {
					if w.a, w.b = int32(i), int32(j); w.possible(all[i], all[j]) {
						ways = append(ways, w)
					}
				}
			}
		}
	}
	return ways
}

func TestCropsAreFoundInPartsAndByFilesAsByComparingAll(t *testing.T) {
	dice := rand.New(rand.NewPCG(8, 8))
	all := madeFeatures(dice, 180)
	packed := make([][]byte, len(all))
	for i, d := range all {
		packed[i] = d.pack()
	}
	packed[7], all[7].features = nil, nil
	want := exhaustively(all)
	if len(want) < 50 || !slices.ContainsFunc(want, func(w cropWay) bool { return w.mirrored && w.votes > 3 }) {
		t.Fatalf("the features give %d ways only", len(want))
	}
	for _, tt := range []struct {
		name                        string
		workers, sightings, matches int
	}{{"at once", 1, 1 << 20, 1 << 20}, {"in parts", 2, 1 << 11, 1 << 20}, {"by a file", 3, 1 << 12, 50}} {
		dir := t.TempDir()
		s := &cropSearch{packed: packed, workers: tt.workers, dir: dir, sightingsHeld: tt.sightings, matchesHeld: tt.matches}
		got, err := s.run(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if tt.name != "at once" && s.apart == 0 || tt.name == "by a file" && s.end == 0 {
			t.Errorf("%s: it was not (%d bits, %d bytes)", tt.name, s.apart, s.end)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %d ways are not the %d that comparing all gives", tt.name, len(got), len(want))
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%s: %d files were left (%v)", tt.name, len(left), err)
		}
	}
}

func TestCropsSearchedAgainAreThoseOfASearchOfAll(t *testing.T) {
	dice := rand.New(rand.NewPCG(9, 9))
	all := madeFeatures(dice, 158) // the feature that most have is on the brink of saying nothing
	packed, keys := make([][]byte, len(all)), make([]pictureKey, len(all))
	byKey := map[pictureKey][]byte{}
	for i, d := range all {
		packed[i], keys[i] = d.pack(), pictureKey{byte(i), byte(i >> 8)}
		byKey[keys[i]] = packed[i]
	}
	in := make([]bool, len(all))
	for i := range in {
		in[i] = dice.IntN(100) < 94
	}
	var old *cropState
	dir := t.TempDir()
	again, crossed := 0, 0
	for round := range 25 {
		for range min(round, 1) * 6 {
			in[dice.IntN(len(in))] = dice.IntN(100) < 80+20*(round/4%2)
		}
		var nowKeys []pictureKey
		var now [][]byte
		for i, here := range in {
			if here {
				nowKeys, now = append(nowKeys, keys[i]), append(now, packed[i])
			}
		}
		want, _, err := searchCropsAgain(context.Background(), nil, nowKeys, now, nil, 2, dir)
		if err != nil {
			t.Fatal(err)
		}
		got, searched, err := searchCropsAgain(context.Background(), old, nowKeys, now, func(key pictureKey) []byte { return byKey[key] }, 2, dir)
		if err != nil {
			t.Fatal(err)
		}
		if searched < len(now) {
			again++
			if len(want.hot) != len(old.hot) {
				crossed++
			}
		}
		if !slices.Equal(got.ways, want.ways) || !slices.Equal(got.hot, want.hot) || !slices.Equal(got.keys, want.keys) {
			t.Fatalf("round %d: %d ways and %d hot keys, a search of all gives %d and %d", round, len(got.ways), len(got.hot), len(want.ways), len(want.hot))
		}
		if err := got.write(dir); err != nil {
			t.Fatal(err)
		}
		if old, err = readCropState(dir); err != nil || old == nil || !slices.Equal(old.ways, got.ways) || !slices.Equal(old.hot, got.hot) || !slices.Equal(old.keys, got.keys) {
			t.Fatalf("round %d: what was written is not what is read (%v)", round, err)
		}
	}
	if again < 20 || crossed < 3 {
		t.Errorf("only %d of 25 rounds searched less than all, and in %d did keys begin or cease to say something", again, crossed)
	}
}

func TestOneVoteOfFewFeaturesMustBeNearerAmongMany(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 3))
	few, rich := described{width: 256, height: 192}, described{width: 256, height: 192}
	for i := range 60 {
		f := feature{x: 4 * float32(i), y: 3 * float32(i), sigma: 3, signs: dice.Uint64() >> 1, weak: [mostFlips]uint8{0, 1, 2, 3}}
		rich.features = append(rich.features, f)
	}
	seen := rich.features[30]
	seen.x, seen.y = seen.x-20, seen.y-10
	for bit := range fewBits + 1 {
		seen.signs ^= 1 << (40 + bit)
	}
	few.features = []feature{seen}
	found := func(pictures int) []cropWay {
		packed := [][]byte{rich.pack(), few.pack()}
		return pairWays(packed, []uint64{matchWord(0, 1, false, 30, 0)}, demandOf(pictures))
	}
	if ways := found(1000); len(ways) != 1 || ways[0].votes != 1 || ways[0].dx != 20 || ways[0].dy != 10 {
		t.Errorf("among few pictures the ways are %+v, want the shift (20, 10)", ways)
	}
	if ways := found(1_000_000); len(ways) != 0 {
		t.Errorf("among a million pictures a match that differs by %d bits gives %+v", fewBits+1, ways)
	}
	few.features[0].signs ^= 1 << 40
	if ways := found(1_000_000); len(ways) != 1 {
		t.Errorf("among a million pictures a match that differs by %d bits gives %+v", fewBits, ways)
	}
	few.features[0].x -= 200 // so that two thirds of the one picture lie beside the other
	if ways := found(1000); len(ways) != 0 {
		t.Errorf("a way on which neither picture lies within the other was kept: %+v", ways)
	}
}
