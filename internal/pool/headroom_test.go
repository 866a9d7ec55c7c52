package pool

import (
	"runtime"
	"runtime/debug"
	"testing"
)

var garbage []byte

func TestHeadroomSparesCollections(t *testing.T) {
	before := debug.SetGCPercent(100)
	defer debug.SetGCPercent(before)
	collections := func(work func()) uint32 {
		var from, to runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&from)
		work()
		runtime.ReadMemStats(&to)
		return to.NumGC - from.NumGC
	}
	litter := func() {
		for range 128 {
			garbage = make([]byte, 1<<20)
		}
	}
	plain := collections(litter)
	restore := Headroom(64 << 20)
	spared := collections(litter)
	restore()
	// Two for 128 MB, and the one that tells how much is live.
	if plain < 8 || spared > 4 {
		t.Errorf("128 MB of garbage: %d collections without headroom of 64 MB, %d with it", plain, spared)
	}
	if now := debug.SetGCPercent(100); now != 100 {
		t.Errorf("collections are at %d %% afterwards, want 100", now)
	}
	runtime.GC() // what watched must not set it any more
	runtime.GC()
	if now := debug.SetGCPercent(100); now != 100 {
		t.Errorf("collections are at %d %% after two more, want 100", now)
	}
}
