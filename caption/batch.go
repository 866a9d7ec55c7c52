package caption

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/chat"
	"github.com/winnow-data/winnow/internal/ledger"
)

var _ = register(&Backend{
	Name:  "openai-batch",
	Doc:   "as openai, by batches that cost half and may take a day",
	Kind:  dataset.KindVLM,
	Ask:   &Asking{URL: openaiServer.URL, URLEnv: openaiServer.URLEnv, KeyEnv: openaiServer.KeyEnv, Dial: openaiServer.Dial, Batch: true},
	Fetch: runBatches,
})

// Events of a batch, as the ledger has them.
const (
	batchMade    = "made"    // its attempts are written; it may have been uploaded
	batchStarted = "started" // the server has it, under the name in Detail
	batchFetched = "fetched" // its answers are in the ledger
	batchDropped = "dropped" // the server never had it
)

// rounds is how often an image is put into a batch before it is given up.
const rounds = 5

// batching is the backend at work.
type batching struct {
	*asker
	fetching *fetching
	server   *chat.Batches
}

// runBatches first takes up the batches of earlier runs, then makes new ones of
// what is left, and waits for them. It may be stopped at any time: the batches
// go on at the server, and the next run takes them up.
func runBatches(ctx context.Context, f *fetching) error {
	a, err := f.newAsker(f.backend, f.options, f.options.Endpoints)
	if err != nil {
		return err
	}
	w := &batching{asker: a, fetching: f}
	chosen := Endpoint{}
	if len(f.options.Endpoints) > 0 {
		chosen = f.options.Endpoints[0]
	}
	key, err := keyOf(&openaiServer, chosen, f.tools)
	if err != nil {
		return err
	}
	w.server = chat.NewBatches(orElse(chosen.URL, orElse(f.tools.getenv(openaiServer.URLEnv), openaiServer.URL)), key)
	if err := a.enter(); err != nil {
		return err
	}
	if err := a.book.Choose(a.generation); err != nil {
		return err
	}
	err = w.rounds(ctx)
	f.counted = a.counted
	a.conclude(ctx)
	return err
}

func (w *batching) rounds(ctx context.Context) error {
	for round := 0; ; round++ {
		if err := w.await(ctx); err != nil {
			return err
		}
		written := w.counted.written
		before := w.counted
		w.pending, w.counted = nil, counted{}
		var err error
		if w.budget.spent, err = w.book.Spent(ctx, w.generation); err != nil {
			return err
		}
		if err := w.list(ctx); err != nil {
			w.counted = before
			return err
		}
		w.counted.written, w.counted.had = written, w.counted.had-written
		if len(w.pending) == 0 || w.options.Cancel {
			w.counted.dropped += int64(len(w.pending))
			return nil
		}
		if round == 0 {
			if err := w.agree(ctx); err != nil {
				return err
			}
		}
		if round == rounds {
			return w.each(ctx, func(s *Subject) error {
				w.counted.failed["not_answered"]++
				return w.book.GiveUp(ledger.Failure{Generation: w.generation, Image: s.ID, TagsSHA: w.inputSHA(s), Reason: "not_answered",
					Story: fmt.Sprintf("%d batches gave no caption that could be taken", rounds), Created: w.tools.now()})
			})
		}
		sent, err := w.make(ctx)
		if err != nil {
			return err
		}
		if !sent {
			w.note("The budget is used up: %s. %d images were not reached.", w.budget, len(w.pending))
			w.counted.dropped += int64(len(w.pending))
			return nil
		}
	}
}

// part is a batch in the making.
type part struct {
	lines    bytes.Buffer
	attempts []ledger.Attempt
	reserved float64
}

// make puts all pending images into batches, by bytes and by count. False when
// the budget allows none.
func (w *batching) make(ctx context.Context) (sent bool, err error) {
	p := &part{}
	over := false
	err = w.each(ctx, func(s *Subject) error {
		picture, err := w.picture(ctx, s, w.options.Side)
		if err != nil {
			w.counted.failed["unreadable"]++
			return w.book.GiveUp(ledger.Failure{Generation: w.generation, Image: s.ID, TagsSHA: w.inputSHA(s), Reason: "unreadable", Story: err.Error(), Created: w.tools.now()})
		}
		c, err := w.dressed.conversation(s, picture, false, shortWords, w.known())
		if err != nil {
			return err
		}
		line, err := chat.BatchLine(s.ID, c)
		if err != nil {
			return err
		}
		if len(p.attempts) > 0 && (int64(p.lines.Len()+len(line)) > w.options.BatchBytes || len(p.attempts) == w.options.BatchRequests) {
			if err := w.start(ctx, p); err != nil {
				return err
			}
			sent, p = true, &part{}
		}
		reserved := w.price.Cost(w.price.estimate(c)*4/3, int64(w.options.MaxTokens))
		if !w.budget.reserve(reserved) {
			over = true
			return errEnough
		}
		p.lines.Write(line)
		p.reserved += reserved
		p.attempts = append(p.attempts, ledger.Attempt{Generation: w.generation, Image: s.ID, TagsSHA: w.inputSHA(s), Step: "batch", Endpoint: "batch", Reserved: reserved})
		return nil
	})
	if err != nil || len(p.attempts) == 0 {
		return sent || !over, err
	}
	return true, w.start(ctx, p)
}

// start writes a part into the ledger, and then hands it to the server.
func (w *batching) start(ctx context.Context, p *part) error {
	now := w.tools.now()
	sum := sha256.Sum256(fmt.Appendf(p.lines.Bytes()[:min(p.lines.Len(), 4096)], "%d", now.UnixNano()))
	name := "winnow-" + hex.EncodeToString(sum[:8])
	for i := range p.attempts {
		p.attempts[i].Batch, p.attempts[i].Sent = name, now
	}
	if _, err := w.book.BeginAll(p.attempts); err != nil {
		return err
	}
	if err := w.record(name, batchMade, map[string]any{"requests": len(p.attempts), "bytes": p.lines.Len()}); err != nil {
		return err
	}
	var file string
	if err := w.insist(ctx, func() (err error) { file, err = w.server.Upload(ctx, p.lines.Bytes()); return err }); err != nil {
		return err
	}
	var state chat.BatchState
	if err := w.insist(ctx, func() (err error) { state, err = w.server.Start(ctx, file, name); return err }); err != nil {
		return err
	}
	return w.record(name, batchStarted, state)
}

func (w *batching) record(name, event string, detail any) error {
	text, err := json.Marshal(detail)
	if err != nil {
		return err
	}
	return w.book.Note(ledger.BatchRecord{Name: name, Generation: w.generation, Event: event, Detail: text, At: w.tools.now()})
}

// insist calls the server until it answers, as often as requests are retried.
func (w *batching) insist(ctx context.Context, call func() error) error {
	for t := w.newTries(); ; {
		err := call()
		var f *chat.Fault
		if err == nil || !errors.As(err, &f) {
			return err
		}
		if f.Kind.Final() {
			return w.hopeless(f)
		}
		if again, stopped := t.after(ctx, f, chat.Params{}); stopped != nil {
			return stopped
		} else if !again {
			return fmt.Errorf("the server does not take batches: %w", f)
		}
	}
}

// open are the batches of this generation that are neither fetched nor
// dropped: their names, and the server's names of them where it is known.
func (w *batching) open(ctx context.Context) (names []string, started map[string]string, err error) {
	records, err := w.book.Batches(ctx)
	if err != nil {
		return nil, nil, err
	}
	started = map[string]string{}
	ended := map[string]bool{}
	for _, r := range records {
		if r.Generation != w.generation {
			continue
		}
		switch r.Event {
		case batchMade:
			names = append(names, r.Name)
		case batchStarted:
			var state chat.BatchState
			if err := json.Unmarshal(r.Detail, &state); err != nil {
				return nil, nil, err
			}
			started[r.Name] = state.ID
		case batchFetched, batchDropped:
			ended[r.Name] = true
		}
	}
	var left []string
	for _, name := range names {
		if !ended[name] {
			left = append(left, name)
		}
	}
	return left, started, nil
}

// await takes up every open batch and waits until none is left.
func (w *batching) await(ctx context.Context) error {
	for {
		names, started, err := w.open(ctx)
		if err != nil || len(names) == 0 {
			return err
		}
		waiting := 0
		for _, name := range names {
			ended, err := w.look(ctx, name, started[name])
			if err != nil {
				return err
			}
			if !ended {
				waiting++
			}
		}
		if waiting == 0 {
			continue
		}
		timer := time.NewTimer(time.Duration(w.options.Poll * float64(time.Second)))
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}

// look asks how a batch stands, and takes its answers when it has ended.
func (w *batching) look(ctx context.Context, name, id string) (ended bool, err error) {
	var state chat.BatchState
	if id == "" {
		// The process was killed between writing the batch and hearing of it.
		var there bool
		if err := w.insist(ctx, func() (err error) { state, there, err = w.server.Find(ctx, name); return err }); err != nil {
			return false, err
		}
		if !there {
			return true, w.drop(ctx, name)
		}
		if err := w.record(name, batchStarted, state); err != nil {
			return false, err
		}
		id = state.ID
	}
	call := w.server.Look
	if w.options.Cancel {
		call = w.server.Cancel
	}
	if err := w.insist(ctx, func() (err error) { state, err = call(ctx, id); return err }); err != nil {
		return false, err
	}
	if !state.Ended() {
		w.progress.Report(Stage, int64(state.Completed), int64(state.Total), int64(state.Failed))
		return false, nil
	}
	return true, w.fetch(ctx, name, state)
}

// drop closes the attempts of a batch that the server never had: they cost
// nothing.
func (w *batching) drop(ctx context.Context, name string) error {
	carried, err := w.book.Carried(ctx, name)
	if err != nil {
		return err
	}
	for _, at := range carried {
		if err := w.book.End(ledger.Answer{Attempt: at.ID, Outcome: ledger.Failed, Reason: "the batch was never sent", Closed: w.tools.now()}, nil, nil); err != nil {
			return err
		}
	}
	return w.record(name, batchDropped, map[string]any{})
}

// fetch takes the answers of a batch that has ended. Lines come in any order;
// one that comes twice counts once; a request without a line goes into the
// next batch.
func (w *batching) fetch(ctx context.Context, name string, state chat.BatchState) error {
	carried, err := w.book.Carried(ctx, name)
	if err != nil {
		return err
	}
	for _, file := range []string{state.Output, state.Errors} {
		if file == "" {
			continue
		}
		var content []byte
		if err := w.insist(ctx, func() (err error) { content, err = w.server.Fetch(ctx, file); return err }); err != nil {
			return err
		}
		for line := range bytes.Lines(content) {
			answer, ok := chat.ReadBatchLine(line)
			at, open := carried[answer.ID]
			if !ok || !open {
				continue
			}
			delete(carried, answer.ID)
			if err := w.take(ctx, at, answer); err != nil {
				return err
			}
		}
	}
	for _, at := range carried {
		reason := "no line of the batch's files is about it; the batch is " + state.Status
		if state.Message != "" {
			reason += ": " + state.Message
		}
		if err := w.book.End(ledger.Answer{Attempt: at.ID, Outcome: ledger.Failed, Reason: reason, Closed: w.tools.now()}, nil, nil); err != nil {
			return err
		}
	}
	return w.record(name, batchFetched, state)
}

// take writes one answer into the ledger.
func (w *batching) take(ctx context.Context, at ledger.Attempt, b chat.BatchAnswer) error {
	record := ledger.Answer{Attempt: at.ID, Status: b.Answer.Status, Model: b.Answer.Model, Finish: b.Answer.Finish, TokensIn: b.Answer.TokensIn, TokensOut: b.Answer.TokensOut,
		RequestID: b.Answer.RequestID, Raw: b.Answer.Raw, Closed: w.tools.now(), Outcome: ledger.Answered, Cost: w.price.Cost(b.Answer.TokensIn, b.Answer.TokensOut)}
	w.tokens[0] += record.TokensIn
	w.tokens[1] += record.TokensOut
	w.spent += record.Cost
	if b.Fault != nil {
		record.Outcome, record.Reason = ledger.Failed, b.Fault.Error()
		return w.book.End(record, nil, w.final(at, b.Fault))
	}
	s := &Subject{ID: at.Image}
	c := chat.Conversation{}
	c.Params.Schema = w.dressed.params.Schema
	captions, reason := w.read(s, c, b.Answer, at.ID, record)
	if reason != "" {
		record.Outcome, record.Reason = ledger.Rejected, reason
		return w.book.End(record, nil, nil)
	}
	for i := range captions {
		captions[i].TagsSHA = at.TagsSHA
	}
	w.counted.written++
	return w.book.End(record, captions, nil)
}

// final is that an image is given up, when another batch would not help it.
func (w *batching) final(at ledger.Attempt, f *chat.Fault) *ledger.Failure {
	if f.Kind.Passing() || f.Kind.Final() {
		return nil
	}
	return &ledger.Failure{Generation: at.Generation, Image: at.Image, TagsSHA: at.TagsSHA, Reason: string(f.Kind), Story: f.Error(), Created: w.tools.now()}
}
