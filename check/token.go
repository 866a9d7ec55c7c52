package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word of a caption with its scope.
type token struct {
	spelling
	start int // bytes of the caption
	end   int
	sent  int32 // number of its sentence, from 0
	kind  kind  // what it does in this place
	mark  byte  // the strongest punctuation before it: 0 none, ',' ';' '.'

	denied   bool // within the scope of a negation
	asked    bool // in a question
	kept     bool // denied is only what is done to it: it is there
	quoted   bool // between quotation marks
	compared bool // what something is only like
	hedged   bool // what might be there
	depicted bool // printed, plush, carved … rather than there
	named    bool // part of a name of the tags
	heading  bool // a colon follows
}

// beyond stands where a text has no word.
var beyond = &token{spelling: spelling{lexeme: &lexeme{}}, mark: '.'}

// there says that what the word names is claimed to be in the picture.
func (t *token) there() bool {
	return t.stated() && !t.hedged
}

// gone says that what the word names is said not to be there.
func (t *token) gone() bool { return t.denied && !t.kept }

// stated says that the word speaks of the picture, be it with a "might".
func (t *token) stated() bool {
	return !t.gone() && !t.quoted && !t.compared && !t.named
}

// tokens cuts text into words and gives each the number of its sentence.
func tokens(text string) []token {
	return appendTokens(make([]token, 0, len(text)/5+4), text)
}

func appendTokens(list []token, text string) []token {
	quote := rune(0)
	mark := byte('.')
	sentence := int32(0)
	for i := 0; i < len(text); {
		c := text[i]
		if c == ' ' {
			i++
			continue
		}
		if isWordByte(c) || c >= utf8.RuneSelf {
			r, n := rune(c), 1
			if c >= utf8.RuneSelf {
				r, n = utf8.DecodeRuneInString(text[i:])
			}
			if r < utf8.RuneSelf || unicode.IsLetter(r) || unicode.IsDigit(r) {
				if mark == '.' && len(list) > 0 {
					sentence++
				}
				list = append(list, token{start: i, mark: mark, sent: sentence, quoted: quote != 0})
				t := &list[len(list)-1]
				t.read(text)
				mark = 0
				i = t.end
				continue
			}
			quote, mark = punctuation(r, quote, mark)
			i += n
			continue
		}
		if c == '?' && quote == 0 {
			ask(list)
		}
		if c == '.' && abbreviation(list) {
			i++
			continue
		}
		quote, mark = punctuation(rune(c), quote, mark)
		i++
	}
	// In a pass of its own, where many lexemes are fetched at once.
	for i := range list {
		list[i].kind = list[i].listed
	}
	return list
}

// ask marks the sentence that ends the list as a question.
func ask(list []token) {
	for k := len(list) - 1; k >= 0 && list[k].sent == list[len(list)-1].sent; k-- {
		list[k].asked = true
	}
}

// abbreviation says that the word before a full stop is short for something.
func abbreviation(list []token) bool {
	if len(list) == 0 {
		return false
	}
	switch list[len(list)-1].word {
	case "mr", "mrs", "ms", "dr", "st", "vs", "etc", "no", "jr", "sr":
		return true
	}
	return false
}

func punctuation(r, quote rune, mark byte) (rune, byte) {
	switch r {
	case '"':
		if quote == '"' {
			return 0, mark
		}
		return '"', mark
	case '“', '«', '「', '『', '„':
		return r, mark
	case '”', '»', '」', '』':
		return 0, mark
	case '.', '!', '?', '。', '\n', '…', '！', '？':
		if quote != 0 && quote != '\'' {
			if r == '\n' {
				return 0, '.'
			}
			return quote, '.'
		}
		return quote, '.'
	case ';':
		return quote, max(mark, ';')
	case ',', ':', '(', ')', '—', '–', '、', '/', '[', ']':
		if mark == 0 {
			return quote, ','
		}
	}
	return quote, mark
}

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// read takes in the word that begins at the start of t.
func (t *token) read(text string) {
	t.end = wordEnd(text, t.start)
	t.spelling = spellingOf(text[t.start:t.end])
	rest := text[t.end:]
	if rest == "" {
		return
	}
	t.heading = rest[0] == ':'
	if (rest[0] == '\'' || strings.HasPrefix(rest, "’")) && strings.HasSuffix(t.word, "s") {
		t.possessive = true
	}
}

// wordEnd is where the word that begins at from ends. Hyphens, apostrophes and
// underscores between letters belong to it.
func wordEnd(text string, from int) int {
	to := from
	for to < len(text) {
		c := text[to]
		switch {
		case isWordByte(c):
			to++
			continue
		case c == '-' || c == '_' || c == '\'':
			if to+1 < len(text) && (isWordByte(text[to+1]) || text[to+1] >= utf8.RuneSelf || c == '\'' && text[to+1] == '-' && to+2 < len(text) && isWordByte(text[to+2])) {
				to++
				continue
			}
		case c == '+' && to > from && '0' <= text[to-1] && text[to-1] <= '9':
			to++
			continue
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(text[to:])
			if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '’' && to+n < len(text) && isWordByte(text[to+n]) {
				to += n
				continue
			}
		}
		break
	}
	return to
}
