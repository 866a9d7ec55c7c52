package labelled

import "context"

// Report is what was measured.
type Report struct {
	Art      int          `json:"art"`    // pictures without text
	Spoilt   int          `json:"spoilt"` // pictures made from them with known faults
	Labelled int          `json:"labelled"`
	CJK      bool         `json:"cjk"` // a font of the system has Chinese, Japanese and Korean letters
	Text     *TextResult  `json:"text"`
	Rules    []RuleResult `json:"rules"`            // on spoilt pictures; text_heavy on lettered ones
	Labels   []RuleResult `json:"labels,omitempty"` // on those of a file of labels
	Lines    *Fit         `json:"fit,omitempty"`
	Folders  []string     `json:"folders"`
}

// Measure makes the pictures and asks the rules.
func Measure(ctx context.Context, o Options) (*Report, error) {
	all, pictures, cjk, err := gather(ctx, o)
	if err != nil {
		return nil, err
	}
	r := &Report{Art: len(all), CJK: cjk, Folders: o.Art}
	if o.Fit {
		r.Lines, err = fitLines(ctx, pictures, all)
		return r, err
	}
	if r.Text, err = measureText(ctx, all, pictures); err != nil {
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
