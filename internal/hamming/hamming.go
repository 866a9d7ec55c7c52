// Package hamming finds all pairs among millions of 64-bit words that differ in
// few bits: exactly, for deduplicating by hashes.
//
// If two words differ in at most r bits and the 64 bits are cut into r + e
// blocks, at least e blocks are equal. So it is enough to compare words that
// agree in some e blocks: for each way to choose e of them, the words are put
// into buckets by these blocks and compared within each bucket. Which of two
// sizes, e and hence the width of the blocks, costs least follows from the
// number of words. For n = 10⁷ and r = 6, in comparisons of two words and in
// times that a word is moved into a bucket:
//
//	blocks × bits, equal    ways   comparisons   moves
//	7 × 9.1   1                7     6 · 10¹¹        7
//	8 × 8     2               28     2 · 10¹⁰       35
//	9 × 7.1   3               84     2 · 10⁹       119
//	10 × 6.4  4              210     2 · 10⁸       329
//
// A comparison takes about 1 ns and a move 2 to 4, so three equal blocks of nine
// it is. The other known designs compare more: 4 bands of 16 bits, each looked
// up with every one of its bits flipped (17 keys), 5 · 10¹⁰; 3 bands of 21 bits
// with up to two flips (232 keys) 2 · 10¹⁰, each by a look-up that misses the
// cache. Of the designs here, 8 × 8 was measured too: see the benchmarks.
//
// The buckets are made one block after the other, in the order of the blocks:
// those of the first fit the second-level cache, those of the second the first,
// and the workers share out the former. Buckets in which more words agree than
// chance would explain, as hashes of flat pictures do, are cut again into
// narrower blocks of the bits that are left.
package hamming

import (
	"context"
	"iter"
	"math"
	"math/bits"
	"slices"
	"sync"

	"github.com/winnow-data/winnow/internal/pool"
)

// Pair is two words by their index, A < B, and the bits in which they differ.
type Pair struct {
	A, B     int32
	Distance uint8
}

// Pairs finds every pair of different words that differ in at most radius bits,
// and hands them to emit in parts, each pair once, in an order that depends on
// the words alone. Words that are equal are paired with the first of them only,
// which stands for them in all other pairs: so a million equal words give a
// million pairs. Memory is some 25 bytes a word, and what a part holds.
func Pairs(ctx context.Context, words []uint64, radius, workers int, emit func([]Pair) error) error {
	return pairs(ctx, words, radius, workers, 0, emit)
}

// pairs is Pairs with a number of equal blocks, or 0 for the best.
func pairs(ctx context.Context, words []uint64, radius, workers, equal int, emit func([]Pair) error) error {
	distinct, first, same := unique(words)
	if err := emit(same); err != nil {
		return err
	}
	all := make([]uint8, 64)
	for i := range all {
		all[i] = uint8(63 - i)
	}
	d := design(all, len(distinct), radius, equal)
	scratch := sync.Pool{New: func() any { return &searcher{radius: radius} }}
	spread := make([]uint64, len(distinct))
	var ends []int
	for block := range d.blocks[:radius+1] {
		ends = d.spread(block, distinct, spread, ends)
		buckets := func(yield func([]uint64, error) bool) {
			start := 0
			for _, end := range ends {
				if end-start > 1 && !yield(spread[start:end], nil) {
					return
				}
				start = end
			}
		}
		work := func(_ context.Context, bucket []uint64) []found {
			s := scratch.Get().(*searcher)
			defer scratch.Put(s)
			s.found = nil
			s.enter(d, block, bucket)
			return s.found
		}
		hand := func(_ []uint64, some []found) error {
			part := make([]Pair, len(some))
			for i, f := range some {
				a, b := at(distinct, first, f.x), at(distinct, first, f.y)
				part[i] = Pair{min(a, b), max(a, b), uint8(bits.OnesCount64(f.x ^ f.y))}
			}
			if len(part) == 0 {
				return nil
			}
			return emit(part)
		}
		if err := pool.Ordered(ctx, workers, iter.Seq2[[]uint64, error](buckets), work, hand); err != nil {
			return err
		}
	}
	return nil
}

// found is a pair of words.
type found struct{ x, y uint64 }

func at(distinct []uint64, first []int32, word uint64) int32 {
	i, _ := slices.BinarySearch(distinct, word)
	return first[i]
}

// unique is the different words in order, the index of the first of each, and
// the pairs of the others with it.
func unique(words []uint64) (distinct []uint64, first []int32, same []Pair) {
	order := make([]int32, len(words))
	const topBits = 12
	var ends [1<<topBits + 1]int
	for _, w := range words {
		ends[w>>(64-topBits)+1]++
	}
	for i := 1; i < len(ends); i++ {
		ends[i] += ends[i-1]
	}
	starts := ends
	for i, w := range words {
		top := w >> (64 - topBits)
		order[starts[top]] = int32(i)
		starts[top]++
	}
	distinct, first = make([]uint64, 0, len(words)), make([]int32, 0, len(words))
	type entry struct {
		word  uint64
		index int32
	}
	var bucket []entry
	for top := range 1 << topBits {
		bucket = bucket[:0]
		for _, i := range order[ends[top]:ends[top+1]] {
			bucket = append(bucket, entry{words[i], i})
		}
		slices.SortFunc(bucket, func(a, b entry) int {
			switch {
			case a.word < b.word:
				return -1
			case a.word > b.word:
				return 1
			}
			return int(a.index - b.index)
		})
		for _, e := range bucket {
			if n := len(distinct); n > 0 && distinct[n-1] == e.word {
				same = append(same, Pair{first[n-1], e.index, 0})
				continue
			}
			distinct, first = append(distinct, e.word), append(first, e.index)
		}
	}
	return distinct, first, same
}

// plan is how bits are cut into blocks, and in how many of them two words must
// agree to be compared.
type plan struct {
	blocks []uint64 // masks
	equal  int
	left   []uint8 // all bits of the plan
	keys   int     // bits of a bucket's number
	cost   float64 // estimated nanoseconds
}

// Estimated nanoseconds on a machine of 2024.
const (
	compareCost = 1.0
	moveCost    = 3.0
	widestKey   = 11 // more buckets at once than that thrash the cache
	mostEqual   = 5
)

// design picks the plan for n words over those bits, by its cost.
func design(over []uint8, n, radius, equal int) (best plan) {
	best.cost = math.Inf(1)
	for e := 1; e <= mostEqual && radius+e <= len(over); e++ {
		if equal != 0 && e != equal {
			continue
		}
		keys := min(len(over)/(radius+e), widestKey)
		cost, ways := 0.0, 1.0
		for d := 1; d <= e; d++ {
			ways *= float64(radius+d) / float64(d)
			cost += ways * float64(n) * moveCost
		}
		cost += ways * float64(n) * float64(n) / 2 * math.Exp2(-float64(e*keys)) * compareCost
		if cost < best.cost {
			best = plan{equal: e, left: over, keys: keys, cost: cost}
		}
	}
	if best.equal == 0 {
		return best
	}
	m := radius + best.equal
	for i := range m {
		var mask uint64
		for _, bit := range over[i*len(over)/m : (i+1)*len(over)/m] {
			mask |= 1 << bit
		}
		best.blocks = append(best.blocks, mask)
	}
	return best
}

// spread puts the words into buckets by a block, in to, and gives where each
// bucket ends, in ends if it is long enough. Words that differ in the block may
// share a bucket; words that agree always do.
func (d *plan) spread(block int, words, to []uint64, ends []int) []int {
	ends = slices.Grow(ends[:0], 1<<d.keys+1)[:1<<d.keys+1]
	clear(ends)
	mask, shift := d.blocks[block], 64-d.keys
	for _, w := range words {
		ends[w&mask*golden>>shift+1]++
	}
	for i := 1; i < len(ends); i++ {
		ends[i] += ends[i-1]
	}
	for _, w := range words {
		key := w & mask * golden >> shift
		to[ends[key]] = w
		ends[key]++
	}
	return ends[:1<<d.keys]
}

// golden is 2⁶⁴ over the golden ratio: a product with it spreads any bits evenly
// over the upper ones.
const golden = 0x9e3779b97f4a7c15

// searcher is the work of one goroutine.
type searcher struct {
	radius  int
	found   []found
	agree   uint64   // bits in which the words of the bucket agree
	differ  []uint64 // blocks passed over: pairs that agree in one of them are found elsewhere
	buffers [][]uint64
	ends    [][]int
	depth   int
}

// enter works on a bucket of words that agree in a block of a plan.
func (s *searcher) enter(d plan, block int, bucket []uint64) {
	s.agree, s.differ = 0, s.differ[:0]
	s.within(d, 0, block, 1, bucket)
}

// within notes what the words of a bucket have in common, and goes on: the
// blocks from the last one before it up to it are passed over.
func (s *searcher) within(d plan, from, block, equal int, bucket []uint64) {
	agree, passed := s.agree, len(s.differ)
	s.agree |= d.blocks[block]
	s.differ = append(s.differ, d.blocks[from:block]...)
	s.descend(d, block+1, equal, bucket)
	s.agree, s.differ = agree, s.differ[:passed]
}

// few words are compared at once.
const few = 24

// descend compares the words of a bucket, which agree in so many blocks, or
// puts them into smaller ones by each block from next on.
func (s *searcher) descend(d plan, next, equal int, bucket []uint64) {
	if len(bucket) <= few {
		s.compare(bucket)
		return
	}
	if equal == d.equal {
		s.refine(d, bucket)
		return
	}
	for block := next; block <= s.radius+equal; block++ {
		s.split(d, next, block, equal+1, bucket)
	}
}

func (s *searcher) split(d plan, from, block, equal int, bucket []uint64) {
	if s.depth == len(s.buffers) {
		s.buffers, s.ends = append(s.buffers, nil), append(s.ends, nil)
	}
	depth := s.depth
	s.buffers[depth] = slices.Grow(s.buffers[depth][:0], len(bucket))
	to := s.buffers[depth][:len(bucket)]
	ends := d.spread(block, bucket, to, s.ends[depth])
	s.ends[depth] = ends
	s.depth++
	start := 0
	for _, end := range ends {
		if end-start > 1 {
			s.within(d, from, block, equal, to[start:end])
		}
		start = end
	}
	s.depth--
}

// refine compares the words of a bucket that agree in all blocks that they need
// to. A bucket that is much larger than chance would make it is cut by the bits
// that are left, if that really leaves less than half of the work: so crowded
// words never cost more than comparing each with each would.
func (s *searcher) refine(d plan, bucket []uint64) {
	n := float64(len(bucket))
	brute := n * n / 2 * compareCost
	if brute < worthRefining {
		s.compare(bucket)
		return
	}
	left := slices.DeleteFunc(slices.Clone(d.left), func(bit uint8) bool { return s.agree>>bit&1 != 0 })
	finer := design(left, len(bucket), s.radius, 1)
	if finer.equal == 0 || s.crowding(finer, bucket) > brute/2 {
		s.compare(bucket)
		return
	}
	for block := range finer.blocks {
		s.split(finer, 0, block, 1, bucket)
	}
}

// worthRefining is nanoseconds of comparing from which it is.
const worthRefining = 50_000

// crowding is what comparing the words within the buckets of each block would
// cost, in nanoseconds.
func (s *searcher) crowding(d plan, bucket []uint64) (cost float64) {
	counts := make([]int, 1<<d.keys)
	for _, mask := range d.blocks {
		clear(counts)
		for _, w := range bucket {
			counts[w&mask*golden>>(64-d.keys)]++
		}
		for _, n := range counts {
			cost += float64(n) * float64(n) / 2 * compareCost
		}
		cost += float64(len(bucket)) * moveCost
	}
	return cost
}

// compare finds the pairs of a bucket that belong to it.
func (s *searcher) compare(bucket []uint64) {
	for i, x := range bucket {
		for _, y := range bucket[i+1:] {
			if bits.OnesCount64(x^y) <= s.radius && s.here(x^y) {
				s.found = append(s.found, found{x, y})
			}
		}
	}
}

// here says that a pair of that difference is found in this bucket alone: it
// agrees in its blocks, and in none that were passed over.
func (s *searcher) here(difference uint64) bool {
	if difference&s.agree != 0 {
		return false
	}
	for _, block := range s.differ {
		if difference&block == 0 {
			return false
		}
	}
	return true
}
