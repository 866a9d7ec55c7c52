package cmd

import (
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

func TestEveryTableCanBeShown(t *testing.T) {
	for _, name := range dataset.Tables {
		if rows := tablesOf[name]; name != dataset.TableMeasures && (rows.read == nil || len(rows.kinds) == 0) {
			t.Errorf("the rows of %s cannot be read, or nothing can be asked of them", name)
		}
	}
}
