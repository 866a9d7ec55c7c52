package cmd

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/ledger"
	"github.com/winnow-data/winnow/internal/table"
)

func (a *app) markCommand() *cobra.Command {
	var notSame, keep bool
	var undo int64
	c := &cobra.Command{
		Use:   "mark [A [B]]",
		Short: "Say which images are not the same, or which one stays, for all later runs",
		Long: `Mark overrules dedup: two images are not the same, or one of them stays and what
is the same goes to it. What was said is kept in the ledger by the images' bytes,
so that it outlives moved files and new runs; --undo takes it back. Without
images it lists what was said. A and B are paths, ends of paths, or starts of
ids. Run winnow dedup again to apply it.` + "\n" + exitHelp,
		Example: `  winnow dedup mark a.png b.png --not-same
  winnow dedup mark b.png --keep
  winnow dedup mark                  list what was said
  winnow dedup mark --undo 2`,
		Args: cobra.MaximumNArgs(2),
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		ws, err := a.existing()
		if err != nil {
			return err
		}
		undoing := c.Flags().Changed("undo")
		switch {
		case len(args) == 0 && !notSame && !keep && !undoing:
			return a.listMarks(c.Context(), ws)
		case undoing && (len(args) > 0 || notSame || keep):
			return errors.New("--undo takes the number of a mark and nothing else: see `winnow dedup mark --help`")
		case undoing:
			return a.undoMark(ws, undo)
		case notSame == keep:
			return errors.New("say either --not-same, with two images, or --keep, with one: see `winnow dedup mark --help`")
		case notSame && len(args) != 2:
			return errors.New("--not-same is said of two images: see `winnow dedup mark --help`")
		case keep && len(args) != 1:
			return errors.New("--keep is said of one image: see `winnow dedup mark --help`")
		}
		return a.mark(c.Context(), ws, args, keep)
	}
	c.Flags().BoolVar(&notSame, "not-same", false, "A and B are different pictures")
	c.Flags().BoolVar(&keep, "keep", false, "A stays, and what is the same goes to it")
	c.Flags().Int64Var(&undo, "undo", 0, "take back the mark of this number")
	return c
}

// marked is a mark with the paths that it speaks of.
type marked struct {
	ledger.Mark
	PathA string `json:"path_a"`
	PathB string `json:"path_b,omitempty"`
}

func (m *marked) String() string {
	if m.Kind == ledger.MarkKeep {
		return fmt.Sprintf("%s stays", m.PathA)
	}
	return fmt.Sprintf("%s and %s are not the same", m.PathA, m.PathB)
}

func (a *app) mark(ctx context.Context, ws dataset.Workspace, names []string, keep bool) error {
	m := marked{Mark: ledger.Mark{Kind: ledger.MarkNotSame, Made: time.Now()}}
	if keep {
		m.Kind = ledger.MarkKeep
	}
	var ids, paths []string
	for _, name := range names {
		rows, err := find(ws, name)
		if err != nil {
			return err
		}
		if rows[0].ID == "" {
			return fmt.Errorf("%s could not be read, so there is nothing to say of it: %s", rows[0].Path, orDash(rows[0].Error))
		}
		ids, paths = append(ids, rows[0].ID), append(paths, rows[0].Path)
	}
	m.A, m.PathA = ids[0], paths[0]
	if len(ids) == 2 {
		if ids[0] == ids[1] {
			return fmt.Errorf("%s and %s are the same bytes: that cannot be overruled", paths[0], paths[1])
		}
		m.B, m.PathB = ids[1], paths[1]
		if m.B < m.A {
			m.A, m.B, m.PathA, m.PathB = m.B, m.A, m.PathB, m.PathA
		}
	}
	return a.inLedger(ws, func(book *ledger.Ledger) error {
		standing, err := book.Marks(ctx)
		if err != nil {
			return err
		}
		for _, s := range standing {
			if s.Kind == m.Kind && s.A == m.A && s.B == m.B {
				m.Mark = s
				return a.answer(m, func() { fmt.Fprintf(a.out, "mark %d said so already: %s\n", m.ID, m.String()) })
			}
		}
		if m.ID, err = book.AddMark(m.Mark); err != nil {
			return err
		}
		return a.answer(m, func() {
			fmt.Fprintf(a.out, "mark %d: %s\nnext: winnow dedup%s applies it; winnow dedup mark%[3]s --undo %[1]d takes it back\n", m.ID, m.String(), a.inWorkspace())
		})
	})
}

// inLedger opens the ledger while no other winnow writes to it.
func (a *app) inLedger(ws dataset.Workspace, f func(*ledger.Ledger) error) error {
	return a.locked(ws, func() error {
		book, err := ledger.Open(ws.Ledger())
		if err != nil {
			return err
		}
		return errors.Join(f(book), book.Close())
	})
}

func (a *app) undoMark(ws dataset.Workspace, id int64) error {
	if !ledger.Exists(ws.Ledger()) {
		return fmt.Errorf("no mark that stands has the number %d: nothing was ever marked", id)
	}
	return a.inLedger(ws, func(book *ledger.Ledger) error {
		if err := book.UndoMark(id, time.Now()); err != nil {
			return err
		}
		return a.answer(map[string]int64{"undone": id}, func() {
			fmt.Fprintf(a.out, "mark %d is taken back\nnext: winnow dedup%s applies it\n", id, a.inWorkspace())
		})
	})
}

func (a *app) listMarks(ctx context.Context, ws dataset.Workspace) error {
	all, err := marksOf(ctx, ws, "")
	if err != nil {
		return err
	}
	return a.answer(all, func() {
		if len(all) == 0 {
			fmt.Fprintln(a.out, "nothing is marked: winnow dedup mark A B --not-same, or winnow dedup mark A --keep")
		}
		for i := range all {
			fmt.Fprintf(a.out, "%4d  %s\n", all[i].ID, all[i].String())
		}
	})
}

// marksOf is the marks that stand and speak of an id, or all of them.
func marksOf(ctx context.Context, ws dataset.Workspace, id string) ([]marked, error) {
	all := []marked{}
	if !ledger.Exists(ws.Ledger()) {
		return all, nil
	}
	book, err := ledger.Open(ws.Ledger())
	if err != nil {
		return nil, err
	}
	standing, err := book.Marks(ctx)
	if err = errors.Join(err, book.Close()); err != nil {
		return nil, err
	}
	for _, s := range standing {
		if id == "" || s.A == id || s.B == id {
			all = append(all, marked{Mark: s})
		}
	}
	return all, namePaths(ws, all)
}

// namePaths fills in the first path of each id; one that is gone keeps the
// start of its id.
func namePaths(ws dataset.Workspace, all []marked) error {
	if len(all) == 0 || !table.Has(ws, dataset.TableImages) {
		return nil
	}
	paths := map[string]string{}
	for _, m := range all {
		paths[m.A], paths[m.B] = m.A, m.B
	}
	for row, err := range table.ReadColumns(ws.Table(dataset.TableImages), []string{"id", "path"}) {
		if err != nil {
			return err
		}
		id, _ := row[0].(string)
		if path, _ := row[1].(string); id != "" && paths[id] == id {
			paths[id] = path
		}
	}
	for i := range all {
		all[i].PathA, all[i].PathB = paths[all[i].A], paths[all[i].B]
	}
	return nil
}
