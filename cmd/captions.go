package cmd

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/caption"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/ledger"
	"github.com/winnow-data/winnow/internal/place"
)

var _ = add(func(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "captions",
		Short: "Take the ledger of captions out of a workspace, or into one",
		Long: `Captions moves the ledger: every caption, every request with its answer and its
price. Nothing is lost on the way, and what a ledger has is not added twice.` + "\n" + exitHelp,
		Example: `  winnow captions export captions.jsonl
  winnow captions import captions.jsonl -w another`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(&cobra.Command{
		Use:     "export FILE",
		Short:   "Write the ledger as JSON lines (- = standard output)",
		Long:    "Export writes all that the ledger holds as JSON lines; import makes the same ledger of them.\n" + exitHelp,
		Example: "  winnow captions export captions.jsonl\n  winnow captions export - | gzip > captions.jsonl.gz",
		Args:    exactly(1, "the file to write"),
		RunE:    func(c *cobra.Command, args []string) error { return a.exportCaptions(c, args[0]) },
	}, &cobra.Command{
		Use:     "import FILE",
		Short:   "Add exported JSON lines to the ledger (- = standard input)",
		Long:    "Import adds what export wrote, all of it or, when a line is bad, nothing.\n" + exitHelp,
		Example: "  winnow captions import captions.jsonl",
		Args:    exactly(1, "the file to read"),
		RunE:    func(c *cobra.Command, args []string) error { return a.importCaptions(c, args[0]) },
	})
	return c
})

func (a *app) exportCaptions(c *cobra.Command, to string) (err error) {
	ws, err := a.existing()
	if err != nil {
		return err
	}
	if !ledger.Exists(ws.Ledger()) {
		return fmt.Errorf("the workspace %s has no ledger yet: run `winnow caption` first", ws.Dir)
	}
	book, err := ledger.Open(ws.Ledger())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	if to == "-" {
		_, err := book.Export(c.Context(), a.out)
		return err
	}
	if err := outsideOfSource(ws, "the archive", to); err != nil {
		return err
	}
	var lines int64
	err = place.WriteFile(to, func(w io.Writer) (err error) {
		lines, err = book.Export(c.Context(), w)
		return err
	})
	if err != nil {
		return err
	}
	return a.answer(map[string]any{"lines": lines, "file": to}, func() {
		fmt.Fprintf(a.out, "wrote %s entries to %s\n", digits.Commas(lines), to)
	})
}

func (a *app) importCaptions(c *cobra.Command, from string) error {
	ws, err := a.existing()
	if err != nil {
		return err
	}
	return a.locked(ws, func() (err error) {
		in, err := a.open(from)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, in.Close()) }()
		o := caption.Options{}
		if err := errors.Join(a.section("caption", &o), a.section("check", &o.Check)); err != nil {
			return err
		}
		done, err := caption.Restore(c.Context(), ws, io.Reader(in), o)
		if err != nil {
			return err
		}
		return a.answer(done, func() {
			fmt.Fprintf(a.out, "added %s captions and %s requests; %s were there already\n", digits.Commas(done.Captions), digits.Commas(done.Attempts), digits.Commas(done.Had))
		})
	})
}
