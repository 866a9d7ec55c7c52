package cmd

import (
	"context"
	"fmt"
	"image"
	"image/png"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/dedup"
	"github.com/winnow-data/winnow/internal/ledger"
	"github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/internal/table"
)

var _ = add(func(a *app) *cobra.Command {
	var picture string
	c := &cobra.Command{
		Use:   "explain A B",
		Short: "Whether two images are the same picture, and every number behind it",
		Long: `Explain compares two images of the workspace as dedup does, and prints the
decision, a sentence, and every number with its limit. A and B are paths in the
source, ends of paths, or starts of ids (four characters or more). With --png it writes A as it lies on B,
B, and their difference, side by side.` + "\n" + exitHelp,
		Example: `  winnow explain 2023/a.jpg 2024/b.png
  winnow explain a.jpg b.png --png aligned.png --json`,
		Args: exactly(2, "one of the two images to compare"),
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		o := dedup.Options{}
		if err := a.section("dedup", &o); err != nil {
			return err
		}
		ws, err := a.existing()
		if err != nil {
			return err
		}
		if picture != "" && !strings.EqualFold(filepath.Ext(picture), ".png") {
			return fmt.Errorf("--png %s: a PNG is written: name a file that ends in .png", picture)
		}
		e, err := explain(c.Context(), ws, args[0], args[1], o)
		if err != nil {
			return err
		}
		if picture != "" {
			if err := outsideOfSource(ws, "the picture", picture); err != nil {
				return err
			}
			if err := writeAligned(picture, e.Aligned()); err != nil {
				return err
			}
		}
		return a.answer(e, func() {
			a.printExplanation(e)
			if picture != "" {
				fmt.Fprintf(a.out, "wrote %s\n", picture)
			}
		})
	}
	c.Flags().StringVar(&picture, "png", "", "write the aligned pair and its difference to this file")
	return c
})

func explain(ctx context.Context, ws dataset.Workspace, nameA, nameB string, o dedup.Options) (*dedup.Explanation, error) {
	var images [2]dataset.Image
	for i, name := range []string{nameA, nameB} {
		rows, err := find(ws, name)
		if err != nil {
			return nil, err
		}
		images[i] = rows[0]
	}
	prints, err := measuredOf(ws, images[0].ID, images[1].ID)
	if err != nil {
		return nil, err
	}
	for _, img := range images {
		if prints[img.ID] == nil {
			return nil, fmt.Errorf("%s was not measured: %s", img.Path, orDash(img.Error))
		}
	}
	e, err := dedup.Explain(&images[0], &images[1], prints[images[0].ID], prints[images[1].ID], o)
	if err != nil {
		return nil, err
	}
	said, err := marksOf(ctx, ws, images[0].ID)
	if err != nil {
		return nil, err
	}
	for _, m := range said {
		if m.Kind == ledger.MarkNotSame && (m.A == images[1].ID || m.B == images[1].ID) {
			e.Overrule(m.Mark.ID)
		}
	}
	return e, nil
}

// measuredOf is the fingerprints of those ids.
func measuredOf(ws dataset.Workspace, ids ...string) (map[string]*dataset.Measured, error) {
	if err := table.Require(ws, dataset.TableMeasures); err != nil {
		return nil, err
	}
	found := map[string]*dataset.Measured{}
	for m, err := range table.ReadMeasures(ws.Table(dataset.TableMeasures), nil, true) {
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if m.ID == id {
				found[id] = &m
			}
		}
	}
	return found, nil
}

// writeAligned writes the picture, if the two can be laid on one another.
func writeAligned(path string, img image.Image) error {
	if img == nil {
		return fmt.Errorf("write %s: the two pictures are of such different shapes that they cannot be laid on one another", path)
	}
	return place.WriteFile(path, func(w io.Writer) error { return png.Encode(w, img) })
}

func (a *app) printExplanation(e *dedup.Explanation) {
	fmt.Fprintf(a.out, "%s\n", e.Sentence)
	if e.Survivor != "" {
		fmt.Fprintf(a.out, "  kept: %s, for %s\n", e.Survivor, e.Why)
	}
	fmt.Fprintf(a.out, "  compared     A %s, %s; B %s\n", e.ViewA, e.Position, e.ViewB)
	fmt.Fprintf(a.out, "  hashes       %d of 256 bits differ (candidates: at most %d); 64-bit pHash %d; trust %.2f and %.2f\n", e.Bits, e.Radius, e.PHashBits, e.TrustA, e.TrustB)
	fmt.Fprintf(a.out, "  shape        ×%.3f\n", e.Aspect)
	if e.Tone == nil {
		fmt.Fprintln(a.out, "  tone         not measured")
	} else {
		fmt.Fprintf(a.out, "  tone         gain %.2f, offset %+.1f, gamma %.2f\n", e.Tone.Gain, e.Tone.Offset, e.Tone.Gamma)
	}
	said := func(name string, n *dedup.Statistic, format string, times float64) {
		text := n.String()
		if n != nil {
			text = fmt.Sprintf(format, times*float64(*n))
		}
		fmt.Fprintf(a.out, "  %-12s %s\n", name, text)
	}
	said("brightness", e.Luma, "%.2f of the limit in the worst tile", 1)
	said("colour", e.Chroma, "%.2f of the limit in the worst tile", 1)
	said("redrawn", e.Spot, "%.2f of the limit in the place that stands out most", 1)
	said("agreement", e.Agreement, "%.0f %% of the tiles", 100)
}
