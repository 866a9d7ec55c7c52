package caption

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/winnow-data/winnow/compose"
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/ledger"
	"github.com/winnow-data/winnow/internal/registry"
)

// Stage is the name in footers and summaries.
const Stage = "caption"

// Summary is what captioning did. Found counts the images that were chosen,
// Kept those with a caption, Failed those that were given up; what is left was
// not reached, or has no text that could be its caption.
type Summary struct {
	dataset.Summary
	Backend   string  `json:"backend"`
	Model     string  `json:"model,omitempty"`
	Unpriced  bool    `json:"unpriced,omitempty"` // no price is known of the model, so that nothing tells what was spent
	Spent     float64 `json:"spent"`              // US dollars, in this run
	SpentAll  float64 `json:"spent_all"`          // US dollars, by this generation in all runs
	TokensIn  int64   `json:"tokens_in"`          // in this run
	TokensOut int64   `json:"tokens_out"`         // in this run
}

// Run makes the captions that the workspace lacks, and the table of captions.
// Images are read from the source, keys from the environment.
func Run(ctx context.Context, ws dataset.Workspace, o Options, progress dataset.Progress) (Summary, error) {
	return RunWith(ctx, ws, o, Tools{}, progress)
}

// RunWith is Run with tools of the caller's.
func RunWith(ctx context.Context, ws dataset.Workspace, o Options, tools Tools, progress dataset.Progress) (Summary, error) {
	o, tools = o.withDefaults(), tools.withDefaults(ws)
	b, err := backends.Get(o.Backend)
	if err != nil {
		return Summary{}, err
	}
	if err := checkOptions(o); err != nil {
		return Summary{}, err
	}
	r, err := newRoll(ws, o.Where)
	if err != nil {
		return Summary{}, err
	}
	book, err := ledger.Open(ws.Ledger())
	if err != nil {
		return Summary{}, err
	}
	s := &session{ws: ws, backend: b, options: o, tools: tools, progress: progress, roll: r, book: book,
		summary: Summary{Summary: dataset.Summary{Stage: Stage, Dropped: map[string]int64{}, Counts: map[string]int64{}}, Backend: b.Name, Model: o.Model}}
	err = errors.Join(s.run(ctx), book.Close())
	return s.summary, err
}

// session is one run.
type session struct {
	ws       dataset.Workspace
	backend  *Backend
	options  Options
	tools    Tools
	progress dataset.Progress
	roll     *roll
	book     *ledger.Ledger
	summary  Summary
}

func (s *session) run(ctx context.Context) error {
	var c counted
	var err error
	switch {
	case s.backend.Write != nil:
		c, err = s.write(ctx)
	case s.backend.Fetch != nil:
		c, err = s.fetch(ctx)
	default:
		c, err = s.ask(ctx)
	}
	if err != nil && c.found == 0 {
		return err
	}
	s.count(c)
	// What was paid for is put into the table even when the run broke off.
	written, wrong := Tabulate(context.WithoutCancel(ctx), s.ws, s.book, s.options)
	if wrong == nil {
		s.summary.UpToDate = !written && c.written == 0 && len(c.failed) == 0
		if written {
			s.summary.Files = []string{s.ws.Table(dataset.TableCaptions)}
		}
	}
	return errors.Join(err, wrong)
}

func (s *session) count(c counted) {
	t := &s.summary.Summary
	t.Found, t.Kept = c.found, c.had+c.written
	for _, reason := range slices.Sorted(maps.Keys(c.failed)) {
		t.Failed += c.failed[reason]
		t.Counts["failed: "+reason] = c.failed[reason]
	}
	t.Counts["new"] = c.written
	without := "without text"
	if s.backend.Name == "import" {
		without = "not in the file"
	}
	t.Counts[without] = c.without
	t.Counts["not reached"] = c.dropped
}

// write runs an offline backend.
func (s *session) write(ctx context.Context) (counted, error) {
	f, err := s.backend.Write(s.options)
	if err != nil {
		return counted{}, err
	}
	if s.backend.Name == BackendNone {
		return s.nothing()
	}
	g, err := offline(s.backend)
	if err != nil {
		return counted{}, err
	}
	generation, err := s.adopt(g)
	if err != nil {
		return counted{}, err
	}
	w := &writing{kind: s.backend.Kind, generation: generation, write: f, book: s.book}
	c, err := w.all(ctx, s.roll, s.options.Limit, s.progress)
	if c.replaced > 0 && s.backend.Kind == dataset.KindComposed {
		s.note("%d %s %s from before %s replaced: the tags are the same, so that the form (--form, now %s) or winnow's wording has changed. The former --form writes them as they were.",
			c.replaced, s.backend.Kind, digits.Form(c.replaced, "caption", "captions"), digits.Form(c.replaced, "was", "were"), cmp.Or(s.options.Compose.Form, compose.FormLong))
	}
	switch {
	case c.without > 0 && c.bare == c.without:
		s.note("%d %s no caption: no tags and no texts were found. `winnow caption --backend openai`, gemini or command has a model describe them, "+
			"--backend import takes captions from a file.", c.without, digits.Form(c.without, "image has", "images have"))
	case c.without > 0:
		s.note("%d %s no %s caption: %s.", c.without, digits.Form(c.without, "image has", "images have"), s.backend.Kind, s.backend.Lacking)
	}
	return c, err
}

// nothing counts the images that are left without captions on purpose.
func (s *session) nothing() (c counted, err error) {
	for _, err := range s.roll.survivors() {
		if err != nil {
			return c, err
		}
		c.found++
		c.without++
	}
	return c, nil
}

// offline is the generation of a backend that needs no server.
func offline(b *Backend) (g ledger.Generation, err error) {
	g = ledger.Generation{Kind: b.Kind, Backend: b.Name, Request: json.RawMessage("{}")}
	g.SHA, err = shaOf(g)
	return g, err
}

// adopt finds or adds a generation, and prefers it from now on.
func (s *session) adopt(g ledger.Generation) (int64, error) {
	id, err := s.book.Generation(g)
	if err != nil {
		return 0, err
	}
	return id, s.book.Choose(id)
}

func checkOptions(o Options) error {
	for _, kind := range o.Prefer {
		if !slices.Contains(kinds, kind) {
			return fmt.Errorf("prefer: %w", registry.Unknown("kind of caption", kind, kinds))
		}
	}
	for _, step := range o.Ladder {
		if !slices.Contains(steps, step) {
			return fmt.Errorf("ladder: %w", registry.Unknown("step", step, steps))
		}
	}
	if !slices.Contains(structures, o.Structured) {
		return fmt.Errorf("structured: %w", registry.Unknown("choice", o.Structured, structures))
	}
	for _, n := range []struct {
		name  string
		value float64
	}{
		{"limit", float64(o.Limit)}, {"budget", o.Budget}, {"max_tokens", float64(o.MaxTokens)}, {"compose max_tokens", float64(o.Compose.MaxTokens)},
		{"concurrency", float64(o.Concurrency)}, {"timeout", o.Timeout}, {"retries", float64(o.Retries)}, {"hedge", o.Hedge}, {"poll", o.Poll},
		{"requests_per_minute", float64(o.RequestsPerMinute)}, {"tokens_per_minute", float64(o.TokensPerMinute)}, {"stop", float64(o.Stop)},
		{"batch_bytes", float64(o.BatchBytes)}, {"batch_requests", float64(o.BatchRequests)},
	} {
		if !(n.value >= 0) {
			return fmt.Errorf("%s is %v: it must be a number, and cannot be negative", n.name, n.value)
		}
	}
	switch {
	case o.Temperature != nil && !(*o.Temperature >= 0):
		return fmt.Errorf("temperature is %v: it must be 0 (the likeliest words) or more", *o.Temperature)
	case o.TopP != nil && !(*o.TopP > 0 && *o.TopP <= 1):
		return fmt.Errorf("top_p is %v: it must be above 0, and 1 at most", *o.TopP)
	case o.Quality < 1 || o.Quality > 100:
		return fmt.Errorf("quality is %d, and should be from 1 to 100", o.Quality)
	case o.Side < 32:
		return fmt.Errorf("side is %d, and should be 32 pixels at least", o.Side)
	}
	return nil
}

var (
	steps      = []string{StepRetry, StepSmaller, StepFewerTags, StepOther, StepCompose}
	structures = []string{"auto", "always", "never"}
)
