package stats

import (
	"fmt"

	"github.com/winnow-data/winnow/internal/digits"
)

// crossing is a heat map of two properties.
type crossing struct {
	Title, Subtitle string
	Columns         []string
	Rows            []crossingRow
}

type crossingRow struct {
	Value string
	Cells []crossingCell
}

type crossingCell struct{ Class, Key, Title, Spoken, Lift, Share string }

// crossings are those with at least two values of each property: of fewer
// nothing can go together.
func (b *pageBuilder) crossings() []crossing {
	var out []crossing
	for _, x := range b.Intersections {
		if c := b.crossingOf(x); len(c.Rows) > 1 && len(c.Columns) > 1 {
			out = append(out, c)
		}
	}
	return out
}

func (b *pageBuilder) crossingOf(x Intersection) crossing {
	c := crossing{Title: b.together(&x), Subtitle: fmt.Sprintf("%s (down) and %s (across); n = %s of which both are known; lift, and share of all",
		headOf(b.set.properties[x.at[0]].Title), b.set.properties[x.at[1]].Title, digits.Thin(x.N))}
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

// together is the combination that is furthest from chance, in a sentence.
func (b *pageBuilder) together(x *Intersection) string {
	cells := strongestFirst(x.Cells)
	one, other := headOf(b.set.properties[x.at[0]].Title), b.set.properties[x.at[1]].Title
	if len(cells) == 0 {
		return one + " and " + other + ": nothing beyond chance"
	}
	c := cells[0]
	meet := fmt.Sprintf("%s %s and %s %s", one, c.A, other, c.B)
	switch {
	case c.N == 0:
		return meet + " never meet"
	case c.Lift > 1:
		return fmt.Sprintf("%s: %.1f × as often as by chance", meet, c.Lift)
	}
	return fmt.Sprintf("%s: %.2f × as often as by chance", meet, c.Lift)
}

// heat is a cell: the further its lift from 1, the stronger its ground.
func heat(x Intersection, cell Cell) crossingCell {
	c := crossingCell{Class: "even", Title: fmt.Sprintf("%s and %s: %s (%s to %s), %s expected, q = %.2g",
		cell.A, cell.B, images(cell.N), percent(cell.Low), percent(cell.High), rounded(cell.Expected), cell.Q)}
	if cell.N < leastCell {
		c.Class = "even few"
		return c
	}
	c.Spoken = fmt.Sprintf("%s and %s: lift %.2f, %s, %s. Show pictures.", cell.A, cell.B, cell.Lift, images(cell.N), percent(cell.Share))
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
