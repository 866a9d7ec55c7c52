package check

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/winnow-data/winnow/internal/registry"
)

// Kinds are the process failures that can be found.
var Kinds = []string{"empty", "refusal", "truncated", "wrong_language", "boilerplate", "list_form", "underscore_leak", "additional_tags_tail", "markdown", "loop", "prompt_leak", "foreign_name", "hedging"}

// failure is one process failure and where it shows.
type failure struct {
	kind       string
	start, end int
}

//go:embed lexicon/process.list
var processFile string

// patterns are runs of words by the kind that they betray.
var patterns = sync.OnceValue(func() map[string][]pattern {
	byFirst := map[string][]pattern{}
	kind := ""
	for line := range entriesOf(processFile) {
		if line[0] == '[' {
			kind = strings.Trim(line, "[]")
			continue
		}
		words := strings.Fields(line)
		p := pattern{kind: kind}
		if words[0] == "^" {
			p.opens, words = true, words[1:]
		}
		if len(words) == 0 || strings.Contains(words[0], "|") && kind == "" {
			panic(fmt.Sprintf("check: process.list: %q has no words", line))
		}
		for _, w := range words {
			p.words = append(p.words, eitherOf(w))
		}
		for _, first := range strings.Split(words[0], "|") {
			byFirst[first] = append(byFirst[first], p)
		}
	}
	return byFirst
})

// eitherOf reads "a|b", and "*" for up to three words.
func eitherOf(words string) either {
	if words == "*" {
		return nil
	}
	var e either
	for w := range strings.SplitSeq(words, "|") {
		e = append(e, folded{w, fold(w)})
	}
	return e
}

// pattern is a run of words that betrays something.
type pattern struct {
	kind  string
	opens bool // it counts only at the start of the caption's first sentences
	words []either
}

// either is one of several words. None stands for up to three words.
type either []folded

// folded is a word with the 16 bits by which it is told from most others.
type folded struct {
	word string
	fold uint16
}

func (e either) has(t *token) bool {
	for k := range e {
		if e[k].fold == t.fold && e[k].word == t.word {
			return true
		}
	}
	return false
}

func (j *judge) fail(kind string, from, to int) {
	start, end := 0, 0
	if to > from {
		start, end = j.text[from].start, j.text[to-1].end
	}
	j.failAt(kind, start, end)
}

func (j *judge) failAt(kind string, start, end int) {
	r := j.result
	if slices.Contains(r.Process, kind) {
		return
	}
	r.Process = append(r.Process, kind)
	r.process = append(r.process, failure{kind, start, end})
}

// unusable says that there is no caption to judge.
func (r *Result) unusable() bool {
	return slices.Contains(r.Process, "empty") || slices.Contains(r.Process, "refusal")
}

// process looks for signs that the text did not come about properly.
func (j *judge) process(names *nameList, caption, finish string, o Options) {
	defer func() {
		for _, kind := range o.Skip {
			j.result.Process = slices.DeleteFunc(j.result.Process, func(k string) bool { return k == kind })
		}
	}()
	if isEmpty(caption) || isShort(caption) && !j.saysSomething() {
		j.failAt("empty", 0, len(caption))
		return
	}
	switch finish {
	case "content_filter", "safety", "SAFETY", "refusal", "blocked", "PROHIBITED_CONTENT", "RECITATION":
		j.failAt("refusal", 0, 0)
	}
	j.matchPatterns()
	if slices.Contains(j.result.Process, "refusal") {
		j.forgive("prompt_leak", "boilerplate", "hedging") // what it says of the request
		return
	}
	j.leaks(caption)
	if foreignScript(caption) || otherTongue(j.text) {
		j.failAt("wrong_language", 0, len(caption))
	}
	list := j.listForm(caption)
	if list {
		j.failAt("list_form", 0, len(caption))
	} else {
		j.tagTail(caption)
	}
	j.markdown(caption)
	list = j.oneKind(caption, list)
	formatted := list || slices.Contains(j.result.Process, "markdown")
	if !slices.Contains(j.result.Process, "wrong_language") && !formatted && !slices.Contains(j.result.Process, "additional_tags_tail") {
		j.truncated(caption, finish)
	} else if finish == "length" || finish == "max_tokens" || finish == "MAX_TOKENS" {
		j.failAt("truncated", 0, 0)
	}
	j.loop()
}

// forgive takes back that the kinds were found.
func (j *judge) forgive(kinds ...string) {
	r := j.result
	r.Process = slices.DeleteFunc(r.Process, func(kind string) bool { return slices.Contains(kinds, kind) })
	r.process = slices.DeleteFunc(r.process, func(f failure) bool { return slices.Contains(kinds, f.kind) })
}

// oneKind reports one fault as one kind: fields with names in bold are
// markdown and no list besides, and a sentence that tells of the prompt is no
// boilerplate and no tail of tags.
func (j *judge) oneKind(caption string, list bool) bool {
	if list && slices.Contains(j.result.Process, "markdown") && !pointed(caption) {
		j.forgive("list_form")
		list = false
	}
	leak := j.failure("prompt_leak")
	if leak == nil {
		return list
	}
	for _, kind := range [...]string{"boilerplate", "additional_tags_tail"} {
		if f := j.failure(kind); f != nil && j.sentenceAt(f.start) == j.sentenceAt(leak.start) {
			j.forgive(kind)
		}
	}
	return list
}

// failure is the one of that kind, or nil.
func (j *judge) failure(kind string) *failure {
	for i := range j.result.process {
		if j.result.process[i].kind == kind {
			return &j.result.process[i]
		}
	}
	return nil
}

// sentenceAt is the number of the sentence that the byte is in.
func (j *judge) sentenceAt(b int) int32 { return j.text[j.wordAt(b)].sent }

// pointed says that two lines or more begin like points of a list.
func pointed(caption string) bool {
	points := 0
	for line := range strings.Lines(caption) {
		if isPoint(strings.TrimSpace(line)) {
			points++
		}
	}
	return points >= 2
}

// isEmpty says that the caption has nothing to judge.
func isEmpty(caption string) bool {
	s := bareText(caption)
	if !hasLetters(s, 1) {
		return true
	}
	if len(s) > 200 {
		return false
	}
	switch strings.ToLower(s) {
	case "none", "null", "undefined", "empty", "no caption", "caption", "unknown", "no description", "description", "todo", "error", "no answer", "no output", "untitled", "no caption available", "no description available":
		return true
	}
	return false
}

// isShort says that the caption is a word or two, which may be an answer and no caption.
func isShort(caption string) bool {
	s := bareText(caption)
	return !hasLetters(s, 4) || len(s) < 20 && len(strings.Fields(s)) < 3 && !hasLetters(s, 15) && !unicodeText(s)
}

// bareText is a caption without the marks around it.
func bareText(caption string) string {
	return strings.Trim(strings.TrimSpace(caption), ".!\"'`*()[]{}<>-–—_ \n\t")
}

// saysSomething says that the caption states a tag, or names a thing or somebody.
func (j *judge) saysSomething() bool {
	return len(j.result.Covered) > 0 || len(j.mentions) > 0 || slices.ContainsFunc(j.text, func(t token) bool { return isPerson(&t) })
}

// hasLetters says that a text has n letters.
func hasLetters(s string, n int) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n--
		}
		if n == 0 {
			return true
		}
	}
	return false
}

// unicodeText says that most letters are outside ASCII: such words are long.
func unicodeText(s string) bool { return utf8.RuneCountInString(s)*2 < len(s) }

// matchPatterns looks for the phrases of lexicon/process.list.
func (j *judge) matchPatterns() {
	hedges := 0.0
	at, to := -1, 0
	for i := range j.text {
		if !j.text[i].patterned || j.text[i].quoted {
			continue
		}
		for k := range j.text[i].patterns {
			p := &j.text[i].patterns[k]
			if p.opens && (j.text[i].sent > 1 || j.text[i].mark != '.' && i > 3) {
				continue
			}
			end, ok := p.match(j.text, i)
			if !ok {
				continue
			}
			switch p.kind {
			case "hedge":
				hedges++
			case "weak hedge":
				hedges += 0.5
			case "strong hedge":
				if end+1 < len(j.text) && (j.text[end].word == "why" || j.text[end].word == "where" || j.text[end+1].word == "of") {
					continue // "hard to say which of them came first" tells of no picture
				}
				hedges += 2
			default:
				j.fail(p.kind, i, end)
				continue
			}
			if at < 0 {
				at, to = i, end
			}
			break
		}
	}
	if hedges >= 2.5 || hedges >= 2 && len(j.text) < 50 || hedges >= 1.5 && len(j.text) < 30 {
		j.fail("hedging", at, to)
	}
}

func (p *pattern) match(text []token, i int) (end int, ok bool) {
	k := i
	for w := 0; w < len(p.words); w++ {
		if p.words[w] == nil {
			found := false
			for skip := 0; skip <= 3 && k+skip < len(text) && w+1 < len(p.words); skip++ {
				if p.words[w+1].has(&text[k+skip]) {
					k += skip
					found = true
					break
				}
			}
			if !found {
				return 0, false
			}
			continue
		}
		if k >= len(text) || !p.words[w].has(&text[k]) || k > i && text[k].mark == '.' {
			return 0, false
		}
		k++
	}
	return k, true
}

// leaks finds words with underscores and tails of tags.
func (j *judge) leaks(caption string) {
	for i := range j.text {
		t := &j.text[i]
		if !t.underscored || t.quoted || i > 0 && t.start > 0 && (caption[t.start-1] == '@' || caption[t.start-1] == '/' || caption[t.start-1] == '#') {
			continue
		}
		j.fail("underscore_leak", i, i+1)
		break
	}
	if s := strings.TrimSpace(caption); strings.HasPrefix(s, "{") && strings.Contains(s, "\":") {
		j.failAt("prompt_leak", 0, len(caption))
	}
	for i := range j.text {
		t := &j.text[i]
		if t.label && t.heading && t.mark == '.' && !t.quoted {
			j.fail("prompt_leak", i, i+1)
			break
		}
	}
	j.hashtags(caption)
	for i := 0; i < len(j.text); i++ {
		t := &j.text[i]
		if !t.tagLabel || t.quoted {
			continue
		}
		rest := strings.TrimLeft(caption[t.end:], "*_ ")
		if strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "include") || strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "\n") {
			from := i
			for from > 0 && j.text[from].mark == 0 && i-from < 3 {
				from--
			}
			j.fail("additional_tags_tail", from, len(j.text))
			break
		}
	}
}

// tagTail finds a tail of tags without a label: the text ends without a full
// stop in four or more short pieces that no small word joins.
func (j *judge) tagTail(caption string) {
	last := len(j.text) - 1
	if j.text[last].sent == 0 {
		return
	}
	end := strings.TrimRight(caption, " \n\t")
	closed := !isWordByte(end[len(end)-1])
	from, pieces := last, 1
	for from > 0 && j.text[from].sent == j.text[from-1].sent {
		if j.text[from].mark == ',' {
			pieces++
		}
		if j.text[from].kind&(determiner|preposition|copula|conjunction|pronoun) != 0 || j.text[from].quoted {
			return
		}
		from--
	}
	if closed && !strings.HasPrefix(j.text[from].word, "1") && j.text[from].word != "solo" {
		return // a sentence that lists things
	}
	if words := last + 1 - from; pieces >= 4 && words*10 <= pieces*22 {
		j.fail("additional_tags_tail", from, last+1)
	}
}

// hashtags are words after a hash sign, at least two of them.
func (j *judge) hashtags(caption string) {
	if strings.IndexByte(caption, '#') < 0 {
		return
	}
	first, n := -1, 0
	for i := range j.text {
		if t := &j.text[i]; t.start > 0 && caption[t.start-1] == '#' && (t.word[0] < '0' || t.word[0] > '9') {
			if first < 0 {
				first = i
			}
			n++
		}
	}
	if n > 1 {
		j.fail("additional_tags_tail", first, len(j.text))
	}
}

// tagLabels open a tail of tags.
var tagLabels = wordSet("tags keywords tag hashtags labels descriptors")

// labels open the fields of a form, not sentences.
var labels = wordSet("title caption prompt output response answer image style input instruction instructions user assistant system note")

// foreignScript says that a fifth of the letters outside quotation marks are
// of a script that English does not use, or as many as a sentence has.
func foreignScript(caption string) bool {
	if isASCII(caption) {
		return false
	}
	foreign, latin := 0, 0
	quoted := false
	for _, r := range caption {
		switch {
		case r == '"', r == '“', r == '”', r == '「', r == '」', r == '『', r == '』', r == '«', r == '»':
			quoted = !quoted
		case quoted, !unicode.IsLetter(r):
		case r < 0x250:
			latin++
		case r >= 0x3040 && r < 0xD7B0:
			foreign += 2 // kana, characters and hangul say as much with half the letters
		default:
			foreign++
		}
	}
	return foreign >= 4 && foreign*5 > foreign+latin || foreign >= 24 // a fifth of all, or a whole sentence
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

var english = wordSet("the a an of with and in is her his on at to she he it wearing by from are their that while against as has under over behind this its for be into up near who through an beside looking holding")
var others = wordSet("der die das und ein eine mit ist im den dem auf sie trägt einen einer von el la los las una un con y en es del de su sus está le les des et une avec est dans sur elle il du au aux um uma com da do na os e que il lo gli di che nel della sono il una per een het van op met zijn haar en w na z jest się ze i på och en med av är och jag på hon hår")

// otherTongue says that the small words are of another language in Latin letters.
func otherTongue(text []token) bool {
	var of [otherWord + 1]int
	for i := range text {
		if !text[i].quoted {
			of[text[i].tongue]++
		}
	}
	en, other := of[englishWord], of[otherWord]
	return len(text) >= 5 && other >= 2 && other > en && other*8 >= len(text) || otherSentence(text)
}

// otherSentence says that one whole sentence is of another language.
func otherSentence(text []token) bool {
	for i := 0; i < len(text); {
		k, en, other := i, 0, 0
		for k < len(text) && text[k].sent == text[i].sent {
			if text[k].tongue == otherWord && !text[k].quoted {
				other++
			}
			k++
		}
		if other >= 3 {
			for _, t := range text[i:k] {
				if t.tongue == englishWord {
					en++
				}
			}
		}
		if other >= 3 && other > 2*en && k-i >= 5 {
			return true
		}
		i = k
	}
	return false
}

// listForm says that tags or points stand where prose was asked for.
func (j *judge) listForm(caption string) bool {
	points, lines, fields, headings := 0, 0, 0, 0
	for line := range strings.Lines(caption) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		lines++
		switch {
		case isPoint(line):
			points++
		case isField(line):
			fields++
		case strings.HasPrefix(line, "#") || strings.HasPrefix(line, "**"):
			headings++
		}
	}
	if points >= 2 && points*2 >= lines || points > 0 && headings > 0 || fields >= 2 && (fields+points)*2 >= lines || inlinePoints(caption) {
		return true
	}
	pieces, words, small := 1, 0, 0
	for i := range j.text {
		t := &j.text[i]
		if t.quoted {
			continue
		}
		if t.kind&copula != 0 {
			return false
		}
		words++
		if i > 0 && (t.mark == ',' || t.mark == ';') {
			pieces++
		}
		if t.kind&(determiner|preposition) != 0 || t.word == "and" {
			small++
		}
	}
	return pieces >= 5 && float64(words)/float64(pieces) <= 2.6 && small*9 <= words && (pieces >= 8 || !strings.Contains(strings.TrimRight(caption, ". \n"), ". "))
}

// isField says that a line is a word or two, a colon and what is said of it:
// "Hair: long and red".
func isField(line string) bool {
	name, rest, ok := strings.Cut(line, ":")
	if !ok || rest == "" || len(name) > 60 {
		return false
	}
	words := strings.Fields(unmarked.Replace(name))
	return ok && rest != "" && len(words) > 0 && len(words) <= 3 && !labels[strings.ToLower(words[0])]
}

// unmarked takes the marks of formatting out of a text.
var unmarked = strings.NewReplacer("*", "", "_", "")

// inlinePoints finds "1. … 2. … 3. …" in one line.
func inlinePoints(caption string) bool {
	at := 0
	for _, mark := range [...]string{"1", "2", "3"} {
		next := max(strings.Index(caption[at:], mark+". "), strings.Index(caption[at:], mark+") "))
		if next < 0 || at+next > 0 && caption[at+next-1] != ' ' && caption[at+next-1] != '\n' && caption[at+next-1] != '(' {
			return false
		}
		at += next + 3
	}
	return true
}

// isPoint says that a line begins like a point of a list.
func isPoint(line string) bool {
	if strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") || strings.HasPrefix(line, "• ") || strings.HasPrefix(line, "– ") {
		return true
	}
	n := 0
	for n < len(line) && '0' <= line[n] && line[n] <= '9' {
		n++
	}
	return n > 0 && n < 3 && len(line) > n+1 && (line[n] == '.' || line[n] == ')') && line[n+1] == ' '
}

// markdown finds marks of formatting.
func (j *judge) markdown(caption string) {
	if i := strings.Index(caption, "**"); i >= 0 {
		if k := strings.Index(caption[i+2:], "**"); k > 0 {
			j.failAt("markdown", i, i+k+4)
			return
		}
	}
	if strings.Contains(caption, "```") || strings.Contains(caption, "](http") || strings.Contains(caption, "![") {
		j.failAt("markdown", 0, len(caption))
		return
	}
	at := 0
	for line := range strings.Lines(caption) {
		trimmed := strings.TrimLeft(line, " ")
		heading := strings.TrimLeft(trimmed, "#")
		if n := len(trimmed) - len(heading); n > 0 && n < 7 && strings.HasPrefix(heading, " ") || strings.HasPrefix(trimmed, "> ") || strings.HasPrefix(trimmed, "|") && strings.Count(trimmed, "|") > 2 {
			j.failAt("markdown", at, at+len(line))
			return
		}
		if strings.HasPrefix(trimmed, "__") && strings.Count(trimmed, "__") > 1 {
			j.failAt("markdown", at, at+len(line))
			return
		}
		at += len(line)
	}
	if i := strings.IndexByte(caption, '*'); i >= 0 && i+1 < len(caption) && isWordByte(caption[i+1]) {
		if k := strings.IndexByte(caption[i+1:], '*'); k > 0 {
			j.failAt("markdown", i, i+k+2)
		}
	}
}

// danglers are words with which no sentence ends.
var danglers = wordSet("a an the and or but with of in at from her his their its my your our is are was were to for by as into onto between beneath against that which who while where wearing holding very this these those some several two three four both featuring including has have having amid toward towards beside upon during than nor if because whose every each another")

// truncated says that the text stops within a sentence, whatever the model
// reports.
func (j *judge) truncated(caption, finish string) {
	end := strings.TrimRight(caption, " \n\t")
	last := &j.text[len(j.text)-1]
	switch finish {
	case "length", "max_tokens", "MAX_TOKENS":
		j.failAt("truncated", last.start, len(end))
		return
	}
	r, _ := utf8.DecodeLastRuneInString(end)
	if strings.HasSuffix(end, "...") || r == '…' {
		if danglers[last.word] {
			j.failAt("truncated", last.start, len(end))
		}
		return
	}
	switch r {
	case '.', '!', '?', '"', '”', '’', ')', '。', '」', '\'', '*', '♪', '♡', '~', ']', '»':
		return
	case ',', ';', ':', '-', '–', '—', '(', '“':
		j.failAt("truncated", last.start, len(end))
		return
	}
	cut := danglers[last.word] || last.kind&(adverb) != 0 && last.word != "softly" && last.word != "gently" && !strings.HasSuffix(last.word, "ly") || openBracket(end)
	if !cut && last.kind&(colourWord|adjective) != 0 && last.kind&verb == 0 && len(j.text) > 4 && j.text[len(j.text)-2].kind&(determiner|preposition|adjective) != 0 && j.text[len(j.text)-2].word != "in" && !(j.text[len(j.text)-2].word == "on" && last.colour) {
		cut = true
	}
	if !cut && (last.sent > 0 || len(j.text) >= 14 && finite(j.text)) {
		cut = true
	}
	if cut {
		j.failAt("truncated", last.start, len(end))
	}
}

// finite says that the last sentence has a subject with a verb of its own, as
// prose has and terse captions do not.
func finite(text []token) bool {
	for i := 1; i < len(text); i++ {
		w := text[i].word
		if text[i].kind&copula != 0 || text[i].kind&verb != 0 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && (text[i-1].kind&pronoun != 0 || text[i-1].named || personBefore(text, i)) {
			return true
		}
	}
	return false
}

// personBefore says that a word for a person stands shortly before i.
func personBefore(text []token, i int) bool {
	for j := i - 1; j >= 0 && j > i-8; j-- {
		if isPerson(&text[j]) {
			return true
		}
	}
	return false
}

func openBracket(s string) bool {
	return strings.Count(s, "(") > strings.Count(s, ")") || strings.Count(s, "“") > strings.Count(s, "”") || strings.Count(s, `"`)%2 == 1
}

// loop finds text that repeats itself: sentences, runs of four words, or one
// word over and over.
func (j *judge) loop() {
	text := j.text
	for i := 3; i < len(text); i++ {
		if text[i].fold != text[i-1].fold {
			continue // so that few words are compared
		}
		if w := text[i].word; w == text[i-1].word && w == text[i-2].word && w == text[i-3].word && len(w) > 1 {
			j.fail("loop", i-3, i+1)
			return
		}
	}
	if len(text) < 12 {
		return
	}
	repeated, first, most := 0, -1, 0
	var run uint64 // of four words, 16 bits of each
	j.runs.begin(len(text))
	for i := range text {
		run = run<<16 | uint64(text[i].fold)
		if i < 3 || text[i-3].quoted {
			continue
		}
		if n := j.runs.count(run); n > 1 && (most > 0 || sameRun(text, i-3)) {
			repeated++
			most = max(most, n)
			if first < 0 {
				first = i - 3
			}
		}
	}
	if most >= 4 || most >= 3 && repeated >= 4 || repeated*6 > len(text) && repeated >= 4 || j.sentenceTwice() {
		j.fail("loop", max(first, 0), max(first, 0)+4)
	}
}

// fold makes 16 bits of a word.
func fold(word string) uint16 {
	h := uint32(2166136261)
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return uint16(h ^ h>>16)
}

// counter counts numbers without a map; its memory is used again.
type counter struct {
	numbers []uint64 // a power of two of them, never full
	counts  []int32  // 0 where there is no number
}

// begin makes room for n different numbers, none of which was counted.
func (c *counter) begin(n int) {
	size := 64
	for size < 2*n {
		size *= 2
	}
	c.numbers, c.counts = emptied(c.numbers, size), emptied(c.counts, size)
}

// count is how often the number was counted, this time included.
func (c *counter) count(number uint64) int {
	mask := uint64(len(c.numbers) - 1)
	at := (number * 0x9e3779b97f4a7c15) >> 32 & mask
	for c.counts[at] != 0 && c.numbers[at] != number {
		at = (at + 1) & mask
	}
	c.numbers[at] = number
	c.counts[at]++
	return int(c.counts[at])
}

// sameRun says that the four words at i stand before, too.
func sameRun(text []token, i int) bool {
	for j := range i {
		if text[j].word == text[i].word && text[j+1].word == text[i+1].word && text[j+2].word == text[i+2].word && text[j+3].word == text[i+3].word {
			return true
		}
	}
	return false
}

// sentenceTwice says that a sentence of five words or more stands there twice.
func (j *judge) sentenceTwice() bool {
	j.sentences = j.sentences[:0]
	for i := 0; i < len(j.text); {
		k := i + 1
		hash := uint64(j.text[i].fold)
		for k < len(j.text) && j.text[k].sent == j.text[i].sent {
			hash = hash*0x9e3779b97f4a7c15 + uint64(j.text[k].fold)
			k++
		}
		if k-i >= 5 {
			for _, s := range j.sentences {
				if s.hash == hash && s.to-s.from == k-i && sameWords(j.text[s.from:s.to], j.text[i:k]) {
					return true
				}
			}
			j.sentences = append(j.sentences, sentence{i, k, hash})
		}
		i = k
	}
	return false
}

// sentence is where one stands, and a number that is the same for the same words.
type sentence struct {
	from, to int
	hash     uint64
}

func sameWords(a, b []token) bool {
	return slices.EqualFunc(a, b, func(t, u token) bool { return t.word == u.word })
}

func unknownKind(kind string) error {
	return registry.Unknown("kind of process failure", kind, Kinds)
}
