package fake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
)

// batch is one of OpenAI's batches. It is done the second time that it is
// looked at.
type batch struct {
	ID        string            `json:"id"`
	Object    string            `json:"object"`
	Status    string            `json:"status"`
	Input     string            `json:"input_file_id"`
	Output    string            `json:"output_file_id,omitempty"`
	Errors    string            `json:"error_file_id,omitempty"`
	Counts    counts            `json:"request_counts"`
	CreatedAt int64             `json:"created_at"`
	Metadata  map[string]string `json:"metadata,omitempty"`
	looked    int
}

type counts struct {
	Total     int `json:"total"`
	Completed int `json:"completed"`
	Failed    int `json:"failed"`
}

func (s *Server) serveFiles(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Method == http.MethodPost {
		file, _, err := r.FormFile("file")
		if err != nil {
			fail(w, 400, `{"error":{"message":"no file"}}`)
			return
		}
		content, err := io.ReadAll(file)
		if err != nil {
			return // the client went away
		}
		id := fmt.Sprintf("file-%d", len(s.files)+1)
		s.files[id] = content
		fail(w, 200, fmt.Sprintf(`{"id":%q,"object":"file","bytes":%d,"purpose":"batch","filename":"batch.jsonl"}`, id, len(content)))
		return
	}
	_, rest, _ := strings.Cut(r.URL.Path, "/files/")
	id, _ := strings.CutSuffix(rest, "/content")
	content, ok := s.files[id]
	if !ok {
		fail(w, 404, `{"error":{"message":"No such File object"}}`)
		return
	}
	if _, err := w.Write(content); err != nil {
		return // the client went away
	}
}

func (s *Server) serveBatches(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, rest, _ := strings.Cut(r.URL.Path, "/batches")
	rest = strings.Trim(rest, "/")
	if r.Method == http.MethodPost && rest == "" {
		var request struct {
			Input    string            `json:"input_file_id"`
			Metadata map[string]string `json:"metadata"`
		}
		if err := json.NewDecoder(r.Body).Decode(&request); err != nil || s.files[request.Input] == nil {
			fail(w, 400, `{"error":{"message":"no such input file"}}`)
			return
		}
		b := &batch{ID: fmt.Sprintf("batch_%d", len(s.batches)+1), Object: "batch", Status: "validating", Input: request.Input, Metadata: request.Metadata}
		b.Counts.Total = bytes.Count(s.files[request.Input], []byte("\n"))
		s.batches[b.ID] = b
		s.put(w, b)
		return
	}
	if rest == "" {
		var all []*batch
		for _, b := range s.batches {
			all = append(all, b)
		}
		text, err := json.Marshal(map[string]any{"object": "list", "data": all})
		if err != nil {
			panic("fake: " + err.Error())
		}
		fail(w, 200, string(text))
		return
	}
	id, cancel := strings.CutSuffix(rest, "/cancel")
	b, ok := s.batches[id]
	if !ok {
		fail(w, 404, `{"error":{"message":"no such batch"}}`)
		return
	}
	if cancel {
		b.Status = "cancelled"
		s.put(w, b)
		return
	}
	if b.looked++; b.looked >= 2 && b.Status != "cancelled" && b.Output == "" {
		s.finish(b)
	} else if b.Output == "" && b.Status != "cancelled" {
		b.Status = "in_progress"
	}
	s.put(w, b)
}

func (s *Server) put(w http.ResponseWriter, b *batch) {
	text, err := json.Marshal(b)
	if err != nil {
		panic("fake: " + err.Error())
	}
	fail(w, 200, string(text))
}

// finish answers a batch, in the opposite order. With faults, some requests
// end in the file of errors, the first answer comes twice, and a last line is
// cut off.
func (s *Server) finish(b *batch) {
	var out, wrong [][]byte
	lines := bufio.NewScanner(bytes.NewReader(s.files[b.Input]))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var line struct {
			ID   string          `json:"custom_id"`
			Body json.RawMessage `json:"body"`
		}
		if json.Unmarshal(lines.Bytes(), &line) != nil {
			continue
		}
		q, err := readQuestion(line.Body)
		if err != nil {
			continue
		}
		failed := len(s.options.Faults) > 0 && s.dice.Float64() < s.options.Rate
		s.entries = append(s.entries, Entry{Picture: sha(q.picture), Fault: map[bool]string{true: Fault500}[failed], Paid: !failed})
		if failed {
			wrong = append(wrong, fmt.Appendf(nil, `{"id":"r","custom_id":%q,"response":{"status_code":500,"request_id":"q","body":{"error":{"message":"server error"}}},"error":null}`, line.ID))
			continue
		}
		out = append(out, fmt.Appendf(nil, `{"id":"r","custom_id":%q,"response":{"status_code":200,"request_id":"q","body":%s},"error":null}`, line.ID, s.completion(q, "")))
	}
	slices.Reverse(out)
	if len(s.options.Faults) > 0 && len(out) > 0 {
		out = append(out, out[0], out[len(out)-1][:40])
	}
	b.Status, b.Counts.Completed, b.Counts.Failed = "completed", len(out), len(wrong)
	b.Output = "file-out-" + b.ID
	s.files[b.Output] = append(bytes.Join(out, []byte("\n")), '\n')
	if len(wrong) > 0 {
		b.Errors = "file-err-" + b.ID
		s.files[b.Errors] = append(bytes.Join(wrong, []byte("\n")), '\n')
	}
}
