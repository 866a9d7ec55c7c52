package caption

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/chat"
	"github.com/winnow-data/winnow/internal/ledger"
	"github.com/winnow-data/winnow/internal/lock"
)

// Status is how captioning stands.
type Status struct {
	Survivors   int64               `json:"survivors"`
	Working     bool                `json:"working"`     // a winnow is at work on the workspace now
	Generations []*GenerationStatus `json:"generations"` // in the order in which they were first used
	Spent       float64             `json:"spent"`       // US dollars, by all whose price is known
}

// GenerationStatus is how one generation stands. Captioned, Failed, Without and
// Left add up to the survivors, but for repairs, of which none is due.
type GenerationStatus struct {
	Backend   string `json:"backend"`
	Model     string `json:"model,omitempty"`
	Kind      string `json:"kind"`
	Prompt    string `json:"prompt,omitempty"` // a built-in one's name, or the beginning of the SHA of another
	PromptSHA string `json:"prompt_sha,omitempty"`
	Chosen    bool   `json:"chosen"` // it is the one that the last run used

	Captioned int64            `json:"captioned"` // survivors that have a caption of it, by the tags that they have now
	Failed    map[string]int64 `json:"failed"`    // survivors that were given up, by reason
	Without   int64            `json:"without"`   // survivors that have nothing that it could make a caption of
	Left      int64            `json:"left"`      // survivors that are none of these
	Changed   int64            `json:"changed"`   // of those left: they have a caption, but their tags have changed since

	Asks        bool             `json:"asks"`        // a server, by requests
	Requests    map[string]int64 `json:"requests"`    // by outcome
	InFlight    int64            `json:"in_flight"`   // requests without an answer, those in batches not counted
	InBatches   int64            `json:"in_batches"`  // requests in batches whose answers have not been fetched
	PriceKnown  bool             `json:"price_known"` // otherwise nothing tells what was spent
	Spent       float64          `json:"spent"`       // US dollars
	ToSpend     *float64         `json:"to_spend"`    // US dollars for those left, at what one has cost; null when unknown
	PerMinute   *float64         `json:"per_minute"`  // captions, in the last ten minutes of work; null when unknown
	Minutes     *float64         `json:"minutes"`     // of work that the rate rests on
	MinutesLeft *float64         `json:"minutes_left"`
	LastAnswer  *time.Time       `json:"last_answer"` // null before the first

	answers []time.Time // when captions came
	paid    int64       // captions that were paid for
	input   func(*Subject, ledger.Held) string
	text    func(*Subject) string // of offline backends
}

// recent is the time over which a rate is taken.
const recent = 10 * time.Minute

// StatusOf reads how captioning stands; another process may be at work.
func StatusOf(ctx context.Context, ws dataset.Workspace, o Options) (s Status, err error) {
	o = o.withDefaults()
	if !ledger.Exists(ws.Ledger()) {
		return s, errors.New("nothing was captioned yet: run `winnow caption`")
	}
	r, err := newRoll(ws, "")
	if err != nil {
		return s, err
	}
	book, err := ledger.Open(ws.Ledger())
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	if s.Working, err = lock.Taken(ws); err != nil {
		return s, err
	}
	of := &session{ws: ws, roll: r, book: book, options: o}
	by, err := s.generations(ctx, of)
	if err != nil {
		return s, err
	}
	if err := countImages(ctx, of, by, &s.Survivors); err != nil {
		return s, err
	}
	if err := countRequests(ctx, book, by); err != nil {
		return s, err
	}
	for _, g := range s.Generations {
		g.conclude(s.Survivors)
		s.Spent += g.Spent
	}
	return s, nil
}

// generations lists them, and says how each is counted.
func (s *Status) generations(ctx context.Context, of *session) (map[int64]*GenerationStatus, error) {
	generations, err := of.book.Generations(ctx)
	if err != nil {
		return nil, err
	}
	runs, err := of.book.Preference(ctx)
	if err != nil {
		return nil, err
	}
	chosen, err := newChoosing(ctx, of.book)
	if err != nil {
		return nil, err
	}
	by := map[int64]*GenerationStatus{}
	s.Generations = []*GenerationStatus{}
	var last int64
	for _, g := range generations {
		t := &GenerationStatus{Backend: g.Backend, Model: g.Model, Kind: g.Kind, PromptSHA: g.PromptSHA, Failed: map[string]int64{}, Requests: map[string]int64{}}
		if err := t.learn(of, g, chosen); err != nil {
			return nil, err
		}
		by[g.ID], last = t, max(last, runs[g.ID])
		s.Generations = append(s.Generations, t)
	}
	for id, t := range by {
		t.Chosen = runs[id] == last && last > 0
	}
	return by, nil
}

// learn finds out what a caption of the generation is made from.
func (t *GenerationStatus) learn(of *session, g ledger.Generation, chosen *choosing) error {
	a := &asker{session: of, asking: &Asking{}, kind: g.Kind}
	var request struct {
		Prompt string `json:"prompt"`
	}
	if err := json.Unmarshal(g.Request, &request); err != nil {
		return err
	}
	t.Prompt = promptOf(request.Prompt, g.PromptSHA)
	b, err := backends.Get(g.Backend)
	if err == nil && b.Ask != nil && g.Model != "" {
		a.asking, t.Asks = b.Ask, true
		price, err := priceOf(g.Model, of.options.Prices)
		if err != nil {
			return err
		}
		t.PriceKnown = price.Known
	}
	if err == nil && b.Write != nil {
		if t.text, err = b.Write(of.options); err != nil {
			return err
		}
	}
	if strings.Contains(request.Prompt, ".Regions") {
		if a.regions, err = readRegions(of.ws); err != nil {
			return err
		}
	}
	t.input = func(s *Subject, held ledger.Held) string {
		as := *s
		as.Regions = a.regions[s.ID]
		as.Current = chosen.current(held.Captions, g.Kind, of.options.Prefer)
		return a.inputSHA(&as)
	}
	return nil
}

// promptOf is the name of a built-in prompt of that text, or how another is
// told from the rest.
func promptOf(text, sha string) string {
	for _, name := range append([]string{"fuse", "shorten", BackendRepair}, PromptNames...) {
		if known, err := prompts.ReadFile("prompts/" + name + ".tmpl"); err == nil && string(known) == text {
			return name
		}
	}
	return sha[:min(len(sha), 8)]
}

func countImages(ctx context.Context, s *session, by map[int64]*GenerationStatus, survivors *int64) error {
	a := &asker{session: s, options: s.options}
	return a.inChunks(ctx, func(of *Subject, held ledger.Held) error {
		*survivors++
		captions := map[int64][]ledger.Caption{}
		for _, c := range held.Captions {
			if g := by[c.Generation]; g != nil && (c.Kind == g.Kind || g.Kind == "") {
				captions[c.Generation] = append(captions[c.Generation], c)
			}
		}
		failures := map[int64]ledger.Failure{}
		for _, f := range held.Failures {
			failures[f.Generation] = f
		}
		for id, g := range by {
			f, failed := failures[id]
			sha := g.input(of, held)
			switch {
			case slices.ContainsFunc(captions[id], func(c ledger.Caption) bool { return c.TagsSHA == sha || g.Kind == "" }):
				g.Captioned++
			case failed && strings.HasPrefix(f.TagsSHA, sha) && !chat.FaultKind(f.Reason).Passing():
				g.Failed[f.Reason]++
			case g.text != nil && g.text(of) == "":
				g.Without++
			case len(captions[id]) > 0:
				g.Changed++
			}
			if slices.ContainsFunc(captions[id], func(c ledger.Caption) bool { return c.Cost > 0 }) {
				g.paid++
			}
		}
		return nil
	})
}

func countRequests(ctx context.Context, book *ledger.Ledger, by map[int64]*GenerationStatus) error {
	return book.Attempts(ctx, false, func(at ledger.Attempted) error {
		g := by[at.Generation]
		if g == nil {
			return nil
		}
		if at.Answer == nil {
			g.Spent += at.Reserved
			if at.Batch != "" {
				g.InBatches++
			} else {
				g.InFlight++
			}
			return nil
		}
		g.Requests[at.Answer.Outcome]++
		g.Spent += at.Answer.Cost
		if at.Answer.Outcome == ledger.Answered && at.Batch == "" && at.Step != canaryStep {
			g.answered(at.Answer.Closed)
		}
		return nil
	})
}

// answered counts a caption for the rate. Those of batches come all at once and
// tell of none.
func (t *GenerationStatus) answered(at time.Time) {
	t.answers = append(t.answers, at)
}

// rate is how many captions came a minute in the last minutes of work, and how
// many minutes those were: 0 when nothing tells.
func (t *GenerationStatus) rate() (perMinute, minutes float64) {
	slices.SortFunc(t.answers, time.Time.Compare) // they are in the order in which they were asked for
	last := t.answers[len(t.answers)-1]
	first := sort.Search(len(t.answers), func(i int) bool { return last.Sub(t.answers[i]) <= recent })
	if minutes = last.Sub(t.answers[first]).Minutes(); minutes == 0 {
		return 0, 0
	}
	return float64(len(t.answers)-1-first) / minutes, minutes
}

// conclude says what follows from what was counted.
func (t *GenerationStatus) conclude(survivors int64) {
	if t.Kind != "" {
		t.Left = survivors - t.Captioned - t.Without
		for _, n := range t.Failed {
			t.Left -= n
		}
	}
	if len(t.answers) > 0 {
		if perMinute, minutes := t.rate(); minutes > 0 {
			left := float64(t.Left) / perMinute
			t.PerMinute, t.Minutes, t.MinutesLeft = &perMinute, &minutes, &left
		}
		t.LastAnswer = &t.answers[len(t.answers)-1]
	}
	if t.PriceKnown && t.paid > 0 {
		more := t.Spent / float64(t.paid) * float64(t.Left)
		t.ToSpend = &more
	}
}
