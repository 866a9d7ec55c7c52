package cmd

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/winnow-data/winnow/check"
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/scan"
)

// answer prints what a stage did: one JSON object with --json, else as text.
func (a *app) answer(value any, text func()) error {
	if !a.json {
		text()
		return nil
	}
	line, err := json.Marshal(value)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%s\n", line)
	return err
}

// conclude prints a summary and ends with the status that it calls for.
func (a *app) conclude(s dataset.Summary) error {
	if err := a.answer(s, func() { a.printSummary(s) }); err != nil {
		return err
	}
	if s.Failed > 0 || unlisted(s) {
		return &statusError{status: exitSomeFailed}
	}
	return nil
}

// unlisted says that a folder could not be listed, so that images are missing.
func unlisted(s dataset.Summary) bool { return s.Counts[scan.Unlisted] > 0 }

// printSummary writes aligned columns: what, how many, and the share of all.
func (a *app) printSummary(s dataset.Summary) {
	state := ""
	if s.UpToDate {
		state = ", nothing had changed"
	}
	fmt.Fprintf(a.out, "%s: %s%s\n", s.Stage, counted(s), state)
	lines := []line{{"kept", s.Kept, true}}
	for _, name := range byCount(s.Dropped) {
		lines = append(lines, line{name, s.Dropped[name], true})
	}
	if s.Failed > 0 {
		lines = append(lines, line{"failed", s.Failed, true})
	}
	for _, name := range slices.Sorted(maps.Keys(s.Counts)) {
		if s.Counts[name] != 0 {
			lines = append(lines, line{name, s.Counts[name], false})
		}
	}
	a.printLines(lines, s.Found)
	for _, note := range s.Notes {
		fmt.Fprintf(a.out, "  %s\n", a.located(note))
	}
}

// counted is what a stage found: captions if it looks at those, else images.
func counted(s dataset.Summary) string {
	if s.Stage == check.Stage {
		return digits.Count(s.Found, "caption")
	}
	return digits.Count(s.Found, "image")
}

// located names the workspace in the commands that a note gives, where they
// would not find it by themselves. Notes are kept in files that must not depend
// on where the workspace is, and therefore do not name it.
func (a *app) located(note string) string {
	if a.workspaceDir == "" {
		return note
	}
	return locating.ReplaceAllString(note, "`winnow $1"+strings.ReplaceAll(a.inWorkspace(), "$", "$$")+"$2")
}

// locating are the commands in notes that need the workspace.
var locating = regexp.MustCompile("`winnow (show images|show|caption)([ `])")

// inWorkspace is the flag that a command needs to find the workspace again.
func (a *app) inWorkspace() string {
	if a.workspaceDir == "" {
		return ""
	}
	return " -w " + quoted(a.workspaceDir)
}

// quoted is a word of a command as a shell takes it.
func quoted(word string) string {
	if word != "" && !strings.ContainsFunc(word, func(r rune) bool {
		return r < 128 && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("/._-+:@%,=", r)
	}) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// line is a name, a number, and whether it is a share of all images.
type line struct {
	name  string
	n     int64
	share bool
}

func (a *app) printLines(lines []line, found int64) {
	widest, longest := 0, 0
	for _, l := range lines {
		widest, longest = max(widest, len(l.name)), max(longest, len(digits.Commas(l.n)))
	}
	for _, l := range lines {
		fmt.Fprintf(a.out, "  %-*s  %*s", widest, l.name, longest, digits.Commas(l.n))
		if l.share && found > 0 {
			fmt.Fprintf(a.out, "  %5.1f %%", 100*float64(l.n)/float64(found))
		}
		fmt.Fprintln(a.out)
	}
}

// byCount orders names by their numbers, the largest first.
func byCount(counts map[string]int64) []string {
	names := slices.Sorted(maps.Keys(counts))
	slices.SortStableFunc(names, func(x, y string) int { return cmp.Compare(counts[y], counts[x]) })
	return names
}
