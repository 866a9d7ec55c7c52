package cmd

import (
	"strings"
	"testing"
	"time"
)

func TestProgressLine(t *testing.T) {
	start := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	b := &bar{stage: "scan", start: start}
	for _, tt := range []struct {
		name                string
		done, total, failed int64
		want                string
	}{
		{"half way", 500, 1000, 0, "scan     ##########.......... 500 / 1,000  50/s  10s left"},
		{"with failures", 1000, 1000, 3, "scan     #################### 1,000 / 1,000  100/s  3 failed"},
		{"before the total is known", 20, 0, 0, "scan     20  2/s"},
	} {
		if got := b.line(start.Add(10*time.Second), tt.done, tt.total, tt.failed); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestProgressIsSilentInAPipe(t *testing.T) {
	var err strings.Builder
	a := &app{err: &err}
	report, end := a.progress()
	report.Report("scan", 1, 2, 0)
	end()
	if err.Len() > 0 {
		t.Errorf("progress wrote %q to something that is no terminal", err.String())
	}
}
