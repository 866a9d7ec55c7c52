package chat

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"
)

type silent struct{}

func (silent) Ask(context.Context, Conversation) (Answer, error) { return Answer{}, nil }
func (silent) Request(Conversation) (string, string, []byte, error) {
	return "", "", nil, nil
}

func newPool(t *testing.T, l Limits, weights ...float64) (*Pool, *time.Time) {
	t.Helper()
	var all []Endpoint
	for i, w := range weights {
		all = append(all, Endpoint{Name: string(rune('a' + i)), Weight: w, Dial: func(func(http.Header)) Model { return silent{} }})
	}
	p, err := NewPool(all, l)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(1e9, 0)
	p.now = func() time.Time { return now }
	for _, e := range p.endpoints {
		e.requests, e.tokens = newBucket(l.RequestsPerMinute, now), newBucket(l.TokensPerMinute, now)
	}
	return p, &now
}

// take is the names of the endpoints that can be had at once.
func take(t *testing.T, p *Pool, tokens float64) (leases []*Lease) {
	t.Helper()
	for {
		l, _, _, err := p.try(tokens)
		if err != nil {
			t.Fatal(err)
		}
		if l == nil {
			return leases
		}
		leases = append(leases, l)
	}
}

func TestEndpointsGetTheirShare(t *testing.T) {
	p, _ := newPool(t, Limits{Concurrency: 1}, 1, 3)
	n := map[string]int{}
	for range 400 {
		l, _, _, err := p.try(1)
		if err != nil || l == nil {
			t.Fatal(err)
		}
		n[l.Endpoint()]++
		l.Release(nil)
	}
	if n["a"] != 100 || n["b"] != 300 {
		t.Errorf("requests by endpoint: %v, want 100 and 300", n)
	}
}

func TestTheWindowFollowsTheServer(t *testing.T) {
	p, now := newPool(t, Limits{Concurrency: 64}, 1)
	leases := take(t, p, 1)
	if len(leases) != firstWindow {
		t.Fatalf("%d requests at first, want %d", len(leases), firstWindow)
	}
	for range 20 {
		for _, l := range leases {
			l.Release(nil)
		}
		leases = take(t, p, 1)
	}
	if len(leases) != 64 {
		t.Errorf("%d requests after successes, want 64", len(leases))
	}
	*now = now.Add(time.Second)
	for _, l := range leases {
		l.Release(&Fault{Kind: RateLimited, Wait: 5 * time.Second})
	}
	if leases = take(t, p, 1); len(leases) != 0 {
		t.Errorf("%d requests while the server asked to wait", len(leases))
	}
	*now = now.Add(5 * time.Second)
	if leases = take(t, p, 1); len(leases) != 32 {
		t.Errorf("%d requests after a round of refusals, want 32", len(leases))
	}
	for _, l := range leases {
		l.Release(nil)
	}
	if leases = take(t, p, 1); len(leases) != 33 && len(leases) != 32 {
		t.Errorf("%d requests after a round of successes, want about 33", len(leases))
	}
}

func TestLimitsPerMinuteAreKept(t *testing.T) {
	for name, l := range map[string]Limits{"requests": {Concurrency: 1000, RequestsPerMinute: 60}, "tokens": {Concurrency: 1000, TokensPerMinute: 6000}} {
		p, now := newPool(t, l, 1)
		p.endpoints[0].window = 1000
		sent := 0
		for range 600 { // one minute
			for _, lease := range take(t, p, 100) {
				sent++
				lease.Release(nil)
			}
			*now = now.Add(100 * time.Millisecond)
		}
		if sent < 55 || sent > 67 {
			t.Errorf("%s: %d requests in a minute, want about 60", name, sent)
		}
	}
}

func TestAnEndpointThatIsOutIsLeftAlone(t *testing.T) {
	p, _ := newPool(t, Limits{Concurrency: 8}, 1, 1)
	l, _, _, err := p.try(1)
	if err != nil {
		t.Fatal(err)
	}
	out := l.Endpoint()
	l.Release(&Fault{Kind: Quota, Message: "no money"})
	for _, l := range take(t, p, 1) {
		if l.Endpoint() == out {
			t.Fatal("an endpoint without money was used again")
		}
		l.Release(&Fault{Kind: Denied, Message: "no key"})
	}
	var f *Fault
	if _, err := p.Acquire(context.Background(), 1); !errors.As(err, &f) || !f.Kind.Final() {
		t.Errorf("error %v, want the fault of the last endpoint", err)
	}
}

func TestAcquireEndsWithItsContext(t *testing.T) {
	p, _ := newPool(t, Limits{Concurrency: 1}, 1)
	take(t, p, 1)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	if _, err := p.Acquire(ctx, 1); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}
