package caption

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/winnow-data/winnow/internal/chat"
	"github.com/winnow-data/winnow/internal/ledger"
)

// Second is the reason of an answer that is not taken because another to the
// same question was there before.
const Second = "second"

// stepHedge is the step of the ladder under which the ledger has a request that
// was sent because the first one was slow.
const stepHedge = "hedge"

// errSooner is why a request is broken off.
var errSooner = errors.New("the other request was answered sooner")

// hedged sends one request and, when hedging is on and no answer came for that
// long, the same once more. The first caption is taken, and the other request
// is broken off. Both are in the ledger and both count as paid: the server may
// have answered the two.
func (a *asker) hedged(feed, calls context.Context, s *Subject, c chat.Conversation, step string) (result, *chat.Fault) {
	if a.options.Hedge <= 0 {
		_, r, fault := a.exchange(feed, calls, s, c, step, a.read)
		return r, fault
	}
	both, breakOff := context.WithCancelCause(calls)
	defer breakOff(nil)
	var taken atomic.Bool
	first := func(s *Subject, c chat.Conversation, answer chat.Answer, attempt int64, record ledger.Answer) ([]ledger.Caption, string) {
		captions, reason := a.read(s, c, answer, attempt, record)
		if reason == "" && !taken.CompareAndSwap(false, true) {
			return nil, Second
		}
		return captions, reason
	}
	type ended struct {
		result result
		fault  *chat.Fault
	}
	ends := make(chan ended, 2)
	ask := func(step string) {
		_, r, fault := a.exchange(feed, both, s, c, step, first)
		ends <- ended{r, fault}
	}
	go ask(step) // waited for below, as the second one is
	running := 1
	timer := time.NewTimer(time.Duration(a.options.Hedge * float64(time.Second)))
	defer timer.Stop()
	var last ended
	for running > 0 {
		select {
		case <-timer.C:
			running++
			go ask(stepHedge)
		case e := <-ends:
			running--
			if won := e.fault == nil && e.result.reason == "" && !e.result.stopped; won {
				breakOff(errSooner)
				for ; running > 0; running-- {
					<-ends
				}
				return e.result, nil
			}
			last = e
			if timer.Stop() {
				return last.result, last.fault // it was not slow, and the ladder knows what to do
			}
		}
	}
	return last.result, last.fault
}
