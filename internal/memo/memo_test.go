package memo

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

func TestAValueIsMadeOnce(t *testing.T) {
	var c Cache[int]
	made := map[string]int{}
	for range 5 {
		for i := range 1000 {
			key := fmt.Sprint(i)
			got := c.Get(key, func(key string) int { made[key]++; return len(key) })
			if got != len(key) {
				t.Fatalf("the value of %s is %d, want %d", key, got, len(key))
			}
		}
	}
	for key, n := range made {
		if n != 1 {
			t.Errorf("the value of %s was made %d times", key, n)
		}
	}
}

func TestMemoryIsBounded(t *testing.T) {
	c := Cache[int]{Limit: 100}
	for i := range 10_000 {
		c.Get(fmt.Sprint(i), func(string) int { return i })
		held := len(c.fresh)
		if all := c.snapshot.Load(); all != nil {
			held += all.size
		}
		if held > 200 {
			t.Fatalf("%d entries are held after %d keys, want no more than 200", held, i+1)
		}
	}
	long := strings.Repeat("x", longestKey+1)
	c.Get(long, func(string) int { return 1 })
	if _, ok := c.fresh[long]; ok {
		t.Error("a key that is no word is held")
	}
}

func TestManyMayAskAtOnce(t *testing.T) {
	var c Cache[string]
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for i := range 2000 {
				if key := fmt.Sprint(i % 300); c.Get(key, func(key string) string { return key + "!" }) != key+"!" {
					t.Errorf("another value is found for %s", key)
				}
			}
		})
	}
	all.Wait()
}
