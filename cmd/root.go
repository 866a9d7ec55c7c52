// Package cmd is the command line: one file for each command, which turns flags
// and the recipe into options, runs a stage, and prints its summary. It owns
// the terminal and the exit statuses.
package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lock"
	"github.com/winnow-data/winnow/internal/recipe"
	"github.com/winnow-data/winnow/internal/registry"
	"github.com/winnow-data/winnow/internal/table"
)

// Exit statuses.
const (
	exitDone        = 0
	exitFailed      = 1   // nothing was written
	exitSomeFailed  = 3   // done, some images unreadable
	exitGate        = 4   // done, and a gate of the recipe is not met
	exitInterrupted = 130 // by Ctrl-C
)

const exitHelp = `
Exit status: 0 done; 1 failed, nothing written; 3 done, some images unreadable; 130 interrupted.`

// statusError ends a command with a status of its own, after its answer has
// been printed. Without a message it is silent.
type statusError struct {
	status  int
	message string
}

func (e *statusError) Error() string { return e.message }

// app is one call of the program.
type app struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) string

	workspaceDir string
	recipePath   string
	json         bool
	quiet        bool
}

// commands are added by the files of this package, one each.
var commands []func(*app) *cobra.Command

// add declares a command.
func add(c func(*app) *cobra.Command) struct{} {
	commands = append(commands, c)
	return struct{}{}
}

// Main runs the program and returns its exit status.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second Ctrl-C ends the program at once.
	context.AfterFunc(ctx, stop)
	a := &app{in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv}
	return a.run(ctx, os.Args[1:])
}

func (a *app) run(ctx context.Context, args []string) int {
	out := &visible{to: a.out}
	a.out = out
	root := a.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	err = errors.Join(err, out.flush())
	var status *statusError
	switch {
	case out.failed != nil && !errors.Is(out.failed, syscall.EPIPE):
		a.say("the answer could not be written out, and is cut off: %s", out.failed)
		return exitFailed
	case err == nil:
		return exitDone
	case errors.As(err, &status):
		if status.message != "" {
			a.say("%s", status.message)
		}
		return status.status
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		a.say("interrupted. What was done is kept: run the same command again to go on.")
		return exitInterrupted
	case errors.Is(err, syscall.EPIPE):
		return exitDone // whoever read our answer has seen enough
	}
	a.say("%s", advise(err))
	return exitFailed
}

// advise adds what to do to errors of the system.
func advise(err error) string {
	text := err.Error()
	switch {
	case errors.Is(err, syscall.ENOSPC):
		text += ": the disk is full. Free some space and run the same command again; what was there before is unchanged"
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		text += ": choose another place with -w or -o, or change its permissions"
	}
	return text
}

// say prints to stderr, each line after the name of the program.
func (a *app) say(format string, args ...any) {
	for line := range strings.Lines(fmt.Sprintf(format, args...)) {
		fmt.Fprintf(a.err, "winnow: %s\n", shown(strings.TrimRight(line, "\n")))
	}
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "winnow",
		Short: "Turn a folder of scraped illustrations into a training set, and show the work",
		Long: `winnow turns a folder of scraped illustrations into a training-ready dataset:
duplicates grouped, broken and unfit images set aside with a reason, the bias
of the rest measured, every survivor captioned, and balanced Parquet shards
written. The folder itself is never changed.`,
		Example: `  winnow sample demo                   draw a small folder to try it on
  winnow run demo -o training-set      do everything
  winnow why -w training-set/.winnow FILE   everything about one image`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return registry.Unknown("command", args[0], commandOrder)
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	flags := root.PersistentFlags()
	flags.StringVarP(&a.workspaceDir, "workspace", "w", "", "folder of the tables (default .winnow, or $WINNOW_WORKSPACE)")
	flags.StringVar(&a.recipePath, "recipe", "", "recipe to follow (default winnow.yaml, if there is one)")
	flags.BoolVar(&a.json, "json", false, "answer with one JSON object")
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "no progress, no hints")
	root.SetFlagErrorFunc(flagError)
	cobra.EnableCommandSorting = false
	for _, c := range commands {
		root.AddCommand(c(a))
	}
	sortCommands(root)
	boundNumbers(root)
	return root
}

// commandOrder is the order of the help: the whole, the stages, the questions, the rest.
var commandOrder = []string{"run", "init", "sample", "scan", "dedup", "filter", "stats", "tags", "caption", "captions", "check", "export",
	"show", "why", "explain", "status", "bench", "version", "completion", "help"}

func sortCommands(root *cobra.Command) {
	byName := map[string]*cobra.Command{}
	var rest []*cobra.Command
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		byName[c.Name()] = c
		if c.Name() == "completion" {
			c.Example = "  winnow completion bash > ~/.local/share/bash-completion/completions/winnow"
		}
	}
	all := root.Commands()
	root.RemoveCommand(all...)
	for _, name := range commandOrder {
		if c, ok := byName[name]; ok {
			root.AddCommand(c)
			delete(byName, name)
		}
	}
	for _, c := range all {
		if byName[c.Name()] != nil {
			rest = append(rest, c)
		}
	}
	root.AddCommand(rest...)
}

// workspace is the one that the flags and the environment name.
func (a *app) workspace() dataset.Workspace {
	dir := a.workspaceDir
	if dir == "" {
		dir = a.getenv("WINNOW_WORKSPACE")
	}
	if dir == "" {
		dir = ".winnow"
	}
	return dataset.Workspace{Dir: dir}
}

// existing is the workspace, which must have been scanned.
func (a *app) existing() (dataset.Workspace, error) {
	ws := a.workspace()
	if _, err := os.Stat(ws.Dir); err != nil {
		return ws, fmt.Errorf("there is no workspace %s: `winnow scan SOURCE -w %s` makes one; that of `winnow run -o OUT` is -w OUT/.winnow", ws.Dir, quoted(ws.Dir))
	}
	return ws, nil
}

// locked runs f while no other winnow writes to the workspace. A workspace that
// was made for it is taken away again if f fails and leaves nothing in it, with the
// folders that were made for it.
func (a *app) locked(ws dataset.Workspace, f func() error) (err error) {
	for _, name := range dataset.Tables {
		if _, err := table.ReadFooter(ws.Table(name)); errors.Is(err, table.ErrVersion) {
			return err
		}
	}
	made := absent(ws.Dir)
	release, err := lock.Take(ws)
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, release())
		if err == nil || len(made) == 0 {
			return
		}
		lock.Discard(ws)
		for _, folder := range made[1:] {
			os.Remove(folder) // if there is nothing in it
		}
	}()
	return f()
}

// absent are the folder and those above it that are not there, the deepest first.
func absent(folder string) (list []string) {
	for {
		if _, err := os.Stat(folder); err == nil {
			return list
		}
		list = append(list, folder)
		above := filepath.Dir(folder)
		if above == folder {
			return list
		}
		folder = above
	}
}

// sections are the top-level keys of a recipe.
var sections = []string{"scan", "dedup", "tags", "filter", "stats", "caption", "check", "export"}

// recipe is the one that the flags name, or winnow.yaml if it is there, or an
// empty one.
func (a *app) recipe() (recipe.Recipe, error) {
	path := a.recipePath
	if path == "" {
		path = "winnow.yaml"
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return recipe.Recipe{}, nil
		}
	}
	return recipe.Read(path, sections)
}

// section fills options from a section of the recipe.
func (a *app) section(name string, options any) error {
	r, err := a.recipe()
	if err != nil {
		return err
	}
	return r.Section(name, options)
}
