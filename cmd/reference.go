package cmd

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/dedup"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/scan"
)

// readReferences replaces each reference of the options by the workspace that
// knows it. A folder is scanned into one of its own below ours; neither it nor
// a workspace that is named is ever changed.
func (a *app) readReferences(ctx context.Context, ws dataset.Workspace, source string, o *dedup.Options, scanning scan.Options) error {
	resolved := make([]string, 0, len(o.Reference))
	for _, name := range o.Reference {
		other, known, err := a.referenceOf(ws, source, name)
		if err != nil {
			return fmt.Errorf("the reference %s: %w", name, err)
		}
		if !known {
			report, end := a.progress()
			s, err := scan.Run(ctx, other, name, scanTools(), scanning, report)
			end()
			if err != nil && !errors.Is(err, scan.ErrNoImages) {
				return fmt.Errorf("read the reference %s: %w", name, err)
			}
			if err != nil && !table.Has(other, dataset.TableImages) {
				a.say("reference %s: it has no images, so that nothing is compared with it", name)
				continue
			}
			if err != nil {
				a.say("reference %s: it has no images now, and what it had before is compared", name)
			}
			if s.Failed > 0 {
				a.say("reference %s: %s of %s files could not be read, and are not compared", name, digits.Commas(s.Failed), digits.Commas(s.Found))
			}
		}
		resolved = append(resolved, other.Dir)
	}
	o.Reference = resolved
	return nil
}

// referenceOf is the workspace of a reference, and whether it is one that
// somebody made: else the folder must be scanned into it.
func (a *app) referenceOf(ws dataset.Workspace, source, name string) (other dataset.Workspace, known bool, err error) {
	if info, err := os.Stat(name); err != nil || !info.IsDir() {
		return other, false, fmt.Errorf("there is no such folder or workspace")
	}
	for _, dir := range []string{name, filepath.Join(name, ".winnow")} {
		other = dataset.Workspace{Dir: dir}
		if !isWorkspace(other) {
			continue
		}
		// Not to be scanned as a folder of pictures, of which there are none in it.
		if err := table.Require(other, dataset.TableImages, dataset.TableMeasures); err != nil {
			return other, false, err
		}
		if same(dir, ws.Dir) {
			return other, false, fmt.Errorf("it is the workspace itself, whose images would all be dropped: name another")
		}
		return other, true, nil
	}
	if source != "" && place.OutsideOf(source, name) != nil {
		return other, false, fmt.Errorf("it is inside the source, whose images would be dropped for themselves: use --protect 'path startsWith \"…\"' to keep a part of a source")
	}
	if err := place.OutsideOf(name, ws.Dir); err != nil {
		return other, false, fmt.Errorf("the workspace %w", err)
	}
	absolute, err := filepath.Abs(name)
	if err != nil {
		return other, false, err
	}
	sum := sha256.Sum256([]byte(absolute))
	return dataset.Workspace{Dir: filepath.Join(ws.Dir, "reference-"+hex.EncodeToString(sum[:6]))}, false, nil
}

// isWorkspace says that a folder has tables of a scan, readable or not.
func isWorkspace(ws dataset.Workspace) bool {
	for _, name := range []string{dataset.TableImages, dataset.TableMeasures} {
		if _, err := os.Stat(ws.Table(name)); err == nil {
			return true
		}
	}
	return false
}

// same says that two paths lead to one folder.
func same(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}
