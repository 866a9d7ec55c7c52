package caption

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/winnow-data/winnow/internal/chat"
)

// Asking is how a backend speaks to a server.
type Asking struct {
	URL    string // where it is unless the options or URLEnv say otherwise
	URLEnv string
	KeyEnv string
	Dial   func(url string, key chat.Secret, connections int, limit func(http.Header)) chat.Model
	Blind  bool   // it is not shown the picture
	Prompt string // the only prompt that fits; empty when the options choose
	Batch  bool   // it costs what batches cost
	// Ready says why a subject cannot be asked about; empty when it can.
	Ready func(*asker, *Subject) string
	// Bar says why a subject is given up without asking; empty when it is not.
	Bar func(*asker, *Subject) string
	// Faults are those of the current caption, for the prompt.
	Faults func(*asker, *Subject) []string
	// Already is the caption of a subject that needs no request; empty when it
	// needs one.
	Already func(*asker, *Subject) string
	// Accept says why an answer is not taken; empty when it is.
	Accept func(a *asker, s *Subject, caption string) string
}

// endpoints are those of the options or, without any, the one that the
// environment names.
func endpoints(a *Asking, chosen []Endpoint, tools Tools, connections int) ([]chat.Endpoint, error) {
	if len(chosen) == 0 {
		chosen = []Endpoint{{}}
	}
	var all []chat.Endpoint
	for _, e := range chosen {
		if e.URL == "" {
			e.URL = tools.getenv(a.URLEnv)
		}
		if e.URL == "" {
			e.URL = a.URL
		}
		at, err := url.Parse(e.URL)
		if err != nil || at.Host == "" || at.Scheme != "http" && at.Scheme != "https" {
			return nil, fmt.Errorf("%q is no address of a server: it should be like %s", e.URL, a.URL)
		}
		if at.User != nil {
			return nil, fmt.Errorf("the address of %s holds a password: keys belong into an environment variable or a file (key_env, key_file)", at.Host)
		}
		key, err := keyOf(a, e, tools)
		if err != nil {
			return nil, err
		}
		if key.Empty() && !tools.planning && (strings.HasSuffix(at.Hostname(), "openai.com") || strings.HasSuffix(at.Hostname(), "googleapis.com")) {
			return nil, fmt.Errorf("%s wants a key, and %s is not set: set it, or name a file by key_file", at.Host, orElse(e.KeyEnv, a.KeyEnv))
		}
		name := at.Host
		if e.KeyEnv != "" {
			name += " " + e.KeyEnv
		}
		all = append(all, chat.Endpoint{Name: name, Weight: e.Weight, Dial: func(limit func(http.Header)) chat.Model {
			return a.Dial(e.URL, key, connections, limit)
		}})
	}
	return all, nil
}

func keyOf(a *Asking, e Endpoint, tools Tools) (chat.Secret, error) {
	if e.KeyFile != "" {
		return chat.ReadSecret(e.KeyFile)
	}
	if e.KeyEnv != "" && tools.getenv(e.KeyEnv) == "" {
		return chat.Secret{}, fmt.Errorf("the environment variable %s, which should hold the key of %s, is not set", e.KeyEnv, e.URL)
	}
	return chat.NewSecret(tools.getenv(orElse(e.KeyEnv, a.KeyEnv))), nil
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
