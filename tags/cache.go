package tags

import (
	"strings"
	"sync"
	"sync/atomic"
)

// cacheLimit is far above the number of tags in use anywhere. A cache that
// grows beyond it, on input that is not tags, starts anew.
const cacheLimit = 1 << 19

// cache remembers what was worked out of a tag: a set has far fewer tags than
// uses of them. Reading takes no lock: new entries gather in fresh until they
// are worth a new snapshot.
type cache[T any] struct {
	snapshot atomic.Pointer[map[string]T]
	lock     sync.Mutex
	fresh    map[string]T
	misses   int
}

// get is the value of a tag, made by make when it is asked for the first time.
func (c *cache[T]) get(tag string, make func(string) T) T {
	if m := c.snapshot.Load(); m != nil {
		if v, ok := (*m)[tag]; ok {
			return v
		}
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	c.misses++
	v, ok := c.fresh[tag]
	if !ok {
		v = make(tag)
		if c.fresh == nil {
			c.fresh = map[string]T{}
		}
		c.fresh[strings.Clone(tag)] = v
	}
	c.promote()
	return v
}

// promote makes a snapshot of old and fresh entries once as many misses have
// been paid for as copying costs.
func (c *cache[T]) promote() {
	size := len(c.fresh)
	old := c.snapshot.Load()
	if old != nil {
		size += len(*old)
	}
	if c.misses*4 < size+64 {
		return
	}
	all := map[string]T{}
	if old != nil && size <= cacheLimit {
		for tag, v := range *old {
			all[tag] = v
		}
	}
	for tag, v := range c.fresh {
		all[tag] = v
	}
	c.snapshot.Store(&all)
	c.fresh, c.misses = nil, 0
}
