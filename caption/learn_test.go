package caption

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/internal/chat"
)

// demanding is a server that refuses one field after the other, in the words
// of real ones, and answers only in a stream.
func demanding(t *testing.T) Tools {
	t.Helper()
	refusals := []struct{ field, message string }{
		{"max_tokens", "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."},
		{"temperature", "Unsupported value: 'temperature' does not support 0.2 with this model."},
		{"response_format", "response_format is not supported by this model"},
		{"seed", `Invalid JSON payload received. Unknown name "seed": Cannot find field.`},
	}
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var request map[string]json.RawMessage
		body, err := io.ReadAll(r.Body)
		if err == nil {
			err = json.Unmarshal(body, &request)
		}
		if err != nil {
			t.Error(err)
			return
		}
		refuse := func(message string) {
			w.WriteHeader(http.StatusBadRequest)
			if err := json.NewEncoder(w).Encode(map[string]any{"error": map[string]string{"message": message}}); err != nil {
				t.Error(err)
			}
		}
		for _, r := range refusals {
			if _, ok := request[r.field]; ok {
				refuse(r.message)
				return
			}
		}
		switch {
		case strings.Contains(string(request["messages"]), `"role":"system"`):
			refuse("System role not supported")
		case strings.Contains(string(request["messages"]), `"detail"`):
			refuse("Extra inputs are not permitted: image_url.detail")
		case bytes.Count(body, []byte(`"stream":`)) != 1:
			t.Errorf("the request names the stream several times: %s", body)
		case string(request["stream"]) != "true":
			refuse("This model only support stream mode, please enable the stream parameter to access the model.")
		case request["max_completion_tokens"] == nil:
			t.Error("the longest answer is not bounded")
		default:
			fmt.Fprint(w, "data: {\"choices\":[{\"delta\":{\"content\":\"A girl stands \"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"by the sea.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
		}
	}))
	t.Cleanup(h.Close)
	return Tools{Getenv: func(name string) string { return map[string]string{"OPENAI_BASE_URL": h.URL}[name] }}
}

func TestDemandsOfAServerAreLearnt(t *testing.T) {
	ws, kept := newWorkspace(t, 40)
	off, seed := false, int64(1)
	s := run(t, ws, Options{Backend: "openai", Model: "m", Canary: &off, Seed: &seed, Detail: "low", Concurrency: 16}, demanding(t))
	if int(s.Kept) != len(kept) || s.Failed != 0 || len(s.Notes) == 0 {
		t.Errorf("%d captions of %d: %+v", s.Kept, len(kept), s)
	}
	// It was asked for JSON always, and does without: that is not hidden.
	ws, kept = newWorkspace(t, 4)
	s = run(t, ws, Options{Backend: "openai", Model: "m", Canary: &off, Structured: "always"}, demanding(t))
	if int(s.Counts["failed: "+string(chat.Unsupported)]) != len(kept) {
		t.Errorf("counts %v", s.Counts)
	}
}
