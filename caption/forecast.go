package caption

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/chat"
	"github.com/winnow-data/winnow/internal/ledger"
)

// Forecast is what a run would do and cost.
type Forecast struct {
	Backend   string          `json:"backend"`
	Model     string          `json:"model,omitempty"`
	Images    int64           `json:"images"`           // that would be asked about
	Had       int64           `json:"had"`              // that have their caption already
	GivenUp   int64           `json:"given_up"`         // that were given up before, and are left alone
	Without   int64           `json:"without"`          // that have nothing that could be asked about
	Beyond    int64           `json:"beyond"`           // the limit
	Prompt    string          `json:"prompt,omitempty"` // as the options name it
	Sampled   int64           `json:"sampled"`          // requests that the estimate rests on
	Batch     float64         `json:"batch,omitempty"`  // share of the usual price that was reckoned with, for batches
	TokensIn  int64           `json:"tokens_in"`
	TokensOut int64           `json:"tokens_out"`
	Price     *float64        `json:"price"`                // US dollars; null when no price is known
	PriceDate string          `json:"price_date,omitempty"` // of the table of prices
	Spent     float64         `json:"spent"`                // US dollars, by this generation before
	Budget    float64         `json:"budget,omitempty"`
	Method    string          `json:"method,omitempty"`
	URL       string          `json:"url,omitempty"`
	Path      string          `json:"path,omitempty"`    // of the image of the request
	Request   json.RawMessage `json:"request,omitempty"` // its exact body
}

// Plan says what Run would do, and sends nothing.
func Plan(ctx context.Context, ws dataset.Workspace, o Options, tools Tools) (f Forecast, err error) {
	o, tools = o.withDefaults(), tools.withDefaults(ws)
	tools.planning = true
	b, err := backends.Get(o.Backend)
	if err != nil {
		return f, err
	}
	if err := checkOptions(o); err != nil {
		return f, err
	}
	if b.Ask == nil {
		return f, fmt.Errorf("backend %s asks no server and costs nothing: there is nothing to forecast", b.Name)
	}
	r, err := newRoll(ws, o.Where)
	if err != nil {
		return f, err
	}
	book, err := ledger.Open(ws.Ledger())
	if err != nil {
		return f, err
	}
	defer func() {
		if closed := book.Close(); err == nil {
			err = closed
		}
	}()
	s := &session{ws: ws, backend: b, options: o, tools: tools, roll: r, book: book}
	a, err := s.newAsker(b, o, o.Endpoints)
	if err != nil {
		return f, err
	}
	a.forecasting = true
	if err := a.choose(ctx); err != nil {
		return f, err
	}
	return a.forecast(ctx)
}

// sampled is how many requests an estimate rests on.
const sampled = 100

func (a *asker) forecast(ctx context.Context) (Forecast, error) {
	f := Forecast{Backend: a.backend.Name, Model: a.options.Model, Prompt: a.dressed.prompt.name, Images: int64(len(a.pending)), Had: a.counted.had,
		Without: a.counted.without, Beyond: a.counted.dropped, Spent: a.budget.spent, Budget: a.options.Budget, PriceDate: a.price.Date}
	for _, n := range a.counted.failed {
		f.GivenUp += n
	}
	if a.asking.Batch {
		f.Batch = a.price.Batch
	}
	var n, tokens int64
	err := a.each(ctx, func(s *Subject) error {
		var picture *chat.Picture
		if !a.asking.Blind {
			w, h := within(float64(s.Width), float64(s.Height), float64(a.options.Side))
			picture = &chat.Picture{Width: int(w), Height: int(h), Detail: a.options.Detail}
			for _, r := range s.Regions {
				pw, ph := within(w*(r.box[2]-r.box[0]), h*(r.box[3]-r.box[1]), float64(a.options.Side)/2)
				picture.Parts = append(picture.Parts, &chat.Picture{Width: int(pw), Height: int(ph), Detail: a.options.Detail})
			}
		}
		c, err := a.dressed.conversation(s, picture, false, shortWords, a.dressed.params)
		if err != nil {
			return err
		}
		if n++; n == 1 {
			if err := a.show(ctx, s, &f); err != nil {
				return err
			}
		}
		if tokens += a.price.estimate(c); n == sampled {
			return errEnough
		}
		return nil
	})
	if err != nil {
		return f, err
	}
	if f.Sampled = n; n > 0 {
		f.TokensIn = tokens / n * f.Images
	}
	f.TokensOut = usualAnswer * f.Images
	if a.price.Known {
		price := a.price.Cost(f.TokensIn, f.TokensOut)
		f.Price = &price
	}
	return f, nil
}

// show puts the request of an image into the forecast, as it would be sent.
func (a *asker) show(ctx context.Context, s *Subject, f *Forecast) error {
	picture, err := a.picture(ctx, s, a.options.Side)
	if err != nil {
		return err
	}
	c, err := a.dressed.conversation(s, picture, false, shortWords, a.dressed.params)
	if err != nil {
		return err
	}
	method, url, body, err := a.endpoints[0].Dial(nil).Request(c)
	f.Path, f.Method, f.URL, f.Request = s.Path, method, url, body
	return err
}
