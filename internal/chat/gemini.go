package chat

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Gemini is a model behind Google's native generateContent, which takes safety
// settings that its OpenAI-compatible door does not.
type Gemini struct {
	base    string
	key     Secret
	network http.RoundTripper
	limit   func(http.Header)
}

// NewGemini is a model at base, such as https://generativelanguage.googleapis.com/v1beta.
func NewGemini(base string, key Secret, connections int, limit func(http.Header)) *Gemini {
	return &Gemini{base: strings.TrimRight(base, "/"), key: key, network: newBase(connections), limit: limit}
}

type geminiPart struct {
	Text    string        `json:"text,omitempty"`
	Thought bool          `json:"thought,omitempty"` // only in answers
	Inline  *geminiInline `json:"inlineData,omitempty"`
}

type geminiInline struct {
	MIME string `json:"mimeType"`
	Data string `json:"data"`
}

type geminiContent struct {
	Role  string       `json:"role,omitempty"`
	Parts []geminiPart `json:"parts"`
}

type geminiSafety struct {
	Category  string `json:"category"`
	Threshold string `json:"threshold"`
}

type geminiGeneration struct {
	MaxTokens   int             `json:"maxOutputTokens,omitempty"`
	Temperature *float64        `json:"temperature,omitempty"`
	TopP        *float64        `json:"topP,omitempty"`
	Seed        *int64          `json:"seed,omitempty"`
	MIME        string          `json:"responseMimeType,omitempty"`
	Schema      json.RawMessage `json:"responseSchema,omitempty"`
}

type geminiRequest struct {
	System     *geminiContent   `json:"systemInstruction,omitempty"`
	Contents   []geminiContent  `json:"contents"`
	Safety     []geminiSafety   `json:"safetySettings"`
	Generation geminiGeneration `json:"generationConfig"`
}

// harms are all categories that Gemini blocks by default. Illustrations trip
// them; what is not to be described is a matter of the dataset's filters.
var harms = []string{"HARM_CATEGORY_HARASSMENT", "HARM_CATEGORY_HATE_SPEECH", "HARM_CATEGORY_SEXUALLY_EXPLICIT", "HARM_CATEGORY_DANGEROUS_CONTENT"}

// Request is what Ask would send. The key goes into a header.
func (m *Gemini) Request(c Conversation) (method, address string, body []byte, err error) {
	r := geminiRequest{Generation: geminiGeneration{MaxTokens: c.Params.MaxTokens, Temperature: c.Params.Temperature, TopP: c.Params.TopP, Seed: c.Params.Seed}}
	if c.System != "" {
		r.System = &geminiContent{Parts: []geminiPart{{Text: c.System}}}
	}
	for _, t := range c.Turns {
		content := geminiContent{Role: map[string]string{User: "user", Assistant: "model"}[t.Role]}
		for _, p := range t.pictures() {
			content.Parts = append(content.Parts, geminiPart{Inline: &geminiInline{p.MIME, base64.StdEncoding.EncodeToString(p.Data)}})
		}
		if t.Text != "" {
			content.Parts = append(content.Parts, geminiPart{Text: t.Text})
		}
		r.Contents = append(r.Contents, content)
	}
	for _, h := range harms {
		r.Safety = append(r.Safety, geminiSafety{h, "BLOCK_NONE"})
	}
	if len(c.Params.Schema) > 0 {
		r.Generation.MIME = "application/json"
		if r.Generation.Schema, err = geminiSchema(c.Params.Schema); err != nil {
			return "", "", nil, err
		}
	}
	if body, err = json.Marshal(r); err != nil {
		return "", "", nil, err
	}
	model := strings.TrimPrefix(c.Params.Model, "models/")
	return http.MethodPost, m.base + "/models/" + url.PathEscape(model) + ":generateContent", withFields(body, c.Params.Extra), nil
}

// geminiSchema is a JSON schema as Gemini takes one: without the members that
// it does not know, and with an order of its own.
func geminiSchema(schema json.RawMessage) (json.RawMessage, error) {
	var whole any
	if err := json.Unmarshal(schema, &whole); err != nil {
		return nil, fmt.Errorf("the schema of the answer: %w", err)
	}
	return json.Marshal(geminiMembers(whole))
}

func geminiMembers(value any) any {
	object, ok := value.(map[string]any)
	if !ok {
		return value
	}
	delete(object, "additionalProperties")
	delete(object, "$schema")
	if order, ok := object["required"]; ok {
		object["propertyOrdering"] = order
	}
	for name, inner := range object {
		object[name] = geminiMembers(inner)
	}
	return object
}

// Ask sends one request.
func (m *Gemini) Ask(ctx context.Context, c Conversation) (Answer, error) {
	method, address, body, err := m.Request(c)
	if err != nil {
		return Answer{}, &Fault{Kind: Invalid, Message: err.Error()}
	}
	request, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return Answer{}, &Fault{Kind: NoModel, Message: m.key.Scrub(err.Error())}
	}
	request.Header.Set("Content-Type", "application/json")
	if !m.key.Empty() {
		request.Header.Set("X-Goog-Api-Key", m.key.value)
	}
	x := &exchange{}
	t := &transport{base: m.network, key: m.key, limit: m.limit}
	response, err := t.RoundTrip(request.WithContext(withExchange(ctx, x)))
	if err != nil {
		return x.answer, faultOfError(err)
	}
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return x.answer, faultOfError(err)
	}
	return readGemini(x.answer, text)
}

func readGemini(a Answer, body []byte) (Answer, error) {
	var r struct {
		Candidates []struct {
			Content geminiContent `json:"content"`
			Finish  string        `json:"finishReason"`
			Message string        `json:"finishMessage"`
		} `json:"candidates"`
		Feedback struct {
			Reason  string `json:"blockReason"`
			Message string `json:"blockReasonMessage"`
		} `json:"promptFeedback"`
		Usage struct {
			In      int64 `json:"promptTokenCount"`
			Out     int64 `json:"candidatesTokenCount"`
			Thought int64 `json:"thoughtsTokenCount"`
		} `json:"usageMetadata"`
		Model string `json:"modelVersion"`
	}
	if err := json.Unmarshal(body, &r); err != nil {
		return a, &Fault{Kind: Garbage, Status: a.Status, Message: "the answer cannot be read: " + oneLine(err.Error())}
	}
	a.Model, a.TokensIn, a.TokensOut = r.Model, r.Usage.In, r.Usage.Out+r.Usage.Thought
	if r.Feedback.Reason != "" {
		return a, &Fault{Kind: Blocked, Status: a.Status, Message: oneLine("the prompt was blocked: " + r.Feedback.Reason + " " + r.Feedback.Message)}
	}
	if len(r.Candidates) == 0 {
		return a, &Fault{Kind: Blocked, Status: a.Status, Message: "the answer has no candidates"}
	}
	candidate := r.Candidates[0]
	for _, p := range candidate.Content.Parts {
		if !p.Thought {
			a.Text += p.Text
		}
	}
	a.Finish = finish(candidate.Finish)
	if strings.EqualFold(candidate.Finish, "MAX_TOKENS") {
		a.Finish = FinishLength
	}
	return a, nil
}
