package labelled

import (
	"context"
	"fmt"
	"strings"
)

// Reproduced is the last section of docs/calibration.md: what the rules reach on
// drawings and letters that every machine makes alike. Where it differs from
// what the page says, the page is stale: measures, rules or the generator have
// changed since it was written.
func Reproduced(ctx context.Context) (string, error) {
	r, err := onOwnDrawings(ctx)
	if err != nil {
		return "", err
	}
	return r.reproduced(), nil
}

// onOwnDrawings measures few and small pictures, for every run of the tests does.
func onOwnDrawings(ctx context.Context) (*Report, error) {
	return Measure(ctx, Options{Bare: true, Drawn: 16, Side: 448})
}

func (r *Report) reproduced() string {
	var b strings.Builder
	b.WriteString("\n## On the program's own drawings and fonts\n\nThe tests make these figures anew, and fail where they differ from this page.\n\n")
	fmt.Fprintf(&b, "text: %d pictures, AUC %.2f, balanced accuracy %.2f\n", r.Text.Pictures, r.Text.AUC, r.Text.Balanced)
	fmt.Fprintf(&b, "text on other layouts and patterns: %d pictures, AUC %.2f, balanced accuracy %.2f\n", r.Unseen.Pictures, r.Unseen.AUC, r.Unseen.Balanced)
	fmt.Fprintf(&b, "text of both, on flat drawings: %d pictures, AUC %.2f, balanced accuracy %.2f, alarms %.2f\n\n", r.Drawn.Pictures, r.Drawn.AUC, r.Drawn.Balanced, r.Drawn.Alarms)
	b.WriteString("| rule | condition | precision | recall | alarms |\n|---|---|---|---|---|\n")
	for _, x := range r.Rules {
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s | %s |\n", x.Rule, strings.ReplaceAll(x.When, "|", "\\|"), rough(x.Precision), rough(x.Recall), rough(x.Alarms))
	}
	return b.String()
}

// rough has two digits, for the last ones may differ between processors.
func rough(v float64) string {
	if v != v {
		return ""
	}
	return fmt.Sprintf("%.2f", v)
}
