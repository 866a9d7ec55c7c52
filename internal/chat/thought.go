package chat

import (
	"regexp"
	"strings"
)

// thoughts are the marks around what a model thinks before it speaks, where the
// server does not take it apart.
var thoughts = []struct{ open, close string }{{"<think>", "</think>"}, {"<thinking>", "</thinking>"}, {"<|channel|>analysis", "<|channel|>final<|message|>"}, {"[THINK]", "[/THINK]"}, {"◁think▷", "◁/think▷"}}

// leftovers are marks of a model's template that a server should have cut.
var leftovers = regexp.MustCompile(`(<\|(im_end|im_start|eot_id|endoftext|end|return|assistant|end_of_text|eom_id)\|>|<end_of_turn>|<eos>|</s>|<｜end▁of▁sentence｜>)\s*$`)

// spokenPart is an answer without the thoughts before it and the template's
// marks after it. It is empty when the answer ended within a thought. The mark
// that opens a thought may be missing, for some templates give it.
func spokenPart(text string) string {
	for _, t := range thoughts {
		if at := strings.LastIndex(text, t.close); at >= 0 {
			text = text[at+len(t.close):]
		} else if strings.HasPrefix(strings.TrimSpace(text), t.open) {
			return ""
		}
	}
	for {
		cut := leftovers.ReplaceAllString(strings.TrimSpace(text), "")
		if cut == text {
			return text
		}
		text = cut
	}
}
