package cmd

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatSteersATerminalIsWrittenOut(t *testing.T) {
	for text, want := range map[string]string{
		"plain, 604×846 · ▄▂\n\ttab": "plain, 604×846 · ▄▂\n\ttab",
		"\x1b[31mred\x1b]0;title\a":  `\u001b[31mred\u001b]0;title\u0007`,
		"back\b\b\rover\x7f":         `back\u0008\u0008\u000dover\u007f`,
		"\u009b31m, \u202egpj.exe":   `\u009b31m, \u202egpj.exe`,
		"broken \xff\xfe\xc2":        "broken \xff\xfe\xc2",
	} {
		for size := 1; size <= len(text); size++ { // however it is cut into writes
			var b strings.Builder
			v := &visible{to: &b}
			for at := 0; at < len(text); at += size {
				part := text[at:min(at+size, len(text))]
				if n, err := v.Write([]byte(part)); n != len(part) || err != nil {
					t.Fatalf("writing %q gave %d, %v", part, n, err)
				}
			}
			if err := v.flush(); err != nil || b.String() != want {
				t.Errorf("%q in parts of %d is shown as %q, want %q (%v)", text, size, b.String(), want, err)
			}
		}
	}
}

func TestJSONSaysTheSameWhenItIsMadeVisible(t *testing.T) {
	const name = "a\x1b[0m\u009b\u202e\x7f.png"
	text, err := json.Marshal(name)
	if err != nil {
		t.Fatal(err)
	}
	var back string
	if err := json.Unmarshal([]byte(shown(string(text))), &back); err != nil || back != name {
		t.Errorf("the name became %q (%v), want %q", back, err, name)
	}
}

func TestNamesOfFilesDoNotSteerTheTerminal(t *testing.T) {
	source, ws := t.TempDir(), t.TempDir()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 64, 64))); err != nil {
		t.Fatal(err)
	}
	const name = "red\x1b[31m\x1b]0;title\a.png"
	if err := os.WriteFile(filepath.Join(source, name), picture.Bytes(), 0o600); err != nil {
		t.Skipf("this file system has no such names: %v", err)
	}
	if status, _, said := call(t, "scan", source, "-w", ws); status != exitDone {
		t.Fatalf("scan: %s", said)
	}
	for _, args := range [][]string{{"show", "images"}, {"why", name}, {"why", "\x1b[31m"}} {
		_, out, said := call(t, append(args, "-w", ws)...)
		if text := out + said; strings.ContainsAny(text, "\x1b\a") || !strings.Contains(text, `\u001b[31m`) {
			t.Errorf("winnow %q says %q", args, text)
		}
	}
}

func TestTextIsPlainWhereEachOfItsBytesIs(t *testing.T) {
	for at := range 17 {
		for c := range 256 {
			text := []byte("winnow\n\ttags grou")
			text[at] = byte(c)
			if got, want := plainASCII(text), inASCII(text); got != want {
				t.Errorf("%q: plain %v, want %v", text, got, want)
			}
		}
	}
}
