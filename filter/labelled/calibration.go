package labelled

import (
	"fmt"
	"strings"
)

// Calibrations are what rules of the recipe say of themselves under
// `calibration`, by name, from the text of docs/calibration.md.
func Calibrations(page string) (map[string]string, error) {
	_, day, ok := strings.Cut(page, "\nMeasured on ")
	if !ok {
		return nil, fmt.Errorf("read the calibration: the page does not say when it was measured")
	}
	day, _, _ = strings.Cut(day, " ")
	_, rules, _ := strings.Cut(page, "\n## Rules\n")
	rules, _, _ = strings.Cut(rules, "\n## ")
	all := map[string]string{}
	for _, row := range strings.Split(rules, "\n") {
		cells := strings.Split(strings.ReplaceAll(row, `\|`, ""), "|") // the condition's own
		if len(cells) != 9 || strings.Contains(row, "---") || strings.TrimSpace(cells[1]) == "rule" {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		var parts []string
		if cells[5] != "" {
			parts = append(parts, fmt.Sprintf("precision %s, recall %s", cells[5], cells[6]))
		}
		all[cells[1]] = strings.Join(append(parts, fmt.Sprintf("speaks of %s of sound art; made pictures, %s, winnow bench filter", cells[7], day)), ", ")
	}
	return all, nil
}
