package dedup

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math"
	"os"
	"slices"
	"sync"

	"github.com/winnow-data/winnow/internal/pool"
)

// Pairs of which one may be a part of the other have features whose signs nearly
// agree. Each feature is sighted under the low bits of its signs, as they are and
// with the most doubtful ones turned, and mirrored; features that share a key and
// are near in all their signs are a match of their pictures, and pictures with
// matches enough are voted on.
//
// For a million pictures there are some 350 million sightings, and as many
// matches. The sightings are gone through in parts, by their keys: each is one
// word, so that sorting them is sorting numbers. The matches, one word each too,
// are shared out by the picture, and those that memory should not hold go to a
// file; then the matches of some pictures after the other are sorted and voted on.
// What is held all along are the features, packed.
const (
	sightingsHeld = 1 << 26 // by all workers together
	matchesHeld   = 1 << 25 // beyond which they go to the file
	matchParts    = 1 << 8
	matchBuffer   = 1 << 9  // matches that a worker holds of each part
	cropsMost     = 1 << 24 // pictures that a match has room for
)

// cropSearch is one search.
type cropSearch struct {
	packed  [][]byte // features of the pictures
	workers int
	dir     string // for the file
	apart   int    // bits of keys by which they are gone through

	expected int // sightings of a part

	sightingsHeld, matchesHeld int

	mutex   sync.Mutex
	hot     []uint32 // spread keys that too many features share
	parts   [matchParts][]uint64
	held    int
	file    *os.File
	end     int64
	written [matchParts][]stretch
}

// searchCrops finds the pairs among pictures by their packed features, each with
// the ways in which one may lie on the other, by pair. A and B of the ways are
// places in the list. The order of the list matters, that of the work does not.
func searchCrops(ctx context.Context, packed [][]byte, workers int, dir string) ([]cropWay, error) {
	return newCropSearch(packed, workers, dir).run(ctx)
}

func newCropSearch(packed [][]byte, workers int, dir string) *cropSearch {
	return &cropSearch{packed: packed, workers: pool.Workers(workers), dir: dir, sightingsHeld: sightingsHeld, matchesHeld: matchesHeld}
}

func (s *cropSearch) run(ctx context.Context) (ways []cropWay, err error) {
	if len(s.packed) > cropsMost {
		return nil, fmt.Errorf("look for crops among %d pictures: %d are the most; leave them out with --no-crops", len(s.packed), cropsMost)
	}
	defer func() { err = errors.Join(err, s.close()) }()
	total := 0
	for _, p := range s.packed {
		total += featureCount(p) * sightingsOf(flipsOf(featureCount(p)))
	}
	for total>>s.apart > s.sightingsHeld/s.workers {
		s.apart++
	}
	s.expected = total>>s.apart + total>>(s.apart+4) // and a little more
	if err := s.match(ctx); err != nil {
		return nil, err
	}
	return s.vote(ctx)
}

// cropsOfTwo is searchCrops of two pictures.
func cropsOfTwo(a, b []byte) []cropWay {
	ways, err := searchCrops(context.Background(), [][]byte{a, b}, 1, "")
	if err != nil {
		panic(err) // two pictures have neither too many features nor too many matches
	}
	return ways
}

// A sighting is what is left of its key after the part, spread; then the
// picture, the feature, and whether it is mirrored.
const (
	featureBits  = 7
	mirrorBits   = 1
	sightingTail = featureBits + mirrorBits
)

// spreadKey is another number for each key, the upper bits of which are even.
func spreadKey(key uint32) uint32 { return key * 0x9e3779b1 }

// sightings are those of a part of the keys, in order.
func (s *cropSearch) sightings(part uint32, buffer []uint64) []uint64 {
	seen := buffer[:0]
	shift := keyBits - s.apart
	pictureBits := 64 - sightingTail - shift
	add := func(key uint32, tail uint64) {
		spread := uint64(spreadKey(key))
		if uint32(spread>>shift) == part {
			seen = append(seen, spread&(1<<shift-1)<<(pictureBits+sightingTail)|tail)
		}
	}
	var keys [sightingsMost]uint32
	for i, p := range s.packed {
		flips := flipsOf(featureCount(p))
		for j := range featureCount(p) {
			tail := uint64(i)<<sightingTail | uint64(j)<<mirrorBits
			n := sightedKeys(p, j, flips, &keys)
			for _, key := range keys[:n] {
				add(key, tail)
			}
			for _, key := range keys[n:sightingsOf(flips)] {
				add(key, tail|1)
			}
		}
	}
	slices.Sort(seen)
	return seen
}

// match finds the matches of all parts of the keys.
func (s *cropSearch) match(ctx context.Context) error {
	parts := func(yield func(uint32, error) bool) {
		for part := range uint32(1) << s.apart {
			if !yield(part, nil) {
				return
			}
		}
	}
	buffers := sync.Pool{New: func() any { return new([]uint64) }}
	work := func(_ context.Context, part uint32) error {
		buffer := buffers.Get().(*[]uint64)
		defer buffers.Put(buffer)
		*buffer = slices.Grow((*buffer)[:0], s.expected)
		*buffer = s.sightings(part, *buffer)
		j := joiner{cropSearch: s}
		keyShift := 64 - (keyBits - s.apart)
		for seen := *buffer; len(seen) > 0; {
			n := 1
			for n < len(seen) && (seen[n]^seen[0])>>keyShift == 0 {
				n++
			}
			if n > mostOfKey {
				s.mutex.Lock()
				s.hot = append(s.hot, uint32(uint64(part)<<(keyBits-s.apart)|seen[0]>>keyShift))
				s.mutex.Unlock()
			} else if n > 1 {
				if err := j.join(seen[:n]); err != nil {
					return err
				}
			}
			seen = seen[n:]
		}
		return j.flush()
	}
	return pool.Ordered(ctx, s.workers, iter.Seq2[uint32, error](parts), work, func(_ uint32, err error) error { return err })
}

// joiner is the work of one goroutine on sightings of one key after the other.
type joiner struct {
	*cropSearch
	found [matchParts][]uint64
	run   []sighted
}

// sighted is a sighting, taken apart.
type sighted struct {
	signs   uint64
	picture uint32
	feature uint8
	mirror  bool
}

func (j *joiner) join(run []uint64) error {
	pictures := uint64(1)<<(64-sightingTail-(keyBits-j.apart)) - 1
	j.run = j.run[:0]
	for _, word := range run {
		x := sighted{picture: uint32(word >> sightingTail & pictures), feature: uint8(word >> mirrorBits & (1<<featureBits - 1)), mirror: word&1 != 0}
		x.signs = signsOf(j.packed[x.picture], int(x.feature))
		j.run = append(j.run, x)
	}
	for i := range j.run {
		y := &j.run[i]
		for k := range i { // x comes before y, so that its picture has the smaller number
			x := &j.run[k]
			if x.picture == y.picture || x.mirror && y.mirror {
				continue
			}
			mirror := x.mirror || y.mirror
			if !signsNear(x.signs, y.signs, mirror) {
				continue
			}
			part := j.partOf(x.picture)
			word := matchWord(int32(x.picture), int32(y.picture), mirror, x.feature, y.feature)
			j.found[part] = append(j.found[part], word)
			if len(j.found[part]) == matchBuffer {
				if err := j.give(part); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// matchWord is a match of feature f of a with g of b, in the order of pairs.
func matchWord(a, b int32, mirror bool, f, g uint8) uint64 {
	word := uint64(a)<<39 | uint64(b)<<15 | uint64(f)<<featureBits | uint64(g)
	if mirror {
		word |= 1 << 14
	}
	return word
}

// matchOf is the features of such a word.
func matchOf(word uint64) match {
	const feature = 1<<featureBits - 1
	return match{uint8(word >> featureBits & feature), uint8(word & feature)}
}

// partOf shares the matches out, by the first picture and in its order.
func (s *cropSearch) partOf(picture uint32) int {
	return int(uint64(picture) * matchParts / uint64(len(s.packed)))
}

func (j *joiner) give(part int) error {
	some := j.found[part]
	j.found[part] = some[:0]
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.parts[part] = append(j.parts[part], some...)
	if j.held += len(some); j.held > j.matchesHeld {
		return j.spill()
	}
	return nil
}

func (j *joiner) flush() (err error) {
	for part := range j.found {
		err = errors.Join(err, j.give(part))
	}
	return err
}

// spill writes what is held to the file.
func (s *cropSearch) spill() (err error) {
	if s.file == nil {
		if s.file, err = os.CreateTemp(s.dir, ".matches-*"); err != nil {
			return fmt.Errorf("keep matches of features: %w", err)
		}
	}
	var text []byte
	for part, some := range s.parts {
		if len(some) == 0 {
			continue
		}
		text = text[:0]
		for _, word := range some {
			text = binary.LittleEndian.AppendUint64(text, word)
		}
		if len(text) > math.MaxInt32 {
			return fmt.Errorf("keep matches of features: %d bytes of one part", len(text))
		}
		if _, err := s.file.WriteAt(text, s.end); err != nil {
			return fmt.Errorf("keep matches of features: %w", err)
		}
		s.written[part] = append(s.written[part], stretch{s.end, int32(len(text))})
		s.end += int64(len(text))
		s.parts[part] = some[:0]
	}
	s.held = 0
	return nil
}

// gathered is all matches of a part, each once, in order.
func (s *cropSearch) gathered(part int) ([]uint64, error) {
	all := slices.Clone(s.parts[part])
	for _, at := range s.written[part] {
		text := make([]byte, at.length)
		if _, err := s.file.ReadAt(text, at.offset); err != nil {
			return nil, fmt.Errorf("read matches of features again: %w", err)
		}
		for ; len(text) > 0; text = text[8:] {
			all = append(all, binary.LittleEndian.Uint64(text))
		}
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// vote finds the ways that the matches of each pair agree on.
func (s *cropSearch) vote(ctx context.Context) (ways []cropWay, err error) {
	parts := func(yield func(int, error) bool) {
		for part := range matchParts {
			if !yield(part, nil) {
				return
			}
		}
	}
	type result struct {
		ways []cropWay
		err  error
	}
	work := func(_ context.Context, part int) result {
		all, err := s.gathered(part)
		return result{voted(s.packed, all, len(s.packed)), err}
	}
	err = pool.Ordered(ctx, s.workers, iter.Seq2[int, error](parts), work, func(_ int, v result) error {
		ways = append(ways, v.ways...)
		return v.err
	})
	return ways, err
}

// voted are the ways that matches agree on, which are in order.
func voted(packed [][]byte, all []uint64, pictures int) (ways []cropWay) {
	asked := demandOf(pictures)
	for len(all) > 0 {
		n := 1
		for n < len(all) && (all[n]^all[0])>>14 == 0 {
			n++
		}
		ways = append(ways, pairWays(packed, all[:n], asked)...)
		all = all[n:]
	}
	return ways
}

// signsAlone are the bits that a match may differ by that says something by itself.
const signsAlone = 7

// demand is what is asked of a pair before it is looked at.
type demand struct {
	alone int // bits that a match may differ by that says something by itself; −1 for none
	votes int // of all features
	few   int // bits that the one vote of a picture of few features may differ by
}

// demandOf is that among so many pictures. The pairs of which chance makes some
// features alike, or agree, grow with the square of their number: so more is asked
// for in larger sets. Of a picture of few features one match is enough, and of all
// that chance makes one in seventy differs by fewBits or less; but right ones do.
func demandOf(pictures int) demand {
	switch {
	case pictures <= 4_000:
		return demand{signsAlone, votesNeeded, signsApart}
	case pictures <= 16_000:
		return demand{5, votesNeeded + 1, fewBits + 2}
	case pictures <= 32_000:
		return demand{3, votesNeeded + 1, fewBits}
	case pictures <= 64_000:
		return demand{3, votesNeeded + 2, fewBits}
	}
	return demand{-1, votesNeeded + 2, fewBits}
}

const fewBits = 8

// pairWays are the ways that the matches of one pair, as it is or mirrored, agree
// on and that lay one of them within the other. Where two of them, or one that is near,
// say that the pair is worth it, all features of one are compared with all of the
// other: most right ones share no key.
func pairWays(packed [][]byte, some []uint64, asked demand) []cropWay {
	a, b, mirrored := int32(some[0]>>39), int32(some[0]>>15&(cropsMost-1)), some[0]>>14&1 != 0
	few := min(featureCount(packed[a]), featureCount(packed[b])) <= fewFeatures
	near := slices.ContainsFunc(some, func(word uint64) bool {
		return matchOf(word).apart(packed[a], packed[b], mirrored) <= asked.alone
	})
	if !few && !near && len(some) < votesNeeded {
		return nil
	}
	ofA, ofB := unpackFeatures(packed[a]), unpackFeatures(packed[b])
	if !few && !near && asked.votes > votesNeeded {
		// In a large set, two that agree on nothing are chance.
		keyed := make([]match, len(some))
		for i, word := range some {
			keyed[i] = matchOf(word)
		}
		if len(votes(ofA, ofB, mirrored, keyed)) == 0 {
			return nil
		}
	}
	all := matchesOf(packed[a], packed[b], mirrored)
	ways := votes(ofA, ofB, mirrored, all)
	if len(ways) > 0 && ways[0].votes == 1 && all[0].apart(packed[a], packed[b], mirrored) > asked.few {
		return nil // of one vote, which is that of the nearest match
	}
	kept := ways[:0]
	for _, w := range ways {
		if w.a, w.b = a, b; (w.votes >= asked.votes || few) && w.possible(ofA, ofB) {
			kept = append(kept, w)
		}
	}
	return kept
}

// apart is how many signs of the two features differ.
func (m match) apart(a, b []byte, mirrored bool) int {
	return signsDiffer(signsOf(a, int(m.a)), signsOf(b, int(m.b)), mirrored)
}

func (s *cropSearch) close() error {
	if s.file == nil {
		return nil
	}
	return errors.Join(s.file.Close(), os.Remove(s.file.Name()))
}
