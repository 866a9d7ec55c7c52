package tags

import "slices"

// sparseCounts counts pairs by key in open addressing: 12 bytes a slot, at
// most so many slots. When those are three quarters full it takes one from
// every count and drops those that have none left: the lossy counting of Misra
// and Gries, whose error is the number of rounds.
type sparseCounts struct {
	keys  []uint64 // 0 is free: no pair has that key
	count []uint32
	used  int
	most  int // slots at most
	slack uint32
}

const sparseStart = 1 << 12

func newSparse(pairs int) *sparseCounts {
	most := sparseStart
	for most*3/4 < pairs {
		most *= 2
	}
	return &sparseCounts{keys: make([]uint64, sparseStart), count: make([]uint32, sparseStart), most: most}
}

// slot is where a key is, or would be.
func (s *sparseCounts) slot(key uint64) int {
	mask := len(s.keys) - 1
	at := s.home(key)
	for s.keys[at] != 0 && s.keys[at] != key {
		at = (at + 1) & mask
	}
	return at
}

// home is where a key is looked for first. A multiplier from the golden ratio
// spreads keys whose low bits are alike.
func (s *sparseCounts) home(key uint64) int {
	return int((key * 0x9e3779b97f4a7c15) >> 20 & uint64(len(s.keys)-1))
}

func (s *sparseCounts) add(key uint64) {
	at := s.slot(key)
	if s.keys[at] == key {
		s.count[at]++
		return
	}
	s.keys[at], s.count[at] = key, 1
	if s.used++; s.used*4 > len(s.keys)*3 {
		s.makeRoom()
	}
}

func (s *sparseCounts) makeRoom() {
	if len(s.keys) < s.most {
		s.grow()
		return
	}
	for s.used*2 > len(s.keys) {
		s.slack++
		s.forget()
	}
}

func (s *sparseCounts) grow() {
	keys, count := s.keys, s.count
	s.keys, s.count = make([]uint64, 2*len(keys)), make([]uint32, 2*len(keys))
	for i, key := range keys {
		if key != 0 {
			at := s.slot(key)
			s.keys[at], s.count[at] = key, count[i]
		}
	}
}

// forget takes one from every count, in place.
func (s *sparseCounts) forget() {
	for i := range s.count {
		if s.keys[i] != 0 {
			s.count[i]--
		}
	}
	for i := 0; i < len(s.keys); {
		if s.keys[i] != 0 && s.count[i] == 0 {
			s.remove(i) // which may put another one here
			continue
		}
		i++
	}
}

// remove frees a slot and moves those up that were put behind it for want of
// room, so that no search ends too early.
func (s *sparseCounts) remove(hole int) {
	mask := len(s.keys) - 1
	s.used--
	for at := (hole + 1) & mask; s.keys[at] != 0; at = (at + 1) & mask {
		// Its home lies cyclically after the hole: it may stay.
		if home := s.home(s.keys[at]); (at-home)&mask < (at-hole)&mask {
			continue
		}
		s.keys[hole], s.count[hole] = s.keys[at], s.count[at]
		hole = at
	}
	s.keys[hole], s.count[hole] = 0, 0
}

func (s *sparseCounts) of(key uint64) uint32 { return s.count[s.slot(key)] }

// sorted lists the keys with at least so many, in ascending order.
func (s *sparseCounts) sorted(support int64) []uint64 {
	var keys []uint64
	for i, key := range s.keys {
		if key != 0 && int64(s.count[i]) >= support {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}
