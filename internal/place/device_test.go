//go:build unix

package place

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestAPipeIsWrittenToAndNotReplaced(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	read := make(chan string, 1)
	go func() {
		file, err := os.Open(pipe)
		if err != nil {
			read <- err.Error()
			return
		}
		defer file.Close()
		text, err := io.ReadAll(file)
		if err != nil {
			text = []byte(err.Error())
		}
		read <- string(text)
	}()
	if err := WriteFile(pipe, say("all of it")); err != nil {
		t.Fatal(err)
	}
	if got := <-read; got != "all of it" {
		t.Errorf("the pipe gave %q", got)
	}
	if info, err := os.Lstat(pipe); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("the pipe became %v (%v)", info.Mode(), err)
	}
}
