package caption

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/chat"
	"github.com/winnow-data/winnow/tags"
)

// answering is a server whose answers a function gives, by the user's text.
func answering(t *testing.T, answer func(user string) string) (Tools, *atomic.Int64) {
	t.Helper()
	var n atomic.Int64
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.Add(1)
		var request struct {
			Messages []struct{ Content string }
		}
		if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
			t.Error(err)
			return
		}
		if err := json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{"message": map[string]string{"role": "assistant", "content": answer(request.Messages[len(request.Messages)-1].Content)}, "finish_reason": "stop"}},
			"usage": map[string]int{"prompt_tokens": 90, "completion_tokens": 30}}); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(h.Close)
	return Tools{Getenv: func(name string) string { return map[string]string{"OPENAI_BASE_URL": h.URL}[name] }}, &n
}

func textsOf(t *testing.T, ws dataset.Workspace, kind string) (texts []string) {
	t.Helper()
	for _, row := range readCaptions(t, ws) {
		if row.Kind == kind {
			texts = append(texts, row.Text)
		}
	}
	return texts
}

func TestFusionsSayNothingNew(t *testing.T) {
	for answer, taken := range map[string]bool{
		"A girl with long hair is shown in a red dress.":                 true,
		"An illustration of one girl, wearing a red dress, long haired.": true,
		"A girl with long hair in a red dress holds an umbrella.":        false,
		"A girl with long hair in a red dress, without a hat.":           false,
	} {
		ws, kept := newWorkspace(t, 3)
		run(t, ws, Options{}, Tools{})
		tools, _ := answering(t, func(string) string { return answer })
		s := run(t, ws, Options{Backend: "fuse", Model: "m", Ladder: []string{}}, tools)
		if got := len(textsOf(t, ws, dataset.KindFused)); got != map[bool]int{true: len(kept)}[taken] {
			t.Errorf("%q: %d fusions of %d images; counts %v", answer, got, len(kept), s.Counts)
		}
	}
}

func TestLongCaptionsAreShortenedAndShortOnesKept(t *testing.T) {
	ws, kept := newWorkspace(t, 3)
	run(t, ws, Options{}, Tools{})
	tools, asked := answering(t, func(string) string { return "A girl in a dress." })
	run(t, ws, Options{Backend: "shorten", Model: "m"}, tools)
	if got := textsOf(t, ws, dataset.KindShort); asked.Load() != 0 || !slices.Equal(got, textsOf(t, ws, dataset.KindComposed)) {
		t.Errorf("short captions cost %d requests and became %q", asked.Load(), got)
	}
	// A long one is asked about, and asked again while it is too long.
	ws, kept = newWorkspace(t, 3)
	long := strings.Repeat("A girl in a dress stands by the sea. ", 12)
	if err := importTexts(t, ws, long); err != nil {
		t.Fatal(err)
	}
	tools, asked = answering(t, func(user string) string {
		if asked.Load() <= int64(len(kept)) {
			return strings.Repeat("A girl in a dress stands by the sea. ", 10)
		}
		return "A girl stands by the sea."
	})
	s := run(t, ws, Options{Backend: "shorten", Model: "m", Concurrency: 1}, tools)
	for _, text := range textsOf(t, ws, dataset.KindShort) {
		if text != "A girl stands by the sea." {
			t.Errorf("shortened to %q", text)
		}
	}
	if s.Kept != int64(len(kept)) {
		t.Errorf("summary %+v", s)
	}
}

// importTexts gives every image the same caption of a model.
func importTexts(t *testing.T, ws dataset.Workspace, text string) error {
	t.Helper()
	object := map[string]string{}
	r, err := newRoll(ws, "")
	if err != nil {
		return err
	}
	for s, err := range r.survivors() {
		if err != nil {
			return err
		}
		object[s.ID] = text
	}
	body, err := json.Marshal(object)
	if err != nil {
		return err
	}
	run(t, ws, Options{Backend: "import", Import: write(t, "captions.json", string(body))}, Tools{})
	return nil
}

func TestStrangersAreWordsOfNoSource(t *testing.T) {
	for _, tt := range []struct {
		text, source string
		want         []string
	}{
		{"She sits, smiling, on two boxes.", "a girl sitting on a box with a smile", nil},
		{"Running dogs", "a dog runs", nil},
		{"A blue hat", "a red hat", []string{"blue"}},
		{"Sunlit leaves", "leaf", []string{"sunlit", "leaves"}},
	} {
		if _, got := strangers(tt.text, tt.source); !slices.Equal(got, tt.want) {
			t.Errorf("strangers of %q to %q are %q, want %q", tt.text, tt.source, got, tt.want)
		}
	}
}

func TestAnswersAreTakenOrNot(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"A girl in a red dress stands by the sea.", ""},
		{"", Empty}, {" NONE. ", Empty},
		{"I'm sorry, but I can't help with that.", Refused},
		{"I cannot describe this image.", Refused},
		{"A girl holds a sign that reads \"I'm sorry\".", ""},
		{"A boy who cannot reach the shelf stretches.", ""},
		{"I don't see an image in your message.", ImageNotReceived},
		{"It seems like your message is empty.", ImageNotReceived},
		{"海辺に立つ少女。", WrongLanguage},
		{"Una chica con el pelo largo está en la playa.", WrongLanguage},
		{"A poster with the words 「夏の終わり」 and 「花火大会」 hangs on a wall.", ""},
		{"```json\n{\"caption\":\"A girl by the sea.\",\"short_caption\":\"A girl.\"}\n```", ""},
		{"{\"caption\":\"A girl by the", Truncated},
		{"Here is the description:\n```json\n{\"caption\":\"A girl by the sea.\",\"short_caption\":null}\n```\nAnything else?", ""},
		{"{\"caption\":\"NONE\"}", Empty},
		{"{\"caption\":\"I'm sorry, I can't help with that.\"}", Refused},
	} {
		if _, got := take(answerOf(tt.text), true, "en"); got != tt.want {
			t.Errorf("%q is %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestNamesOfExamplesLeak(t *testing.T) {
	d := &dressed{examples: []tags.Categories{{Character: []string{"mira_vale_(tidewater)"}}}}
	s := &Subject{Tags: tags.Categories{General: []string{"1girl"}}}
	if !d.leak(s, "", "Mira Vale stands by the sea.") {
		t.Error("the name of the example was not found")
	}
	if d.leak(&Subject{Tags: tags.Categories{Character: []string{"mira_vale_(tidewater)"}}}, "", "Mira Vale stands by the sea.") {
		t.Error("the picture's own name counts as a leak")
	}
	if !d.leak(s, "Say only what can be seen or what the tags say.", "a girl. say only what can be seen or what the tags say.") {
		t.Error("repeated instructions were not found")
	}
}

func answerOf(text string) chat.Answer { return chat.Answer{Text: text, Finish: chat.FinishStop} }
