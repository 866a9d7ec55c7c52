package caption

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/winnow-data/winnow/internal/chat"
	"github.com/winnow-data/winnow/internal/ledger"
)

// asker is a backend that asks servers, made ready for one generation.
type asker struct {
	*session
	backend     *Backend
	options     Options
	asking      *Asking
	kind        string
	dressed     *dressed
	price       Price
	tokensOf    func(text string) int // of CLIP
	pool        *chat.Pool
	endpoints   []chat.Endpoint
	generation  int64
	budget      *budget
	guard       guard
	program     string // a hash of the program of backend command
	forecasting bool   // nothing is to be written
	other       *asker // for the step "other" of the ladder; nil without one

	regions   map[string][]Region // by id, when the prompt speaks of them
	learnt    learnt              // about the server's ways
	lastFault atomic.Pointer[chat.Fault]

	pending [][32]byte
	again   map[[32]byte]bool // of the pending: those that have a caption and get another

	mu       sync.Mutex
	counted  counted
	tokens   [2]int64
	spent    float64
	troubles atomic.Int64 // images in a row that were given up because of the server
	stop     context.CancelCauseFunc
}

// newAsker makes everything ready that needs no network.
func (s *session) newAsker(b *Backend, o Options, chosen []Endpoint) (*asker, error) {
	if o.Model == "" {
		return nil, fmt.Errorf("backend %s needs to know which model: --model NAME", b.Name)
	}
	a := &asker{session: s, backend: b, options: o, asking: b.Ask, kind: b.Kind, budget: &budget{limit: o.Budget}, again: map[[32]byte]bool{}}
	name, known := o.Prompt, PromptNames
	if b.Ask.Prompt != "" {
		known = []string{b.Ask.Prompt}
		if slices.Contains(PromptNames, name) {
			name = b.Ask.Prompt
		}
	}
	p, err := loadPrompt(name, known)
	if err != nil {
		return nil, err
	}
	a.dressed = &dressed{prompt: p, withhold: o.Withhold}
	if a.dressed.params, err = params(o, b.Ask.Blind); err != nil {
		return nil, err
	}
	if p.speaksOfRegions() && !b.Ask.Blind {
		if a.regions, err = readRegions(s.ws); err != nil {
			return nil, err
		}
		if len(a.dressed.params.Schema) > 0 {
			a.dressed.params.Schema = regionsSchema
		}
	}
	if err := a.dressed.dress(o); err != nil {
		return nil, err
	}
	if a.price, err = priceOf(o.Model, o.Prices); err != nil {
		return nil, err
	}
	if b.Ask.Batch && a.price.Batch > 0 {
		a.price.In, a.price.Out = a.price.In*a.price.Batch, a.price.Out*a.price.Batch
	}
	if a.tokensOf, _, err = o.tokens(); err != nil {
		return nil, err
	}
	if o.Budget > 0 && !a.price.Known {
		return nil, fmt.Errorf("no price is known of the model %s, so that a budget cannot be kept: give one in a file (--prices, see docs/captioning.md)", o.Model)
	}
	if a.endpoints, err = endpoints(b.Ask, chosen, s.tools, o.Concurrency); err != nil {
		return nil, err
	}
	a.pool, err = chat.NewPool(a.endpoints, chat.Limits{Concurrency: o.Concurrency, RequestsPerMinute: o.RequestsPerMinute, TokensPerMinute: o.TokensPerMinute})
	return a, err
}

// withOther makes the backend ready that the step "other" of the ladder asks.
func (a *asker) withOther(o Options) error {
	if o.Other.Backend == "" {
		return nil
	}
	b, err := backends.Get(o.Other.Backend)
	if err != nil {
		return fmt.Errorf("other: %w", err)
	}
	if b.Ask == nil || b.Fetch != nil || b.Kind != a.kind {
		return fmt.Errorf("other: backend %s does not ask about pictures as %s does", b.Name, a.backend.Name)
	}
	chosen := o.Other.Endpoints
	o.Model, o.Other = orElse(o.Other.Model, o.Model), Elsewhere{}
	other, err := a.session.newAsker(b, o, chosen)
	if err != nil {
		return fmt.Errorf("other: %w", err)
	}
	other.backend, a.other = b, other
	return nil
}

func params(o Options, blind bool) (chat.Params, error) {
	p := chat.Params{Model: o.Model, MaxTokens: o.MaxTokens, Temperature: o.Temperature, TopP: o.TopP, Seed: o.Seed}
	if o.Structured != "never" && !blind {
		p.Schema = answerSchema
	}
	for name, value := range o.Extra {
		text, err := json.Marshal(value)
		if err != nil {
			return p, fmt.Errorf("extra field %q: %w", name, err)
		}
		if p.Extra == nil {
			p.Extra = map[string]json.RawMessage{}
		}
		p.Extra[name] = text
	}
	return p, nil
}

// request is all that shapes the answers of a generation.
func (a *asker) request(o Options) (sha string, request json.RawMessage, err error) {
	shots := make([]string, len(a.dressed.shots))
	for i, t := range a.dressed.shots {
		if shots[i], err = shaOf(t); err != nil {
			return "", nil, err
		}
	}
	request, err = json.Marshal(map[string]any{"prompt": a.dressed.prompt.text, "shots": shots, "params": a.dressed.params,
		"side": o.Side, "quality": o.Quality, "detail": o.Detail, "withhold": o.Withhold})
	if err != nil {
		return "", nil, err
	}
	sha, err = shaOf(map[string]any{"prompt": a.dressed.prompt.text, "shots": shots})
	return sha, request, err
}

// ask runs a backend that asks servers.
func (s *session) ask(ctx context.Context) (counted, error) {
	a, err := s.newAsker(s.backend, s.options, s.options.Endpoints)
	if err != nil {
		return counted{}, err
	}
	if err := a.withOther(s.options); err != nil {
		return counted{}, err
	}
	if err := a.choose(ctx); err != nil {
		return a.counted, err
	}
	if len(a.pending) == 0 {
		return a.counted, a.book.Choose(a.generation)
	}
	if err := a.agree(ctx); err != nil {
		return counted{}, err
	}
	if err := a.book.Choose(a.generation); err != nil {
		return a.counted, err
	}
	err = a.work(ctx)
	a.conclude(ctx)
	return a.counted, err
}

// choose finds the generation, closes what a killed run left open, and lists
// the images that lack a caption.
func (a *asker) choose(ctx context.Context) error {
	if err := a.enter(); err != nil {
		return err
	}
	if a.other != nil {
		if err := a.other.enter(); err != nil {
			return err
		}
		// One budget, one stop and one account for both.
		a.other.budget = a.budget
	}
	var interrupted int64
	var err error
	if !a.forecasting {
		if interrupted, err = a.book.Interrupt(a.tools.now()); err != nil {
			return err
		}
	}
	if interrupted > 0 {
		a.note("%d requests were in flight when an earlier run ended; they are marked as interrupted in the ledger and sent again.", interrupted)
	}
	if a.budget.spent, err = a.book.Spent(ctx, a.generation); err != nil {
		return err
	}
	if a.other != nil {
		spent, err := a.book.Spent(ctx, a.other.generation)
		if err != nil {
			return err
		}
		a.budget.spent += spent
	}
	return a.list(ctx)
}

// enter finds or adds the generation.
func (a *asker) enter() error {
	sha, request, err := a.request(a.options)
	if err != nil {
		return err
	}
	g := ledger.Generation{Kind: a.kind, Backend: a.backend.Name, Model: a.options.Model, PromptSHA: sha, Request: request}
	if g.SHA, err = shaOf(g); err != nil {
		return err
	}
	if a.forecasting {
		return a.lookUp(g.SHA)
	}
	a.generation, err = a.book.Generation(g)
	return err
}

// lookUp finds the generation and adds none: what is only asked for leaves no
// trace. One that is not there has the number 0, as no other has.
func (a *asker) lookUp(sha string) error {
	all, err := a.book.Generations(context.Background())
	for _, g := range all {
		if g.SHA == sha {
			a.generation = g.ID
		}
	}
	return err
}

func (s *session) note(format string, args ...any) {
	s.summary.Notes = append(s.summary.Notes, fmt.Sprintf(format, args...))
}

// list decides of each image whether it is to be captioned.
func (a *asker) list(ctx context.Context) error {
	var again *roll
	if a.options.Recaption != "" {
		var err error
		if again, err = newRoll(a.ws, a.options.Recaption); err != nil {
			return fmt.Errorf("recaption: %w", err)
		}
	}
	wanted := map[string]bool{}
	if again != nil {
		for s, err := range again.survivors() {
			if err != nil {
				return err
			}
			wanted[s.ID] = true
		}
	}
	a.counted.failed = map[string]int64{}
	var free []ledger.Caption // of subjects that need no request
	err := a.inChunks(ctx, func(s *Subject, held ledger.Held) error {
		a.counted.found++
		done, failed := a.state(s, held)
		switch {
		case wanted[s.ID]:
		case done:
			a.counted.had++
			return nil
		case failed != "" && !a.options.Failed:
			a.counted.failed[failed]++
			return nil
		}
		if a.asking.Ready != nil {
			if why := a.asking.Ready(a, s); why != "" {
				a.counted.without++
				return nil
			}
		}
		if a.asking.Already != nil {
			if text := a.asking.Already(a, s); text != "" {
				a.counted.written++
				free = append(free, ledger.Caption{Generation: a.generation, Image: s.ID, Parent: s.Current.ID, Kind: a.kind, Text: text, Language: languageOf(text),
					TagsSHA: a.inputSHA(s), Finish: chat.FinishStop, Created: s.Modified})
				return nil
			}
		}
		if limit := a.options.Limit; limit > 0 && int64(len(a.pending)) >= limit {
			a.counted.dropped++
			return nil
		}
		key, err := idKey(s.ID)
		if err != nil {
			return fmt.Errorf("%s: %w", s.ID, err)
		}
		a.pending = append(a.pending, key)
		return nil
	})
	if err != nil || a.forecasting {
		return err
	}
	for part := range slices.Chunk(free, chunk) {
		if err := a.book.Add(part); err != nil {
			return err
		}
	}
	return nil
}

// inChunks walks over the survivors with what the ledger holds of each.
func (a *asker) inChunks(ctx context.Context, each func(*Subject, ledger.Held) error) error {
	chosen, err := newChoosing(ctx, a.book)
	if err != nil {
		return err
	}
	var batch []*Subject
	flush := func() error {
		if len(batch) == 0 {
			return ctx.Err()
		}
		held, err := a.book.Between(ctx, batch[0].ID, batch[len(batch)-1].ID)
		if err != nil {
			return err
		}
		for _, s := range batch {
			s.Regions = a.regions[s.ID]
			s.Current = chosen.current(held[s.ID].Captions, a.kind, a.options.Prefer)
			if err := each(s, held[s.ID]); err != nil {
				return err
			}
		}
		batch = batch[:0]
		return ctx.Err()
	}
	for s, err := range a.roll.survivors() {
		if err != nil {
			return err
		}
		if batch = append(batch, s); len(batch) == chunk {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// inputSHA tells one input of a generation from another: the tags, and the
// caption that is worked on.
func (a *asker) inputSHA(s *Subject) string {
	if len(s.Regions) > 0 {
		text := ""
		for _, r := range s.Regions {
			text += fmt.Sprintln(r.Label, r.box)
		}
		return must(shaOf([]any{s.Tags, text}))
	}
	if !a.asking.Blind {
		return tagsSHA(s.Tags)
	}
	return must(shaOf([]any{s.Tags, s.AltText, s.Current.Text}))
}

// state says whether an image has its caption, or why it was given up. What
// failed because of the server, and may succeed now, is neither.
func (a *asker) state(s *Subject, held ledger.Held) (done bool, failed string) {
	sha, failure := a.inputSHA(s), a.failureSHA(s)
	for _, c := range held.Captions {
		ours := c.Generation == a.generation || a.other != nil && c.Generation == a.other.generation
		if c.Kind == a.kind && (a.options.Missing || ours && c.TagsSHA == sha) {
			return true, ""
		}
	}
	for _, f := range held.Failures {
		if f.Generation == a.generation && f.TagsSHA == failure {
			failed = f.Reason
		}
	}
	if chat.FaultKind(failed).Passing() {
		failed = ""
	}
	return false, failed
}

// errDeclined says that the user did not want to spend.
var errDeclined = errors.New("nothing was sent")

// agree asks before money is spent.
func (a *asker) agree(ctx context.Context) error {
	if a.tools.Confirm == nil {
		return nil
	}
	f, err := a.forecast(ctx)
	if err != nil {
		return err
	}
	yes, err := a.tools.Confirm(f)
	if err != nil {
		return err
	}
	if !yes {
		return errDeclined
	}
	return nil
}

// conclude puts into the summary what was spent.
func (a *asker) conclude(ctx context.Context) {
	t := &a.summary
	t.Spent, t.TokensIn, t.TokensOut = a.spent, a.tokens[0], a.tokens[1]
	if a.other != nil {
		t.Spent, t.TokensIn, t.TokensOut = t.Spent+a.other.spent, t.TokensIn+a.other.tokens[0], t.TokensOut+a.other.tokens[1]
	}
	if all, err := a.book.Spent(context.WithoutCancel(ctx), a.generation); err == nil {
		t.SpentAll = all
	}
	t.Unpriced = !a.price.Known
	if f := a.lastFault.Load(); f != nil && a.counted.failed[string(f.Kind)] > 0 {
		a.note("The server said last: %s. `winnow caption` with the same options asks again about what failed in passing.", f.Error())
	}
	if fields := a.learnt.fields(); len(fields) > 0 {
		a.note("The server does not take %s as we sent it; we did without.", strings.Join(fields, ", "))
	}
}
