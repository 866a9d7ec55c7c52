package cmd

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
)

var _ = add(func(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version of the program and of its tables",
		Long:    "Version prints the version of the program, of its tables and of Go.\n" + exitHelp,
		Example: "  winnow version --json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			v := struct {
				Version string `json:"version"`
				Tables  int    `json:"tables"`
				Go      string `json:"go"`
			}{buildVersion(), dataset.Version, runtime.Version()}
			return a.answer(v, func() {
				fmt.Fprintf(a.out, "winnow %s, tables of version %d, %s\n", v.Version, v.Tables, v.Go)
			})
		},
	}
})

// buildVersion is the version of the module, or the commit that it was built from.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(12, len(s.Value))]
		}
	}
	return "development"
}
