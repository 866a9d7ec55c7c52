package table

import (
	"errors"
	"fmt"

	"github.com/winnow-data/winnow/dataset"
)

// madeBy is the command that makes each table, for errors that say what to do.
var madeBy = map[string]string{
	dataset.TableImages:   "winnow scan SOURCE",
	dataset.TableMeasures: "winnow scan SOURCE",
	dataset.TablePairs:    "winnow dedup",
	dataset.TableGroups:   "winnow dedup",
	dataset.TableTags:     "winnow tags",
	dataset.TableVerdicts: "winnow filter",
	dataset.TableCaptions: "winnow caption",
	dataset.TableExported: "winnow export -o OUT",
}

// IsMissing says whether an error means that a table has not been made.
func IsMissing(err error) bool { return errors.Is(err, ErrMissing) }

// Require is an error that names the command to run unless all those tables
// are in the workspace and can be opened.
func Require(ws dataset.Workspace, names ...string) error {
	for _, name := range names {
		_, err := ReadFooter(ws.Table(name))
		if IsMissing(err) {
			return fmt.Errorf("workspace %s has no table of %s yet: run `%s -w %s` first", ws.Dir, name, madeBy[name], ws.Dir)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Has says whether the workspace has a table of that name.
func Has(ws dataset.Workspace, name string) bool {
	_, err := ReadFooter(ws.Table(name))
	return err == nil
}
