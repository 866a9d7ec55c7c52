package cmd

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/winnow-data/winnow/internal/sample"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"winnow": func() { os.Exit(Main()) },
	})
}

// TestScripts runs the stories in testdata/script, each in a folder of its own.
// Beside the usual commands they have `exits STATUS COMMAND…` and `drawn FOLDER`.
func TestScripts(t *testing.T) {
	shared := t.TempDir()
	once := sync.OnceValue(func() error {
		_, err := sample.Write(filepath.Join(shared, "drawn"), sample.Options{Count: drawnCount, Side: 560})
		return err
	})
	drawn := func(ts *testscript.TestScript, neg bool, args []string) {
		if neg || len(args) != 1 {
			ts.Fatalf("usage: drawn FOLDER")
		}
		ts.Check(once())
		ts.Check(link(filepath.Join(shared, "drawn"), ts.MkAbs(args[0])))
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("WINNOW_CORPORA", os.Getenv("WINNOW_CORPORA"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "drawn": drawn},
	})
}

// drawnCount images are in the folder that `drawn` gives: what `winnow sample
// FOLDER --count 40 --side 560` draws, but drawn once for all stories.
const drawnCount = 40

// link puts the files below one folder into another. Winnow changes no file of
// a source, so the stories can share them.
func link(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, name), 0o755)
		}
		return os.Link(path, filepath.Join(to, name))
	})
}

// exits runs a command that must end with the given status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}
