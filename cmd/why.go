package cmd

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/table"
)

var _ = add(func(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "why FILE",
		Short: "Everything that is known of one image: numbers, verdict, duplicates, captions",
		Long: `Why prints every number, verdict, duplicate, tag and caption of one image. FILE is
its path in the source, its path on this machine, the end of its path, or the
start of its id.` + "\n" + exitHelp,
		Example: `  winnow why 2024/poster_17.png
  winnow why 3f9ac1 --json`,
		Args: exactly(1, "the image to explain"),
		RunE: func(c *cobra.Command, args []string) error {
			ws, err := a.existing()
			if err != nil {
				return err
			}
			all, err := gather(c.Context(), ws, args[0])
			if err != nil {
				return err
			}
			return a.answer(all, func() { a.printKnown(all) })
		},
	}
})

// known is all that the tables say of one image.
type known struct {
	Image    dataset.Image       `json:"image"`
	Copies   []string            `json:"copies,omitempty"` // other files of the same bytes
	Measures map[string]standing `json:"measures"`
	Verdict  *dataset.Verdict    `json:"verdict,omitempty"`
	Group    *dataset.Group      `json:"group,omitempty"`
	Pairs    []namedPair         `json:"pairs,omitempty"`
	Marks    []marked            `json:"marks,omitempty"` // what people said of it
	Tags     *dataset.Tagged     `json:"tags,omitempty"`
	Captions []dataset.Caption   `json:"captions,omitempty"`
	paths    map[string]string   // of the ids that are spoken of
	order    []string            // of the measures
}

// standing is a measure and where it stands in the set.
type standing struct {
	Value *float64 `json:"value"` // null: could not be measured
	Below float64  `json:"below"` // share of the set that has a smaller value, 0–1
	drawn string   // the distribution with the value marked
}

type namedPair struct {
	dataset.Pair
	Other string `json:"other"` // path of the other one
}

func gather(ctx context.Context, ws dataset.Workspace, name string) (*known, error) {
	rows, err := find(ws, name)
	if err != nil {
		return nil, err
	}
	k := &known{Image: rows[0], Measures: map[string]standing{}, paths: map[string]string{}}
	for _, r := range rows[1:] {
		k.Copies = append(k.Copies, r.Path)
	}
	id := k.Image.ID
	if err := k.standings(ws, id); err != nil {
		return nil, err
	}
	if k.Verdict, err = row(ws, dataset.TableVerdicts, id, func(v *dataset.Verdict) string { return v.ID }); err != nil {
		return nil, err
	}
	if k.Group, err = row(ws, dataset.TableGroups, id, func(g *dataset.Group) string { return g.ID }); err != nil {
		return nil, err
	}
	if k.Tags, err = row(ws, dataset.TableTags, id, func(t *dataset.Tagged) string { return t.ID }); err != nil {
		return nil, err
	}
	if table.Has(ws, dataset.TableCaptions) {
		for c, err := range table.Read[dataset.Caption](ws.Table(dataset.TableCaptions)) {
			if err != nil {
				return nil, err
			}
			if c.ID == id {
				k.Captions = append(k.Captions, c)
			}
		}
	}
	if err := k.pairs(ws, id); err != nil {
		return nil, err
	}
	k.Marks, err = marksOf(ctx, ws, id)
	return k, err
}

func (k *known) pairs(ws dataset.Workspace, id string) error {
	if table.Has(ws, dataset.TablePairs) {
		for p, err := range table.Read[dataset.Pair](ws.Table(dataset.TablePairs)) {
			if err != nil {
				return err
			}
			if p.A == id || p.B == id {
				k.Pairs = append(k.Pairs, namedPair{Pair: p})
			}
		}
	}
	for row, err := range table.ReadColumns(ws.Table(dataset.TableImages), []string{"id", "path"}) {
		if err != nil {
			return err
		}
		if rowID, path := row[0].(string), row[1].(string); k.paths[rowID] == "" {
			k.paths[rowID] = path
		}
	}
	for i := range k.Pairs {
		p := &k.Pairs[i]
		p.Other = k.paths[p.A]
		if p.A == id {
			p.Other = k.paths[p.B]
		}
	}
	return nil
}

// standings compares each measure with the whole set in one pass.
func (k *known) standings(ws dataset.Workspace, id string) error {
	path := ws.Table(dataset.TableMeasures)
	names, err := table.MeasureNames(path)
	if err != nil {
		return err
	}
	k.order = names
	mine, err := row0(path, names, id)
	if err != nil || mine == nil {
		return err
	}
	below, all := make([]float64, len(names)), make([]float64, len(names))
	shapes := make([]shape, len(names))
	for m, err := range table.ReadMeasures(path, names, false) {
		if err != nil {
			return err
		}
		for i, v := range m.Values {
			if math.IsNaN(v) {
				continue
			}
			all[i]++
			shapes[i].add(v)
			if v < mine[i] {
				below[i]++
			}
		}
	}
	for i, name := range names {
		s := standing{}
		if !math.IsNaN(mine[i]) {
			s.Value, s.Below, s.drawn = &mine[i], below[i]/max(all[i], 1), shapes[i].draw(mine[i])
		}
		k.Measures[name] = s
	}
	return nil
}

func row0(path string, names []string, id string) ([]float64, error) {
	for m, err := range table.ReadMeasures(path, names, false) {
		if err != nil {
			return nil, err
		}
		if m.ID == id {
			return m.Values, nil
		}
	}
	return nil, nil
}

func (a *app) printKnown(k *known) {
	img := k.Image
	fmt.Fprintf(a.out, "%s\n", img.Path)
	for _, c := range k.Copies {
		fmt.Fprintf(a.out, "  same bytes: %s\n", c)
	}
	fmt.Fprintf(a.out, "  %s %d×%d, %s, %s bytes, id %.12s…\n", orDash(img.Format), img.Width, img.Height, orDash(img.Mode), digits.Commas(img.Bytes), img.ID)
	fmt.Fprintf(a.out, "  status %s", img.Status)
	if img.Error != "" {
		fmt.Fprintf(a.out, ": %s", img.Error)
	}
	fmt.Fprintln(a.out)
	for _, w := range img.Warnings {
		fmt.Fprintf(a.out, "  warning: %s\n", w)
	}
	if img.Origin != "" {
		fmt.Fprintf(a.out, "  metadata from %s\n", img.Origin)
	}
	a.printVerdict(k)
	if said := textSaid(k.Measures); len(said) > 0 {
		fmt.Fprintf(a.out, "\ntext\n  %s\n", strings.Join(said, "\n  "))
	}
	a.printGroup(k)
	a.printStandings(k)
	a.printTags(k)
	for _, c := range k.Captions {
		score := ""
		if c.Score != nil {
			score = fmt.Sprintf(", score %.2f", *c.Score)
		}
		fmt.Fprintf(a.out, "\ncaption (%s by %s%s)\n  %s\n", c.Kind, c.Backend, score, strings.ReplaceAll(c.Text, "\n", "\n  "))
		for _, f := range c.Checks {
			fmt.Fprintf(a.out, "  %s %s %s\n", f.Rule, f.Tag, f.Evidence)
		}
	}
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func (a *app) printVerdict(k *known) {
	if k.Verdict == nil {
		fmt.Fprintf(a.out, "\nverdict\n  none yet: `winnow filter` decides\n")
		return
	}
	fmt.Fprintf(a.out, "\nverdict\n  %s", k.Verdict.Verdict)
	if k.Verdict.Stage != "" {
		fmt.Fprintf(a.out, ", by %s", k.Verdict.Stage)
	}
	fmt.Fprintln(a.out)
	for _, r := range k.Verdict.Reasons {
		line := reasonLine(r)
		if g := k.Group; g != nil && k.paths[g.Group] != "" {
			line = strings.Replace(line, g.Group, k.paths[g.Group], 1)
		}
		fmt.Fprintf(a.out, "  %s\n", line)
	}
	if v := k.Verdict; v.Oddness != nil && v.OddBy != "" {
		fmt.Fprintf(a.out, "  oddness %.1f in this set, mostly by %s\n", *v.Oddness, v.OddBy)
	}
	for _, r := range k.Verdict.Notes {
		fmt.Fprintf(a.out, "  noted only: %s\n", reasonLine(r))
	}
}

func reasonLine(r dataset.Reason) string {
	text := r.Rule
	if r.Threshold != "" {
		text += ": " + r.Threshold
	}
	if r.Value != nil {
		text += fmt.Sprintf(" (%s is %.4g)", r.Measure, *r.Value)
	}
	return text
}

func (a *app) printGroup(k *known) {
	if k.Group == nil && len(k.Pairs) == 0 && len(k.Marks) == 0 {
		return
	}
	fmt.Fprintf(a.out, "\nduplicates\n")
	if g := k.Group; g != nil && g.Survivor {
		what := "survivor of its group"
		if g.Family == "" && !strings.HasPrefix(g.Why, "best of") {
			what = "stays"
		}
		fmt.Fprintf(a.out, "  %s: %s\n", what, g.Why)
	} else if g != nil && g.Group != "" && (g.Group == g.ID || k.paths[g.Group] == "") {
		fmt.Fprintf(a.out, "  %s\n", g.Why) // of a picture of a reference
	} else if g != nil && g.Group != "" {
		fmt.Fprintf(a.out, "  %s of %s: %s\n", g.Class, k.paths[g.Group], g.Why)
	}
	for _, m := range k.Marks {
		fmt.Fprintf(a.out, "  mark %d: %s\n", m.ID, m.String())
	}
	for _, p := range k.Pairs {
		fmt.Fprintf(a.out, "  %-8s %.3f  %s  %s\n", p.Class, p.Distance, p.Other, p.Transform)
	}
}

func (a *app) printStandings(k *known) {
	if len(k.Measures) == 0 {
		return
	}
	fmt.Fprintf(a.out, "\nmeasures%*s\n", shapeWidth+38, "[value] in the set, low to high · share below")
	for _, name := range k.order {
		s := k.Measures[name]
		if s.Value == nil {
			fmt.Fprintf(a.out, "  %-20s          -\n", name)
			continue
		}
		fmt.Fprintf(a.out, "  %-20s %10.4g  %s %5.1f %%\n", name, *s.Value, s.drawn, 100*s.Below)
	}
}

func (a *app) printTags(k *known) {
	if k.Tags == nil {
		return
	}
	fmt.Fprintf(a.out, "\ntags\n")
	for _, c := range []struct {
		name string
		tags []string
	}{{"character", k.Tags.Character}, {"copyright", k.Tags.Copyright}, {"artist", k.Tags.Artist}, {"general", k.Tags.General}, {"meta", k.Tags.Meta}} {
		if len(c.tags) > 0 {
			fmt.Fprintf(a.out, "  %-10s %s\n", c.name, strings.Join(c.tags, " "))
		}
	}
	for _, ch := range k.Tags.Changes {
		fmt.Fprintf(a.out, "  %s %s by %s", ch.Change, ch.Tag, ch.By)
		if ch.From != "" {
			fmt.Fprintf(a.out, ", from %.12s", ch.From)
		}
		fmt.Fprintln(a.out)
	}
}
