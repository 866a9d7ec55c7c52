package caption

import (
	"maps"
	"slices"
	"sync"

	"github.com/winnow-data/winnow/internal/chat"
)

// learnt is which parts of a request a server refused: they are left out, or
// sent in another way, from then on.
type learnt struct {
	mu      sync.Mutex
	refused map[string]bool
	tokens  string // name of the field for the longest answer
}

// learn takes in that a server refused a field of a request with these
// parameters. It says whether a request without it differs from the one that
// was sent, so that it is worth sending.
func (a *asker) learn(field string, sent chat.Params) bool {
	l := &a.learnt
	l.mu.Lock()
	defer l.mu.Unlock()
	was := false
	switch field {
	case "schema":
		was = len(sent.Schema) > 0 && a.options.Structured != "always"
	case "temperature":
		was = sent.Temperature != nil
	case "top_p":
		was = sent.TopP != nil
	case "seed":
		was = sent.Seed != nil
	case "stream":
		was = !sent.Stream
	case "system":
		was = !sent.NoSystem
	case "detail":
		was = a.options.Detail != "" && !l.refused[field]
	case "max_tokens":
		return l.otherTokens(sent)
	}
	if !was {
		return false
	}
	l.note(field)
	return true
}

func (l *learnt) note(field string) {
	if l.refused == nil {
		l.refused = map[string]bool{}
	}
	l.refused[field] = true
}

// otherTokens goes from the one name of the field for the longest answer to
// the other, and then to none.
func (l *learnt) otherTokens(sent chat.Params) bool {
	name := sent.TokensField()
	switch {
	case name == chat.NoMaxTokens:
		return false
	case l.tokens != "" && l.tokens != name:
		return true // another request has learnt it meanwhile
	case sent.TokensName == "" && name == chat.MaxTokens:
		l.tokens = chat.MaxCompletionTokens
	case sent.TokensName == "":
		l.tokens = chat.MaxTokens
	default:
		l.tokens = chat.NoMaxTokens
	}
	return true
}

// fields are those that were refused, by alphabet.
func (l *learnt) fields() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := slices.Sorted(maps.Keys(l.refused))
	if l.tokens != "" {
		all = append(all, "max_tokens")
	}
	return all
}

// known are the parameters in the way that the server takes.
func (a *asker) known() chat.Params {
	p, l := a.dressed.params, &a.learnt
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.refused["schema"] {
		p.Schema = nil
	}
	if l.refused["temperature"] {
		p.Temperature = nil
	}
	if l.refused["top_p"] {
		p.TopP = nil
	}
	if l.refused["seed"] {
		p.Seed = nil
	}
	p.Stream, p.NoSystem, p.TokensName = l.refused["stream"], l.refused["system"], l.tokens
	return p
}

// undetailed is a picture as the server takes it.
func (a *asker) undetailed(p *chat.Picture) *chat.Picture {
	l := &a.learnt
	l.mu.Lock()
	defer l.mu.Unlock()
	if p == nil || !l.refused["detail"] {
		return p
	}
	return detailed(p, "")
}

// detailed is a picture, and its parts, with another wish for detail.
func detailed(p *chat.Picture, detail string) *chat.Picture {
	other := *p
	other.Detail, other.Parts = detail, nil
	for _, part := range p.Parts {
		other.Parts = append(other.Parts, detailed(part, detail))
	}
	return &other
}
