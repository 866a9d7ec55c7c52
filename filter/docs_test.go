package filter

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

func TestEveryMeasureIsInTheDocs(t *testing.T) {
	page, err := os.ReadFile("../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range Measures() {
		high := fmt.Sprint(m.High)
		if math.IsInf(m.High, 1) {
			high = "…"
		}
		row := fmt.Sprintf("| `%s` | %v to %s | %s |\n", m.Name, m.Low, high, m.Doc)
		if !strings.Contains(string(page), row) {
			t.Errorf("docs/rules.md lacks the row\n%s", row)
		}
	}
}
