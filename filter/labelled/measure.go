package labelled

import (
	"context"
	"slices"
)

// Report is what was measured.
type Report struct {
	Art      int           `json:"art"`    // pictures without text
	Spoilt   int           `json:"spoilt"` // pictures made from them with known faults
	Labelled int           `json:"labelled"`
	CJK      bool          `json:"cjk"` // a font of the system has Chinese, Japanese and Korean letters
	Text     *TextResult   `json:"text"`
	Unseen   *TextResult   `json:"unseen"`           // text in layouts and fonts that nothing was fitted on
	Drawn    *TextResult   `json:"drawn"`            // both, on drawings of our generator alone
	Rules    []RuleResult  `json:"rules"`            // on spoilt pictures; text_heavy on lettered ones
	Labels   []RuleResult  `json:"labels,omitempty"` // on those of a file of labels
	Colour   *ColourResult `json:"colour"`           // on spoilt pictures
	Lines    *Fit          `json:"fit,omitempty"`
	Folders  []string      `json:"folders"`
	Limit    int           `json:"limit"` // pictures of each folder, 0 for all
	Fonts    [2]int        `json:"fonts"` // that were written with, and others for what nothing was fitted on
}

// Measure makes the pictures and asks the rules.
func Measure(ctx context.Context, o Options) (*Report, error) {
	g, err := gather(ctx, o)
	if err != nil {
		return nil, err
	}
	all := g.art
	r := &Report{Art: len(all), CJK: g.cjk, Folders: o.Art, Limit: o.Limit, Fonts: g.fonts}
	if o.Fit {
		r.Lines, err = fitLines(ctx, g.lettered, slices.Concat(all, g.scenes))
		return r, err
	}
	if err := r.judgeText(ctx, g); err != nil {
		return nil, err
	}
	asker, err := newAsker()
	if err != nil {
		return nil, err
	}
	t := newTally(asker)
	if r.Spoilt, err = measureSpoils(ctx, t, all, o.Seed); err != nil {
		return nil, err
	}
	r.Rules = t.results()
	r.Colour = t.colour.result()
	for i := range r.Rules {
		if x := &r.Rules[i]; x.Rule == "text_heavy" {
			x.outcome, x.AUC = r.Text.rule, r.Text.AUC
			x.Precision, x.Recall, x.Alarms = x.precision(), x.recall(), r.Text.Alarms
		}
	}
	if o.Labels == "" {
		return r, nil
	}
	t = newTally(asker)
	r.Labelled, err = measureLabels(ctx, t, o.Labels)
	r.Labels = t.results()
	return r, err
}

// judgeText scores text_area at the threshold that half of the drawings choose.
func (r *Report) judgeText(ctx context.Context, g *gathered) error {
	seen, millis, err := measureText(ctx, slices.Concat(g.art, g.scenes), g.lettered)
	if err != nil {
		return err
	}
	r.Text = scoreText(seen, bestThreshold(seen))
	r.Text.Millis = millis
	unseen, millis, err := measureText(ctx, g.unseenArt, g.unseenLettered)
	if err != nil {
		return err
	}
	for _, c := range seen { // the art without text is the same
		if c.area == 0 && c.half == 1 && len(c.tags) == 1 && c.tags[0] != "pattern" {
			unseen = append(unseen, c)
		}
	}
	r.Unseen = scoreText(unseen, r.Text.Threshold)
	r.Unseen.Millis = millis
	r.Drawn = scoreText(slices.DeleteFunc(slices.Concat(seen, unseen[:len(g.unseenLettered)]), func(c textCase) bool { return !c.drawn() }), r.Text.Threshold)
	r.Drawn.Millis = r.Text.Millis
	return nil
}
