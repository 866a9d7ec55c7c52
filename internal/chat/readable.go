package chat

import (
	"bytes"
	"encoding/json"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// readable brings a 200 into the one shape that the library reads, or says
// what is wrong with it. It takes what servers really send: contents that are
// null, lists of parts or objects, numbers as texts, members of any type that
// nobody asked for, errors in place of an answer, and streams that nobody
// wanted. What is not of the chat's shape, such as Gemini's, is left as it is.
func readable(status int, header http.Header, body []byte) ([]byte, *Fault) {
	top, ok := object(body)
	if !ok {
		if body, ok = streamed(body); !ok {
			return nil, &Fault{Kind: Garbage, Status: status, Message: "the answer is no JSON object but " + described(body)}
		}
		top, _ = object(body)
	}
	if wrong := top["error"]; isSomething(wrong) {
		return nil, faultOf(codeOf(wrong, status), header, body, time.Now())
	}
	given, chat := top["choices"]
	if !chat {
		return body, nil
	}
	var choices []map[string]json.RawMessage
	if isSomething(given) && json.Unmarshal(given, &choices) != nil {
		return nil, &Fault{Kind: Garbage, Status: status, Message: "the choices of the answer cannot be read"}
	}
	if len(choices) > 0 && isSomething(choices[0]["error"]) {
		return nil, faultOf(codeOf(choices[0]["error"], status), header, choices0(choices[0]["error"]), time.Now())
	}
	return plainAnswer(top, choices), nil
}

// choices0 is an error within a choice, in the shape of one beside it.
func choices0(wrong json.RawMessage) []byte {
	return append(append([]byte(`{"error":`), wrong...), '}')
}

// object reads the JSON object at the beginning of a text; what follows it,
// such as a mark of the end, does not matter.
func object(body []byte) (map[string]json.RawMessage, bool) {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	if list := []json.RawMessage(nil); json.Unmarshal(body, &list) == nil && len(list) == 1 {
		body = list[0]
	}
	var top map[string]json.RawMessage
	if len(body) == 0 || body[0] != '{' || json.NewDecoder(bytes.NewReader(body)).Decode(&top) != nil {
		return nil, false
	}
	return top, true
}

// isSomething says that a member is there and not empty.
func isSomething(value json.RawMessage) bool {
	switch string(bytes.TrimSpace(value)) {
	case "", "null", "false", `""`, "{}", "[]":
		return false
	}
	return true
}

// described is a few words about an answer that cannot be read.
func described(body []byte) string {
	if len(bytes.TrimSpace(body)) == 0 {
		return "empty"
	}
	return plain(body[:min(len(body), 4096)])
}

// plainAnswer writes what counts of an answer, in the types that are promised.
func plainAnswer(top map[string]json.RawMessage, choices []map[string]json.RawMessage) []byte {
	type message struct {
		Role      string `json:"role"`
		Content   string `json:"content"`
		Refusal   string `json:"refusal,omitempty"`
		Reasoning string `json:"reasoning_content,omitempty"`
	}
	type choice struct {
		Index   int     `json:"index"`
		Message message `json:"message"`
		Finish  string  `json:"finish_reason"`
	}
	answer := struct {
		Model   string         `json:"model"`
		Choices []choice       `json:"choices"`
		Usage   map[string]int `json:"usage"`
	}{Model: text(top["model"]), Choices: []choice{}}
	for i, given := range choices {
		said := given["message"]
		if !isSomething(said) {
			said = given["delta"]
		}
		var m map[string]json.RawMessage
		c := choice{Index: i, Finish: text(given["finish_reason"]), Message: message{Role: Assistant}}
		if json.Unmarshal(said, &m) == nil {
			c.Message.Content, c.Message.Refusal, c.Message.Reasoning = contentText(m["content"]), text(m["refusal"]), text(m["reasoning_content"])
		} else {
			c.Message.Content = contentText(orRaw(said, given["text"]))
		}
		answer.Choices = append(answer.Choices, c)
	}
	var usage map[string]json.RawMessage
	if json.Unmarshal(top["usage"], &usage) == nil {
		answer.Usage = map[string]int{"prompt_tokens": whole(usage["prompt_tokens"]), "completion_tokens": whole(usage["completion_tokens"])}
	}
	body, err := json.Marshal(answer)
	if err != nil {
		panic("chat: texts and numbers are JSON: " + err.Error())
	}
	return body
}

func orRaw(value, other json.RawMessage) json.RawMessage {
	if isSomething(value) {
		return value
	}
	return other
}

// text is a JSON text, or empty.
func text(raw json.RawMessage) (s string) {
	if len(raw) > 0 && raw[0] == '"' && json.Unmarshal(raw, &s) == nil {
		return s
	}
	return ""
}

// whole is a number of tokens, however it is written; 0 when it is none.
func whole(raw json.RawMessage) int {
	n, err := strconv.ParseFloat(strings.Trim(string(raw), `" `), 64)
	if err != nil || math.IsNaN(n) || n < 0 || n > 1e12 {
		return 0
	}
	return int(n)
}

// contentText reads a text, null, an object with a text or value, or a list of
// such parts. Parts that hold thoughts are passed over.
func contentText(raw json.RawMessage) string {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 {
		return ""
	}
	switch raw[0] {
	case '"':
		return text(raw)
	case '[':
		var parts []json.RawMessage
		if json.Unmarshal(raw, &parts) != nil {
			return ""
		}
		var all strings.Builder
		for _, p := range parts {
			all.WriteString(contentText(p))
		}
		return all.String()
	case '{':
		var part map[string]json.RawMessage
		if json.Unmarshal(raw, &part) != nil {
			return ""
		}
		switch kind := text(part["type"]); kind {
		case "thinking", "reasoning", "image_url", "tool_use":
			return ""
		}
		for _, name := range []string{"text", "value", "content"} {
			if s := contentText(part[name]); s != "" {
				return s
			}
		}
	}
	return ""
}

// streamed puts the events of a stream together into one answer; false when
// the text is no stream. Some servers stream whether they are asked to or not.
func streamed(body []byte) ([]byte, bool) {
	var content, refusal strings.Builder
	var finish string
	var model, usage, wrong json.RawMessage
	events := 0
	for line := range bytes.Lines(body) {
		data, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("data:"))
		if !ok {
			continue
		}
		event, ok := object(data)
		if !ok {
			continue // the mark of the end
		}
		events++
		if isSomething(event["error"]) {
			wrong = event["error"]
		}
		model, usage = orRaw(event["model"], model), orRaw(event["usage"], usage)
		var choices []map[string]json.RawMessage
		if json.Unmarshal(event["choices"], &choices) != nil || len(choices) == 0 {
			continue
		}
		if f := text(choices[0]["finish_reason"]); f != "" {
			finish = f
		}
		var delta map[string]json.RawMessage
		if json.Unmarshal(orRaw(choices[0]["delta"], choices[0]["message"]), &delta) == nil {
			content.WriteString(contentText(delta["content"]))
			refusal.WriteString(text(delta["refusal"]))
		}
	}
	if events == 0 {
		return body, false
	}
	answer := map[string]any{"choices": []any{map[string]any{"message": map[string]string{"content": content.String(), "refusal": refusal.String()}, "finish_reason": finish}}}
	for name, raw := range map[string]json.RawMessage{"model": model, "usage": usage, "error": wrong} {
		if len(raw) > 0 {
			answer[name] = raw
		}
	}
	if finish == "" && wrong == nil {
		// A stream that broke off is no answer.
		answer["error"] = "the stream broke off"
	}
	all, err := json.Marshal(answer)
	if err != nil {
		return body, false
	}
	return all, true
}

// codeOf is the HTTP status that an error inside a 200 speaks of.
func codeOf(wrong json.RawMessage, status int) int {
	var coded struct {
		Code json.RawMessage `json:"code"`
	}
	if json.Unmarshal(wrong, &coded) == nil {
		if n := whole(coded.Code); n >= 400 && n < 600 {
			return n
		}
	}
	return max(status, http.StatusInternalServerError)
}
