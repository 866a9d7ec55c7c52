// Package memo remembers what was worked out of a word or a tag: a set has far
// fewer of them than uses of them. It is for packages that are asked the same
// of millions of captions by all processors at once.
package memo

import (
	"hash/maphash"
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

	snapshot atomic.Pointer[table[T]]
	lock     sync.Mutex
	fresh    map[string]T
	misses   int
}

// Get is the value of a key, made by make when it is asked for the first time.
// Make may keep the key that it is given. It is called under a lock and must not
// ask this cache.
func (c *Cache[T]) Get(key string, make func(string) T) T {
	if t := c.snapshot.Load(); t != nil {
		if e := t.find(key); e != nil {
			return e.value
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
		size += old.size
	}
	if c.misses*4 < size+64 {
		return
	}
	all := newTable[T](size)
	if old != nil && size <= c.limit() {
		for k := range old.entries {
			if e := &old.entries[k]; e.hash != 0 {
				all.add(*e)
			}
		}
	}
	for key, v := range c.fresh {
		all.add(entry[T]{hashOf(key), key, v})
	}
	c.snapshot.Store(all)
	c.fresh, c.misses = nil, 0
}

func (c *Cache[T]) limit() int {
	if c.Limit > 0 {
		return c.Limit
	}
	return usualLimit
}

// table is a map that is only read once it is filled: an entry is found where
// its hash says, or right after, which touches less memory than a map does.
type table[T any] struct {
	entries []entry[T] // a power of two, at most half of them in use
	size    int
}

type entry[T any] struct {
	hash  uint64 // 0 is an empty entry
	key   string
	value T
}

var seed = maphash.MakeSeed()

func hashOf(key string) uint64 { return maphash.String(seed, key) | 1 }

// newTable has room for n entries.
func newTable[T any](n int) *table[T] {
	size := 64
	for size < 2*n {
		size *= 2
	}
	return &table[T]{entries: make([]entry[T], size)}
}

// at is the entry of a key, or the empty one where it belongs.
func (t *table[T]) at(hash uint64, key string) *entry[T] {
	mask := uint64(len(t.entries) - 1)
	for k := hash >> 1 & mask; ; k = (k + 1) & mask {
		if e := &t.entries[k]; e.hash == 0 || e.hash == hash && e.key == key {
			return e
		}
	}
}

func (t *table[T]) find(key string) *entry[T] {
	if e := t.at(hashOf(key), key); e.hash != 0 {
		return e
	}
	return nil
}

// add puts in an entry, in place of one of the same key.
func (t *table[T]) add(e entry[T]) {
	at := t.at(e.hash, e.key)
	if at.hash == 0 {
		t.size++
	}
	*at = e
}
