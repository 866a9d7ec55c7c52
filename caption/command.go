package caption

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/ledger"
	files "github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/tags"
)

var _ = register(&Backend{
	Name:  "command",
	Doc:   "a program of yours that reads JSON lines with paths of images and answers JSON lines with captions",
	Kind:  dataset.KindVLM,
	Fetch: runCommand,
})

// commandQuestion is a line that the program reads.
type commandQuestion struct {
	ID   string          `json:"id"`
	Path string          `json:"path"` // absolute
	Tags tags.Categories `json:"tags"`
}

// commandAnswer is a line that it answers, in any order: a caption, or why
// there is none.
type commandAnswer struct {
	ID      string `json:"id"`
	Caption string `json:"caption"`
	Error   string `json:"error"`
}

// Reasons of images that a program gave no caption of.
const (
	programFailed = "program_failed" // it said so
	programEnded  = "program_ended"  // it crashed or ended before it answered
	programHung   = "program_hung"   // it said nothing for the time limit
)

// runCommand asks a program about all images that lack a caption of it. What
// it answers is kept at once; a program that crashes, hangs or prints rubbish
// is started again for the images behind the one that it was at.
func runCommand(ctx context.Context, f *fetching) error {
	o := f.options
	if len(o.Command) == 0 {
		return errors.New("backend command needs a program: --command PROGRAM,ARGUMENT,…")
	}
	if _, err := exec.LookPath(o.Command[0]); err != nil {
		// Without %w: that a file is not executable is no matter of where winnow writes.
		return fmt.Errorf("backend command cannot start %q (%v): name an executable file, its arguments after commas, such as --command python3,caption.py", o.Command[0], errors.Unwrap(err))
	}
	request, err := json.Marshal(map[string]any{"command": o.Command})
	if err != nil {
		return err
	}
	g := ledger.Generation{Kind: f.backend.Kind, Backend: f.backend.Name, Model: orElse(o.Model, filepath.Base(o.Command[0])), Request: request}
	if g.SHA, err = shaOf(g); err != nil {
		return err
	}
	id, err := f.adopt(g)
	if err != nil {
		return err
	}
	source, err := table.SourceOf(f.ws)
	if err != nil {
		return err
	}
	a := &asker{session: f.session, backend: f.backend, options: o, asking: &Asking{}, kind: f.backend.Kind, generation: id}
	if a.program, err = programSHA(o.Command); err != nil {
		return err
	}
	if err := a.list(ctx); err != nil {
		return err
	}
	f.counted = a.counted
	var left []*Subject
	if err := a.each(ctx, func(s *Subject) error {
		copied := *s
		left = append(left, &copied)
		return nil
	}); err != nil {
		return err
	}
	return f.command(ctx, a, source, left)
}

// mostHashed is the largest file of a command line that is read for its hash;
// of a larger one, such as a model, size and time tell whether it has changed.
const mostHashed = 16 << 20

// programSHA is a hash of the program and of the files that its arguments name.
// Images that it failed on are asked about again when it has changed.
func programSHA(command []string) (string, error) {
	h := sha256.New()
	for i, argument := range command {
		path := argument
		if i == 0 {
			if found, err := exec.LookPath(argument); err == nil {
				path = found
			}
		}
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() {
			continue // an option, or a folder
		}
		fmt.Fprintf(h, "%d %d ", i, info.Size())
		if info.Size() > mostHashed {
			fmt.Fprint(h, info.ModTime().UnixNano())
			continue
		}
		text, err := files.ReadWhole(path, mostHashed)
		if err != nil {
			return "", fmt.Errorf("read the program: %w", err)
		}
		h.Write(text)
	}
	return hex.EncodeToString(h.Sum(nil)[:8]), nil
}

// failureSHA tells whether what an image was given up for still holds: by what
// it was made from and, of a program, by the program.
func (a *asker) failureSHA(s *Subject) string {
	if a.program == "" {
		return a.inputSHA(s)
	}
	return a.inputSHA(s) + " " + a.program
}

// command starts the program as often as it takes.
func (f *fetching) command(ctx context.Context, a *asker, source string, left []*Subject) error {
	troubles := 0
	for len(left) > 0 {
		p := &program{asker: a, source: source, limit: time.Duration(a.options.Timeout * float64(time.Second)), waiting: map[string]*Subject{}}
		answered, reason, detail, err := p.run(ctx, left)
		f.counted.written += answered.written
		for why, n := range answered.failed {
			f.counted.failed[why] += n
		}
		f.summary.Counts["lines not understood"] += answered.dropped
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		left = p.unanswered(left)
		if len(left) == 0 {
			return nil
		}
		// The first that it did not answer is what it stumbled over.
		stumbled := left[0]
		left = left[1:]
		f.counted.failed[reason]++
		if err := a.book.GiveUp(ledger.Failure{Generation: a.generation, Image: stumbled.ID, TagsSHA: a.failureSHA(stumbled), Reason: reason, Story: detail, Created: f.tools.now()}); err != nil {
			return err
		}
		if answered.written > 0 {
			troubles = 0
		}
		if troubles++; troubles >= a.options.Stop {
			f.counted.dropped += int64(len(left))
			return fmt.Errorf("the program %s failed on %d images in a row, the last time so: %s", a.options.Command[0], troubles, detail)
		}
	}
	return nil
}

// program is one process.
type program struct {
	asker    *asker
	source   string
	limit    time.Duration
	waiting  map[string]*Subject
	answered map[string]bool
}

func (p *program) unanswered(subjects []*Subject) (left []*Subject) {
	for _, s := range subjects {
		if !p.answered[s.ID] {
			left = append(left, s)
		}
	}
	return left
}

// tailLength is how much of the program's last words a reason quotes.
const tailLength = 300

// run asks one process about all subjects, and says why it ended too early.
func (p *program) run(ctx context.Context, subjects []*Subject) (done counted, reason, detail string, err error) {
	done.failed, p.answered = map[string]int64{}, map[string]bool{}
	for _, s := range subjects {
		p.waiting[s.ID] = s
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	c := exec.CommandContext(ctx, p.asker.options.Command[0], p.asker.options.Command[1:]...)
	c.WaitDelay = 2 * time.Second
	last := &tail{}
	c.Stderr = last
	in, err := c.StdinPipe()
	if err != nil {
		return done, "", "", err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return done, "", "", err
	}
	if err := c.Start(); err != nil {
		return done, "", "", fmt.Errorf("start the program: %w", err)
	}
	fed := make(chan struct{})
	go func() { // ends when all is written or the program is gone; waited for below
		defer close(fed)
		p.feed(in, subjects)
	}()
	lines := make(chan []byte)
	go func() { // ends with the program's output; drained below
		defer close(lines)
		s := bufio.NewScanner(out)
		s.Buffer(nil, 16<<20)
		for s.Scan() {
			lines <- bytes.Clone(s.Bytes())
		}
	}()
	hung := p.listen(lines, &done, &err)
	if hung || err != nil {
		cancel()
	}
	for range lines { // after a hang: what it still says is not waited for
		continue
	}
	<-fed
	ended := c.Wait()
	switch {
	case hung:
		return done, programHung, fmt.Sprintf("it said nothing for %s", p.limit), err
	case ended != nil:
		return done, programEnded, strings.TrimSpace(ended.Error() + ": " + last.String()), err
	}
	return done, programEnded, strings.TrimSpace("it ended without an answer: " + last.String()), err
}

func (p *program) feed(in io.WriteCloser, subjects []*Subject) {
	w := bufio.NewWriter(in)
	encode := json.NewEncoder(w)
	for _, s := range subjects {
		path := filepath.Join(p.source, filepath.FromSlash(s.Path))
		if encode.Encode(commandQuestion{ID: s.ID, Path: path, Tags: s.Tags}) != nil || w.Flush() != nil {
			break // it does not listen any more; its end tells why
		}
	}
	in.Close() // an error here is one of a program that is gone
}

// listen takes answers until the output ends, all are there, or nothing comes
// for too long.
func (p *program) listen(lines <-chan []byte, done *counted, wrong *error) (hung bool) {
	timer := time.NewTimer(p.limit)
	defer timer.Stop()
	for {
		select {
		case line, ok := <-lines:
			if !ok {
				return false
			}
			if *wrong = p.take(line, done); *wrong != nil {
				return false
			}
			if len(p.answered) == len(p.waiting) {
				return false
			}
			timer.Reset(p.limit)
		case <-timer.C:
			return true
		}
	}
}

// take keeps one answer. Lines that are no answer to an open question are
// counted and passed over.
func (p *program) take(line []byte, done *counted) error {
	var answer commandAnswer
	if len(bytes.TrimSpace(line)) == 0 {
		return nil
	}
	s := (*Subject)(nil)
	if json.Unmarshal(line, &answer) == nil {
		s = p.waiting[answer.ID]
	}
	if s == nil || p.answered[s.ID] {
		done.dropped++
		return nil
	}
	p.answered[s.ID] = true
	a := p.asker
	text := strings.TrimSpace(strings.ToValidUTF8(answer.Caption, "\uFFFD"))
	if text == "" {
		reason := Empty
		if answer.Error != "" {
			reason = programFailed
		}
		done.failed[reason]++
		return a.book.GiveUp(ledger.Failure{Generation: a.generation, Image: s.ID, TagsSHA: a.failureSHA(s), Reason: reason, Story: shortened(answer.Error, tailLength), Created: a.tools.now()})
	}
	done.written++
	a.progress.Report(Stage, a.counted.had+done.written, a.counted.found, 0)
	return a.book.Add([]ledger.Caption{{Generation: a.generation, Image: s.ID, Kind: a.kind, Text: text, Language: languageOf(text),
		TagsSHA: tagsSHA(s.Tags), Created: a.tools.now()}})
}

// tail keeps the end of what is written to it.
type tail struct{ text []byte }

// Write keeps the last words.
func (t *tail) Write(p []byte) (int, error) {
	t.text = append(t.text, p...)
	if len(t.text) > 4*tailLength {
		t.text = bytes.Clone(t.text[len(t.text)-tailLength:])
	}
	return len(p), nil
}

func (t *tail) String() string {
	text := strings.ToValidUTF8(string(t.text), "")
	return shortened(text, tailLength)
}
