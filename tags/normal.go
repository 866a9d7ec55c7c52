package tags

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Normal is the booru form of a tag: lower case, one underscore for each run of
// white space or underscores, none at the ends, HTML entities and the escapes
// of prompt syntax ("\(", "\)") resolved. Kaomoji such as ^_^ and |_| keep
// what they are made of. The result is empty when nothing is left.
func Normal(s string) string {
	if isNormal(s) {
		return s
	}
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	s = strings.TrimFunc(s, isBlank)
	if IsKaomoji(s) {
		// Without its blanks it may be words after all: "A_ A".
		if face := strings.ToLower(strings.Join(strings.FieldsFunc(s, isBlank), "_")); IsKaomoji(face) {
			return face
		}
	}
	return spaced(unescape(strings.ToLower(s)))
}

// isNormal recognises what needs no work, which is nearly every tag of a booru.
func isNormal(s string) bool {
	if s == "" || s[0] == '_' || s[len(s)-1] == '_' {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf, 'A' <= c && c <= 'Z', c <= ' ', c == 0x7f, c == '\\', c == '&':
			return false
		case c == '_' && s[i-1] == '_':
			return false
		}
	}
	return true
}

// isBlank counts what cannot be seen as white space.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u200b' || r == '\ufeff'
}

// unescape removes the backslash before characters that prompts escape.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte(`()[]{}:,\`, s[i+1]) >= 0 {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// spaced joins the words of s, cut at white space and underscores, by one underscore.
func spaced(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '_' || isBlank(r) }), "_")
}

// IsKaomoji says whether s is an emoticon rather than words: it holds no two
// letters or digits side by side, and something that is neither.
func IsKaomoji(s string) bool {
	before, marks := false, false
	for _, r := range s {
		word := unicode.IsLetter(r) || unicode.IsDigit(r)
		if word && before {
			return false
		}
		if !word && r != '_' && !isBlank(r) || r > unicode.MaxLatin1 {
			marks = true
		}
		before = word
	}
	return marks || twins(s)
}

// twins are the kaomoji of one letter or digit on both sides, such as o_o, 0_0 and u_u.
func twins(s string) bool {
	return len(s) == 3 && s[1] == '_'
}

// Unqualified is a tag without the qualifiers at its end, and the innermost
// last of them: "ganyu_(twilight)_(genshin_impact)" gives "ganyu" and
// "genshin_impact". A tag without one is returned as it is.
func Unqualified(tag string) (name, qualifier string) {
	name = tag
	for strings.HasSuffix(name, ")") {
		open := strings.LastIndex(name, "_(")
		if open <= 0 || open+3 > len(name)-1 {
			break
		}
		if qualifier == "" {
			qualifier = name[open+2 : len(name)-1]
		}
		name = name[:open]
	}
	return name, qualifier
}

// Words is a tag as people write it: spaces for underscores, without
// qualifiers. Kaomoji stay as they are.
func Words(tag string) string {
	if IsKaomoji(tag) {
		return tag
	}
	name, _ := Unqualified(tag)
	return strings.ReplaceAll(name, "_", " ")
}
