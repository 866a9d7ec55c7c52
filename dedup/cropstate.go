package dedup

import (
	"cmp"
	"context"
	"encoding/binary"
	"path/filepath"
	"slices"
)

// Which pictures may be crops of which is remembered, so that after a scan that
// added some only their features are searched. What a search finds depends on the
// set in one way: a key that too many features share says nothing. So the keys of
// pictures that came or went are counted again, and pairs that share a key that
// began or ceased to say something are matched anew.

// cropState is what a search found, by the places of pictures in a list.
type cropState struct {
	keys []pictureKey
	hot  []uint32 // spread keys that say nothing, in order
	ways []cropWay
}

func cropStatePath(dir string) string { return filepath.Join(dir, "dedup.crops") }

const (
	frameMembers = 'm'
	frameHot     = 'h'
	frameWays    = 'w'
	frameEnd     = 'e' // all of it was written
	waySize      = 4 + 4 + 1 + 1 + 3*8
	renewedMost  = 20 // one in so many pictures may have come or gone
)

// readCropState reads what the last run found; nil if there is nothing whole.
func readCropState(dir string) (*cropState, error) {
	s, whole := &cropState{}, false
	take := func(frame []byte) error {
		if len(frame) == 0 || whole {
			return errFrame
		}
		kind, frame := frame[0], frame[1:]
		size := map[byte]int{frameMembers: len(pictureKey{}), frameHot: 4, frameWays: waySize, frameEnd: 1}[kind]
		if size == 0 || len(frame)%size != 0 {
			return errFrame
		}
		whole = kind == frameEnd
		for ; len(frame) > 0; frame = frame[size:] {
			switch kind {
			case frameMembers:
				s.keys = append(s.keys, pictureKey(frame))
			case frameHot:
				s.hot = append(s.hot, binary.LittleEndian.Uint32(frame))
			case frameWays:
				w := readWay(frame)
				if min(w.a, w.b) < 0 || int(max(w.a, w.b)) >= len(s.keys) {
					return errFrame
				}
				s.ways = append(s.ways, w)
			}
		}
		return nil
	}
	f, err := openFramed(cropStatePath(dir), rules(), take)
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil || !whole {
		return nil, err
	}
	return s, nil
}

func (w *cropWay) append(to []byte) []byte {
	to = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(to, uint32(w.a)), uint32(w.b))
	return appendFloats(append(appendBool(to, w.mirrored), uint8(w.votes)), w.s, w.dx, w.dy)
}

func readWay(b []byte) (w cropWay) {
	w.a, w.b = int32(binary.LittleEndian.Uint32(b)), int32(binary.LittleEndian.Uint32(b[4:]))
	r := reader(b[8:])
	w.mirrored, w.votes = r.bool(), int(r.byte())
	w.s, w.dx, w.dy = r.float(), r.float(), r.float()
	return w
}

// write replaces what the last run left.
func (s *cropState) write(dir string) error {
	return writeFramed(cropStatePath(dir), rules(), s.frames)
}

// frames are those of the file.
func (s *cropState) frames(yield func([]byte, error) bool) {
	_ = framesOf(yield, frameMembers, len(s.keys), func(to []byte, i int) []byte { return append(to, s.keys[i][:]...) }) &&
		framesOf(yield, frameHot, len(s.hot), func(to []byte, i int) []byte { return binary.LittleEndian.AppendUint32(to, s.hot[i]) }) &&
		framesOf(yield, frameWays, len(s.ways), func(to []byte, i int) []byte { return s.ways[i].append(to) }) &&
		yield([]byte{frameEnd}, nil)
}

// searchCropsAgain is searchCrops given what an earlier search found. The
// features of pictures that are gone come from gone, nil where nobody knows them.
// It says how many pictures were searched with all others.
func searchCropsAgain(ctx context.Context, old *cropState, keys []pictureKey, packed [][]byte, gone func(pictureKey) []byte, workers int, dir string) (*cropState, int, error) {
	c, ok := changeOf(old, keys, packed, gone)
	if !ok {
		s := newCropSearch(packed, workers, dir)
		ways, err := s.run(ctx)
		slices.Sort(s.hot)
		return &cropState{keys, s.hot, ways}, len(keys), err
	}
	c.search()
	return &cropState{keys, c.hot, c.ways()}, len(c.came), nil
}

// cropKey is a pair by places in the list, a < b, of which a is mirrored or not.
type cropKey struct {
	a, b     int32
	mirrored bool
}

// cropChange is the search after some pictures came and went.
type cropChange struct {
	old    *cropState
	packed [][]byte // of all that are here, and then of those that are gone
	here   int
	to     []int32 // from the old places to the new, -1 of those that are gone
	came   map[int32]bool
	hot    []uint32

	matches []uint64         // with what came
	anew    map[cropKey]bool // pairs to be matched anew
	isHot   map[uint32]bool  // of keys that changed
}

// changeOf compares two lists of pictures. It is false where all must be
// searched: because much has changed, or the order of what was there has.
func changeOf(old *cropState, keys []pictureKey, packed [][]byte, gone func(pictureKey) []byte) (*cropChange, bool) {
	if old == nil || len(keys) > cropsMost || demandOf(len(keys)) != demandOf(len(old.keys)) {
		return nil, false
	}
	at := make(map[pictureKey]int32, len(keys))
	for i, key := range keys {
		at[key] = int32(i)
	}
	c := &cropChange{old: old, packed: slices.Clone(packed), here: len(keys), to: make([]int32, len(old.keys)), came: map[int32]bool{}, anew: map[cropKey]bool{}, isHot: map[uint32]bool{}}
	for i := range keys {
		c.came[int32(i)] = true
	}
	last, went := int32(-1), 0
	for i, key := range old.keys {
		place, here := at[key]
		if !here {
			features := gone(key)
			if features == nil {
				return nil, false
			}
			c.to[i] = -1
			c.packed = append(c.packed, features)
			went++
			continue
		}
		if place <= last {
			return nil, false
		}
		last, c.to[i] = place, place
		delete(c.came, place)
	}
	return c, len(at) == len(keys) && (len(c.came)+went)*renewedMost <= len(keys)
}

// eachSighting gives the spread keys of a picture's features.
func eachSighting(packed []byte, give func(spread uint32, feature int, mirror bool)) {
	var keys [sightingsMost]uint32
	flips := flipsOf(featureCount(packed))
	for j := range featureCount(packed) {
		n := sightedKeys(packed, j, flips, &keys)
		for k, key := range keys[:sightingsOf(flips)] {
			give(spreadKey(key), j, k >= n)
		}
	}
}

// search goes through the sightings of all keys of what came and went.
func (c *cropChange) search() {
	touched := map[uint32]bool{}
	var marks [1 << 18]uint64 // by the upper 24 bits of keys: most need no look-up
	changed := func(i int) bool { return i >= c.here || c.came[int32(i)] }
	for i, p := range c.packed {
		if changed(i) {
			eachSighting(p, func(key uint32, _ int, _ bool) {
				touched[key] = true
				marks[key>>14] |= 1 << (key >> 8 & 63)
			})
		}
	}
	type seen struct {
		key  uint32
		word uint64
	}
	var all []seen
	var keys [sightingsMost]uint32
	for i, p := range c.packed {
		flips := flipsOf(featureCount(p))
		for j := range featureCount(p) {
			n := sightedKeys(p, j, flips, &keys)
			for k, key := range keys[:sightingsOf(flips)] {
				key = spreadKey(key)
				if marks[key>>14]>>(key>>8&63)&1 == 0 || !touched[key] {
					continue
				}
				word := uint64(i)<<sightingTail | uint64(j)<<mirrorBits
				if k >= n {
					word |= 1
				}
				all = append(all, seen{key, word})
			}
		}
	}
	slices.SortFunc(all, func(x, y seen) int { return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.word, y.word)) })
	var run []uint64
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].key == all[0].key {
			n++
		}
		run = run[:0]
		for _, s := range all[:n] {
			run = append(run, s.word)
		}
		c.takeRun(all[0].key, run)
		all = all[n:]
	}
	for _, key := range c.old.hot {
		if is, counted := c.isHot[key]; !counted || is {
			c.hot = append(c.hot, key)
		}
		delete(c.isHot, key)
	}
	for key, is := range c.isHot {
		if is {
			c.hot = append(c.hot, key)
		}
	}
	slices.Sort(c.hot)
}

// takeRun takes in the sightings of one key: of pictures that are here or gone.
func (c *cropChange) takeRun(key uint32, run []uint64) {
	before, now := 0, 0
	for _, word := range run {
		i := int(word >> sightingTail)
		if i < c.here {
			now++
		}
		if !c.came[int32(i)] {
			before++
		}
	}
	wasHot, isHot := before > mostOfKey, now > mostOfKey
	c.isHot[key] = isHot
	if isHot && wasHot {
		return
	}
	for k, y := range run {
		b := int32(y >> sightingTail)
		if int(b) >= c.here {
			break // and all after it
		}
		for _, x := range run[:k] {
			a := int32(x >> sightingTail)
			if a == b || x&1 != 0 && y&1 != 0 {
				continue
			}
			fa, fb, mirror := uint8(x>>mirrorBits&127), uint8(y>>mirrorBits&127), (x|y)&1 != 0
			came := c.came[a] || c.came[b]
			if came && isHot || !came && wasHot == isHot || !signsNear(signsOf(c.packed[a], int(fa)), signsOf(c.packed[b], int(fb)), mirror) {
				continue
			}
			if came {
				c.matches = append(c.matches, matchWord(a, b, mirror, fa, fb))
			} else {
				c.anew[cropKey{a, b, mirror}] = true
			}
		}
	}
}

// matchAnew compares all features of a pair by the keys that say something now.
func (c *cropChange) matchAnew(pair cropKey) {
	a, b := c.packed[pair.a], c.packed[pair.b]
	for i := range featureCount(a) {
		signs := signsOf(a, i)
		for j := range featureCount(b) {
			if signsNear(signs, signsOf(b, j), pair.mirrored) && c.shareKey(a, i, b, j, pair.mirrored) {
				c.matches = append(c.matches, matchWord(pair.a, pair.b, pair.mirrored, uint8(i), uint8(j)))
			}
		}
	}
}

// shareKey says that two features share a key that says something.
func (c *cropChange) shareKey(a []byte, i int, b []byte, j int, mirrored bool) bool {
	f, g := unpackFeature(packedFeature(a, i)), unpackFeature(packedFeature(b, j))
	ofF, mirroredF := f.keys(flipsOf(featureCount(a)))
	ofG, mirroredG := g.keys(flipsOf(featureCount(b)))
	share := func(some, others []uint32) bool {
		for _, key := range some {
			if !slices.Contains(others, key) {
				continue
			}
			if _, hot := slices.BinarySearch(c.hot, spreadKey(key)); !hot {
				return true
			}
		}
		return false
	}
	if mirrored {
		return share(mirroredF, ofG) || share(mirroredG, ofF)
	}
	return share(ofF, ofG)
}

// ways are those of all pairs that are here, in order.
func (c *cropChange) ways() (ways []cropWay) {
	for pair := range c.anew {
		c.matchAnew(pair)
	}
	slices.Sort(c.matches)
	for _, w := range c.old.ways {
		if w.a, w.b = c.to[w.a], c.to[w.b]; min(w.a, w.b) >= 0 && !c.anew[cropKey{w.a, w.b, w.mirrored}] {
			ways = append(ways, w)
		}
	}
	ways = append(ways, voted(c.packed, slices.Compact(c.matches), c.here)...)
	slices.SortStableFunc(ways, func(x, y cropWay) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), compareBool(x.mirrored, y.mirrored))
	})
	return ways
}
