package caption

import (
	"context"
	"testing"

	"github.com/winnow-data/winnow/internal/chat/fake"
)

// BenchmarkAsking captions by a server on this machine that answers at once,
// with 64 requests in flight: what it costs is winnow's own work.
func BenchmarkAsking(b *testing.B) {
	const images = 2000
	ws, kept := newWorkspace(b, images)
	_, tools := serve(b, fake.Options{})
	n := 0
	for b.Loop() {
		n++
		// Another temperature is another generation.
		t := float64(n) / 1000
		if _, err := RunWith(context.Background(), ws, Options{Backend: "openai", Model: "m", Concurrency: 64, Temperature: &t}, tools, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n*len(kept))/b.Elapsed().Seconds(), "requests/s")
}

// BenchmarkComposing captions offline, ledger and table included.
func BenchmarkComposing(b *testing.B) {
	ws, kept := newWorkspace(b, 4000)
	n := 0
	for b.Loop() {
		n++
		form := []string{"long", "short"}[n%2] // each run has all captions to write
		o := Options{}
		o.Compose.Form = form
		if _, err := RunWith(context.Background(), ws, o, Tools{}, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n*len(kept))/b.Elapsed().Seconds(), "captions/s")
}
