package stats

import (
	"fmt"
	"io"
	"strings"

	"github.com/winnow-data/winnow/internal/digits"
)

// Markdown writes the report for a dataset card or a repository.
func (r *Report) Markdown(w io.Writer) error {
	var b strings.Builder
	f := r.Funnel
	fmt.Fprintf(&b, "# %s %s %s\n\n", digits.Commas(r.last().N), r.last().Name, digits.Form(r.last().N, "image", "images"))
	fmt.Fprintf(&b, "Found %s; duplicates %s; filtered %s; failed %s; kept %s.\n\n", digits.Commas(f.Found), digits.Commas(f.Duplicate), digits.Commas(f.Filtered), digits.Commas(f.Failed), digits.Commas(f.Kept))
	for _, note := range r.Notes {
		fmt.Fprintf(&b, "> %s\n\n", note)
	}
	b.WriteString("## Findings\n\n")
	if len(r.Findings) == 0 {
		b.WriteString("No property is lopsided beyond doubt.\n")
	}
	for i, finding := range r.Findings {
		fmt.Fprintf(&b, "%d. %s", i+1, escaped(finding.Text))
		if finding.Recipe != "" {
			fmt.Fprintf(&b, "\n   `%s`", finding.Recipe)
		}
		b.WriteByte('\n')
	}
	if advice := together(r.Findings); advice != "" {
		fmt.Fprintf(&b, "\n%s\n", advice)
	}
	for at, p := range Properties() {
		if r.Stages[0].Distributions[at].Known > 0 {
			r.markdownTable(&b, at, p)
		}
	}
	r.markdownIntersections(&b)
	for i, g := range r.Gates {
		if i == 0 {
			b.WriteString("\n## Gates\n\n")
		}
		fmt.Fprintf(&b, "- %s: %s\n", map[bool]string{true: "holds", false: "**broken**"}[g.OK], escaped(g.Text))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Report) markdownTable(b *strings.Builder, at int, p *Property) {
	fmt.Fprintf(b, "\n## %s\n\n%s.\n\n|  |", headOf(p.Title), headOf(p.Doc))
	for _, s := range r.Stages {
		fmt.Fprintf(b, " %s | |", s.Name)
	}
	b.WriteString(" 95 % |\n|---|" + strings.Repeat("--:|--:|", len(r.Stages)) + "--:|\n")
	for _, v := range chartRows(&r.last().Distributions[at], &r.Stages[0].Distributions[at], r.options.Top) {
		fmt.Fprintf(b, "| %s |", escaped(v.Value))
		for _, s := range r.Stages {
			have := s.Distributions[at].value(v.Value)
			fmt.Fprintf(b, " %s | %s |", digits.Commas(have.N), percent(have.Share))
		}
		fmt.Fprintf(b, " %.1f–%.1f |\n", 100*v.Low, 100*v.High)
	}
	if note := chartNote(&r.last().Distributions[at]); note != "" {
		fmt.Fprintf(b, "\n%s\n", note)
	}
}

func (r *Report) markdownIntersections(b *strings.Builder) {
	cells := r.surprises()
	if len(cells) == 0 {
		return
	}
	b.WriteString("\n## Together more or less often than chance allows\n\n| | | images | lift | q |\n|---|---|--:|--:|--:|\n")
	for _, c := range cells[:min(len(cells), 2*textCells)] {
		fmt.Fprintf(b, "| %s | %s | %s | %.2f | %.2g |\n", escaped(c.A), escaped(c.B), digits.Commas(c.N), c.Lift, c.Q)
	}
}

// escaped is text in which Markdown sees no marks.
func escaped(s string) string {
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;").Replace(s)
}
