package tags

import (
	"regexp"
	"strconv"
	"strings"
)

// Parse reads a line of tags as sidecars and prompts hold them and gives their
// normal forms in order, each once. A line with commas, line ends or semicolons
// after words is cut there, otherwise it is cut at white space. Weights and brackets of prompt
// syntax, "(smile:1.2)", "{{smile}}", "[smile]", "1.2::smile::" and
// "<lora:name:1>", are stripped; kaomoji are kept.
func Parse(line string) []string {
	var list []string
	seen := map[string]bool{}
	for _, piece := range pieces(line) {
		tag := Normal(unweighted(piece))
		if tag == "" || seen[tag] {
			continue
		}
		seen[tag] = true
		list = append(list, tag)
	}
	return list
}

// pieces cuts a line at commas, line ends and semicolons, or else at white space.
// A semicolon separates only before white space and after a word: ";d" and
// "steins;gate" are tags.
func pieces(line string) []string {
	if strings.IndexByte(line, ';') >= 0 {
		line = semicolon.ReplaceAllString(line, "$1,")
	}
	if strings.ContainsAny(line, ",\n、") {
		return strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == '\n' || r == '\r' || r == '、' })
	}
	return strings.Fields(line)
}

var semicolon = regexp.MustCompile(`([\pL\pN)]);(?:\s|$)`)

// unweighted strips what prompts wrap around a tag.
func unweighted(s string) string {
	s = strings.TrimSpace(s)
	for range 8 {
		inner := peel(s)
		if inner == s {
			return s
		}
		s = strings.TrimSpace(inner)
	}
	return s
}

func peel(s string) string {
	if len(s) < 3 || IsKaomoji(s) {
		return s
	}
	if strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") && strings.Contains(s, ":") {
		return ""
	}
	if inner, ok := strings.CutSuffix(s, "::"); ok {
		return inner
	}
	if weight, inner, ok := strings.Cut(s, "::"); ok && isNumber(weight) {
		return inner
	}
	first, last := s[0], s[len(s)-1]
	if last == '\\' || strings.HasSuffix(s, `\)`) && first == '(' {
		return s
	}
	wrapped := first == '(' && last == ')' || first == '{' && last == '}' || first == '[' && last == ']'
	if !wrapped {
		return s
	}
	inner := s[1 : len(s)-1]
	if name, weight, ok := cutLast(inner, ":"); ok && isNumber(weight) {
		return name
	}
	return inner
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	return err == nil
}
