package dedup

import (
	"context"
	"encoding/binary"
	"fmt"
	"path/filepath"
)

// Which views are near is remembered, so that after a scan that added some only
// theirs are searched with all others. Sets that are compared each with each are
// so small that nothing is kept of them.

func nearStatePath(dir string) string { return filepath.Join(dir, "dedup.near") }

const (
	frameTraces = 't'
	frameNear   = 'n'
	traceSize   = 4 + 3*8 + 1
	nearSize    = 8
)

// nearRules are those by which views are near.
func nearRules(radius int) string { return fmt.Sprintf("%s radius %d", rules(), radius) }

// candidatesOf are the candidates among the nodes of the run. Keys of references
// are other than those of ours, which may have the same pictures.
func (r *run) candidatesOf(ctx context.Context, nodes []node) ([]candidate, error) {
	if len(nodes) <= exhaustiveMost {
		return search(ctx, nodes, r.options.Radius, r.options.Workers)
	}
	var keys []pictureKey
	for i, n := range nodes {
		if i > 0 && n.picture == nodes[i-1].picture {
			continue
		}
		key := r.memory.keys[r.pictures[n.picture].number]
		if int(n.picture) >= r.own {
			key[0] ^= 0xff
		}
		keys = append(keys, key)
	}
	found, _, err := searchKept(ctx, keys, nodes, r.options.Radius, r.options.Workers, r.ws.Dir)
	return found, err
}

// searchKept is search of many nodes, given what the last run found, which it
// replaces. It says how many were searched with all others.
func searchKept(ctx context.Context, keys []pictureKey, nodes []node, radius, workers int, dir string) ([]candidate, int, error) {
	if len(nodes) > nodesMost {
		return nil, 0, fmt.Errorf("look for copies among %d views: %d are the most", len(nodes), nodesMost)
	}
	old, err := readNearState(dir, radius)
	if err != nil {
		return nil, 0, err
	}
	most := reach(radius)
	now, searched, err := searchAgain(ctx, old, keys, nodes, &most, workers)
	if err != nil {
		return nil, 0, err
	}
	if err := writeFramed(nearStatePath(dir), nearRules(radius), now.frames); err != nil {
		return nil, 0, err
	}
	found, err := waysOfAll(ctx, nodes, now.pairs, &most, workers)
	return found, searched, err
}

// readNearState reads what the last run found; nil if there is nothing whole.
func readNearState(dir string, radius int) (*nearState, error) {
	s, whole := &nearState{}, false
	take := func(frame []byte) error {
		if len(frame) == 0 || whole {
			return errFrame
		}
		kind, frame := frame[0], frame[1:]
		size := map[byte]int{frameMembers: len(pictureKey{}), frameTraces: traceSize, frameNear: nearSize, frameEnd: 1}[kind]
		if size == 0 || len(frame)%size != 0 {
			return errFrame
		}
		whole = kind == frameEnd
		for ; len(frame) > 0; frame = frame[size:] {
			if !s.take(kind, frame) {
				return errFrame
			}
		}
		return nil
	}
	f, err := openFramed(nearStatePath(dir), nearRules(radius), take)
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil || !whole {
		return nil, err
	}
	return s, nil
}

// take takes in what a frame begins with. It is false for what makes no sense.
func (s *nearState) take(kind byte, b []byte) bool {
	number := binary.LittleEndian.Uint64
	switch kind {
	case frameMembers:
		s.keys = append(s.keys, pictureKey(b))
	case frameTraces:
		p := binary.LittleEndian.Uint32(b)
		if int64(p) >= int64(len(s.keys)) || len(s.pictures) > 0 && int32(p) < s.pictures[len(s.pictures)-1] {
			return false
		}
		s.pictures = append(s.pictures, int32(p))
		s.traces = append(s.traces, trace{[2]uint64{number(b[4:]), number(b[12:])}, number(b[20:])})
		s.standing = append(s.standing, b[28])
	case frameNear:
		p := nodePair(number(b))
		if n := nodePair(len(s.traces)); p>>32 >= n || p&(1<<32-1) >= n {
			return false
		}
		s.pairs = append(s.pairs, p)
	}
	return true
}

// frames are those of the file.
func (s *nearState) frames(yield func([]byte, error) bool) {
	word := binary.LittleEndian.AppendUint64
	_ = framesOf(yield, frameMembers, len(s.keys), func(to []byte, i int) []byte { return append(to, s.keys[i][:]...) }) &&
		framesOf(yield, frameTraces, len(s.traces), func(to []byte, i int) []byte {
			t := &s.traces[i]
			to = binary.LittleEndian.AppendUint32(to, uint32(s.pictures[i]))
			return append(word(word(word(to, t.sum[0]), t.sum[1]), t.word), s.standing[i])
		}) &&
		framesOf(yield, frameNear, len(s.pairs), func(to []byte, i int) []byte { return word(to, uint64(s.pairs[i])) }) &&
		yield([]byte{frameEnd}, nil)
}
