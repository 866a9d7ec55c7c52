package chat

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// FaultKind is what is to be done about a fault.
type FaultKind string

// Kinds of fault.
const (
	RateLimited FaultKind = "rate_limited" // too many requests or tokens: wait
	Overloaded  FaultKind = "overloaded"   // the server has too much to do: wait
	ServerError FaultKind = "server_error" // try again
	TimedOut    FaultKind = "timed_out"    // try again
	Network     FaultKind = "network"      // no connection, or it broke: try again
	Garbage     FaultKind = "garbage"      // an answer that cannot be read: try again
	Denied      FaultKind = "denied"       // the key is wrong or may not do this: stop
	Quota       FaultKind = "quota"        // out of money: stop
	NoModel     FaultKind = "no_model"     // no such model or address: stop
	Blocked     FaultKind = "blocked"      // the server will not speak about this image
	TooLarge    FaultKind = "too_large"    // image or text is too long for the model
	Unsupported FaultKind = "unsupported"  // a field of the request, named in Field, is not known there
	Invalid     FaultKind = "invalid"      // the request is refused for another reason
)

// Passing says that the same request may succeed a little later.
func (k FaultKind) Passing() bool {
	switch k {
	case RateLimited, Overloaded, ServerError, TimedOut, Network, Garbage:
		return true
	}
	return false
}

// Final says that no other request to this endpoint will succeed either.
func (k FaultKind) Final() bool { return k == Denied || k == Quota || k == NoModel }

// Fault is why a request got no answer.
type Fault struct {
	Kind    FaultKind
	Status  int           // of HTTP, 0 when there was no answer
	Message string        // of the server, in one line, without keys
	Field   string        // of an Unsupported request
	Wait    time.Duration // for how long the server asks to wait; 0 when it does not say
}

// Error is one line.
func (f *Fault) Error() string {
	what := strings.ReplaceAll(string(f.Kind), "_", " ")
	if f.Status > 0 {
		return fmt.Sprintf("%s (HTTP %d): %s", what, f.Status, f.Message)
	}
	return fmt.Sprintf("%s: %s", what, f.Message)
}

// faultOf reads an error answer of any shape: an object with an error in it,
// an array of such, a bare message, an HTML page, or nothing.
func faultOf(status int, header http.Header, body []byte, now time.Time) *Fault {
	message, code := said(body)
	if message == "" {
		message = plain(body)
	}
	if message == "" {
		message = http.StatusText(status)
	}
	f := &Fault{Status: status, Message: message, Wait: min(max(0, wait(header, body, now)), longestWait)}
	if to := header.Get("Location"); to != "" && status < 400 {
		f.Message = oneLine("it is at another address, " + to)
	}
	words := code + " " + message
	if bytes.Contains(body, []byte("PerDay")) {
		words += " perday"
	}
	if bytes.Contains(body, []byte(`"retryDelay"`)) {
		words += " retry in "
	}
	f.Kind, f.Field = kindOf(status, strings.ToLower(words))
	return f
}

// said finds the message and the code within a JSON error.
func said(body []byte) (message, code string) {
	var first json.RawMessage = bytes.TrimSpace(body)
	var list []json.RawMessage
	if json.Unmarshal(first, &list) == nil && len(list) > 0 {
		first = list[0]
	}
	var outer map[string]json.RawMessage
	if json.Unmarshal(first, &outer) != nil {
		return "", ""
	}
	inner := outer
	switch wrong := outer["error"]; {
	case text(wrong) != "":
		message = text(wrong)
	case isSomething(wrong) && json.Unmarshal(wrong, &inner) == nil:
		message = words(inner["message"])
	default:
		message = words(orRaw(outer["message"], outer["detail"]))
	}
	for _, name := range []string{"code", "type", "status", "param"} {
		code += words(inner[name]) + " "
	}
	// OpenRouter hands on what the provider behind it said.
	var metadata map[string]json.RawMessage
	if json.Unmarshal(inner["metadata"], &metadata) == nil && isSomething(metadata["raw"]) {
		message += ": " + words(metadata["raw"])
	}
	return oneLine(message), code
}

// words are a JSON text, or another value as it is written.
func words(raw json.RawMessage) string {
	if !isSomething(raw) {
		return ""
	}
	if s := text(raw); s != "" {
		return s
	}
	return string(raw)
}

// plain is the readable part of an answer that is no JSON, such as a page of HTML.
func plain(body []byte) string {
	text := string(body)
	if at := strings.Index(strings.ToLower(text), "<title>"); at >= 0 {
		title, _, _ := strings.Cut(text[at+len("<title>"):], "<")
		return "a web page, " + strconv.Quote(oneLine(title))
	}
	return oneLine(text)
}

const messageLength = 300

func oneLine(text string) string {
	// What a server sends must not steer the terminal on which it is printed.
	text = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, strings.ToValidUTF8(text, "\uFFFD"))
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > messageLength {
		return string(runes[:messageLength]) + "…"
	}
	return text
}

// wait is for how long a server asks to wait: by the headers Retry-After and
// retry-after-ms, the reset times of limits that are used up, or Google's RetryInfo.
func wait(header http.Header, body []byte, now time.Time) time.Duration {
	if ms, err := strconv.ParseFloat(header.Get("Retry-After-Ms"), 64); err == nil && ms > 0 {
		return seconds(ms / 1000)
	}
	if after := header.Get("Retry-After"); after != "" {
		if s, err := strconv.ParseFloat(after, 64); err == nil && s >= 0 {
			return seconds(s)
		}
		if at, err := http.ParseTime(after); err == nil && at.After(now) {
			return at.Sub(now)
		}
	}
	if at := bytes.Index(body, []byte(`"retryDelay"`)); at >= 0 {
		if parts := strings.SplitN(string(body[at:min(len(body), at+60)]), `"`, 5); len(parts) == 5 {
			if d, err := time.ParseDuration(parts[3]); err == nil && d > 0 {
				return d
			}
		}
	}
	for _, of := range []string{"Requests", "Tokens"} {
		if header.Get("X-Ratelimit-Remaining-"+of) == "0" {
			if d := reset(header.Get("X-Ratelimit-Reset-" + of)); d > 0 {
				return min(d, longestReset)
			}
		}
	}
	return 0
}

// longestWait is for how long a server is believed: one that names a year, or a
// number that no clock has, is asked again after this.
const longestWait = time.Hour

// seconds is a duration of at most longestWait.
func seconds(s float64) time.Duration {
	return time.Duration(min(s, longestWait.Seconds()) * float64(time.Second))
}

// longestReset bounds waits for a limit's reset: it is when all of the limit
// is there again, and a part is there sooner.
const longestReset = time.Minute

// reset reads "1s", "6m0s", "120ms" or a number of seconds.
func reset(text string) time.Duration {
	if d, err := time.ParseDuration(text); err == nil {
		return d
	}
	if s, err := strconv.ParseFloat(text, 64); err == nil && s > 0 && s < 1e6 {
		return time.Duration(s * float64(time.Second))
	}
	return 0
}

// faultOfError is why no answer came at all.
func faultOfError(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	var timeout net.Error
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var record tls.RecordHeaderError
	var verify *tls.CertificateVerificationError
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return &Fault{Kind: TimedOut, Message: "no whole answer within the time limit"}
	case errors.As(err, &unknown):
		return &Fault{Kind: Denied, Message: "the server's certificate is of an authority that this system does not know: add it to the system's certificates, or name its file in SSL_CERT_FILE"}
	case errors.As(err, &name):
		return &Fault{Kind: Denied, Message: "the server's certificate is for another name: " + oneLine(name.Error())}
	case errors.As(err, &verify):
		return &Fault{Kind: Denied, Message: "the server's certificate is not accepted: " + oneLine(verify.Err.Error())}
	case errors.As(err, &record):
		return &Fault{Kind: NoModel, Message: "the server does not speak TLS there: try http:// instead of https://"}
	}
	return &Fault{Kind: Network, Message: oneLine(err.Error())}
}
