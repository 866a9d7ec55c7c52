package tags

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// token is a word of a caption. Hyphens and apostrophes belong to words.
type token struct {
	*wordSense
	word       string // lower case, apostrophes straight, without a possessive 's
	start, to  int    // bytes of the text
	possessive bool   // it ended in 's or s'
	capital    bool
	comma      bool // a comma or the like follows
	end        bool // a sentence ends after it
	quoted     bool // within quotation marks
}

// tokenLists are room for the words of a caption, used again by the next.
var tokenLists = sync.Pool{New: func() any { return new([]token) }}

// tokens cuts text into words.
func tokens(text string) []token {
	return appendTokens(make([]token, 0, len(text)/5+4), text)
}

// appendTokens appends the words of text to a list that is empty.
func appendTokens(list []token, text string) []token {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		lower = "" // letters whose cases differ in length: words are lowered one by one
	}
	quoted := false
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+':
			t := wordAt(text, lower, i)
			t.quoted = quoted
			list = append(list, t)
			if n := len(list); n > 2 && t.word == "dozen" && list[n-2].word == "a" && list[n-3].word == "half" {
				t.word, t.start, t.capital = "six", list[n-3].start, list[n-3].capital
				list = append(list[:n-3], t)
			}
			i = t.to
			continue
		case r == '"' || r == '“' || r == '”' || r == '«' || r == '»' || r == '「' || r == '」':
			quoted = !quoted
		case len(list) == 0:
		case r == '.' && titles[list[len(list)-1].word]:
		case r == '.' || r == '!' || r == '?' || r == '\n' || r == '。' || r == ';':
			list[len(list)-1].end = true
		case r == ',' || r == ':' || r == '(' || r == ')' || r == '—' || r == '–':
			list[len(list)-1].comma = true
		}
		i += n
	}
	for i := range list {
		list[i].wordSense = senseOf(list[i].word)
	}
	return list
}

// titles are followed by a stop that ends no sentence.
var titles = wordSet("mr mrs ms dr st jr prof")

// wordAt reads the word that begins at from. Lower is the text in small letters,
// or empty.
func wordAt(text, lower string, from int) token {
	to := from
	for to < len(text) {
		r, n := utf8.DecodeRuneInString(text[to:])
		inner := r == '\'' || r == '’' || r == '-' || r == '_'
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '+' && !inner {
			break
		}
		if inner && (to+n >= len(text) || !wordRune(text[to+n:])) {
			break
		}
		to += n
	}
	first, _ := utf8.DecodeRuneInString(text[from:])
	t := token{start: from, to: to, capital: unicode.IsUpper(first)}
	if lower != "" {
		t.word = lower[from:to]
	} else {
		t.word = strings.ToLower(text[from:to])
	}
	if !isASCII(t.word) {
		t.word = strings.ReplaceAll(strings.ToLower(t.word), "’", "'")
	}
	if base, ok := strings.CutSuffix(t.word, "'s"); ok {
		t.word, t.possessive = base, true
	} else if strings.HasSuffix(t.word, "s") && to < len(text) && (text[to] == '\'' || strings.HasPrefix(text[to:], "’")) {
		t.possessive = true
	}
	return t
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func wordRune(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// findPhrase is the index of the first run of words in text, or -1.
func findPhrase(text []token, words []string) int {
	for i := 0; i+len(words) <= len(text); i++ {
		ok := true
		for j, w := range words {
			if text[i+j].word != w || j < len(words)-1 && text[i+j].end {
				ok = false
				break
			}
		}
		if ok {
			return i
		}
	}
	return -1
}

// denials turn what follows them in the phrase into its absence.
var denials = map[string]bool{"no": true, "not": true, "without": true, "never": true, "lacks": true, "lacking": true, "isn't": true, "aren't": true, "doesn't": true, "neither": true, "nor": true, "devoid": true}

// denied says whether the word at is within reach of a negation before it.
func denied(text []token, at int) bool {
	for i := at - 1; i >= 0 && i >= at-3 && !text[i].end && !text[i].comma; i-- {
		if denials[text[i].word] {
			return true
		}
	}
	return false
}
