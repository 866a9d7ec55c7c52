package stats

import (
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed report.html
var pageText string

//go:embed report.css
var pageStyle string

//go:embed report.js
var pageScript string

var pageTemplate = template.Must(template.New("report").Funcs(template.FuncMap{"tied": tied}).Parse(pageText))

// tied keeps a sign of per cent with its number at the end of a line.
func tied(text string) string { return strings.ReplaceAll(text, " %", "\u00a0%") }

// HTML writes the report as one file that needs nothing else: charts, styles,
// and small pictures of examples, which are read from the source.
func (r *Report) HTML(ctx context.Context, w io.Writer) error {
	x, err := r.choose()
	if err != nil {
		return fmt.Errorf("choose examples for the report: %w", err)
	}
	small, err := x.thumbnails(ctx, r.Source)
	if err != nil {
		return fmt.Errorf("make thumbnails for the report: %w", err)
	}
	b := &pageBuilder{Report: r, examples: x, small: small, used: map[int]bool{}}
	p, err := b.page()
	if err != nil {
		return err
	}
	if err := pageTemplate.Execute(w, p); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}
