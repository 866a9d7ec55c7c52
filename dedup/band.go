package dedup

import (
	"cmp"
	"slices"
)

// Sets of more views than exhaustiveMost are not compared each with each, but
// by bands: groups of signs of low frequencies, of which a pair must share one
// whole group. The signs that noise can turn are tried both ways, so that the
// radius costs little where real pictures differ. Against each with each on the
// labelled set, see TestBandsFindWhatExhaustiveSearchFinds.
const (
	exhaustiveMost = 20_000
	bandCount      = 6
	bandBits       = 16
	unsureTried    = 4    // signs of a band, not sure, that are tried both ways
	sameHashMost   = 40   // views of one hash that are compared each with each
	bucketMost     = 4096 // views under one key beyond which it says nothing
)

// bandPlaces are the coefficients of each band: the lowest in turn, the mean left out.
var bandPlaces = func() (places [bandCount][bandBits]uint8) {
	var all []uint8
	for i := 1; i < hashFreqs*hashFreqs; i++ {
		all = append(all, uint8(i))
	}
	slices.SortFunc(all, func(a, b uint8) int {
		return cmp.Or(cmp.Compare(a/hashFreqs+a%hashFreqs, b/hashFreqs+b%hashFreqs), cmp.Compare(a, b))
	})
	for i := range bandCount * bandBits {
		places[i%bandCount][i/bandCount] = all[i]
	}
	return places
}()

func (m *matrix) bit(at uint8) uint32 { return uint32(m[at>>6] >> (at & 63) & 1) }

// bands is an index of nodes: for each band, their numbers by key.
type bands struct {
	nodes  []node
	most   *[257]int
	starts [bandCount][]int32 // where each key begins in order
	order  [bandCount][]int32 // numbers of nodes
	first  []int32            // the first nodes of the same hash: those beyond sameHashMost are compared with them only
}

func keyOf(h *hash, band int) (key uint32) {
	for i, at := range bandPlaces[band] {
		key |= h.sign.bit(at) << i
	}
	return key
}

func newBands(nodes []node, most *[257]int) *bands {
	b := &bands{nodes: nodes, most: most, first: make([]int32, len(nodes))}
	count := map[hash]int32{}
	for i := range nodes {
		b.first[i] = count[nodes[i].hash]
		count[nodes[i].hash]++
	}
	for band := range bandCount {
		starts := make([]int32, 1<<bandBits+1)
		for i := range nodes {
			if b.first[i] < sameHashMost {
				starts[keyOf(&nodes[i].hash, band)+1]++
			}
		}
		for k := 1; k < len(starts); k++ {
			starts[k] += starts[k-1]
		}
		at := slices.Clone(starts)
		order := make([]int32, starts[len(starts)-1])
		for i := range nodes {
			if b.first[i] < sameHashMost {
				k := keyOf(&nodes[i].hash, band)
				order[at[k]] = int32(i)
				at[k]++
			}
		}
		b.starts[band], b.order[band] = starts, order
	}
	return b
}

// nearTo finds the nodes near node i. Most pairs are found from both ends.
func (b *bands) nearTo(i int) (out []candidate) {
	from := &b.nodes[i]
	var hits []int32
	for p := range position(positions) {
		turned := from.hash.in(p)
		hits = hits[:0]
		for band := range bandCount {
			hits = b.look(&turned, band, hits)
		}
		slices.Sort(hits)
		for _, j := range slices.Compact(hits) {
			to := &b.nodes[j]
			if to.picture == from.picture {
				continue
			}
			if differ, of := turned.distance(&to.hash); differ <= b.most[of] {
				out = append(out, makeCandidate(from, to, p, inAll(differ, of)))
			}
		}
	}
	return out
}

// look collects what is under the keys of h in a band, tried both ways where a
// sign is not sure.
func (b *bands) look(h *hash, band int, hits []int32) []int32 {
	key := keyOf(h, band)
	var unsure [unsureTried]uint32
	n := 0
	for i, at := range bandPlaces[band] {
		if h.sure.bit(at) == 0 && n < unsureTried {
			unsure[n] = 1 << i
			n++
		}
	}
	for try := range 1 << n {
		k := key
		for i := range n {
			if try>>i&1 != 0 {
				k ^= unsure[i]
			}
		}
		if some := b.order[band][b.starts[band][k]:b.starts[band][k+1]]; len(some) <= bucketMost {
			hits = append(hits, some...)
		}
	}
	return hits
}
