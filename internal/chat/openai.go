package chat

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	openai "github.com/sashabaranov/go-openai"
)

// OpenAI is a model behind an OpenAI-compatible chat endpoint.
type OpenAI struct {
	base   string
	client *openai.Client
	key    Secret
}

// NewOpenAI is a model at base, such as https://api.openai.com/v1. Limit hears
// the headers of each answer; it may be nil.
func NewOpenAI(base string, key Secret, connections int, limit func(http.Header)) *OpenAI {
	config := openai.DefaultConfig(key.value)
	config.BaseURL = strings.TrimRight(base, "/")
	client := &http.Client{Transport: &transport{base: newBase(connections), key: key, limit: limit}}
	config.HTTPClient = client
	return &OpenAI{base: config.BaseURL, client: openai.NewClientWithConfig(config), key: key}
}

// Ask sends one request.
func (m *OpenAI) Ask(ctx context.Context, c Conversation) (Answer, error) {
	x := &exchange{fields: openaiFields(c.Params)}
	response, err := m.client.CreateChatCompletion(withExchange(ctx, x), openaiRequest(c))
	if err != nil {
		f := faultOfError(err)
		if x.answer.Status == http.StatusOK && f.Status == 0 && f.Kind == Network && len(x.answer.Raw) > 0 {
			f.Kind = Garbage
		}
		f.Message = m.key.Scrub(f.Message)
		return x.answer, f
	}
	return answered(x.answer, response)
}

// answered completes an answer by what the server said.
func answered(a Answer, response openai.ChatCompletionResponse) (Answer, error) {
	a.Model, a.TokensIn, a.TokensOut = response.Model, int64(response.Usage.PromptTokens), int64(response.Usage.CompletionTokens)
	if len(response.Choices) == 0 {
		if response.Choices == nil {
			return a, &Fault{Kind: Garbage, Status: a.Status, Message: "the answer is no answer of a chat"}
		}
		// A Gemini behind this interface answers so when it blocks.
		return a, &Fault{Kind: Blocked, Status: a.Status, Message: "the answer has no choices"}
	}
	choice := response.Choices[0]
	a.Text, a.Refusal, a.Finish = spokenPart(choice.Message.Content), choice.Message.Refusal, finish(string(choice.FinishReason))
	if a.Text == "" && choice.Message.Content != "" {
		a.Finish = FinishLength // it ended within a thought
	}
	if a.Finish == "error" {
		return a, &Fault{Kind: ServerError, Status: a.Status, Message: "the server says that it broke off by an error"}
	}
	return a, nil
}

// Request is what Ask would send.
func (m *OpenAI) Request(c Conversation) (method, url string, body []byte, err error) {
	body, err = OpenAIBody(c)
	return http.MethodPost, m.base + "/chat/completions", body, err
}

// OpenAIBody is the body of a request, for batches and for showing.
func OpenAIBody(c Conversation) ([]byte, error) {
	body, err := json.Marshal(openaiRequest(c))
	if err != nil {
		return nil, err
	}
	return withFields(body, openaiFields(c.Params)), nil
}

func openaiRequest(c Conversation) openai.ChatCompletionRequest {
	r := openai.ChatCompletionRequest{Model: c.Params.Model}
	c = c.folded()
	if c.System != "" {
		r.Messages = append(r.Messages, openai.ChatCompletionMessage{Role: openai.ChatMessageRoleSystem, Content: c.System})
	}
	for _, turn := range c.Turns {
		r.Messages = append(r.Messages, openaiMessage(turn))
	}
	if len(c.Params.Schema) > 0 {
		r.ResponseFormat = &openai.ChatCompletionResponseFormat{
			Type:       openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: "answer", Schema: c.Params.Schema, Strict: true},
		}
	}
	return r
}

// folded is the conversation with the system's text before the user's first,
// for servers that know no such role.
func (c Conversation) folded() Conversation {
	if !c.Params.NoSystem || c.System == "" || len(c.Turns) == 0 {
		return c
	}
	c.Turns = slices.Clone(c.Turns)
	c.Turns[0].Text = strings.TrimSpace(c.System + "\n\n" + c.Turns[0].Text)
	c.System = ""
	return c
}

func openaiMessage(t Turn) openai.ChatCompletionMessage {
	if t.Image == nil {
		return openai.ChatCompletionMessage{Role: t.Role, Content: t.Text}
	}
	var parts []openai.ChatMessagePart
	for _, p := range t.pictures() {
		parts = append(parts, openai.ChatMessagePart{Type: openai.ChatMessagePartTypeImageURL, ImageURL: &openai.ChatMessageImageURL{
			URL: p.DataURI(), Detail: openai.ImageURLDetail(p.Detail)}})
	}
	if t.Text != "" {
		parts = append(parts, openai.ChatMessagePart{Type: openai.ChatMessagePartTypeText, Text: t.Text})
	}
	return openai.ChatCompletionMessage{Role: t.Role, MultiContent: parts}
}

// DataURI is the picture as a data URI.
func (p *Picture) DataURI() string {
	return "data:" + p.MIME + ";base64," + base64.StdEncoding.EncodeToString(p.Data)
}

// openaiFields are the parameters as fields that are added to the body, so
// that a zero is sent and the library's own ideas of models do not interfere.
func openaiFields(p Params) map[string]json.RawMessage {
	fields := map[string]json.RawMessage{}
	put := func(name string, value any) {
		text, err := json.Marshal(value)
		if err != nil {
			panic("chat: a parameter that is no JSON: " + name)
		}
		fields[name] = text
	}
	if name := p.TokensField(); p.MaxTokens > 0 && name != NoMaxTokens {
		put(name, p.MaxTokens)
	}
	if p.Stream {
		put("stream", true)
		put("stream_options", map[string]bool{"include_usage": true})
	}
	if p.Temperature != nil && !reasons(p.Model) {
		put("temperature", *p.Temperature)
	}
	if p.TopP != nil && !reasons(p.Model) {
		put("top_p", *p.TopP)
	}
	if p.Seed != nil {
		put("seed", *p.Seed)
	}
	for name, value := range p.Extra {
		fields[name] = value
	}
	return fields
}

// reasons says that a model is of OpenAI's kind that thinks before it answers,
// which takes other parameters.
func reasons(model string) bool {
	_, name, found := strings.Cut(model, "/")
	if !found {
		name = model
	}
	for _, prefix := range []string{"o1", "o3", "o4", "gpt-5", "gpt-6"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// finish brings the ways in which servers say why they stopped into ours.
func finish(reason string) string {
	switch strings.ToLower(reason) {
	case "stop", "eos", "eos_token", "end_turn", "stop_sequence", "complete", "finished":
		return FinishStop
	case "length", "max_tokens", "max_output_tokens", "model_length", "max_length":
		return FinishLength
	case "content_filter", "safety", "recitation", "blocklist", "prohibited_content", "spii", "image_safety", "image_prohibited_content", "refusal", "sensitive", "moderation", "guardrail_intervened":
		return FinishFilter
	}
	return strings.ToLower(reason)
}
