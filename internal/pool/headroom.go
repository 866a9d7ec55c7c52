package pool

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// Headroom lets so many bytes be allocated between two collections even where
// little is live: collecting whenever the little has doubled takes a tenth of the
// time of what makes much garbage. Where more is live, collections are as before.
// It holds until the function that it gives is called, which restores.
func Headroom(bytes uint64) (restore func()) {
	h := &headroom{bytes: bytes, before: debug.SetGCPercent(100)}
	debug.SetGCPercent(h.before)
	if h.before < 0 {
		return func() {} // nothing is collected anyway
	}
	h.adjust()
	h.watch()
	return h.end
}

type headroom struct {
	bytes  uint64
	before int // per cent

	mu    sync.Mutex
	ended bool
}

// watch adjusts after each collection: what nothing points at is finalized then.
func (h *headroom) watch() {
	sentinel := &struct{ pointer *headroom }{h}
	runtime.SetFinalizer(sentinel, func(*struct{ pointer *headroom }) {
		if h.adjust() {
			h.watch()
		}
	})
}

// adjust sets by how much of what is live the heap may grow.
func (h *headroom) adjust() (goesOn bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ended {
		return false
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	const least = 1 << 20
	percent := 100 * h.bytes / max(live[0].Value.Uint64(), least)
	debug.SetGCPercent(max(h.before, int(percent)))
	return true
}

func (h *headroom) end() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ended = true
	debug.SetGCPercent(h.before)
}
