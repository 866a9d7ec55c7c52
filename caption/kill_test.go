package caption

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/chat/fake"
	"github.com/winnow-data/winnow/internal/ledger"
	"github.com/winnow-data/winnow/internal/table"
)

var (
	kills    = flag.Int("kills", 5, "how often TestKilledAtAnyInstant kills")
	requests = flag.Int("requests", 300, "images of TestThroughFaults")
	rate     = flag.Float64("rate", .2, "share of requests with a fault in TestThroughFaults")
)

// childWorkspace names the workspace on which this test binary, started again,
// captions until it is killed.
const childWorkspace = "WINNOW_TEST_CHILD_WORKSPACE"

func TestMain(m *testing.M) {
	if os.Getenv(childServer) != "" {
		os.Exit(serveAlone())
	}
	dir := os.Getenv(childWorkspace)
	if dir == "" {
		os.Exit(m.Run())
	}
	if _, err := Run(context.Background(), dataset.Workspace{Dir: dir}, childOptions, nil); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

var childOptions = Options{Backend: "openai", Model: "m", Concurrency: 8}

// TestKilledAtAnyInstant kills a captioning process at random instants, starts
// it again each time, and compares the server's log with the ledger.
//
//	go test -tags nodynamic ./caption -run TestKilledAtAnyInstant -kills 100 -v
func TestKilledAtAnyInstant(t *testing.T) {
	ws, kept := newWorkspace(t, 40+30**kills)
	server, tools := serve(t, fake.Options{Latency: 40 * time.Millisecond, Faults: fake.Passing, Rate: .05, Seed: 5})
	start := func() *exec.Cmd {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), childWorkspace+"="+ws.Dir, "OPENAI_BASE_URL="+tools.Getenv("OPENAI_BASE_URL"), "OPENAI_API_KEY="+secret)
		c.Stderr = os.Stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	dice := rand.New(rand.NewPCG(1, 2))
	for range *kills {
		before := len(server.Log())
		c := start()
		ended := make(chan error, 1)
		go func() { ended <- c.Wait() }()
		// How long a process takes to begin is the machine's affair: the
		// moments are drawn from its first answers on, after the canary's.
		for len(server.Log()) < before+4 && len(ended) == 0 {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Duration(dice.IntN(100)) * time.Millisecond)
		if err := c.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		if err := <-ended; err == nil {
			t.Log("a process had ended before it was killed")
		}
	}
	if err := start().Wait(); err != nil {
		t.Fatalf("the last run: %v", err)
	}
	a := audit(t, ws, server, kept)
	t.Logf("%d kills: the server answered %d requests about %d images; lost %d, paid twice %d, in flight at a kill and marked so %d",
		*kills, a.paid, len(kept), a.lost, a.twice, a.interrupted)
	if a.lost != 0 || a.twice != 0 || a.without != 0 {
		t.Errorf("lost %d paid answers, paid twice for %d images, left %d without caption or reason", a.lost, a.twice, a.without)
	}
	if a.interrupted == 0 {
		t.Error("no kill came while a request was in flight: the test proves nothing")
	}
}

// audited is a server's log compared with the ledger.
type audited struct {
	paid        int // answers that the server would charge for
	lost        int // of them, those that the ledger does not know of
	twice       int // images that were paid for again after an answer that had arrived whole
	interrupted int // attempts that were in flight when a process ended
	without     int // images with neither caption nor reason
}

func audit(t *testing.T, ws dataset.Workspace, server *fake.Server, kept []string) audited {
	t.Helper()
	book, err := ledger.Open(ws.Ledger())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	source, err := table.SourceOf(ws)
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]string{} // picture as sent, by id
	files, err := filepath.Glob(filepath.Join(source, "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	o := childOptions.withDefaults()
	for _, path := range files {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		p, err := prepare(file, o.Side, o.Quality, "")
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(p.Data)
		byID[dataset.IDOf(file)] = hex.EncodeToString(sum[:8])
	}
	paid, whole := map[string]int{}, map[string]int{}
	var a audited
	for _, e := range server.Log() {
		if e.Canary || !e.Paid {
			continue
		}
		a.paid++
		paid[e.Picture]++
		if e.Fault == "" {
			whole[e.Picture]++
		}
	}
	attempts, answered, interrupted := map[string]int{}, map[string]int{}, map[string]int{}
	if err := book.Attempts(context.Background(), false, func(at ledger.Attempted) error {
		picture, ok := byID[at.Image]
		if !ok {
			return nil // the canary
		}
		attempts[picture]++
		switch {
		case at.Answer == nil:
			t.Errorf("attempt %d is still open", at.ID)
		case at.Answer.Outcome == ledger.Answered:
			answered[picture]++
		case at.Answer.Outcome == ledger.Interrupted:
			interrupted[picture]++
			a.interrupted++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for picture, n := range paid {
		a.lost += max(0, n-attempts[picture])
		// Whole answers are in the ledger, but for those in flight at a kill.
		a.lost += max(0, whole[picture]-answered[picture]-interrupted[picture])
		if answered[picture] > 1 {
			a.twice++
		}
	}
	held, err := book.Between(context.Background(), kept[0], kept[len(kept)-1])
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range kept {
		h, n := held[id], 0
		for _, c := range h.Captions {
			if c.Kind == dataset.KindVLM {
				n++
			}
		}
		switch {
		case n > 1:
			a.twice++
		case n == 0 && len(h.Failures) == 0:
			a.without++
		}
	}
	return a
}

// TestThroughFaults asks about many images through a server that often fails.
//
//	go test -tags nodynamic ./caption -run TestThroughFaults -requests 10000 -v
func TestThroughFaults(t *testing.T) {
	ws, kept := newWorkspace(t, *requests*10/9)
	faults := append([]string{fake.FaultRefusal, fake.FaultFilter, fake.FaultLength, fake.FaultForeign, fake.FaultNoChoices, fake.FaultHang, fake.FaultDrip}, fake.Passing...)
	server, tools := serve(t, fake.Options{Faults: faults, Rate: *rate, Seed: 11})
	began := time.Now()
	s := run(t, ws, Options{Backend: "openai", Model: "m", Concurrency: 64, Timeout: 1, Retries: 20}, tools)
	a := audit(t, ws, server, kept)
	t.Logf("%d images, %d requests, %.0f%% of them with faults: %d captions, %d given up %v; lost %d, paid twice %d; %.0f images/s",
		len(kept), len(server.Log()), 100**rate, s.Kept, s.Failed, s.Counts, a.lost, a.twice, float64(len(kept))/time.Since(began).Seconds())
	if int(s.Kept+s.Failed) != len(kept) || a.lost != 0 || a.twice != 0 || a.without != 0 {
		t.Errorf("%d images: %d captions, %d given up, %d without caption or reason, %d lost, %d paid twice", len(kept), s.Kept, s.Failed, a.without, a.lost, a.twice)
	}
}
