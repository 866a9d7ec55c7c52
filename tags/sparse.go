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
	mask := uint64(len(s.keys) - 1)
	// A multiplier from the golden ratio spreads keys whose low bits are alike.
	at := (key * 0x9e3779b97f4a7c15) >> 20 & mask
	for s.keys[at] != 0 && s.keys[at] != key {
		at = (at + 1) & mask
	}
	return int(at)
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
		s.rebuild(len(s.keys)*2, 0)
		return
	}
	for s.used*2 > len(s.keys) {
		s.slack++
		s.rebuild(len(s.keys), 1)
	}
}

// rebuild puts the counts, each less by so many, into a new table.
func (s *sparseCounts) rebuild(slots int, less uint32) {
	keys, count := s.keys, s.count
	s.keys, s.count, s.used = make([]uint64, slots), make([]uint32, slots), 0
	for i, key := range keys {
		if key == 0 || count[i] <= less {
			continue
		}
		at := s.slot(key)
		s.keys[at], s.count[at] = key, count[i]-less
		s.used++
	}
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
