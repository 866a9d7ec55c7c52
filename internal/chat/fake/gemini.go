package fake

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

// gemini answers generateContent. Faults of HTTP are shared with chat; an
// answer that is refused comes with Gemini's words.
func (s *Server) gemini(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client went away
	}
	var request struct {
		Contents []struct {
			Parts []struct {
				Text   string `json:"text"`
				Inline struct {
					Data string `json:"data"`
				} `json:"inlineData"`
			} `json:"parts"`
		} `json:"contents"`
		Generation struct {
			MIME string `json:"responseMimeType"`
		} `json:"generationConfig"`
	}
	if err := json.Unmarshal(body, &request); err != nil {
		fail(w, 400, `[{"error":{"code":400,"message":"Invalid JSON payload received","status":"INVALID_ARGUMENT"}}]`)
		return
	}
	q := question{schema: request.Generation.MIME == "application/json"}
	for _, c := range request.Contents {
		for _, p := range c.Parts {
			if p.Text != "" {
				q.text = p.Text
				q.tokens += len(p.Text) / 4
			}
			if p.Inline.Data != "" {
				if q.picture, err = base64.StdEncoding.DecodeString(p.Inline.Data); err != nil {
					fail(w, 400, `[{"error":{"code":400,"message":"Base64 decoding failed","status":"INVALID_ARGUMENT"}}]`)
					return
				}
			}
		}
	}
	e := Entry{Picture: sha(q.picture), Canary: q.canary()}
	fault := s.draw()
	if s.options.Always != "" && !e.Canary {
		fault = s.options.Always
	}
	e.Fault, e.Paid = fault, fault == ""
	s.log(e)
	switch fault {
	case FaultFilter, FaultRefusal:
		fail(w, 200, `{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":300},"modelVersion":"gemini"}`)
	case FaultNull:
		fail(w, 200, `{"candidates":[{"finishReason":"SAFETY","index":0}],"usageMetadata":{"promptTokenCount":300}}`)
	case FaultLimit, FaultLimitWait:
		fail(w, 429, `[{"error":{"code":429,"message":"Resource has been exhausted","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"0.2s"}]}}]`)
	case "":
		answer, err := json.Marshal(map[string]any{
			"candidates":    []any{map[string]any{"content": map[string]any{"role": "model", "parts": []any{map[string]string{"text": s.text(q)}}}, "finishReason": "STOP"}},
			"usageMetadata": map[string]int{"promptTokenCount": q.tokens + 258, "candidatesTokenCount": 60},
			"modelVersion":  strings.TrimPrefix(r.URL.Path, "/v1beta/models/"),
		})
		if err != nil {
			panic("fake: " + err.Error())
		}
		fail(w, 200, string(answer))
	default:
		s.answer(w, r, q, fault)
	}
}
