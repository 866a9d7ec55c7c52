package caption

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"runtime"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/winnow-data/winnow/internal/chat"
	"github.com/winnow-data/winnow/internal/ledger"
)

// errEnough ends a walk that has seen enough.
var errEnough = errors.New("enough")

// each walks over the pending subjects in order of ids.
func (a *asker) each(ctx context.Context, f func(*Subject) error) error {
	err := a.inChunks(ctx, func(s *Subject, _ ledger.Held) error {
		key, err := idKey(s.ID)
		if err != nil {
			return err
		}
		i := sort.Search(len(a.pending), func(i int) bool { return compareKeys(a.pending[i], key) >= 0 })
		if i == len(a.pending) || a.pending[i] != key {
			return nil
		}
		if a.asking.Faults != nil {
			s.Faults = a.asking.Faults(a, s)
		}
		return f(s)
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// job is a subject with the picture that is sent of it.
type job struct {
	subject *Subject
	picture *chat.Picture // nil for models that see none
	wrong   error         // why there is no picture
	story   []string
}

// Grace is how long requests in flight may take to end after an interruption:
// their answers are paid for.
const Grace = 30 * time.Second

// work asks about all pending images, many at a time. It returns when every
// request that it sent has ended and is in the ledger.
func (a *asker) work(ctx context.Context) error {
	feed, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	a.stop = stop
	if a.other != nil {
		a.other.stop = stop
	}
	// Requests outlive the feed by the grace.
	calls, hang := context.WithCancelCause(context.WithoutCancel(ctx))
	defer hang(nil)
	unhook := context.AfterFunc(feed, func() {
		timer := time.NewTimer(Grace)
		defer timer.Stop()
		select {
		case <-timer.C:
			hang(fmt.Errorf("winnow was interrupted, and %s later there was no answer", Grace))
		case <-calls.Done():
		}
	})
	defer unhook()
	if err := a.prove(feed, calls); err != nil {
		return err
	}
	if a.other != nil {
		if err := a.other.prove(feed, calls); err != nil {
			return fmt.Errorf("other: %w", err)
		}
	}
	jobs := make(chan *job)
	prepared := make(chan *job, a.options.Concurrency)
	var readers, senders sync.WaitGroup
	for range max(runtime.GOMAXPROCS(0), 2) {
		readers.Go(func() {
			for j := range jobs {
				j.picture, j.wrong = a.picture(feed, j.subject, a.options.Side)
				select {
				case prepared <- j:
				case <-feed.Done():
				}
			}
		})
	}
	// More senders than requests in flight, for some wait before they try again.
	for range 2 * a.options.Concurrency {
		senders.Go(func() {
			for j := range prepared {
				if feed.Err() == nil {
					a.settle(a.one(feed, calls, j))
				}
			}
		})
	}
	err := a.each(feed, func(s *Subject) error {
		copied := *s
		select {
		case jobs <- &job{subject: &copied}:
			return nil
		case <-feed.Done():
			return feed.Err()
		}
	})
	close(jobs)
	readers.Wait()
	close(prepared)
	senders.Wait()
	return a.ended(feed, err)
}

// ended says how the work ended, and counts what was not reached.
func (a *asker) ended(feed context.Context, err error) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	var failed int64
	for _, n := range a.counted.failed {
		failed += n
	}
	a.counted.dropped = a.counted.found - a.counted.had - a.counted.written - a.counted.without - failed
	cause := context.Cause(feed)
	switch {
	case errors.Is(cause, errBudget):
		a.note("The budget is used up: %s. %d images were not reached; a higher --budget goes on with them.", a.budget, a.counted.dropped)
		return nil
	case cause != nil:
		return cause
	}
	return err
}

// errBudget stops a run whose budget is used up.
var errBudget = errors.New("the budget is used up")

// result is how an image ended: with a caption (empty reason), given up, or
// not decided because the run stops.
type result struct {
	reason  string
	stopped bool
}

func (a *asker) settle(r result) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if r.stopped {
		return
	}
	if r.reason == "" {
		a.counted.written++
		a.troubles.Store(0)
	} else {
		a.counted.failed[r.reason]++
		if troubling(r.reason) && a.troubles.Add(1) >= int64(a.options.Stop) {
			a.stop(fmt.Errorf("%d images in a row failed, the last because of: %s. What was paid for is kept; run the same command again to go on", a.options.Stop, a.why(r.reason)))
		}
	}
	var failed int64
	for _, n := range a.counted.failed {
		failed += n
	}
	a.progress.Report(Stage, a.counted.had+a.counted.written+failed, a.counted.found, failed)
}

// why is a reason in the server's own words where there are any.
func (a *asker) why(reason string) string {
	if f := a.lastFault.Load(); f != nil && string(f.Kind) == reason {
		return f.Error()
	}
	return strings.ReplaceAll(reason, "_", " ")
}

// troubling says that a reason is the server's rather than the image's.
func troubling(reason string) bool {
	return chat.FaultKind(reason).Passing() || reason == string(chat.Invalid) || reason == string(chat.Unsupported) || reason == ImageNotReceived
}

// picture makes what is sent of a subject.
func (a *asker) picture(ctx context.Context, s *Subject, side int) (*chat.Picture, error) {
	if a.asking.Blind {
		return nil, nil
	}
	file, err := a.tools.Read(ctx, s.Path)
	if err != nil {
		return nil, err
	}
	return prepareParts(file, s.Regions, side, a.options.Quality, a.options.Detail)
}

// one brings an image to its end: the first request, and then the ladder.
func (a *asker) one(feed, calls context.Context, j *job) result {
	if j.wrong != nil {
		return a.giveUp(j, "unreadable", j.wrong.Error())
	}
	if a.asking.Bar != nil {
		if why := a.asking.Bar(a, j.subject); why != "" {
			return a.giveUp(j, why, "not asked")
		}
	}
	reason := ""
	for _, step := range append([]string{StepAsk}, a.options.Ladder...) {
		if feed.Err() != nil {
			return result{stopped: true}
		}
		var r result
		switch step {
		case StepCompose:
			if done, err := a.composeInstead(calls, j); err != nil {
				a.stop(err)
				return result{stopped: true}
			} else if done {
				return a.giveUp(j, reason, strings.Join(append(j.story, "composed from the tags instead"), "; "))
			}
			continue
		case StepRetry:
			if !worthRepeating(reason) {
				continue
			}
			r = a.step(feed, calls, j, step, reason)
		case StepOther:
			if a.other == nil {
				continue
			}
			r = a.other.step(feed, calls, j, step, reason)
		default:
			r = a.step(feed, calls, j, step, reason)
		}
		if r.stopped || r.reason == "" {
			return r
		}
		reason = r.reason
		j.story = append(j.story, step+": "+reason)
		if chat.FaultKind(reason).Passing() {
			break // the server is ill, not the image
		}
	}
	return a.giveUp(j, reason, strings.Join(j.story, "; "))
}

// worthRepeating says that the same request may get another answer.
func worthRepeating(reason string) bool {
	switch chat.FaultKind(reason) {
	case chat.Blocked, chat.TooLarge, chat.Invalid, chat.Unsupported:
		return false
	}
	return true
}

// giveUp records that an image has no caption of this generation, and why.
func (a *asker) giveUp(j *job, reason, story string) result {
	err := a.book.GiveUp(ledger.Failure{Generation: a.generation, Image: j.subject.ID, TagsSHA: a.inputSHA(j.subject), Reason: reason, Story: story, Created: a.tools.now()})
	if err != nil {
		a.stop(err)
		return result{stopped: true}
	}
	return result{reason: reason}
}

// step asks in one way, again and again while the server fails in passing.
func (a *asker) step(feed, calls context.Context, j *job, step, last string) result {
	picture, few, words := j.picture, false, shortWords
	if last == TooLong {
		words = shorterWords
	}
	switch step {
	case StepSmaller:
		if a.asking.Blind {
			return result{reason: last}
		}
		var err error
		if picture, err = a.picture(feed, j.subject, max(a.options.Side/2, 32)); err != nil {
			return result{reason: "unreadable"}
		}
		if a.options.Detail != "" {
			picture = detailed(picture, "low")
		}
	case StepFewerTags:
		few = true
	}
	t := a.newTries()
	for {
		params := a.known()
		if t.failures >= failuresForPlain && a.options.Structured != "always" {
			params.Schema = nil // some servers break over a schema
		}
		if step == StepRetry && last == Truncated {
			params.MaxTokens *= 2
		}
		c, err := a.dressed.conversation(j.subject, a.undetailed(picture), few, words, params)
		if err != nil {
			a.stop(err)
			return result{stopped: true}
		}
		r, fault := a.hedged(feed, calls, j.subject, c, step)
		if fault == nil {
			return r
		}
		if again, err := t.after(feed, fault, params); err != nil {
			return result{stopped: true}
		} else if !again {
			j.story = append(j.story, fault.Error())
			a.lastFault.Store(fault)
			return result{reason: string(fault.Kind)}
		}
	}
}

// failuresForPlain is after how many broken answers the same image is asked
// about without a schema.
const failuresForPlain = 3

// tries counts how often one request was sent, and waits in between.
type tries struct {
	asker    *asker
	wait     *backoff.ExponentialBackOff
	failures int
	refusals int
}

func (a *asker) newTries() *tries {
	wait := backoff.NewExponentialBackOff()
	wait.InitialInterval, wait.MaxInterval = 300*time.Millisecond, 60*time.Second
	return &tries{asker: a, wait: wait}
}

// after says whether to send the request, whose parameters were these, again
// after a fault, and waits until then. Its error is that the run ends.
func (t *tries) after(feed context.Context, fault *chat.Fault, sent chat.Params) (again bool, err error) {
	most := t.asker.options.Retries
	pause := t.wait.NextBackOff()
	switch {
	case fault.Kind.Final():
		pause = 0 // another endpoint, or the pool says that there is none
	case fault.Kind == chat.Unsupported && t.asker.learn(fault.Field, sent):
		pause = 0
	case !fault.Kind.Passing():
		return false, nil
	case fault.Kind == chat.RateLimited || fault.Kind == chat.Overloaded:
		if t.refusals++; t.refusals > 10*most {
			return false, nil
		}
		if fault.Wait > 0 {
			// The pool waits; this only spreads those that wait together.
			pause = time.Duration(rand.Int64N(int64(fault.Wait)/10 + 1))
		}
	default:
		if t.failures++; t.failures > most {
			return false, nil
		}
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true, nil
	case <-feed.Done():
		return false, feed.Err()
	}
}

// reader makes captions of an answer, or says why it holds none.
type reader func(*Subject, chat.Conversation, chat.Answer, int64, ledger.Answer) ([]ledger.Caption, string)

func (a *asker) exchange(feed, calls context.Context, s *Subject, c chat.Conversation, step string, read reader) (chat.Answer, result, *chat.Fault) {
	none := chat.Answer{}
	tokens := a.price.estimate(c)
	lease, err := a.pool.Acquire(feed, tokens)
	if err != nil {
		a.stop(a.hopeless(err))
		return none, result{stopped: true}, nil
	}
	// A third more than estimated, and the longest answer.
	reserved := a.price.Cost(tokens*4/3, int64(a.options.MaxTokens))
	if !a.budget.reserve(reserved) {
		lease.Release(nil)
		a.stop(errBudget)
		return none, result{stopped: true}, nil
	}
	attempt, err := a.book.Begin(ledger.Attempt{Generation: a.generation, Image: s.ID, TagsSHA: a.inputSHA(s), Step: step,
		Endpoint: lease.Endpoint(), Reserved: reserved, Sent: a.tools.now()})
	if err != nil {
		lease.Release(nil)
		a.budget.settle(reserved, 0)
		a.stop(err)
		return none, result{stopped: true}, nil
	}
	call, cancel := context.WithTimeout(calls, time.Duration(a.options.Timeout*float64(time.Second)))
	answer, err := lease.Model().Ask(call, c)
	cancel()
	var fault *chat.Fault
	if err != nil && !errors.As(err, &fault) {
		fault = &chat.Fault{Kind: chat.Network, Message: err.Error()}
	}
	if why := context.Cause(calls); fault != nil && why != nil {
		fault.Message = "broken off: " + why.Error()
		lease.Release(nil) // the endpoint is not to blame
	} else {
		lease.Release(err)
	}
	record := ledger.Answer{Attempt: attempt, Status: answer.Status, Model: answer.Model, Finish: answer.Finish, TokensIn: answer.TokensIn, TokensOut: answer.TokensOut,
		RequestID: answer.RequestID, Raw: answer.Raw, Closed: a.tools.now(), Outcome: ledger.Answered}
	record.Cost = a.cost(answer, err, tokens)
	a.budget.settle(reserved, record.Cost)
	var captions []ledger.Caption
	var r result
	if fault != nil {
		record.Outcome, record.Reason = ledger.Failed, fault.Error()
	} else if captions, r.reason = read(s, c, answer, attempt, record); r.reason != "" {
		record.Outcome, record.Reason = ledger.Rejected, r.reason
	}
	if err := a.book.End(record, captions, nil); err != nil {
		a.stop(err)
		return none, result{stopped: true}, nil
	}
	a.mu.Lock()
	a.tokens[0] += record.TokensIn
	a.tokens[1] += record.TokensOut
	a.spent += record.Cost
	a.mu.Unlock()
	return answer, r, fault
}

// cost is what an answer cost. When the server does not count it is estimated,
// and when it is not known whether a request was served, it counts as if.
func (a *asker) cost(answer chat.Answer, err error, tokens int64) float64 {
	var f *chat.Fault
	switch {
	case answer.TokensIn > 0 || answer.TokensOut > 0:
		return a.price.Cost(answer.TokensIn, answer.TokensOut)
	case err == nil:
		return a.price.Cost(tokens, textTokens(answer.Text))
	case errors.As(err, &f) && (f.Kind == chat.TimedOut || f.Kind == chat.Network || f.Kind == chat.Garbage) && f.Status < 400:
		return a.price.Cost(tokens, usualAnswer)
	}
	return 0
}

// read makes captions of an answer, or says why it holds none.
func (a *asker) read(s *Subject, c chat.Conversation, answer chat.Answer, attempt int64, record ledger.Answer) ([]ledger.Caption, string) {
	if !a.asking.Blind && a.guard.missed(answer.TokensIn, c) {
		return nil, ImageNotReceived
	}
	t, reason := take(answer, len(c.Params.Schema) > 0, a.options.Language)
	if reason != "" {
		return nil, reason
	}
	if a.dressed.leak(s, c.System, t.caption) {
		return nil, Leaked
	}
	if a.asking.Accept != nil {
		if reason := a.asking.Accept(a, s, t.caption); reason != "" {
			return nil, reason
		}
	}
	main := ledger.Caption{Generation: a.generation, Image: s.ID, Attempt: attempt, Kind: a.kind, Text: t.caption, Language: languageOf(t.caption),
		TagsSHA: a.inputSHA(s), Finish: answer.Finish, TokensIn: record.TokensIn, TokensOut: record.TokensOut, Cost: record.Cost, Created: record.Closed}
	if a.asking.Blind {
		main.Parent, main.Kind = s.Current.ID, orElse(a.kind, s.Current.Kind)
	}
	captions := []ledger.Caption{main}
	if t.short != "" {
		short := main
		short.Kind, short.Text, short.Language, short.TokensIn, short.TokensOut, short.Cost = kindShort, t.short, languageOf(t.short), 0, 0, 0
		captions = append(captions, short)
	}
	return captions, ""
}

// hopeless turns the fault of the last endpoint into one clear line.
func (a *asker) hopeless(err error) error {
	var f *chat.Fault
	if !errors.As(err, &f) {
		return err
	}
	switch f.Kind {
	case chat.Denied:
		return fmt.Errorf("stopped: the server does not let us in: %w. Check the key and the address; what was paid for is kept", f)
	case chat.Quota:
		return fmt.Errorf("stopped: the account is out of money or quota: %w. What was paid for is kept; run the same command again to go on", f)
	case chat.NoModel:
		hint := "Check --model and the address"
		if f.Status == http.StatusNotFound {
			hint = "Check --model, and the address: those of OpenAI-compatible servers mostly end in /v1"
		}
		return fmt.Errorf("stopped: the server has no model %s that takes this: %w. %s", a.options.Model, f, hint)
	}
	return fmt.Errorf("stopped: %w", f)
}
