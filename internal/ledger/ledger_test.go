package ledger

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func open(t testing.TB, path string) *Ledger {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func imageID(n int) string { return fmt.Sprintf("%064x", n) }

func generation(t testing.TB, l *Ledger, sha string) int64 {
	t.Helper()
	id, err := l.Generation(Generation{SHA: sha, Kind: "vlm", Backend: "openai", Model: "m"})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestAttemptsAnswersAndCaptionsComeBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "led ger?#%.sqlite")
	l := open(t, path)
	g := generation(t, l, "one")
	if again := generation(t, l, "one"); again != g {
		t.Errorf("the same generation is %d and then %d", g, again)
	}
	at := time.Unix(1e9, 5000).UTC()
	want := Attempt{Generation: g, Image: imageID(7), TagsSHA: "t", Step: "ask", Endpoint: "host", Reserved: .25, Sent: at}
	var err error
	if want.ID, err = l.Begin(want); err != nil {
		t.Fatal(err)
	}
	answer := Answer{Attempt: want.ID, Outcome: Answered, Status: 200, Model: "m-1", Finish: "stop", TokensIn: 5, TokensOut: 6, Cost: .125, RequestID: "r",
		Raw: []byte(strings.Repeat(`{"choices":[]}`, 50)), Closed: at.Add(time.Second)}
	caption := Caption{Generation: g, Image: imageID(7), Attempt: want.ID, Kind: "vlm", Text: "A girl.", Language: "en", TagsSHA: "t", Finish: "stop", TokensIn: 5, TokensOut: 6, Cost: .125, Created: at}
	if err := l.End(answer, []Caption{caption}, nil); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = open(t, path)
	defer l.Close()
	var got []Attempted
	if err := l.Attempts(context.Background(), true, func(a Attempted) error { got = append(got, a); return nil }); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]Attempted{{Attempt: want, Answer: &answer}}, got); d != "" {
		t.Errorf("attempts (-want +got):\n%s", d)
	}
	held, err := l.Between(context.Background(), imageID(0), imageID(9))
	if err != nil {
		t.Fatal(err)
	}
	caption.ID = 1
	if d := cmp.Diff(map[string]Held{imageID(7): {Captions: []Caption{caption}}}, held); d != "" {
		t.Errorf("held (-want +got):\n%s", d)
	}
	if spent, err := l.Spent(context.Background(), g); err != nil || spent != .125 {
		t.Errorf("spent %v (%v), want 0.125", spent, err)
	}
}

func TestOpenAttemptsAreClosedAsInterrupted(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "l"))
	defer l.Close()
	g := generation(t, l, "one")
	for i, batch := range []string{"", "", "in a batch"} {
		if _, err := l.Begin(Attempt{Generation: g, Image: imageID(i), Batch: batch, Reserved: .5}); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.End(Answer{Attempt: 1, Outcome: Answered, Cost: .25}, nil, nil); err != nil {
		t.Fatal(err)
	}
	for _, want := range []int64{1, 0} {
		if n, err := l.Interrupt(time.Now()); err != nil || n != want {
			t.Errorf("interrupted %d (%v), want %d", n, err, want)
		}
	}
	// What may have been paid counts.
	if spent, err := l.Spent(context.Background(), 0); err != nil || spent != .25+.5+.5 {
		t.Errorf("spent %v (%v), want 1.25", spent, err)
	}
}

func TestCaptionsComeByImageAndTheOldestFirst(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "l"))
	defer l.Close()
	a, b := generation(t, l, "a"), generation(t, l, "b")
	if err := l.Add([]Caption{{Generation: a, Image: imageID(2), Text: "old"}, {Generation: b, Image: imageID(2), Text: "other"},
		{Generation: a, Image: imageID(2), Text: "new"}, {Generation: b, Image: imageID(1), Text: "first"}}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for captions, err := range l.Captions(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range captions {
			got = append(got, c.Text)
		}
	}
	if d := cmp.Diff([]string{"first", "old", "other", "new"}, got); d != "" {
		t.Errorf("order (-want +got):\n%s", d)
	}
}

func TestManyWritersShareCommits(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "l"))
	defer l.Close()
	g := generation(t, l, "one")
	var running sync.WaitGroup
	for i := range 64 {
		running.Go(func() {
			for range 20 {
				id, err := l.Begin(Attempt{Generation: g, Image: imageID(i)})
				if err == nil {
					err = l.End(Answer{Attempt: id, Outcome: Failed}, nil, nil)
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	running.Wait()
	n := 0
	if err := l.Attempts(context.Background(), false, func(a Attempted) error {
		if n++; a.Answer == nil {
			t.Errorf("attempt %d has no answer", a.ID)
		}
		return nil
	}); err != nil || n != 64*20 {
		t.Errorf("%d attempts (%v), want %d", n, err, 64*20)
	}
}

func TestABadOrderWritesNothing(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "l"))
	defer l.Close()
	g := generation(t, l, "one")
	if err := l.Add([]Caption{{Generation: g, Image: imageID(1)}, {Generation: g, Image: "no id"}}); err == nil {
		t.Fatal("a caption of no image was taken")
	}
	if held, err := l.Between(context.Background(), imageID(0), imageID(9)); err != nil || len(held) != 0 {
		t.Errorf("the ledger holds %v (%v)", held, err)
	}
}

func TestForeignFilesAreRefused(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text")
	if err := os.WriteFile(text, []byte(strings.Repeat("this is no database ", 100)), 0o644); err != nil {
		t.Fatal(err)
	}
	newer := filepath.Join(dir, "newer")
	l := open(t, newer)
	if _, err := l.writer.Exec("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{text: "move it away", newer: "version 99"} {
		if _, err := Open(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one that says %q", err, want)
		}
	}
}

func BenchmarkAdd(b *testing.B) {
	l := open(b, filepath.Join(b.TempDir(), "l"))
	defer l.Close()
	g := generation(b, l, "one")
	text := strings.Repeat("a girl with long hair ", 15)
	for n := 0; b.Loop(); n++ {
		batch := make([]Caption, 4096)
		for i := range batch {
			batch[i] = Caption{Generation: g, Image: imageID(n*4096 + i), Kind: "composed", Text: text}
		}
		if err := l.Add(batch); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*4096/b.Elapsed().Seconds(), "captions/s")
}

func TestAnArchiveMakesTheSameLedger(t *testing.T) {
	dir := t.TempDir()
	l := open(t, filepath.Join(dir, "l"))
	defer l.Close()
	g, h := generation(t, l, "one"), generation(t, l, "two")
	at := time.Unix(1e9, 0).UTC()
	for i := range 3 {
		id, err := l.Begin(Attempt{Generation: g, Image: imageID(i), Step: "ask", Sent: at})
		if err != nil {
			t.Fatal(err)
		}
		if i == 2 {
			break // one stays open
		}
		if err := l.End(Answer{Attempt: id, Outcome: Answered, Raw: []byte("raw <&>"), Closed: at}, []Caption{{Generation: g, Image: imageID(i), Attempt: id, Kind: "vlm", Text: "Ein Bild — 絵 \"q\" <b>", Created: at}}, nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, err := range []error{
		l.Choose(g), l.Choose(h), l.Add([]Caption{{Generation: h, Image: imageID(0), Parent: 1, Kind: "short", Text: "x", Created: at}}),
		l.GiveUp(Failure{Generation: h, Image: imageID(1), Reason: "refused", Story: "ask: refused", Created: at}),
		l.Note(BatchRecord{Name: "b", Generation: h, Event: "made", At: at}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var archive strings.Builder
	if _, err := l.Export(context.Background(), &archive); err != nil {
		t.Fatal(err)
	}
	other := open(t, filepath.Join(dir, "other"))
	defer other.Close()
	done, err := other.Import(strings.NewReader(archive.String()))
	if err != nil || done.Captions != 3 || done.Attempts != 3 {
		t.Fatalf("imported %+v (%v)", done, err)
	}
	var again strings.Builder
	if _, err := other.Export(context.Background(), &again); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(archive.String(), again.String()); d != "" {
		t.Errorf("the archive of the imported ledger (-want +got):\n%s", d)
	}
	if done, err := other.Import(strings.NewReader(archive.String())); err != nil || done.Captions != 0 || done.Attempts != 0 || done.Had != 7 {
		t.Errorf("imported a second time: %+v (%v), want nothing new", done, err)
	}
	// A bad line leaves the ledger as it was.
	third := open(t, filepath.Join(dir, "third"))
	defer third.Close()
	if _, err := third.Import(strings.NewReader(archive.String() + `{"caption":{"generation":77}}`)); err == nil || !strings.Contains(err.Error(), "generation 77") {
		t.Errorf("error %v", err)
	}
	if all, err := third.Generations(context.Background()); err != nil || len(all) != 0 {
		t.Errorf("a refused archive left %d generations (%v)", len(all), err)
	}
}
