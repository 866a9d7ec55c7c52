package check

import (
	"slices"
	"strings"
	"unicode"

	"github.com/winnow-data/winnow/tags"
)

// Edit is one change that a repair made.
type Edit struct {
	Rule   string `json:"rule"` // the fault that it mends
	Before string `json:"before"`
	After  string `json:"after"`
}

// Repair mends what can be mended without a model: underscores become spaces;
// tails of tags, boilerplate and unfinished sentences are cut; unbalanced
// quotation marks go; a colour or number that the tags exclude is put right
// where its words are unambiguous; an artist who is demanded is named at the
// end. Every edit is kept only if no check got
// worse. The caption comes back unchanged, without edits, if nothing helps.
func Repair(c tags.Categories, caption, finish string, o Options) (string, []Edit) {
	edits := []Edit{}
	best := Check(c, caption, finish, o)
	try := func(rule, text string) {
		text = strings.TrimSpace(text)
		if text == caption || text == "" {
			return
		}
		r := Check(c, text, "stop", o)
		if Worse(r, best) {
			return
		}
		edits = append(edits, Edit{rule, caption, text})
		caption, best = text, r
	}
	for range 4 {
		before := caption
		for _, kind := range slices.Clone(best.Process) {
			switch kind {
			case "underscore_leak":
				try(kind, spacedWords(caption))
			case "additional_tags_tail", "boilerplate", "prompt_leak":
				try(kind, withoutSentence(caption, best, kind))
			case "truncated":
				try(kind, wholeSentences(caption))
			case "loop":
				try(kind, onceEach(caption))
			}
		}
		if strings.Count(caption, `"`)%2 == 1 {
			try("quotation", strings.Replace(caption, `"`, "", 1))
		}
		for _, x := range slices.Clone(best.Contradicted) {
			text, ok := rightColour(caption, x)
			if !ok {
				text, ok = rightNumber(caption, x)
			}
			if ok {
				try("contradicted", text)
				break
			}
		}
		if o.Artist {
			try("artist", withArtist(c, caption, best))
		}
		if caption == before {
			break
		}
	}
	return caption, edits
}

// Worse says that a check answers more than before.
func Worse(now, before Result) bool {
	return len(now.Process) > len(before.Process) || len(now.Contradicted) > len(before.Contradicted) || len(now.Invented) > len(before.Invented) ||
		len(now.Missing) > len(before.Missing)+len(before.Process) || now.Score < before.Score
}

// spacedWords writes spaces for the underscores between letters.
func spacedWords(caption string) string {
	b := []byte(caption)
	for i := 1; i+1 < len(b); i++ {
		if b[i] == '_' && isWordByte(b[i-1]) && (isWordByte(b[i+1]) || b[i+1] == '(') {
			b[i] = ' '
		}
	}
	return string(b)
}

// withoutSentence cuts the sentence in which the failure shows; a tail of tags
// is cut to the end.
func withoutSentence(caption string, r Result, kind string) string {
	for _, f := range r.process {
		if f.kind != kind || f.end <= f.start {
			continue
		}
		from := sentenceStart(caption, f.start)
		if kind == "additional_tags_tail" {
			return caption[:from]
		}
		to := sentenceEnd(caption, f.end)
		return strings.TrimSpace(caption[:from]) + " " + strings.TrimSpace(caption[to:])
	}
	return caption
}

func sentenceStart(caption string, at int) int {
	for i := at - 1; i > 0; i-- {
		if (caption[i-1] == '.' || caption[i-1] == '!' || caption[i-1] == '?') && unicode.IsSpace(rune(caption[i])) || caption[i] == '\n' {
			return i
		}
	}
	return 0
}

func sentenceEnd(caption string, at int) int {
	for i := at; i < len(caption); i++ {
		if (caption[i] == '.' || caption[i] == '!' || caption[i] == '?') && (i+1 == len(caption) || unicode.IsSpace(rune(caption[i+1]))) {
			return i + 1
		}
	}
	return len(caption)
}

// wholeSentences cuts what follows the last full stop.
func wholeSentences(caption string) string {
	if i := strings.LastIndexAny(caption, ".!?"); i > 0 {
		return caption[:i+1]
	}
	return caption
}

// onceEach keeps the first of equal sentences.
func onceEach(caption string) string {
	seen := map[string]bool{}
	var out []string
	for at := 0; at < len(caption); {
		end := sentenceEnd(caption, at)
		s := strings.TrimSpace(caption[at:end])
		if key := strings.ToLower(s); !seen[key] {
			seen[key] = true
			out = append(out, s)
		}
		at = end
	}
	return strings.Join(out, " ")
}

// rightColour puts the tag's colour where one word of another stands.
func rightColour(caption string, x Contradicted) (string, bool) {
	colour, _, ok := tags.Coloured(x.Tag)
	if !ok || x.Type == "negation" {
		return "", false
	}
	found := 0
	span := caption[x.Start:x.End]
	text := tokens(span)
	out := span
	for i := len(text) - 1; i >= 0; i-- {
		if !text[i].colour {
			continue
		}
		found++
		out = out[:text[i].start] + strings.ReplaceAll(colour, "_", " ") + out[text[i].end:]
	}
	if found != 1 {
		return "", false
	}
	return caption[:x.Start] + out + caption[x.End:], true
}

// groupWord is the one that is written for a number.
var groupWord = map[int]string{2: "pair", 3: "trio", 4: "quartet", 5: "quintet"}

// digitWords are the numbers that tags count people by.
var digitWords = map[int]string{2: "two", 3: "three", 4: "four", 5: "five"}

// rightNumber puts the number of a tag such as 2girls where one other number of
// several stands. One is left alone: verbs and pronouns would have to change.
func rightNumber(caption string, x Contradicted) (string, bool) {
	if x.Type != "count" || len(x.Tag) < 2 {
		return "", false
	}
	want := int(x.Tag[0] - '0')
	if digitWords[want] == "" || x.Tag[1] < 'a' {
		return "", false
	}
	found := 0
	span := caption[x.Start:x.End]
	out := span
	text := tokens(span)
	for i := len(text) - 1; i >= 0; i-- {
		word := span[text[i].start:text[i].end]
		right := ""
		switch n, ok := tags.NumberWord(strings.ToLower(word)); {
		case ok && n > 1 && word[0] <= '9':
			right = x.Tag[:1]
		case ok && n > 1:
			right = digitWords[want]
		case setSizes[strings.ToLower(word)] > 0:
			right = groupWord[want]
		default:
			continue
		}
		if unicode.IsUpper(rune(word[0])) {
			right = strings.ToUpper(right[:1]) + right[1:]
		}
		found++
		out = out[:text[i].start] + right + out[text[i].end:]
	}
	return caption[:x.Start] + out + caption[x.End:], found == 1
}

// withArtist ends a caption with the artists that it does not name.
func withArtist(c tags.Categories, caption string, r Result) string {
	var names []string
	for _, tag := range c.Artist {
		if slices.Contains(r.Missing, tag) {
			name, _, _ := strings.Cut(tag, "_(")
			names = append(names, strings.ReplaceAll(name, "_", " "))
		}
	}
	caption = strings.TrimSpace(caption)
	if len(names) == 0 || caption == "" {
		return caption
	}
	if !strings.ContainsAny(caption[len(caption)-1:], ".!?\"") {
		caption += "."
	}
	return caption + " Art by " + strings.Join(names, " and ") + "."
}
