package hamming

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	diff "github.com/google/go-cmp/cmp"
)

// exhaustive compares each word with each, but equal ones with the first only.
func exhaustive(words []uint64, radius int) (all []Pair) {
	first := map[uint64]int{}
	for i, w := range words {
		if f, seen := first[w]; seen {
			all = append(all, Pair{int32(f), int32(i), 0})
			continue
		}
		first[w] = i
	}
	for i, x := range words {
		for j := i + 1; j < len(words); j++ {
			if y := words[j]; bits.OnesCount64(x^y) <= radius && first[x] == i && first[y] == j {
				all = append(all, Pair{int32(i), int32(j), uint8(bits.OnesCount64(x ^ y))})
			}
		}
	}
	return all
}

func sorted(pairs []Pair) []Pair {
	slices.SortFunc(pairs, func(x, y Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return pairs
}

func search(t testing.TB, words []uint64, radius, workers, equal int) (all []Pair) {
	t.Helper()
	err := pairs(context.Background(), words, radius, workers, equal, func(some []Pair) error {
		all = append(all, some...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// scattered is n random words; copies of some with up to most bits turned.
func scattered(dice *rand.Rand, n, most int) (words []uint64) {
	for len(words) < n {
		w := dice.Uint64()
		words = append(words, w)
		for range dice.IntN(3) {
			c := w
			for range dice.IntN(most + 1) {
				c ^= 1 << dice.IntN(64)
			}
			words = append(words, c)
		}
	}
	return words
}

// crowded is words as flat pictures have them: most bits are the same in all.
func crowded(dice *rand.Rand, n, free int) (words []uint64) {
	base := dice.Uint64()
	for range n {
		w := base
		for range dice.IntN(free) {
			w ^= 1 << dice.IntN(64)
		}
		words = append(words, w)
	}
	return words
}

func TestEveryPairWithinTheRadiusIsFoundOnce(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	sets := map[string][]uint64{
		"none":              nil,
		"one":               {7},
		"random":            scattered(dice, 500, 0),
		"planted":           scattered(dice, 500, 9),
		"crowded":           crowded(dice, 400, 14),
		"crowded in 20":     nil,
		"few bits":          nil,
		"planted, crowded":  append(scattered(dice, 300, 9), crowded(dice, 400, 20)...),
		"all equal":         slices.Repeat([]uint64{42}, 1000),
		"zeros and all set": {0, ^uint64(0), 0, 1, ^uint64(1)},
	}
	for range 500 {
		sets["few bits"] = append(sets["few bits"], uint64(dice.IntN(1<<13))<<30)
		sets["crowded in 20"] = append(sets["crowded in 20"], uint64(dice.IntN(1<<20)))
	}
	for name, words := range sets {
		for _, radius := range []int{0, 1, 3, 6, 8} {
			for _, equal := range []int{0, 2, 3} {
				want := sorted(exhaustive(words, radius))
				t.Run(fmt.Sprintf("%s, radius %d, %d equal", name, radius, equal), func(t *testing.T) {
					got := search(t, words, radius, 2, equal)
					if pairs := sorted(slices.Clone(got)); !slices.Equal(want, pairs) {
						t.Errorf("%d pairs (-want +got):\n%.2000s", len(got), diff.Diff(want, pairs))
					}
					if one := search(t, words, radius, 1, equal); !slices.Equal(got, one) {
						t.Errorf("one worker gives another order (-two +one):\n%.500s", diff.Diff(got, one))
					}
				})
			}
		}
	}
}

func TestAMillionEqualWordsGiveAMillionPairs(t *testing.T) {
	words := slices.Repeat([]uint64{0xf0f0}, 1_000_000)
	if got := search(t, words, 6, 2, 0); len(got) != len(words)-1 {
		t.Errorf("%d pairs, want %d", len(got), len(words)-1)
	}
}

var words = flag.Int("words", 200_000, "number of words of the benchmark")

// BenchmarkPairs compares designs: 2 equal blocks of 8, 3 of 9, 4 of 10.
func BenchmarkPairs(b *testing.B) {
	dice := rand.New(rand.NewPCG(1, 2))
	set := scattered(dice, *words, 0)[:*words]
	for _, equal := range []int{2, 3, 4} {
		b.Run(fmt.Sprintf("equal=%d", equal), func(b *testing.B) {
			for b.Loop() {
				search(b, set, 6, 2, equal)
			}
		})
	}
}
