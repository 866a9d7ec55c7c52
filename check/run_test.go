package check

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

func TestTheWorstAreNamedByTheirPaths(t *testing.T) {
	ws := dataset.Workspace{Dir: t.TempDir()}
	images := []dataset.Image{{Path: "a/two.png", ID: "2"}, {Path: "b/one.png", ID: "1"}, {Path: "b/two again.png", ID: "2"}, {Path: "c.png", ID: "3"}}
	if err := table.Write(ws.Table(dataset.TableImages), dataset.Footer{Stage: "scan"}, table.All(images)); err != nil {
		t.Fatal(err)
	}
	tally := newTally()
	for _, c := range []struct {
		id    string
		score float64
	}{{"2", 0.1}, {"1", 0.5}, {"3", 0.9}, {"lost", 0.4}} {
		tally.add(dataset.Caption{ID: c.id, Kind: "vlm", Score: &c.score, Checks: []dataset.CheckFinding{{Rule: "loop", Severity: "fail"}}})
	}
	score := 1.0
	tally.add(dataset.Caption{ID: "3", Kind: "short", Score: &score, Checks: []dataset.CheckFinding{{Rule: "untagged", Severity: "info"}}})
	var s dataset.Summary
	s.Counts = map[string]int64{}
	if err := tally.into(ws, &s); err != nil {
		t.Fatal(err)
	}
	want := []string{"1 of 5 captions have no tags to judge against: only process failures were judged", "worst: 0.10 a/two.png (vlm) loop", "worst: 0.40 lost (vlm) loop", "worst: 0.50 b/one.png (vlm) loop"}
	if d := cmp.Diff(want, append(s.Notes[:1:1], s.Notes[2:]...)); d != "" {
		t.Errorf("notes (-want +got):\n%s", d)
	}
}

func TestASentenceThatManyCaptionsShareIsTold(t *testing.T) {
	tally, score := newTally(), 1.0
	for i := range 40 {
		text := fmt.Sprintf("A girl with number %d waits.", i)
		if i%2 == 0 {
			text += " The mood is calm and serene."
		}
		tally.add(dataset.Caption{ID: fmt.Sprint(i), Kind: dataset.KindVLM, Text: text, Score: &score})
		tally.add(dataset.Caption{ID: fmt.Sprint(i), Kind: dataset.KindComposed, Text: "She is looking at the viewer.", Score: &score})
	}
	if got, want := tally.repeated(), "one sentence stands in 50.0 % of the 40 captions that were not composed: “The mood is calm and serene.”"; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
	few := newTally()
	few.add(dataset.Caption{Kind: dataset.KindVLM, Text: "The mood is calm and serene."})
	few.add(dataset.Caption{Kind: dataset.KindVLM, Text: "The mood is calm and serene."})
	if got := few.repeated(); got != "" {
		t.Errorf("of two captions it tells %q", got)
	}
}

// BenchmarkRun judges a whole table of captions of 100 words against 30 tags.
func BenchmarkRun(b *testing.B) {
	const n = 10_000
	ws := dataset.Workspace{Dir: b.TempDir()}
	cases := longCases(b)
	images, tagged, captions := make([]dataset.Image, n), make([]dataset.Tagged, n), make([]dataset.Caption, n)
	for i := range n {
		c := cases[i%len(cases)]
		id := fmt.Sprintf("%032x", i)
		images[i] = dataset.Image{Path: id + ".png", ID: id}
		tagged[i] = dataset.Tagged{ID: id, General: c.Tags.General}
		captions[i] = dataset.Caption{ID: id, Kind: dataset.KindVLM, Text: c.Caption, Finish: "stop", Current: true}
	}
	write(b, ws.Table(dataset.TableImages), `{}`, images)
	write(b, ws.Table(dataset.TableTags), `{}`, tagged)
	write(b, ws.Table(dataset.TableCaptions), `{"checks":""}`, captions)
	before, runs := cpuTime(b), 0
	for b.Loop() {
		runs++
		o := Options{Artist: runs%2 == 0} // other checks than those of the run before
		if s, err := Run(context.Background(), ws, o, nil); err != nil || s.UpToDate {
			b.Fatal(s, err)
		}
	}
	b.ReportMetric(float64((cpuTime(b)-before).Microseconds())/float64(runs*n), "cpu-µs/caption")
	b.ReportMetric(float64(runs*n)/b.Elapsed().Seconds(), "captions/s")
}

func write[T any](b *testing.B, path, options string, rows []T) {
	b.Helper()
	if err := table.Write(path, dataset.Footer{Stage: "test", Options: []byte(options)}, table.All(rows)); err != nil {
		b.Fatal(err)
	}
}
