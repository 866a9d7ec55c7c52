package caption

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/chat/fake"
	"github.com/winnow-data/winnow/internal/sample"
	"github.com/winnow-data/winnow/internal/table"
)

// childServer is set for this test binary, started again, to serve.
const childServer = "WINNOW_TEST_CHILD_SERVER"

// serveAlone is a server that answers at once, in a process of its own, so
// that what it costs is not counted as winnow's. It ends with its input.
func serveAlone() int {
	s, err := fake.New(fake.Options{})
	if err == nil {
		var l net.Listener
		if l, err = net.Listen("tcp", "127.0.0.1:0"); err == nil {
			fmt.Println(l.Addr())
			go func() { // ends the process when the one that started it has ended
				bufio.NewReader(os.Stdin).ReadString(0)
				os.Exit(0)
			}()
			err = http.Serve(l, s)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// startAlone starts serveAlone and gives the tools that find it.
func startAlone(b *testing.B) Tools {
	b.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childServer+"=1")
	in, err := c.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		in.Close()
		c.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	base := "http://" + strings.TrimSpace(address) + "/v1"
	return Tools{Getenv: func(name string) string {
		return map[string]string{"OPENAI_BASE_URL": base, "OPENAI_API_KEY": secret}[name]
	}}
}

// cpuTime is what this process has used of the processors.
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// drawnWorkspace has n illustrations of that size, with the files themselves.
func drawnWorkspace(b *testing.B, n int, size image.Point) (ws dataset.Workspace, files [][]byte) {
	b.Helper()
	ws, _ = newWorkspace(b, 1)
	source := b.TempDir()
	var images []dataset.Image
	for i := range n {
		t := exampleTruth
		t.Seed = uint64(i)
		var file bytes.Buffer
		if err := png.Encode(&file, sample.Draw(t, size)); err != nil {
			b.Fatal(err)
		}
		img := dataset.Image{Path: fmt.Sprintf("%05d.png", i), ID: dataset.IDOf(file.Bytes()), Modified: time.Unix(1e9, 0).UTC(), Format: "png",
			Width: int32(size.X), Height: int32(size.Y), Status: dataset.StatusOK, TagsGeneral: t.Tags().General}
		if err := os.WriteFile(filepath.Join(source, img.Path), file.Bytes(), 0o644); err != nil {
			b.Fatal(err)
		}
		images, files = append(images, img), append(files, file.Bytes())
	}
	footer := dataset.Footer{Stage: "scan", Options: fmt.Appendf(nil, `{"source":%q}`, source)}
	if err := table.Write(ws.Table(dataset.TableImages), footer, table.All(images)); err != nil {
		b.Fatal(err)
	}
	if err := os.Remove(ws.Table(dataset.TableVerdicts)); err != nil {
		b.Fatal(err)
	}
	return ws, files
}

// BenchmarkAsking captions by a server on this machine that answers at once,
// with 64 requests in flight. Beside the requests in a second it tells how much
// of winnow's own work is preparing pictures.
func BenchmarkAsking(b *testing.B) {
	for name, size := range map[string]image.Point{"tiny": image.Pt(48, 64), "usual": image.Pt(1024, 1366)} {
		b.Run(name, func(b *testing.B) {
			images := map[string]int{"tiny": 2000, "usual": 120}[name]
			ws, files := drawnWorkspace(b, images, size)
			tools := startAlone(b)
			o := Options{Backend: "openai", Model: "m", Concurrency: 64}.withDefaults()
			before := cpuTime(b)
			for _, file := range files {
				if _, err := prepare(file, o.Side, o.Quality, ""); err != nil {
					b.Fatal(err)
				}
			}
			pictures := cpuTime(b) - before
			n := 0
			before = cpuTime(b)
			for b.Loop() {
				n++
				// Another temperature is another generation.
				t := float64(n) / 1000
				o.Temperature = &t
				if _, err := RunWith(context.Background(), ws, o, tools, nil); err != nil {
					b.Fatal(err)
				}
			}
			all := cpuTime(b) - before
			b.ReportMetric(float64(n*len(files))/b.Elapsed().Seconds(), "requests/s")
			b.ReportMetric(100*float64(pictures)*float64(n)/float64(all), "%pictures")
			b.ReportMetric(float64(all-pictures*time.Duration(n))/float64(time.Millisecond)/float64(n*len(files)), "ms-else/request")
		})
	}
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
