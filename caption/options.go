package caption

import (
	_ "embed"

	"github.com/winnow-data/winnow/check"
	"github.com/winnow-data/winnow/compose"
	"github.com/winnow-data/winnow/dataset"
)

// Options of captioning. The zero value is the default.
type Options struct {
	Backend string   `json:"backend" yaml:"backend"` // name of a backend; empty = compose
	Model   string   `json:"model" yaml:"model"`     // of a server
	Prefer  []string `json:"prefer" yaml:"prefer"`   // kinds: the first that an image has is its current caption

	Compose compose.Options `json:"compose,omitzero" yaml:"compose"` // how captions are composed from tags

	Where     string  `json:"where,omitempty" yaml:"where"`         // which of the survivors
	Limit     int64   `json:"limit,omitempty" yaml:"limit"`         // images at most; 0 = all
	Missing   bool    `json:"missing,omitempty" yaml:"missing"`     // only images without a caption of any generation
	Failed    bool    `json:"failed,omitempty" yaml:"failed"`       // also those that were given up
	Recaption string  `json:"recaption,omitempty" yaml:"recaption"` // condition: these again, though they have a caption
	Budget    float64 `json:"budget,omitempty" yaml:"budget"`       // US dollars for a generation; 0 = no bound

	Prompt      string         `json:"prompt" yaml:"prompt"`                     // with_tags, without_tags, one_shot, or a template's file
	Shots       []Shot         `json:"shots,omitempty" yaml:"shots"`             // examples that are shown before
	Withhold    []string       `json:"withhold,omitempty" yaml:"withhold"`       // tags that are not told to the server; "rating" is the rating
	Structured  string         `json:"structured" yaml:"structured"`             // auto, always or never: answers as JSON
	Temperature *float64       `json:"temperature,omitempty" yaml:"temperature"` // null = 0.2
	TopP        *float64       `json:"top_p,omitempty" yaml:"top_p"`
	Seed        *int64         `json:"seed,omitempty" yaml:"seed"`
	MaxTokens   int            `json:"max_tokens" yaml:"max_tokens"`                     // of an answer
	Extra       map[string]any `json:"extra,omitempty" yaml:"extra"`                     // further fields of the request's body
	Side        int            `json:"side" yaml:"side"`                                 // longest side of the picture that is sent, in pixels
	Quality     int            `json:"quality" yaml:"quality"`                           // of its JPEG, 1 to 100
	Detail      string         `json:"detail,omitempty" yaml:"detail"`                   // low, high, auto, or empty to leave it to the server
	Language    string         `json:"language" yaml:"language"`                         // that captions are wanted in; any = whatever comes
	Ladder      []string       `json:"ladder" yaml:"ladder"`                             // what to do about a bad answer, in order
	Other       Elsewhere      `json:"other,omitzero" yaml:"other"`                      // for the step "other" of the ladder
	Command     []string       `json:"command,omitempty" yaml:"command"`                 // the program of backend command, and its arguments
	Import      string         `json:"import,omitempty" yaml:"import"`                   // the file of backend import
	Vocabulary  string         `json:"clip_vocabulary,omitempty" yaml:"clip_vocabulary"` // CLIP's, to count tokens exactly

	// What follows changes no caption.
	Check             check.Options `json:"-" yaml:"-"` // the recipe's section check: how captions are judged
	Endpoints         []Endpoint    `json:"-" yaml:"endpoints"`
	Concurrency       int           `json:"-" yaml:"concurrency"`         // requests in flight at once
	RequestsPerMinute int           `json:"-" yaml:"requests_per_minute"` // of each endpoint; 0 = no limit
	TokensPerMinute   int           `json:"-" yaml:"tokens_per_minute"`   // of each endpoint; 0 = no limit
	Timeout           float64       `json:"-" yaml:"timeout"`             // seconds that one request may take
	Hedge             float64       `json:"-" yaml:"hedge"`               // seconds after which a slow request is sent once more; 0 = never
	Retries           int           `json:"-" yaml:"retries"`             // of a request that failed and may succeed later
	Prices            string        `json:"-" yaml:"prices"`              // file of prices that come before ours
	Canary            *bool         `json:"-" yaml:"canary"`              // null = true
	Poll              float64       `json:"-" yaml:"poll"`                // seconds between looks at a batch
	BatchBytes        int64         `json:"-" yaml:"batch_bytes"`         // of a batch's file at most
	BatchRequests     int           `json:"-" yaml:"batch_requests"`      // of a batch at most
	Cancel            bool          `json:"-" yaml:"-"`                   // end the batches that are under way, and take what they have
	Stop              int           `json:"-" yaml:"stop"`                // images in a row given up because the server fails, before the run stops
}

// Shot is an example: a picture with its tags and the caption wanted of it.
type Shot struct {
	Image   string `json:"image,omitempty" yaml:"image"` // file
	Tags    string `json:"tags" yaml:"tags"`
	Caption string `json:"caption" yaml:"caption"`
}

// Elsewhere is another backend.
type Elsewhere struct {
	Backend   string     `json:"backend,omitempty" yaml:"backend"`
	Model     string     `json:"model,omitempty" yaml:"model"`
	Endpoints []Endpoint `json:"-" yaml:"endpoints"`
}

// Endpoint is an address and where its key is. Keys themselves are never options.
type Endpoint struct {
	URL     string  `json:"url" yaml:"url"`
	KeyEnv  string  `json:"key_env,omitempty" yaml:"key_env"`   // environment variable
	KeyFile string  `json:"key_file,omitempty" yaml:"key_file"` // file that only its owner may read
	Weight  float64 `json:"weight,omitempty" yaml:"weight"`
}

// Steps of the ladder.
const (
	StepAsk       = "ask"        // the first request
	StepRetry     = "retry"      // the same once more
	StepSmaller   = "smaller"    // half the side, low detail
	StepFewerTags = "fewer_tags" // only who is there, hair, eyes and clothes
	StepOther     = "other"      // the other backend
	StepCompose   = "compose"    // offline, from the tags
)

func (o Options) withDefaults() Options {
	set(&o.Backend, "compose")
	set(&o.Prompt, "with_tags")
	set(&o.Structured, "auto")
	set(&o.MaxTokens, 700)
	set(&o.Side, 1024)
	set(&o.Quality, 90)
	set(&o.Language, "en")
	set(&o.Concurrency, 16)
	set(&o.Timeout, 120)
	set(&o.Retries, 8)
	set(&o.Stop, 25)
	set(&o.Poll, 60)
	set(&o.BatchBytes, 128<<20)
	set(&o.BatchRequests, 50000)
	if o.Temperature == nil {
		t := 0.2
		o.Temperature = &t
	}
	if o.Canary == nil {
		t := true
		o.Canary = &t
	}
	if o.Ladder == nil {
		o.Ladder = []string{StepRetry, StepSmaller, StepFewerTags, StepOther, StepCompose}
	}
	if o.Prefer == nil {
		o.Prefer = []string{dataset.KindHuman, dataset.KindFused, dataset.KindVLM, dataset.KindSource, dataset.KindComposed, dataset.KindShort}
	}
	return o
}

func set[T comparable](option *T, value T) {
	var none T
	if *option == none {
		*option = value
	}
}

// Recipe is the section of winnow.yaml for this stage, with every option.
//
//go:embed recipe.yaml
var Recipe string
