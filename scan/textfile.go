package scan

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/tags"
)

var _ = register(&Reader{
	Name:     "text",
	Doc:      ".txt and .caption files beside an image: a line of tags, or prose",
	Sidecars: []string{"{stem}.txt", "{file}.txt", "{stem}.caption", "{file}.caption"},
	Rank:     30,
	Sidecar:  readText,
})

// readText tells a line of tags from prose. Both may be in one file, on lines
// of their own.
func readText(data []byte) (dataset.Metadata, bool, error) {
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		return dataset.Metadata{}, false, errNotText
	}
	var m dataset.Metadata
	var prose, listed []string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case isTagLine(line):
			listed = append(listed, tags.Parse(line)...)
		default:
			prose = append(prose, line)
		}
	}
	told := sortInto(&m, listed) // "character:miku" names its category
	m.Text = strings.Join(prose, "\n")
	return m, m.Text != "" || told, nil
}

type textError string

func (e textError) Error() string { return string(e) }

const errNotText = textError("it is not text: neither UTF-8 nor UTF-16 with its mark")

// isTagLine says whether a line is tags: separated by commas and short, or
// words with underscores. Prose has long clauses, or ends as sentences do.
func isTagLine(line string) bool {
	words := strings.Fields(line)
	if !strings.Contains(line, ",") {
		joined := 0
		for _, w := range words {
			if strings.Contains(w, "_") || isCountTag(w) {
				joined++
			}
		}
		return len(words) == 1 && !endsSentence(line) || joined*4 >= len(words) && joined > 0
	}
	parts := strings.Split(strings.Trim(line, ", "), ",")
	longest, total := 0, 0
	for _, p := range parts {
		n := len(strings.Fields(p))
		longest, total = max(longest, n), total+n
	}
	if endsSentence(line) && startsUpper(line) {
		return false
	}
	return longest <= 7 && total <= 3*len(parts) && len(parts) >= 2
}

// isCountTag says whether a word counts people as boorus do: 1girl, 6+boys.
func isCountTag(w string) bool {
	rest := strings.TrimLeft(w, "0123456789+")
	return rest != w && (strings.HasPrefix(rest, "girl") || strings.HasPrefix(rest, "boy") || strings.HasPrefix(rest, "other"))
}

func endsSentence(line string) bool {
	return strings.HasSuffix(line, ".") || strings.HasSuffix(line, "!") || strings.HasSuffix(line, "?") || strings.HasSuffix(line, "。")
}

func startsUpper(line string) bool {
	r, _ := utf8.DecodeRuneInString(line)
	return unicode.IsUpper(r)
}
