package caption

import (
	"context"
	"encoding/json"
	"image"
	"strings"
	"testing"

	"net/http"
	"net/http/httptest"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/decode"
	"github.com/winnow-data/winnow/internal/table"
)

func TestThePlaceOfARegionIsNamed(t *testing.T) {
	for _, tt := range []struct {
		box  [4]float64
		want string
	}{
		{[4]float64{0, 0, .2, .2}, "upper left"}, {[4]float64{.4, .4, .6, .6}, "middle"}, {[4]float64{.8, .4, 1, .6}, "right"}, {[4]float64{.4, .8, .6, 1}, "bottom"}, {[4]float64{.9, .9, 1, 1}, "lower right"},
	} {
		r, ok := regionOf(dataset.Region{Tag: "hat", X1: tt.box[0], Y1: tt.box[1], X2: tt.box[2], Y2: tt.box[3]})
		if !ok || r.Where != tt.want || r.Label != "hat" {
			t.Errorf("%v is %q (%v), want %q", tt.box, r.Where, ok, tt.want)
		}
	}
	for name, row := range map[string]dataset.Region{"empty": {Tag: "hat"}, "reversed": {Tag: "hat", X1: .9, Y1: .9, X2: .1, Y2: .1}, "tiny": {Tag: "hat", X2: .01, Y2: .01}, "nameless": {X2: 1, Y2: 1}} {
		if r, ok := regionOf(row); ok {
			t.Errorf("%s is taken as %+v", name, r)
		}
	}
}

func TestPartsAreCutOutOfThePicture(t *testing.T) {
	p, err := prepareParts(drawn(t, 3, 10), []Region{{box: [4]float64{.5, .5, 1, 1}}, {box: [4]float64{.999, .999, 1, 1}}}, 320, 90, "")
	if err != nil {
		t.Fatal(err)
	}
	if p.Width != 240 || p.Height != 320 || len(p.Parts) != 2 {
		t.Fatalf("%d×%d with %d parts", p.Width, p.Height, len(p.Parts))
	}
	part, err := decode.Full(p.Parts[0].Data, decode.Options{})
	if err != nil {
		t.Fatal(err)
	}
	// Half of 480×640, with a margin, and at most half as long as the whole.
	if got := part.Bounds().Size(); got.Y != 160 || got.X < 118 || got.X > 122 {
		t.Errorf("the part is %v", got)
	}
	if got := (image.Point{p.Parts[1].Width, p.Parts[1].Height}); got.X < 1 || got.Y < 1 {
		t.Errorf("the small part is %v", got)
	}
}

func TestTheWholeIsCaptionedAndThenItsRegions(t *testing.T) {
	ws, kept := newWorkspaceOf(t, 4, 5)
	off := false
	o := Options{Backend: "openai", Model: "m", Prompt: "regions", Canary: &off}
	if _, err := RunWith(context.Background(), ws, o, Tools{}, nil); err == nil || !strings.Contains(err.Error(), "no table of them") {
		t.Errorf("without a table the error is %v", err)
	}
	rows := []dataset.Region{{ID: kept[0], Tag: "straw_hat", X1: .3, Y1: 0, X2: .7, Y2: .3}, {ID: kept[0], Phrase: "a red dress", X1: .2, Y1: .3, X2: .8, Y2: 1}}
	if err := table.Write(ws.Table(dataset.TableRegions), dataset.Footer{Stage: "review"}, table.All(rows)); err != nil {
		t.Fatal(err)
	}
	pictures := map[int]int{}
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var request struct {
			Format   json.RawMessage `json:"response_format"`
			Messages []struct{ Content any }
		}
		if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
			t.Error(err)
			return
		}
		n, text := 0, ""
		for _, part := range request.Messages[1].Content.([]any) {
			if part := part.(map[string]any); part["type"] == "image_url" {
				n++
			} else {
				text = part["text"].(string)
			}
		}
		pictures[n]++
		answer := map[string]any{"caption": "A girl stands by the sea.", "short_caption": "A girl."}
		if n > 1 {
			if !strings.Contains(text, "- a red dress (middle)\n- straw hat (top)") || !strings.Contains(string(request.Format), `"regions"`) {
				t.Errorf("asked %q with %s", text, request.Format)
			}
			answer["regions"] = []map[string]string{{"label": "a red dress", "caption": "The red dress has lace at its hem."}, {"label": "straw hat", "caption": "The straw hat has a blue ribbon."}}
		}
		content, err := json.Marshal(answer)
		if err != nil {
			t.Error(err)
		}
		if err := json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{"message": map[string]any{"content": string(content)}, "finish_reason": "stop"}}}); err != nil {
			t.Error(err)
		}
	}))
	defer h.Close()
	o.Concurrency = 1
	run(t, ws, o, Tools{Getenv: func(name string) string { return map[string]string{"OPENAI_BASE_URL": h.URL}[name] }})
	if pictures[3] != 1 || pictures[1] != len(kept)-1 {
		t.Errorf("requests by pictures: %v", pictures)
	}
	for _, row := range readCaptions(t, ws) {
		if want := "A girl stands by the sea. The red dress has lace at its hem. The straw hat has a blue ribbon."; row.Kind == dataset.KindVLM && (row.ID == kept[0]) != (row.Text == want) {
			t.Errorf("caption %q", row.Text)
		}
	}
}
