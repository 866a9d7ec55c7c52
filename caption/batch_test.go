package caption

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/winnow-data/winnow/internal/chat/fake"
	"github.com/winnow-data/winnow/internal/ledger"
)

func TestBatchesBringEveryCaptionOnce(t *testing.T) {
	ws, kept := newWorkspace(t, 50)
	// Some requests fail, one answer comes twice, and the file's end is cut off.
	server, tools := serve(t, fake.Options{Faults: []string{fake.Fault500}, Rate: .2, Seed: 2, Key: secret})
	o := Options{Backend: "openai-batch", Model: "gpt-4.1-mini", Poll: .01, BatchRequests: 20}
	s := run(t, ws, o, tools)
	if int(s.Kept) != len(kept) || s.Failed != 0 {
		t.Errorf("kept %d of %d, failed %d: %v", s.Kept, len(kept), s.Failed, s.Counts)
	}
	if a := audit(t, ws, server, kept); a.lost+a.twice+a.without != 0 {
		t.Errorf("audit %+v", a)
	}
	direct := Price{In: .4, Out: 1.6}
	if want := direct.Cost(s.TokensIn, s.TokensOut) / 2; s.Spent < want*.999 || s.Spent > want*1.001 {
		t.Errorf("spent $%.6f, want half the price, $%.6f", s.Spent, want)
	}
	before := len(server.Log())
	if s := run(t, ws, o, tools); s.Counts["new"] != 0 || len(server.Log()) != before {
		t.Errorf("a second run: %+v", s)
	}
}

func TestAStoppedBatchIsTakenUp(t *testing.T) {
	ws, kept := newWorkspace(t, 20)
	server, tools := serve(t, fake.Options{})
	o := Options{Backend: "openai-batch", Model: "m", Poll: 3600}
	ctx, cancel := context.WithTimeout(context.Background(), 700*time.Millisecond)
	defer cancel()
	if _, err := RunWith(ctx, ws, o, tools, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("error %v", err)
	}
	o.Poll = .01
	s := run(t, ws, o, tools)
	if int(s.Kept) != len(kept) {
		t.Errorf("kept %d of %d: %+v", s.Kept, len(kept), s)
	}
	for picture, n := range asked(server) {
		if n != 1 {
			t.Errorf("the server was asked %d times about %s", n, picture)
		}
	}
}

func TestABatchThatWasNeverSentCostsNothing(t *testing.T) {
	ws, kept := newWorkspace(t, 5)
	server, tools := serve(t, fake.Options{})
	o := Options{Backend: "openai-batch", Model: "m", Poll: .01}
	run(t, ws, o, tools)
	// As a process leaves it that was killed before it uploaded.
	book, err := ledger.Open(ws.Ledger())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Begin(ledger.Attempt{Generation: 1, Image: kept[0], Batch: "winnow-x", Reserved: 3}); err != nil {
		t.Fatal(err)
	}
	if err := book.Note(ledger.BatchRecord{Name: "winnow-x", Generation: 1, Event: batchMade}); err != nil {
		t.Fatal(err)
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	before := len(server.Log())
	if s := run(t, ws, o, tools); s.SpentAll > 1 || len(server.Log()) != before {
		t.Errorf("spent $%.2f and sent %d requests", s.SpentAll, len(server.Log())-before)
	}
}
