package cmd

import (
	"fmt"

	"github.com/spf13/cobra"
)

// override takes the value of a flag that was given over that of the recipe.
func override[T any](c *cobra.Command, flag string, option *T, value T) {
	if c.Flags().Changed(flag) {
		*option = value
	}
}

// exactly wants n arguments, and says what they are when there are fewer.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < n {
			return fmt.Errorf("%s is missing: see `%s --help`", what, c.CommandPath())
		}
		if len(args) > n {
			return fmt.Errorf("%q is one argument too many: see `%s --help`", args[n], c.CommandPath())
		}
		return nil
	}
}
