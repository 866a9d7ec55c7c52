package caption

import (
	"context"
	"encoding/json"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/chat/fake"
	"github.com/winnow-data/winnow/internal/ledger"
)

const secret = "sk-test-0123456789abcdef"

// serve starts a fake server and gives the tools that find it.
func serve(t testing.TB, o fake.Options) (*fake.Server, Tools) {
	t.Helper()
	s, err := fake.New(o)
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(s)
	t.Cleanup(func() {
		h.CloseClientConnections()
		h.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	env := map[string]string{"OPENAI_BASE_URL": h.URL + "/v1", "OPENAI_API_KEY": secret, "GEMINI_BASE_URL": h.URL + "/v1beta", "GEMINI_API_KEY": secret}
	return s, Tools{Getenv: func(name string) string { return env[name] }}
}

// asked counts the pictures that a server was asked about and answered.
func asked(s *fake.Server) map[string]int {
	n := map[string]int{}
	for _, e := range s.Log() {
		if !e.Canary {
			n[e.Picture]++
		}
	}
	return n
}

func TestEverySurvivorIsAskedAboutOnce(t *testing.T) {
	ws, kept := newWorkspace(t, 40)
	server, tools := serve(t, fake.Options{Key: secret})
	o := Options{Backend: "openai", Model: "gpt-4.1-mini"}
	s := run(t, ws, o, tools)
	if s.Found != 36 || s.Kept != 36 || s.Failed != 0 || s.Spent <= 0 || s.TokensOut < 36*60 {
		t.Errorf("summary %+v", s)
	}
	if n := asked(server); len(n) != len(kept) {
		t.Errorf("the server was asked about %d pictures, want %d", len(n), len(kept))
	}
	byKind := map[string]int{}
	for _, row := range readCaptions(t, ws) {
		byKind[row.Kind]++
		if row.Kind == dataset.KindVLM && (!row.Current || row.Model != "gpt-4.1-mini" || row.PromptSHA == "" || row.TokensIn == 0 || row.Cost == 0 || row.Finish != "stop") {
			t.Fatalf("row %+v", row)
		}
	}
	if byKind[dataset.KindVLM] != 36 || byKind[dataset.KindShort] != 36 {
		t.Errorf("captions by kind: %v", byKind)
	}
	before := len(server.Log())
	if s := run(t, ws, o, tools); !s.UpToDate || s.Kept != 36 || len(server.Log()) != before {
		t.Errorf("a second run: %+v, and %d more requests", s, len(server.Log())-before)
	}
	// Another prompt is another generation; the old captions stay in the ledger.
	o.Prompt = "without_tags"
	if s := run(t, ws, o, tools); s.Counts["new"] != 36 {
		t.Errorf("with another prompt %d new captions, want 36", s.Counts["new"])
	}
	// Going back costs nothing, and the former captions are current again.
	o.Prompt = "with_tags"
	before = len(server.Log())
	run(t, ws, o, tools)
	if n := len(server.Log()) - before; n != 0 {
		t.Errorf("going back to the first prompt cost %d requests", n)
	}
}

func TestFaultsThatPassCostNoCaption(t *testing.T) {
	for _, fault := range fake.Passing {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			ws, kept := newWorkspace(t, 10)
			_, tools := serve(t, fake.Options{Faults: []string{fault}, Rate: .4, Seed: 3})
			s := run(t, ws, Options{Backend: "openai", Model: "m", Concurrency: 4}, tools)
			if int(s.Kept) != len(kept) || s.Failed != 0 {
				t.Errorf("%d captions of %d, %d failed: %+v", s.Kept, len(kept), s.Failed, s.Counts)
			}
		})
	}
}

func TestBadAnswersGoDownTheLadder(t *testing.T) {
	for fault, reason := range map[string]string{fake.FaultRefusal: Refused, fake.FaultFilter: Refused, fake.FaultLength: Truncated,
		fake.FaultForeign: WrongLanguage, fake.FaultNoChoices: "blocked"} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			ws, kept := newWorkspace(t, 4)
			server, tools := serve(t, fake.Options{Always: fault})
			s := run(t, ws, Options{Backend: "openai", Model: "m"}, tools)
			if s.Kept != 0 || int(s.Failed) != len(kept) || int(s.Counts["failed: "+reason]) != len(kept) {
				t.Errorf("kept %d, failed %d, counts %v; want all failed as %s", s.Kept, s.Failed, s.Counts, reason)
			}
			for _, row := range readCaptions(t, ws) {
				if row.Kind != dataset.KindComposed || !row.Current {
					t.Errorf("the last step of the ladder left %+v", row)
				}
			}
			before := len(server.Log())
			run(t, ws, Options{Backend: "openai", Model: "m"}, tools)
			for _, e := range server.Log()[before:] {
				if !e.Canary {
					t.Fatal("an image that was given up was paid for again")
				}
			}
			if s := run(t, ws, Options{Backend: "openai", Model: "m", Failed: true}, tools); int(s.Failed) != len(kept) {
				t.Errorf("with failed images included %d failed", s.Failed)
			}
		})
	}
}

func TestTheRunStopsWithOneLine(t *testing.T) {
	for fault, want := range map[string]string{fake.FaultQuota: "out of money", fake.FaultKey: "does not let us in"} {
		ws, _ := newWorkspace(t, 200)
		server, tools := serve(t, fake.Options{Always: fault})
		_, err := RunWith(context.Background(), ws, Options{Backend: "openai", Model: "m", Concurrency: 4}, tools, nil)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: error %v, want one line that says %q", fault, err, want)
		}
		if n := len(server.Log()); n > 10 {
			t.Errorf("%s: the server was asked %d times", fault, n)
		}
	}
}

func TestServersThatDropPicturesAreFoundOut(t *testing.T) {
	ws, _ := newWorkspace(t, 20)
	server, tools := serve(t, fake.Options{Blind: true})
	_, err := RunWith(context.Background(), ws, Options{Backend: "openai", Model: "m"}, tools, nil)
	if err == nil || !strings.Contains(err.Error(), "does not see pictures") {
		t.Errorf("error %v", err)
	}
	if n := asked(server); len(n) != 0 {
		t.Errorf("%d images were sent", len(n))
	}
	off := false
	if s := run(t, ws, Options{Backend: "openai", Model: "m", Canary: &off}, tools); s.Kept != 18 {
		t.Errorf("with the canary off %d captions, want 18", s.Kept)
	}
	// One that sees at first, and then drops pictures, is found by its counts.
	ws, _ = newWorkspaceOf(t, 20, 10)
	_, tools = serve(t, fake.Options{Always: fake.FaultPicturesLost})
	s := run(t, ws, Options{Backend: "openai", Model: "m"}, tools)
	if s.Counts["failed: "+ImageNotReceived] != 18 {
		t.Errorf("counts %v", s.Counts)
	}
}

func TestFieldsThatAServerDoesNotKnowAreLeftOut(t *testing.T) {
	ws, _ := newWorkspace(t, 10)
	_, tools := serve(t, fake.Options{Always: fake.FaultNoSchema})
	s := run(t, ws, Options{Backend: "openai", Model: "m"}, tools)
	if s.Kept != 9 || s.Failed != 0 {
		t.Errorf("summary %+v", s)
	}
}

func TestTheBudgetIsAHardStop(t *testing.T) {
	ws, _ := newWorkspace(t, 100)
	prices := filepath.Join(t.TempDir(), "prices.json")
	if err := os.WriteFile(prices, []byte(`{"date":"2026-01-01","models":{"m":{"in":0,"out":100}}}`), 0o644); err != nil {
		t.Fatal(err)
	}
	_, tools := serve(t, fake.Options{})
	// An answer has 60 tokens, $0.006, and may have 100, $0.01.
	o := Options{Backend: "openai", Model: "m", Prices: prices, Budget: .1, MaxTokens: 100, Concurrency: 4}
	s := run(t, ws, o, tools)
	if s.Spent > .1 || s.Spent < .08 || s.Counts["not reached"] == 0 || len(s.Notes) == 0 {
		t.Errorf("spent $%.3f of $0.10, %d not reached, notes %q", s.Spent, s.Counts["not reached"], s.Notes)
	}
	if s := run(t, ws, o, tools); s.SpentAll > .1 {
		t.Errorf("a second run brought it to $%.3f of $0.10", s.SpentAll)
	}
}

func TestAForecastSendsNothing(t *testing.T) {
	ws, _ := newWorkspace(t, 10)
	server, tools := serve(t, fake.Options{})
	f, err := Plan(context.Background(), ws, Options{Backend: "openai", Model: "gpt-4.1-mini", Limit: 4}, tools)
	if err != nil {
		t.Fatal(err)
	}
	book, err := ledger.Open(ws.Ledger())
	if err != nil {
		t.Fatal(err)
	}
	all, err := book.Generations(context.Background())
	if err = errors.Join(err, book.Close()); err != nil || len(all) != 0 {
		t.Errorf("it leaves %d generations behind, error %v", len(all), err)
	}
	var request struct {
		Model    string            `json:"model"`
		Messages []json.RawMessage `json:"messages"`
		Max      int               `json:"max_tokens"`
	}
	if err := json.Unmarshal(f.Request, &request); err != nil {
		t.Fatal(err)
	}
	if f.Images != 4 || f.Price == nil || *f.Price <= 0 || request.Model != "gpt-4.1-mini" || len(request.Messages) != 2 || request.Max != 700 || len(server.Log()) != 0 {
		t.Errorf("forecast %+v", f)
	}
	if text := string(f.Request); strings.Contains(text, secret) || !strings.Contains(text, "data:image/jpeg;base64,") || !strings.Contains(text, "red dress") {
		t.Errorf("request %.600s", text)
	}
}

func TestZeroTemperatureIsSent(t *testing.T) {
	ws, _ := newWorkspace(t, 1)
	_, tools := serve(t, fake.Options{})
	zero := 0.0
	f, err := Plan(context.Background(), ws, Options{Backend: "openai", Model: "m", Temperature: &zero, Extra: map[string]any{"min_p": 0.1}}, tools)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"temperature":0`, `"min_p":0.1`} {
		if !strings.Contains(string(f.Request), want) {
			t.Errorf("the request lacks %s", want)
		}
	}
}

func TestKeysAppearNowhere(t *testing.T) {
	ws, _ := newWorkspace(t, 6)
	// This server repeats the key that it was given.
	_, tools := serve(t, fake.Options{Key: "sk-another"})
	_, err := RunWith(context.Background(), ws, Options{Backend: "openai", Model: "m"}, tools, nil)
	if err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("error %v", err)
	}
	entries, err := os.ReadDir(ws.Dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		content, err := os.ReadFile(filepath.Join(ws.Dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(content), secret) {
			t.Errorf("the key is in %s", e.Name())
		}
	}
	book, err := ledger.Open(ws.Ledger())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if err := book.Attempts(context.Background(), true, func(a ledger.Attempted) error {
		if a.Answer != nil && strings.Contains(string(a.Answer.Raw), secret) {
			t.Error("the key is in an answer that the ledger keeps")
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestInterruptedRunsGoOn(t *testing.T) {
	ws, kept := newWorkspace(t, 60)
	server, tools := serve(t, fake.Options{Latency: 20 * time.Millisecond})
	ctx, cancel := context.WithTimeout(context.Background(), 150*time.Millisecond)
	defer cancel()
	if _, err := RunWith(ctx, ws, Options{Backend: "openai", Model: "m", Concurrency: 2}, tools, nil); err == nil {
		t.Fatal("an interrupted run is no error")
	}
	s := run(t, ws, Options{Backend: "openai", Model: "m"}, tools)
	if int(s.Kept) != len(kept) {
		t.Errorf("%d captions of %d", s.Kept, len(kept))
	}
	for picture, n := range asked(server) {
		if n != 1 {
			t.Errorf("the server was asked %d times about %s", n, picture)
		}
	}
}
