package stats

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

func invented(t testing.TB, n int) dataset.Workspace {
	t.Helper()
	ws := dataset.Workspace{Dir: t.TempDir()}
	if err := Invent(ws, n, Skewed, 7); err != nil {
		t.Fatal(err)
	}
	return ws
}

func TestReportGivesBackTheTruth(t *testing.T) {
	t.Parallel()
	r, err := Run(t.Context(), invented(t, 10_000), Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Stages map[string]map[string]json.RawMessage `json:"stages"`
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	for _, stage := range []string{StageFound, StageKept} {
		for _, want := range []struct {
			property, value string
			share           float64
		}{
			{"orientation", "portrait", Skewed.Portrait},
			{"gender", "female", Skewed.Female},
			{"people", "multi", Skewed.Multi},
			{"colour", "grey", Skewed.Grey},
			{"framing", "full_body", .25},
		} {
			var values map[string]Share
			if err := json.Unmarshal(got.Stages[stage][want.property], &values); err != nil {
				t.Fatalf("%s, %s: %v", stage, want.property, err)
			}
			s := values[want.value]
			if s.Low > want.share || s.High < want.share || s.N == 0 {
				t.Errorf("%s: %s %s is %.4f (%.4f to %.4f), which leaves out the truth %.4f", stage, want.property, want.value, s.Share, s.Low, s.High, want.share)
			}
		}
	}
	var b bytes.Buffer
	if err := r.Text(&b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "show only women or girls") {
		t.Errorf("the text does not tell what nine of ten images show:\n%s", b.String())
	}
}

// TestAFindingNamesWhatIsCommonest: grey pictures are few beside coloured ones,
// and pictures of one hue are more than either.
func TestAFindingNamesWhatIsCommonest(t *testing.T) {
	colour, err := properties.Get("colour")
	if err != nil {
		t.Fatal(err)
	}
	of := func(name string, n int64) Share {
		low, high := wilson(n, 1000)
		return Share{Value: name, N: n, Share: float64(n) / 1000, Low: low, High: high}
	}
	d := Distribution{Property: colour, Known: 1000, Shares: []Share{of("colour", 400), of("tinted", 580), of("grey", 20), {Value: Unknown, N: 5000}}}
	f, ok := d.uneven(&d)
	if !ok || f.Value != "tinted" || f.N != 580 || !strings.HasPrefix(f.Text, "58.0 % of the images are of a single hue") || !strings.Contains(f.Text, "40.0 % are in colour") || f.Recipe == "" {
		t.Errorf("finding %+v", f)
	}
	d.Shares[0], d.Shares[1] = of("colour", 600), of("tinted", 380)
	if f, ok := d.uneven(&d); !ok || f.Value != "colour" {
		t.Errorf("with more colour the finding is %+v", f)
	}
}
