// Command winnow turns a folder of scraped illustrations into a training set.
package main

import (
	"os"

	"github.com/winnow-data/winnow/cmd"
)

func main() { os.Exit(cmd.Main()) }
