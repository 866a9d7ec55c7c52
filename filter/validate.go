package filter

import (
	"maps"

	"github.com/winnow-data/winnow/internal/view"
)

// Validate is the error that Run would give for these options, without a
// workspace.
func (o Options) Validate() error {
	o, err := o.resolved()
	if err != nil {
		return err
	}
	columns := view.ColumnsWith(Measures())
	maps.Copy(columns, own)
	_, err = compile(o.Rules, columns)
	return err
}
