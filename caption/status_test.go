package caption

import (
	"context"
	"testing"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/chat/fake"
	"github.com/winnow-data/winnow/internal/table"
)

func statusOf(t *testing.T, ws dataset.Workspace) Status {
	t.Helper()
	s, err := StatusOf(context.Background(), ws, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStatusSaysWhatIsNotKnown(t *testing.T) {
	ws, _ := newWorkspace(t, 10)
	_, tools := serve(t, fake.Options{})
	run(t, ws, Options{Backend: "openai", Model: "nobody-knows", Limit: 1}, tools)
	s := statusOf(t, ws)
	if s.Survivors != 9 || s.Working || len(s.Generations) != 1 {
		t.Fatalf("status %+v", s)
	}
	g := s.Generations[0]
	if !g.Chosen || g.Prompt != "with_tags" || g.Captioned != 1 || g.Left != 8 || g.PriceKnown || g.PerMinute != nil || g.MinutesLeft != nil || g.ToSpend != nil {
		t.Errorf("after one caption of a model without a price: %+v", g)
	}
	run(t, ws, Options{Backend: "openai", Model: "gpt-4.1-mini", Limit: 5}, tools)
	g = statusOf(t, ws).Generations[1]
	if g.Captioned != 5 || g.Left != 4 || !g.PriceKnown || g.Spent <= 0 || g.PerMinute == nil || g.MinutesLeft == nil || g.ToSpend == nil {
		t.Fatalf("after five captions: %+v", g)
	}
	// The canary was paid for, too.
	if want := g.Spent / 5 * 4; *g.ToSpend < 0.99*want || *g.ToSpend > 1.01*want {
		t.Errorf("for four more it expects $%.6f, want about $%.6f", *g.ToSpend, want)
	}
}

func TestStatusTellsCaptionsOfTagsThatHaveChanged(t *testing.T) {
	ws, _ := newWorkspace(t, 10)
	_, tools := serve(t, fake.Options{})
	run(t, ws, Options{Backend: "openai", Model: "m"}, tools)
	images, err := table.ReadAll[dataset.Image](ws.Table(dataset.TableImages))
	if err != nil {
		t.Fatal(err)
	}
	footer, err := table.ReadFooter(ws.Table(dataset.TableImages))
	if err != nil {
		t.Fatal(err)
	}
	for i := range images[:3] {
		images[i].TagsGeneral = append(images[i].TagsGeneral, "hat")
	}
	images[5].TagsGeneral = nil
	if err := table.Write(ws.Table(dataset.TableImages), footer, table.All(images)); err != nil {
		t.Fatal(err)
	}
	if g := statusOf(t, ws).Generations[0]; g.Captioned != 5 || g.Left != 4 || g.Changed != 4 {
		t.Errorf("after the tags of four have changed: %+v", g)
	}
	if s := run(t, ws, Options{Backend: "openai", Model: "m"}, tools); s.Counts["new"] != 4 {
		t.Errorf("the run after it made %d captions, want the 4 that status told of", s.Counts["new"])
	}
	run(t, ws, Options{}, tools)
	for _, g := range statusOf(t, ws).Generations {
		if g.Backend == "compose" && (g.Captioned != 8 || g.Without != 1 || g.Left != 0 || !g.Chosen) {
			t.Errorf("composed of images of which one has no tags: %+v", g)
		}
	}
}

func TestARateRestsOnTheLastMinutes(t *testing.T) {
	g := &GenerationStatus{Kind: dataset.KindVLM, Captioned: 61, Failed: map[string]int64{}}
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	g.answered(start)
	for i := range 61 { // a day later, one every ten seconds
		g.answered(start.Add(24*time.Hour + time.Duration(i)*10*time.Second))
	}
	g.conclude(121)
	if g.PerMinute == nil || *g.PerMinute != 6 || *g.MinutesLeft != 10 || *g.Minutes != 10 {
		t.Errorf("one caption each ten seconds: %+v", g)
	}
}
