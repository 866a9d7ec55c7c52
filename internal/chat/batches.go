package chat

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// Batches is OpenAI's interface for requests that may take a day and cost half.
type Batches struct {
	base    string
	network http.RoundTripper
	client  *openai.Client
	key     Secret
}

// NewBatches speaks with the server at base, such as https://api.openai.com/v1.
func NewBatches(base string, key Secret) *Batches {
	m := NewOpenAI(base, key, 4, nil)
	return &Batches{base: m.base, network: newBase(2), client: m.client, key: key}
}

// BatchState is how a batch stands.
type BatchState struct {
	ID        string `json:"id"`
	Status    string `json:"status"`
	Output    string `json:"output"` // file of answers, once there is one
	Errors    string `json:"errors"` // file of failed requests, once there is one
	Message   string `json:"message,omitempty"`
	Total     int    `json:"total"`
	Completed int    `json:"completed"`
	Failed    int    `json:"failed"`
}

// Ended says that nothing more will happen to it.
func (b BatchState) Ended() bool {
	switch b.Status {
	case "completed", "failed", "expired", "cancelled":
		return true
	}
	return false
}

// BatchLine is one request as a line of a batch's file.
func BatchLine(id string, c Conversation) ([]byte, error) {
	body, err := OpenAIBody(c)
	if err != nil {
		return nil, err
	}
	name, err := json.Marshal(id)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, `{"custom_id":%s,"method":"POST","url":"/v1/chat/completions","body":%s}`+"\n", name, body), nil
}

// Upload sends a file of lines and gives its name on the server. The library's
// own upload would hold the file in memory twice.
func (b *Batches) Upload(ctx context.Context, lines []byte) (file string, err error) {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	if err := w.WriteField("purpose", "batch"); err != nil {
		return "", err
	}
	part, err := w.CreateFormFile("file", "winnow.jsonl")
	if err != nil {
		return "", err
	}
	if _, err := part.Write(lines); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, b.base+"/files", &body)
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", w.FormDataContentType())
	answer, err := b.do(request)
	if err != nil {
		return "", err
	}
	var made struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal(answer, &made); err != nil || made.ID == "" {
		return "", &Fault{Kind: Garbage, Message: "the server took the file and did not name it: " + plain(answer)}
	}
	return made.ID, nil
}

// Start starts a batch over an uploaded file.
func (b *Batches) Start(ctx context.Context, file, name string) (BatchState, error) {
	r, err := b.client.CreateBatch(ctx, openai.CreateBatchRequest{InputFileID: file, Endpoint: openai.BatchEndpointChatCompletions,
		CompletionWindow: "24h", Metadata: map[string]any{"winnow": name}})
	if err != nil {
		return BatchState{}, b.fault(err)
	}
	return stateOf(r.Batch), nil
}

// Look asks how a batch stands.
func (b *Batches) Look(ctx context.Context, id string) (BatchState, error) {
	r, err := b.client.RetrieveBatch(ctx, id)
	if err != nil {
		return BatchState{}, b.fault(err)
	}
	return stateOf(r.Batch), nil
}

// Find looks for a batch by the name that Start gave it, for a process that
// was killed before it learnt the server's. False when there is none.
func (b *Batches) Find(ctx context.Context, name string) (BatchState, bool, error) {
	limit := 100
	r, err := b.client.ListBatch(ctx, nil, &limit)
	if err != nil {
		return BatchState{}, false, b.fault(err)
	}
	for _, one := range r.Data {
		if one.Metadata["winnow"] == name {
			return stateOf(one), true, nil
		}
	}
	return BatchState{}, false, nil
}

// Cancel ends a batch; what it has answered stays and is paid.
func (b *Batches) Cancel(ctx context.Context, id string) (BatchState, error) {
	r, err := b.client.CancelBatch(ctx, id)
	if err != nil {
		return BatchState{}, b.fault(err)
	}
	return stateOf(r.Batch), nil
}

// Fetch gives the content of a file on the server.
func (b *Batches) Fetch(ctx context.Context, file string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, b.base+"/files/"+file+"/content", nil)
	if err != nil {
		return nil, err
	}
	return b.do(request)
}

// do sends a request of our own through a transport without the chat's ideas
// of what an answer is.
func (b *Batches) do(request *http.Request) ([]byte, error) {
	if !b.key.Empty() {
		request.Header.Set("Authorization", "Bearer "+b.key.value)
	}
	response, err := b.network.RoundTrip(request)
	if err != nil {
		return nil, b.fault(err)
	}
	body, err := io.ReadAll(response.Body)
	if closed := response.Body.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, b.fault(err)
	}
	if response.StatusCode >= 300 {
		f := faultOf(response.StatusCode, response.Header, body, time.Now())
		f.Message = b.key.Scrub(f.Message)
		return nil, f
	}
	return b.key.ScrubBytes(body), nil
}

func (b *Batches) fault(err error) error {
	f := faultOfError(err)
	f.Message = b.key.Scrub(f.Message)
	return f
}

func stateOf(b openai.Batch) BatchState {
	s := BatchState{ID: b.ID, Status: b.Status, Total: b.RequestCounts.Total, Completed: b.RequestCounts.Completed, Failed: b.RequestCounts.Failed}
	if b.OutputFileID != nil {
		s.Output = *b.OutputFileID
	}
	if b.ErrorFileID != nil {
		s.Errors = *b.ErrorFileID
	}
	if b.Errors != nil {
		var told []string
		for _, one := range b.Errors.Data {
			told = append(told, one.Message)
		}
		s.Message = oneLine(strings.Join(told, "; "))
	}
	return s
}

// BatchAnswer is a line of a batch's answers or errors.
type BatchAnswer struct {
	ID     string // ours
	Answer Answer
	Fault  *Fault // nil when Answer is whole
}

// ReadBatchLine reads one line; false when it is none, such as the last line of
// a file that was cut.
func ReadBatchLine(line []byte) (BatchAnswer, bool) {
	var l struct {
		ID       string `json:"custom_id"`
		Response *struct {
			Status  int             `json:"status_code"`
			Request string          `json:"request_id"`
			Body    json.RawMessage `json:"body"`
		} `json:"response"`
		Error *struct {
			Code    string `json:"code"`
			Message string `json:"message"`
		} `json:"error"`
	}
	if json.Unmarshal(line, &l) != nil || l.ID == "" {
		return BatchAnswer{}, false
	}
	b := BatchAnswer{ID: l.ID}
	if l.Response == nil {
		b.Fault = &Fault{Kind: ServerError, Message: "no answer"}
		if l.Error != nil {
			b.Fault.Kind, b.Fault.Field = kindOf(500, strings.ToLower(l.Error.Code+" "+l.Error.Message))
			b.Fault.Message = oneLine(l.Error.Code + ": " + l.Error.Message)
		}
		return b, true
	}
	b.Answer = Answer{Status: l.Response.Status, RequestID: l.Response.Request, Raw: l.Response.Body}
	if l.Response.Status >= 300 {
		b.Fault = faultOf(l.Response.Status, http.Header{}, l.Response.Body, time.Now())
		return b, true
	}
	body, fault := readable(l.Response.Status, http.Header{}, l.Response.Body)
	if fault != nil {
		b.Fault = fault
		return b, true
	}
	var r openai.ChatCompletionResponse
	if err := json.Unmarshal(body, &r); err != nil {
		b.Fault = &Fault{Kind: Garbage, Message: "the answer cannot be read: " + oneLine(err.Error())}
		return b, true
	}
	var err error
	if b.Answer, err = answered(b.Answer, r); err != nil {
		b.Fault = faultOfError(err)
	}
	return b, true
}
