package dedup

import (
	"cmp"
	"context"
	"math/bits"
	"math/rand/v2"
	"slices"

	"github.com/winnow-data/winnow/internal/pool"
)

// Sets of more views than exhaustiveMost are not compared each with each, but
// by a forest of random bits. Of each view one word of 63 bits is taken that
// mirroring does not change: the signs of the frequencies that are even in both
// directions, 0 where they are not sure. The word of the transposed view goes
// along, so that a pair in any of the eight positions has two words that nearly
// agree.
//
// A tree puts the words into buckets by a few random bits, then by more, until
// a bucket holds few; they are compared with each other by the word, and by the
// whole hashes where that is near. Words of which a share p of the bits differ
// meet in one tree with probability (1−p)^depth, and depth follows the logarithm
// of the number of words: so trees enough find all pairs that are near, most of
// those that are not so near, and do not care whether flat pictures crowd in a
// corner, for a crowd is only taken apart by more bits. Bands of fixed bits,
// which this replaces, found 87 % of the pairs of the labelled set.
//
// The trees of one stem share their first bits: these buckets, made once, fit
// the cache, and are what the workers share out.
const (
	exhaustiveMost = 20_000
	stems          = 32
	treesOfStem    = 8
	stemBits       = 11
	branchBits     = 5
	leafMost       = 16 // words of a bucket that are compared each with each
	wordRadius     = 17 // bits of 63 within which the hashes are compared
	sameHashMost   = 40 // views of one hash that are compared with others
	sameHashStar   = 4  // of which any more are compared with so many
	sameWordMost   = 64 // views of one word that are compared each with each
)

// evenBits are the places in a matrix of the frequencies that are even in both
// directions; the first is the mean, which is left out.
var evenBits = func() (places [64]uint8) {
	for v := range 8 {
		for u := range 8 {
			places[v*8+u] = uint8(2*v*hashFreqs + 2*u)
		}
	}
	return places
}()

// words are those of the hash and of the transposed one.
func (h *hash) words() (word, transposed uint64) {
	for i, at := range evenBits {
		bit := uint64(h.sign.bit(at) & h.sure.bit(at))
		word |= bit << i
		transposed |= bit << (i%8*8 + i/8)
	}
	return word &^ 1, transposed &^ 1
}

func (m *matrix) bit(at uint8) uint32 { return uint32(m[at>>6] >> (at & 63) & 1) }

// forest is an index of nodes by their words.
type forest struct {
	nodes  []node
	most   *[257]int
	words  []uint64 // distinct, in order
	starts []int32  // of each word among members
	member []int32  // node·2, and 1 more for the transposed word
}

// pairs of nodes, the lesser number in the upper half.
type nodePair uint64

func nodePairOf(i, j int32) nodePair { return nodePair(min(i, j))<<32 | nodePair(max(i, j)) }

// nearby finds pairs of nodes that are near in some position, each once, in order.
func nearby(ctx context.Context, nodes []node, most *[257]int, workers int) ([]nodePair, error) {
	f := &forest{nodes: nodes, most: most}
	all := f.index(representatives(nodes))
	for stem := range uint64(stems) {
		found, err := f.climb(ctx, stem, workers)
		if err != nil {
			return nil, err
		}
		slices.Sort(found)
		all = slices.Compact(mergeSorted(all, slices.Compact(found)))
	}
	return all, nil
}

func mergeSorted(a, b []nodePair) []nodePair {
	out := make([]nodePair, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0] <= b[0] {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// representatives are the first nodes of each hash, and the pairs of all others
// of that hash with some of them.
func representatives(nodes []node) (first []int32, pairs []nodePair) {
	order := make([]int32, len(nodes))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(x, y int32) int {
		return cmp.Or(compareHashes(&nodes[x].hash, &nodes[y].hash), cmp.Compare(x, y))
	})
	for len(order) > 0 {
		n := 1
		for n < len(order) && nodes[order[n]].hash == nodes[order[0]].hash {
			n++
		}
		for k, i := range order[:n] {
			to := order[:min(k, sameHashMost)]
			if k >= sameHashMost {
				to = order[:sameHashStar]
			}
			for _, j := range to {
				if nodes[i].picture != nodes[j].picture {
					pairs = append(pairs, nodePairOf(i, j))
				}
			}
		}
		first = append(first, order[:min(n, sameHashMost)]...)
		order = order[n:]
	}
	slices.Sort(pairs)
	return first, pairs
}

func compareHashes(a, b *hash) int {
	for i := range a.sign {
		if c := cmp.Compare(a.sign[i], b.sign[i]); c != 0 {
			return c
		}
	}
	for i := range a.sure {
		if c := cmp.Compare(a.sure[i], b.sure[i]); c != 0 {
			return c
		}
	}
	return 0
}

// index sorts the words of those nodes, and adds to the pairs those of one word.
func (f *forest) index(of []int32, pairs []nodePair) []nodePair {
	type entry struct {
		word   uint64
		member int32
	}
	entries := make([]entry, 0, 2*len(of))
	for _, i := range of {
		word, transposed := f.nodes[i].hash.words()
		entries = append(entries, entry{word, 2 * i}, entry{transposed, 2*i + 1})
	}
	slices.SortFunc(entries, func(x, y entry) int { return cmp.Or(cmp.Compare(x.word, y.word), cmp.Compare(x.member, y.member)) })
	f.member = make([]int32, len(entries))
	for k, e := range entries {
		if k == 0 || e.word != entries[k-1].word {
			f.words, f.starts = append(f.words, e.word), append(f.starts, int32(k))
		}
		f.member[k] = e.member
	}
	f.starts = append(f.starts, int32(len(entries)))
	for w := range f.words {
		same := f.member[f.starts[w]:f.starts[w+1]]
		for k, x := range same {
			for _, y := range same[:min(k, sameWordMost)] {
				pairs = f.check(x, y, pairs)
			}
		}
	}
	slices.Sort(pairs)
	return slices.Compact(pairs)
}

// check adds the pair of two members if their hashes are near in one of the
// positions that their words stand for.
func (f *forest) check(x, y int32, pairs []nodePair) []nodePair {
	i, j := x>>1, y>>1
	a, b := &f.nodes[i], &f.nodes[j]
	if a.picture == b.picture {
		return pairs
	}
	turned := a.hash
	if (x^y)&1 != 0 {
		turned = a.hash.in(4)
	}
	if nearInSome(&turned, &b.hash, f.most) {
		pairs = append(pairs, nodePairOf(i, j))
	}
	return pairs
}

// nearInSome compares in the four positions that do not transpose.
func nearInSome(a, b *hash, most *[257]int) bool {
	// Signs that differ, by whether their frequencies are odd across and down:
	// a mirror turns all of the odd ones.
	var of int
	var differ, all [4]int
	for i := range a.sure {
		sure := a.sure[i] & b.sure[i]
		d := sure & (a.sign[i] ^ b.sign[i])
		of += bits.OnesCount64(sure)
		for k, mask := range [4]uint64{^uint64(oddColumns | oddRows), oddColumns &^ oddRows, oddRows &^ oddColumns, oddColumns & oddRows} {
			differ[k] += bits.OnesCount64(d & mask)
			all[k] += bits.OnesCount64(sure & mask)
		}
	}
	least := min(differ[1]+differ[2]+differ[3], all[1]-differ[1]+differ[2]+all[3]-differ[3],
		differ[1]+all[2]-differ[2]+all[3]-differ[3], all[1]-differ[1]+all[2]-differ[2]+differ[3])
	return differ[0]+least <= most[of]
}

// stem is one set of first bits and the trees that share it.
type stem struct {
	first uint64
	trees [treesOfStem][]uint64 // bits of each branching in turn
}

func stemOf(number uint64) (s stem) {
	dice := rand.New(rand.NewPCG(number, 0x5eed))
	order := dice.Perm(63)
	for _, at := range order[:stemBits] {
		s.first |= 2 << at
	}
	rest := order[stemBits:]
	for t := range s.trees {
		dice.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
		for k := 0; k < len(rest); k += branchBits {
			var mask uint64
			for _, at := range rest[k:min(k+branchBits, len(rest))] {
				mask |= 2 << at
			}
			s.trees[t] = append(s.trees[t], mask)
		}
	}
	return s
}

// climb finds the pairs that meet in the trees of a stem.
func (f *forest) climb(ctx context.Context, number uint64, workers int) (pairs []nodePair, err error) {
	s := stemOf(number)
	bed := make([]uint64, len(f.words))
	ends := make([]int, 1<<stemBits+1)
	spread(f.words, bed, s.first, stemBits, ends)
	buckets := func(yield func([]uint64, error) bool) {
		start := 0
		for _, end := range ends[:1<<stemBits] {
			if end-start > 1 && !yield(bed[start:end], nil) {
				return
			}
			start = end
		}
	}
	work := func(_ context.Context, bucket []uint64) []nodePair {
		c := climber{forest: f}
		for _, branches := range s.trees {
			c.climb(bucket, branches, 0)
		}
		slices.Sort(c.pairs)
		return slices.Compact(c.pairs)
	}
	err = pool.Ordered(ctx, workers, buckets, work, func(_ []uint64, some []nodePair) error {
		pairs = append(pairs, some...)
		return nil
	})
	return pairs, err
}

// golden is 2⁶⁴ over the golden ratio: a product with it spreads any bits evenly
// over the upper ones.
const golden = 0x9e3779b97f4a7c15

// spread puts words into buckets by the bits of a mask, and gives where each
// bucket ends. Ends has one more than the buckets.
func spread(words, to []uint64, mask uint64, width int, ends []int) {
	clear(ends)
	shift := 64 - width
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
}

// climber is the work on one bucket of a stem.
type climber struct {
	*forest
	pairs  []nodePair
	levels [][]uint64
	ends   [][1<<branchBits + 1]int
}

func (c *climber) climb(bucket []uint64, branches []uint64, level int) {
	if len(bucket) <= leafMost || len(branches) == 0 {
		c.leaf(bucket)
		return
	}
	if level == len(c.levels) {
		c.levels, c.ends = append(c.levels, nil), append(c.ends, [1<<branchBits + 1]int{})
	}
	c.levels[level] = slices.Grow(c.levels[level][:0], len(bucket))[:len(bucket)]
	to := c.levels[level]
	spread(bucket, to, branches[0], branchBits, c.ends[level][:])
	ends := c.ends[level]
	start := 0
	for _, end := range ends[:1<<branchBits] {
		if end-start > 1 {
			c.climb(to[start:end], branches[1:], level+1)
		}
		start = end
	}
}

func (c *climber) leaf(bucket []uint64) {
	for i, x := range bucket {
		for _, y := range bucket[i+1:] {
			if bits.OnesCount64(x^y) <= wordRadius {
				c.meet(x, y)
			}
		}
	}
}

// meet checks the members of two words.
func (c *climber) meet(x, y uint64) {
	of := func(word uint64) []int32 {
		w, _ := slices.BinarySearch(c.words, word)
		some := c.member[c.starts[w]:c.starts[w+1]]
		return some[:min(len(some), sameHashMost)]
	}
	others := of(y)
	for _, a := range of(x) {
		for _, b := range others {
			c.pairs = c.check(a, b, c.pairs)
		}
	}
}

// waysOf is every way in which two nodes are near.
func waysOf(from, to *node, most *[257]int) (out []candidate) {
	for p := range position(positions) {
		turned := from.hash.in(p)
		if differ, of := turned.distance(&to.hash); differ <= most[of] {
			out = append(out, makeCandidate(from, to, p, inAll(differ, of)))
		}
	}
	return out
}
