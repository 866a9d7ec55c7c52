package caption

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/ledger"
	files "github.com/winnow-data/winnow/internal/place"
)

var _ = register(&Backend{
	Name:  "import",
	Doc:   "captions from a file of another tool: JSON lines, CSV, lists of {path: caption}, kohya's metadata, LLaVA's conversations, or a folder of .txt files",
	Kind:  dataset.KindVLM,
	Fetch: importFile,
})

// found is a caption of a file, and what it says of its image: ids, paths, or
// names without their endings.
type found struct {
	keys []string
	text string
}

// importFile gives images the captions of a file. A caption belongs to the
// image whose id, path, end of its path, or name without ending is its key;
// a key that fits several images of different content belongs to none.
func importFile(ctx context.Context, f *fetching) error {
	o := f.options
	if o.Import == "" {
		return errors.New("backend import needs a file: --import FILE")
	}
	captions, err := readCaptionFile(o.Import)
	if err != nil {
		return fmt.Errorf("import %s: %w", o.Import, err)
	}
	request, err := json.Marshal(map[string]any{"file": filepath.Base(o.Import)})
	if err != nil {
		return err
	}
	g := ledger.Generation{Kind: f.backend.Kind, Backend: f.backend.Name, Model: o.Model, Request: request}
	if g.SHA, err = shaOf(g); err != nil {
		return err
	}
	id, err := f.adopt(g)
	if err != nil {
		return err
	}
	a := &asker{session: f.session, backend: f.backend, options: o, asking: &Asking{}, kind: f.backend.Kind, generation: id, counted: counted{failed: map[string]int64{}}}
	keys, err := f.keys(ctx)
	if err != nil {
		return err
	}
	texts := map[string]string{} // by id
	var unknown, ambiguous, empty, replaced int64
	for _, c := range captions {
		c.text = strings.TrimSpace(c.text)
		switch owner := keys.first(c.keys); {
		case c.text == "":
			empty++
		case owner == "":
			unknown++
		case owner == manyOwners:
			ambiguous++
		default:
			if texts[owner] != "" && texts[owner] != c.text {
				replaced++
			}
			texts[owner] = c.text
		}
	}
	f.summary.Counts["entries without a caption"] = empty
	f.summary.Counts["captions replaced by a later one of the file"] = replaced
	f.summary.Counts["captions without an image"] = unknown
	f.summary.Counts["captions of several images"] = ambiguous
	var add []ledger.Caption
	err = a.inChunks(ctx, func(s *Subject, held ledger.Held) error {
		f.counted.found++
		text, sha := strings.TrimSpace(texts[s.ID]), tagsSHA(s.Tags)
		switch last := lastOf(held.Captions, id); {
		case text == "":
			f.counted.without++
		case last != nil && last.Text == text && last.TagsSHA == sha:
			f.counted.had++
		default:
			f.counted.written++
			add = append(add, ledger.Caption{Generation: id, Image: s.ID, Kind: a.kind, Text: text, Language: languageOf(text), TagsSHA: sha, Created: s.Modified})
		}
		return nil
	})
	if err != nil {
		return err
	}
	for part := range slices.Chunk(add, chunk) {
		if err := f.book.Add(part); err != nil {
			return err
		}
	}
	return nil
}

// owners is which image a key belongs to.
type owners map[string]string

const manyOwners = "several"

func (o owners) put(key, id string) {
	if had, ok := o[key]; ok && had != id {
		id = manyOwners
	}
	o[key] = id
}

// owner looks a key up, with ever fewer folders before it.
func (o owners) owner(key string) string {
	key = strings.TrimPrefix(path.Clean(strings.ReplaceAll(key, `\`, "/")), "./")
	for rest := key; ; {
		if id, ok := o[rest]; ok {
			return id
		}
		_, after, ok := strings.Cut(rest, "/")
		if !ok {
			break
		}
		rest = after
	}
	return o[stem(path.Base(key))]
}

// first is the owner of the first key that has one.
func (o owners) first(keys []string) string {
	for _, key := range keys {
		if owner := o.owner(key); owner != "" {
			return owner
		}
	}
	return ""
}

func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// keys are the ids, paths, ends of paths and stems of all survivors.
func (f *fetching) keys(ctx context.Context) (owners, error) {
	o := owners{}
	for s, err := range f.roll.survivors() {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		o[s.ID] = s.ID
		for rest := s.Path; ; {
			o.put(rest, s.ID)
			o.put(strings.TrimSuffix(rest, path.Ext(rest)), s.ID)
			_, after, ok := strings.Cut(rest, "/")
			if !ok {
				break
			}
			rest = after
		}
	}
	return o, nil
}

// readCaptionFile reads any of the forms, told by content and ending.
func readCaptionFile(file string) ([]found, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return readSidecars(file)
	}
	text, err := files.ReadWhole(file, 1<<30)
	if err != nil {
		return nil, err
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	ending := strings.ToLower(filepath.Ext(file))
	if ending == ".csv" || ending == ".tsv" {
		return readCaptionCSV(text, ending == ".tsv")
	}
	return readCaptionJSON(text)
}

// captionNames and keyNames are what tools call captions and images.
var (
	captionNames = []string{"caption", "text", "captions", "description", "prompt", "content"}
	keyNames     = []string{"id", "path", "image_path", "file_name", "filename", "file", "image", "key", "__key__", "name"}
)

func readCaptionCSV(text []byte, tabs bool) ([]found, error) {
	r := csv.NewReader(bytes.NewReader(text))
	if tabs {
		r.Comma = '\t'
		r.LazyQuotes = true
	}
	head, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("it is empty")
	}
	if err != nil {
		return nil, fmt.Errorf("its first line: %w", err)
	}
	at := func(names []string) int {
		for _, name := range names {
			for i, h := range head {
				if strings.EqualFold(strings.TrimSpace(h), name) {
					return i
				}
			}
		}
		return -1
	}
	key, caption := at(keyNames), at(captionNames)
	if key < 0 || caption < 0 {
		return nil, fmt.Errorf("its first line should name a column of images (one of %s) and one of captions (one of %s)", strings.Join(keyNames, ", "), strings.Join(captionNames, ", "))
	}
	var all []found
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		all = append(all, found{[]string{row[key]}, row[caption]})
	}
}

// readCaptionJSON reads JSON lines, a list of objects, a list of {path:
// caption}, or an object of captions or of kohya's metadata by image.
func readCaptionJSON(text []byte) ([]found, error) {
	var all []found
	d := json.NewDecoder(bytes.NewReader(text))
	for n := 1; ; n++ {
		var value json.RawMessage
		err := d.Decode(&value)
		if errors.Is(err, io.EOF) {
			if n == 1 {
				return nil, errors.New("it is empty")
			}
			return all, nil
		}
		if err != nil {
			return nil, badLines(text, d.InputOffset(), err)
		}
		some, err := captionsOf(value)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w: nothing was imported", lineAt(text, d.InputOffset()), err)
		}
		all = append(all, some...)
	}
}

// lineAt is the number of the line that holds an offset.
func lineAt(text []byte, offset int64) int {
	return 1 + bytes.Count(bytes.TrimRight(text[:min(int(offset), len(text))], " \t\r\n"), []byte("\n"))
}

// badLines is the error of a text that is no JSON: of JSON lines the numbers of
// all the lines that are bad, of anything else where reading stopped.
func badLines(text []byte, offset int64, cause error) error {
	var bad []string
	lines, good := 0, 0
	for line := range bytes.Lines(text) {
		lines++
		switch line = bytes.TrimSpace(line); {
		case len(line) == 0:
		case json.Valid(line):
			good++
		default:
			bad = append(bad, fmt.Sprint(lines))
		}
	}
	if good == 0 || len(bad) == 0 {
		var syntax *json.SyntaxError
		if errors.As(cause, &syntax) {
			offset = syntax.Offset
		}
		return fmt.Errorf("line %d: it is no JSON (%w): nothing was imported; mend it", lineAt(text, offset), cause)
	}
	more := ""
	if n := len(bad) - mostBadLines; n > 0 {
		bad, more = bad[:mostBadLines], fmt.Sprintf(" and %d more", n)
	}
	if len(bad) == 1 {
		return fmt.Errorf("line %s is no JSON: nothing was imported; mend or remove it", bad[0])
	}
	return fmt.Errorf("lines %s%s are no JSON: nothing was imported; mend or remove them", strings.Join(bad, ", "), more)
}

// mostBadLines are named.
const mostBadLines = 5

// An object without a caption, or null, is found without a text.
func captionsOf(value json.RawMessage) ([]found, error) {
	if string(value) == "null" {
		return []found{{}}, nil
	}
	var list []json.RawMessage
	if json.Unmarshal(value, &list) == nil {
		var all []found
		for i, one := range list {
			some, err := captionsOf(one)
			if err != nil {
				return nil, fmt.Errorf("element %d: %w", i+1, err)
			}
			all = append(all, some...)
		}
		return all, nil
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(value, &object); err != nil {
		return nil, errors.New("it is neither an object nor a list")
	}
	var keys []string
	for _, name := range keyNames {
		if key := textOf(object, []string{name}); key != "" {
			keys = append(keys, key)
		}
	}
	caption := textOf(object, captionNames)
	if caption == "" {
		caption = spoken(object["conversations"])
	}
	if len(keys) > 0 && caption != "" {
		return []found{{keys, caption}}, nil
	}
	if all := byImage(object); len(keys) == 0 && len(all) > 0 {
		return all, nil
	}
	return []found{{}}, nil
}

// byImage reads {path: caption} and {key: {"caption": …}}, in order of keys.
func byImage(object map[string]json.RawMessage) []found {
	var all []found
	for key, value := range object {
		var text string
		if json.Unmarshal(value, &text) != nil {
			var inner map[string]json.RawMessage
			if json.Unmarshal(value, &inner) != nil {
				continue
			}
			text = textOf(inner, captionNames)
		}
		if text != "" {
			all = append(all, found{[]string{key}, text})
		}
	}
	slices.SortFunc(all, func(a, b found) int { return strings.Compare(a.keys[0], b.keys[0]) })
	return all
}

func textOf(object map[string]json.RawMessage, names []string) string {
	for _, name := range names {
		var text string
		if json.Unmarshal(object[name], &text) == nil && text != "" {
			return text
		}
		var list []string
		if json.Unmarshal(object[name], &list) == nil && len(list) > 0 {
			return list[0]
		}
	}
	return ""
}

// spoken is what the model says first in LLaVA's and ShareGPT's conversations.
func spoken(value json.RawMessage) string {
	var turns []struct {
		From, Value string
	}
	if json.Unmarshal(value, &turns) != nil {
		return ""
	}
	for _, t := range turns {
		if t.From == "gpt" || t.From == "assistant" {
			return t.Value
		}
	}
	return ""
}

// readSidecars reads a folder of text files named as the images are.
func readSidecars(dir string) ([]found, error) {
	var all []found
	err := filepath.WalkDir(dir, func(file string, entry os.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		ending := strings.ToLower(filepath.Ext(file))
		if ending != ".txt" && ending != ".caption" {
			return nil
		}
		text, err := files.ReadWhole(file, 1<<30)
		if err != nil {
			return err
		}
		key, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(filepath.ToSlash(key), filepath.Ext(key))
		all = append(all, found{[]string{name}, string(bytes.TrimSpace(text))})
		return nil
	})
	return all, err
}
