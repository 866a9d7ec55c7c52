package chat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestErrorsOfEveryShapeAreUnderstood(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, tt := range []struct {
		name   string
		status int
		header http.Header
		body   string
		kind   FaultKind
		says   string
		wait   time.Duration
	}{
		{"object", 429, http.Header{"Retry-After": {"7"}}, `{"error":{"message":"Rate limit reached","type":"requests","code":"rate_limit_exceeded"}}`, RateLimited, "Rate limit reached", 7 * time.Second},
		{"date", 429, http.Header{"Retry-After": {"Fri, 02 Jan 2026 03:04:25 GMT"}}, ``, RateLimited, "Too Many Requests", 20 * time.Second},
		{"milliseconds", 503, http.Header{"Retry-After-Ms": {"250"}}, ``, Overloaded, "", 250 * time.Millisecond},
		{"reset header", 429, http.Header{"X-Ratelimit-Remaining-Tokens": {"0"}, "X-Ratelimit-Reset-Tokens": {"6m0s"}}, `{}`, RateLimited, "", time.Minute},
		{"google", 429, nil, `[{"error":{"code":429,"message":"Resource has been exhausted","status":"RESOURCE_EXHAUSTED","details":[{"retryDelay":"37s"}]}}]`, RateLimited, "Resource has been", 37 * time.Second},
		{"code as text", 429, nil, `{"error":{"message":"No deployments available","type":"internal_server_error","code":"429"}}`, RateLimited, "No deployments", 0},
		{"quota", 429, nil, `{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}`, Quota, "current quota", 0},
		{"payment", 402, nil, `{"error":"Insufficient credits"}`, Quota, "Insufficient", 0},
		{"key", 401, nil, `{"error":{"message":"Incorrect API key"}}`, Denied, "Incorrect", 0},
		{"google key", 400, nil, `[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key."}}]`, Denied, "not valid", 0},
		{"litellm's key", 400, nil, `{"error":{"message":"No connected db.","type":"no_db_connection","param":null,"code":"400"}}`, Denied, "No connected db", 0},
		{"litellm's model", 400, nil, `{"error":{"message":"/chat/completions: Invalid model name passed in model=x","type":"invalid_request_error","code":"400"}}`, NoModel, "Invalid model name", 0},
		{"page", 502, nil, "<html><head><title>502 Bad Gateway</title></head></html>", ServerError, `"502 Bad Gateway"`, 0},
		{"cloudflare", 524, nil, "error code: 524", TimedOut, "524", 0},
		{"nothing", 500, nil, "", ServerError, "Internal Server Error", 0},
		{"detail", 422, nil, `{"detail":[{"loc":["body"],"msg":"field required"}]}`, Invalid, "field required", 0},
		{"policy", 400, nil, `{"error":{"message":"Your request was rejected by our safety system","code":"content_policy_violation"}}`, Blocked, "rejected", 0},
		{"length", 400, nil, `{"error":{"message":"This model's maximum context length is 4096 tokens"}}`, TooLarge, "4096", 0},
		{"model", 404, nil, `{"error":{"message":"The model x does not exist","code":"model_not_found"}}`, NoModel, "does not exist", 0},
		{"no eyes", 500, nil, `{"error":{"code":500,"message":"image input is not supported - hint: provide the mmproj"}}`, NoModel, "mmproj", 0},
		{"temperature", 400, nil, `{"error":{"message":"Unsupported value: 'temperature' does not support 0.2","param":"temperature"}}`, Unsupported, "temperature", 0},
		{"schema", 400, nil, `{"error":"response_format is not supported"}`, Unsupported, "response_format", 0},
	} {
		f := faultOf(tt.status, tt.header, []byte(tt.body), now)
		if f.Kind != tt.kind || !strings.Contains(f.Message, tt.says) || f.Wait != tt.wait || strings.Contains(f.Error(), "\n") {
			t.Errorf("%s: %s, wait %s, %q; want %s, wait %s, %q", tt.name, f.Kind, f.Wait, f.Message, tt.kind, tt.wait, tt.says)
		}
	}
}

func TestAnswersOfEveryShapeAreRead(t *testing.T) {
	for _, tt := range []struct{ name, body, text, finish string }{
		{"plain", `{"choices":[{"message":{"role":"assistant","content":"A girl."},"finish_reason":"stop"}]}`, "A girl.", "stop"},
		{"null", `{"choices":[{"message":{"role":"assistant","content":null},"finish_reason":"SAFETY"}]}`, "", "content_filter"},
		{"missing", `{"choices":[{"message":{"role":"assistant"},"finish_reason":"length"}]}`, "", "length"},
		{"parts", `{"choices":[{"message":{"role":"assistant","content":[{"type":"text","text":"A "},{"type":"text","text":"girl."}]},"finish_reason":"eos"}]}`, "A girl.", "stop"},
		{"odd members", `{"choices":[{"message":{"role":"assistant","content":"A girl.","tool_calls":"none","annotations":{"x":[1]}},"finish_reason":"MAX_TOKENS"}]}`, "A girl.", "length"},
	} {
		h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, tt.body) }))
		a, err := NewOpenAI(h.URL, Secret{}, 1, nil).Ask(context.Background(), Conversation{Turns: []Turn{{Role: User, Text: "x"}}})
		h.Close()
		if err != nil || a.Text != tt.text || a.Finish != tt.finish || string(a.Raw) != tt.body {
			t.Errorf("%s: %q, finish %q, raw %q (%v)", tt.name, a.Text, a.Finish, a.Raw, err)
		}
	}
}

func TestModelsThatReasonGetTheirOwnParameters(t *testing.T) {
	zero := 0.0
	for model, want := range map[string]map[string]bool{
		"gpt-5-mini":      {"max_completion_tokens": true, "max_tokens": false, "temperature": false},
		"openai/o4-mini":  {"max_completion_tokens": true, "max_tokens": false, "temperature": false},
		"gpt-4.1":         {"max_completion_tokens": false, "max_tokens": true, "temperature": true},
		"qwen/o-like-vlm": {"max_completion_tokens": false, "max_tokens": true, "temperature": true},
	} {
		body, err := OpenAIBody(Conversation{Turns: []Turn{{Role: User, Text: "x"}}, Params: Params{Model: model, MaxTokens: 9, Temperature: &zero, Extra: map[string]json.RawMessage{"top_k": json.RawMessage("4")}}})
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(body, &fields); err != nil {
			t.Fatalf("%s: %v in %s", model, err, body)
		}
		for field, there := range want {
			if _, ok := fields[field]; ok != there {
				t.Errorf("%s: field %s is sent: %v", model, field, ok)
			}
		}
		if fields["top_k"] != 4.0 {
			t.Errorf("%s: the further field is %v", model, fields["top_k"])
		}
	}
}

func TestGeminiIsAskedInItsOwnWay(t *testing.T) {
	m := NewGemini("https://example.com/v1beta/", NewSecret("key-12345"), 1, nil)
	picture := &Picture{MIME: "image/jpeg", Data: []byte("x")}
	_, url, body, err := m.Request(Conversation{System: "S", Turns: []Turn{{Role: User, Image: picture, Text: "a"}, {Role: Assistant, Text: "b"}, {Role: User, Image: picture, Text: "c"}},
		Params: Params{Model: "gemini-2.5-flash", Schema: json.RawMessage(`{"type":"object","additionalProperties":false,"required":["b","a"],"properties":{}}`)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"systemInstruction":{"parts":[{"text":"S"}]}`, `"role":"model"`, `"inlineData":{"mimeType":"image/jpeg","data":"eA=="}`, `"threshold":"BLOCK_NONE"`, `"propertyOrdering":["b","a"]`, `"responseMimeType":"application/json"`} {
		if !strings.Contains(string(body), want) {
			t.Errorf("the request lacks %s: %s", want, body)
		}
	}
	if strings.Contains(string(body)+url, "key-12345") || strings.Contains(string(body), "additionalProperties") || !strings.HasSuffix(url, "/v1beta/models/gemini-2.5-flash:generateContent") {
		t.Errorf("request %s %s", url, body)
	}
	for text, kind := range map[string]FaultKind{
		`{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}`: Blocked, `{}`: Blocked, `{"candidates":3}`: Garbage,
	} {
		var f *Fault
		if _, err := readGemini(Answer{Status: 200}, []byte(text)); !errors.As(err, &f) || f.Kind != kind {
			t.Errorf("%s: %v, want %s", text, err, kind)
		}
	}
}

func TestKeysPrintAsDots(t *testing.T) {
	s := NewSecret(" sk-0123456789\n")
	text, err := json.Marshal(map[string]any{"key": s})
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprintf("%v %+v %#v %s %q %s", s, s, s, s, s, text)
	if strings.Contains(all, "0123") {
		t.Errorf("a key prints as %s", all)
	}
	if got := s.Scrub("bad key sk-0123456789!"); got != "bad key •••!" {
		t.Errorf("scrubbed to %q", got)
	}
	path := filepath.Join(t.TempDir(), "key")
	for mode, good := range map[os.FileMode]bool{0o600: true, 0o400: true, 0o640: false, 0o644: false} {
		if err := os.WriteFile(path, []byte("sk-1\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadSecret(path); (err == nil) != good {
			t.Errorf("mode %o: %v", mode, err)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCertificatesAreExplained(t *testing.T) {
	h := httptest.NewTLSServer(http.NotFoundHandler())
	defer h.Close()
	_, err := NewOpenAI(h.URL, Secret{}, 1, nil).Ask(context.Background(), Conversation{})
	if err == nil || !strings.Contains(err.Error(), "SSL_CERT_FILE") {
		t.Errorf("error %v", err)
	}
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	_, err = NewOpenAI(strings.Replace(plain.URL, "http:", "https:", 1), Secret{}, 1, nil).Ask(context.Background(), Conversation{})
	if err == nil || !strings.Contains(err.Error(), "try http://") {
		t.Errorf("error %v", err)
	}
}

func FuzzFault(f *testing.F) {
	for _, seed := range []string{`[{"error":{"code":429}}]`, `{"error":"x"}`, `{"error":{"message":["a"]}}`, "<title>", `{"retryDelay":"1s"`, `"retryDelay"`} {
		f.Add(400, []byte(seed))
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		fault := faultOf(status, http.Header{}, body, time.Unix(0, 0))
		if fault.Kind == "" || strings.ContainsAny(fault.Message, "\n\r") {
			t.Errorf("%d %q gives %+v", status, body, fault)
		}
		if _, f := readable(200, http.Header{}, body); f != nil && f.Kind == "" {
			t.Errorf("%q gives %+v", body, f)
		}
		ReadBatchLine(body)
	})
}
