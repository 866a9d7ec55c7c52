package dedup

import (
	"context"
	"iter"
	"math/bits"
	"slices"

	"github.com/winnow-data/winnow/internal/pool"
)

// What a forest finds depends on the set: a bucket that grows is taken apart, and
// a crowd is compared with its first. So that a run after a scan that added some
// finds what a run from scratch does, the trees are climbed again, both as they
// were and as they are, along the paths of the words that came or went alone. All
// other buckets hold what they held.
//
// Pairs with a node that came are those that meet now. Of pairs that were found
// before, those may be lost that met in a bucket that has since been taken apart:
// these are looked for once more, in all trees. And of two that did not meet, some
// do where a bucket has lost so many that it is a leaf.

// nearState is what a search found, by places in lists.
type nearState struct {
	keys     []pictureKey // of the pictures that have nodes, in order
	pictures []int32      // of the nodes, among the keys, in order
	traces   []trace      // of the nodes
	standing []uint8      // of the nodes: how each stands among those like it
	pairs    []nodePair   // of the nodes
}

// searchAgain is nearby given what an earlier search found; keys are those of
// the pictures of the nodes. It says how many nodes were searched with all others.
func searchAgain(ctx context.Context, old *nearState, keys []pictureKey, nodes []node, most *[257]int, workers int) (*nearState, int, error) {
	return newForest(nodes, most).growAgain(ctx, old, keys, workers)
}

func (f *forest) growAgain(ctx context.Context, old *nearState, keys []pictureKey, workers int) (*nearState, int, error) {
	now := &nearState{keys: keys, pictures: make([]int32, len(f.nodes)), traces: tracesOf(f.nodes)}
	place, last := int32(-1), int32(-1)
	for i := range f.nodes {
		if f.nodes[i].picture != last {
			last = f.nodes[i].picture
			place++
		}
		now.pictures[i] = place
	}
	var err error
	r, ok := f.regrowthOf(old, now)
	if !ok {
		now.pairs, err = f.grow(ctx, now.traces, workers)
		return now, len(f.nodes), err
	}
	now.pairs, err = r.run(ctx, workers)
	return now, r.searched, err
}

// regrowth is the search after some nodes came and went.
type regrowth struct {
	*forest
	old, now *nearState
	to       []int32 // from the old nodes to the new, −1 of those that are to be searched anew, or gone
	anew     []bool  // of the nodes: it came, or it stands otherwise among those like it
	searched int

	union []uint64 // words that are there, and then those that were
	flags []uint8  // of them
}

// What a word of the union is.
const (
	wasThere = 1 << iota
	isThere
	onPath // it came or went, or what is compared of it did
	fresh  // something of it that is compared is to be searched anew
)

// standings tell how each node stands among those of its hash, and of each of its
// two words: what it is compared with follows from that of both. The lowest two
// bits are 2 for nodes whose words are not looked at.
func (f *forest) standings(traces []trace) []uint8 {
	standing := make([]uint8, len(traces))
	var first []int32
	eachHash(traces, func(same []int32) {
		for k, i := range same {
			switch {
			case k < sameHashStar:
			case k < sameHashMost:
				standing[i] = 1
			default:
				standing[i] = 2
			}
		}
		first = append(first, same[:min(len(same), sameHashMost)]...)
	})
	f.index = indexOf(first, traces)
	for w := range f.words {
		same := f.of(uint32(w))
		for k := sameHashMost; k < len(same); k++ {
			class := uint8(1)
			if k >= sameWordMost {
				class = 2
			}
			standing[same[k]>>1] |= class << (2 + 2*(same[k]&1))
		}
	}
	return standing
}

// regrowthOf compares two sets. It is false where all must be searched: because
// much has changed, or the order of what was there has.
func (f *forest) regrowthOf(old, now *nearState) (*regrowth, bool) {
	now.standing = f.standings(now.traces)
	if old == nil {
		return nil, false
	}
	r := &regrowth{forest: f, old: old, now: now, to: make([]int32, len(old.traces)), anew: make([]bool, len(now.traces))}
	if !r.mapNodes() {
		return nil, false
	}
	for i := range r.anew {
		r.anew[i] = true
	}
	gone := 0
	for i, n := range r.to {
		if n < 0 {
			gone++
		} else {
			r.anew[n] = old.standing[i] != now.standing[n]
		}
	}
	for _, is := range r.anew {
		if is {
			r.searched++
		}
	}
	if (r.searched+gone)*renewedMost > len(now.traces) {
		return nil, false
	}
	were := r.unite()
	for i, n := range r.to {
		if n >= 0 && r.anew[n] {
			r.to[i] = -1
		}
	}
	return r, f.stemWidth(were) == f.stemWidth(len(f.words))
}

// mapNodes finds where the nodes of before are now.
func (r *regrowth) mapNodes() bool {
	at := make(map[pictureKey]int32, len(r.now.keys))
	for i, key := range r.now.keys {
		at[key] = int32(i)
	}
	if len(at) != len(r.now.keys) {
		return false
	}
	starts := make([]int32, len(r.now.keys)+1) // of the nodes of each picture
	for i := len(r.now.pictures) - 1; i >= 0; i-- {
		starts[r.now.pictures[i]] = int32(i)
	}
	starts[len(r.now.keys)] = int32(len(r.now.pictures))
	last, next := int32(-1), int32(0)
	for i, p := range r.old.pictures {
		if i == 0 || p != r.old.pictures[i-1] {
			place, here := at[r.old.keys[p]]
			next = -1
			if here {
				if place <= last {
					return false
				}
				last, next = place, starts[place]
			}
		}
		if r.to[i] = next; next >= 0 {
			if next >= int32(len(r.now.traces)) || r.now.traces[next] != r.old.traces[i] {
				return false // a picture has other views than it had
			}
			next++
		}
	}
	return true
}

// unite makes the union of the words that were and those that are, which come
// first, and counts those that were.
func (r *regrowth) unite() (were int) {
	r.union = slices.Clone(r.words)
	r.flags = make([]uint8, len(r.words))
	var gone []uint64
	for i, n := range r.to {
		if r.old.standing[i]&3 == 2 {
			continue
		}
		for m := range int32(2) {
			w := int32(-1)
			if n >= 0 {
				w = r.wordOf[2*n+m]
			}
			if w < 0 {
				word := memberWord(r.old.traces, 2*int32(i)+m)
				if w = r.find(word); w < 0 {
					gone = append(gone, word)
					continue
				}
			}
			r.flags[w] |= wasThere
		}
	}
	for w := range r.words {
		r.flags[w] |= isThere
		if r.flags[w]&wasThere != 0 {
			were++
		} else {
			r.flags[w] |= onPath
		}
		if slices.ContainsFunc(r.comparedOf(uint32(w)), func(m int32) bool { return r.anew[m>>1] }) {
			r.flags[w] |= onPath | fresh
		}
	}
	slices.Sort(gone)
	for _, word := range slices.Compact(gone) {
		r.union, r.flags = append(r.union, word), append(r.flags, wasThere|onPath)
		were++
	}
	return were
}

func (r *regrowth) run(ctx context.Context, workers int) ([]nodePair, error) {
	var pairs []nodePair // that are found anew
	pairs = r.inHashes(pairs)
	pairs = r.inWords(pairs)
	found, doubted, err := r.everyStem(ctx, 0, r.stems, workers, func(p *path, list []numbered) { p.visit(list, p.all, false, 0) })
	if err != nil {
		return nil, err
	}
	pairs = append(pairs, found...)
	slices.Sort(pairs)
	lost, err := r.lost(ctx, doubted, workers)
	if err != nil {
		return nil, err
	}
	var kept []nodePair // in order, for nodes keep theirs
	for _, p := range r.old.pairs {
		i, j := r.to[p>>32], r.to[uint32(p)]
		if min(i, j) < 0 {
			continue
		}
		if p := nodePairOf(i, j); !lost[p] {
			kept = append(kept, p)
		}
	}
	return mergeSorted(nil, kept, slices.Compact(pairs)), nil
}

// inHashes adds the pairs of one hash of which one is searched anew.
func (r *regrowth) inHashes(pairs []nodePair) []nodePair {
	eachHash(r.now.traces, func(same []int32) {
		if len(same) == 1 {
			return
		}
		for k, i := range same {
			for _, j := range comparedInHash(same, k) {
				if (r.anew[i] || r.anew[j]) && r.nodes[i].picture != r.nodes[j].picture {
					pairs = append(pairs, nodePairOf(i, j))
				}
			}
		}
	})
	return pairs
}

// inWords adds the pairs of one word of which one is searched anew.
func (r *regrowth) inWords(pairs []nodePair) []nodePair {
	for w := range r.words {
		same := r.of(uint32(w))
		for k, x := range same {
			for _, y := range same[:min(k, sameWordMost)] {
				if r.anew[x>>1] || r.anew[y>>1] {
					pairs = r.check(x, y, pairs)
				}
			}
		}
	}
	return pairs
}

// lost are the pairs in doubt that do not meet anywhere now.
func (r *regrowth) lost(ctx context.Context, doubted []nodePair, workers int) (map[nodePair]bool, error) {
	lost := make(map[nodePair]bool, len(doubted))
	for _, p := range doubted {
		if !r.sameWord(p) {
			lost[p] = true
		}
	}
	if len(lost) == 0 {
		return nil, nil
	}
	// Most meet again in the first trees already.
	for from, n := 0, 1; from < r.stems && len(lost) > 0; from, n = from+n, min(2*n, r.stems-from-n) {
		r.pathsOf(lost)
		met, _, err := r.everyStem(ctx, from, from+n, workers, func(p *path, list []numbered) { p.revisit(list, p.all, lost, 0) })
		if err != nil {
			return nil, err
		}
		for _, p := range met {
			delete(lost, p)
		}
	}
	return lost, nil
}

// pathsOf makes the paths those of the words of some pairs.
func (r *regrowth) pathsOf(pairs map[nodePair]bool) {
	for i := range r.flags {
		r.flags[i] &^= onPath
	}
	for p := range pairs {
		for _, node := range [2]int32{int32(p >> 32), int32(uint32(p))} {
			r.flags[r.wordOf[2*node]] |= onPath
			r.flags[r.wordOf[2*node+1]] |= onPath
		}
	}
}

// sameWord says that a pair is found by a word that both have.
func (r *regrowth) sameWord(p nodePair) bool {
	for _, x := range [2]int32{2 * int32(p>>32), 2*int32(p>>32) + 1} {
		for _, y := range [2]int32{2 * int32(uint32(p)), 2*int32(uint32(p)) + 1} {
			if r.wordOf[x] != r.wordOf[y] {
				continue
			}
			first := r.of(uint32(r.wordOf[x]))
			first = first[:min(len(first), sameWordMost)]
			if (slices.Contains(first, x) || slices.Contains(first, y)) && len(r.check(x, y, nil)) > 0 {
				return true
			}
		}
	}
	return false
}

// path is the work on one bucket of a stem after the other.
type path struct {
	*regrowth
	trees   []uint64                       // of the tree that is climbed
	all     count                          // of the bucket
	lists   []*[1 << branchBits][]numbered // of each level
	found   []nodePair
	doubted []nodePair
}

// count is how many words of a list were there, and are.
type count struct{ was, is int }

// everyStem calls visit with the buckets of some stems that a path goes through.
func (r *regrowth) everyStem(ctx context.Context, from, to, workers int, visit func(p *path, list []numbered)) (found, doubted []nodePair, err error) {
	numbers := func(yield func(uint64, error) bool) {
		for i := from; i < to; i++ {
			if !yield(uint64(i), nil) {
				return
			}
		}
	}
	work := func(_ context.Context, number uint64) *path {
		p := &path{regrowth: r}
		p.stem(number, visit)
		return p
	}
	err = pool.Ordered(ctx, workers, iter.Seq2[uint64, error](numbers), work, func(_ uint64, p *path) error {
		found, doubted = append(found, p.found...), append(doubted, p.doubted...)
		return nil
	})
	slices.Sort(doubted)
	return found, slices.Compact(doubted), err
}

func (p *path) stem(number uint64, visit func(p *path, list []numbered)) {
	s := stemOf(number, p.stemWidth(len(p.words)))
	hot := make([]bool, 1<<s.bits)
	for i, flag := range p.flags {
		if flag&onPath != 0 {
			hot[s.bucket(p.union[i])] = true
		}
	}
	ends := make([]int32, 1<<s.bits+1)
	for _, word := range p.union {
		if b := s.bucket(word); hot[b] {
			ends[b+1]++
		}
	}
	for b := range hot {
		ends[b+1] += ends[b]
	}
	list := make([]numbered, ends[len(hot)])
	for i, word := range p.union {
		if b := s.bucket(word); hot[b] {
			list[ends[b]] = numbered{word, uint32(i)}
			ends[b]++
		}
	}
	start := int32(0)
	for _, end := range ends[:len(hot)] {
		bucket := list[start:end]
		if start = end; len(bucket) < 2 {
			continue
		}
		p.all = count{}
		for _, w := range bucket {
			p.all.add(p.flags[w.at])
		}
		for _, branches := range s.trees {
			p.trees = branches
			visit(p, bucket)
		}
	}
}

func (c *count) add(flag uint8) {
	c.was += int(flag & wasThere)
	c.is += int(flag & isThere / isThere)
}

// visit climbs on with the words of a bucket: met says that what was there has
// met in a wider one.
func (p *path) visit(list []numbered, n count, met bool, level int) {
	last := level == len(p.trees)
	wasLeaf, isLeaf := n.was <= leafMost || last, n.is <= leafMost || last
	if isLeaf {
		p.leaf(list, !wasLeaf && !met)
		return
	}
	if wasLeaf && !met {
		p.doubt(list)
		met = true
	}
	p.children(list, level, func(some []numbered, n count) { p.visit(some, n, met, level+1) })
}

// children gives the next buckets that a path goes through.
func (p *path) children(list []numbered, level int, visit func(some []numbered, n count)) {
	mask := p.trees[level]
	const shift = 64 - branchBits
	wanted := uint32(0)
	for _, w := range list {
		if p.flags[w.at]&onPath != 0 {
			wanted |= 1 << (w.word & mask * golden >> shift)
		}
	}
	if level == len(p.lists) {
		p.lists = append(p.lists, new([1 << branchBits][]numbered))
	}
	lists := p.lists[level]
	for key := range lists {
		lists[key] = lists[key][:0]
	}
	for _, w := range list {
		if key := w.word & mask * golden >> shift; wanted>>key&1 != 0 {
			lists[key] = append(lists[key], w)
		}
	}
	for ; wanted != 0; wanted &= wanted - 1 {
		some, n := lists[bits.TrailingZeros32(wanted)], count{}
		if len(some) < 2 {
			continue
		}
		for _, w := range some {
			n.add(p.flags[w.at])
		}
		visit(some, n)
	}
}

// leaf adds the pairs of a leaf: all, or those with a node that is searched anew.
func (p *path) leaf(list []numbered, all bool) {
	for i, x := range list {
		fx := p.flags[x.at]
		if fx&isThere == 0 {
			continue
		}
		for _, y := range list[i+1:] {
			fy := p.flags[y.at]
			if fy&isThere == 0 || !all && (fx|fy)&fresh == 0 || bits.OnesCount64(x.word^y.word) > wordRadius {
				continue
			}
			p.eachMember(x, y, func(a, b int32) {
				if all || p.anew[a>>1] || p.anew[b>>1] {
					p.found = p.check(a, b, p.found)
				}
			})
		}
	}
}

// eachMember gives the members of two words that are compared.
func (p *path) eachMember(x, y numbered, give func(a, b int32)) {
	others := p.comparedOf(y.at)
	for _, a := range p.comparedOf(x.at) {
		for _, b := range others {
			give(a, b)
		}
	}
}

// doubt notes the pairs that met in what was a leaf.
func (p *path) doubt(list []numbered) {
	p.eachNear(list, wasThere|isThere, func(a, b int32) {
		if !p.anew[a>>1] && !p.anew[b>>1] {
			p.doubted = p.check(a, b, p.doubted)
		}
	})
}

// eachNear gives the members of the words of a leaf that have all those flags and
// are near.
func (p *path) eachNear(list []numbered, flags uint8, give func(a, b int32)) {
	for i, x := range list {
		if p.flags[x.at]&flags != flags {
			continue
		}
		for _, y := range list[i+1:] {
			if p.flags[y.at]&flags == flags && bits.OnesCount64(x.word^y.word) <= wordRadius {
				p.eachMember(x, y, give)
			}
		}
	}
}

// revisit climbs to the leaves as they are, and adds those pairs that meet in one.
func (p *path) revisit(list []numbered, n count, pairs map[nodePair]bool, level int) {
	if n.is > leafMost && level < len(p.trees) {
		p.children(list, level, func(some []numbered, n count) { p.revisit(some, n, pairs, level+1) })
		return
	}
	p.eachNear(list, isThere|onPath, func(a, b int32) {
		if pairs[nodePairOf(a>>1, b>>1)] {
			p.found = p.check(a, b, p.found)
		}
	})
}
