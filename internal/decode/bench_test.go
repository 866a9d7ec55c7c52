package decode

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkDecode decodes a file of each format: pixels, planes, integrity.
func BenchmarkDecode(b *testing.B) {
	files := encoded(b, drawing(6, 1600))
	files = append(files, moduleFiles(b, "golang.org/x/image", "testdata/yellow_rose.lo*.webp")...)
	files = append(files, moduleFiles(b, "github.com/gen2brain/heic", "testdata/test8.heic")...)
	for _, f := range files {
		b.Run(f.name, func(b *testing.B) {
			b.SetBytes(int64(len(f.data)))
			b.ReportAllocs()
			for b.Loop() {
				Decode(context.Background(), f.name, f.data, Options{})
			}
		})
	}
}

// BenchmarkShares says what decoding is made of, over the folders photos and
// portraits of the corpora: how much planes and integrity add to the pixels.
func BenchmarkShares(b *testing.B) {
	dir := os.Getenv("WINNOW_CORPORA")
	if dir == "" {
		b.Skip("WINNOW_CORPORA does not name a folder of real images")
	}
	for _, folder := range []string{"photos", "portraits", "visualnovel", "stories", "emoji", "skycultures"} {
		b.Run(folder, func(b *testing.B) {
			files := globbed(b, filepath.Join(dir, folder, "*"))
			var pixels, planes, integrity time.Duration
			for b.Loop() {
				for _, f := range files {
					kind := sniff(f.data)
					start := time.Now()
					s := kind.survey(f.data)
					surveyed := time.Now()
					img, err := picture(kind, f.data, s, shrinkFor(s))
					if err != nil {
						b.Fatalf("%s: %v", f.name, err)
					}
					decoded := time.Now()
					frame(img, s)
					s.giveBack()
					framed := time.Now()
					if kind.verify != nil {
						kind.verify(f.data, s)
					}
					integrity += surveyed.Sub(start) + time.Since(framed)
					pixels += decoded.Sub(surveyed)
					planes += framed.Sub(decoded)
				}
			}
			images := float64(len(files) * b.N)
			b.ReportMetric(pixels.Seconds()*1e3/images, "ms-pixels/image")
			b.ReportMetric(planes.Seconds()/pixels.Seconds(), "planes/pixels")
			b.ReportMetric(integrity.Seconds()/pixels.Seconds(), "integrity/pixels")
		})
	}
}
