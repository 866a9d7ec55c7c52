package stats

import (
	"fmt"
	"html/template"
	"strings"
)

// barRow is one bar of a chart: a button that opens the pictures behind it.
type barRow struct {
	Value   string
	Number  string
	Spoken  string
	Key     string
	SVG     template.HTML
	Unknown bool
	Main    bool // that the title speaks of
}

// chart is the bars of one property, before as an outline and after as a fill,
// on one axis from 0 to the longest.
type chart struct {
	ID       string
	Label    string
	Title    string
	Subtitle string
	Note     string
	Bars     []barRow
	Columns  []string
	Table    []tableRow
}

type tableRow struct {
	Value string
	Cells []string
}

// bar draws one bar in a box of 100 × 16 that is stretched to its place: the
// share after as a fill, the one before as an outline, the interval as a whisker.
func bar(after Share, before float64, full float64, unknown bool) template.HTML {
	x := func(share float64) float64 { return 100 * min(1, share/full) }
	var b strings.Builder
	b.WriteString(`<svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">`)
	if unknown {
		// Hatched, for it is not a value.
		b.WriteString(`<path class="hatch" d="`)
		for at := 0.; at+1 < x(after.Share); at += 2 {
			fmt.Fprintf(&b, "M%.1f 13L%.1f 3", at, at+1)
		}
		fmt.Fprintf(&b, `"/><rect class="before" x="0" y="2.5" width="%.2f" height="11"/>`, x(after.Share))
	} else {
		fmt.Fprintf(&b, `<rect class="fill" x="0" y="2.5" width="%.2f" height="11"/>`, x(after.Share))
		if before >= 0 {
			fmt.Fprintf(&b, `<rect class="before" x="0" y="1" width="%.2f" height="14"/>`, x(before))
		}
		if after.N > 0 {
			fmt.Fprintf(&b, `<path class="whisker" d="M%.2f 8H%.2fM%.2f 5V11M%.2f 5V11"/>`, x(after.Low), x(after.High), x(after.Low), x(after.High))
		}
	}
	b.WriteString(`<path class="axis" d="M0 0V16"/></svg>`)
	return template.HTML(b.String())
}
