package caption

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/chat/fake"
	"github.com/winnow-data/winnow/internal/table"
)

// everyBackend says what each backend needs to work on a workspace of images.
var everyBackend = map[string]func(t *testing.T, kept []string) Options{
	"compose": func(*testing.T, []string) Options { return Options{} },
	"none":    func(*testing.T, []string) Options { return Options{} },
	"source":  func(*testing.T, []string) Options { return Options{} },
	"command": func(t *testing.T, _ []string) Options { return Options{Command: script(t, good)} },
	"import": func(t *testing.T, kept []string) Options {
		var lines strings.Builder
		for _, id := range kept {
			fmt.Fprintf(&lines, "{\"id\":%q,\"caption\":\"A drawing of a girl.\"}\n", id)
		}
		return Options{Import: write(t, "captions.jsonl", lines.String())}
	},
	"openai":       func(*testing.T, []string) Options { return Options{Model: "m"} },
	"openai-batch": func(*testing.T, []string) Options { return Options{Model: "m", Poll: .01} },
	"gemini":       func(*testing.T, []string) Options { return Options{Model: "m"} },
	"fuse":         func(*testing.T, []string) Options { return Options{Model: "m"} },
	"repair":       func(*testing.T, []string) Options { return Options{Model: "m"} },
	"shorten":      func(*testing.T, []string) Options { return Options{Model: "m"} },
}

// Whatever a backend is, people may rely on this: its counts add up, its
// captions say where they come from, each image has one current caption at
// most, a second run asks for nothing and changes no byte, what was there before
// stays in the ledger, the source is not written to, and no key is left behind.
func TestConformance(t *testing.T) {
	for _, b := range Backends() {
		t.Run(b.Name, func(t *testing.T) {
			t.Parallel()
			needs, ok := everyBackend[b.Name]
			if !ok {
				t.Fatalf("say in everyBackend what %s needs", b.Name)
			}
			if b.Doc == "" {
				t.Error("it has no doc")
			}
			ws, kept := newWorkspace(t, 12)
			server, tools := serve(t, fake.Options{Key: secret})
			before := run(t, ws, Options{}, tools) // captions to fuse, to shorten, to go back to
			source, err := table.SourceOf(ws)
			if err != nil {
				t.Fatal(err)
			}
			files := everyFile(t, source)

			o := needs(t, kept)
			o.Backend = b.Name
			s := run(t, ws, o, tools)
			if s.Found != before.Found || s.Kept+s.Failed > s.Found {
				t.Errorf("found %d, kept %d, failed %d of %d images", s.Found, s.Kept, s.Failed, before.Found)
			}
			current := map[string]int{}
			for _, row := range readCaptions(t, ws) {
				if row.Text == "" || row.Kind == "" || row.Backend == "" || row.Created.IsZero() {
					t.Errorf("a caption does not say where it comes from: %+v", row)
				}
				if row.Current {
					current[row.ID]++
				}
			}
			for id, n := range current {
				if n > 1 {
					t.Errorf("image %s has %d current captions", id, n)
				}
			}

			table, requests := contentOf(t, ws.Table(dataset.TableCaptions)), len(server.Log())
			if s := run(t, ws, o, tools); s.Counts["new"] != 0 || len(server.Log()) != requests {
				t.Errorf("a second run made %d captions and %d requests", s.Counts["new"], len(server.Log())-requests)
			}
			if !bytes.Equal(table, contentOf(t, ws.Table(dataset.TableCaptions))) {
				t.Error("a second run changed the table")
			}
			if s := run(t, ws, Options{}, tools); s.Counts["new"] != 0 {
				t.Errorf("going back to composed captions made %d anew: they were not kept", s.Counts["new"])
			}
			if got := everyFile(t, source); got != files {
				t.Errorf("the source is another one now:\n%s\nwas\n%s", got, files)
			}
			err = filepath.WalkDir(ws.Dir, func(path string, e fs.DirEntry, err error) error {
				if err == nil && e.Type().IsRegular() && bytes.Contains(contentOf(t, path), []byte(secret)) {
					t.Errorf("the key is in %s", path)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}

func contentOf(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// everyFile lists the files below a folder with their sizes and times.
func everyFile(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		fmt.Fprintln(&all, path, info.Size(), info.ModTime())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
