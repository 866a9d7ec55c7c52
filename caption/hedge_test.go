package caption

import (
	"context"
	"testing"

	"github.com/winnow-data/winnow/internal/chat/fake"
	"github.com/winnow-data/winnow/internal/ledger"
)

func TestSlowRequestsAreSentOnceMore(t *testing.T) {
	ws, kept := newWorkspace(t, 20)
	server, tools := serve(t, fake.Options{Faults: []string{fake.FaultHang}, Rate: .3, Seed: 2})
	s := run(t, ws, Options{Backend: "openai", Model: "gpt-4.1-mini", Concurrency: 4, Timeout: 1, Hedge: .1}, tools)
	if int(s.Kept) != len(kept) || s.Failed != 0 {
		t.Errorf("%d captions of %d: %+v", s.Kept, len(kept), s)
	}
	if a := audit(t, ws, server, kept); a.twice+a.without != 0 {
		t.Errorf("audit %+v", a)
	}
	book, err := ledger.Open(ws.Ledger())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	hedges, broken := 0, 0
	if err := book.Attempts(context.Background(), false, func(a ledger.Attempted) error {
		switch {
		case a.Answer == nil:
			t.Errorf("attempt %d is open", a.ID)
		case a.Step == stepHedge:
			hedges++
		case a.Answer.Outcome == ledger.Failed && a.Answer.Cost > 0:
			broken++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if hedges == 0 || broken == 0 {
		t.Errorf("%d requests were sent once more, and %d that were broken off count as paid", hedges, broken)
	}
	// Off, as it is by default, nothing is sent twice.
	ws, _ = newWorkspace(t, 10)
	server, tools = serve(t, fake.Options{})
	run(t, ws, Options{Backend: "openai", Model: "m"}, tools)
	for picture, n := range asked(server) {
		if n != 1 {
			t.Errorf("the server was asked %d times about %s", n, picture)
		}
	}
}
