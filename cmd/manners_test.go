package cmd

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lock"
	"github.com/winnow-data/winnow/internal/sample"
)

// call runs the program in this process.
func call(t *testing.T, args ...string) (status int, out, err string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &stdout, err: &stderr, getenv: func(string) string { return "" }}
	status = a.run(t.Context(), args)
	return status, stdout.String(), stderr.String()
}

func everyCommand(c *cobra.Command, visit func(*cobra.Command)) {
	if c.Hidden || c.Name() == "help" || c.Name() == "completion" {
		return
	}
	visit(c)
	for _, sub := range c.Commands() {
		everyCommand(sub, visit)
	}
}

func TestHelpFitsAScreen(t *testing.T) {
	const lines, columns = 52, 110
	a := &app{out: &bytes.Buffer{}, err: &bytes.Buffer{}, getenv: func(string) string { return "" }}
	everyCommand(a.root(), func(c *cobra.Command) {
		var help bytes.Buffer
		c.SetOut(&help)
		if err := c.Help(); err != nil {
			t.Fatal(err)
		}
		text := help.String()
		if n := strings.Count(text, "\n"); n > lines {
			t.Errorf("%s --help has %d lines, want at most %d", c.CommandPath(), n, lines)
		}
		for line := range strings.Lines(text) {
			if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > columns {
				t.Errorf("%s --help has a line of %d columns: %s", c.CommandPath(), n, line)
			}
		}
		if !c.HasParent() {
			return
		}
		if c.Example == "" {
			t.Errorf("%s has no example", c.CommandPath())
		}
		if c.Runnable() && !strings.Contains(text, "Exit status") {
			t.Errorf("%s --help does not list the exit statuses", c.CommandPath())
		}
	})
}

func TestTwoRunsAtOnce(t *testing.T) {
	dir := t.TempDir()
	demo, ws := filepath.Join(dir, "demo"), filepath.Join(dir, "ws")
	if _, err := sample.Write(demo, sample.Options{Count: 5, Side: 64}); err != nil {
		t.Fatal(err)
	}
	release, err := lock.Take(dataset.Workspace{Dir: ws})
	if err != nil {
		t.Fatal(err)
	}
	status, _, stderr := call(t, "scan", demo, "-w", ws)
	if status != exitFailed || !strings.Contains(stderr, "another winnow is at work") || strings.Count(stderr, "\n") != 1 {
		t.Errorf("a second run ended with %d and said %q", status, stderr)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if status, _, stderr := call(t, "scan", demo, "-w", ws); status == exitFailed {
		t.Errorf("after the first run ended, the second still fails: %s", stderr)
	}
}

func TestRefusedScanDoesNotTouchTheSource(t *testing.T) {
	demo := filepath.Join(t.TempDir(), "demo")
	if _, err := sample.Write(demo, sample.Options{Count: 5, Side: 64}); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(demo)
	if err != nil {
		t.Fatal(err)
	}
	if status, _, stderr := call(t, "scan", demo, "-w", filepath.Join(demo, "ws")); status != exitFailed || !strings.Contains(stderr, "inside the source") {
		t.Errorf("a workspace inside the source ended with %d and said %q", status, stderr)
	}
	if after, err := os.Stat(demo); err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Error("the refused scan wrote to the source")
	}
	if status, _, stderr := call(t, "scan", "", "-w", filepath.Join(t.TempDir(), "ws")); status != exitFailed {
		t.Errorf("an empty name for the source ended with %d and said %q", status, stderr)
	}
}

func TestInterruptedRunSaysHowToGoOn(t *testing.T) {
	demo := filepath.Join(t.TempDir(), "demo")
	if _, err := sample.Write(demo, sample.Options{Count: 5, Side: 64}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stderr bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &bytes.Buffer{}, err: &stderr, getenv: func(string) string { return "" }}
	if status := a.run(ctx, []string{"scan", demo, "-w", filepath.Join(t.TempDir(), "ws")}); status != exitInterrupted {
		t.Errorf("an interrupted run ended with %d", status)
	}
	if !strings.Contains(stderr.String(), "run the same command again") {
		t.Errorf("it said %q", stderr.String())
	}
}

func TestWorkspaceOfAnotherVersionIsRefused(t *testing.T) {
	dir := t.TempDir()
	demo, ws := filepath.Join(dir, "demo"), filepath.Join(dir, "ws")
	if _, err := sample.Write(demo, sample.Options{Count: 5, Side: 64}); err != nil {
		t.Fatal(err)
	}
	call(t, "scan", demo, "-w", ws)
	path := filepath.Join(ws, "images.parquet")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data = bytes.Replace(data, []byte(`"version":1`), []byte(`"version":7`), 1)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, command := range [][]string{{"show", "images"}, {"dedup"}, {"filter"}, {"status"}, {"scan", demo}} {
		status, _, stderr := call(t, append(command, "-w", ws)...)
		if status != exitFailed || !strings.Contains(stderr, "table version 7") {
			t.Errorf("%v on a workspace of version 7 ended with %d and said %q", command, status, stderr)
		}
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, data) {
		t.Error("the table of another version was changed")
	}
}

// TestRecipeHasTheDefaults holds every stage's section to its options: all keys
// are known, and an option that is written says what it does without it.
func TestRecipeHasTheDefaults(t *testing.T) {
	path := filepath.Join(t.TempDir(), "winnow.yaml")
	if err := os.WriteFile(path, []byte(fullRecipe()), 0o644); err != nil {
		t.Fatal(err)
	}
	demo := filepath.Join(t.TempDir(), "demo")
	if _, err := sample.Write(demo, sample.Options{Count: 12, Side: 280}); err != nil {
		t.Fatal(err)
	}
	with, without := filepath.Join(t.TempDir(), "with"), filepath.Join(t.TempDir(), "without")
	_, first, stderr := call(t, "run", demo, "-o", with, "--recipe", path, "-q")
	if first == "" {
		t.Fatalf("the full recipe does not work: %s", stderr)
	}
	call(t, "run", demo, "-o", without, "-q")
	for _, name := range dataset.Tables {
		a, errA := os.ReadFile(filepath.Join(with, ".winnow", name+".parquet"))
		b, errB := os.ReadFile(filepath.Join(without, ".winnow", name+".parquet"))
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if len(a) == 0 || len(b) == 0 {
			t.Errorf("table %s is empty", name)
		}
	}
	if _, second, _ := call(t, "status", "-w", filepath.Join(with, ".winnow"), "--recipe", path); !strings.Contains(second, "nothing is out of date") {
		t.Errorf("after a run with the full recipe, status says %q", second)
	}
}
