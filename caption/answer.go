package caption

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/winnow-data/winnow/internal/chat"
	"github.com/winnow-data/winnow/tags"
)

// Reasons why an answer is not taken as a caption.
const (
	Refused          = "refused"
	Empty            = "empty"
	Truncated        = "truncated"
	WrongLanguage    = "wrong_language"
	ImageNotReceived = "image_not_received"
	Leaked           = "leaked" // from the example or the instructions
	Unfused          = "unfused"
)

// taken is what an answer holds.
type taken struct {
	caption string
	short   string // empty unless the answer was structured
}

// take reads an answer, or says why there is no caption in it.
func take(a chat.Answer, structured bool, language string) (t taken, reason string) {
	text := strings.TrimSpace(a.Text)
	t = taken{caption: text}
	if parsed, ok := fromJSON(text); ok {
		t = parsed
	} else if structured && strings.HasPrefix(unfenced(text), "{") {
		// JSON that broke off is no caption, whatever the server says.
		return t, Truncated
	}
	t.caption = unfenced(t.caption)
	bare := strings.Trim(t.caption, " \t\r\n.\"'*`")
	switch {
	case a.Finish == chat.FinishFilter, a.Refusal != "" && len(bare) < len(a.Refusal):
		return t, Refused
	case bare == "" || strings.EqualFold(bare, "none") || strings.EqualFold(bare, "null") || strings.EqualFold(bare, "n/a"):
		if a.Finish == chat.FinishLength {
			return t, Truncated // all tokens went into thinking
		}
		return t, Empty
	case notSeen.MatchString(t.caption):
		return t, ImageNotReceived
	case refusal.MatchString(t.caption):
		return t, Refused
	case a.Finish == chat.FinishLength:
		return t, Truncated
	}
	if got := languageOf(t.caption); language != "any" && got != language && (got != "" || language == "en" && !english(t.caption)) {
		return t, WrongLanguage
	}
	return t, ""
}

// fromJSON reads a structured answer, also when it is fenced, or when a model
// says something before and after it.
func fromJSON(text string) (taken, bool) {
	text = unfenced(text)
	if t, ok := structuredAnswer(text); ok {
		return t, true
	}
	from, to := strings.IndexByte(text, '{'), strings.LastIndexByte(text, '}')
	if from < 0 || to < from || !strings.Contains(text[from:to], `"caption"`) {
		return taken{}, false
	}
	return structuredAnswer(text[from : to+1])
}

func structuredAnswer(text string) (taken, bool) {
	var answer struct {
		Caption *string `json:"caption"`
		Short   any     `json:"short_caption"`
		Regions []struct {
			Caption string `json:"caption"`
		} `json:"regions"`
	}
	if !strings.HasPrefix(text, "{") || json.Unmarshal([]byte(text), &answer) != nil || answer.Caption == nil {
		return taken{}, false
	}
	short, _ := answer.Short.(string)
	whole := strings.TrimSpace(*answer.Caption)
	for _, r := range answer.Regions {
		if sentence := strings.TrimSpace(r.Caption); sentence != "" && !strings.Contains(whole, sentence) {
			whole = strings.TrimSpace(whole + " " + sentence)
		}
	}
	return taken{caption: whole, short: strings.TrimSpace(short)}, true
}

// unfenced is a text without a code fence around it.
func unfenced(text string) string {
	text = strings.TrimSpace(text)
	inner, ok := strings.CutPrefix(text, "```")
	if !ok {
		return text
	}
	first, rest, ok := strings.Cut(inner, "\n")
	if ok && !strings.ContainsAny(first, " {") {
		inner = rest
	}
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(inner), "```"))
}

// refusal matches a text that begins by declining. It is anchored at the
// start, for signs in pictures say sorry too.
var refusal = regexp.MustCompile(`(?i)^["'*\s]*(i(['’]m| am) (really |very |so )?(sorry|afraid|unable|not able|not comfortable)|(sorry|apologies|my apologies|unfortunately)[,.!]|i (cannot|can['’]?t|can not|won['’]t|will not|must decline|apologi[sz]e|do not feel comfortable|don['’]t feel comfortable)|as an ai\b|this (request|content|image) (violates|goes against))`)

// notSeen matches a text that says that there was no picture.
var notSeen = regexp.MustCompile(`(?i)^["'*\s]*((i('m| am) sorry,? (but )?|unfortunately,? |sorry,? (but )?)?(i (don['’]?t|do not|cannot|can['’]?t) (actually |currently )?(see|view|have access to|access|find) (any |an |the |your )?(image|picture|illustration|attachment)|there (is|was) no (image|picture)|no (image|picture) (was|has been|is) (provided|attached|included|uploaded|visible)|(please|could you) (please )?(provide|upload|attach|share|send) (the |an |your )?(image|picture)|it (seems|looks|appears) (like |that )?(you|the image|no image|your message)))`)

// leak says that an answer repeats the instructions, or says of this picture
// what only an example's tags say.
func (d *dressed) leak(s *Subject, system, caption string) bool {
	lower := strings.ToLower(caption)
	own := map[string]bool{}
	for _, tag := range s.Tags.All() {
		own[tag] = true
	}
	for _, c := range d.examples {
		for _, tag := range append(append([]string{}, c.Character...), c.Copyright...) {
			name, _ := tags.Unqualified(tag)
			words := tags.Words(name)
			if !own[tag] && len(words) > 3 && strings.Contains(lower, words) {
				return true
			}
		}
	}
	return repeats(system, lower, 8)
}

// repeats says that n words in a row of text are in the instructions.
func repeats(instructions, text string, n int) bool {
	words := strings.Fields(text)
	if len(words) < n || instructions == "" {
		return false
	}
	within := " " + strings.Join(strings.Fields(strings.ToLower(instructions)), " ") + " "
	for i := 0; i+n <= len(words); i++ {
		if strings.Contains(within, " "+strings.Join(words[i:i+n], " ")+" ") {
			return true
		}
	}
	return false
}
