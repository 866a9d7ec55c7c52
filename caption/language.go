package caption

import (
	"strings"
	"unicode"
)

// quotes are what other languages are left in, when a caption repeats what is
// written in the picture.
var quotes = map[rune]rune{'"': '"', '“': '”', '「': '」', '『': '』', '«': '»', '‘': '’'}

// languageOf guesses the language of a text by its script outside of quotes,
// and of Latin script by its small words: en, ja, zh, ko, ru, or empty when it
// is none of them or cannot be told.
func languageOf(text string) string {
	var latin, han, kana, hangul, cyrillic int
	var close rune
	var plain strings.Builder
	for _, r := range text {
		if close != 0 {
			if r == close {
				close = 0
			}
			continue
		}
		if c, ok := quotes[r]; ok && strings.ContainsRune(text, c) {
			close = c
			continue
		}
		plain.WriteRune(r)
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			kana++
		case unicode.Is(unicode.Hangul, r):
			hangul++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.IsLetter(r):
			latin++
		}
	}
	// A sign of Chinese or Japanese says about as much as three letters.
	switch east := 3 * (han + kana); {
	case east+2*hangul+cyrillic+latin == 0:
		return ""
	case kana > 0 && east > latin:
		return "ja"
	case east > latin:
		return "zh"
	case 2*hangul > latin:
		return "ko"
	case cyrillic > latin:
		return "ru"
	}
	if english(plain.String()) {
		return "en"
	}
	return ""
}

var smallWords = map[string]bool{"a": true, "an": true, "the": true, "of": true, "with": true, "and": true, "is": true, "in": true, "on": true,
	"her": true, "his": true, "at": true, "to": true, "are": true, "by": true, "she": true, "he": true, "their": true, "this": true, "has": true}

// foreignWords are small words of other languages in Latin script.
var foreignWords = map[string]bool{"el": true, "la": true, "una": true, "con": true, "los": true, "las": true, "der": true, "die": true, "und": true,
	"mit": true, "le": true, "les": true, "une": true, "est": true, "avec": true, "ein": true, "eine": true, "il": true, "che": true, "di": true,
	"uma": true, "com": true, "do": true, "de": true, "du": true, "des": true, "et": true, "y": true, "ist": true, "un": true, "que": true}

// english says that a text of Latin script has more small words of English
// than of its neighbours. A text without any, such as a list, passes.
func english(text string) bool {
	own, other := 0, 0
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if smallWords[word] {
			own++
		}
		if foreignWords[word] {
			other++
		}
	}
	return own >= other
}
