package chat

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Endpoint is one address and key that requests may go to.
type Endpoint struct {
	Name   string  // for the record; never the key
	Weight float64 // share of the requests; 0 counts as 1
	// Dial makes the model behind the endpoint; limit is to hear the headers
	// of its answers.
	Dial func(limit func(http.Header)) Model
}

// Limits bound what is sent. Zero is no limit of that kind.
type Limits struct {
	Concurrency       int // requests in flight at once, over all endpoints; at least 1
	RequestsPerMinute int // of each endpoint
	TokensPerMinute   int // of each endpoint
}

// Pool hands out endpoints. Each has a limit of its own on what is in flight:
// it doubles from a small start until the first refusal, then grows by one for
// each round of successes and halves at each refusal. An endpoint that asks to
// wait is left alone for that long; one that refuses the key or is out of
// money is not used again.
type Pool struct {
	mu        sync.Mutex
	limits    Limits
	endpoints []*endpoint
	inFlight  int
	changed   chan struct{} // closed and replaced whenever a waiter may go on
	now       func() time.Time
}

type endpoint struct {
	name   string
	model  Model
	weight float64
	credit float64 // of smooth weighted turns

	window   float64 // how many may be in flight
	slow     bool    // the first refusal has come
	halved   time.Time
	inFlight int
	resume   time.Time // not before
	troubles int       // failures in a row
	out      *Fault    // why it is not used again

	requests, tokens bucket
}

// bucket is what may still be sent this minute. Its rate is 0 without a limit.
type bucket struct {
	rate  float64 // a second
	level float64
	most  float64
	at    time.Time
}

func newBucket(perMinute int, now time.Time) bucket {
	// A tenth of a minute's share may go at once.
	most := max(float64(perMinute)/10, 1)
	return bucket{rate: float64(perMinute) / 60, level: most, most: most, at: now}
}

// ready is how long to wait before n may be taken.
func (b *bucket) ready(n float64, now time.Time) time.Duration {
	if b.rate == 0 {
		return 0
	}
	b.level = min(b.most, b.level+b.rate*now.Sub(b.at).Seconds())
	b.at = now
	if need := min(n, b.most); b.level < need {
		return time.Duration((need - b.level) / b.rate * float64(time.Second))
	}
	return 0
}

func (b *bucket) take(n float64) {
	if b.rate > 0 {
		b.level -= n
	}
}

const firstWindow = 4

// NewPool is a pool of endpoints, of which there must be one.
func NewPool(endpoints []Endpoint, limits Limits) (*Pool, error) {
	if len(endpoints) == 0 {
		return nil, errors.New("there is no endpoint to send to")
	}
	limits.Concurrency = max(limits.Concurrency, 1)
	p := &Pool{limits: limits, changed: make(chan struct{}), now: time.Now}
	for _, e := range endpoints {
		weight := e.Weight
		if weight <= 0 {
			weight = 1
		}
		one := &endpoint{name: e.Name, weight: weight, window: min(firstWindow, float64(limits.Concurrency)),
			requests: newBucket(limits.RequestsPerMinute, p.now()), tokens: newBucket(limits.TokensPerMinute, p.now())}
		one.model = e.Dial(func(h http.Header) { p.heard(one, h) })
		p.endpoints = append(p.endpoints, one)
	}
	return p, nil
}

// Lease is the right to send one request to an endpoint. Release it.
type Lease struct {
	pool     *Pool
	endpoint *endpoint
	sent     time.Time
}

// Endpoint is the name of the endpoint.
func (l *Lease) Endpoint() string { return l.endpoint.name }

// Model is the model behind the endpoint.
func (l *Lease) Model() Model { return l.endpoint.model }

// Acquire waits until a request of about so many tokens may be sent. It is a
// *Fault of the last endpoint when none may be used any more.
func (p *Pool) Acquire(ctx context.Context, tokens int64) (*Lease, error) {
	for {
		lease, delay, changed, err := p.try(float64(tokens))
		if lease != nil || err != nil {
			return lease, err
		}
		timer := time.NewTimer(delay)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil, ctx.Err()
		case <-changed:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// idle is how long a waiter sleeps when only a release can help it.
const idle = time.Minute

func (p *Pool) try(tokens float64) (*Lease, time.Duration, <-chan struct{}, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now, delay := p.now(), idle
	if p.inFlight >= p.limits.Concurrency {
		return nil, delay, p.changed, nil
	}
	var best *endpoint
	var total float64
	var out *Fault
	for _, e := range p.endpoints {
		if e.out != nil {
			out = e.out
			continue
		}
		if e.inFlight >= int(e.window) {
			continue
		}
		wait := max(e.resume.Sub(now), e.requests.ready(1, now), e.tokens.ready(tokens, now))
		if wait > 0 {
			delay = min(delay, wait)
			continue
		}
		total += e.weight
		e.credit += e.weight
		if best == nil || e.credit > best.credit {
			best = e
		}
	}
	if best == nil {
		for _, e := range p.endpoints {
			if e.out == nil {
				return nil, delay, p.changed, nil
			}
		}
		return nil, 0, nil, out
	}
	best.credit -= total
	best.requests.take(1)
	best.tokens.take(tokens)
	best.inFlight++
	p.inFlight++
	return &Lease{pool: p, endpoint: best, sent: now}, 0, nil, nil
}

// Release gives the endpoint back and says how the request went; nil is well.
func (l *Lease) Release(err error) {
	p, e := l.pool, l.endpoint
	p.mu.Lock()
	defer p.mu.Unlock()
	p.inFlight--
	e.inFlight--
	now := p.now()
	var f *Fault
	switch {
	case err == nil || !errors.As(err, &f):
		e.troubles = 0
		e.grow(p.limits.Concurrency)
	case f.Kind.Final():
		e.out = f
	case f.Kind == RateLimited || f.Kind == Overloaded:
		e.troubles++
		if e.halved.Before(l.sent) { // one halving for all that were sent before it
			e.halved, e.slow = now, true
			e.window = max(e.window/2, 1)
		}
		pause := f.Wait
		if pause == 0 {
			pause = min(time.Duration(e.troubles)*250*time.Millisecond, 30*time.Second)
		}
		if until := now.Add(min(pause, 10*time.Minute)); until.After(e.resume) {
			e.resume = until
		}
	case f.Kind.Passing():
		if e.troubles++; e.troubles >= 8 && len(p.endpoints) > 1 {
			// The others may do better: look again in a while.
			e.resume = now.Add(min(time.Duration(e.troubles)*time.Second, time.Minute))
		}
	}
	close(p.changed)
	p.changed = make(chan struct{})
}

func (e *endpoint) grow(most int) {
	if e.slow {
		e.window += 1 / e.window
	} else {
		e.window++
	}
	e.window = min(e.window, float64(most))
}

// leftNothing is the longest pause after an answer that used a limit up.
const leftNothing = 5 * time.Second

// heard slows an endpoint down that says it has nothing left.
func (p *Pool) heard(e *endpoint, h http.Header) {
	for _, of := range []string{"Requests", "Tokens"} {
		left, err := strconv.ParseFloat(h.Get("X-Ratelimit-Remaining-"+of), 64)
		d := reset(h.Get("X-Ratelimit-Reset-" + of))
		if err != nil || left > 0 || d <= 0 {
			continue
		}
		p.mu.Lock()
		if until := p.now().Add(min(d, leftNothing)); until.After(e.resume) {
			e.resume = until
		}
		p.mu.Unlock()
	}
}

// Window says, for the curious, how many requests may be in flight now.
func (p *Pool) Window() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	text := ""
	for _, e := range p.endpoints {
		text += fmt.Sprintf("%s %d ", e.name, int(e.window))
	}
	return text
}
