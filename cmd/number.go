package cmd

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// number is a flag of a count, a share or a time: none of them is negative, and
// all are finite.
type number struct{ pflag.Value }

// Set refuses what no such number can be.
func (n number) Set(text string) error {
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		switch {
		case math.IsNaN(f), math.IsInf(f, 0):
			return &badNumber{"want a finite number"}
		case f < 0:
			return &badNumber{"it must not be negative"}
		}
	}
	return n.Value.Set(text)
}

// badNumber is why a number is refused.
type badNumber struct{ why string }

func (e *badNumber) Error() string { return e.why }

// boundNumbers makes number of every flag of a command that takes one, but for
// seeds, which may be any.
func boundNumbers(c *cobra.Command) {
	bind := func(f *pflag.Flag) {
		switch f.Value.Type() {
		case "int", "int64", "float64":
			if f.Name != "seed" {
				f.Value = number{f.Value}
			}
		}
	}
	c.Flags().VisitAll(bind)
	for _, sub := range c.Commands() {
		boundNumbers(sub)
	}
}

// flagError says which flag is wrong, and where to read about it.
func flagError(c *cobra.Command, err error) error {
	var bad *badNumber
	var invalid *pflag.InvalidValueError
	if errors.As(err, &bad) && errors.As(err, &invalid) {
		return fmt.Errorf("--%s is %s: %w; leave it out for the default", invalid.GetFlag().Name, invalid.GetValue(), bad)
	}
	var number *strconv.NumError
	if errors.As(err, &number) && errors.As(err, &invalid) {
		wanted := "a whole number"
		if strings.HasPrefix(invalid.GetFlag().Value.Type(), "float") {
			wanted = "a number"
		}
		return fmt.Errorf("--%s is %q: it must be %s, in digits and not too large; see `%s --help`", invalid.GetFlag().Name, invalid.GetValue(), wanted, c.CommandPath())
	}
	return fmt.Errorf("%w: see `%s --help`", err, c.CommandPath())
}
