package chat

import (
	"net/http"
	"slices"
	"strings"
)

// sign tells a kind of fault by the status or by words of the message and code,
// in lower case. The first sign that fits decides, so their order matters.
type sign struct {
	kind     FaultKind
	statuses []int
	words    []string
}

var signs = []sign{
	// Google says "exceeded your current quota" of a day's limit and of a minute's.
	{Quota, nil, []string{"perday"}},
	{RateLimited, nil, []string{"retry in ", "perminute", "per_minute", "per minute", "rpm)", "tpm)"}},
	{Quota, []int{http.StatusPaymentRequired}, []string{"insufficient_quota", "insufficient credit", "insufficient balance", "insufficient funds", "billing_hard_limit", "exceeded your current quota",
		"credit balance", "billing_not_active", "key limit exceeded"}},
	{Denied, []int{http.StatusUnauthorized}, []string{"invalid_api_key", "api key not valid", "incorrect api key", "invalid api key", "user location is not supported",
		"no_db_connection"}}, // LiteLLM's word for a key that it does not know
	{Blocked, nil, []string{"content_policy", "content_filter", "content policy", "content management policy", "prohibited_content", "safety system", "moderation", "flagged",
		"responsibleaipolicy", "data_inspection_failed", "inappropriate content"}},
	{Denied, []int{http.StatusForbidden}, nil},
	{RateLimited, []int{http.StatusTooManyRequests}, nil},
	{Overloaded, []int{http.StatusServiceUnavailable, 529}, nil},
	{TimedOut, []int{http.StatusRequestTimeout, http.StatusGatewayTimeout, 524}, nil},
	// Servers and models that take no pictures.
	{NoModel, nil, []string{"image input", "does not support image", "not support vision", "not a multimodal", "no mmproj", "image_url is only supported", "unknown variant `image_url`",
		"expected `text`", "unknown part type", "content must be a string", "content must be string", "no images can be", "at most 0 image"}},
	// Addresses and models that are not there.
	{NoModel, nil, []string{"unexpected endpoint", "no models loaded", "no model is loaded", "invalid model name", "not a valid model", "model_not_found", "model not found", "unknown model"}},
	{TooLarge, []int{http.StatusRequestEntityTooLarge}, []string{"context length", "context_length", "context size", "context_size", "maximum context", "too many tokens", "max-model-len", "max_model_len",
		"model length", "encoder cache", "image too large", "image is too large", "image size", "payload size exceeds", "exceeds the limit", "longer than the maximum", "too long"}},
	// Faults in a 200, or a 500, that say what they are in words.
	{RateLimited, nil, []string{"rate_limit", "rate limit", "too many requests", "resource_exhausted", "throttl"}},
	{Overloaded, nil, []string{"overloaded", "server busy", "loading model", "no available server", "at capacity"}},
}

// fields are those of a request that servers may refuse, by the words for them.
// A message about max_tokens may name both of its names.
var fields = []struct{ word, field string }{
	{"max_completion_tokens", "max_tokens"}, {"max_tokens", "max_tokens"}, {"maxoutputtokens", "max_tokens"},
	{"response_format", "schema"}, {"json_schema", "schema"}, {"responseschema", "schema"}, {"response_schema", "schema"}, {"structured output", "schema"}, {"structured_output", "schema"},
	{"grammar", "schema"}, {"guided", "schema"}, {"json mode", "schema"},
	{"stream mode", "stream"}, {"stream parameter", "stream"}, {"'stream'", "stream"}, {"only streaming", "stream"}, {"stream=true", "stream"}, {"temperature", "temperature"}, {"top_p", "top_p"}, {"topp", "top_p"}, {"seed", "seed"}, {".detail", "detail"}, {"'detail'", "detail"}, {"`detail`", "detail"},
	{"system role", "system"}, {"developer instruction", "system"}, {"roles must alternate", "system"}, {"role 'system'", "system"},
}

// kindOf judges by the status and by the words of the message, in lower case.
func kindOf(status int, words string) (kind FaultKind, field string) {
	for _, s := range signs {
		if slices.Contains(s.statuses, status) || slices.ContainsFunc(s.words, func(w string) bool { return strings.Contains(words, w) }) {
			return s.kind, ""
		}
	}
	switch {
	case status == http.StatusBadRequest, status == http.StatusUnprocessableEntity:
		for _, known := range fields {
			if strings.Contains(words, known.word) {
				return Unsupported, known.field
			}
		}
		if strings.Contains(words, "does not exist") {
			return NoModel, ""
		}
		return Invalid, ""
	case status >= 500, status == http.StatusConflict, status == http.StatusTooEarly:
		return ServerError, ""
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed, status >= 300 && status < 400:
		return NoModel, "" // no such address
	case status >= 400:
		return Invalid, ""
	}
	return Garbage, ""
}
