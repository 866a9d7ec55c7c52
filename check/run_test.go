package check

import (
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
	var s dataset.Summary
	s.Counts = map[string]int64{}
	if err := tally.into(ws, &s); err != nil {
		t.Fatal(err)
	}
	want := []string{"worst: 0.10 a/two.png (vlm) loop", "worst: 0.40 lost (vlm) loop", "worst: 0.50 b/one.png (vlm) loop"}
	if d := cmp.Diff(want, s.Notes[1:]); d != "" {
		t.Errorf("notes (-want +got):\n%s", d)
	}
}
