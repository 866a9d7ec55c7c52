package dedup

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/digits"
)

// A run remembers what it found of each picture and pair, so that the next one,
// after a scan that added some, judges only pairs of which one is new. What is
// remembered is the outcome of functions of two fingerprints alone, never of the
// set: whatever was added, removed or changed, a run that remembers writes the
// same tables as one that does not.
//
// A picture is known by its id and its hashes, a pair by both and by the ways
// that were tried. All of it is forgotten when the rules change, which is to say
// any line of this package.

//go:embed *.go
var sources embed.FS

// rules names the rules of judging: a hash of what this package says, and of
// what decides how numbers are rounded. Tests replace it.
var rules = sync.OnceValue(func() string {
	sum := sha256.New()
	fmt.Fprintln(sum, PrintVersion, runtime.Version(), runtime.GOARCH)
	names, err := fs.Glob(sources, "*.go")
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, more := sources.ReadFile(name)
		err = errors.Join(err, more)
		fmt.Fprintln(sum, name, len(text))
		sum.Write(text)
	}
	if err != nil {
		panic(err) // what is embedded can be read
	}
	return "winnow remembers duplicates 1 " + hex.EncodeToString(sum.Sum(nil))
})

// pictureKey stands for an id and what was hashed of it. The hashes hold a
// digest of all pixels, which the thumbnail follows from.
type pictureKey [16]byte

func keyOf(m *dataset.Measured) pictureKey {
	sum := sha256.New()
	fmt.Fprintln(sum, m.ID, m.Print.Version, math.Float64bits(m.Print.Trust))
	sum.Write(m.Print.Hashes)
	return pictureKey(sum.Sum(nil))
}

// question is what was asked about a pair.
type question uint8

const (
	askSame      question = iota // judge, by the ways of candidates
	askCrop                      // judgeCropWay, by the ways that features voted for
	askCropThere                 // sameCrop, by the place
	askCropOf                    // findCrop
)

// remembered is a pair of pictures by their numbers in the memory, and where its
// answer is.
type remembered struct {
	a, b   int32
	about  uint64 // the ways or the place
	asked  question
	length uint16 // of the answer, 0 for no
	at     int64
}

func compareRemembered(x, y remembered) int {
	return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.asked, y.asked), cmp.Compare(x.about, y.about))
}

// memory is what earlier runs found. Once all pictures were met, look-ups are
// safe for concurrent use, and so is learning.
type memory struct {
	log      *framed
	numbers  map[pictureKey]int32
	keys     []pictureKey // by number
	heads    [][thumbHead]byte
	features [][]byte // packed, by number; nil where unknown
	pairs    []remembered
	used     []atomic.Bool // of the pairs, in this run
	answers  []byte
	former   int32 // pictures that earlier runs knew
	opened   int64 // bytes that they left

	mutex   sync.Mutex
	present []bool // pictures of this run, by number
	fresh   map[byte][]byte
	learned int64 // pairs that were judged in this run
	err     error // of writing
}

func memoryPath(ws dataset.Workspace) string { return filepath.Join(ws.Dir, "dedup.memory") }

// What a frame holds is said by its first byte.
const (
	framePictures = 'p'
	frameFeatures = 'f'
	framePairs    = 'j'
	flushFrom     = 1 << 22 // bytes that are written as a frame
)

// openMemory reads what earlier runs left in the workspace.
func openMemory(ws dataset.Workspace) (*memory, error) {
	m := &memory{numbers: map[pictureKey]int32{}, fresh: map[byte][]byte{}}
	var err error
	if m.log, err = openFramed(memoryPath(ws), rules(), m.take); err != nil {
		return nil, err
	}
	slices.SortStableFunc(m.pairs, compareRemembered)
	m.pairs = slices.CompactFunc(m.pairs, func(x, y remembered) bool { return compareRemembered(x, y) == 0 })
	m.used = make([]atomic.Bool, len(m.pairs))
	m.former, m.opened = int32(len(m.heads)), m.log.end
	m.present = make([]bool, len(m.heads))
	return m, nil
}

var errFrame = errors.New("a frame makes no sense")

// take takes in a frame.
func (m *memory) take(frame []byte) error {
	if len(frame) == 0 {
		return errFrame
	}
	switch kind, frame := frame[0], frame[1:]; kind {
	case framePictures:
		return m.takePictures(frame)
	case frameFeatures:
		return m.takeFeatures(frame)
	case framePairs:
		return m.takePairs(frame)
	}
	return errFrame
}

const pictureSize = len(pictureKey{}) + thumbHead

func (m *memory) takePictures(frame []byte) error {
	if len(frame)%pictureSize != 0 {
		return errFrame
	}
	for ; len(frame) > 0; frame = frame[pictureSize:] {
		m.numbers[pictureKey(frame)] = int32(len(m.heads))
		m.keys = append(m.keys, pictureKey(frame))
		m.heads = append(m.heads, [thumbHead]byte(frame[len(pictureKey{}):]))
		m.features = append(m.features, nil)
	}
	return nil
}

// A picture's features follow its number and their length.
func (m *memory) takeFeatures(frame []byte) error {
	for len(frame) > 0 {
		if len(frame) < 8 {
			return errFrame
		}
		i, n := binary.LittleEndian.Uint32(frame), binary.LittleEndian.Uint32(frame[4:])
		frame = frame[8:]
		if int64(i) >= int64(len(m.heads)) || int64(n) > int64(len(frame)) || n < featuresHead || (n-featuresHead)%featureSize != 0 {
			return errFrame
		}
		m.features[i] = frame[:n:n]
		frame = frame[n:]
	}
	return nil
}

const pairHead = 4 + 4 + 8 + 1 + 2

func (m *memory) takePairs(frame []byte) error {
	for len(frame) > 0 {
		if len(frame) < pairHead {
			return errFrame
		}
		p, size := readPair(frame)
		if min(p.a, p.b) < 0 || int(max(p.a, p.b)) >= len(m.heads) || size > len(frame) {
			return errFrame
		}
		p.at = int64(len(m.answers))
		m.pairs, m.answers = append(m.pairs, p), append(m.answers, frame[pairHead:size]...)
		frame = frame[size:]
	}
	return nil
}

// any says whether earlier runs left anything.
func (m *memory) any() bool { return m.former > 0 }

// say is a sentence on what was taken from earlier runs, empty for nothing.
func (m *memory) say() string {
	if !m.any() {
		return ""
	}
	known, taken := 0, 0
	for _, here := range m.present[:m.former] {
		if here {
			known++
		}
	}
	for i := range m.used {
		if m.used[i].Load() {
			taken++
		}
	}
	if known == 0 {
		return ""
	}
	return fmt.Sprintf("%s judged against %s of earlier runs: %s taken from these, %s judged",
		digits.Count(int64(len(m.heads))-int64(m.former), "new picture"), digits.Commas(int64(known)), digits.Count(int64(taken), "pair"), digits.Commas(m.learned))
}

// head is what the thumbnail of a known picture says of it.
func (m *memory) head(key pictureKey) ([]byte, bool) {
	i, ok := m.numbers[key]
	if !ok {
		return nil, false
	}
	return m.heads[i][:], true
}

// meet gives a picture its number, a new one if it was not known.
func (m *memory) meet(key pictureKey, thumb []byte) int32 {
	i, ok := m.numbers[key]
	if !ok {
		i = int32(len(m.heads))
		var head [thumbHead]byte
		copy(head[:], thumb)
		m.numbers[key] = i
		m.keys, m.heads, m.features, m.present = append(m.keys, key), append(m.heads, head), append(m.features, nil), append(m.present, false)
		m.add(framePictures, append(key[:], head[:]...))
	}
	m.present[i] = true
	return i
}

// add keeps bytes for the next frame of a kind. Frames of pictures come before
// those that speak of their numbers.
func (m *memory) add(kind byte, text []byte) {
	m.fresh[kind] = append(m.fresh[kind], text...)
	if len(m.fresh[kind]) >= flushFrom {
		m.flush()
	}
}

func (m *memory) flush() {
	for _, kind := range []byte{framePictures, frameFeatures, framePairs} {
		if text := m.fresh[kind]; len(text) > 0 && m.err == nil {
			m.err = m.log.append(append([]byte{kind}, text...))
		}
		m.fresh[kind] = m.fresh[kind][:0]
	}
}

// recall is the answer to a question about a pair: empty for no.
func (m *memory) recall(a, b *picture, asked question, about uint64) (answer []byte, known bool) {
	i, known := m.find(a, b, asked, about)
	if !known {
		return nil, false
	}
	p := &m.pairs[i]
	m.used[i].Store(true)
	return m.answers[p.at : p.at+int64(p.length)], true
}

// knows says whether recall has an answer.
func (m *memory) knows(a, b *picture, asked question, about uint64) bool {
	_, known := m.find(a, b, asked, about)
	return known
}

func (m *memory) find(a, b *picture, asked question, about uint64) (int, bool) {
	return slices.BinarySearchFunc(m.pairs, remembered{a: a.number, b: b.number, asked: asked, about: about}, compareRemembered)
}

// learn remembers an answer.
func (m *memory) learn(a, b *picture, asked question, about uint64, answer []byte) {
	if len(answer) > math.MaxUint16 {
		return
	}
	text := binary.LittleEndian.AppendUint32(make([]byte, 0, pairHead+len(answer)), uint32(a.number))
	text = binary.LittleEndian.AppendUint32(text, uint32(b.number))
	text = binary.LittleEndian.AppendUint64(text, about)
	text = binary.LittleEndian.AppendUint16(append(text, byte(asked)), uint16(len(answer)))
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.learned++
	m.add(framePairs, append(text, answer...))
}

// featuresOf is the packed features of a picture, nil if they are not known.
func (m *memory) featuresOf(p *picture) []byte {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return m.features[p.number]
}

// featuresByKey is featuresOf a picture that need not be here any more.
func (m *memory) featuresByKey(key pictureKey) []byte {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if i, ok := m.numbers[key]; ok {
		return m.features[i]
	}
	return nil
}

func (m *memory) learnFeatures(p *picture, packed []byte) {
	text := binary.LittleEndian.AppendUint32(make([]byte, 0, 8+len(packed)), uint32(p.number))
	text = binary.LittleEndian.AppendUint32(text, uint32(len(packed)))
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.features[p.number] = packed
	m.add(frameFeatures, append(text, packed...))
}

// close writes what was learned. With prune, and where most of the file speaks
// of pictures that are gone, or of more pairs than a set of this size needs, it
// is written again without them.
func (m *memory) close(prune bool) error {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.flush()
	if prune && m.err == nil && m.log.end > 2*m.liveSize()+pruneFrom {
		m.err = m.prune()
	}
	return errors.Join(m.err, m.log.Close())
}

// conclude closes the memory at the end of a run. Tables that are written stay
// good where what was learned cannot be: the summary says so.
func (m *memory) conclude(s dataset.Summary, err error, done bool) (dataset.Summary, error) {
	closed := m.close(done)
	if err != nil || closed == nil {
		return s, errors.Join(err, closed)
	}
	s.Notes = append(s.Notes, fmt.Sprintf("the tables are whole, but the next run judges again what this one judged, which could not be kept: %v", closed))
	return s, nil
}

const (
	pruneFrom   = 1 << 20 // bytes
	pairsOfOne  = 200     // pairs remembered for each picture
	pairsAnyhow = 100_000
)

// keeps says whether a pair that earlier runs left is worth keeping.
func (m *memory) keeps(i int) bool {
	p := &m.pairs[i]
	if !m.present[p.a] || !m.present[p.b] {
		return false
	}
	return len(m.pairs) < pairsOfOne*len(m.heads)+pairsAnyhow || m.used[i].Load()
}

// liveSize is the bytes of what is worth keeping.
func (m *memory) liveSize() (n int64) {
	for i, here := range m.present[:m.former] {
		if here {
			n += int64(pictureSize + 8 + len(m.features[i]))
		}
	}
	for i := range m.pairs {
		if m.keeps(i) {
			n += pairHead + int64(m.pairs[i].length)
		}
	}
	return n + m.log.end - m.opened
}

// prune writes the file again without what is not worth keeping. Pictures get
// other numbers.
func (m *memory) prune() error {
	numbers := make([]int32, len(m.present))
	n := int32(0)
	for i, here := range m.present {
		if numbers[i] = -1; here {
			numbers[i] = n
			n++
		}
	}
	number := func(to []byte) bool {
		i := numbers[binary.LittleEndian.Uint32(to)]
		binary.LittleEndian.PutUint32(to, uint32(i))
		return i >= 0
	}
	picture := 0
	ofPictures := func(frame []byte) (kept []byte) {
		for ; len(frame) > 0; frame = frame[pictureSize:] {
			if m.present[picture] {
				kept = append(kept, frame[:pictureSize]...)
			}
			picture++
		}
		return kept
	}
	ofFeatures := func(frame []byte) (kept []byte) {
		for len(frame) > 0 {
			size := 8 + binary.LittleEndian.Uint32(frame[4:])
			if number(frame) {
				kept = append(kept, frame[:size]...)
			}
			frame = frame[size:]
		}
		return kept
	}
	ofPairs := func(frame []byte) (kept []byte) {
		for len(frame) > 0 {
			p, size := readPair(frame)
			if i, former := slices.BinarySearchFunc(m.pairs, p, compareRemembered); former && !m.keeps(i) {
				frame = frame[size:]
				continue
			}
			if number(frame) && number(frame[4:]) {
				kept = append(kept, frame[:size]...)
			}
			frame = frame[size:]
		}
		return kept
	}
	filter := map[byte]func([]byte) []byte{framePictures: ofPictures, frameFeatures: ofFeatures, framePairs: ofPairs}
	return m.log.rewrite(rules(), func(frame []byte) []byte {
		kept := filter[frame[0]](frame[1:])
		if len(kept) == 0 {
			return nil
		}
		return append([]byte{frame[0]}, kept...)
	})
}

// readPair reads a pair but for its answer, and the bytes of both.
func readPair(frame []byte) (p remembered, size int) {
	p = remembered{
		a: int32(binary.LittleEndian.Uint32(frame)), b: int32(binary.LittleEndian.Uint32(frame[4:])), about: binary.LittleEndian.Uint64(frame[8:]),
		asked: question(frame[16]), length: binary.LittleEndian.Uint16(frame[17:]),
	}
	return p, pairHead + int(p.length)
}

// Remembered is how many pictures the next run knows from earlier ones, of which
// it judges no pair again: 0 where they went by other rules.
func Remembered(ws dataset.Workspace) (int, error) {
	frames, err := peekFramed(memoryPath(ws), rules())
	n := 0
	for _, f := range frames {
		if f.kind == framePictures {
			n += int(f.length-1) / pictureSize
		}
	}
	return n, err
}
