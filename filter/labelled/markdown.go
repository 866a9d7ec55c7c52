package labelled

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
)

// Markdown writes docs/calibration.md, measured on that day. Times are not in
// it, so that the same pictures give the same text.
func (r *Report) Markdown(w io.Writer, day string) error {
	var b strings.Builder
	b.WriteString("# How right the rules are\n\n")
	b.WriteString("Written by `winnow bench filter --markdown`, with the folders of art named below. The pictures are made: art without text, of whose folders half\n")
	b.WriteString("was fitted on and the other half is judged here, as drawings of other seeds are; the same lettered in several scripts and ways; the same with colour, light or sharpness\ntaken away.\n\n")
	fmt.Fprintf(&b, "Art: drawn by `winnow`'s own generator, patterns%s; %d pictures, %d spoilt ones.\n", folders(r.Folders), r.Art, r.Spoilt)
	if r.Limit > 0 {
		fmt.Fprintf(&b, "Of each folder at most about %d pictures were taken.\n", r.Limit)
	}
	fmt.Fprintf(&b, "Letters are of %d fonts, and of %d others where nothing was fitted on.\n", r.Fonts[0], r.Fonts[1])
	fmt.Fprintf(&b, "\nMeasured on %s by `winnow bench filter`.\n", day)
	if !r.CJK {
		b.WriteString("No font with Chinese, Japanese and Korean letters was installed: these scripts were not measured.\n")
	}
	b.WriteString("\n## text_area\n\nOn layouts, fonts and patterns like those that were fitted on:\n\n")
	r.Text.markdown(&b)
	b.WriteString("\nOn other layouts, fonts and patterns, which nothing was fitted on, at the same threshold:\n\n")
	r.Unseen.markdown(&b)
	b.WriteString("\nOf both, on drawings by the generator alone: one to three people, landscapes and still lifes, in colour, grey, brown, tones and lines, plain and patterned,\nof seeds that nothing was fitted on:\n\n")
	r.Drawn.markdown(&b)
	b.WriteString("\n## Rules\n\n`alarms` is the share of sound pictures in colour that the rule speaks about.\n\n")
	b.WriteString("| rule | condition | action | AUC | precision | recall | alarms |\n|---|---|---|---|---|---|---|\n")
	for _, x := range r.Rules {
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s | %s | %s | %s |\n", x.Rule, strings.ReplaceAll(x.When, "|", "\\|"), x.Action, cell(x.AUC), cell(x.Precision), cell(x.Recall), cell(x.Alarms))
	}
	r.Colour.markdown(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

func (c *ColourResult) markdown(b *strings.Builder) {
	b.WriteString("\n## Colour\n\nGrey (also with noise in its colours, also as JPEG), one hue, and colour (also pale, dark or blurred), by the rules greyscale and tinted:\n\n")
	b.WriteString("| | |\n|---|---|\n")
	fmt.Fprintf(b, "| pictures | %d |\n", c.Pictures)
	for _, name := range slices.Sorted(maps.Keys(c.Recall)) {
		fmt.Fprintf(b, "| recall of %s | %.3f |\n", name, c.Recall[name])
	}
	fmt.Fprintf(b, "| balanced accuracy of the three | %.3f |\n", c.Balanced)
	fmt.Fprintf(b, "| grey pictures with a coloured mark of 0.1 to 0.2 %% of the area | %d |\n| of which the mark is seen | %.3f |\n", c.Marks, c.Seen)
}

func (t *TextResult) markdown(b *strings.Builder) {
	b.WriteString("| | |\n|---|---|\n")
	fmt.Fprintf(b, "| pictures judged, with 10 %% of text and more | %d, %d |\n", t.Pictures, t.Heavy)
	fmt.Fprintf(b, "| AUC, 10 %% and more against less | %.3f |\n| AUC, against none | %.3f |\n", t.AUC, t.AUCNone)
	fmt.Fprintf(b, "| balanced accuracy at %.3f | %.3f |\n", t.Threshold, t.Balanced)
	fmt.Fprintf(b, "| art without text above the default threshold | %.1f %% |\n", 100*t.Alarms)
	fmt.Fprintf(b, "| mean distance from the true share | %.3f |\n", t.Error)
	b.WriteString("\nRecall at that threshold, by script and by layout:\n\n| | recall |\n|---|---|\n")
	for _, name := range slices.Sorted(maps.Keys(t.Recall)) {
		fmt.Fprintf(b, "| %s | %.2f |\n", name, t.Recall[name])
	}
}

func folders(names []string) string {
	if len(names) == 0 {
		return ""
	}
	var short []string
	for _, n := range names {
		short = append(short, n[strings.LastIndexByte(strings.TrimRight(n, "/"), '/')+1:])
	}
	return ", and the folders " + strings.Join(short, ", ")
}

func cell(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return fmt.Sprintf("%.3f", v)
}

// Plain is the report for JSON, which has no NaN: what is not known is -1.
func (r *Report) Plain() *Report {
	for _, rules := range [][]RuleResult{r.Rules, r.Labels} {
		for i := range rules {
			x := &rules[i]
			for _, v := range []*float64{&x.AUC, &x.Precision, &x.Recall, &x.Alarms} {
				if math.IsNaN(*v) {
					*v = -1
				}
			}
		}
	}
	return r
}
