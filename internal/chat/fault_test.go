package chat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
		{"a year", 429, http.Header{"Retry-After": {"99999999"}}, ``, RateLimited, "Too Many Requests", time.Hour},
		{"no clock has it", 429, http.Header{"Retry-After": {"1e300"}}, ``, RateLimited, "Too Many Requests", time.Hour},
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
		{"google's minute", 429, nil, `{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details. Please retry in 21.5s.","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier"}]},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"21s"}]}}`, RateLimited, "exceeded", 21 * time.Second},
		{"google's day", 429, nil, `{"error":{"code":429,"message":"You exceeded your current quota.","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]},{"retryDelay":"21s"}]}}`, Quota, "exceeded", 21 * time.Second},
		{"google's country", 400, nil, `[{"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}}]`, Denied, "location", 0},
		{"google's field", 400, nil, `[{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \"seed\": Cannot find field.","status":"INVALID_ARGUMENT"}}]`, Unsupported, "seed", 0},
		{"google is busy", 503, nil, `{"error":{"code":503,"message":"The model is overloaded. Please try again later.","status":"UNAVAILABLE"}}`, Overloaded, "overloaded", 0},
		{"vllm's shape", 400, nil, `{"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5000 tokens","type":"BadRequestError","param":null,"code":400}`, TooLarge, "4096", 0},
		{"vllm's encoder", 400, nil, `{"error":{"message":"The multimodal item with 9000 tokens exceeds the pre-allocated encoder cache size 8192","code":400}}`, TooLarge, "encoder", 0},
		{"vllm's text model", 400, nil, `{"object":"error","message":"x is not a multimodal model","code":400}`, NoModel, "multimodal", 0},
		{"vllm's model", 404, nil, `{"object":"error","message":"The model x does not exist.","type":"NotFoundError","code":404}`, NoModel, "not exist", 0},
		{"vllm's grammar", 400, nil, `{"object":"error","message":"Grammar error: unsupported schema","code":400}`, Unsupported, "Grammar", 0},
		{"llama.cpp is loading", 503, nil, `{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}`, Overloaded, "Loading", 0},
		{"llama.cpp's context", 400, nil, `{"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","type":"exceed_context_size_error"}}`, TooLarge, "context", 0},
		{"llama.cpp's picture", 400, nil, `{"error":{"code":400,"message":"Failed to load image or audio file","type":"invalid_request_error"}}`, Invalid, "Failed to load", 0},
		{"lm studio's address", 500, nil, `{"error":"Unexpected endpoint or method. (POST /chat/completions)"}`, NoModel, "Unexpected endpoint", 0},
		{"lm studio is empty", 400, nil, `{"error":{"message":"No models loaded. Please load a model in the developer page."}}`, NoModel, "No models", 0},
		{"lm studio is blind", 400, nil, `{"error":"Model does not support images. Please use a model that does."}`, NoModel, "images", 0},
		{"ollama's model", 404, nil, `{"error":{"message":"model \"x\" not found, try pulling it first","type":"api_error","param":null,"code":null}}`, NoModel, "pulling", 0},
		{"ollama's address", 404, nil, "404 page not found", NoModel, "404 page", 0},
		{"ollama's queue", 503, nil, `{"error":{"message":"server busy, please try again.  maximum pending requests exceeded"}}`, Overloaded, "busy", 0},
		{"ollama is blind", 500, nil, `{"error":{"message":"this model is missing data required for image input"}}`, NoModel, "image input", 0},
		{"openrouter's provider", 400, nil, `{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"response_format is not supported\"}}","provider_name":"X"}}}`, Unsupported, "response_format", 0},
		{"openrouter's filter", 403, nil, `{"error":{"code":403,"message":"Input was flagged","metadata":{"reasons":["sexual"]}}}`, Blocked, "flagged", 0},
		{"openrouter's eyes", 404, nil, `{"error":{"message":"No endpoints found that support image input","code":404}}`, NoModel, "image input", 0},
		{"openrouter's key", 403, nil, `{"error":{"message":"Key limit exceeded","code":403}}`, Quota, "Key limit", 0},
		{"another provider is full", 529, nil, `{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}`, Overloaded, "Overloaded", 0},
		{"text model", 400, nil, `{"error":{"message":"Invalid content type. image_url is only supported by certain models.","type":"invalid_request_error"}}`, NoModel, "image_url", 0},
		{"text server", 422, nil, "Failed to deserialize the JSON body into the target type: messages[0]: unknown variant `image_url`, expected `text` at line 1", NoModel, "unknown variant", 0},
		{"tokens by another name", 400, nil, `{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","param":"max_tokens","code":"unsupported_parameter"}}`, Unsupported, "max_completion_tokens", 0},
		{"only streams", 400, nil, `{"error":{"message":"This model only support stream mode, please enable the stream parameter to access the model."}}`, Unsupported, "stream", 0},
		{"no system", 400, nil, `{"error":{"message":"System role not supported"}}`, Unsupported, "System role", 0},
		{"message is an object", 422, nil, `{"object":"error","message":{"detail":[{"msg":"Input should be a valid string"}]},"type":"invalid_request_error"}`, Invalid, "valid string", 0},
		{"moved", 308, http.Header{"Location": {"https://example.com/v1"}}, "", NoModel, "https://example.com/v1", 0},
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
		{"object", `{"choices":[{"message":{"role":"assistant","content":{"type":"text","text":"A girl."}},"finish_reason":"end_turn"}]}`, "A girl.", "stop"},
		{"parts with thoughts", `{"choices":[{"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm."}]},{"type":"text","text":"A girl."}]},"finish_reason":"stop"}]}`, "A girl.", "stop"},
		{"reasoning beside", `{"choices":[{"message":{"role":"assistant","content":"A girl.","reasoning":"Hm.","reasoning_content":"Hm.","reasoning_details":[{"type":"x"}]},"finish_reason":"stop","native_finish_reason":"STOP","logprobs":null}]}`, "A girl.", "stop"},
		{"thought within", `{"choices":[{"message":{"content":"<think>Hm, a boy?</think>\n\nA girl."},"finish_reason":"stop"}]}`, "A girl.", "stop"},
		{"thought that the template opened", `{"choices":[{"message":{"content":"Hm, a boy?\n</think>\nA girl."},"finish_reason":"stop"}]}`, "A girl.", "stop"},
		{"thought without end", `{"choices":[{"message":{"content":"<think>Hm, a boy?"},"finish_reason":"stop"}]}`, "", "length"},
		{"marks of the template", `{"choices":[{"message":{"content":"A girl.<|im_end|></s> "},"finish_reason":"eos_token"}]}`, "A girl.", "stop"},
		{"numbers as texts", `{"id":7,"created":"now","model":null,"choices":[{"index":"0","message":{"content":"A girl."},"finish_reason":"stop","logprobs":[]}],"usage":{"prompt_tokens":"90","completion_tokens":30.0,"prompt_tokens_details":[]},"system_fingerprint":{}}`, "A girl.", "stop"},
		{"no usage", `{"choices":[{"message":{"content":"A girl."},"finish_reason":null}],"usage":null}`, "A girl.", ""},
		{"completion", `{"choices":[{"text":"A girl.","finish_reason":"stop"}]}`, "A girl.", "stop"},
		{"error that is none", `{"error":null,"choices":[{"message":{"content":"A girl."},"finish_reason":"stop"}]}`, "A girl.", "stop"},
		{"empty error", `{"error":{},"choices":[{"message":{"content":"A girl."},"finish_reason":"stop"}]}`, "A girl.", "stop"},
		{"list of one", `[{"choices":[{"message":{"content":"A girl."},"finish_reason":"stop"}]}]`, "A girl.", "stop"},
		{"spaces and a mark before", "\ufeff \n\n {\"choices\":[{\"message\":{\"content\":\"A girl.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n", "A girl.", "stop"},
		{"stream", ": PROCESSING\n\ndata: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"A \"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"girl.\"},\"finish_reason\":\"stop\"}]}\n\ndata: {\"choices\":[],\"usage\":{\"prompt_tokens\":90,\"completion_tokens\":3}}\n\ndata: [DONE]\n\n", "A girl.", "stop"},
		{"refused", `{"choices":[{"message":{"content":null,"refusal":"No."},"finish_reason":"sensitive"}]}`, "", "content_filter"},
		{"blocked by gemini", `{"choices":[{"message":{"role":"assistant"},"finish_reason":"PROHIBITED_CONTENT"}]}`, "", "content_filter"},
		{"odd members", `{"choices":[{"message":{"role":"assistant","content":"A girl.","tool_calls":"none","annotations":{"x":[1]}},"finish_reason":"MAX_TOKENS"}]}`, "A girl.", "length"},
	} {
		h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, tt.body) }))
		a, err := NewOpenAI(h.URL, Secret{}, 1, nil).Ask(context.Background(), Conversation{Turns: []Turn{{Role: User, Text: "x"}}})
		h.Close()
		if err != nil || a.Text != tt.text || a.Finish != tt.finish || string(a.Raw) != tt.body {
			t.Errorf("%s: %q, finish %q, raw %q (%v)", tt.name, a.Text, a.Finish, a.Raw, err)
		}
		if strings.Contains(tt.body, "prompt_tokens") && a.TokensIn != 90 {
			t.Errorf("%s: %d tokens, want 90", tt.name, a.TokensIn)
		}
	}
}

func TestAnswersThatAreFaultsAreFound(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		kind       FaultKind
	}{
		{"no choices", `{"choices":[],"usage":{"prompt_tokens":5}}`, Blocked},
		{"null choices", `{"id":"x","choices":null}`, Blocked},
		{"something else", `{"status":"ok"}`, Garbage},
		{"nothing", "", Garbage},
		{"a page", "<html><title>Just a moment...</title>", Garbage},
		{"binary", "\x00\x01\xff\xfe", Garbage},
		{"a number", "42", Garbage},
		{"signs that steer a terminal", "\x1b[2J\x1b]0;title\x07 gone", Garbage},
		{"endless", strings.Repeat("x", answerLimit+1), Garbage},
		{"cut", `{"choices":[{"message":{"content":"A gi`, Garbage},
		{"choices of another kind", `{"choices":"none"}`, Garbage},
		{"error", `{"error":{"message":"Rate limit exceeded: free-models-per-min","code":429}}`, RateLimited},
		{"error with a code as text", `{"error":{"message":"upstream","code":"503"}}`, Overloaded},
		{"error in words", `{"error":{"message":"Too many requests, slow down","code":"throttled"}}`, RateLimited},
		{"error in a choice", `{"choices":[{"error":{"code":502,"message":"upstream"},"finish_reason":"error","message":{"content":""}}]}`, ServerError},
		{"finish is error", `{"choices":[{"finish_reason":"error","message":{"content":"A gi"}}]}`, ServerError},
		{"a 200 for an unknown address", `{"error":"Unexpected endpoint or method. (POST /chat/completions)"}`, NoModel},
		{"error in a list", `[{"error":{"code":429,"message":"Resource has been exhausted"}}]`, RateLimited},
		{"broken stream", "data: {\"choices\":[{\"delta\":{\"content\":\"A \"}}]}\n\n", ServerError},
		{"error in a stream", "data: {\"choices\":[{\"delta\":{\"content\":\"A \"}}]}\n\ndata: {\"error\":{\"code\":429,\"message\":\"slow down\"}}\n\n", RateLimited},
	} {
		h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, tt.body) }))
		a, err := NewOpenAI(h.URL, Secret{}, 1, nil).Ask(context.Background(), Conversation{Turns: []Turn{{Role: User, Text: "x"}}})
		h.Close()
		var f *Fault
		if len(a.Raw) > keptOfLong || err != nil && strings.ContainsAny(err.Error(), "\x1b\x07") {
			t.Errorf("%s: %d bytes are kept, and it says %q", tt.name, len(a.Raw), err)
		}
		if !errors.As(err, &f) || f.Kind != tt.kind || f.Message == "" || strings.Contains(f.Error(), "\n") {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.kind)
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

func TestAnAnswerWhoseEndIsNotToldEndsWithItsJSON(t *testing.T) {
	over := make(chan struct{})
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			t.Error(err)
		}
		c, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer c.Close()
		fmt.Fprint(c, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", `{"choices":[{"message":{"content":"A girl."},`)
		fmt.Fprint(c, `"finish_reason":"stop"}]}`)
		<-over // the connection stays open
	}))
	defer h.Close()
	defer close(over)
	a, err := NewOpenAI(h.URL, Secret{}, 1, nil).Ask(t.Context(), Conversation{Turns: []Turn{{Role: User, Text: "x"}}})
	if err != nil || a.Text != "A girl." {
		t.Errorf("%q (%v)", a.Text, err)
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
