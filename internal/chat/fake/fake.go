// Package fake is a model server for tests and benchmarks: OpenAI's chat
// endpoint, Gemini's, and batches, answering at once or with any of the faults
// that real servers show. It sees pictures as far as their colours go, and
// keeps a log of what it was asked and what it answered, in a file if wanted,
// so that a client's books can be compared with it.
package fake

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	_ "image/jpeg" // pictures are sent as JPEG
	_ "image/png"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

// Kinds of fault.
const (
	FaultLimit        = "429"             // without Retry-After
	FaultLimitWait    = "429 retry-after" // with it
	Fault500          = "500"
	Fault502          = "502 html"
	Fault503          = "503"
	FaultReset        = "reset"        // the connection ends within the body
	FaultDrip         = "drip"         // the body comes slower than anybody waits
	FaultHang         = "hang"         // nothing comes
	FaultNull         = "null content" // HTTP 200
	FaultArray        = "array error"
	FaultJSON         = "wrong json" // HTTP 200
	FaultHTML         = "200 html"
	FaultErrorInside  = "200 error"
	FaultNoChoices    = "no choices"
	FaultRefusal      = "refusal"
	FaultFilter       = "content_filter"
	FaultLength       = "length"
	FaultForeign      = "foreign"
	FaultQuota        = "quota"
	FaultKey          = "401"
	FaultNoSchema     = "no schema" // response_format is not known
	FaultPicturesLost = "pictures lost"
)

// Passing are the faults after which the same request may succeed.
var Passing = []string{FaultLimit, FaultLimitWait, Fault500, Fault502, Fault503, FaultReset, FaultNull, FaultArray, FaultJSON, FaultHTML, FaultErrorInside}

// Options of a server.
type Options struct {
	Faults  []string      // that are drawn from
	Rate    float64       // share of requests that have one
	Seed    uint64        // of the draw
	Latency time.Duration // before each answer
	Log     string        // file to append a line to for each request; empty for none
	Always  string        // a fault of every request, but for those about a canary
	Blind   bool          // it does not see pictures, and does not say so
	Key     string        // that requests must carry; empty takes any
	Limit   int           // requests a second, after which 429 comes; 0 = none
}

// Entry is a line of the log.
type Entry struct {
	Picture string `json:"picture"` // first 16 digits of its SHA-256; empty without one
	Canary  bool   `json:"canary,omitempty"`
	Fault   string `json:"fault,omitempty"` // empty for a whole answer
	Paid    bool   `json:"paid"`            // it was answered with tokens, though the client may not have got it
	Key     string `json:"key,omitempty"`   // Idempotency-Key
}

// Server is an http.Handler.
type Server struct {
	options Options

	mu      sync.Mutex
	dice    *rand.Rand
	file    *os.File
	entries []Entry
	second  int64 // of the limit
	served  int   // in that second
	files   map[string][]byte
	batches map[string]*batch
}

// New is a server.
func New(o Options) (*Server, error) {
	s := &Server{options: o, dice: rand.New(rand.NewPCG(o.Seed, 1)), files: map[string][]byte{}, batches: map[string]*batch{}}
	if o.Log == "" {
		return s, nil
	}
	var err error
	s.file, err = os.OpenFile(o.Log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	return s, err
}

// Close closes the log.
func (s *Server) Close() error {
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}

// Log is what happened so far, in order.
func (s *Server) Log() []Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Entry(nil), s.entries...)
}

func (s *Server) log(e Entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.entries = append(s.entries, e)
	if s.file == nil {
		return
	}
	line, err := json.Marshal(e)
	if err == nil {
		_, err = s.file.Write(append(line, '\n'))
	}
	if err != nil {
		panic("fake: write the log: " + err.Error())
	}
}

// draw is the fault of the next request, or empty.
func (s *Server) draw() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.options.Limit > 0 {
		if now := time.Now().Unix(); now != s.second {
			s.second, s.served = now, 0
		}
		if s.served++; s.served > s.options.Limit {
			return FaultLimit
		}
	}
	if len(s.options.Faults) == 0 || s.dice.Float64() >= s.options.Rate {
		return ""
	}
	return s.options.Faults[s.dice.IntN(len(s.options.Faults))]
}

// question is what this server understands of a request.
type question struct {
	model   string
	text    string
	picture []byte
	schema  bool
	tokens  int
}

// ServeHTTP answers chat, Gemini's generateContent, files and batches.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if key := s.options.Key; key != "" && r.Header.Get("Authorization") != "Bearer "+key && r.Header.Get("X-Goog-Api-Key") != key {
		fail(w, http.StatusUnauthorized, `{"error":{"message":"Incorrect API key provided: `+strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")+`","type":"invalid_request_error","code":"invalid_api_key"}}`)
		return
	}
	switch path := r.URL.Path; {
	case strings.HasSuffix(path, "/chat/completions"):
		s.chat(w, r)
	case strings.Contains(path, ":generateContent"):
		s.gemini(w, r)
	case strings.Contains(path, "/files"):
		s.serveFiles(w, r)
	case strings.Contains(path, "/batches"):
		s.serveBatches(w, r)
	default:
		fail(w, http.StatusNotFound, `{"error":{"message":"no such path"}}`)
	}
}

func fail(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	fmt.Fprint(w, body)
}

func (s *Server) chat(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client went away
	}
	q, err := readQuestion(body)
	if err != nil {
		fail(w, http.StatusBadRequest, `{"error":{"message":"`+err.Error()+`","type":"invalid_request_error"}}`)
		return
	}
	e := Entry{Picture: sha(q.picture), Canary: q.canary(), Key: r.Header.Get("Idempotency-Key")}
	fault := s.draw()
	if s.options.Always != "" && !e.Canary {
		fault = s.options.Always
	}
	e.Fault, e.Paid = fault, fault == "" || fault == FaultReset || fault == FaultDrip || fault == FaultNull || fault == FaultJSON || fault == FaultLength || fault == FaultForeign || fault == FaultRefusal
	s.log(e)
	select {
	case <-time.After(s.options.Latency):
	case <-r.Context().Done():
		return
	}
	s.answer(w, r, q, fault)
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request, q question, fault string) {
	switch fault {
	case FaultLimit:
		fail(w, 429, `{"error":{"message":"Rate limit reached","type":"requests","code":"rate_limit_exceeded"}}`)
	case FaultLimitWait:
		w.Header().Set("Retry-After", "0.2")
		fail(w, 429, `{"error":{"message":"Rate limit reached","type":"internal_server_error","code":"429"}}`)
	case Fault500:
		fail(w, 500, `{"error":"something broke"}`)
	case Fault502:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(502)
		fmt.Fprint(w, "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>")
	case Fault503:
		fail(w, 503, "")
	case FaultArray:
		fail(w, 500, `[{"error":{"code":500,"message":"internal","status":"INTERNAL"}}]`)
	case FaultQuota:
		fail(w, 429, `{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","code":"insufficient_quota"}}`)
	case FaultKey:
		fail(w, 401, `{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}`)
	case FaultHTML:
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<!doctype html><title>Just a moment...</title>")
	case FaultJSON:
		fail(w, 200, `{"id":"x","choices":[{"index":0,"message":{"role":"assi`)
	case FaultErrorInside:
		fail(w, 200, `{"error":{"code":502,"message":"upstream error"}}`)
	case FaultNoChoices:
		fail(w, 200, `{"id":"x","object":"chat.completion","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":0}}`)
	case FaultHang:
		<-r.Context().Done()
	case FaultReset, FaultDrip:
		s.broken(w, r, q, fault)
	case FaultNoSchema:
		if q.schema {
			fail(w, 400, `{"error":{"message":"response_format of type json_schema is not supported by this model","type":"invalid_request_error","param":"response_format"}}`)
			return
		}
		fail(w, 200, s.completion(q, ""))
	default:
		fail(w, 200, s.completion(q, fault))
	}
}

// broken sends half an answer and then ends the connection, or hardly goes on.
func (s *Server) broken(w http.ResponseWriter, r *http.Request, q question, fault string) {
	body := s.completion(q, "")
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(200)
	fmt.Fprint(w, body[:len(body)/2])
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
	if fault == FaultReset {
		panic(http.ErrAbortHandler)
	}
	<-r.Context().Done()
}

// completion is the body of an answer.
func (s *Server) completion(q question, fault string) string {
	message := map[string]any{"role": "assistant", "content": s.text(q)}
	finish, lost := "stop", false
	switch fault {
	case FaultNull:
		message["content"] = nil
	case FaultRefusal:
		message["content"], message["refusal"] = nil, "I can't help with that."
	case FaultFilter:
		message["content"], finish = "", "content_filter"
	case FaultLength:
		message["content"], finish = "A girl with long hair stands in", "length"
	case FaultForeign:
		message["content"] = "長い髪の少女が海辺に立っている。"
	case FaultPicturesLost:
		lost = true
	}
	tokens := q.tokens
	if len(q.picture) > 0 && !lost && !s.options.Blind {
		tokens += 300
	}
	body, err := json.Marshal(map[string]any{
		"id": "chatcmpl-" + sha(q.picture), "object": "chat.completion", "model": q.model,
		"choices": []any{map[string]any{"index": 0, "message": message, "finish_reason": finish}},
		"usage":   map[string]int{"prompt_tokens": tokens, "completion_tokens": 60, "total_tokens": tokens + 60},
	})
	if err != nil {
		panic("fake: " + err.Error())
	}
	return string(body)
}

// text is the answer: of a canary its colours, else a caption with the
// picture's hash in it.
func (s *Server) text(q question) string {
	if q.canary() {
		if s.options.Blind {
			return "The word is SUMMER, with pink above and white below."
		}
		above, below := colours(q.picture)
		return "The colour above is " + above + " and the colour below is " + below + "."
	}
	caption := "A picture of " + fingerprintWords(q.picture, q.text) + " is shown on a plain background, and the light is even."
	if !q.schema {
		return caption
	}
	body, err := json.Marshal(map[string]any{"caption": caption, "short_caption": "A picture on a plain background.", "unused_tags": []string{}, "doubtful_tags": []string{}, "text_in_image": []string{}})
	if err != nil {
		panic("fake: " + err.Error())
	}
	return string(body)
}

// fingerprintWords is the hash of what was asked, as letters.
func fingerprintWords(picture []byte, text string) string {
	sum := sha256.Sum256(append(bytes.Clone(picture), text...))
	var b strings.Builder
	for _, c := range sum[:8] {
		b.WriteByte('a' + c%16)
	}
	return b.String()
}

func (q question) canary() bool { return strings.Contains(q.text, "white band") }

func sha(picture []byte) string {
	if len(picture) == 0 {
		return ""
	}
	sum := sha256.Sum256(picture)
	return hex.EncodeToString(sum[:8])
}

func readQuestion(body []byte) (question, error) {
	var request struct {
		Model    string          `json:"model"`
		Format   json.RawMessage `json:"response_format"`
		Messages []struct {
			Role    string          `json:"role"`
			Content json.RawMessage `json:"content"`
		} `json:"messages"`
	}
	if err := json.Unmarshal(body, &request); err != nil {
		return question{}, err
	}
	q := question{model: request.Model, schema: len(request.Format) > 0}
	for _, m := range request.Messages {
		var text string
		if json.Unmarshal(m.Content, &text) == nil {
			q.text = text
			q.tokens += len(text) / 4
			continue
		}
		var parts []struct {
			Text  string `json:"text"`
			Image struct {
				URL string `json:"url"`
			} `json:"image_url"`
		}
		if err := json.Unmarshal(m.Content, &parts); err != nil {
			return q, err
		}
		for _, p := range parts {
			if p.Text != "" {
				q.text = p.Text
				q.tokens += len(p.Text) / 4
			}
			if _, data, ok := strings.Cut(p.Image.URL, ";base64,"); ok {
				picture, err := base64.StdEncoding.DecodeString(data)
				if err != nil {
					return q, err
				}
				q.picture = picture
			}
		}
	}
	return q, nil
}

// colours are those of the upper and the lower part of a picture.
func colours(picture []byte) (above, below string) {
	img, _, err := image.Decode(bytes.NewReader(picture))
	if err != nil {
		return "unknown", "unknown"
	}
	b := img.Bounds()
	name := func(x, y int) string {
		r, g, bl, _ := img.At(x, y).RGBA()
		best, least := "", 1<<30
		for known, c := range map[string][3]int{"red": {214, 32, 32}, "green": {24, 150, 56}, "blue": {28, 72, 214}, "yellow": {246, 214, 24}, "black": {0, 0, 0}, "orange": {246, 132, 16}, "purple": {122, 40, 160}} {
			d := 0
			for i, v := range []uint32{r, g, bl} {
				d += (int(v>>8) - c[i]) * (int(v>>8) - c[i])
			}
			if d < least {
				best, least = known, d
			}
		}
		return best
	}
	return name(b.Min.X+5, b.Min.Y+5), name(b.Max.X-6, b.Max.Y-6)
}
