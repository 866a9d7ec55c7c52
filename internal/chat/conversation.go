// Package chat speaks with model servers: any OpenAI-compatible chat endpoint
// and Google's Gemini, through several endpoints and keys at once. It turns
// their many ways of failing into a few kinds of Fault, holds to their limits,
// and keeps keys out of everything that is printed or stored. It never retries
// by itself: each request is one call, so that whoever pays can write it down.
// It is the only home of go-openai.
package chat

import (
	"context"
	"encoding/json"
)

// Conversation is what a model is asked. The last turn is the user's.
type Conversation struct {
	System string
	Turns  []Turn
	Params Params
}

// Turn is one side's part of a conversation: a picture, if there is one, and
// then text.
type Turn struct {
	Role  string // User or Assistant
	Image *Picture
	Text  string
}

// Roles of turns.
const (
	User      = "user"
	Assistant = "assistant"
)

// Picture is an image as it is sent.
type Picture struct {
	MIME          string // image/jpeg or image/png
	Data          []byte
	Width, Height int
	Detail        string     // low, high, auto, or empty to leave it to the server
	Parts         []*Picture // of it, which are sent after it
}

// pictures are the picture and its parts.
func (t Turn) pictures() []*Picture {
	if t.Image == nil {
		return nil
	}
	return append([]*Picture{t.Image}, t.Image.Parts...)
}

// Params are what shapes an answer beside the conversation. Pointers that are
// nil, and zero values, leave it to the server.
type Params struct {
	Model       string                     `json:"model"`
	MaxTokens   int                        `json:"max_tokens,omitempty"`
	Temperature *float64                   `json:"temperature,omitempty"`
	TopP        *float64                   `json:"top_p,omitempty"`
	Seed        *int64                     `json:"seed,omitempty"`
	Schema      json.RawMessage            `json:"schema,omitempty"` // of the answer, which then is JSON
	Extra       map[string]json.RawMessage `json:"extra,omitempty"`  // further fields of the request's body

	// What follows is learnt of a server, and shapes no answer.
	TokensName string `json:"-"` // of the field for MaxTokens; empty = by the model's name, "-" = none
	Stream     bool   `json:"-"` // it only streams
	NoSystem   bool   `json:"-"` // it knows no role for the system: its text goes before the user's
}

// Names of the field for MaxTokens.
const (
	MaxTokens           = "max_tokens"
	MaxCompletionTokens = "max_completion_tokens"
	NoMaxTokens         = "-"
)

// TokensField is the name under which MaxTokens is sent.
func (p Params) TokensField() string {
	switch {
	case p.TokensName != "":
		return p.TokensName
	case reasons(p.Model):
		return MaxCompletionTokens
	}
	return MaxTokens
}

// Finishes, as this package names them.
const (
	FinishStop   = "stop"
	FinishLength = "length"
	FinishFilter = "content_filter"
)

// Answer is what a model said.
type Answer struct {
	Text      string
	Refusal   string // in the server's field for it
	Finish    string // FinishStop, FinishLength, FinishFilter, or as the server says; may be empty
	Model     string // as the server calls it
	TokensIn  int64  // 0 when the server does not count
	TokensOut int64
	RequestID string
	Status    int
	Raw       []byte // the body as it came
}

// Model is a model on a server. It is safe for concurrent use.
type Model interface {
	// Ask sends one request. Its error is a *Fault; the Answer that comes with
	// a Fault holds what is known, such as Raw and Status.
	Ask(ctx context.Context, c Conversation) (Answer, error)
	// Request is the method, address and body that Ask would send, without keys.
	Request(c Conversation) (method, url string, body []byte, err error)
}
