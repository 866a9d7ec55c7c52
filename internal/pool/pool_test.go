package pool

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func count(n int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
	}
}

func TestResultsComeInOrderWhateverTheWorkers(t *testing.T) {
	for _, workers := range []int{0, 1, 7, 1 << 40} {
		var got, want []int
		for i := range 200 {
			want = append(want, i*i)
		}
		err := Ordered(t.Context(), workers, count(200), func(_ context.Context, i int) int {
			time.Sleep(time.Duration(rand.Intn(100)) * time.Microsecond)
			return i * i
		}, func(_, out int) error { got = append(got, out); return nil })
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%d workers: %v, %v", workers, got, err)
		}
	}
}

func TestInFlightIsBounded(t *testing.T) {
	var started, emitted, most atomic.Int64
	err := Ordered(t.Context(), 2, count(500), func(_ context.Context, i int) int {
		most.Store(max(most.Load(), started.Add(1)-emitted.Load()))
		return i
	}, func(_, _ int) error { emitted.Add(1); return nil })
	if err != nil {
		t.Fatal(err)
	}
	if limit := int64(2*window + 4); most.Load() > limit {
		t.Errorf("%d inputs were in flight, want at most %d", most.Load(), limit)
	}
}

func TestErrorsEndTheRun(t *testing.T) {
	boom := errors.New("boom")
	failing := func(yield func(int, error) bool) {
		if yield(1, nil) {
			yield(0, boom)
		}
	}
	id := func(_ context.Context, i int) int { return i }
	if err := Ordered(t.Context(), 2, failing, id, func(_, _ int) error { return nil }); !errors.Is(err, boom) {
		t.Errorf("an error of the inputs came back as %v", err)
	}
	if err := Ordered(t.Context(), 2, count(1000), id, func(i, _ int) error {
		if i == 5 {
			return boom
		}
		return nil
	}); !errors.Is(err, boom) {
		t.Errorf("an error of emit came back as %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := Ordered(ctx, 2, count(1000), id, func(i, _ int) error {
		if i == 5 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled run ended with %v", err)
	}
}

func TestContain(t *testing.T) {
	for _, limit := range []time.Duration{0, time.Minute} {
		if err := Contain(limit, func() { panic("decoder") }); err == nil || !strings.Contains(err.Error(), "decoder") {
			t.Errorf("a panic came back as %v", err)
		}
		if err := Contain(limit, func() {}); err != nil {
			t.Errorf("nothing wrong came back as %v", err)
		}
	}
	stuck := make(chan struct{})
	defer close(stuck)
	if err := Contain(time.Millisecond, func() { <-stuck }); !errors.Is(err, ErrStuck) {
		t.Errorf("an endless function came back as %v", err)
	}
}

func TestBudgetIsNeverExceeded(t *testing.T) {
	b := NewBudget(10)
	var used, most atomic.Int64
	err := Ordered(t.Context(), 8, count(100), func(ctx context.Context, i int) error {
		need := int64(i%7 + 1)
		return b.Spend(ctx, need, func() {
			most.Store(max(most.Load(), used.Add(need)))
			time.Sleep(10 * time.Microsecond)
			used.Add(-need)
		})
	}, func(_ int, err error) error { return err })
	if err != nil || most.Load() > 10 {
		t.Errorf("%d of 10 were spent at once (%v)", most.Load(), err)
	}
	if err := b.Spend(t.Context(), 1e9, func() {}); err != nil {
		t.Error(fmt.Errorf("what is larger than the budget did not run alone: %w", err))
	}
}
