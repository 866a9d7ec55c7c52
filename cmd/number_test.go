package cmd

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func TestNumbersThatCannotBeAreRefusedByTheirName(t *testing.T) {
	a := &app{out: &bytes.Buffer{}, err: &bytes.Buffer{}, getenv: func(string) string { return "" }}
	seen := 0
	everyCommand(a.root(), func(c *cobra.Command) {
		c.Flags().VisitAll(func(f *pflag.Flag) {
			bad := map[string][]string{"int": {"-1"}, "int64": {"-1"}, "float64": {"-1", "-0.5", "nan", "NaN", "inf", "-Inf"}}[f.Value.Type()]
			if f.Name == "seed" {
				return
			}
			for _, value := range bad {
				seen++
				path := strings.Fields(c.CommandPath())[1:]
				status, out, err := call(t, append(path, "--"+f.Name, value)...)
				want := fmt.Sprintf("--%s is %s: ", f.Name, value)
				if status != exitFailed || out != "" || !strings.Contains(err, want) || strings.Count(err, "\n") != 1 {
					t.Errorf("%s --%s %s ended with %d and said %q, want one line with %q", c.CommandPath(), f.Name, value, status, err, want)
				}
			}
		})
	})
	if seen < 60 {
		t.Errorf("%d numbers were tried: the flags of numbers are not found", seen)
	}
}
