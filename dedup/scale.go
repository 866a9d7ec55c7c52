package dedup

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"os"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/hamming"
)

// Scale is what searching so many synthetic hashes took and found.
type Scale struct {
	Pictures int `json:"pictures"`
	Workers  int `json:"workers"`

	// All pairs of 64-bit words within WordRadius, exactly.
	WordRadius  int   `json:"word_radius"`
	WordCost    Cost  `json:"word_cost"`
	WordPairs   int64 `json:"word_pairs"`
	WordPlanted Share `json:"word_planted"` // planted pairs that were found

	// The candidate stage, as dedup runs it.
	Views         int   `json:"views"`
	Radius        int   `json:"radius"`
	CandidateCost Cost  `json:"candidate_cost"`
	Candidates    int64 `json:"candidates"` // ways to lay a pair on one another
	Planted       Share `json:"planted"`    // planted copies that are candidates
	Near          Share `json:"near"`       // of those that exhaustive search finds, for they are within the radius
	NearAlone     Share `json:"near_alone"` // of these, but for copies of a picture that looks like more than are compared with each
	Sampled       Share `json:"sampled"`    // of what exhaustive search finds of a sample of views and chance does not explain
	Crowded       Share `json:"crowded"`    // the same of views that look like more pictures than are compared with each
	Placeholders  int   `json:"placeholders"`
	Added         int   `json:"added,omitempty"`       // pictures that came afterwards
	AddedViews    int   `json:"added_views,omitempty"` // views that were then searched with all others
	Again         Cost  `json:"again"`                 // which took that

	Crops *CropScale `json:"crops,omitempty"` // not searched beyond ScaleCropsMost pictures
}

// Cost is what a part of the work took.
type Cost struct {
	Seconds   float64 `json:"seconds"`
	CPU       float64 `json:"cpu_seconds"`
	PeakBytes int64   `json:"peak_bytes"` // of the process while it worked, with what it worked on
}

// Meter measures the process: start begins a part, and the function that it
// gives ends it.
type Meter func() (end func() Cost)

// Share is so many of so many.
type Share struct {
	Hits int64 `json:"hits"`
	Of   int64 `json:"of"`
}

func (s *Share) add(hit bool) {
	s.Of++
	if hit {
		s.Hits++
	}
}

// Part is the share, 0 to 1; 1 of nothing.
func (s Share) Part() float64 {
	if s.Of == 0 {
		return 1
	}
	return float64(s.Hits) / float64(s.Of)
}

// copyBits is of 1,000 pairs that were verified as copies, mirrored, turned or
// grey on a labelled set how many differ in 0–7, 8–15, … 64–71 of 256 bits.
var copyBits = [9]int{874, 46, 16, 22, 13, 15, 8, 4, 2}

const (
	secondView     = .3  // of pictures have margins, hence another view
	plantedShare   = .05 // of pictures are copies of another
	crowdShare     = .02 // are flat drawings that look much alike
	crowdMost      = 300 // of one kind
	flatShare      = .1  // have few signs that are sure
	placeholderOf  = 100 // one picture in so many is the same placeholder
	sampledQueries = 100
)

// ScaleOptions say how much is searched.
type ScaleOptions struct {
	Pictures int
	Workers  int
	Seed     uint64
	NoCrops  bool
	Add      int // pictures that come afterwards: candidates and crops are searched again
	Meter    Meter
	// Done is called after each part: with words, candidates and crops.
	Done func(part string, s *Scale)
}

// MeasureScale searches hashes of n made-up pictures: random ones, copies that
// differ as real copies do, crowds of flat drawings and one placeholder shown
// again and again.
func MeasureScale(ctx context.Context, o ScaleOptions, progress dataset.Progress) (*Scale, error) {
	n := o.Pictures
	if n < 1000 || n > 100_000_000 {
		return nil, fmt.Errorf("measure the search of %d pictures: name 1,000 to 100,000,000", n)
	}
	if o.Add < 0 || o.Add > n {
		return nil, fmt.Errorf("add %d pictures to %d: name 0 to as many", o.Add, n)
	}
	s := &Scale{Pictures: n, Workers: o.Workers, WordRadius: 6, Radius: Options{}.withDefaults().Radius}
	if err := s.searchWords(ctx, o); err != nil {
		return nil, err
	}
	o.Done("words", s)
	progress.Report("scale", 1, 3, 0)
	if err := s.searchCandidates(ctx, o); err != nil {
		return nil, err
	}
	o.Done("candidates", s)
	progress.Report("scale", 2, 3, 0)
	if !o.NoCrops && o.Pictures <= ScaleCropsMost {
		if err := s.measureCrops(ctx, o); err != nil {
			return nil, err
		}
		o.Done("crops", s)
	}
	progress.Report("scale", 3, 3, 0)
	return s, nil
}

// searchCandidates searches the hashes of made-up pictures, and then those of
// some that are added.
func (s *Scale) searchCandidates(ctx context.Context, o ScaleOptions) (err error) {
	dir, err := os.MkdirTemp("", "winnow-near-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	m := made{dice: rand.New(rand.NewPCG(o.Seed, 2))}
	m.make(o.Pictures)
	s.Views, s.Placeholders = len(m.nodes), m.placeholders
	search := func() ([]candidate, int, error) {
		if len(m.nodes) <= exhaustiveMost {
			found, err := search(ctx, m.nodes, s.Radius, o.Workers)
			return found, len(m.nodes), err
		}
		return searchKept(ctx, m.keys(), m.nodes, s.Radius, o.Workers, dir)
	}
	end := o.Meter()
	found, _, err := search()
	if err != nil {
		return err
	}
	s.CandidateCost, s.Candidates = end(), int64(len(found))
	s.score(&m, found)
	if o.Add > 0 {
		m.make(o.Add)
		end := o.Meter()
		_, s.AddedViews, err = search()
		s.Again, s.Added = end(), o.Add
	}
	return err
}

// score says what of the planted pairs, and of a sample of all, was found.
func (s *Scale) score(m *made, found []candidate) {
	are := make(map[[2]int32]bool, len(found))
	for _, c := range found {
		are[c.pair()] = true
	}
	most := reach(s.Radius)
	for _, p := range m.planted {
		a, b := &m.nodes[p[0]], &m.nodes[p[1]]
		hit := are[pairOf(a.picture, b.picture)]
		s.Planted.add(hit)
		if len(waysOf(a, b, &most)) > 0 {
			s.Near.add(hit)
			if !m.inCrowd(a) {
				s.NearAlone.add(hit)
			}
		}
	}
	s.sample(m, are)
}

// searchWords finds the pairs of random words of which some are copies.
func (s *Scale) searchWords(ctx context.Context, o ScaleOptions) error {
	dice := rand.New(rand.NewPCG(o.Seed, 1))
	words := make([]uint64, s.Pictures)
	planted, copied := map[[2]int32]bool{}, map[int32]bool{}
	values := map[uint64]bool{} // of copies: the first of equal ones stands for them
	for i := range words {
		words[i] = dice.Uint64()
		if i > 0 && dice.Float64() < plantedShare {
			of := dice.IntN(i)
			if copied[int32(of)] {
				continue
			}
			copied[int32(i)] = true
			words[i] = words[of]
			for range dice.IntN(s.WordRadius + 1) {
				words[i] ^= 1 << dice.IntN(64)
			}
			if words[i] != words[of] && !values[words[i]] {
				values[words[i]] = true
				planted[[2]int32{int32(of), int32(i)}] = false
			}
		}
	}
	end := o.Meter()
	err := hamming.Pairs(ctx, words, s.WordRadius, s.Workers, func(some []hamming.Pair) error {
		s.WordPairs += int64(len(some))
		for _, p := range some {
			if _, ok := planted[[2]int32{p.A, p.B}]; ok {
				planted[[2]int32{p.A, p.B}] = true
			}
		}
		return nil
	})
	s.WordCost = end()
	for _, hit := range planted {
		s.WordPlanted.add(hit)
	}
	return err
}

// made is a set of made-up pictures.
type made struct {
	dice         *rand.Rand
	pictures     int32
	nodes        []node
	planted      [][2]int32      // nodes
	crowdOf      map[int32]int32 // by picture, of those of a crowd and their copies: the first of it
	crowds       map[int32]int   // by the first, how many there are
	placeholder  folded
	placeholders int
}

// inCrowd says that a picture is like more than are compared with each.
func (m *made) inCrowd(n *node) bool {
	first, in := m.crowdOf[n.picture]
	return in && m.crowds[first] > sameHashMost
}

func (m *made) join(picture, first int32) {
	m.crowdOf[picture] = first
	m.crowds[first]++
}

// make makes n pictures more.
func (m *made) make(n int) {
	m.nodes = slices.Grow(m.nodes, int(float64(n)*(1+secondView)))
	if m.pictures == 0 {
		m.placeholder = m.hash()
		m.crowdOf, m.crowds = map[int32]int32{}, map[int32]int{}
	}
	var template folded
	crowd, first := 0, int32(0)
	for i := m.pictures; i < m.pictures+int32(n); i++ {
		switch luck := m.dice.Float64(); {
		case i%placeholderOf == 0:
			m.placeholders++
			m.nodes = append(m.nodes, node{m.placeholder, i, 0})
		case luck < plantedShare && len(m.nodes) > 0:
			at := m.dice.IntN(len(m.nodes))
			of := m.nodes[at]
			if of.picture%placeholderOf == 0 {
				m.nodes = append(m.nodes, node{m.hash(), i, 0})
				continue
			}
			m.nodes = append(m.nodes, node{m.copyOf(of.hash).in(position(m.dice.IntN(positions))), i, 0})
			m.planted = append(m.planted, [2]int32{int32(at), int32(len(m.nodes) - 1)})
			if of, in := m.crowdOf[of.picture]; in {
				m.join(i, of)
			}
		case luck < plantedShare+crowdShare:
			if crowd == 0 {
				template, crowd, first = m.flat(), 1+m.dice.IntN(crowdMost), i
			}
			crowd--
			m.join(i, first)
			m.nodes = append(m.nodes, node{m.turn(template, m.dice.IntN(6)), i, 0})
		default:
			m.nodes = append(m.nodes, node{m.hash(), i, 0})
			if m.dice.Float64() < secondView {
				m.nodes = append(m.nodes, node{m.hash(), i, 1})
			}
		}
	}
	m.pictures += int32(n)
}

// keys are those that the pictures are known by.
func (m *made) keys() []pictureKey {
	out := make([]pictureKey, m.pictures)
	for i := range out {
		binary.LittleEndian.PutUint64(out[i][:], uint64(i))
	}
	return out
}

func (m *made) hash() (h folded) {
	if m.dice.Float64() < flatShare {
		return m.flat()
	}
	for i := range h.sign {
		h.sign[i] = m.dice.Uint64()
		h.sure[i] = m.dice.Uint64() | m.dice.Uint64() | m.dice.Uint64() | m.dice.Uint64()
	}
	return h
}

// flat is a hash of which a quarter to half of the signs are sure.
func (m *made) flat() (h folded) {
	share := .25 + .25*m.dice.Float64()
	for at := range 256 {
		if m.dice.Float64() < share {
			h.sure[at/64] |= 1 << (at % 64)
		}
	}
	for i := range h.sign {
		h.sign[i] = m.dice.Uint64()
	}
	return h
}

// copyOf is the hash of a copy: signs that are not sure are drawn anew, and of
// those that are, so many differ as in real copies.
func (m *made) copyOf(h folded) folded {
	at, luck := 0, m.dice.IntN(1000)
	for luck >= copyBits[at] {
		luck -= copyBits[at]
		at++
	}
	for i := range h.sign {
		h.sign[i] ^= ^h.sure[i] & m.dice.Uint64()
	}
	sure := 0
	for _, w := range h.sure {
		sure += bits.OnesCount64(w)
	}
	return m.turn(h, (8*at+m.dice.IntN(8))*sure/256)
}

// turn turns n signs that are sure.
func (m *made) turn(h folded, n int) folded {
	var done [4]uint64
	for n > 0 {
		at, bit := m.dice.IntN(4), uint64(1)<<m.dice.IntN(64)
		if h.sure[at]&bit == 0 || done[at]&bit != 0 {
			continue
		}
		done[at] |= bit
		h.sign[at] ^= bit
		n--
	}
	return h
}

// beyondChance is how far below half no pair of so many millions of pictures
// comes by chance in any position: once in 10¹³.
const beyondChance = 7.3

// sample compares some views with all others. Views of the very same hash are
// grouped without being searched, and do not count; neither do pairs of flat
// pictures that chance brings within the radius, for nothing is to be found there.
func (s *Scale) sample(m *made, are map[[2]int32]bool) {
	most := reachBeyond(s.Radius, beyondChance)
	for range sampledQueries {
		i := m.dice.IntN(len(m.nodes))
		from := &m.nodes[i]
		turned := from.hash.transpose()
		near := map[int32]bool{}
		for j := range m.nodes {
			to := &m.nodes[j]
			if to.picture == from.picture || to.hash == from.hash {
				continue
			}
			if from.hash.near(&to.hash, &most) || turned.near(&to.hash, &most) {
				near[to.picture] = true
			}
		}
		share := &s.Sampled
		if len(near) > sameHashMost {
			share = &s.Crowded
		}
		for other := range near {
			share.add(are[pairOf(from.picture, other)])
		}
	}
}
