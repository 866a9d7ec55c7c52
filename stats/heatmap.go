package stats

import (
	"fmt"
)

type crossing struct {
	Title, Subtitle string
	Columns         []string
	Rows            []crossingRow
}

type crossingRow struct {
	Value string
	Cells []crossingCell
}

type crossingCell struct{ Class, Key, Title, Lift, Share string }

func (b *pageBuilder) crossings() []crossing {
	var out []crossing
	for _, x := range b.Intersections {
		out = append(out, b.crossingOf(x))
	}
	return out
}

func (b *pageBuilder) crossingOf(x Intersection) crossing {
	c := crossing{Title: headOf(b.set.properties[x.at[0]].Title) + " and " + b.set.properties[x.at[1]].Title, Subtitle: fmt.Sprintf("n = %s of which both are known; lift, and share of all", thinThousands(x.N))}
	for _, cell := range x.Cells {
		if len(c.Rows) == 0 || c.Rows[len(c.Rows)-1].Value != cell.A {
			c.Rows = append(c.Rows, crossingRow{Value: cell.A})
		}
		row := &c.Rows[len(c.Rows)-1]
		if len(c.Rows) == 1 {
			c.Columns = append(c.Columns, cell.B)
		}
		row.Cells = append(row.Cells, heat(x, cell))
	}
	return c
}

// heat is a cell: the further its lift from 1, the stronger its ground.
func heat(x Intersection, cell Cell) crossingCell {
	c := crossingCell{Class: "even", Title: fmt.Sprintf("%s and %s: %s images (%s to %s), %s expected, q = %.2g",
		cell.A, cell.B, thousands(cell.N), percent(cell.Low), percent(cell.High), rounded(cell.Expected), cell.Q)}
	if cell.N < leastCell {
		c.Class = "even few"
		return c
	}
	c.Key = x.A + "×" + x.B + "/" + cell.A + "×" + cell.B
	c.Lift, c.Share = fmt.Sprintf("%.2f", cell.Lift), percent(cell.Share)
	switch {
	case cell.Lift >= 2:
		c.Class = "over2"
	case cell.Lift >= 1.1:
		c.Class = "over1"
	case cell.Lift <= .5:
		c.Class = "under2"
	case cell.Lift <= .9:
		c.Class = "under1"
	}
	if cell.Significant {
		c.Class += " sure"
	}
	return c
}
