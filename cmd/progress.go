package cmd

import (
	"fmt"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/digits"
)

// progress draws one line on a terminal: stage, bar, done and total, rate,
// time left, failed so far. Anywhere else, and with --quiet, it is silent.
// Call end when the stage is over.
func (a *app) progress() (report dataset.Progress, end func()) {
	file := terminal(a.err)
	if file == nil || a.quiet {
		return nil, func() {}
	}
	b := &bar{app: a, file: file}
	return b.report, b.clear
}

// terminal is the file of a stream that a person is at; nil of any other.
func terminal(stream any) *os.File {
	if file, ok := stream.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		return file
	}
	return nil
}

type bar struct {
	app   *app
	file  *os.File
	stage string
	start time.Time
	from  int64 // done when the stage began, for the rate
	drawn time.Time
}

const (
	barWidth  = 20
	drawEvery = 100 * time.Millisecond
)

func (b *bar) report(stage string, done, total, failed int64) {
	now := time.Now()
	if stage != b.stage {
		b.stage, b.start, b.from = stage, now, done
	}
	if now.Sub(b.drawn) < drawEvery && done != total {
		return
	}
	b.drawn = now
	columns, _, err := term.GetSize(int(b.file.Fd()))
	if err != nil {
		columns = 80
	}
	text := b.line(now, done, total, failed)
	fmt.Fprintf(b.file, "\r\033[K%.*s", columns-1, text)
}

func (b *bar) line(now time.Time, done, total, failed int64) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%-8s ", b.stage)
	if total > 0 {
		full := int(min(done, total) * barWidth / total)
		fmt.Fprintf(&text, "%s%s %s / %s", strings.Repeat("#", full), strings.Repeat(".", barWidth-full), digits.Commas(done), digits.Commas(total))
	} else {
		fmt.Fprintf(&text, "%s", digits.Commas(done))
	}
	if spent := now.Sub(b.start).Seconds(); spent > 1 && done > b.from {
		rate := float64(done-b.from) / spent
		fmt.Fprintf(&text, "  %.0f/s", rate)
		if left := total - done; left > 0 {
			fmt.Fprintf(&text, "  %s left", (time.Duration(float64(left)/rate) * time.Second).Round(time.Second))
		}
	}
	if failed > 0 {
		fmt.Fprintf(&text, "  %s failed", digits.Commas(failed))
	}
	return text.String()
}

func (b *bar) clear() { fmt.Fprint(b.file, "\r\033[K") }
