package chat

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"time"
)

// answerLimit is the longest answer that is read, in bytes; of a longer one
// keptOfLong are kept.
const (
	answerLimit = 4 << 20
	keptOfLong  = 4 << 10
)

// exchange is what a request carries to the transport, and what it learns there.
type exchange struct {
	fields map[string]json.RawMessage // to add to the body
	answer Answer
}

type exchangeKey struct{}

func withExchange(ctx context.Context, x *exchange) context.Context {
	return context.WithValue(ctx, exchangeKey{}, x)
}

// transport sits between the client library and the network. It adds fields
// that the library does not know or leaves out (a temperature of zero), reads
// the whole answer, keeps it, turns every failure into a Fault, and brings
// answers into the one shape that the library reads.
type transport struct {
	base  http.RoundTripper
	key   Secret
	limit func(http.Header) // hears of the limits that answers tell
}

// newBase is a transport with room for many requests to one server. It honours
// HTTP_PROXY, HTTPS_PROXY and NO_PROXY.
func newBase(connections int) *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:     true,
		MaxIdleConns:          2 * connections,
		MaxIdleConnsPerHost:   connections,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   15 * time.Second,
		ExpectContinueTimeout: time.Second,
	}
}

// RoundTrip sends one request.
func (t *transport) RoundTrip(request *http.Request) (*http.Response, error) {
	x, ok := request.Context().Value(exchangeKey{}).(*exchange)
	if !ok {
		x = &exchange{}
	}
	sent, err := t.prepare(request, x.fields)
	if err != nil {
		return nil, err
	}
	response, err := t.base.RoundTrip(sent)
	if err != nil {
		return nil, t.scrub(faultOfError(err))
	}
	body, err := bodyOf(response)
	if closed := response.Body.Close(); err == nil {
		err = closed
	}
	body = t.key.ScrubBytes(body)
	x.answer.Status, x.answer.Raw, x.answer.RequestID = response.StatusCode, body, requestID(response.Header)
	if err != nil {
		f := faultOfError(err)
		f.Message = "the answer broke off: " + f.Message
		return nil, t.scrub(f)
	}
	if len(body) > answerLimit {
		x.answer.Raw = bytes.Clone(body[:keptOfLong])
		return nil, &Fault{Kind: Garbage, Status: response.StatusCode, Message: fmt.Sprintf("the answer is longer than %d bytes", answerLimit)}
	}
	if response.StatusCode >= 300 {
		return nil, t.scrub(faultOf(response.StatusCode, response.Header, body, time.Now()))
	}
	if t.limit != nil {
		t.limit(response.Header)
	}
	body, fault := readable(response.StatusCode, response.Header, body)
	if fault != nil {
		return nil, t.scrub(fault)
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	response.ContentLength = int64(len(body))
	return response, nil
}

// bodyOf reads an answer to its end. One that does not tell its length, and whose
// connection is kept open, ends with its JSON: waiting for more would wait for
// ever for what is there, and paid.
func bodyOf(response *http.Response) ([]byte, error) {
	limited := io.LimitReader(response.Body, answerLimit+1)
	if response.ContentLength >= 0 || len(response.TransferEncoding) > 0 || response.ProtoMajor > 1 {
		return io.ReadAll(limited)
	}
	var read bytes.Buffer
	var value json.RawMessage
	if json.NewDecoder(io.TeeReader(limited, &read)).Decode(&value) == nil && (value[0] == '{' || value[0] == '[') {
		return read.Bytes(), nil
	}
	rest, err := io.ReadAll(limited)
	return append(read.Bytes(), rest...), err
}

// scrub takes the key out of what a server echoes.
func (t *transport) scrub(f *Fault) *Fault {
	f.Message = t.key.Scrub(f.Message)
	return f
}

func (t *transport) prepare(request *http.Request, fields map[string]json.RawMessage) (*http.Request, error) {
	if len(fields) == 0 || request.Body == nil {
		return request, nil
	}
	body, err := io.ReadAll(request.Body)
	if err != nil {
		return nil, err
	}
	if err := request.Body.Close(); err != nil {
		return nil, err
	}
	body = withFields(body, fields)
	sent := request.Clone(request.Context())
	sent.Body = io.NopCloser(bytes.NewReader(body))
	sent.ContentLength = int64(len(body))
	sent.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	return sent, nil
}

// withFields adds members to the end of a JSON object, by alphabet, without
// reading the megabytes of pictures in it.
func withFields(body []byte, fields map[string]json.RawMessage) []byte {
	body = bytes.TrimRight(body, " \r\n\t")
	body = bytes.TrimSuffix(body, []byte("}"))
	if _, ok := fields["stream"]; ok {
		// The library writes its own; within texts the quotes would be escaped.
		body = bytes.Replace(body, []byte(`,"stream":false`), nil, 1)
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if len(body) > 1 {
			body = append(body, ',')
		}
		body = append(body, fmt.Sprintf("%q:", name)...)
		body = append(body, fields[name]...)
	}
	return append(body, '}')
}

func requestID(h http.Header) string {
	for _, name := range []string{"X-Request-Id", "Request-Id", "X-Goog-Request-Id", "X-Litellm-Call-Id"} {
		if id := h.Get(name); id != "" {
			return id
		}
	}
	return ""
}
