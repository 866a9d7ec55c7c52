package dedup

import (
	"cmp"
	"context"
	"math/bits"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"sync"

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
// the cache with their hashes, and are what the workers share out. Flat pictures
// have words that are nearly all 0 and pass for near by the word; so it is the
// whole hashes that most of the time goes into, and that they are at hand, folded,
// made the search five times as fast as looking each up did.
const (
	stems        = 32
	treesOfStem  = 8
	stemBits     = 11 // at least, and more for more than some four million words
	bucketWords  = 1 << 11
	branchBits   = 5
	leafMost     = 16 // words of a bucket that are compared each with each
	wordRadius   = 17 // bits of 63 within which the hashes are compared
	sameHashMost = 40 // views of one hash that are compared with others
	sameHashStar = 4  // of which any more are compared with so many
	sameWordMost = 64 // views of one word that are compared each with each
)

// exhaustiveMost is the most views that are compared each with each. Tests replace it.
var exhaustiveMost = 20_000

// CrowdFrom is how many pictures that look like one are all compared with it;
// of more, some are.
const CrowdFrom = sameHashMost

// forest is an index of nodes by their words.
type forest struct {
	nodes []node
	most  *[257]int
	index
	stems    int
	stemBits int // at least

	leading []leader // the first members of all words, by node
	bed     []local  // the words of some buckets of a stem
}

// leader is the first member of a word.
type leader struct {
	word   uint64
	number uint32 // of the word
	member int32
}

// pairs of nodes, the lesser number in the upper half.
type nodePair uint64

func nodePairOf(i, j int32) nodePair { return nodePair(min(i, j))<<32 | nodePair(max(i, j)) }

// nearby finds pairs of nodes that are near in some position, each once, in order.
func nearby(ctx context.Context, nodes []node, most *[257]int, workers int) ([]nodePair, error) {
	return newForest(nodes, most).grow(ctx, tracesOf(nodes), workers)
}

func newForest(nodes []node, most *[257]int) *forest {
	return &forest{nodes: nodes, most: most, stems: stems, stemBits: stemBits}
}

func (f *forest) grow(ctx context.Context, traces []trace, workers int) ([]nodePair, error) {
	if len(f.nodes) > manyNodes { // what is let go is taken up again before it comes to half of what is held
		defer debug.SetGCPercent(debug.SetGCPercent(25))
	}
	first, all := representatives(f.nodes, traces)
	f.index = indexOf(first, traces)
	all = f.lead(all)
	var found, spare []nodePair
	for stem := range uint64(f.stems) {
		var err error
		if found, err = f.climb(ctx, stem, workers, found[:0]); err != nil {
			return nil, err
		}
		slices.Sort(found)
		found = slices.Compact(found)
		all, spare = mergeSorted(spare[:0], all, found), all
	}
	return all, nil
}

// mergeSorted appends what is in either list, each once, to out.
func mergeSorted(out, a, b []nodePair) []nodePair {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			out, a = append(out, a[0]), a[1:]
		case a[0] > b[0]:
			out, b = append(out, b[0]), b[1:]
		default:
			out, a, b = append(out, a[0]), a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// trace is what is kept of a node: what tells its hash from others, and its word.
type trace struct {
	sum  [2]uint64
	word uint64
}

func tracesOf(nodes []node) []trace {
	out := make([]trace, len(nodes))
	for i := range nodes {
		h, d := &nodes[i].hash, newDigest()
		for k := range h.sign {
			d.pair(h.sign[k], h.sure[k])
		}
		d.pair(d[1], d[0])
		out[i].sum = *d
		out[i].word = h.word()
	}
	return out
}

// Sorting numbers is several times as fast as sorting by a function. So what is
// to be brought together is sorted by 36 bits, of which few are equal by chance,
// and its number; where different things have the same bits, these are sorted again.
const numberBits = 28

// together sorts n things, each with 36 bits in the upper part of a word, so that
// equal ones follow each other in order, and gives their numbers. Same compares two.
func together(n int, bitsOf func(i int32) uint64, compare func(i, j int32) int) []int32 {
	keys := make([]uint64, n)
	for i := range keys {
		keys[i] = bitsOf(int32(i))&^(1<<numberBits-1) | uint64(i)
	}
	slices.Sort(keys)
	order := make([]int32, n)
	for i, key := range keys {
		order[i] = int32(key & (1<<numberBits - 1))
	}
	for start := 0; start < n; {
		end, differ := start+1, false
		for end < n && keys[end]>>numberBits == keys[start]>>numberBits {
			differ = differ || compare(order[start], order[end]) != 0
			end++
		}
		if differ {
			slices.SortStableFunc(order[start:end], compare)
		}
		start = end
	}
	return order
}

// nodesMost is the most views that can be searched.
const nodesMost = 1 << (numberBits - 1)

// eachHash gives the nodes of each hash, in order.
func eachHash(traces []trace, give func(same []int32)) {
	order := together(len(traces), func(i int32) uint64 { return traces[i].sum[0] }, func(i, j int32) int {
		a, b := &traces[i].sum, &traces[j].sum
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	for len(order) > 0 {
		n := 1
		for n < len(order) && traces[order[n]].sum == traces[order[0]].sum {
			n++
		}
		give(order[:n])
		order = order[n:]
	}
}

// comparedInHash are those of the nodes of one hash that come before the k-th
// and that it is compared with.
func comparedInHash(same []int32, k int) []int32 {
	if k >= sameHashMost {
		return same[:sameHashStar]
	}
	return same[:k]
}

// representatives are the first nodes of each hash, and the pairs of all others
// of that hash with some of them.
func representatives(nodes []node, traces []trace) (first []int32, pairs []nodePair) {
	eachHash(traces, func(same []int32) {
		for k, i := range same {
			for _, j := range comparedInHash(same, k) {
				if nodes[i].picture != nodes[j].picture {
					pairs = append(pairs, nodePairOf(i, j))
				}
			}
		}
		first = append(first, same[:min(len(same), sameHashMost)]...)
	})
	slices.Sort(pairs)
	return first, pairs
}

// index is some nodes by their words.
type index struct {
	words  []uint64 // distinct, ordered by compareWords
	starts []int32  // of each word among members
	member []int32  // node·2, and 1 more for the transposed word
	wordOf []int32  // of each node·2, and 1 more; −1 of those that are not here
}

// of is the members of a word.
func (x *index) of(word uint32) []int32 { return x.member[x.starts[word]:x.starts[word+1]] }

// comparedOf are the members of a word that are compared with those of others.
func (x *index) comparedOf(word uint32) []int32 {
	some := x.of(word)
	return some[:min(len(some), sameHashMost)]
}

// find is the number of a word, −1 if it is not here.
func (x *index) find(word uint64) int32 {
	at, ok := slices.BinarySearchFunc(x.words, word, compareWords)
	if !ok {
		return -1
	}
	return int32(at)
}

func compareWords(a, b uint64) int {
	return cmp.Or(cmp.Compare(a*golden>>numberBits, b*golden>>numberBits), cmp.Compare(a, b))
}

// memberWord is the word that a member stands for.
func memberWord(traces []trace, member int32) uint64 {
	if member&1 != 0 {
		return transposed8(traces[member>>1].word)
	}
	return traces[member>>1].word
}

// indexOf sorts the words of those nodes.
func indexOf(of []int32, traces []trace) (x index) {
	slices.Sort(of)
	word := func(i int32) uint64 { return memberWord(traces, 2*of[i>>1]+i&1) }
	x.member = together(2*len(of), func(i int32) uint64 { return word(i) * golden }, func(i, j int32) int { return compareWords(word(i), word(j)) })
	x.wordOf = make([]int32, 2*len(traces))
	for m := range x.wordOf {
		x.wordOf[m] = -1
	}
	for k, i := range x.member {
		m := 2*of[i>>1] + i&1
		w := memberWord(traces, m)
		if n := len(x.words); n == 0 || w != x.words[n-1] {
			x.words, x.starts = append(x.words, w), append(x.starts, int32(k))
		}
		x.member[k], x.wordOf[m] = m, int32(len(x.words)-1)
	}
	x.starts = append(x.starts, int32(len(x.member)))
	return x
}

// lead makes ready to climb, and adds to the pairs those of one word.
func (f *forest) lead(pairs []nodePair) []nodePair {
	f.leading = make([]leader, 0, len(f.words))
	for m, w := range f.wordOf { // by node, so that their hashes are read one after the other
		if w >= 0 && f.member[f.starts[w]] == int32(m) {
			f.leading = append(f.leading, leader{f.words[w], uint32(w), int32(m)})
		}
	}
	f.wordOf = nil
	for w := range f.words {
		same := f.of(uint32(w))
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
	if f.nodes[i].picture == f.nodes[j].picture {
		return pairs
	}
	a := f.nodes[i].hash
	if (x^y)&1 != 0 {
		a = a.transpose()
	}
	if a.near(&f.nodes[j].hash, f.most) {
		pairs = append(pairs, nodePairOf(i, j))
	}
	return pairs
}

// stem is one set of first bits and the trees that share it.
type stem struct {
	first uint64
	bits  int
	trees [treesOfStem][]uint64 // bits of each branching in turn
}

func stemOf(number uint64, width int) (s stem) {
	dice := rand.New(rand.NewPCG(number, 0x5eed))
	order := dice.Perm(63)
	s.bits = width
	for _, at := range order[:width] {
		s.first |= 2 << at
	}
	rest := order[width:]
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

// stemWidth is the bits of a stem for so many words: buckets are to hold some
// bucketWords.
func (f *forest) stemWidth(words int) int { return max(f.stemBits, bits.Len(uint(words/bucketWords))) }

// bedMost is how many words lie in buckets at once: what is written to so many
// places in turn is to go through memory once, and hashes take room.
const bedMost = 1 << 22

// manyNodes is from how many on memory is looked after.
const manyNodes = 1 << 21

// climb appends the pairs that meet in the trees of a stem.
func (f *forest) climb(ctx context.Context, number uint64, workers int, pairs []nodePair) ([]nodePair, error) {
	s := stemOf(number, f.stemWidth(len(f.words)))
	beds := f.survey(&s, workers)
	ends := beds.ends
	climbers := sync.Pool{New: func() any { return &climber{forest: f} }}
	from, to := 0, 0
	work := func(_ context.Context, some bucketSpan) (found []nodePair) {
		c := climbers.Get().(*climber)
		defer climbers.Put(c)
		for b := some.from; b < some.to; b++ {
			if bucket := f.bed[ends[b]-ends[from] : ends[b+1]-ends[from]]; len(bucket) > 1 {
				found = append(found, c.enter(bucket, &s)...)
			}
		}
		return found
	}
	emit := func(_ bucketSpan, some []nodePair) error {
		pairs = append(pairs, some...)
		return nil
	}
	for ; from < 1<<s.bits; from = to {
		to = from + 1
		for to < 1<<s.bits && ends[to+1]-ends[from] <= bedMost {
			to++
		}
		f.plant(&s, from, to, beds)
		spans := func(yield func(bucketSpan, error) bool) {
			for b := from; b < to; {
				at := bucketSpan{b, b + 1}
				for at.to < to && ends[at.to+1]-ends[b] <= bucketWords {
					at.to++
				}
				if b = at.to; !yield(at, nil) {
					return
				}
			}
		}
		if err := pool.Ordered(ctx, workers, spans, work, emit); err != nil {
			return nil, err
		}
	}
	return pairs, nil
}

// bucketSpan is some buckets of a stem: several where each holds few.
type bucketSpan struct{ from, to int }

// bucket is that of a word.
func (s *stem) bucket(word uint64) int { return int(word & s.first * golden >> (64 - s.bits)) }

// beds say where the words of each bucket of a stem lie.
type beds struct {
	ends  []int      // where each bucket begins among all words, and where the last one ends
	parts [][]leader // of the words, each of which one worker lays out
	next  [][]int    // of each part and bucket, where its next word comes
}

// survey measures the buckets of a stem. The words of a bucket lie in the order of
// nodes, however many workers lay them out.
func (f *forest) survey(s *stem, workers int) (b beds) {
	workers = pool.Workers(workers)
	part := max(1, (len(f.leading)+workers-1)/workers)
	b.parts = slices.Collect(slices.Chunk(f.leading, part))
	b.next = make([][]int, len(b.parts))
	var working sync.WaitGroup
	for p, words := range b.parts {
		b.next[p] = make([]int, 1<<s.bits)
		working.Go(func() {
			for i := range words {
				b.next[p][s.bucket(words[i].word)]++
			}
		})
	}
	working.Wait()
	b.ends = make([]int, 1<<s.bits+1)
	for bucket := range 1 << s.bits {
		end := b.ends[bucket]
		for p := range b.next {
			b.next[p][bucket], end = end, end+b.next[p][bucket]
		}
		b.ends[bucket+1] = end
	}
	return b
}

// plant lays the words of some buckets of a stem side by side with their hashes.
func (f *forest) plant(s *stem, from, to int, b beds) {
	start := b.ends[from]
	n := b.ends[to] - start
	f.bed = slices.Grow(f.bed[:0], n)[:n]
	var working sync.WaitGroup
	for p, words := range b.parts {
		working.Go(func() {
			for i := range words {
				if bucket := s.bucket(words[i].word); bucket >= from && bucket < to {
					f.set(&f.bed[b.next[p][bucket]-start], &words[i])
					b.next[p][bucket]++
				}
			}
		})
	}
	working.Wait()
}

// set takes in the word of a leader and the hash that stands for it.
func (f *forest) set(l *local, lead *leader) {
	n := &f.nodes[lead.member>>1]
	l.lead, l.node, l.picture = lead.word, lead.member>>1, n.picture
	l.word, l.single = lead.number, f.starts[lead.number+1]-f.starts[lead.number] == 1
	l.hash = n.hash
	if lead.member&1 != 0 {
		l.hash = n.hash.transpose()
	}
}

// golden is 2⁶⁴ over the golden ratio: a product with it spreads any bits evenly
// over the upper ones.
const golden = 0x9e3779b97f4a7c15

// spread puts words into buckets by the bits of a mask, and gives where each
// bucket ends.
func spread(words, to []numbered, mask uint64, ends *[1<<branchBits + 1]int) {
	clear(ends[:])
	const shift = 64 - branchBits
	for _, w := range words {
		ends[w.word&mask*golden>>shift+1]++
	}
	for i := 1; i < len(ends); i++ {
		ends[i] += ends[i-1]
	}
	for _, w := range words {
		key := w.word & mask * golden >> shift
		to[ends[key]] = w
		ends[key]++
	}
}

// numbered is a word and its number in a bucket of a stem.
type numbered struct {
	word uint64
	at   uint32
}

// climber is the work on one bucket of a stem.
type climber struct {
	*forest
	local  []local
	pairs  []nodePair
	words  []numbered
	levels [][]numbered
	ends   [][1<<branchBits + 1]int
	met    [1 << metBits]meeting // pairs of words that need not be looked at again
	bucket uint32                // number of the bucket
}

// meeting is a pair of words of a bucket.
type meeting struct{ bucket, x, y uint32 }

// local is what a climber has at hand of a word of its bucket.
type local struct {
	hash    folded // of the first member
	lead    uint64 // the word
	picture int32
	node    int32
	word    uint32 // its number among all
	single  bool   // it has one member
}

// metBits is the size of the memory of pairs: what it forgets is done again.
const metBits = 13

func (c *climber) enter(bucket []local, s *stem) []nodePair {
	c.pairs, c.local = c.pairs[:0], bucket
	if c.bucket++; c.bucket == 0 {
		clear(c.met[:])
		c.bucket = 1
	}
	c.words = slices.Grow(c.words[:0], len(bucket))[:len(bucket)]
	for i := range bucket {
		c.words[i] = numbered{bucket[i].lead, uint32(i)}
	}
	for _, branches := range s.trees {
		c.climb(c.words, branches, 0)
	}
	slices.Sort(c.pairs)
	return slices.Compact(c.pairs)
}

func (c *climber) climb(bucket []numbered, branches []uint64, level int) {
	if len(bucket) <= leafMost || len(branches) == 0 {
		c.leaf(bucket)
		return
	}
	if level == len(c.levels) {
		c.levels, c.ends = append(c.levels, nil), append(c.ends, [1<<branchBits + 1]int{})
	}
	c.levels[level] = slices.Grow(c.levels[level][:0], len(bucket))[:len(bucket)]
	to := c.levels[level]
	spread(bucket, to, branches[0], &c.ends[level])
	ends := c.ends[level]
	start := 0
	for _, end := range ends[:1<<branchBits] {
		if end-start > 1 {
			c.climb(to[start:end], branches[1:], level+1)
		}
		start = end
	}
}

func (c *climber) leaf(bucket []numbered) {
	for i, x := range bucket {
		for _, y := range bucket[i+1:] {
			if bits.OnesCount64(x.word^y.word) <= wordRadius {
				c.meet(x.at, y.at)
			}
		}
	}
}

// meet checks the members of two words of the bucket.
func (c *climber) meet(x, y uint32) {
	a, b := &c.local[x], &c.local[y]
	single := a.single && b.single
	if single && (a.picture == b.picture || !a.hash.near(&b.hash, c.most)) {
		return
	}
	pair := meeting{c.bucket, min(x, y), max(x, y)}
	had := &c.met[(uint64(pair.x)<<32|uint64(pair.y))*golden>>(64-metBits)]
	if *had == pair {
		return
	}
	*had = pair
	if single {
		c.pairs = append(c.pairs, nodePairOf(a.node, b.node))
		return
	}
	others := c.comparedOf(b.word)
	for _, a := range c.comparedOf(a.word) {
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
