// Package pool runs one function over many inputs on all cores: results come
// back in the order of the inputs, a bounded number is in flight, and a panic
// or an endless loop is contained to the input that caused it.
package pool

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
)

// window is how many inputs each worker may be ahead of the slowest one.
const window = 8

// maxWorkers is more than any machine makes use of: each holds an image.
const maxWorkers = 512

// Workers is how many are meant by a number that was asked for: 0, or less, one
// for each core; at most 512.
func Workers(asked int) int {
	if asked <= 0 {
		asked = runtime.GOMAXPROCS(0)
	}
	return min(asked, maxWorkers)
}

// Ordered calls work on each input, on so many Workers, and emit with each result,
// in the order of inputs, from the calling goroutine.
// It ends at the first error of inputs or of emit, or when ctx is done, after
// all workers have stopped. Work must not panic: see Contain.
func Ordered[In, Out any](ctx context.Context, workers int, inputs iter.Seq2[In, error],
	work func(context.Context, In) Out, emit func(In, Out) error) error {
	workers = Workers(workers)
	ctx, cancel := context.WithCancel(ctx)
	type job struct {
		in   In
		out  Out
		err  error // of the inputs: the last job
		done chan struct{}
	}
	jobs := make(chan *job)                  // to the workers
	order := make(chan *job, workers*window) // to emit, and the bound on what is in flight
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()
	for range workers {
		running.Go(func() {
			for j := range jobs {
				j.out = work(ctx, j.in)
				close(j.done)
			}
		})
	}
	running.Go(func() {
		defer close(order)
		defer close(jobs)
		for in, err := range inputs {
			j := &job{in: in, err: err, done: make(chan struct{})}
			select {
			case order <- j:
			case <-ctx.Done():
				return
			}
			if err != nil {
				close(j.done)
				return
			}
			select {
			case jobs <- j:
			case <-ctx.Done():
				return
			}
		}
	})
	for j := range order {
		select {
		case <-j.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if j.err != nil {
			return j.err
		}
		if err := emit(j.in, j.out); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// ErrStuck is the error of Contain for a function that ran out of time.
var ErrStuck = errors.New("it did not end")

// Contain calls f and turns a panic into an error. When f has not returned
// after limit (0 = no limit), Contain gives up with ErrStuck: f's goroutine is
// left behind, for Go cannot stop it, and f must therefore touch nothing that
// others use afterwards.
func Contain(limit time.Duration, f func()) error {
	done := make(chan error, 1)
	run := func() {
		defer func() {
			if p := recover(); p != nil {
				done <- fmt.Errorf("panic: %v", p)
			}
		}()
		f()
		done <- nil
	}
	if limit <= 0 {
		run()
		return <-done
	}
	// Nobody waits for this goroutine after the limit, on purpose.
	go run()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-timer.C:
		return fmt.Errorf("%w within %s", ErrStuck, limit)
	}
}

// Budget bounds the memory that workers use at the same time, in bytes.
type Budget struct {
	total int64
	free  *semaphore.Weighted
}

// NewBudget is a budget of so many bytes.
func NewBudget(bytes int64) *Budget {
	return &Budget{total: bytes, free: semaphore.NewWeighted(bytes)}
}

// Spend waits until so many bytes are free and calls f. What needs more than
// the whole budget runs alone.
func (b *Budget) Spend(ctx context.Context, bytes int64, f func()) error {
	bytes = min(max(bytes, 0), b.total)
	if err := b.free.Acquire(ctx, bytes); err != nil {
		return err
	}
	defer b.free.Release(bytes)
	f()
	return nil
}
