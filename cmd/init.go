package cmd

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/caption"
	"github.com/winnow-data/winnow/check"
	"github.com/winnow-data/winnow/dedup"
	"github.com/winnow-data/winnow/export"
	"github.com/winnow-data/winnow/filter"
	"github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/retag"
	"github.com/winnow-data/winnow/scan"
	"github.com/winnow-data/winnow/stats"
)

var _ = add(func(a *app) *cobra.Command {
	var force bool
	c := &cobra.Command{
		Use:   "init [FILE]",
		Short: "Write a recipe with every option, its default and a comment",
		Long: `Init writes winnow.yaml: every option of every stage with its default value and
what it does. Commands read it from the current folder, or from --recipe; a flag
wins over the recipe. With - for FILE the recipe is printed.` + "\n" + exitHelp,
		Example: `  winnow init
  winnow init recipes/strict.yaml && winnow run ~/scrape -o out --recipe recipes/strict.yaml`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			path := "winnow.yaml"
			if len(args) == 1 {
				path = args[0]
			}
			if path == "-" {
				_, err := io.WriteString(a.out, fullRecipe())
				return err
			}
			if err := replaceable(path, force); err != nil {
				return err
			}
			err := place.WriteFile(path, func(w io.Writer) error {
				_, err := io.WriteString(w, fullRecipe())
				return err
			})
			if err != nil {
				return err
			}
			return a.answer(map[string]string{"written": path}, func() {
				fmt.Fprintf(a.out, "wrote %s: change what you want, delete the rest\n", path)
			})
		},
	}
	c.Flags().BoolVar(&force, "force", false, "replace a recipe that is there")
	return c
})

// replaceable is an error if there is a file that a recipe may not replace: any,
// without force, and with it what is no text and so cannot be a recipe.
func replaceable(path string, force bool) error {
	info, err := os.Stat(path)
	if err != nil || info.IsDir() {
		return nil // writing says what is the matter
	}
	if !force {
		return fmt.Errorf("%s is there already: --force replaces it", path)
	}
	if !info.Mode().IsRegular() {
		return nil
	}
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read what is there: %w", err)
	}
	head, err := io.ReadAll(io.LimitReader(file, 4096))
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("read what is there: %w", err)
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return fmt.Errorf("%s is no recipe, and is not replaced: name another file", path)
	}
	return nil
}

// fullRecipe is every stage's section.
func fullRecipe() string {
	parts := []string{"# The recipe of a run. What is not written here has its default value.\n"}
	for _, section := range []string{scan.Recipe, dedup.Recipe, retag.Recipe, filter.Recipe, stats.Recipe, caption.Recipe, check.Recipe, export.Recipe} {
		parts = append(parts, strings.TrimRight(section, "\n")+"\n")
	}
	return strings.Join(parts, "\n")
}
