package cmd

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/filter"
)

var _ = add(func(a *app) *cobra.Command {
	var rules, drop, note, off []string
	var top, preview, page, examples string
	var suggest bool
	c := &cobra.Command{
		Use:   "filter",
		Short: "Decide which images are unfit, by rules over measures",
		Long: `Filter asks the rules of the recipe about every image and writes the table of
verdicts. It opens no image, so that trying another threshold takes seconds.
docs/rules.md has the language, docs/calibration.md the error rates.

--preview RULE decides nothing: it writes a page with the images on both sides of
the rule's threshold, and what another --rule would change. --suggest decides
nothing either: it proposes thresholds from the set's own distribution, and from
examples: lines of PATH,keep or PATH,drop (or an id; a third field may name the
rule), or JSON lines with path, verdict and rule.` + "\n" + exitHelp,
		Example: `  winnow filter
  winnow filter --rule 'text_heavy=text_area > 0.3 && !("comic" in tags)' --off aspect
  winnow filter --drop blurry --top 20%
  winnow filter --preview text_heavy --rule 'text_heavy=text_area > 0.1' --html text.html
  winnow filter --suggest --examples reviewed.csv`,
		Args: cobra.NoArgs,
	}
	c.RunE = func(c *cobra.Command, _ []string) error {
		o := filter.Options{}
		if err := a.section("filter", &o); err != nil {
			return err
		}
		before := filter.Options{Rules: slices.Clone(o.Rules)}
		if err := filterFlags(&o, rules, drop, note, off, top); err != nil {
			return err
		}
		if preview == "" && c.Flags().Changed("preview") {
			return errors.New("--preview wants the name of a rule, such as text_heavy")
		}
		if err := filterModes(preview, page, suggest, examples); err != nil {
			return err
		}
		if suggest {
			return a.suggest(c.Context(), o, examples)
		}
		if preview != "" {
			return a.preview(c.Context(), before, o, preview, page)
		}
		ws, err := a.existing()
		if err != nil {
			return err
		}
		return a.locked(ws, func() error {
			report, end := a.progress()
			s, err := filter.Run(c.Context(), ws, o, report)
			end()
			if err != nil {
				return err
			}
			s.Notes = append(s.Notes, silent(&s, rules, drop, note)...)
			if len(rules)+len(drop)+len(note)+len(off) > 0 || top != "" {
				s.Notes = append(s.Notes, "decided by the options of this command; `winnow filter` without them decides by the recipe again")
			}
			return a.conclude(s)
		})
	}
	c.Flags().StringArrayVar(&rules, "rule", nil, "NAME=CONDITION: another condition for a rule, or a rule of your own")
	c.Flags().StringSliceVar(&drop, "drop", nil, "rules that drop what they find")
	c.Flags().StringSliceVar(&note, "note", nil, "rules that only report")
	c.Flags().StringSliceVar(&off, "off", nil, "rules that are not asked")
	c.Flags().StringVar(&top, "top", "", "keep only this share of the rest, the best by quality, such as 20%")
	c.Flags().StringVar(&preview, "preview", "", "write a page of images on both sides of this rule's threshold, decide nothing")
	c.Flags().StringVar(&page, "html", "", "file of that page (default preview_RULE.html)")
	c.Flags().BoolVar(&suggest, "suggest", false, "propose thresholds that suit the set, decide nothing")
	c.Flags().StringVar(&examples, "examples", "", "FILE of images that a person keeps and drops, for --suggest")
	return c
})

// silent says which rules of the command line the summary would not name.
func silent(s *dataset.Summary, rules, drop, note []string) []string {
	names := slices.Concat(drop, note)
	for _, text := range rules {
		name, _, _ := namedRule(text)
		names = append(names, name)
	}
	slices.Sort(names)
	var notes []string
	for _, name := range slices.Compact(names) {
		if s.Dropped[name]+s.Counts["noted "+name]+s.Counts["noted "+name+", dropped anyway"] == 0 {
			notes = append(notes, fmt.Sprintf("rule %s: 0 of the images that dedup left", name))
		}
	}
	return notes
}

// filterModes says what does not go together.
func filterModes(preview, page string, suggest bool, examples string) error {
	switch {
	case preview != "" && suggest:
		return errors.New("--preview and --suggest are two questions: ask one")
	case page != "" && preview == "":
		return errors.New("--html is the file of --preview RULE: name the rule too")
	case examples != "" && !suggest:
		return errors.New("--examples is what --suggest learns from: give both")
	}
	return nil
}

// filterFlags lays what the flags say over the recipe.
func filterFlags(o *filter.Options, rules, drop, note, off []string, top string) error {
	for _, text := range rules {
		name, when, ok := namedRule(text)
		if !ok {
			return fmt.Errorf("--rule %q: write NAME=CONDITION, such as 'text_heavy=text_area > 0.3'", text)
		}
		ruleOf(o, name).When = when
	}
	for _, set := range []struct {
		action string
		names  []string
	}{{filter.ActionDrop, drop}, {filter.ActionNote, note}, {filter.ActionOff, off}} {
		for _, name := range set.names {
			ruleOf(o, name).Action = set.action
		}
	}
	if top == "" {
		return nil
	}
	number, percent := strings.CutSuffix(top, "%")
	share, err := strconv.ParseFloat(number, 64)
	if percent {
		share /= 100
	}
	if err != nil || !(share >= 0 && share <= 1) { // NaN is none of both
		return fmt.Errorf("--top %q: write a share from 0 to 1, such as 20%% or 0.2", top)
	}
	o.Top = share
	return nil
}

// namedRule reads NAME=CONDITION.
func namedRule(text string) (name, when string, ok bool) {
	name, when, ok = strings.Cut(text, "=")
	name, when = strings.TrimSpace(name), strings.TrimSpace(when)
	return name, when, ok && name != ""
}

// ruleOf finds the rule of that name in the recipe, or adds an empty one.
func ruleOf(o *filter.Options, name string) *filter.Rule {
	for i := range o.Rules {
		if o.Rules[i].Name == name {
			return &o.Rules[i]
		}
	}
	o.Rules = append(o.Rules, filter.Rule{Name: name})
	return &o.Rules[len(o.Rules)-1]
}
