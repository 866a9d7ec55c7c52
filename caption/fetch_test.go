package caption

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// script is a program of the shell in a file.
func script(t *testing.T, text string) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "captioner.sh")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text), 0o755); err != nil {
		t.Fatal(err)
	}
	return []string{path}
}

// good answers each line with a caption.
const good = `while read -r line; do
  id=$(printf '%s' "$line" | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')
  echo "{\"id\":\"$id\",\"caption\":\"A drawing of a girl.\"}"
done
`

func TestAProgramWritesCaptions(t *testing.T) {
	for name, tt := range map[string]struct {
		program string
		kept    int64
		reason  string
		failed  int64
	}{
		"well":    {good, 18, "", 0},
		"rubbish": {"echo loading model\necho '{\"id\":\"nobody\",\"caption\":\"x\"}'\necho '{'\n" + good, 18, "", 0},
		// It dies on its third image, each time it is started.
		"crashing": {"n=0; " + strings.Replace(good, "do\n", "do n=$((n+1)); [ $n = 3 ] && { echo out of memory >&2; exit 9; }\n", 1), 12, programEnded, 6},
		"hanging":  {"n=0; " + strings.Replace(good, "do\n", "do n=$((n+1)); [ $n = 17 ] && exec sleep 60\n", 1), 17, programHung, 1},
		"refusing": {strings.Replace(good, `\"caption\":\"A drawing of a girl.\"`, `\"error\":\"cannot open\"`, 1), 0, programFailed, 18},
		"deaf":     {"exit 0\n", 0, programEnded, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ws, _ := newWorkspace(t, 20)
			o := Options{Backend: "command", Command: script(t, tt.program), Timeout: 1.5}
			if name == "deaf" {
				o.Stop = 3
				_, err := RunWith(context.Background(), ws, o, Tools{}, nil)
				if err == nil || !strings.Contains(err.Error(), "failed on 3 images in a row") {
					t.Errorf("error %v", err)
				}
				return
			}
			s := run(t, ws, o, Tools{})
			if s.Kept != tt.kept || s.Failed != tt.failed || tt.failed > 0 && s.Counts["failed: "+tt.reason] != tt.failed {
				t.Errorf("kept %d, failed %d, counts %v; want %d and %d %s", s.Kept, s.Failed, s.Counts, tt.kept, tt.failed, tt.reason)
			}
			if s := run(t, ws, o, Tools{}); s.Counts["new"] != 0 {
				t.Errorf("a second run made %d captions anew", s.Counts["new"])
			}
		})
	}
}

func TestAProgramThatWasMendedIsAskedAgainWhereItFailed(t *testing.T) {
	ws, _ := newWorkspace(t, 20)
	command := script(t, "n=0; "+strings.Replace(good, "do\n", "do n=$((n+1)); [ $n = 10 ] && exit 9\n", 1))
	o := Options{Backend: "command", Command: command, Model: "mine"}
	if s := run(t, ws, o, Tools{}); s.Failed != 1 || s.Kept != 17 {
		t.Fatalf("kept %d, failed %d", s.Kept, s.Failed)
	}
	if s := run(t, ws, o, Tools{}); s.Failed != 1 || s.Counts["new"] != 0 {
		t.Errorf("the same program was asked again: %v", s.Counts)
	}
	if g := statusOf(t, ws).Generations[0]; g.Failed[programEnded] != 1 || g.Left != 0 {
		t.Errorf("status %+v", g)
	}
	if err := os.WriteFile(command[0], []byte("#!/bin/sh\n"+good), 0o755); err != nil {
		t.Fatal(err)
	}
	if s := run(t, ws, o, Tools{}); s.Failed != 0 || s.Kept != 18 || s.Counts["new"] != 1 {
		t.Errorf("the mended program: kept %d, failed %d, counts %v; want the one caption that was missing", s.Kept, s.Failed, s.Counts)
	}
}

func TestCaptionsOfOtherToolsAreImported(t *testing.T) {
	ws, _ := newWorkspace(t, 10) // 00000.png to 00009.png, the last dropped
	ids := map[string]string{}
	r, err := newRoll(ws, "")
	if err != nil {
		t.Fatal(err)
	}
	for s, err := range r.survivors() {
		if err != nil {
			t.Fatal(err)
		}
		ids[s.Path] = s.ID
	}
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	file("side/00001.txt", "One.\n")
	file("side/00002.caption", "Two.")
	for name, path := range map[string]string{
		"JSON lines":    file("a.jsonl", fmt.Sprintf("{\"id\":%q,\"caption\":\"One.\"}\n{\"image_path\":\"/data/set/00002.png\",\"text\":\"Two.\"}\n{\"path\":\"nosuch.png\",\"caption\":\"x\"}\n", ids["00001.png"])),
		"CSV":           file("a.csv", "file_name,caption\n00001.png,One.\n\"00002.png\",\"Two.\"\nother.png,x\n"),
		"share-cap":     file("share.json", `[{"data/00001.png":"One."},{"data/00002.png":"Two."},{"data/77777.png":"x"}]`),
		"kohya":         file("kohya.json", `{"00001":{"caption":"One.","tags":"1girl"},"00002":{"caption":"Two."},"77777":{"caption":"x"}}`),
		"conversations": file("llava.json", `[{"id":"x1","image":"00001.png","conversations":[{"from":"human","value":"<image>\nWhat?"},{"from":"gpt","value":"One."}]},{"image":"c/00002.png","conversations":[{"from":"human","value":"<image>"},{"from":"gpt","value":"Two."}]},{"image":"77777.png","conversations":[{"from":"gpt","value":"x"}]}]`),
		"sidecars":      filepath.Join(dir, "side"),
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.Remove(ws.Ledger()); err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			s := run(t, ws, Options{Backend: "import", Import: path}, Tools{})
			got := map[string]string{}
			for _, row := range readCaptions(t, ws) {
				if row.Backend == "import" && row.Kind == dataset.KindVLM {
					got[row.ID] = row.Text
				}
			}
			if s.Kept != 2 || got[ids["00001.png"]] != "One." || got[ids["00002.png"]] != "Two." {
				text, _ := json.Marshal(got)
				t.Errorf("kept %d: %s; counts %v", s.Kept, text, s.Counts)
			}
		})
	}
	for name, tt := range map[string]struct{ text, want string }{
		"cut.json": {`[{"id":"x","caption":`, "line 1: it is no JSON"}, "bad.jsonl": {"{\"id\":\"x\",\"caption\":\"a\"}\n{\"id\":\n\n{\"id\":\"y\",\"caption\":\"b\"}\noops\n", "lines 2, 5 are no JSON: nothing was imported"},
		"number.jsonl": {"{\"id\":\"x\",\"caption\":\"a\"}\n7\n", "line 2: it is neither an object nor a list: nothing was imported"}, "bad.csv": {"a,b\n1,2\n", "first line should name"}, "empty.jsonl": {"", "empty"},
	} {
		_, err := RunWith(context.Background(), ws, Options{Backend: "import", Import: file(name, tt.text)}, Tools{}, nil)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one that says %q", name, err, tt.want)
		}
	}
}

func FuzzCaptionFile(f *testing.F) {
	for _, seed := range []string{`{"id":"a","caption":"b"}`, `[{"p":"c"}]`, `{"a":{"caption":"x"}}`, `[[[`, `{"conversations":[{"from":"gpt","value":"x"}],"image":"y"}`, "null", "1 2 3"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		all, err := readCaptionJSON(text)
		if err != nil {
			return
		}
		for _, c := range all {
			if (c.text == "") != (len(c.keys) == 0) {
				t.Errorf("caption %q of %q came from %q, want a text of something or neither", c.text, c.keys, text)
			}
		}
	})
}
