package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/caption"
	"github.com/winnow-data/winnow/check"
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/dedup"
	"github.com/winnow-data/winnow/export"
	"github.com/winnow-data/winnow/filter"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/internal/view"
	"github.com/winnow-data/winnow/retag"
	"github.com/winnow-data/winnow/scan"
	"github.com/winnow-data/winnow/stats"
)

var _ = add(func(a *app) *cobra.Command {
	var out, format, backend, model string
	c := &cobra.Command{
		Use:   "run SOURCE -o OUT",
		Short: "Everything: from a scraped folder to a training set",
		Long: `Run scans SOURCE, groups duplicates, sets aside what is unfit, captions the rest,
checks the captions, and writes shards, a dataset card and a report of bias to
OUT. The tables are in OUT/.winnow, or where -w says. SOURCE is never changed. A
second run does only what changed; one that was stopped goes on where it was.

Exit status: 0 done; 1 failed, nothing written; 3 done, some images unreadable;
4 done, and a gate of the recipe does not hold; 130 interrupted.`,
		Example: `  winnow run ~/scrape -o training-set
  winnow run ~/scrape -o training-set --recipe winnow.yaml --json
  winnow run ~/scrape -o training-set --backend openai --model gpt-4.1-mini`,
		Args: exactly(1, "the folder that holds the images"),
		RunE: func(c *cobra.Command, args []string) error {
			if out == "" {
				return fmt.Errorf("the folder to write to is missing: -o OUT")
			}
			r, err := a.everything(c, args[0], out)
			if err != nil {
				return err
			}
			override(c, "format", &r.exporting.Format, format)
			override(c, "backend", &r.captioning.Backend, backend)
			override(c, "model", &r.captioning.Model, model)
			if err := r.check(); err != nil {
				return err
			}
			if err := cmp.Or(a.checkReferences(r), r.checkConditions()); err != nil {
				return err
			}
			return a.runAll(c.Context(), r)
		},
	}
	c.Flags().StringVarP(&out, "out", "o", "", "folder to write to, outside of SOURCE")
	c.Flags().StringVar(&format, "format", "", "form of the training set (default parquet; all of them: winnow export --help)")
	c.Flags().StringVar(&backend, "backend", "", "what writes captions (default compose, offline from tags)")
	c.Flags().StringVar(&model, "model", "", "model of the backend")
	return c
})

// wholeRun is the options of every stage, and where they work.
type wholeRun struct {
	source, out string
	ws          dataset.Workspace

	scanning   scan.Options
	dedup      dedup.Options
	tags       retag.Options
	filter     filter.Options
	stats      stats.Options
	captioning caption.Options
	checking   check.Options
	exporting  export.Options
}

// everything reads the options of a run, and refuses what cannot work before
// anything is written.
func (a *app) everything(c *cobra.Command, source, out string) (*wholeRun, error) {
	r := &wholeRun{source: source, out: out, ws: a.workspace()}
	if a.workspaceDir == "" && a.getenv("WINNOW_WORKSPACE") == "" {
		r.ws = dataset.Workspace{Dir: filepath.Join(out, ".winnow")}
	}
	if info, err := os.Stat(source); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("there is no folder %s to read images from", source)
	}
	if info, err := os.Stat(out); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("the output %s is a file: name a folder", out)
	}
	if err := cmp.Or(place.OwnFolder(out), place.OutsideOf(source, out)); err != nil {
		return nil, fmt.Errorf("the output %w", err)
	}
	if err := place.OutsideOf(source, r.ws.Dir); err != nil {
		return nil, fmt.Errorf("the workspace %w", err)
	}
	if inside, err := place.Within(r.ws.Dir, out); err != nil || inside {
		return nil, cmp.Or(err, fmt.Errorf("the output %s is inside the workspace %s, which holds tables only: name a folder elsewhere", out, r.ws.Dir))
	}
	recipe, err := a.recipe()
	if err != nil {
		return nil, err
	}
	for name, options := range map[string]any{
		"scan": &r.scanning, "dedup": &r.dedup, "tags": &r.tags, "filter": &r.filter, "stats": &r.stats,
		"caption": &r.captioning, "check": &r.checking, "export": &r.exporting,
	} {
		if err := recipe.Section(name, options); err != nil {
			return nil, err
		}
	}
	r.exporting.Out = out
	a.workspaceDir = r.ws.Dir // what stages say names the workspace
	return r, nil
}

// check finds what no stage would accept, before the first one begins.
func (r *wholeRun) check() error {
	return cmp.Or(r.scanning.Validate(), r.dedup.Validate(), r.tags.Validate(), r.filter.Validate(), r.stats.Validate(), r.captioning.Validate(), r.exporting.Validate())
}

// checkReferences finds what would stop the comparison with other sets.
func (a *app) checkReferences(r *wholeRun) error {
	for _, name := range r.dedup.Reference {
		if _, _, err := a.referenceOf(r.ws, r.source, name); err != nil {
			return fmt.Errorf("the reference %s: %w", name, err)
		}
	}
	return nil
}

// checkConditions finds a condition of the recipe that names what no workspace
// has, which the stage that asks it would find only after all stages before it.
func (r *wholeRun) checkConditions() error {
	conditions := []struct{ where, text string }{
		{"dedup: protect", r.dedup.Protect},
		{"caption: where", r.captioning.Where},
		{"caption: recaption", r.captioning.Recaption},
		{"export: where", r.exporting.Where},
	}
	for _, t := range r.exporting.Balance {
		conditions = append(conditions, struct{ where, text string }{"export: balance by " + t.By, t.By})
	}
	known := view.ColumnsWith(filter.Measures())
	for _, c := range conditions {
		if _, isColumn := known[c.text]; c.text == "" || isColumn {
			continue
		}
		if _, err := expression.Compile(c.text, known); err != nil {
			return fmt.Errorf("%s: %w", c.where, err)
		}
	}
	return nil
}

// ranAll is the answer of a run.
type ranAll struct {
	dataset.Funnel
	Workspace string             `json:"workspace"`
	Out       string             `json:"out"`
	Stages    []dataset.Summary  `json:"stages"`
	Files     []string           `json:"files"`
	Gates     []stats.GateResult `json:"gates,omitempty"` // of the recipe's section stats
}

func (a *app) runAll(ctx context.Context, r *wholeRun) error {
	answer := ranAll{Workspace: r.ws.Dir, Out: r.out}
	report, end := a.progress()
	defer end()
	captioned := false // as before
	stage := func(run func() (dataset.Summary, error)) func() error {
		return func() error {
			s, err := run()
			end()
			if err != nil {
				return err
			}
			answer.Stages = append(answer.Stages, s)
			a.told(s)
			return ctx.Err()
		}
	}
	stages := []func() error{
		stage(func() (dataset.Summary, error) {
			return scan.Run(ctx, r.ws, r.source, scanTools(), r.scanning, report)
		}),
		stage(func() (dataset.Summary, error) {
			if err := a.readReferences(ctx, r.ws, r.source, &r.dedup, r.scanning); err != nil {
				return dataset.Summary{}, err
			}
			return dedup.Run(ctx, r.ws, r.dedup, report)
		}),
		stage(func() (dataset.Summary, error) { return retag.Run(ctx, r.ws, r.tags, report) }),
		stage(func() (dataset.Summary, error) { return filter.Run(ctx, r.ws, r.filter, report) }),
		stage(func() (dataset.Summary, error) {
			r.captioning.Check = r.checking
			s, err := caption.Run(ctx, r.ws, r.captioning, report)
			captioned = s.UpToDate
			return s.Summary, err
		}),
		stage(func() (dataset.Summary, error) {
			s, err := check.Run(ctx, r.ws, r.checking, report)
			s.UpToDate = s.UpToDate && captioned // what captioning does, it checks itself
			return s, err
		}),
		stage(func() (dataset.Summary, error) {
			s, err := export.Run(ctx, r.ws, r.exporting, report)
			return s.Summary, err
		}),
	}
	err := a.locked(r.ws, func() error {
		for _, s := range stages {
			if err := s(); err != nil {
				return err
			}
		}
		return a.writeReport(ctx, r, &answer)
	})
	if err != nil {
		return err
	}
	if answer.Funnel, err = view.Funnel(r.ws); err != nil {
		return err
	}
	return a.concludeRun(r, answer)
}

// told says on a terminal what a stage did, while the next one works.
func (a *app) told(s dataset.Summary) {
	if a.json || a.quiet {
		if unlisted(s) {
			a.say("%s", strings.Join(s.Notes, "\n"))
		}
		return
	}
	state := ""
	if s.UpToDate {
		state = ", as before"
	}
	kept := ""
	if s.Kept != s.Found {
		kept = digits.Commas(s.Kept) + " kept of "
	}
	a.say("%-8s %s%s%s", s.Stage, kept, counted(s), state)
	if len(s.Dropped) > 0 {
		a.say("%-8s %s", "", reasons(s.Dropped))
	}
	for _, note := range s.Notes {
		a.say("%-8s %s", "", a.located(note))
	}
}

// reasons lists why images were dropped in one line, the most frequent first.
func reasons(dropped map[string]int64) string {
	var parts []string
	for _, name := range byCount(dropped) {
		parts = append(parts, name+" "+digits.Commas(dropped[name]))
	}
	return strings.Join(parts, ", ")
}

func (a *app) writeReport(ctx context.Context, r *wholeRun, answer *ranAll) (err error) {
	report, err := stats.Run(ctx, r.ws, r.stats, nil)
	if err != nil {
		return err
	}
	answer.Gates, report.Version = report.Gates, buildVersion()
	path := filepath.Join(r.out, "report.html")
	left, err := filepath.Glob(filepath.Join(r.out, ".report.*.part")) // by runs that were killed
	if err != nil {
		return err
	}
	for _, part := range left {
		if err := os.Remove(part); err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
	}
	file, err := os.CreateTemp(r.out, ".report.*.part")
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	err = report.HTML(ctx, file)
	if err = errors.Join(err, file.Chmod(0o644), file.Close()); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	answer.Files = append(answer.Files, path)
	return os.Rename(file.Name(), path)
}

func (a *app) concludeRun(r *wholeRun, answer ranAll) error {
	for _, s := range answer.Stages {
		answer.Files = append(answer.Files, s.Files...)
	}
	err := a.answer(answer, func() {
		a.printFunnel(answer.Funnel)
		fmt.Fprintf(a.out, "wrote %s and %s\n", r.out, filepath.Join(r.out, "report.html"))
		fmt.Fprintf(a.out, "next: open the report; winnow why FILE -w %s tells why an image stayed or went\n", quoted(r.ws.Dir))
	})
	if err != nil {
		return err
	}
	if err := a.gated(answer.Gates); err != nil {
		return err
	}
	lost := slices.ContainsFunc(answer.Stages, func(s dataset.Summary) bool { return s.Stage == export.Stage && s.Failed > 0 })
	if answer.Failed > 0 || lost || slices.ContainsFunc(answer.Stages, unlisted) {
		return &statusError{status: exitSomeFailed}
	}
	return nil
}

// printFunnel writes how many files each step left.
func (a *app) printFunnel(f dataset.Funnel) {
	fmt.Fprintf(a.out, "found %s\n", digits.Count(f.Found, "image"))
	a.printLines([]line{{"duplicate", f.Duplicate, true}, {"filtered", f.Filtered, true}, {"failed", f.Failed, true}, {"kept", f.Kept, true}}, f.Found)
}
