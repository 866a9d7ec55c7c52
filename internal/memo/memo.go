// Package memo remembers what was worked out of a word or a tag: a set has far
// fewer of them than uses of them. It is for packages that are asked the same
// of millions of captions by all processors at once.
package memo

import (
	"strings"
	"sync"
	"sync/atomic"
)

// Words and tags are shorter than longestKey; longer ones are worked out anew
// each time, so that a cache stays small whatever it is given.
const longestKey = 100

// usualLimit is far above the number of tags in use anywhere.
const usualLimit = 1 << 19

// Cache remembers a value for each key. Reading takes no lock: new entries
// gather in fresh until they are worth a new snapshot. The zero value is ready,
// and safe for concurrent use.
type Cache[T any] struct {
	Limit int // of entries, beyond which the cache starts anew; 0 = 524,288

	snapshot atomic.Pointer[map[string]T]
	lock     sync.Mutex
	fresh    map[string]T
	misses   int
}

// Get is the value of a key, made by make when it is asked for the first time.
// Make may keep the key that it is given. It is called under a lock and must not
// ask this cache.
func (c *Cache[T]) Get(key string, make func(string) T) T {
	if m := c.snapshot.Load(); m != nil {
		if v, ok := (*m)[key]; ok {
			return v
		}
	}
	if len(key) > longestKey {
		return make(key)
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	c.misses++
	v, ok := c.fresh[key]
	if !ok {
		key = strings.Clone(key)
		v = make(key)
		if c.fresh == nil {
			c.fresh = map[string]T{}
		}
		c.fresh[key] = v
	}
	c.promote()
	return v
}

// promote makes a snapshot of old and fresh entries once as many misses have
// been paid for as copying costs.
func (c *Cache[T]) promote() {
	size := len(c.fresh)
	old := c.snapshot.Load()
	if old != nil {
		size += len(*old)
	}
	if c.misses*4 < size+64 {
		return
	}
	all := map[string]T{}
	if old != nil && size <= c.limit() {
		for key, v := range *old {
			all[key] = v
		}
	}
	for key, v := range c.fresh {
		all[key] = v
	}
	c.snapshot.Store(&all)
	c.fresh, c.misses = nil, 0
}

func (c *Cache[T]) limit() int {
	if c.Limit > 0 {
		return c.Limit
	}
	return usualLimit
}
