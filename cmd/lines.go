package cmd

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/pool"
	"github.com/winnow-data/winnow/tags"
)

// linesAtOnce is how many lines a worker takes, so that handing them over
// costs little beside the work.
const linesAtOnce = 256

// Bounds of what a line may hold, in bytes. A post has a few kilobytes.
const (
	mostLine    = 1 << 20
	mostCaption = 1 << 16
	mostTag     = 1 << 12
)

var errLongLine = fmt.Errorf("it has more than %d bytes, which no post has: split it", mostLine)

// captionFits is an error for a text that is too long to be a caption, and
// would take minutes to understand.
func captionFits(text string) error {
	if len(text) > mostCaption {
		return fmt.Errorf("the caption has %d bytes, and may have %d: shorten it", len(text), mostCaption)
	}
	return nil
}

// tagsFit is an error for a text that is too long to be a tag, and would take
// minutes to understand.
func tagsFit(c *tags.Categories) error {
	for _, list := range [...][]string{c.General, c.Character, c.Copyright, c.Artist, c.Meta} {
		for _, tag := range list {
			if len(tag) > mostTag {
				return fmt.Errorf("the tag %q… has %d bytes, and may have %d: separate tags by commas", tag[:20], len(tag), mostTag)
			}
		}
	}
	return nil
}

// batch is some lines of the input, and the number of the first. A line that
// was too long is nil.
type batch struct {
	first int64
	lines [][]byte
}

// answered is what a batch became.
type answered struct {
	text []byte
	bad  int64
}

// eachLine answers each JSON line of a file (- is standard input) with one
// line, in order, on all cores. A line that work cannot read is answered by
// {"error": …}, and the program then ends with status 3.
func (a *app) eachLine(ctx context.Context, from string, work func(line []byte, out *bytes.Buffer) error) error {
	in, err := a.open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	// What is held is a few blocks of lines; collecting at every doubling of so
	// little takes a third of the time.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	out := bufio.NewWriterSize(a.out, 1<<16)
	var bad, total int64
	err = pool.Ordered(ctx, 0, batches(in, from), func(_ context.Context, b batch) answered {
		return b.answer(work)
	}, func(b batch, r answered) error {
		bad += r.bad
		total += int64(len(b.lines))
		_, err := out.Write(r.text)
		return err
	})
	if err := errors.Join(err, out.Flush()); err != nil {
		return err
	}
	if bad > 0 {
		return &statusError{status: exitSomeFailed, message: fmt.Sprintf("%s of %s lines could not be read: each was answered by its error", digits.Commas(bad), digits.Commas(total))}
	}
	return nil
}

func (a *app) open(from string) (io.ReadCloser, error) {
	if from == "-" {
		return io.NopCloser(a.in), nil
	}
	if info, err := os.Stat(from); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder: name a file of JSON lines, or - for what is piped in", from)
	}
	return os.Open(from)
}

func batches(in io.Reader, name string) iter.Seq2[batch, error] {
	return func(yield func(batch, error) bool) {
		r := bufio.NewReaderSize(in, mostLine)
		b := batch{first: 1}
		size := 0
		for number := int64(1); ; number++ {
			line, last, err := readLine(r, number == 1)
			if err != nil && !errors.Is(err, errLongLine) {
				yield(batch{}, fmt.Errorf("read %s: %w", name, err))
				return
			}
			if err != nil || len(line) > 0 {
				b.lines = append(b.lines, line)
				size += len(line)
			}
			if len(b.lines) == linesAtOnce || size >= mostLine || last && len(b.lines) > 0 {
				if !yield(b, nil) {
					return
				}
				b, size = batch{first: number + 1}, 0
			}
			if last {
				return
			}
		}
	}
}

// readLine reads one line, its end included, and says whether it is the last. A
// line that is too long is passed over: it is nil, with errLongLine. The first
// line loses a byte order mark.
func readLine(r *bufio.Reader, first bool) (line []byte, last bool, err error) {
	line, err = r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = r.ReadSlice('\n')
		}
		if err == nil || errors.Is(err, io.EOF) {
			return nil, err != nil, errLongLine
		}
	}
	if last = errors.Is(err, io.EOF); last {
		err = nil
	}
	if first {
		line = bytes.TrimPrefix(line, []byte("\ufeff"))
	}
	return append([]byte{}, line...), last, err
}

func (b batch) answer(work func([]byte, *bytes.Buffer) error) answered {
	var r answered
	var out bytes.Buffer
	for i, line := range b.lines {
		begin := out.Len()
		err := errLongLine
		if line != nil {
			if line = bytes.TrimSpace(line); len(line) == 0 {
				continue
			}
			if line[0] != '{' {
				err = tags.ErrNoObject
			} else if panicked := pool.Contain(0, func() { err = work(line, &out) }); panicked != nil {
				err = panicked
			}
		}
		if err != nil {
			out.Truncate(begin)
			r.bad++
			told := struct {
				ID    json.RawMessage `json:"id,omitempty"`
				Error string          `json:"error"`
			}{idOf(line), fmt.Sprintf("line %d: %s", b.first+int64(i), strings.ReplaceAll(err.Error(), "\n", " "))}
			text, _ := json.Marshal(told) // strings always marshal
			out.Write(text)
		}
		out.WriteByte('\n')
	}
	r.text = out.Bytes()
	return r
}

// idOf is the id of a line that is an object with one; nil of any other.
func idOf(line []byte) json.RawMessage {
	var named struct {
		ID json.RawMessage `json:"id"`
	}
	if json.Unmarshal(line, &named) != nil {
		return nil
	}
	return named.ID
}

// extended writes a JSON object with more members, given as JSON without
// braces, such as `"score":1`. Members of the same names are replaced.
func extended(out *bytes.Buffer, object []byte, names []string, members []byte) error {
	if mayName(object, names) {
		shorter, err := without(object, names)
		if err != nil {
			return err
		}
		object = shorter
	}
	body := bytes.TrimSpace(bytes.TrimSuffix(object, []byte("}")))
	out.Write(body)
	if !bytes.HasSuffix(body, []byte("{")) {
		out.WriteByte(',')
	}
	out.Write(members)
	out.WriteByte('}')
	return nil
}

// mayName says that one of names stands before a colon, as that of a member does.
func mayName(object []byte, names []string) bool {
	for {
		at := bytes.IndexByte(object, ':')
		if at < 0 {
			return false
		}
		before, quoted := bytes.CutSuffix(bytes.TrimRight(object[:at], " \t\r\n"), []byte{'"'})
		if quoted {
			for _, name := range names {
				if first, ok := bytes.CutSuffix(before, []byte(name)); ok && bytes.HasSuffix(first, []byte{'"'}) {
					return true
				}
			}
		}
		object = object[at+1:]
	}
}

// without is a JSON object less its members of those names, in their order.
func without(object []byte, names []string) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(object))
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.WriteByte('{')
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, err
		}
		if name, ok := key.(string); ok && !slices.Contains(names, name) {
			if out.Len() > 1 {
				out.WriteByte(',')
			}
			text, err := json.Marshal(name)
			if err != nil {
				return nil, err
			}
			out.Write(text)
			out.WriteByte(':')
			out.Write(value)
		}
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// appendJSON appends a string as JSON. Most tags need no escapes.
func appendJSON(out []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x7f {
			quoted, _ := json.Marshal(text) // strings always marshal
			return append(out, quoted...)
		}
	}
	out = append(append(out, '"'), text...)
	return append(out, '"')
}

func appendList(out []byte, list []string) []byte {
	out = append(out, '[')
	for i, text := range list {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendJSON(out, text)
	}
	return append(out, ']')
}
