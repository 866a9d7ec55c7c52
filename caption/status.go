package caption

import (
	"context"
	"errors"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/ledger"
)

// Status is how captioning stands.
type Status struct {
	Survivors   int64              `json:"survivors"`
	Generations []GenerationStatus `json:"generations"` // in the order in which they were first used
	Spent       float64            `json:"spent"`       // US dollars, by all
}

// GenerationStatus is how one generation stands.
type GenerationStatus struct {
	Backend     string           `json:"backend"`
	Model       string           `json:"model,omitempty"`
	Kind        string           `json:"kind"`
	PromptSHA   string           `json:"prompt_sha,omitempty"`
	Captioned   int64            `json:"captioned"`    // survivors that have a caption of it
	Failed      map[string]int64 `json:"failed"`       // survivors that were given up, by reason
	Left        int64            `json:"left"`         // survivors that are neither
	Requests    map[string]int64 `json:"requests"`     // by outcome
	InFlight    int64            `json:"in_flight"`    // requests without an answer, those in batches among them
	Spent       float64          `json:"spent"`        // US dollars
	PerMinute   float64          `json:"per_minute"`   // captions, in the last ten minutes of work; 0 when there were none
	MinutesLeft float64          `json:"minutes_left"` // at that rate
}

// recent is the time over which a rate is taken.
const recent = 10 * time.Minute

// StatusOf reads how captioning stands; another process may be at work.
func StatusOf(ctx context.Context, ws dataset.Workspace) (s Status, err error) {
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
	generations, err := book.Generations(ctx)
	if err != nil {
		return s, err
	}
	by := map[int64]*GenerationStatus{}
	s.Generations = make([]GenerationStatus, len(generations))
	for i, g := range generations {
		s.Generations[i] = GenerationStatus{Backend: g.Backend, Model: g.Model, Kind: g.Kind, PromptSHA: g.PromptSHA, Failed: map[string]int64{}, Requests: map[string]int64{}}
		by[g.ID] = &s.Generations[i]
	}
	if err := countImages(ctx, &session{roll: r, book: book, options: Options{}.withDefaults()}, by, &s.Survivors); err != nil {
		return s, err
	}
	if err := countRequests(ctx, book, by); err != nil {
		return s, err
	}
	for i := range s.Generations {
		g := &s.Generations[i]
		g.Left = s.Survivors - g.Captioned
		for _, n := range g.Failed {
			g.Left -= n
		}
		if g.PerMinute > 0 {
			g.MinutesLeft = float64(g.Left) / g.PerMinute
		}
		s.Spent += g.Spent
	}
	return s, nil
}

func countImages(ctx context.Context, s *session, by map[int64]*GenerationStatus, survivors *int64) error {
	a := &asker{session: s, options: s.options}
	return a.inChunks(ctx, func(_ *Subject, held ledger.Held) error {
		*survivors++
		done := map[int64]bool{}
		for _, c := range held.Captions {
			if g := by[c.Generation]; g != nil && !done[c.Generation] && c.Kind == g.Kind {
				done[c.Generation] = true
				g.Captioned++
			}
		}
		last := map[int64]string{}
		for _, f := range held.Failures {
			last[f.Generation] = f.Reason
		}
		for id, reason := range last {
			if g := by[id]; g != nil && !done[id] {
				g.Failed[reason]++
			}
		}
		return nil
	})
}

func countRequests(ctx context.Context, book *ledger.Ledger, by map[int64]*GenerationStatus) error {
	type window struct {
		ends []time.Time // of captions, the newest last
	}
	windows := map[int64]*window{}
	err := book.Attempts(ctx, false, func(at ledger.Attempted) error {
		g := by[at.Generation]
		if g == nil {
			return nil
		}
		if at.Answer == nil {
			g.InFlight++
			g.Spent += at.Reserved
			return nil
		}
		g.Requests[at.Answer.Outcome]++
		g.Spent += at.Answer.Cost
		if at.Answer.Outcome != ledger.Answered {
			return nil
		}
		w := windows[at.Generation]
		if w == nil {
			w = &window{}
			windows[at.Generation] = w
		}
		w.ends = append(w.ends, at.Answer.Closed)
		for len(w.ends) > 1 && at.Answer.Closed.Sub(w.ends[0]) > recent {
			w.ends = w.ends[1:]
		}
		return nil
	})
	for id, w := range windows {
		if n := len(w.ends); n > 1 {
			if took := w.ends[n-1].Sub(w.ends[0]).Minutes(); took > 0 {
				by[id].PerMinute = float64(n-1) / took
			}
		}
	}
	return err
}
